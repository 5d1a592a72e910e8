"""An account on KuCoin: what its answers mean, and what its orders say."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from decimal import Decimal
from typing import Any

import pytest

from custom_components.tradehook.exchanges.ccxt.core.errors import POSITION_MODE_DIFFERS
from custom_components.tradehook.exchanges.ccxt.exchange import CcxtExchange
from custom_components.tradehook.exchanges.ccxt.session import VenueResources
from custom_components.tradehook.exchanges.port.exchange import (
    AccountKindError,
    HedgeModeError,
    NotSentError,
    OrderRefusedError,
    VenueError,
)
from custom_components.tradehook.exchanges.venues.catalogue import venue
from custom_components.tradehook.trading.model.market import MarginMode
from custom_components.tradehook.trading.model.order import OrderState
from tests.exchanges.live import Live, World, host
from tests.fake_exchange.faults import Effect, Fault
from tests.fake_exchange.kucoin import FakeKucoin
from tests.fake_exchange.kucoin.walk import CREDENTIALS

D = Decimal
SPOT, BTC = "BTC/USDT", "BTC/USDT:USDT"
ISOLATED, CROSS = MarginMode.ISOLATED, MarginMode.CROSS


@asynccontextmanager
async def account(kucoin: FakeKucoin, code: str) -> AsyncIterator[Live]:
    """Open a new account of a row."""
    async with AsyncExitStack() as stack:
        world = await stack.enter_async_context(World(kucoin))
        surroundings = await stack.enter_async_context(host(world))
        resources = VenueResources(surroundings)
        exchange = CcxtExchange(venue(code), resources, CREDENTIALS, is_new=True)
        live = Live(exchange)
        await exchange.open(live.ear)
        stack.push_async_callback(exchange.close)
        yield live


@pytest.mark.parametrize("high", [True, False])
async def test_kind_of_a_spot_account_is_asked(high: bool) -> None:
    kucoin = FakeKucoin(high_frequency=high)
    async with account(kucoin, "KUCN") as live:
        assert live.exchange.account_kind == ("high_frequency" if high else "low_frequency")
        await live.order("buy", "0.01", "59000")
        (placed,) = kucoin.sent("create_order")
        assert placed.path == ("/api/v1/hf/orders" if high else "/api/v1/orders")
        assert len(await live.exchange.fetch_open_orders()) == 1


@pytest.mark.parametrize("code", ["KUCN", "KUCNF"])
async def test_unified_account_is_refused_when_it_is_set_up(code: str) -> None:
    with pytest.raises(AccountKindError, match="unified account"):
        async with account(FakeKucoin(unified=True), code):
            pass


async def test_hedge_mode_is_refused_when_the_account_opens() -> None:
    kucoin = FakeKucoin()
    kucoin.account.hedge = True
    with pytest.raises(HedgeModeError, match="one-way mode"):
        async with account(kucoin, "KUCNF"):
            pass


@pytest.mark.parametrize("mode", list(MarginMode))
async def test_every_order_says_the_margin_mode_that_its_market_is_set_to(
    mode: MarginMode,
) -> None:
    kucoin = FakeKucoin()
    kucoin.account.isolated = mode is CROSS
    async with account(kucoin, "KUCNF") as live:
        entry: dict[str, Any] = {"leverage": 5, "margin_mode": mode}
        exit_: dict[str, Any] = {"reduce_only": True, "is_exit": True, "margin_mode": mode}
        await live.order("buy", "0.01", symbol=BTC, **entry)
        stop = await live.order("sell", "0.01", symbol=BTC, trigger="58000", **exit_)
        await live.exchange.cancel_order(BTC, stop.client_order_id, stop.venue_order_id)
        await live.order("buy", "0.01", symbol=BTC, **entry)
        await live.order("sell", "0.02", symbol=BTC, **exit_)

        (changed,) = kucoin.sent("set_margin_mode")
        assert changed.params["marginMode"] == mode.upper()
        assert {one.params["marginMode"] for one in kucoin.sent("create_order")} == {mode.upper()}
        assert len(kucoin.sent("set_leverage")) == (1 if mode is CROSS else 0)
        leverages = {one.leverage for one in kucoin.account.positions.values()}
        assert (leverages, kucoin.position(BTC)) == ({5}, 0)


async def test_margin_mode_that_can_t_be_set_refuses_the_order() -> None:
    kucoin = FakeKucoin()
    async with account(kucoin, "KUCNF") as live:
        kucoin.trade_outside(BTC, "0.001")
        with pytest.raises(OrderRefusedError, match="330003"):
            await live.order("buy", "0.01", symbol=BTC, leverage=5, margin_mode=CROSS)
        assert not kucoin.sent("create_order")


async def test_position_mode_that_was_changed_later_is_a_definite_refusal() -> None:
    """It is asked for once it has refused an order, and told with what to do about it."""
    kucoin = FakeKucoin()
    async with account(kucoin, "KUCNF") as live:
        kucoin.account.hedge = True
        with pytest.raises(OrderRefusedError) as refused:
            await live.order("buy", "0.01", symbol=BTC, leverage=5, margin_mode=ISOLATED)
        (sent,) = kucoin.sent("create_order")
        assert isinstance(sent.answer, dict)
        assert sent.answer["code"] == "330011"
        assert refused.value.code == POSITION_MODE_DIFFERS
        assert refused.value.message == (
            "Kucoin Futures: this account keeps long and short apart (hedge mode). "
            "Set it to one-way mode on the exchange, then try again."
        )
        assert not kucoin.orders
        assert kucoin.position(BTC) == 0


@pytest.mark.parametrize("code", ["408000", "500000", "126038"])
async def test_what_the_venue_does_not_know_is_in_doubt(code: str) -> None:
    kucoin = FakeKucoin()
    async with account(kucoin, "KUCN") as live:
        fault = Fault(effect=Effect.UNKNOWN_OUTCOME, route="create_order", code=int(code))
        kucoin.faults.append(fault)
        with pytest.raises(VenueError) as failed:
            await live.order("buy", "0.01", "59000")
        assert not isinstance(failed.value, OrderRefusedError | NotSentError)
        assert len(kucoin.open_orders) == 1


async def test_too_many_requests_mean_that_nothing_was_sent() -> None:
    kucoin = FakeKucoin()
    async with account(kucoin, "KUCN") as live:
        kucoin.faults.append(Fault(effect=Effect.RATE_LIMIT, route="create_order"))
        with pytest.raises(NotSentError):
            await live.order("buy", "0.01", "59000")


async def test_stop_rests_on_the_venue_goes_off_there_and_is_the_same_order() -> None:
    kucoin = FakeKucoin()
    async with account(kucoin, "KUCNF") as live:
        assert live.exchange.holds_stops(BTC)
        modes: dict[str, Any] = {"margin_mode": ISOLATED}
        await live.order("buy", "0.01", symbol=BTC, leverage=5, **modes)
        stop = await live.order(
            "sell", "0.01", symbol=BTC, trigger="58000", reduce_only=True, is_exit=True, **modes
        )
        (listed,) = await live.exchange.fetch_open_orders()
        assert (listed.client_order_id, listed.state) == (stop.client_order_id, OrderState.OPEN)

        kucoin.set_price(BTC, 57_990)

        found = await live.exchange.find_order(BTC, stop.client_order_id)
        assert found is not None
        assert (found.state, found.filled, found.venue_order_id) == (
            OrderState.FILLED,
            D("0.01"),
            stop.venue_order_id,
        )
        (fill,) = await live.exchange.fetch_fills(BTC, stop.client_order_id)
        assert (fill.price, fill.fee_currency) == (57_990, "USDT")


async def test_stops_of_spot_are_watched_here() -> None:
    async with account(FakeKucoin(), "KUCN") as live:
        assert not live.exchange.holds_stops(SPOT)
