"""Orders that rest on the venue and that nobody manages: none ignored, none of others touched."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any
from unittest.mock import AsyncMock

import pytest

from custom_components.tradehook.exchanges.paper import PaperExchange
from custom_components.tradehook.exchanges.port.exchange import (
    OrderReport,
    OrderRequest,
    VenueError,
)
from custom_components.tradehook.execution.common.events import ExternalOrderFound, PositionEvent
from custom_components.tradehook.execution.common.timing.timings import (
    ReconciliationTimings,
    Timings,
)
from custom_components.tradehook.trading.model.market import MarketType, OrderSide
from custom_components.tradehook.trading.model.order import OrderState, client_order_id
from custom_components.tradehook.trading.model.sections import OrderType
from tests.execution.commands.test_openings import open_long
from tests.execution.house import BTC, House, Plan, house

PERP = "BTC/USDT:USDT"
SETTLES = ReconciliationTimings().orders_settle
UNKNOWN = client_order_id("a position of another time", 0)


@pytest.fixture
def timings() -> Timings:
    """Let nothing be compared by itself: a test says when."""
    return Timings(reconciliation=ReconciliationTimings(every=3600))


def linear(plan: Plan) -> Plan:
    return replace(plan, market_type=MarketType.LINEAR)


async def rest(
    home: House, side: str, price: int, key: str = UNKNOWN, symbol: str = BTC, **more: Any
) -> OrderReport:
    """Let a limit order rest on the venue that the account has not placed."""
    request = OrderRequest(
        client_order_id=key,
        symbol=symbol,
        side=OrderSide(side),
        order_type=OrderType.LIMIT,
        amount=Decimal("0.001"),
        price=Decimal(price),
        **more,
    )
    return await PaperExchange.create_order(home.exchange, request)


async def resting(home: House) -> list[str]:
    """Return the ids of what rests."""
    return [report.client_order_id for report in await home.exchange.fetch_open_orders()]


def told(home: House) -> list[ExternalOrderFound]:
    """Return the unknown orders that were told."""
    return [change for change in home.changes if isinstance(change, ExternalOrderFound)]


async def compare(home: House) -> None:
    """Compare the orders once, as from time to time."""
    await home.account._reconciliation_loop.order_reconciler.look()
    await home.settle()


async def test_unknown_entry_is_cancelled_at_a_start_and_told(plan: Plan) -> None:
    """The ledger came from a backup: the venue has an order that it never heard of."""
    async with house(plan) as home:
        await home.price(60_000)
        await rest(home, "buy", 50_000)
    async with house(plan) as home:
        assert await resting(home) == []
        (found,) = told(home)
        assert (found.symbol, found.filled, found.cancelled) == (BTC, 0, True)


async def test_what_an_unknown_entry_bought_is_told(plan: Plan) -> None:
    slow = replace(plan, interval=3600)  # only what a test does is a tick
    async with house(slow) as home:
        await home.price(60_000)
        await rest(home, "buy", 59_000)
        await home.price(58_990, max_fill="0.0004")
    async with house(slow) as home:
        (found,) = told(home)
        assert found.cancelled
        assert 0 < found.filled < Decimal("0.001")
        assert await home.positions() == []


@pytest.mark.parametrize("market_type", list(MarketType))
async def test_unknown_exit_is_left_and_told(plan: Plan, market_type: MarketType) -> None:
    """It may be all that protects something; the same order is told once."""
    chosen = replace(plan, market_type=market_type)
    symbol = BTC if market_type is MarketType.SPOT else PERP
    more: dict[str, Any] = {} if market_type is MarketType.SPOT else {"reduce_only": True}
    async with house(chosen) as home:
        await home.price(60_000, symbol)
        await open_long(home, take_profit=[])
        await rest(home, "sell", 70_000, symbol=symbol, **more)
    async with house(chosen) as home:
        assert UNKNOWN in await resting(home)
        (found,) = told(home)
        assert not found.cancelled
        await compare(home)
        assert len(told(home)) == 1


async def test_unknown_entry_on_perpetuals_is_cancelled(plan: Plan) -> None:
    async with house(linear(plan)) as home:
        await home.price(60_000, PERP)
        await rest(home, "sell", 70_000, symbol=PERP)
    async with house(linear(plan)) as home:
        assert await resting(home) == []
        assert told(home)[0].cancelled


async def test_lost_exit_of_a_live_position_is_cancelled(plan: Plan) -> None:
    """The backup's position has forgotten it, and places anew what it wants."""
    async with house(plan) as home:
        await home.price(60_000)
        row = await open_long(home, take_profit=[])
        lost = client_order_id(str(row["position_id"]), 3)
        await rest(home, "sell", 70_000, key=lost)
    async with house(plan) as home:
        assert lost not in await resting(home)
        assert told(home)[0].cancelled


async def test_unknown_order_of_later_is_somebody_elses(home: House) -> None:
    """Ours are recorded before they are sent: another installation has the same key."""
    await rest(home, "buy", 50_000)
    await compare(home)
    assert await resting(home) == [UNKNOWN]
    assert not told(home)[0].cancelled


async def test_order_of_people_is_never_touched(plan: Plan) -> None:
    """Orders without our mark are not the account's; the paper venue would show them too."""
    async with house(plan) as home:
        await home.price(60_000)
        row = await open_long(home)
        assert row["status"] == "open"
        before = await resting(home)
    async with house(plan) as home:
        assert await resting(home) == before
        assert told(home) == []


