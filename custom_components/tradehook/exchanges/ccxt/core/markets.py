"""A venue's markets as ours: amounts in base currency, whatever its contracts are."""

from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from ....trading.model.market import Bracket, Market, MarketStatus, MarketType
from ...venues.model.venue import Venue
from .numbers import moment, number
from .plausibility import MOST_FEE
from .protocol import UNREADABLE, CcxtClient, Row
from .shared_parts import SharedParts, sharing

ZERO, ONE = Decimal(0), Decimal(1)
FINEST = Decimal("1e-8")
"""The step of a market that does not say its own."""

_DECIMAL_PLACES, _TICK_SIZE = 2, 4
"""How a client spells precision."""

# What the client itself looks up in a market's raw answer. The rest is half of its memory.
_KEPT_INFO = frozenset(
    {
        "altname",
        "assetPrecision",
        "contract_type",
        "deliveryDate",
        "deliveryTime",
        "dex",
        "expTime",
        "fee_currency",
        "fundingInterval",
        "hip3",
        "instFamily",
        "name",
        "ocoAllowed",
        "orderTypes",
        "pair",
        "quoteIncrement",
        "quotePrecision",
        "uly",
        "wsname",
    }
)

_ENDS = ("deliveryDate", "deliveryTime", "expTime")
"""Where Binance, Bybit and OKX say when a perpetual ends: nowhere in what the client has read."""
_MOST_AT_MARKET = ("maxMktOrderQty", "maxMarketOrderQty", "market_order_size_max")
"""Where Bybit, Bitget and Gate say how large a market order may be."""
_TAUGHT = "taught"
"""Marks a market that the client was only taught the name of."""
_FOR_EVER = 2100
"""A year that stands for never."""


@dataclass(frozen=True, slots=True)
class ListedMarket:
    """A market, and how much base currency one unit of the venue's amounts is."""

    market: Market
    contract_size: Decimal
    order_types: frozenset[str] = frozenset()
    """As the venue calls them; empty where it does not say."""
    most_at_market: Decimal | None = None
    """The largest market order, in base currency; None = the venue tells none."""


@dataclass(frozen=True, slots=True)
class Fees:
    """What trading costs, in percent; before the venue has told it, what is usual."""

    maker: Decimal = Decimal("0.1")
    taker: Decimal = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A venue's markets by unified symbol, and the client whose indices of them are shared."""

    listed: Mapping[str, ListedMarket]
    source: CcxtClient
    fees: Fees = Fees()
    states: Mapping[str, MarketStatus] = field(default_factory=dict)
    """The markets that are halted or are going to end; they are listed all the same."""
    gone: frozenset[str] = frozenset()
    """Those that the venue itself does not list any more."""
    markets: Mapping[str, Market] = field(init=False)
    """The markets by unified symbol: one mapping for all accounts that have this catalogue."""
    levered: list[tuple[Mapping[str, int], Catalogue]] = field(
        init=False, default_factory=list, repr=False, compare=False
    )
    """What `with_leverage` has made of it: accounts are told the same, so they share that too."""

    def __post_init__(self) -> None:
        """Take the markets out of the list."""
        markets = {symbol: row.market for symbol, row in self.listed.items()}
        object.__setattr__(self, "markets", MappingProxyType(markets))  # which nobody changes


async def load_catalogue(
    client: CcxtClient, venue: Venue, before: Catalogue | None = None
) -> Catalogue:
    """Load a venue's markets; heavy, so run it in the background.

    What was listed `before` and is not any more is halted: something may be held there.
    """
    with sharing(client, _light) as parts:
        await client.load_markets(True)
        rows = _index(client, venue, parts, before)
    halted = [{**row, "active": True} for row in rows if row.get("active") is False]
    found = [listed_markets(some, venue, client.precisionMode) for some in (rows, halted)]
    states = ((row["symbol"], _status(row)) for row in rows)
    return Catalogue(
        found[0] | found[1],
        client,
        _usual_fees(rows),
        {symbol: status for symbol, status in states if status is not None},
    )


def _index(
    client: CcxtClient, venue: Venue, parts: SharedParts, before: Catalogue | None
) -> list[Row]:
    """Have a client know the markets of the venue's kind, and those that were listed before."""
    found = (client.markets or {}).values()
    rows: list[Row] = [parts.of(_light(row)) for row in found if _is_of_kind(row, venue)]
    known = {row["symbol"] for row in rows}
    former = ((before and before.source.markets) or {}).items()
    rows += [
        {**row, "active": False}
        for symbol, row in former
        if symbol not in known and _TAUGHT not in row
    ]
    client.markets = None
    if not venue.client.needs_currencies:
        client.currencies = {}
    client.set_markets(rows)
    markets: Mapping[str, Row] = client.markets or {}
    for same in (client.markets_by_id or {}).values():
        same[:] = [markets[row["symbol"]] for row in same]
    return rows


