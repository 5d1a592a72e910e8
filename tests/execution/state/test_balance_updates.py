"""Balances that are asked for at the same time are asked for once, but never too early."""

import asyncio
from collections.abc import Mapping
from decimal import Decimal
from types import SimpleNamespace
from typing import Any, cast

from custom_components.tradehook.exchanges.port.exchange import Balance, VenueError
from custom_components.tradehook.execution.state.venue_positions import BalanceUpdates


class _Venue:
    """Answers when it is told to, with what there is at the time of the question."""

    def __init__(self) -> None:
        self.there = Decimal(0)
        self.answers: list[asyncio.Future[None]] = []

    async def fetch_balances(self) -> Mapping[str, Balance]:
        """Return the balance as it is now, later."""
        asked = self.there
        self.answers.append(asyncio.get_running_loop().create_future())
        await self.answers[-1]
        return {"USDT": Balance(free=asked, used=Decimal(0))}


def _updates(venue: _Venue, taken: list[Decimal]) -> BalanceUpdates:
    portfolio = SimpleNamespace(take=lambda found: taken.append(found["USDT"].free))
    return BalanceUpdates(cast(Any, venue), cast(Any, portfolio), lambda _: None, 5)


async def _turns() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


async def test_who_asks_while_an_answer_is_under_way_shares_the_next_question() -> None:
    venue, taken = _Venue(), list[Decimal]()
    updates = _updates(venue, taken)
    first = asyncio.create_task(updates.refresh())
    await _turns()
    venue.there = Decimal(7)  # an exit, which the answer under way may not know of
    others = [asyncio.create_task(updates.refresh()) for _ in range(3)]
    await _turns()

    venue.answers[0].set_result(None)
    await _turns()
    assert first.done()
    assert not any(one.done() for one in others)

    venue.answers[1].set_result(None)
    await asyncio.gather(*others)
    assert taken == [Decimal(0), Decimal(7)]
    assert len(venue.answers) == 2


async def test_a_question_that_failed_keeps_nobody_waiting() -> None:
    venue, taken = _Venue(), list[Decimal]()
    updates = _updates(venue, taken)
    both = [asyncio.create_task(updates.refresh()) for _ in range(2)]
    await _turns()
    venue.answers[0].set_exception(VenueError("out of order"))
    await _turns()
    venue.answers[1].set_result(None)
    await asyncio.gather(*both)
    assert taken == [Decimal(0)]
