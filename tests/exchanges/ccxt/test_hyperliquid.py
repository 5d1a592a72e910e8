"""Hyperliquid over the wire: wallets instead of keys, one balance or two, coins by other names."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from decimal import Decimal

import pytest

from custom_components.tradehook.exchanges.ccxt.exchange import CcxtExchange
from custom_components.tradehook.exchanges.ccxt.session import Credentials, VenueResources
from custom_components.tradehook.exchanges.port.exchange import (
    CredentialsRefusedError,
    NotSentError,
    OrderNotFoundError,
    OrderRefusedError,
    VenueError,
)
from custom_components.tradehook.exchanges.venues.catalogue import VENUES
from custom_components.tradehook.exchanges.venues.model.access import Credential
from custom_components.tradehook.trading.model.market import MarginMode
from custom_components.tradehook.trading.model.order import OrderState
from tests.exchanges.live import Live, World, host, until
from tests.exchanges.venue_rows import changed
from tests.fake_exchange.core.market import Kind
from tests.fake_exchange.faults import Effect, Fault
from tests.fake_exchange.hyperliquid import FakeHyperliquid
from tests.fake_exchange.hyperliquid.hyperliquid import AGENT_KEY, MASTER, MASTER_KEY

D = Decimal
SPOT, LINEAR = "HYPERLIQUID", "HYPERLIQUIDF"
COIN, PERPETUAL = "BTC/USDC", "BTC/USDC:USDC"
SYMBOLS: Mapping[str, str] = {SPOT: COIN, LINEAR: PERPETUAL}


@pytest.fixture
def kind() -> str:
    """Return what kind of account it is."""
    return "default"


@pytest.fixture
def venue(kind: str) -> FakeHyperliquid:
    """Return the imitation."""
    return FakeHyperliquid(kind)


@asynccontextmanager
async def wallet(
    world: World, code: str, *, key: str = AGENT_KEY, address: str = MASTER
) -> AsyncIterator[Live]:
    """Open an account with a wallet."""
    async with host(world) as surroundings:
        row = changed(VENUES[code], absence_after=0.3)
        keys = Credentials({Credential.WALLET_ADDRESS: address, Credential.PRIVATE_KEY: key})
        account = Live(CcxtExchange(row, VenueResources(surroundings), keys))
        await account.exchange.open(account.ear)
        try:
            yield account
        finally:
            await account.exchange.close()


@pytest.fixture
async def spot(world: World) -> AsyncIterator[Live]:
    """Return an open account on spot."""
    async with wallet(world, SPOT) as account:
        yield account


@pytest.fixture
async def linear(world: World) -> AsyncIterator[Live]:
    """Return an open account on perpetuals."""
    async with wallet(world, LINEAR) as account:
        yield account


def ended(account: Live) -> bool:
    return bool(account.ear.orders) and account.ear.orders[-1].state.is_final


@pytest.mark.parametrize("code", [SPOT, LINEAR])
async def test_accounts_open_although_their_markets_come_from_another_client(
    world: World, code: str
) -> None:
    """The client takes it for granted that it has loaded them itself: KeyError."""
    async with wallet(world, code) as account:
        assert SYMBOLS[code] in account.exchange.markets
        assert account.ear.balances["USDC"].free == 10_000
        assert account.ear.quotes[SYMBOLS[code]].pop().last == D("60000.5")


@pytest.mark.parametrize("kind", ["unifiedAccount", "portfolioMargin"])
@pytest.mark.parametrize("code", [SPOT, LINEAR])
async def test_one_balance_for_both_sides_is_found(world: World, code: str) -> None:
    async with wallet(world, code) as account:
        assert account.ear.balances["USDC"].free == 10_000
        report = await account.order("buy", "0.01", symbol=SYMBOLS[code])
        assert report.filled == D("0.01")


@pytest.mark.parametrize("kind", ["somethingNew"])
async def test_unknown_kind_of_account_is_not_taken_for_an_empty_one(world: World) -> None:
    with pytest.raises(VenueError, match="unknown kind of account somethingNew"):
        async with wallet(world, LINEAR):
            pass


async def test_account_whose_kind_is_not_told_is_not_taken_for_an_empty_one(
    world: World, venue: FakeHyperliquid
) -> None:
    venue.faults.append(Fault(effect=Effect.GATEWAY, route="settings", times=9))
    with pytest.raises(VenueError):
        async with wallet(world, LINEAR):
            pass


async def test_pages_of_a_gateway_are_no_answers(linear: Live, venue: FakeHyperliquid) -> None:
    venue.faults.append(Fault(effect=Effect.HTML, route="positions"))
    with pytest.raises(VenueError):
        await linear.exchange.fetch_positions()


@pytest.mark.parametrize(
    ("key", "address", "words"),
    [
        (AGENT_KEY, FakeHyperliquid().account.keys[0].key, f"Enter that of the account.*{MASTER}"),
        (AGENT_KEY, "0x" + "77" * 20, "There is no account"),
        ("0x" + "33" * 32, MASTER, "may not trade for"),
    ],
    ids=["address of the wallet that signs", "address of nobody", "key of a stranger"],
)
async def test_wallets_that_do_not_fit_are_told_at_set_up(
    world: World, key: str, address: str, words: str
) -> None:
    with pytest.raises(CredentialsRefusedError, match=words):
        async with wallet(world, LINEAR, key=key, address=address):
            pass


@pytest.mark.parametrize(
    ("key", "withdraw"), [(AGENT_KEY, False), (MASTER_KEY, True)], ids=["agent", "own"]
)
async def test_key_of_the_account_itself_could_withdraw(
    world: World, key: str, withdraw: bool
) -> None:
    async with wallet(world, SPOT, key=key) as account:
        told = await account.exchange.fetch_permissions()

    assert (told.trade, told.withdraw, told.owner) == (True, withdraw, MASTER)


async def test_wallet_that_was_revoked_is_a_definite_no(
    linear: Live, venue: FakeHyperliquid
) -> None:
    venue.set_key(revoked=True)
    with pytest.raises(OrderRefusedError) as refused:
        await linear.order("buy", "0.01", symbol=PERPETUAL)
    assert refused.value.code == "credentials_refused"


async def test_spot_fee_is_told_in_the_coin_that_was_bought(spot: Live) -> None:
    await spot.order("buy", "0.01", symbol=COIN)
    await until(lambda: ended(spot))

    (told,) = spot.ear.fills.values()
    (asked,) = await spot.exchange.fetch_fills(COIN, told.client_order_id or "")
    assert (told.fee, told.fee_currency) == (asked.fee, asked.fee_currency)
    assert (asked.fee, asked.fee_currency) == (D("0.000007"), "BTC")
    assert (await spot.exchange.fetch_balances())["BTC"].free == D("0.009993")


async def test_orders_of_one_moment_have_nonces_of_their_own(
    linear: Live, venue: FakeHyperliquid
) -> None:
    orders = [linear.order("buy", "0.001", "59000", symbol=PERPETUAL) for _ in range(5)]
    await asyncio.gather(*orders)
    assert len(venue.open_orders) == 5


@pytest.mark.parametrize("mode", [MarginMode.ISOLATED, MarginMode.CROSS])
async def test_positions_are_opened_in_the_margin_mode_that_is_wanted(
    linear: Live, venue: FakeHyperliquid, mode: MarginMode
) -> None:
    """The client's `set_leverage` says cross again if it is not told otherwise."""
    await linear.order("buy", "0.01", symbol=PERPETUAL, leverage=5, margin_mode=mode)

    (held,) = await linear.exchange.fetch_positions()
    assert (held.margin_mode, held.leverage, held.size) == (mode, 5, D("0.01"))
    assert len(venue.sent("set_leverage")) == 1


