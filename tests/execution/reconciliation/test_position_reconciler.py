"""What somebody else does on the venue: noticed, recorded, told, and never fought."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import count
from typing import Any
from unittest.mock import AsyncMock

import pytest

from custom_components.tradehook.exchanges.paper import PaperExchange, PaperTerms
from custom_components.tradehook.exchanges.port.exchange import (
    Balance,
    OrderReport,
    OrderRequest,
    VenueError,
    VenuePosition,
)
from custom_components.tradehook.execution.common.timing.timings import (
    ReconciliationTimings,
    Timings,
)
from custom_components.tradehook.execution.reconciliation import (
    position_reconciler,
)
from custom_components.tradehook.trading.model.market import MarketType, OrderSide, Side
from custom_components.tradehook.trading.model.sections import OrderType
from tests.execution.commands.test_openings import number
from tests.execution.faulty_venue import Fault
from tests.execution.house import BTC, House, Plan, house, waits
from tests.patience import PATIENCE

PERP = "BTC/USDT:USDT"
STOP = {"stop_percentage": 3}
TARGETS = [
    {"price_percentage": 2, "position_percentage": 50},
    {"price_percentage": 4, "position_percentage": 50},
]
BOTH = pytest.mark.parametrize("market_type", list(MarketType))
_numbers = count()


OFTEN = ReconciliationTimings(every=0.02, second_look=0.02)


@pytest.fixture
def timings() -> Timings:
    """Let the looks follow each other quickly."""
    return Timings(reconciliation=OFTEN)


def on(plan: Plan, market_type: MarketType) -> Plan:
    """Return the plan of an account for a kind of markets."""
    return replace(plan, market_type=market_type)


def symbol(home: House) -> str:
    """Return the market of bitcoin."""
    return BTC if home.exchange.market_type is MarketType.SPOT else PERP


async def begin(home: House, side: str = "long", **fields: object) -> None:
    """Open a position at 60,000."""
    await home.price(60_000, symbol(home))
    message: dict[str, Any] = {"stop_loss": STOP} | fields
    answer = await home.send(symbol="SIM_USDT_BTC", side=side, **message)
    assert answer.status == 202, answer.body
    await home.settle()


async def outside(home: House, side: str, amount: Decimal, **more: Any) -> OrderReport:
    """Trade at market as the venue's own app does."""
    request = OrderRequest(
        client_order_id=f"app-{next(_numbers)}",
        symbol=symbol(home),
        side=OrderSide(side),
        order_type=OrderType.MARKET,
        amount=amount,
        **more,
    )
    return await PaperExchange.create_order(home.exchange, request)


async def until(home: House, condition: Callable[[Mapping[str, Any]], object]) -> Mapping[str, Any]:
    """Wait until something is so of the newest position."""
    async with asyncio.timeout(PATIENCE):
        while True:
            row = (await home.positions())[0]
            if condition(row):
                return row
            await asyncio.sleep(0.01)


async def looked(home: House) -> None:
    """Let several looks pass."""
    await asyncio.sleep(0.3)
    await home.settle()


def events(home: House, kind: str) -> list[Mapping[str, object]]:
    """Return what was told of a type."""
    return [c.data for c in home.changes if getattr(c, "type", None) == kind]  # type: ignore[attr-defined]


@BOTH
async def test_all_that_was_sold_outside_ends_the_position(
    plan: Plan, market_type: MarketType
) -> None:
    async with house(on(plan, market_type)) as home:
        await begin(home)
        size = number((await home.only())["size"])
        await home.price(60_600, symbol(home))
        await outside(home, "sell", home.exchange.markets[symbol(home)].amount_down(size))
        row = await until(home, lambda row: row["status"] == "closed")
        await looked(home)
        assert row["close_reason"] == "changed_outside"
        assert number(row["realized_profit"]) > 0
        (told,) = events(home, "changed_outside")
        assert number(told["was"]) == size
        assert home.told()[-2:] == ["changed_outside", "closed"]
        assert len(home.exchange.line.sent) == 1  # the entry: nothing is bought back
        assert not await home.exchange.fetch_positions()
        outside_trade, entry = await home.account.trades()
        assert (outside_trade["purpose"], entry["purpose"]) == ("changed_outside", "entry")
        assert home.account.realized_profit_today == number(row["realized_profit"])


