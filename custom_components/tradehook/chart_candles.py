"""The candles that the panel draws: of the markets in which something is held."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Final

from homeassistant.core import HomeAssistant, callback
from homeassistant.util import dt as dt_util
from homeassistant.util.hass_dict import HassKey

from .const import DOMAIN
from .execution.account import Account
from .execution.changes import Change, MarksChanged
from .follow import AccountsFollower

LENGTHS: Final = {5: 720, 60: 1440}
"""Seconds of a candle, and how many are kept of that length."""


@dataclass(slots=True, kw_only=True)
class Candle:
    """What the price did from a moment on; `start` in seconds of the UTC epoch."""

    start: int
    open: Decimal
    high: Decimal
    low: Decimal
    close: Decimal

    def add(self, price: Decimal) -> None:
        """Take a price."""
        self.high = max(self.high, price)
        self.low = min(self.low, price)
        self.close = price

    def as_data(self) -> list[int | str]:
        """Return start, open, high, low and close as the panel takes them."""
        return [self.start, *(f"{p:f}" for p in (self.open, self.high, self.low, self.close))]


@dataclass(slots=True)
class Series:
    """The newest candles of one market, of all lengths."""

    candles: dict[int, deque[Candle]] = field(
        default_factory=lambda: {length: deque(maxlen=kept) for length, kept in LENGTHS.items()}
    )

    def add(self, price: Decimal, at: datetime) -> None:
        """Take a price; a moment without one leaves a gap."""
        for length, candles in self.candles.items():
            start = int(at.timestamp()) // length * length
            if candles and candles[-1].start >= start:
                candles[-1].add(price)
            else:
                candles.append(Candle(start=start, open=price, high=price, low=price, close=price))


def mark_price(account: Account, symbol: str) -> Decimal | None:
    """Return the mark price of a market in which something is held."""
    for slot in account.slots:
        if slot.symbol != symbol:
            continue
        for position in account.slot_positions(slot):
            row = account.position_row(position.position_id) or {}
            price = row.get("mark_price")
            return Decimal(str(price)) if price is not None else None
    return None


class ChartCandles:
    """Keeps the candles of all accounts in memory, from the first position in a market on."""

    def __init__(self, hass: HomeAssistant) -> None:
        """Take Home Assistant, whose accounts are followed."""
        self._series: dict[tuple[str, str], Series] = {}
        self._follower = AccountsFollower(
            hass, on_change=self._on_change, on_accounts=self._on_accounts
        )
        self._hass = hass

    @callback
    def start(self) -> None:
        """Begin to collect."""
        self._follower.start()

    def of(self, entry_id: str, symbol: str, length: int) -> Sequence[Candle]:
        """Return the candles of a market, oldest first."""
        series = self._series.get((entry_id, symbol))
        return list(series.candles[length]) if series else ()

    def _on_change(self, entry_id: str, change: Change) -> None:
        if not isinstance(change, MarksChanged):
            return
        price = mark_price(self._follower.accounts[entry_id], change.symbol)
        if price is not None:
            series = self._series.setdefault((entry_id, change.symbol), Series())
            series.add(price, dt_util.utcnow())

    def _on_accounts(self) -> None:
        """Forget the markets of removed accounts."""
        known = {entry.entry_id for entry in self._hass.config_entries.async_entries(DOMAIN)}
        self._series = {key: series for key, series in self._series.items() if key[0] in known}


DATA_CANDLES: HassKey[ChartCandles] = HassKey(f"{DOMAIN}_candles")
