"""What a context finds only when it is asked, and keeps."""

from dataclasses import replace
from decimal import Decimal

from tests.trading.admission_world import D, position, world


class Account:
    """An account whose numbers change with each look."""

    def __init__(self) -> None:
        self.looks = 0

    def free(self) -> dict[str, Decimal]:
        """Return more at each look."""
        self.looks += 1
        return {"USDT": D(self.looks)}

    def equity(self) -> Decimal | None:
        """Return more at each look."""
        self.looks += 1
        return D(self.looks)


def test_what_nobody_asks_for_is_not_looked_for() -> None:
    account = Account()
    context = replace(world(), find_free=account.free, find_equity=account.equity)

    assert replace(context, by_strategy=True).by_strategy
    assert account.looks == 0


def test_it_is_looked_for_once() -> None:
    account = Account()
    context = replace(world(), find_free=account.free, find_equity=account.equity)

    assert context.free == context.free == {"USDT": D(1)}
    assert context.equity == context.equity == D(2)


def test_a_lasting_one_stays_as_it_was_in_all_that_is_made_of_it() -> None:
    account = Account()
    context = replace(world(), find_free=account.free, find_equity=account.equity).lasting()
    later = replace(context, by_strategy=True)

    assert (later.free, later.equity) == ({"USDT": D(1)}, D(2))
    assert later.with_free({"USDT": D(7)}).free == {"USDT": D(7)}
    assert later.free == {"USDT": D(1)}


def test_own_positions_are_those_of_its_positions() -> None:
    context = world(positions=[position()])

    assert [one.bot_id for one in context.own_positions] == ["bot"]
    assert replace(context, positions=()).own_positions == []
    assert replace(context, bot_id="another").own_positions == []