async def test_a_stop_is_executed_however_far_it_was_from_the_price(
    linear: Live, venue: FakeHyperliquid
) -> None:
    await linear.order("buy", "0.01", symbol=PERPETUAL)
    stop = linear.request(
        "sell", "0.01", symbol=PERPETUAL, trigger="40000", reduce_only=True, is_exit=True
    )
    placed = await linear.exchange.create_order(stop)
    venue.set_price(PERPETUAL, 39_900)
    found = await linear.exchange.find_order(PERPETUAL, stop.client_order_id)

    assert placed.state is OrderState.OPEN
    assert found is not None
    assert (found.state, found.filled) == (OrderState.FILLED, D("0.01"))
    assert venue.sent("create_order")[-1].params["p"] == "36000"


async def test_cancel_that_comes_too_late_is_over(linear: Live, venue: FakeHyperliquid) -> None:
    order = linear.request("buy", "0.01", "59000", symbol=PERPETUAL)
    await linear.exchange.create_order(order)
    venue.set_price(PERPETUAL, 58_900)

    with pytest.raises(OrderNotFoundError):
        await linear.exchange.cancel_order(PERPETUAL, order.client_order_id, None)


async def test_order_of_a_dead_mans_switch_is_over(linear: Live, venue: FakeHyperliquid) -> None:
    order = linear.request("buy", "0.01", "59000", symbol=PERPETUAL)
    await linear.exchange.create_order(order)
    venue.engine.cancel(venue.order(order.client_order_id), "scheduled")

    found = await linear.exchange.find_order(PERPETUAL, order.client_order_id)
    assert found is not None
    assert found.state is OrderState.CANCELLED


