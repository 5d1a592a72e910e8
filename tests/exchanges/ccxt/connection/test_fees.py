"""Fees over the wire: in base, in quote, or in a third currency that is worth something."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from decimal import Decimal

import pytest

from custom_components.tradehook.exchanges.port.exchange import FillReport
from custom_components.tradehook.exchanges.venues.catalogue import VENUES
from custom_components.tradehook.execution.engine.orders.known_fills import fill_event
from custom_components.tradehook.trading.model.facts import Filled
from custom_components.tradehook.trading.model.market import MarketType
from custom_components.tradehook.trading.position.evolve.fills import filled_fact
from tests.exchanges.live import Live, World, live
from tests.fake_exchange.core.market import Kind
from tests.fake_exchange.venue import FakeVenue
from tests.patience import PATIENCE

D = Decimal
SIZE = D("0.01")
SYMBOLS = {"BIFU": "BTC/USDT:USDT", "BYBIF": "BTC/USDT:USDT", "KRKN": "BTC/USD"}


@dataclass
class Scene:
    """An account and the venue that it trades on."""

    live: Live
    venue: FakeVenue
    code: str

    @property
    def symbol(self) -> str:
        return SYMBOLS.get(self.code, "BTC/USDT")

    async def traded(self, side: str) -> tuple[FillReport, Filled]:
        """Trade at the market; return what the adapter tells, and what the rules make of it."""
        report = await self.live.order(side, str(SIZE), symbol=self.symbol)
        fills: list[FillReport] = []
        async with asyncio.timeout(PATIENCE):
            while not fills:
                fills += await self.live.exchange.fetch_fills(self.symbol, report.client_order_id)
        (fill,) = fills
        # What was pushed says the same as what was fetched, whatever it was read from.
        for pushed in self.live.ear.fills.values():
            assert (pushed.fee, pushed.fee_currency) == (fill.fee, fill.fee_currency)
        market = self.live.exchange.markets[self.symbol]
        return fill, filled_fact(fill_event(fill), report.client_order_id, market)


@pytest.fixture
async def scene(world: World, venue: FakeVenue, code: str) -> AsyncIterator[Scene]:
    """Return an open account."""
    async with live(world, code, burst=1e9) as account:
        yield Scene(account, venue, code)


@pytest.mark.parametrize("code", ["BINA", "BYBI"])
async def test_buy_on_spot_pays_in_what_it_buys(scene: Scene) -> None:
    """So less is held than was bought, and less can be sold."""
    fill, fact = await scene.traded("buy")
    assert (fill.fee, fill.fee_currency, fill.fee_price) == (SIZE * D("0.001"), "BTC", None)
    assert (fact.fee_in_base, fact.fee_in_quote) == (fill.fee, fill.fee * fill.price)
    assert SIZE - fact.fee_in_base == scene.venue.balance("BTC")


@pytest.mark.parametrize("code", ["BIFU", "BYBIF", "KRKN"])
async def test_others_pay_in_quote(scene: Scene) -> None:
    fill, fact = await scene.traded("buy")
    assert fill.fee_currency == ("USD" if scene.code == "KRKN" else "USDT")
    assert (fact.fee_in_base, fact.fee_in_quote) == (0, fill.fee)
    assert fill.fee > 0


@pytest.mark.parametrize(("code", "asset"), [("BINA", "BNB"), ("BIFU", "BNB"), ("BYBI", "MNT")])
async def test_fee_in_a_third_currency_is_worth_its_quote(scene: Scene, asset: str) -> None:
    """Bybit names it where ccxt does not look, which would take it for bitcoin."""
    linear = VENUES[scene.code].market_type is MarketType.LINEAR
    scene.venue.account.fee_asset = asset
    scene.venue.set_balance(asset, 10, Kind.LINEAR if linear else Kind.SPOT)

    fill, fact = await scene.traded("buy")

    worth = scene.venue.books[f"{asset}/USDT"].last
    assert fill.fee_currency == asset
    assert fill.fee_price == pytest.approx(worth, rel=D("0.001"))
    assert fact.fee_in_base == 0
    rate = scene.venue.engine.settlement.fees[Kind.LINEAR if linear else Kind.SPOT][1]
    wanted = fill.price * SIZE * rate * D("0.75")
    assert fact.fee_in_quote == pytest.approx(wanted, rel=D("0.001"))


@pytest.mark.parametrize("code", ["BINA"])
async def test_third_currency_without_a_market_is_worth_nothing_that_is_known(
    scene: Scene,
) -> None:
    scene.venue.account.fee_asset = "BNB"
    scene.venue.set_balance("BNB", 10)
    assert scene.live.exchange._parts is not None
    quotes = scene.live.exchange._parts.feed.quotes
    scene.live.exchange._parts.connection.quotes = {
        symbol: quote for symbol, quote in quotes.items() if "BNB" not in symbol
    }
    fill, fact = await scene.traded("buy")
    assert (fill.fee_currency, fill.fee_price) == ("BNB", None)
    assert (fact.fee_in_base, fact.fee_in_quote) == (0, 0)