@BOTH
async def test_half_that_was_sold_outside_shrinks_position_and_targets(
    plan: Plan, market_type: MarketType
) -> None:
    async with house(on(plan, market_type).but(size=Decimal(1_000))) as home:
        await begin(home, take_profit=TARGETS)
        size = number((await home.only())["size"])
        half = home.exchange.markets[symbol(home)].amount_down(size / 2)
        if market_type is MarketType.SPOT:
            # What a target locks can't be sold: whoever sells in the app cancels it before.
            await PaperExchange.cancel_order(
                home.exchange,
                BTC,
                (await home.exchange.fetch_open_orders())[0].client_order_id,
                None,
            )
        await outside(home, "sell", half)
        row = await until(home, lambda row: number(row["size"]) == size - half)
        await looked(home)
        assert row["status"] == "open"
        resting = [o for o in (await home.only())["orders"] if o["status"] == "open"]  # type: ignore[attr-defined]
        assert sum(number(o["amount"]) for o in resting) <= size - half
        assert len(events(home, "changed_outside")) == 1
        await home.price(58_000, symbol(home))
        assert (await home.only())["status"] == "closed"
        assert (await home.only())["close_reason"] == "stop_loss"
        assert not await home.exchange.fetch_positions()


async def test_the_oldest_position_of_a_market_loses_first(plan: Plan) -> None:
    async with house(on(plan, MarketType.LINEAR)) as home:
        await begin(home, signal_id="first")
        await begin(home, signal_id="second")
        newer, older = await home.positions()
        gone = number(older["size"]) + Decimal("0.0001")
        await outside(home, "sell", gone)
        await until(home, lambda row: number(row["size"]) < number(newer["size"]))
        newer_now, older_now = await home.positions()
        assert older_now["close_reason"] == "changed_outside"
        assert number(newer_now["size"]) == number(newer["size"]) - Decimal("0.0001")
        assert newer_now["status"] == "open"


async def test_more_than_ours_is_not_ours(plan: Plan) -> None:
    async with house(on(plan, MarketType.LINEAR)) as home:
        await begin(home)
        before = await home.only()
        await outside(home, "buy", Decimal("0.01"))
        await looked(home)
        assert (await home.only())["size"] == before["size"]
        await home.price(58_000, PERP)
        (held,) = await home.exchange.fetch_positions()
        assert held.size == Decimal("0.01")


async def test_other_side_on_the_venue_ends_ours_and_is_left_alone(plan: Plan) -> None:
    """In one-way mode whoever sells more than we hold turns the position round."""
    async with house(on(plan, MarketType.LINEAR)) as home:
        await begin(home)
        size = number((await home.only())["size"])
        await outside(home, "sell", size * 3)
        row = await until(home, lambda row: row["status"] == "closed")
        assert row["close_reason"] == "changed_outside"
        await looked(home)
        (held,) = await home.exchange.fetch_positions()
        assert (held.side, held.size) == (Side.SHORT, size * 2)


async def test_in_hedge_mode_each_side_is_compared_alone(plan: Plan) -> None:
    linear = replace(on(plan, MarketType.LINEAR), terms=PaperTerms(hedge_mode=True))
    async with house(linear) as home:
        await begin(home, "long")
        await begin(home, "short")
        short, long = await home.positions()
        await outside(
            home, "sell", number(long["size"]), position_side=Side.LONG, reduce_only=False
        )
        async with asyncio.timeout(PATIENCE):
            while (await home.positions())[1]["status"] != "closed":  # noqa: ASYNC110
                await asyncio.sleep(0.01)
        await looked(home)
        assert (await home.positions())[0]["size"] == short["size"]


