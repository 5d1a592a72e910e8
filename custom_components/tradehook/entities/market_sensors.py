"""Sensors of markets: the price, and on perpetuals what holding a position costs next."""

from datetime import datetime, timedelta
from decimal import Decimal
import logging
from typing import Any, Final, override

from homeassistant.components.sensor import SensorEntity, SensorStateClass
from homeassistant.const import PERCENTAGE
from homeassistant.core import callback
from homeassistant.helpers.event import async_track_time_interval
from homeassistant.util import dt as dt_util

from ..accounts.entry import TradehookConfigEntry
from ..entity import AccountEntity
from ..exchanges.port.exchange import VenueError
from ..execution.common.events import AccountEvent, MarkPriceChanged, Topic
from ..trading.model.market import FundingRate, Market, market_pair, quote_currency
from .formatting import display_precision, shown
from .throttled_sensor import ThrottledSensor

_LOGGER = logging.getLogger(__name__)

FUNDING_INTERVAL: Final = timedelta(minutes=5)
"""Between two questions for a funding rate, which are asked for as long as it is shown only."""


def market_unique_id(entry_id: str, symbol: str, what: str) -> str:
    """Return the unique id of a market's entity; it never changes."""
    return f"{entry_id}-{symbol}-{what}"


class MarketEntity(AccountEntity):
    """An entity of a market, at the account's device."""

    def __init__(self, entry: TradehookConfigEntry, symbol: str, what: str) -> None:
        """Name the entity after the market."""
        super().__init__(entry, what)
        self.symbol = symbol
        self._attr_unique_id = market_unique_id(entry.entry_id, symbol, what)
        self._attr_translation_key = what
        self._attr_translation_placeholders = {"market": market_pair(symbol)}


class PriceSensor(MarketEntity, ThrottledSensor):
    """The price of a market, held or not: the prices come as long as it is shown."""

    _attr_state_class = SensorStateClass.MEASUREMENT

    def __init__(self, entry: TradehookConfigEntry, symbol: str, *, chosen: bool) -> None:
        """Make the sensor of a market; only a chosen one is shown at first."""
        super().__init__(entry, symbol, "price")
        self._attr_entity_registry_enabled_default = chosen
        quote = quote_currency(symbol)
        self._attr_native_unit_of_measurement = quote
        market = self._account.exchange.markets.get(symbol)
        self._attr_suggested_display_precision = (
            _decimals(market) if market else display_precision(quote)
        )

    @override
    async def async_added_to_hass(self) -> None:
        """Have the prices come."""
        self.async_on_remove(self._account.show_price(self.symbol))
        await super().async_added_to_hass()

    @property
    @override
    def topics(self) -> tuple[Topic, ...]:
        """Follow the market."""
        return ((MarkPriceChanged, self.symbol),)

    @property
    @override
    def present_value(self) -> Decimal | None:
        """Return the price; unknown once none was received for a minute."""
        price = self._account.last_price(self.symbol)
        return None if price is None else shown(price)

    @property
    @override
    def held(self) -> object:
        """Return whether the price is known."""
        return self.native_value is None

    @callback
    @override
    def _handle(self, change: AccountEvent) -> None:
        if (held := self.held) != self._held:  # at once, although nothing but a price tells of it
            self._write(held)
        else:
            super()._handle(change)


class FundingRateSensor(MarketEntity, SensorEntity):
    """What longs pay to shorts at the next funding, in % of the position's value."""

    _attr_entity_registry_enabled_default = False
    _attr_native_unit_of_measurement = PERCENTAGE
    _attr_state_class = SensorStateClass.MEASUREMENT
    _attr_suggested_display_precision = 4

    def __init__(self, entry: TradehookConfigEntry, symbol: str) -> None:
        """Make the sensor of a market."""
        super().__init__(entry, symbol, "funding_rate")
        self._rate: FundingRate | None = None

    @override
    async def async_added_to_hass(self) -> None:
        """Ask now, and again and again."""
        await super().async_added_to_hass()
        self.async_on_remove(
            async_track_time_interval(self.hass, self._async_ask, FUNDING_INTERVAL)
        )
        self._entry.async_create_background_task(
            self.hass, self._async_ask(dt_util.utcnow()), f"tradehook funding of {self.symbol}"
        )

    @property
    @override
    def topics(self) -> tuple[Topic, ...]:
        """Follow nothing: it is asked for."""
        return ()

    async def _async_ask(self, _now: datetime) -> None:
        try:
            self._rate = await self._account.exchange.fetch_funding_rate(self.symbol)
        except VenueError as error:
            _LOGGER.debug("No funding rate of %s: %s", self.symbol, error)
            self._rate = None
        self.async_write_ha_state()

    @property
    @override
    def native_value(self) -> Decimal | None:
        """Return the rate; unknown while the venue doesn't tell."""
        return None if self._rate is None else shown(self._rate.percentage)

    @property
    @override
    def extra_state_attributes(self) -> dict[str, Any]:
        """Return when it is paid, and how often."""
        rate = self._rate
        hours = rate.hours if rate else None
        return {
            "next_funding": rate.at if rate else None,
            "hours": None if hours is None else float(hours),
        }


def _decimals(market: Market) -> int:
    exponent = market.price_tick.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 2
