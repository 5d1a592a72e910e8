"""The ledger knows no rules, only their words: these are the words that the rules use."""

from custom_components.tradehook.ledger.records import ADDING_PURPOSES, ADOPTED, CLAIMING_ACTIONS
from custom_components.tradehook.trading.model.order import Purpose
from custom_components.tradehook.trading.signal.actions import ACTIONS


def test_signals_that_claim_an_id_are_the_openings() -> None:
    assert {row.action.value for row in ACTIONS if row.opens} == CLAIMING_ACTIONS


def test_fills_that_close_nothing_are_those_that_add() -> None:
    added = {purpose.value for purpose in Purpose if purpose.adds}
    assert added | {ADOPTED} == ADDING_PURPOSES
