"""The candles that the panel draws: of the markets in which something is held."""

from datetime import datetime, timedelta
from decimal import Decimal
from time import monotonic
from typing import Final

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.event import async_track_time_interval
from homeassistant.util import dt as dt_util
from homeassistant.util.hass_dict import HassKey

from ...accounts.entry import account_entries
from ...const import DOMAIN
from ...exchanges.candle_ring import CandleRing, CandleRow
from ...execution.account import Account
from ...execution.common.events import AccountEvent, MarkPriceChanged
from ..account_follower import AccountsFollower
from .venue_history import Histories

LENGTHS: Final = {5: 720, 60: 1440, 300: 288, 900: 192, 3600: 96, 14400: 48, 86400: 30}
"""Seconds of a candle, and how many are kept of that length."""
KEPT_AFTER: Final = 3600
"""Seconds for which the candles of a market stay in which nothing is held any more."""
SWEEP: Final = timedelta(minutes=10)


class Series:
    """The newest candles of one market, of all lengths."""

    def __init__(self) -> None:
        """Begin without any."""
        self.candles = {length: CandleRing(length, kept) for length, kept in LENGTHS.items()}
        self.held_at = monotonic()
        """When something was held in the market last."""

    def add(self, price: Decimal, at: datetime) -> None:
        """Add a price."""
        self.held_at = monotonic()
        for candles in self.candles.values():
            candles.add(float(price), at.timestamp())


def mark_price(account: Account, symbol: str) -> Decimal | None:
    """Return the mark price of a market in which something is held."""
    return account.last_price(symbol) if held(account, symbol) else None


def held(account: Account, symbol: str) -> bool:
    """Return whether something is held in a market."""
    return any(slot.symbol == symbol and account.slot_positions(slot) for slot in account.slots)


class ChartCandles:
    """Keeps the candles of all accounts in memory, from the first position in a market on."""

    def __init__(self, hass: HomeAssistant) -> None:
        self._series: dict[tuple[str, str], Series] = {}
        self._follower = AccountsFollower(
            hass,
            on_change=self._on_change,
            on_accounts=self._on_accounts,
            topics=(MarkPriceChanged,),
        )
        self._hass = hass
        self.histories = Histories(hass)
        """What the exchanges know of the time before."""

    @callback
    def start(self) -> None:
        """Begin to collect."""
        self._follower.start()
        async_track_time_interval(
            self._hass, self._give_back, SWEEP, name="tradehook candles", cancel_on_shutdown=True
        )

    def of(
        self, entry_id: str, symbol: str, length: int, newest: int | None = None
    ) -> list[CandleRow]:
        """Return the candles of a market, oldest first, or the newest of them."""
        series = self._series.get((entry_id, symbol))
        return series.candles[length].rows(newest) if series else []

    def _on_change(self, entry_id: str, change: AccountEvent) -> None:
        assert isinstance(change, MarkPriceChanged)
        price = mark_price(self._follower.accounts[entry_id], change.symbol)
        if price is not None:
            series = self._series.setdefault((entry_id, change.symbol), Series())
            series.add(price, dt_util.utcnow())

    @callback
    def _give_back(self, _now: datetime) -> None:
        """Forget the markets in which nothing has been held for a while."""
        now = monotonic()
        for (entry_id, symbol), series in list(self._series.items()):
            account = self._follower.accounts.get(entry_id)
            if account is not None and held(account, symbol):
                series.held_at = now
            elif now - series.held_at > KEPT_AFTER:
                del self._series[entry_id, symbol]

    def _on_accounts(self) -> None:
        """Forget the markets of removed accounts."""
        known = {entry.entry_id for entry in account_entries(self._hass)}
        self._series = {key: series for key, series in self._series.items() if key[0] in known}


DATA_CANDLES: HassKey[ChartCandles] = HassKey(f"{DOMAIN}_candles")
