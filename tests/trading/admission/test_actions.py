"""The tables of the actions."""

from custom_components.tradehook.trading.admission.actions import ADMISSIONS
from custom_components.tradehook.trading.signal.actions import ACTIONS
from custom_components.tradehook.trading.signal.signal import Action


def test_every_action_has_both_halves_of_its_row() -> None:
    assert [row.action for row in ACTIONS] == list(Action)
    assert [row.action for row in ADMISSIONS] == list(Action)


def test_what_opens_is_deduplicated_and_what_leaves_gets_through() -> None:
    assert all(row.deduplicated for row in ACTIONS if row.opens)
    assert {row.action for row in ACTIONS if row.leaves} == {
        Action.REDUCE,
        Action.CLOSE,
        Action.CANCEL,
        Action.CLOSE_ALL,
        Action.REVERSE,
        Action.STOP_AND_CLOSE,
    }
    assert {row.action for row in ACTIONS if row.may_exit and not row.is_exit} == {Action.REVERSE}
