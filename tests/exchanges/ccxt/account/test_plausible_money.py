"""What a venue says of money that can't be: it is not believed, and asked again."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import partial
import logging
from typing import Any

import pytest

from custom_components.tradehook.exchanges.ccxt.account import account_queries
from custom_components.tradehook.exchanges.ccxt.account.account_queries import (
    fetch_balances,
    fetch_positions,
)
from custom_components.tradehook.exchanges.ccxt.account.margin import Margin
from custom_components.tradehook.exchanges.ccxt.connection.connection import Connection
from custom_components.tradehook.exchanges.ccxt.core.plausibility import OwnTrades, leaps
from custom_components.tradehook.exchanges.port.exchange import (
    Balance,
    FillReport,
    MoneyKind,
    VenueError,
)
from custom_components.tradehook.exchanges.venues.catalogue import VENUES
from custom_components.tradehook.trading.model.market import MarketType, OrderSide
from tests.exchanges.live import BTC, Live, World, imitation, live, symbol_of, until
from tests.fake_exchange.binance import FakeBinance
from tests.fake_exchange.core.market import Kind
from tests.trading.admission_world import market

D = Decimal
NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)


@pytest.fixture
def fake() -> FakeBinance:
    return FakeBinance()


@pytest.fixture
async def world(fake: FakeBinance) -> AsyncIterator[World]:
    async with World(fake) as world:
        yield world


def connection_of(account: Live) -> Connection:
    assert account.exchange._parts is not None
    return account.exchange._parts.connection


def margin_of(account: Live) -> Margin:
    assert account.exchange._parts is not None
    return account.exchange._parts.margin


async def fills_of(account: Live, symbol: str, client_order_id: str) -> Sequence[FillReport]:
    """Return the trades of an order; what is pushed may be doubted before they are asked for."""
    for _ in range(2):
        try:
            return await account.exchange.fetch_fills(symbol, client_order_id)
        except VenueError:
            continue
    return await account.exchange.fetch_fills(symbol, client_order_id)


# Fees


async def test_fee_that_can_not_be_is_replaced_by_the_usual_one(
    fake: FakeBinance, world: World, caplog: pytest.LogCaptureFixture
) -> None:
    fake.engine.settlement.fees[Kind.SPOT] = (D("0.06"), D("0.06"))
    with caplog.at_level(logging.WARNING):
        async with live(world, "BINA") as account:
            report = await account.order("buy", "0.001")
            assert not account.ear.fills
            (fill,) = await fills_of(account, BTC, report.client_order_id)
            (doubt,) = account.exchange.money_doubts
    assert (fill.fee, fill.fee_currency) == (D("0.001") * D("0.001"), "BTC")
    assert doubt.kind is MoneyKind.FEE
    assert doubt.said == {
        "symbol": BTC,
        "trade": fill.trade_id,
        "answered": "0.00006 BTC",
        "recorded": "0.000001 BTC",
    }
    assert "a fee that can't be" in caplog.text
    assert fake.sent("my_trades")


async def test_high_fee_is_believed(fake: FakeBinance, world: World) -> None:
    fake.engine.settlement.fees[Kind.SPOT] = (D("0.04"), D("0.04"))
    async with live(world, "BINA") as account:
        await account.order("buy", "0.001")
        await until(lambda: account.ear.fills)
    (fill,) = account.ear.fills.values()
    assert fill.fee == D("0.001") * D("0.04")


async def test_fee_that_is_told_right_when_it_is_asked_again_is_taken(world: World) -> None:
    trade = {
        "id": "7",
        "order": "1",
        "side": "buy",
        "price": "60000",
        "amount": "0.001",
        "timestamp": 1,
    }
    async with live(world, "BINA") as account:
        connection = connection_of(account)
        wrong = {**trade, "fee": {"cost": "60", "currency": "USDT"}}
        with pytest.raises(VenueError, match="a fee of 60 USDT for trade 7 in BTC/USDT"):
            connection.fill(wrong, "an id", BTC)
        right = {**trade, "fee": {"cost": "0.06", "currency": "USDT"}}
        assert connection.fill(right, "an id", BTC).fee == D("0.06")


async def test_doubt_of_a_fee_ends_with_the_next_one_that_can_be(world: World) -> None:
    trade = {"order": "1", "side": "buy", "price": "60000", "amount": "0.001", "timestamp": 1}
    wrong = {**trade, "id": "7", "fee": {"cost": "60", "currency": "USDT"}}
    right = {**trade, "id": "8", "fee": {"cost": "0.06", "currency": "USDT"}}
    async with live(world, "BINA") as account:
        connection = connection_of(account)
        with pytest.raises(VenueError):
            connection.fill(wrong, "an id", BTC)
        assert not account.exchange.money_doubts
        connection.fill(wrong, "an id", BTC)
        connection.fill(right, "an id", "ETH/USDT")
        assert [one.said["trade"] for one in account.exchange.money_doubts] == ["7"]
        connection.fill(right, "an id", BTC)
        assert not account.exchange.money_doubts


@pytest.mark.parametrize(("amount", "believed"), [("0.0000001", True), ("0.01", False)])
async def test_fee_of_dust_may_be_rounded_up(world: World, amount: str, believed: bool) -> None:
    trade = {"id": "7", "order": "1", "side": "sell", "price": "60000", "amount": amount}
    fee = {"cost": str(D(amount) * 60_000 / 10), "currency": "USDT"}
    async with live(world, "BINA") as account:
        connection = connection_of(account)
        if believed:
            assert connection.fill({**trade, "fee": fee}, "an id", BTC).fee == D(fee["cost"])
        else:
            with pytest.raises(VenueError, match="asked again"):
                connection.fill({**trade, "fee": fee}, "an id", BTC)


# Balances


def answers(told: list[str | None]) -> Any:
    """Return a query whose answers have these totals of USDT; None = not a word of it."""

    async def fetch_balance() -> dict[str, Any]:
        total = told.pop(0)
        row = {} if total is None else {"USDT": total}
        return {"free": row, "used": {}, "total": row, "info": {}}

    return fetch_balance


@pytest.mark.parametrize(
    ("told", "believed", "asked"),
    [
        (["10400"], "10400", 1),  # within what trades do
        ([None, "10000"], "10000", 3),  # it was on another page
        (["5000000000", "10000"], "10000", 3),  # in another unit
        (["25000", "25000"], "25000", 2),  # something was paid in
        ([None, None], None, 2),  # it was all paid out
        (["1", "10000", "10001"], "10001", 3),
    ],
)
async def test_balance_that_leaps_is_asked_for_until_two_answers_agree(
    world: World, told: list[str | None], believed: str | None, asked: int
) -> None:
    async with live(world, "BINA") as account:
        connection = connection_of(account)
        left = [*told, told[-1]]
        connection.client.fetch_balance = answers(left)  # type: ignore[method-assign]
        found = await fetch_balances(connection)
        assert len(told) + 1 - len(left) == asked
    total = found["USDT"].total if "USDT" in found else None
    assert total == (None if believed is None else D(believed))


async def test_balance_of_which_each_answer_says_something_else_is_not_known(
    world: World,
) -> None:
    async with live(world, "BINA") as account:
        connection = connection_of(account)
        told: list[str | None] = ["1", "2", "5000", "80000"]
        connection.client.fetch_balance = answers(told)  # type: ignore[method-assign]
        with pytest.raises(VenueError, match="each time another balance of USDT"):
            await fetch_balances(connection)
        assert connection.balances["USDT"].total == 10_000
        (doubt,) = account.exchange.money_doubts
        assert doubt.said == {
            "currencies": "USDT",
            "before": "10000 USDT",
            "answers": "1 USDT | 2 USDT | 5000 USDT | 80000 USDT",
        }
        told += ["80000", "80000"]
        await fetch_balances(connection)
        assert not account.exchange.money_doubts


@pytest.mark.parametrize("code", ["BINA", "BYBI", "KRKN", "OKEX", "KUCN"])
async def test_what_own_trades_explain_is_asked_for_once(
    code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Dust becomes a position, and a position dust: no answer is doubted."""
    judged: list[frozenset[str]] = []

    def judge(*arguments: Any) -> frozenset[str]:
        judged.append(leaps(*arguments))
        return judged[-1]

    monkeypatch.setattr(account_queries, "leaps", judge)
    fake = imitation(code)
    fake.set_balance("BTC", "0.00001", Kind.SPOT)
    async with World(fake) as world, live(world, code) as account:
        fills = account.ear.fills
        for side in ("buy", "sell"):
            before = len(fills)
            await account.order(side, "0.01", symbol=symbol_of(code))
            await until(partial(_more_than, fills, before))
            await fetch_balances(connection_of(account))
    assert len(judged) >= 3
    assert not any(judged)