async def test_coins_of_somebody_else_may_go(plan: Plan) -> None:
    """A balance that still covers all positions says nothing, whoever sold."""
    async with house(on(plan, MarketType.SPOT)) as home:
        await outside(home, "buy", Decimal("0.01"))
        await begin(home)
        await outside(home, "sell", Decimal("0.0099"))
        await looked(home)
        assert events(home, "changed_outside") == []
        assert (await home.only())["status"] == "open"


async def test_short_on_spot_owes_what_a_long_holds(plan: Plan) -> None:
    """Coins that were sold short are not missing."""
    async with house(on(plan, MarketType.SPOT)) as home:
        await home.price(60_000)
        await outside(home, "buy", Decimal("0.01"))
        await begin(home, "long")
        await begin(home, "short")
        await outside(home, "sell", Decimal("0.0099"))
        await looked(home)
        assert events(home, "changed_outside") == []


async def test_one_look_alone_proves_nothing(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    """A venue that forgets a position for a moment has not closed it."""
    async with house(on(plan, MarketType.LINEAR)) as home:
        await begin(home)
        real = home.exchange.fetch_positions
        answers = iter([False, True] * 3)

        async def flickers() -> Sequence[VenuePosition]:
            return await real() if next(answers, True) else []

        monkeypatch.setattr(home.exchange, "fetch_positions", flickers)
        await looked(home)
        assert next(answers, None) is None
        assert (await home.only())["status"] == "open"
        assert events(home, "changed_outside") == []


@BOTH
async def test_failed_query_never_means_empty(
    plan: Plan, market_type: MarketType, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with house(on(plan, market_type)) as home:
        await begin(home)

        async def fail() -> Any:
            raise VenueError("timeout")

        monkeypatch.setattr(home.exchange, "fetch_balances", fail)
        monkeypatch.setattr(home.exchange, "fetch_positions", fail)
        await looked(home)
        assert (await home.only())["status"] == "open"


@BOTH
@waits(reconciliation=replace(OFTEN, every=3600))
async def test_own_trade_that_nobody_heard_of_is_not_taken_for_others(
    plan: Plan, market_type: MarketType, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The orders are asked for before anything is said to be gone."""
    async with house(on(plan, market_type).but(size=Decimal(1_000))) as home:
        await begin(home, take_profit=TARGETS)
        with monkeypatch.context() as deaf:
            deaf.setattr(home.exchange._worker, "_publish", lambda _draft: None)
            await home.price(61_300, symbol(home))
        home.account._reconciliation_loop.retry_now()
        row = await until(home, lambda row: row["take_profit"][0]["done"])
        for _ in range(5):
            home.account._reconciliation_loop.retry_now()
            await asyncio.sleep(0.05)
        await home.settle()
        assert row["status"] == "open"
        assert events(home, "changed_outside") == []
        assert len(events(home, "take_profit")) == 1


async def test_nothing_is_concluded_while_an_order_is_under_way(plan: Plan) -> None:
    """An order of unknown fate leaves no size that could be compared."""
    async with house(on(plan, MarketType.LINEAR)) as home:
        await begin(home)
        line = home.exchange.line
        line.create.append(Fault.LOST_REQUEST)
        line.find += [Fault.LOST_REQUEST] * 2
        assert (await home.send(symbol="SIM_USDT_BTC", action="close")).status == 202
        await outside(home, "sell", number((await home.only())["size"]))
        await asyncio.sleep(0.3)
        assert line.find
        assert (await home.only())["status"] == "closing"
        assert events(home, "changed_outside") == []
        row = await until(home, lambda row: row["status"] == "closed")
        assert row["close_reason"] == "changed_outside"


async def test_position_closed_outside_while_the_house_was_away(
    plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first looks after a start find it, and what rests for it goes."""
    linear = on(plan, MarketType.LINEAR)
    with monkeypatch.context() as away:
        async with house(linear) as home:
            await begin(home, take_profit=TARGETS)
            away.setattr(position_reconciler.PositionReconciler, "_record", lambda *_: None)
            away.setattr(home.exchange._worker, "_publish", lambda _draft: None)
            await outside(home, "sell", number((await home.only())["size"]))
    async with house(linear) as home:
        row = await until(home, lambda row: row["status"] == "closed")
        await home.settle()
        assert row["close_reason"] == "changed_outside"
        assert home.told() == ["changed_outside", "closed"]
        assert await home.exchange.fetch_open_orders() == []


async def test_balance_below_a_step_is_no_trade(
    plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A venue that rounds balances has sold nothing."""
    async with house(on(plan, MarketType.SPOT)) as home:
        await begin(home)
        real, step = home.exchange.fetch_balances, home.exchange.markets[BTC].amount_step

        async def rounded() -> Mapping[str, Balance]:
            told = dict(await real())
            told["BTC"] = replace(told["BTC"], free=told["BTC"].free - step * Decimal("0.9"))
            return told

        monkeypatch.setattr(home.exchange, "fetch_balances", rounded)
        await looked(home)
        assert events(home, "changed_outside") == []


async def test_answer_without_any_balance_says_nothing(
    plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever sells coins has the money instead."""
    async with house(on(plan, MarketType.SPOT)) as home:
        await begin(home)

        async def nothing() -> Mapping[str, Balance]:
            return {}

        monkeypatch.setattr(home.exchange, "fetch_balances", nothing)
        await looked(home)
        assert events(home, "changed_outside") == []


async def test_fault_in_a_look_is_not_the_end_of_looking(
    plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with house(on(plan, MarketType.LINEAR)) as home:
        await begin(home)

        async def fail() -> Any:
            raise ZeroDivisionError

        with monkeypatch.context() as patch:
            patch.setattr(home.exchange, "fetch_balances", fail)
            await looked(home)
        await outside(home, "sell", number((await home.only())["size"]))
        await until(home, lambda row: row["status"] == "closed")


@waits(reconciliation=replace(OFTEN, given_up=0.3))
async def test_look_that_hangs_is_given_up(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    """Trades that an order counts and nobody can have, for example."""
    async with house(on(plan, MarketType.LINEAR)) as home:
        await begin(home)
        hangs = AsyncMock(side_effect=asyncio.Event().wait)
        with monkeypatch.context() as patch:
            patch.setattr(home.exchange, "fetch_positions", hangs)
            async with asyncio.timeout(PATIENCE):
                while hangs.await_count < 2:  # noqa: ASYNC110
                    await asyncio.sleep(0.01)
        await outside(home, "sell", number((await home.only())["size"]))
        await until(home, lambda row: row["status"] == "closed")


async def test_panel_is_told_what_somebody_else_did(plan: Plan) -> None:
    """In the story of the position, and without a close that nobody asked for."""
    async with house(on(plan, MarketType.LINEAR)) as home:
        await begin(home, take_profit=TARGETS[:1])
        (target,) = [
            order["client_order_id"]
            for order in (await home.only())["orders"]  # type: ignore[attr-defined]
            if order["purpose"] == "take_profit"
        ]
        await PaperExchange.cancel_order(home.exchange, PERP, target, None)
        await home.settle()
        size = number((await home.only())["size"])
        await outside(home, "sell", size)
        row = await until(home, lambda row: row["status"] == "closed")
        await home.settle()
        whole = await home.account.position(str(row["position_id"]))
        assert whole is not None
        story: Any = whole["story"]
        events = [entry["event"] for entry in story]
        assert events[-2:] == ["changed_outside", "ended"]
        assert "cancelled_outside" in events
        assert "close_asked" not in events
        assert number(story[-2]["amount"]) == size
        assert story[-2]["size"] == "0"