def _status(row: Row) -> MarketStatus | None:
    """Return what keeps a market from being traded as usual; None = nothing."""
    info = row.get("info") or {}
    told = [row.get("expiry"), *(info.get(name) for name in _ENDS)]
    ends = [at for at in map(moment, told) if at is not None and at.year < _FOR_EVER]
    halted = row.get("active") is False
    if not halted and not ends:
        return None
    return MarketStatus(halted=halted, delisting=min(ends, default=None))


def listed_markets(
    rows: Iterable[Row], venue: Venue, precision_mode: int
) -> dict[str, ListedMarket]:
    """Return those of the client's markets that can be traded, by unified symbol."""
    found: dict[str, ListedMarket] = {}
    for row in rows:
        # One that can't be read can't be traded; the others can.
        with suppress(*UNREADABLE):
            listed = _listed(row, venue, precision_mode) if _is_wanted(row, venue) else None
            if listed is not None:
                found[listed.market.symbol] = listed
    return found


def with_remembered(catalogue: Catalogue, markets: Mapping[str, Market]) -> Catalogue:
    """Return the same markets with those that the venue lists no more: nothing is traded there."""
    gone = {symbol: market for symbol, market in markets.items() if symbol not in catalogue.listed}
    if not gone:
        return catalogue
    return replace(
        catalogue,
        listed={
            **catalogue.listed,
            **{symbol: ListedMarket(market, ONE) for symbol, market in gone.items()},
        },
        states={**catalogue.states, **dict.fromkeys(gone, MarketStatus(halted=True))},
        gone=frozenset(gone),
    )


def teach(client: CcxtClient, catalogue: Catalogue) -> None:
    """Let a client know what the venue lists no more, so that it can ask about what is held there.

    It takes the form of another market; the amounts are not to be trusted, so nothing is ordered.
    """
    known, by_id = client.markets, client.markets_by_id
    if not known or by_id is None:
        return
    for symbol, row in catalogue.listed.items():
        if symbol in known:
            continue
        market = row.market
        forms = (one for one in known.values() if one.get("quote") == market.quote)
        form = next(forms, next(iter(known.values())))
        names = {"id": market.native_symbol, "symbol": symbol, "base": market.base}
        told = {**form, **names, "baseId": market.base, "active": False, "info": {}, _TAUGHT: True}
        known[symbol] = told
        by_id.setdefault(market.native_symbol, []).append(told)


def with_leverage(catalogue: Catalogue, most: Mapping[str, int]) -> Catalogue:
    """Return the same markets with what is known of their maximum leverage."""
    for told, found in catalogue.levered:
        if told == most:
            return found
    changed = {
        symbol: replace(row, market=replace(row.market, max_leverage=most[symbol]))
        for symbol, row in catalogue.listed.items()
        if most.get(symbol, row.market.max_leverage) != row.market.max_leverage
    }
    if not changed:
        return catalogue
    found = replace(catalogue, listed={**catalogue.listed, **changed})
    catalogue.levered[:] = [(most, found)]
    return found


def highest_leverage(tiers: Mapping[str, Iterable[Row]]) -> dict[str, int]:
    """Return the most leverage that any size may have, by unified symbol."""
    found = {}
    for symbol, rows in tiers.items():
        numbers = [number(row.get("maxLeverage")) for row in rows]
        if most := max((found for found in numbers if found), default=None):
            found[symbol] = int(most)
    return found


def brackets_of(tiers: Mapping[str, Iterable[Row]]) -> dict[str, tuple[Bracket, ...]]:
    """Return the maintenance margins by worth, by unified symbol; what can't be read has none."""
    found = {}
    for symbol, rows in tiers.items():
        read = [
            (number(row.get("minNotional")), number(row.get("maintenanceMarginRate")))
            for row in rows
        ]
        known = [
            Bracket(floor=floor, maintenance_margin=rate)
            for floor, rate in read
            if floor is not None and rate is not None and floor >= 0 and 0 <= rate < 1
        ]
        if known and len(known) == len(read):
            found[symbol] = tuple(sorted(known, key=lambda bracket: bracket.floor))
    return found