def _more_than(fills: Mapping[str, FillReport], before: int) -> bool:
    return len(fills) > before


def spot_trade(side: OrderSide, at: datetime, *, trade_id: str = "1") -> FillReport:
    return FillReport(
        trade_id=trade_id,
        client_order_id="an id",
        venue_order_id="1",
        symbol=BTC,
        side=side,
        price=D(60_000),
        amount=D("0.1"),
        fee=D("6"),
        fee_currency="USDT",
        at=at,
    )


def of(**totals: object) -> dict[str, Balance]:
    return {name: Balance(free=D(str(total)), used=D(0)) for name, total in totals.items()}


@pytest.mark.parametrize(
    ("side", "before", "now", "doubted"),
    [
        (OrderSide.BUY, of(BTC="0.001", USDT=7_000), of(BTC="0.101", USDT=994), set()),
        (OrderSide.BUY, of(BTC="0.001", USDT=7_000), of(BTC="0.001", USDT=7_000), set()),
        (OrderSide.BUY, of(BTC="0.001", USDT=7_000), of(BTC="0.101", USDT=0), {"USDT"}),
        (OrderSide.BUY, of(BTC="0.001", USDT=7_000), of(BTC="0.3", USDT=994), {"BTC"}),
        (OrderSide.BUY, of(BTC=1, USDT=7_000), of(USDT=994), {"BTC"}),
        (OrderSide.SELL, of(BTC="0.101", USDT=10), of(BTC="0.001", USDT=6_004), set()),
        (OrderSide.SELL, of(BTC="0.1", USDT=10), of(USDT=6_004), set()),
        (OrderSide.SELL, of(BTC="0.1", USDT=10, ETH=1), of(USDT=6_004), {"ETH"}),
        (OrderSide.SELL, of(BTC="0.1", USDT=10), of(USDT=60_000), {"USDT"}),
    ],
)
def test_only_what_own_trades_do_not_explain_is_doubted(
    side: OrderSide, before: dict[str, Balance], now: dict[str, Balance], doubted: set[str]
) -> None:
    own = OwnTrades()
    for _ in range(2):  # told twice
        own.take(spot_trade(side, NOW), market("BTC"))
    assert leaps(before, now, own) == doubted


