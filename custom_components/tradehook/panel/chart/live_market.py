"""The subscription of a chart: the candles of one market, of before and of now."""

import asyncio
from collections.abc import Coroutine
from typing import Any, Final, override

from homeassistant.components.websocket_api.connection import ActiveConnection
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant, callback
from homeassistant.util import dt as dt_util

from ...const import DOMAIN
from ...exchanges.candle_ring import CandleRow
from ...execution.account import Account
from ...execution.common.events import AccountEvent, MarkPriceChanged
from ...trading.reasons.money import money
from ..rows import MarketEvent
from ..subscriptions import PRICES, Live
from .candles import DATA_CANDLES, mark_price
from .venue_history import Past, Span, has_history, joined, newest, own_history, whole, within

LEAST: Final = 60
"""Seconds of the shortest candles that the exchange is asked for again once they are over."""


class LiveMarket(Live):
    """The candles of one market in which something is held."""

    def __init__(
        self,
        hass: HomeAssistant,
        connection: ActiveConnection,
        msg_id: int,
        *,
        market: tuple[str, str],
        length: int,
        span: Span | None = None,
    ) -> None:
        """Take the market (config entry id and symbol) and the seconds of a candle.

        With a `span`, in which a position was held, its past is shown as well.
        """
        super().__init__(hass, connection, msg_id)
        self._market = market
        self._length = length
        self._newest = 0
        """When the newest candle begins that was sent."""
        self._span = span
        self._past = Past()
        self._first: CandleRow | None = None
        """What the exchange knows of the first candle that was collected here."""
        self._asking: asyncio.Task[None] | None = None

    @override
    @callback
    def start(self) -> None:
        account = self._loaded()
        if account is not None and self._span is not None and has_history(account, self._length):
            self._begin(self._ask(account, self._span))
        super().start()

    @override
    @callback
    def stop(self) -> None:
        super().stop()
        if self._asking is not None:
            self._asking.cancel()

    def _begin(self, asking: Coroutine[Any, Any, None]) -> None:
        self._asking = self.hass.async_create_background_task(
            asking, f"tradehook chart of {self._market[0]}"
        )

    async def _ask(self, account: Account, span: Span) -> None:
        """Show what the exchange knows of the time before."""
        entry_id, symbol = self._market
        histories = self.hass.data[DATA_CANDLES].histories
        self._past = await histories.of(entry_id, account, symbol, self._length, span)
        self._asking = None
        self.send_first()

    async def _ask_newest(self, account: Account) -> None:
        """Show what was traded in the candles that are over: the prices alone don't tell."""
        now = dt_util.utcnow().timestamp()
        told = await newest(account, self._market[1], self._length, now)
        self._asking = None
        if told.volumes:
            over = [row for row in told.rows if int(row[0]) + self._length <= now]
            self.send({"changed": over, "volumes": told.volumes, "price": self._price()})

    def _loaded(self) -> Account | None:
        """Return the account, if this browser's user may see it."""
        entry_id = self._market[0]
        if not self._reader.account(entry_id):
            return None
        entry = self.hass.config_entries.async_get_entry(entry_id)
        if entry is None or entry.domain != DOMAIN or entry.state is not ConfigEntryState.LOADED:
            return None
        account: Account = entry.runtime_data
        return account

    @override
    def send_first(self) -> None:
        own, past = self._candles(), self._remembered()
        self._newest = int(own[-1][0]) if own else 0
        if own and self._span is not None:
            # The first one that was collected began in the middle: the exchange knows all of it.
            self._first = next((row for row in past if row[0] == own[0][0]), None)
            own[0] = self._completed(own[0])
        event: MarketEvent = {"candles": joined(past, own), "price": self._price()}
        if self._past.volumes:
            event["volumes"] = self._past.volumes
        if self._past.failed is not None:
            event["failed"] = self._past.failed
        if self._asking is not None:
            event["more"] = True  # an empty chart waits for the exchange
        self.send(event)

    @override
    def send_changes(self) -> None:
        # Two, since the one before may have ended after it was sent last.
        candles = self._candles(newest_only=2)
        begins = int(candles[-1][0]) if candles else self._newest
        if begins < self._newest:
            self.send_first()  # the clock was put back, and candles have gone
            return
        another = 0 < self._newest < begins
        self._newest = begins
        self.send({"changed": [self._completed(row) for row in candles], "price": self._price()})
        account = self._loaded()
        idle = self._asking is None and self._length >= LEAST
        if another and idle and account is not None and self._past.volumes:
            self._begin(self._ask_newest(account))

    @override
    def on_change(self, entry_id: str, change: AccountEvent) -> None:
        if isinstance(change, MarkPriceChanged) and (entry_id, change.symbol) == self._market:
            self.soon(PRICES)

    def _candles(self, newest_only: int | None = None) -> list[CandleRow]:
        if not self._reader.account(self._market[0]):
            return []
        found = self.hass.data[DATA_CANDLES].of(*self._market, self._length, newest_only)
        return within(found, self._length, self._span)

    def _completed(self, row: CandleRow) -> CandleRow:
        first = self._first
        return whole(first, row) if first is not None and first[0] == row[0] else row

    def _remembered(self) -> list[CandleRow]:
        account, span = self._loaded(), self._span
        if account is None or span is None:
            return []
        return self._past.rows or own_history(account, self._market[1], self._length, span)

    def _price(self) -> str | None:
        entry_id, symbol = self._market
        account = self._follower.accounts.get(entry_id)
        if not self._reader.account(entry_id):
            return None
        return money(mark_price(account, symbol)) if account else None