async def test_all_trades_of_an_order_are_told_however_many_came_after(
    linear: Live, venue: FakeHyperliquid
) -> None:
    order = linear.request("buy", "0.01", symbol=PERPETUAL)
    await linear.exchange.create_order(order)
    for _ in range(2050):
        venue.trade_outside("ETH/USDC:USDC", "0.01")

    fills = await linear.exchange.fetch_fills(PERPETUAL, order.client_order_id)
    assert sum(fill.amount for fill in fills) == D("0.01")
    venue.trade_outside(PERPETUAL, "0.02")
    since = linear.exchange._ready().connection.now().replace(microsecond=0)
    rows = await linear.client.fetch_my_trades(PERPETUAL, int(since.timestamp() - 60) * 1000)
    assert [row["amount"] for row in rows] == ["0.01", "0.02"]


async def test_refusals_are_definite(linear: Live, venue: FakeHyperliquid) -> None:
    venue.set_status(PERPETUAL, halted=True)
    with pytest.raises(OrderRefusedError):
        await linear.order("buy", "0.01", symbol=PERPETUAL)
    venue.set_status(PERPETUAL)
    await linear.order("buy", "0.01", symbol=PERPETUAL, leverage=5, margin_mode=MarginMode.CROSS)
    with pytest.raises(OrderRefusedError, match="Cannot switch leverage type"):
        await linear.order(
            "buy", "0.01", symbol=PERPETUAL, leverage=5, margin_mode=MarginMode.ISOLATED
        )
    assert len(venue.orders) == 1


async def test_nonce_that_is_refused_means_that_nothing_was_done(
    linear: Live, venue: FakeHyperliquid, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = linear.client.milliseconds
    monkeypatch.setattr(linear.client, "milliseconds", lambda: now() - 3 * 86_400_000)
    with pytest.raises(NotSentError, match="nonce too low"):
        await linear.order("buy", "0.01", symbol=PERPETUAL)
    assert venue.orders == []


async def test_mark_price_is_told_with_the_others(linear: Live, venue: FakeHyperliquid) -> None:
    linear.exchange.watch_prices([PERPETUAL])
    venue.set_price(PERPETUAL, 60_100, mark=60_090)
    await until(lambda: linear.ear.marks[PERPETUAL][-1].price == 60_090)


async def test_money_of_both_sides_is_kept_apart(linear: Live, venue: FakeHyperliquid) -> None:
    venue.set_balance("USDC", 5, Kind.SPOT)
    assert (await linear.exchange.fetch_balances())["USDC"].free == 10_000