def test_trades_explain_what_was_asked_for_within_a_minute_of_them() -> None:
    own, before, now = OwnTrades(), of(BTC="0.001"), of(BTC="0.101")
    own.take(spot_trade(OrderSide.BUY, NOW), market("BTC"))
    own.looked(NOW + timedelta(seconds=59))
    assert not leaps(before, now, own)
    own.looked(NOW + timedelta(seconds=61))
    assert leaps(before, now, own) == {"BTC"}
    own.take(spot_trade(OrderSide.BUY, NOW, trade_id="told late"), market("BTC"))
    assert leaps(before, now, own) == {"BTC"}


def test_both_sides_of_a_trade_with_ourselves_count() -> None:
    own, before = OwnTrades(), {"BTC": D(1), "USDT": D(100_000)}
    sides = [spot_trade(side, NOW) for side in OrderSide]
    for told in sides * 2:
        own.take(replace(told, fee=D(0)), market("BTC"))
    worth = sides[0].amount * sides[0].price
    assert own.bounds(before) == {
        "BTC": (1 - sides[0].amount, 1 + sides[0].amount),
        "USDT": (100_000 - worth, 100_000 + worth),
    }


def test_trades_count_together_and_each_as_it_was_told_last() -> None:
    own, before = OwnTrades(), {"BTC": D(1), "USDT": D(100_000), "ETH": D(2)}
    first, second = spot_trade(OrderSide.BUY, NOW), spot_trade(OrderSide.SELL, NOW, trade_id="2")
    late = spot_trade(OrderSide.BUY, NOW + timedelta(seconds=30), trade_id="3")
    worth = first.amount * first.price
    own.take(replace(first, fee=D(7), fee_currency="USDT"), market("BTC"))
    for told in (first, second, late):
        own.take(replace(told, fee=D(5), fee_currency="USDT"), market("BTC"))
    assert own.bounds(before) == {
        "BTC": (1 - first.amount, 1 + 2 * first.amount),
        "USDT": (100_000 - 2 * worth - 10, 100_000 + worth - 5),
        "ETH": (2, 2),
    }
    own.looked(NOW + timedelta(seconds=61))
    assert own.bounds(before) == {
        "BTC": (1, 1 + first.amount),
        "USDT": (100_000 - worth - 5, 100_000),
        "ETH": (2, 2),
    }


def test_trades_of_perpetuals_explain_no_balance() -> None:
    own = OwnTrades()
    own.take(spot_trade(OrderSide.BUY, NOW), market("BTC", MarketType.LINEAR))
    assert leaps(of(USDT=7_000), of(USDT=994), own) == {"USDT"}


# On the wire


@pytest.mark.parametrize(
    "code", [code for code, row in VENUES.items() if row.market_type is MarketType.LINEAR]
)
async def test_perpetuals_on_the_wire(code: str) -> None:
    """A fee of 6 %, then a list of positions without the one that is held."""
    fake, symbol = imitation(code), symbol_of(code)
    fake.engine.settlement.fees[Kind.LINEAR] = (D("0.06"), D("0.06"))
    async with World(fake) as world, live(world, code) as account:
        report = await account.order("buy", "0.01", symbol=symbol)
        fills = await fills_of(account, symbol, report.client_order_id)
        # Kraken Futures tells no fees: what is usual there is what is reckoned with.
        told = set() if code == "KRKNF" else {MoneyKind.FEE}
        assert {one.kind for one in account.exchange.money_doubts} == told
        assert all(one.fee <= D("0.001") * one.amount * one.price for one in fills)

        connection, margin = connection_of(account), margin_of(account)
        (held,) = await fetch_positions(connection, margin)
        whole = connection.client.fetch_positions

        async def first_page(symbols: Any = None, params: Any = None) -> Any:
            return await whole(symbols, params or {}) if symbols else []

        connection.client.fetch_positions = first_page  # type: ignore[method-assign]
        (still,) = await fetch_positions(connection, margin)
        assert (still.symbol, still.size) == (held.symbol, held.size)
        (doubt,) = [one for one in account.exchange.money_doubts if one.kind is MoneyKind.POSITION]
        assert doubt.said == {"symbols": symbol}

        fake.close_outside(symbol)
        assert await fetch_positions(connection, margin) == []
        assert {one.kind for one in account.exchange.money_doubts} == told