async def test_order_that_outlived_its_position_is_cancelled(
    plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever brought it about: the ledger knows that it is over."""
    async with house(plan) as home:
        await home.price(60_000)
        row = await open_long(home)
        target = row["orders"][1]["client_order_id"]  # type: ignore[index]
        await home.account.close_all()
        await home.settle()
        await rest(home, "buy", 50_000, key="x" + str(target))
        report = (await home.exchange.fetch_open_orders())[0]

        async def listed() -> Sequence[OrderReport]:
            return [replace(report, client_order_id=str(target))]

        cancelled: list[str] = []

        async def cancel(_symbol: str, key: str, _venue_id: str | None) -> OrderReport:
            cancelled.append(key)
            return report

        monkeypatch.setattr(home.exchange, "fetch_open_orders", listed)
        monkeypatch.setattr(home.exchange, "cancel_order", cancel)
        await compare(home)
        assert cancelled == []  # it may be on its way out
        plan.clock.ahead += SETTLES + timedelta(seconds=1)
        await compare(home)
        assert cancelled == [target]
        assert told(home) == []


async def test_order_that_the_venue_no_longer_lists_is_asked_for(
    home: House, plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody cancelled it and nobody told: the position knows, and places it once more."""
    row = await open_long(home)
    first = row["orders"][1]["client_order_id"]  # type: ignore[index]
    with monkeypatch.context() as deaf:
        deaf.setattr(home.exchange._worker, "_publish", lambda _draft: None)
        await PaperExchange.cancel_order(home.exchange, BTC, str(first), None)
    await compare(home)
    assert len(await resting(home)) == 1  # too young to be missed
    plan.clock.ahead += SETTLES + timedelta(seconds=1)
    await compare(home)
    plan.clock.ahead += timedelta(seconds=2)
    home.account._engine.queues.look(next(iter(home.account._position_cache.live.values())))
    await home.settle()
    assert len(await resting(home)) == 2
    assert first not in await resting(home)


@pytest.mark.parametrize("forgotten", [False, True], ids=["cancelled", "not known any more"])
async def test_dca_order_that_is_gone_is_told(
    home: House, plan: Plan, monkeypatch: pytest.MonkeyPatch, forgotten: bool
) -> None:
    answer = await home.send(
        symbol="BTCUSDT",
        side="long",
        quote_amount=100,
        dca_orders=[{"price_percentage": 5, "quantity_percentage": 100}],
    )
    assert answer.status == 202, answer.body
    await home.settle()
    (rung,) = await resting(home)
    home.changes.clear()
    plan.clock.ahead += timedelta(minutes=5)
    if forgotten:

        async def forget(*_: object) -> None:
            return None

        monkeypatch.setattr(home.exchange, "fetch_open_orders", AsyncMock(return_value=[]))
        monkeypatch.setattr(home.exchange, "find_order", forget)
        await compare(home)
    else:
        await PaperExchange.cancel_order(home.exchange, BTC, rung, None)
        await home.settle()
    (event,) = [change for change in home.changes if isinstance(change, PositionEvent)]
    assert event.type == "changed_outside"
    assert (event.data["leg"], event.data["price"]) == (0, "57000")


async def test_start_that_can_not_ask_for_orders_fails(
    plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A failed query never means empty: Home Assistant tries again."""

    async def fail(_self: object) -> Sequence[OrderReport]:
        raise VenueError("timeout")

    monkeypatch.setattr(PaperExchange, "fetch_open_orders", fail)
    with pytest.raises(VenueError, match="timeout"):
        async with house(plan):
            pass


async def test_order_that_rests_although_it_was_over_is_cancelled(
    home: House, plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A venue that showed it as absent and has it all the same."""
    row = await open_long(home)
    target = str(row["orders"][1]["client_order_id"])  # type: ignore[index]
    real = home.exchange.fetch_open_orders
    report = next(r for r in await real() if r.client_order_id == target)
    with monkeypatch.context() as patch:
        patch.setattr(home.exchange._worker, "_publish", lambda _draft: None)
        home.account.on_order(replace(report, state=OrderState.CANCELLED))
        await home.settle()
    plan.clock.ahead += SETTLES + timedelta(seconds=1)
    await compare(home)
    assert target not in await resting(home)


async def test_orphan_that_can_not_be_cancelled_does_not_hold_the_account_up(
    plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is told as what it is: still there."""
    async with house(plan) as home:
        await home.price(60_000)
        await rest(home, "buy", 50_000)

    async def fail(*_: object) -> OrderReport:
        raise VenueError("timeout")

    monkeypatch.setattr(PaperExchange, "cancel_order", fail)
    async with house(plan) as home:
        assert home.account.ready
        assert not told(home)[0].cancelled
        assert await resting(home) == [UNKNOWN]


async def test_an_order_that_was_over_only_behind_the_list_is_left_alone(
    home: House, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A list of open orders that was asked for before our own cancel still shows its order."""
    await open_long(home)
    stale = [
        replace(report, at=report.at - 2 * SETTLES)
        for report in await home.exchange.fetch_open_orders()
    ]
    assert stale
    await home.account.close_all()
    await home.settle()
    fetch = home.exchange.fetch_open_orders
    lists = [stale]

    async def listed() -> Sequence[OrderReport]:
        return lists.pop() if lists else await fetch()

    monkeypatch.setattr(home.exchange, "fetch_open_orders", listed)
    caplog.clear()
    await home.account._reconciliation_loop.order_reconciler.look()
    assert not lists
    assert told(home) == []
    assert "it is cancelled" not in caplog.text
