"""Money that can't be, on every exchange of the list: asked again, and told if it stays so."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any, cast

import pytest

from custom_components.tradehook.exchanges.ccxt.account.account_queries import (
    fetch_balances,
    fetch_positions,
)
from custom_components.tradehook.exchanges.ccxt.connection.connection import Connection, KnownOrder
from custom_components.tradehook.exchanges.ccxt.core.markets import Catalogue, ListedMarket
from custom_components.tradehook.exchanges.log_redaction import Scrubber
from custom_components.tradehook.exchanges.port.exchange import MoneyKind, VenueError
from custom_components.tradehook.exchanges.venues.catalogue import VENUES
from custom_components.tradehook.trading.model.market import MarketStatus, MarketType, Side
from tests.trading.admission_world import market, quote

D = Decimal
NOW = datetime(2026, 11, 30, 7, tzinfo=UTC)
PERPETUAL = "BTC/USDT:USDT"
FUTURES = [code for code, row in VENUES.items() if row.market_type is MarketType.LINEAR]


class BadSymbol(Exception):  # noqa: N818  as the client calls it
    """The venue has no such market."""


class BadRequest(Exception):  # noqa: N818  as the client calls it
    """The venue does not take the question."""


class Client:
    """Tells balances and positions as a test wants it."""

    def __init__(self) -> None:
        self.totals: list[Mapping[str, str]] = []
        self.whole: Sequence[Mapping[str, Any]] = ()
        self.alone: Sequence[Mapping[str, Any]] | Exception = ()
        self.asked: list[str] = []

    async def fetch_balance(self) -> dict[str, Any]:
        row = self.totals.pop(0)
        info = {"result": {"list": [{"coin": []}]}, "data": [{"details": []}]}
        return {"free": row, "used": {}, "total": row, "info": info}

    async def fetch_positions(self, symbols: Any = None, _params: Any = None) -> Sequence[Any]:
        if not symbols:
            return self.whole
        self.asked += symbols
        if isinstance(self.alone, Exception):
            raise self.alone
        return self.alone


def connection_of(code: str, states: Mapping[str, MarketStatus] | None = None) -> Connection:
    """Return a connection to an exchange that has one market."""
    row = VENUES[code]
    listed = ListedMarket(market("BTC", row.market_type), D(1))
    client: Any = Client()
    return Connection(
        venue=row,
        runtime=cast(Any, SimpleNamespace(now=lambda: NOW)),
        client=client,
        transport=cast(Any, None),
        catalogue=Catalogue({listed.market.symbol: listed}, client, states=states or {}),
        scrubber=Scrubber(()),
    )


def held(side: str = "long", contracts: str | None = "0.5") -> dict[str, Any]:
    """Return a position as a client tells it."""
    prices = {"entryPrice": "60000", "markPrice": "60000", "leverage": "3"}
    return {"symbol": PERPETUAL, "side": side, "contracts": contracts, **prices}


async def sides(connection: Connection) -> list[Side]:
    """Return on which sides something is held."""
    found = await fetch_positions(connection, cast(Any, None))
    return [one.side for one in found]


@pytest.mark.parametrize("code", VENUES)
def test_fee_above_five_percent_is_asked_again_and_told(code: str) -> None:
    connection = connection_of(code)
    (symbol,) = connection.catalogue.listed
    trade = {"order": "1", "side": "buy", "price": "60000", "amount": "0.001", "timestamp": 1}
    settled = {name: True for name in [VENUES[code].trades.settled_in] if name}
    for number, (cost, currency) in enumerate([("3.1", "USDT"), ("0.00006", "BTC")]):
        told = {**trade, "id": str(number), "info": settled}
        wrong = {**told, "fee": {"cost": cost, "currency": currency}}
        with pytest.raises(VenueError, match="asked again"):
            connection.fill(wrong, "an id", symbol)
        assert not connection.doubts
        fill = connection.fill(wrong, "an id", symbol)
        usual = D("0.06") if currency == "USDT" else D("0.000001")
        assert (fill.fee, fill.fee_currency) == (usual, currency)
        assert connection.doubts[MoneyKind.FEE].said["trade"] == str(number)
        right = {**told, "id": "right", "fee": {"cost": "2.9", "currency": "USDT"}}
        assert connection.fill(right, "an id", symbol).fee == D("2.9")
        assert not connection.doubts


@pytest.mark.parametrize(
    ("prices", "worth"),
    [
        ({"BNB/USDT": "900"}, "900"),
        ({"USDT/BNB": "0.002"}, "500"),
        ({"BNB/USDC": "900", "USDC/USDT": "0.5"}, "450"),
        ({"BNB/BTC": "0.01", "BTC/USDT": "60000"}, "600"),
        ({"BNB/TRY": "30000"}, None),
    ],
)
def test_fee_in_a_third_coin_is_worth_what_its_markets_say(
    prices: Mapping[str, str], worth: str | None
) -> None:
    connection = connection_of("BINA")
    connection.quotes = {symbol: quote(price) for symbol, price in prices.items()}
    fee = {"cost": "0.00001", "currency": "BNB"}
    trade = {"id": "1", "side": "buy", "price": "60000", "amount": "0.001", "fee": fee}
    fill = connection.fill({**trade, "timestamp": 1, "order": "1"}, "an id", "BTC/USDT")
    assert fill.fee_price == (None if worth is None else D(worth))


@pytest.mark.parametrize("code", VENUES)
async def test_balance_that_trades_do_not_explain_is_asked_again_and_told(code: str) -> None:
    connection = connection_of(code)
    client = cast(Client, connection.client)
    client.totals = [{"USDT": total} for total in ("10000", "5000000000", "10010", "10010")]
    for expected in (10_000, 10_010):
        assert (await fetch_balances(connection))["USDT"].total == expected
    assert not connection.doubts
    client.totals = [{"USDT": total} for total in ("1", "2", "5000", "80000")]
    with pytest.raises(VenueError, match="each time another balance"):
        await fetch_balances(connection)
    assert connection.balances["USDT"].total == 10_010, "the last one that was believed"
    assert set(connection.doubts) == {MoneyKind.BALANCE}


@pytest.mark.parametrize("code", FUTURES)
async def test_position_that_vanishes_from_the_whole_is_asked_again_and_told(code: str) -> None:
    connection = connection_of(code)
    client = cast(Client, connection.client)
    client.whole = [held()]
    assert (await sides(connection), client.asked) == ([Side.LONG], [])
    for gone in ([], [held(contracts=None)]):
        client.whole, client.alone = gone, [held()]
        assert await sides(connection) == [Side.LONG]
        assert connection.doubts[MoneyKind.POSITION].said == {"symbols": PERPETUAL}
    client.whole, client.alone, client.asked = [], [], []
    assert (await sides(connection), client.asked) == ([], [PERPETUAL])
    assert not connection.doubts


async def test_each_side_of_a_market_may_vanish_by_itself() -> None:
    """In hedge mode; in one-way mode the other side has taken its place."""
    connection = connection_of("BIFU")
    client = cast(Client, connection.client)
    client.whole = [held("long"), held("short")]
    assert await sides(connection) == [Side.LONG, Side.SHORT]
    client.whole, client.alone = [held("short")], [held("long"), held("short")]
    assert sorted(await sides(connection)) == [Side.LONG, Side.SHORT]
    assert MoneyKind.POSITION in connection.doubts
    client.alone = [held("short")]
    assert await sides(connection) == [Side.SHORT]
    assert not connection.doubts


async def test_position_that_is_told_to_be_closed_is_not_asked_for_again() -> None:
    connection = connection_of("BIFU")
    client = cast(Client, connection.client)
    client.whole = [held()]
    await sides(connection)
    client.whole = [{"symbol": PERPETUAL, "side": None, "contracts": "0"}]
    assert (await sides(connection), client.asked) == ([], [])


@pytest.mark.parametrize(
    ("error", "halted", "known"),
    [
        (BadSymbol(), False, True),
        (BadRequest(), True, True),
        (BadRequest(), False, False),
        (TimeoutError(), True, False),
    ],
)
async def test_market_that_has_ended_takes_its_position_with_it(
    error: Exception, halted: bool, known: bool
) -> None:
    """What can't be asked for any more must not keep all other positions from being known."""
    connection = connection_of("BYBIF", {PERPETUAL: MarketStatus(halted=True)} if halted else {})
    client = cast(Client, connection.client)
    client.whole = [held()]
    await sides(connection)
    client.whole, client.alone = [], error
    if known:
        assert await sides(connection) == []
    else:
        with pytest.raises(VenueError):
            await sides(connection)


@pytest.mark.parametrize(("sent", "doubted"), [(None, True), (-1.0, True), (0.0, False)])
async def test_what_was_opened_anew_since_the_list_was_told_is_no_doubt(
    sent: float | None, doubted: bool
) -> None:
    """By when an order of ours was sent, from the last look at what is held on."""
    connection = connection_of("BYBIF")
    client, margin = cast(Client, connection.client), cast(Any, None)
    client.whole = [held()]
    await fetch_positions(connection, margin)
    if sent is not None:
        connection.orders["ours"] = KnownOrder(PERPETUAL, sent_at=connection.looked_at + sent)
    client.whole, client.alone = (), [held()]

    (still,) = await fetch_positions(connection, margin)

    assert still.size == D("0.5")
    assert (MoneyKind.POSITION in connection.doubts) is doubted
    await fetch_positions(connection, margin)
    assert MoneyKind.POSITION in connection.doubts  # nothing was sent any more