def _usual_fees(rows: Iterable[Row]) -> Fees:
    """Return what most markets cost, of what can be."""
    found = Counter((number(row.get("maker")), number(row.get("taker"))) for row in rows)
    for (maker, taker), _ in found.most_common():
        if maker is None or taker is None:
            continue
        if abs(maker) <= MOST_FEE and ZERO <= taker <= MOST_FEE:
            return Fees(maker * 100, taker * 100)
    return Fees()


def _is_wanted(row: Row, venue: Venue) -> bool:
    return row.get("active") is not False and _is_of_kind(row, venue)


def _is_of_kind(row: Row, venue: Venue) -> bool:
    if venue.market_type is MarketType.SPOT:
        return bool(row.get("spot"))
    return bool(row.get("swap") and row.get("linear"))


def _light(row: Row) -> dict[str, Any]:
    told = row.get("info")
    info: Row = told if isinstance(told, Mapping) else {}
    kept = {name: value for name, value in info.items() if name in _KEPT_INFO}
    return {**row, "limits": _limits(row, info), "info": kept}


def _limits(row: Row, info: Row) -> Row:
    """Return a market's limits, with those that the client overlooks."""
    limits: Row = row.get("limits") or {}
    lots: Row = info.get("lotSizeFilter") or {}
    least = lots.get("minNotionalValue")  # Bybit's
    if least is not None and _limit(limits, "cost", "min") is None:
        limits = {**limits, "cost": {**(limits.get("cost") or {}), "min": least}}
    told = [part.get(name) for part in (lots, info) for name in _MOST_AT_MARKET]
    if not row.get("spot"):
        told.append(info.get("maxMktSz"))  # OKX's, on spot a cost
    most = next(filter(None, told), None)
    if most is not None and _limit(limits, "market", "max") is None:
        limits = {**limits, "market": {**(limits.get("market") or {}), "max": most}}
    return limits


def _listed(row: Row, venue: Venue, precision_mode: int) -> ListedMarket | None:
    precision, limits = row.get("precision") or {}, row.get("limits") or {}
    info = row.get("info") or {}
    price_tick = _step(precision.get("price"), precision_mode)
    step = _step(precision.get("amount"), precision_mode)
    contract_size = (_number(row.get("contractSize")) or ONE) if row.get("contract") else ONE
    if price_tick is None or step is None or contract_size <= 0:
        return None
    leverage = _number(_limit(limits, "leverage", "max"))
    pairs = venue.stops.pairs if venue.stops is not None else None
    return ListedMarket(
        Market(
            symbol=row["symbol"],
            native_symbol=row["id"],
            base=row["base"],
            quote=row["quote"],
            market_type=venue.market_type,
            price_tick=price_tick,
            amount_step=_times(step, contract_size),
            min_amount=_times(
                max(_number(_limit(limits, "amount", "min")) or ZERO, step), contract_size
            ),
            min_cost=_number(_limit(limits, "cost", "min")) or ZERO,
            max_leverage=1
            if venue.market_type is MarketType.SPOT
            else int(leverage or venue.margin.max_leverage),
            exit_pairs=pairs.most if pairs is not None and info.get(pairs.allowed) is True else 0,
        ),
        contract_size,
        _same_types(tuple(info.get("orderTypes", ()))),
        _most_at_market(limits, contract_size),
    )


def _most_at_market(limits: Row, contract_size: Decimal) -> Decimal | None:
    """Return the smallest of what is told of the largest order; venues say 0 for none."""
    told = (_number(_limit(limits, of, "max")) for of in ("market", "amount"))
    most = min((one for one in told if one), default=None)
    return None if most is None else _times(most, contract_size)


def _limit(limits: Row, of: str, which: str) -> object:
    return (limits.get(of) or {}).get(which)


def _step(value: object, precision_mode: int) -> Decimal | None:
    """Return a step of prices or amounts; None when orders can't be rounded by steps."""
    found = _number(value)
    if found is None:
        return FINEST
    if precision_mode == _DECIMAL_PLACES:
        return Decimal(1).scaleb(-int(found))
    return found if precision_mode == _TICK_SIZE and found > 0 else None


@lru_cache(maxsize=4096)
def _same_number(text: str) -> Decimal | None:
    """Return a number: the same object for the same text, as few of thousands of markets differ."""
    return number(text)


def _number(value: object) -> Decimal | None:
    return _same_number(value) if isinstance(value, str) else number(value)


@lru_cache(maxsize=256)
def _same_types(order_types: tuple[str, ...]) -> frozenset[str]:
    return frozenset(order_types)


def _times(amount: Decimal, contract_size: Decimal) -> Decimal:
    return amount if contract_size is ONE else amount * contract_size
