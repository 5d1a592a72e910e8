"""What differs from venue to venue, in one form."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from ...trading.model.market import MarketType

NOTHING: Mapping[str, Any] = MappingProxyType({})

ID = "{id}"
"""Stands for the client order id as the venue spells it."""
BARE_ID = "{bare}"
"""The same without Gate's `t-`, which the client adds."""
TRIGGER = "{trigger}"
"""Stands for the price that a stop waits for."""
DIRECTION = "{direction}"
"""Stands for how the price gets there: ascending to a buy, descending to a sell."""


class SupportLevel(StrEnum):
    """How far the way of a venue has been tested."""

    WIRE_TESTED = "wire_tested"
    """Orders, look-ups, fills and faults, over HTTP and WebSocket against an imitation."""
    BASIC = "basic"
    """Its requests have been looked at: market and limit orders, stops that we watch."""


class Environment(StrEnum):
    """Whose money is traded."""

    LIVE = "live"
    TESTNET = "testnet"
    DEMO = "demo"


class Credential(StrEnum):
    """What a venue wants to know of an account."""

    API_KEY = "api_key"
    SECRET = "secret"  # noqa: S105  the name of a field
    PASSWORD = "password"  # noqa: S105  the name of a field
    """Set when the key was made; the venues call it passphrase, password or memo."""
    UID = "uid"
    WALLET_ADDRESS = "wallet_address"
    PRIVATE_KEY = "private_key"


class IdFormat(StrEnum):
    """How a venue wants our 32 hexadecimal digits."""

    HEX = "hex"
    GATE = "gate"
    """`t-` and 28 digits: the prefix of ours is left out."""
    UUID = "uuid"
    HEX_0X = "0x"
    NUMBER = "number"
    """60 bits as a decimal number: can be compared, not read back."""


class MarginSetting(StrEnum):
    """Where a venue keeps the margin mode of a perpetual position."""

    SYMBOL = "symbol"
    """Of a market, set before its first order."""
    WITH_LEVERAGE = "with_leverage"
    """Set together with the leverage."""
    ORDER = "order"
    """Said with every order, like the leverage."""
    ACCOUNT = "account"
    """Of the whole account: read, never changed."""


class PositionModeQuery(StrEnum):
    """How a venue tells whether it keeps long and short apart."""

    ONE_WAY = "one_way"
    """It does not, or only where the user says so for each order."""
    ASK = "ask"
    POSITION_INDEX = "position_index"
    """Bybit: from the index of a market's positions."""


class LiquidationSource(StrEnum):
    """How a venue tells what it closed by itself."""

    UNTOLD = "untold"
    """Not in a way that has been tested: the missing position tells it."""
    ORDER_NAMES = "order_names"
    """Binance: by the client order id of its own orders."""
    BUST_TRADES = "bust_trades"
    """Bybit: by the kind of the trades."""


class FundingSource(StrEnum):
    """How a venue tells what was paid for holding a perpetual position."""

    UNTOLD = "untold"
    """Not in a way that has been tested: it is a part of everything else."""
    INCOME = "income"
    """Binance: a list of payments, and the rates that they follow from."""
    LEDGER = "ledger"
    """Bybit: as a settlement in its ledger."""


@dataclass(frozen=True, slots=True)
class Switch:
    """How an environment is chosen, and what proves that it was: new addresses, or a header."""

    method: str
    header: str | None = None


SANDBOX = Switch("set_sandbox_mode")
DEMO_TRADING = Switch("enable_demo_trading")


@dataclass(frozen=True, slots=True)
class Address:
    """How an order is named by its client order id: the id argument, and parameters."""

    order_id: str | None = None
    params: Mapping[str, Any] = NOTHING


BY_CLIENT_ID = Address(params={"clientOrderId": ID})


