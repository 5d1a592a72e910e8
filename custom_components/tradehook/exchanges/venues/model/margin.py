"""How a venue keeps margin, positions and the money of an account."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from ....trading.model.market import MarginMode


class MarginSetting(StrEnum):
    """Where a venue keeps the margin mode of a perpetual position."""

    SYMBOL = "symbol"
    """Of a market, set before its first order."""
    WITH_LEVERAGE = "with_leverage"
    """Set together with the leverage."""
    ORDER = "order"
    """Said with every order, like the leverage."""
    LEVERAGE_IN_ORDER = "leverage_in_order"
    """Of a market, asked for before it is set; with cross margin the leverage is the market's too,
    with isolated margin it is said with every order."""
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

    TRADES = "trades"
    """Among the trades of a market, if it is known how it marks them; else a position that is
    missing tells it."""
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
    BY_MARKET = "by_market"
    """OKX, Gate, Bitget: as `INCOME`, each market for itself, with the mark price beside each
    payment."""
    WITH_SIZE = "with_size"
    """KuCoin, Hyperliquid, Kraken Futures: each market for itself; each payment says the `size`
    that was held, in contracts and below 0 for a short, and the mark `price`; 0: it isn't told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarginTerms:
    """How a venue keeps perpetual positions: their margin, leverage, side and end."""

    setting: MarginSetting = MarginSetting.SYMBOL
    account_mode: MarginMode | None = None
    """The only margin mode of such an account; None = it has a choice."""
    in_orders: bool = False
    """Whether every order says the margin mode besides, also one that closes."""
    position_mode: PositionModeQuery = PositionModeQuery.ONE_WAY
    hedge_allowed: bool = False
    """Whether accounts that keep long and short apart can be traded."""
    max_leverage: int = 1
    """Of a market that does not say."""
    tiers: bool = False
    """Whether the maximum leverage has to be asked for."""
    mode_with_leverage: bool = False
    """Whether setting a market's margin mode sets its leverage as well, so that it is said."""
    leverage_query: str | None = None
    """What tells a market's leverage, where positions don't."""
    liquidations: LiquidationSource = LiquidationSource.TRADES
    funding: FundingSource = FundingSource.UNTOLD
    funding_rates: int = 1000
    """How many rates of funding are asked for at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenResult:
    """Where a venue's answer tells the open result that the client's totals contain."""

    rows: tuple[str | int, ...]
    """The way to the rows, in the client's `info`."""
    currency: str | None
    """The field of a row's currency; None = all rows are of the only currency of the totals."""
    amount: tuple[str, ...]
    """The way to a row's open result."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wallet:
    """How a venue tells balances, and what was paid in and out."""

    open_result: OpenResult | None = None
    """None: totals are what the wallet holds, or the wallet is told beside them (Binance)."""
    transfers: tuple[Mapping[str, Any], ...] = ()
    """What asks the venue's ledger for what was paid in and out; empty: it was not verified."""
    ledger_days: int = 7
    """How many days of its ledger a venue tells at once."""
    ledger_page: int = 50
