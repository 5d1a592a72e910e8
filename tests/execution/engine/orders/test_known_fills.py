"""What is known of an order's trades: an end is told behind all that it counts."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from unittest.mock import patch

import pytest

from custom_components.tradehook.exchanges.port.exchange import FillReport, OrderReport
from custom_components.tradehook.trading.model.order import OrderState
from tests.execution.commands.test_openings import STOP
from tests.execution.engine.test_late_fills import late
from tests.execution.faulty_venue import FaultyVenue
from tests.execution.house import House, Plan, house
from tests.patience import PATIENCE


@pytest.mark.parametrize("missed", [False, True])
async def test_what_is_on_record_need_not_be_told_again(plan: Plan, missed: bool) -> None:
    """A venue that tells an old trade no more kept its order open; what is new is waited for."""
    async with house(plan) as home:
        await home.price(60_000)
        await home.send(
            symbol="BTCUSDT",
            side="long",
            order_type="limit",
            signal_price=59_000,
            stop_loss=STOP,
            signal_id="o1",
        )
        await home.settle()
        entry = home.exchange.line.sent[-1]
        part = replace(late(entry), amount=entry.amount / 2)
        home.account.on_fill(part)
        await home.settle()

    other = replace(part, trade_id="other", amount=entry.amount / 4)
    bought = part.amount + other.amount if missed else part.amount

    async def found(_venue: FaultyVenue, *_: object) -> OrderReport:
        return OrderReport(
            client_order_id=entry.client_order_id,
            venue_order_id="1",
            symbol=entry.symbol,
            state=OrderState.CANCELLED,
            filled=bought,
            at=part.at,
        )

    async def none_open(_venue: FaultyVenue) -> Sequence[OrderReport]:
        return []

    async def told(_venue: FaultyVenue, _symbol: str, _order: str) -> Sequence[FillReport]:
        return [part, other] if missed else []

    with (
        patch.object(FaultyVenue, "find_order", found),
        patch.object(FaultyVenue, "fetch_open_orders", none_open),
        patch.object(FaultyVenue, "fetch_fills", told),
    ):
        async with house(plan) as home, asyncio.timeout(PATIENCE):
            while is_live(home, entry.client_order_id):  # noqa: ASYNC110  the venue tells it
                await asyncio.sleep(0.01)
            row = await home.only()
            assert (row["status"], Decimal(str(row["size"]))) == ("open", bought)
            assert len(await home.account.trades()) == 1 + missed


def is_live(home: House, client_order_id: str) -> bool:
    """Return whether an order of the only position may still fill."""
    (position,) = home.account._position_cache.live.values()
    return client_order_id in {order.client_order_id for order in position.live_orders()}