@dataclass(frozen=True, slots=True)
class Scan:
    """How an order is found in the lists: those of open and of finished orders.

    `params` narrow the lists down where the venue can do that.
    """

    finished: str | None = "fetch_closed_orders"
    params: Mapping[str, Any] = NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class Stops:
    """How a venue takes market orders that wait for the last price, as was verified.

    A sell waits until the price has fallen to its trigger, a buy until it has risen to it.
    """

    params: Mapping[str, Any]
    kind: str | None = None
    """What a market must have among its types of orders, where they differ."""
    apart: Mapping[str, Any] = NOTHING
    """What reaches the venue's second list, if it keeps them in one: for questions and cancels."""
    child: str | None = None
    """Where an order of the second list names the plain one that it has become."""
    pushed_id: str | None = None
    """Where a stream names an order of the second list; no row of a plain order has this."""
    cancelled: Mapping[str, str] = NOTHING
    """What the answer to a cancel in the second list says if it was done: it says no state."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenResult:
    """Where a venue's answer tells the open result that the client's totals contain."""

    rows: tuple[str | int, ...]
    """The way to the rows, in the client's `info`."""
    currency: str | None
    """The field of a row's currency; None = all rows are of the only currency of the totals."""
    amount: tuple[str, ...]
    """The way to a row's open result."""
    whole: str | None = None
    """The field of a row's total, where the client's leaves out a part of it."""
    minor: bool = False
    """Whether a row counts in the venue's smallest unit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Venue:
    """A venue, as far as it differs from the others."""

    code: str
    """What a signal's `exchange` says."""
    name: str
    client_id: str
    """What ccxt calls it."""
    market_type: MarketType
    level: SupportLevel = SupportLevel.BASIC
    credentials: tuple[Credential, ...] = (Credential.API_KEY, Credential.SECRET)
    environments: Mapping[Environment, Switch] = field(default_factory=dict)
    """Besides the live one."""
    options: Mapping[str, Any] = NOTHING
    """Options of the client, over those that all venues get."""
    needs_currencies: bool = False
    """Whether the client can't read markets without the list of currencies."""

    id_format: IdFormat = IdFormat.HEX
    create_params: Mapping[str, Any] = field(default_factory=lambda: {"clientOrderId": ID})
    find: Address | None = BY_CLIENT_ID
    """None: the venue can't be asked for a client order id."""
    finds_own_id: bool = False
    """Whether, without `find`, the venue's own id is a shorter way than the lists."""
    scan: Scan | None = field(default_factory=Scan)
    cancel: Address | None = BY_CLIENT_ID
    """None: only the venue's own id can be cancelled."""
    id_in_info: str | None = None
    """Where the venue's answer has the client order id, if ccxt does not read it."""
    order_id_param: str | None = None
    """The parameter that narrows trades down to an order, if `fetch_order_trades` does not work."""
    trades_by_order: bool = True
    """Whether `fetch_order_trades` works; else `fetch_my_trades` is searched."""
    trades_limit: int | None = None
    """How many trades a page has, where the venue gives them out in pages."""
    trades_page: int | None = None
    """How many trades of a market are told at once since a time; None: it was not verified."""
    trades_days: int | None = None
    """How many days of them are told at once; None: all since then."""
    memory: timedelta = timedelta(days=7)
    """How long the venue tells of an order and its trades, as far as is known for certain."""
    paged_orders: bool = False
    """Whether the open orders are given out in pages."""
    trade_ids_needed: bool = False
    """Kraken: an order's trades are asked for by the ids that the order names."""

    market_type_in_info: str | None = None
    """Where a stream names the kind of market, if one key's stream tells of all kinds."""
    fee_currency_in_info: str | None = None
    """Where a trade names the currency of its fee, if the client does not look there."""
    stops: Stops | None = None
    """None: stops don't rest there, they are watched here."""
    buys_for_cost: bool = False
    """Whether a market buy says how much to spend, not how much to get."""
    market_price_needed: bool = False
    """Whether a market order needs a price to limit its slippage."""
    settles: tuple[str, ...] = ()
    """The currencies of which open orders and positions must be asked for one by one."""
    margin: MarginSetting = MarginSetting.SYMBOL
    open_result: OpenResult | None = None
    """None: totals are what the wallet holds, or the wallet is told beside them (Binance)."""
    transfers: tuple[Mapping[str, Any], ...] = ()
    """What asks the venue's ledger for what was paid in and out; empty: it was not verified."""
    ledger_days: int = 7
    """How many days of its ledger a venue tells at once."""
    ledger_page: int = 50
    position_mode: PositionModeQuery = PositionModeQuery.ONE_WAY
    hedge_allowed: bool = False
    """Whether accounts that keep long and short apart can be traded."""
    liquidations: LiquidationSource = LiquidationSource.UNTOLD
    funding: FundingSource = FundingSource.UNTOLD
    tiers: bool = False
    """Whether the maximum leverage has to be asked for."""
    leverage_query: str | None = None
    """What tells a market's leverage, where positions don't."""
    max_leverage: int = 1
    """Of a market that does not say."""

    burst: float = 1000.0
    """How many milliseconds of the rate limit may be spent at once."""
    request_share: float | None = None
    """What any request takes of it, if the client's costs are limits of each endpoint."""
    endpoint_costs: Mapping[str, float] = NOTHING
    """By path, in the client's units, where an endpoint costs more than the client believes."""
    order_cost: float | None = None
    """What placing a plain order costs, in the client's units, where the client is mistaken."""
    pace: float = 1.0
    """The part of the client's costs that the venue really takes."""
    order_limits: tuple[tuple[int, float], ...] = ()
    """How many orders an account may place within how many seconds."""
    order_paths: tuple[str, ...] = ()
    """Where they are placed."""
    protection_cost: float = 0.0
    """What it costs, in the client's units, to ask what has filled and to place a stop."""
    streams_tell: bool = False
    """Whether what is pushed of our orders and trades says all of it, as was verified."""
    id_in_trades: str | None = None
    """Where a pushed trade has the client order id."""
    one_at_a_time: bool = False
    """Whether requests must arrive in the order of their nonces."""
    envelope: tuple[str, ...] = ()
    """What every answer of the venue contains: without it, it is not the venue's."""
    absence_after: float = 60.0
    """Seconds of "not found" until an order is taken for absent."""
    poll_with: str = "fetch_tickers"
    poll_every: float = 3.0
    streams: bool = True
    prepare: tuple[str, ...] = ()
    """What the client would ask before the first order: asked at the start instead."""
    stubs: tuple[str, ...] = ()
    """What the client would do on its own with the user's account: not done."""

    @property
    def key(self) -> str:
        """Return what tells venues apart."""
        return f"{self.client_id}:{self.market_type}"

    @property
    def lists(self) -> tuple[Mapping[str, Any], ...]:
        """Return what reaches each of the venue's lists of orders: the plain one, then others."""
        return (NOTHING, self.stops.apart) if self.stops and self.stops.apart else (NOTHING,)
