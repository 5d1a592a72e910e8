"""OKX: the modes of an account, orders of one margin mode, and what its answers mean."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from decimal import Decimal
import re
from typing import Any

import pytest

from custom_components.tradehook.exchanges.ccxt.exchange import CcxtExchange
from custom_components.tradehook.exchanges.ccxt.session import VenueResources
from custom_components.tradehook.exchanges.port.exchange import (
    AccountKindError,
    CredentialsRefusedError,
    OrderRefusedError,
)
from custom_components.tradehook.exchanges.venues.catalogue import VENUES
from custom_components.tradehook.exchanges.venues.model.access import Region
from custom_components.tradehook.trading.model.market import MarginMode, Side
from custom_components.tradehook.trading.model.order import OrderState
from tests.exchanges.live import Live, World, host, keys_of, until
from tests.fake_exchange.core.orders import Hand, Status
from tests.fake_exchange.okx import FakeOkx

D = Decimal
SPOT, SWAP = "BTC/USDT", "BTC/USDT:USDT"
DAY_MS = 86_400_000


@asynccontextmanager
async def opened(code: str, fake: FakeOkx, **terms: Any) -> AsyncIterator[Live]:
    """Open an account of one kind, as a new one."""
    async with World(fake) as world, host(world) as surroundings:
        exchange = CcxtExchange(
            VENUES[code], VenueResources(surroundings), keys_of(code), is_new=True, **terms
        )
        account = Live(exchange)
        try:
            await exchange.open(account.ear)
            yield account
        finally:
            await exchange.close()
    assert not fake.sent("unknown")


@pytest.mark.parametrize(
    ("code", "level", "kind"),
    [
        ("OKEX", "1", "spot"),
        ("OKEX", "2", "futures"),
        ("OKEX", "3", "multi_currency"),
        ("OKEX", "4", "portfolio"),
        ("OKEXF", "2", "futures"),
        ("OKEXF", "3", "multi_currency"),
    ],
)
async def test_mode_of_the_account_is_asked_for(code: str, level: str, kind: str) -> None:
    async with opened(code, FakeOkx(level=level)) as account:
        assert account.exchange.account_kind == kind


@pytest.mark.parametrize(
    ("code", "level", "borrows", "sentence"),
    [
        ("OKEXF", "1", False, "Choose the futures mode"),
        ("OKEXF", "4", False, "Choose the futures mode"),
        ("OKEXF", "3", True, "Turn auto-borrow off"),
        ("OKEX", "3", True, "Turn auto-borrow off"),
    ],
)
async def test_mode_that_can_not_be_traded_is_refused_with_what_to_do(
    code: str, level: str, borrows: bool, sentence: str
) -> None:
    fake = FakeOkx(level=level)
    fake.account.kind = "borrowing" if borrows else ""
    with pytest.raises(AccountKindError, match=re.escape(sentence)):
        async with opened(code, fake):
            pass


async def test_key_of_another_region_is_a_refused_key() -> None:
    fake = FakeOkx(region="eea")
    with pytest.raises(CredentialsRefusedError, match="50119"):
        async with opened("OKEX", fake):
            pass
    async with World(fake) as world, host(world) as surroundings:
        exchange = CcxtExchange(
            VENUES["OKEX"],
            VenueResources(surroundings),
            keys_of("OKEX"),
            region=Region.EEA,
        )
        account = Live(exchange)
        await exchange.open(account.ear)
        await account.order("buy", "0.01")
        await exchange.close()
    assert fake.orders[-1].status is Status.FILLED


@pytest.mark.parametrize("mode", MarginMode)
async def test_what_closes_says_the_margin_mode_of_its_position(mode: MarginMode) -> None:
    """Of the other mode it would find nothing to close, for ever."""
    fake = FakeOkx()
    async with opened("OKEXF", fake) as account:
        usual: dict[str, Any] = {"symbol": SWAP, "margin_mode": mode}
        closes = usual | {"reduce_only": True, "is_exit": True}
        await account.order("buy", "0.01", leverage=5, **usual)
        await account.order("sell", "0.01", trigger="58000", **closes)
        await account.order("sell", "0.005", **closes)
        assert fake.position(SWAP) == D("0.005")
        fake.set_price(SWAP, 57_900)
        await until(lambda: not fake.positions)
    told = {one.params["tdMode"] for one in fake.requests if "tdMode" in one.params}
    assert told == {mode.value}
    assert len(fake.sent("set_leverage")) == 1


async def test_isolated_leverage_is_of_a_side_where_the_sides_are_apart() -> None:
    fake = FakeOkx(hedge=True)
    async with opened("OKEXF", fake) as account:
        for side, position_side in (("buy", Side.LONG), ("sell", Side.SHORT)):
            await account.order(
                side,
                "0.01",
                symbol=SWAP,
                leverage=4,
                margin_mode=MarginMode.ISOLATED,
                position_side=position_side,
            )
    assert fake.position(SWAP, Hand.LONG) == D("0.01") == -fake.position(SWAP, Hand.SHORT)
    assert [one.params["posSide"] for one in fake.sent("set_leverage")] == ["long", "short"]


async def test_account_without_isolated_margin_says_so() -> None:
    fake = FakeOkx(level="3")
    async with opened("OKEXF", fake) as account:
        assert account.exchange.margin_mode is MarginMode.CROSS
        with pytest.raises(OrderRefusedError) as refused:
            await account.order(
                "buy", "0.01", symbol=SWAP, leverage=5, margin_mode=MarginMode.ISOLATED
            )
    assert refused.value.code == "margin_mode_differs"
    assert not fake.orders


@pytest.mark.parametrize("level", ["1", "2", "3", "4"])
async def test_market_buy_on_spot_counts_coins_in_every_mode(level: str) -> None:
    fake = FakeOkx(level=level)
    async with opened("OKEX", fake) as account:
        await account.order("buy", "0.01")
        await account.order("sell", "0.00999", trigger="58000", is_exit=True)
        assert fake.balance("BTC") == D("0.00999")
        fake.set_price(SPOT, 57_900)
        await until(lambda: not fake.balance("BTC"))


async def test_buy_without_the_money_is_refused_not_made_smaller() -> None:
    fake = FakeOkx()
    async with opened("OKEX", fake) as account:
        with pytest.raises(OrderRefusedError) as refused:
            await account.order("buy", "1")
    assert refused.value.code == "insufficient_funds"


@pytest.mark.parametrize(
    ("change", "code"),
    [({"trade": False}, "50120"), ({"address_refused": True}, "50110")],
)
async def test_key_that_may_not_do_it_is_a_definite_no(change: dict[str, bool], code: str) -> None:
    fake = FakeOkx()
    async with opened("OKEX", fake) as account:
        fake.set_key(**change)
        with pytest.raises(OrderRefusedError, match=code):
            await account.order("buy", "0.01")
    assert not fake.orders


async def test_nothing_to_reduce_is_a_definite_no() -> None:
    fake = FakeOkx()
    async with opened("OKEXF", fake) as account:
        with pytest.raises(OrderRefusedError, match="51169"):
            await account.order("sell", "0.01", symbol=SWAP, reduce_only=True, is_exit=True)


async def test_order_that_ended_long_ago_is_found_in_the_list_of_months() -> None:
    """A week after its end it can't be asked for, and the list of what filled never had it."""
    fake = FakeOkx()
    async with opened(
        "OKEX",
        fake,
    ) as account:
        placed = await account.order("buy", "0.01", "59000")
        fake.fill(placed.client_order_id, "0.004")
        fake.cancel(placed.client_order_id)
        fake.clock.skew_ms = 8 * DAY_MS
        assert account.exchange._parts is not None
        await account.exchange._parts.client_pool.sync_clock()
        found = await account.exchange._parts.order_query._history(SPOT, placed.client_order_id)
        assert found is not None
        report = account.exchange._parts.connection.report(found, placed.client_order_id, SPOT)
        (fill,) = await account.exchange.fetch_fills(SPOT, placed.client_order_id)
    assert (report.state, report.filled) == (OrderState.CANCELLED, D("0.004"))
    assert fill.amount == D("0.004")


async def test_streams_come_from_the_port_that_is_open() -> None:
    fake = FakeOkx()
    async with opened("OKEX", fake) as account:
        await fake.streams.subscribed("orders ANY")
        fake.set_price(SPOT, 61_000)
        await until(
            lambda: account.ear.quotes.get(SPOT) and account.ear.quotes[SPOT][-1].bid == 61_000
        )
