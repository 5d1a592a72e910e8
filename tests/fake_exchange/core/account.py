"""Balances, positions and the settings of the account."""

from dataclasses import dataclass, field
from decimal import Decimal

from .market import FakeMarket, Kind
from .orders import ZERO, Hand

MONEY_STEP = Decimal("0.00000001")
"""What venues round money to."""


@dataclass(slots=True)
class Holding:
    """What the account has of an asset."""

    total: Decimal = ZERO
    locked: Decimal = ZERO

    @property
    def free(self) -> Decimal:
        """Return what no order holds."""
        return self.total - self.locked


@dataclass(slots=True, kw_only=True)
class Position:
    """A perpetual position; the amount is negative for a short."""

    market: FakeMarket
    hand: Hand
    leverage: int
    isolated: bool = False
    amount: Decimal = ZERO
    entry: Decimal = ZERO
    realized: Decimal = ZERO
    created_at: int = 0
    updated_at: int = 0
    isolated_margin: Decimal = ZERO

    def profit(self, mark: Decimal) -> Decimal:
        """Return the profit not yet realized, with the digits of money."""
        return ((mark - self.entry) * self.amount).quantize(MONEY_STEP)

    def margin(self, mark: Decimal) -> Decimal:
        """Return the initial margin that it binds."""
        return abs(self.amount) * mark / self.leverage

    def fill(self, amount: Decimal, price: Decimal) -> Decimal:
        """Add a signed amount and return the profit that it realizes."""
        closing = ZERO
        if self.amount * amount < 0:
            closing = min(abs(amount), abs(self.amount))
        sign = 1 if self.amount > 0 else -1
        realized = ((price - self.entry) * closing * sign).quantize(MONEY_STEP)
        after = self.amount + amount
        if self.amount == 0:
            self.realized = ZERO
        if after == 0:
            self.entry = ZERO
        elif self.amount * after < 0 or self.amount == 0:
            self.entry = price
        elif not closing:
            self.entry = (self.entry * self.amount + price * amount) / after
        self.amount = after
        self.realized += realized
        return realized


@dataclass(slots=True, kw_only=True)
class ApiKey:
    """A key, its secret and what it may do."""

    key: str = "fake-key"
    secret: str = "fake-secret"
    trade: bool = True
    withdraw: bool = False
    ip_restricted: bool = True
    address_refused: bool = False
    """Whether it is used from an address that it is not for."""
    revoked: bool = False


@dataclass(slots=True, kw_only=True)
class Account:
    """The account that trades."""

    unified: bool
    """Whether spot and perpetuals share one wallet."""
    kind: str = ""
    """Which kind of account it is, where the venue has several; empty is the usual one."""
    user_id: int = 24600000
    """What the venue calls the person whose account it is."""
    hedge: bool = False
    hedged_markets: dict[str, bool] = field(default_factory=dict)
    """The position mode of markets that have one of their own."""
    default_leverage: int = 20
    isolated: bool = False
    """The margin mode of markets that have none of their own."""
    margin_asset: str = "USDT"
    """What perpetuals are settled in: their margin and open profit change what is free of it."""
    fee_asset: str | None = None
    """A third asset that fees are paid in as long as there is enough of it, such as BNB."""
    spot: dict[str, Holding] = field(default_factory=dict)
    linear: dict[str, Holding] = field(default_factory=dict)
    positions: dict[tuple[str, Hand], Position] = field(default_factory=dict)
    leverages: dict[str, int] = field(default_factory=dict)
    margin_modes: dict[str, bool] = field(default_factory=dict)
    keys: list[ApiKey] = field(default_factory=lambda: [ApiKey()])

    def __post_init__(self) -> None:
        if self.unified:
            self.linear = self.spot

    def wallet(self, kind: Kind) -> dict[str, Holding]:
        """Return the balances that a kind of market uses."""
        return self.spot if kind is Kind.SPOT else self.linear

    def holding(self, kind: Kind, asset: str) -> Holding:
        """Return what there is of an asset; made if need be."""
        return self.wallet(kind).setdefault(asset, Holding())

    def leverage(self, market: FakeMarket) -> int:
        """Return the leverage of a market."""
        return self.leverages.get(market.symbol, self.default_leverage)

    def is_hedged(self, market: FakeMarket) -> bool:
        """Return the position mode of a market."""
        return self.hedged_markets.get(market.symbol, self.hedge)

    def is_isolated(self, market: FakeMarket) -> bool:
        """Return the margin mode of a market."""
        return self.margin_modes.get(market.symbol, self.isolated)

    def position(self, market: FakeMarket, hand: Hand) -> Position:
        """Return a position; made, and flat, if need be."""
        position = self.positions.get((market.symbol, hand))
        if position is None:
            position = Position(
                market=market,
                hand=hand,
                leverage=self.leverage(market),
                isolated=self.is_isolated(market),
            )
            self.positions[market.symbol, hand] = position
        return position

    def open_positions(self) -> list[Position]:
        """Return the positions that are not flat."""
        return [position for position in self.positions.values() if position.amount]

    def find_key(self, key: str) -> ApiKey | None:
        """Return an API key by its public half."""
        return next((one for one in self.keys if one.key == key), None)
