"""The sensors of accounts and bots; more of them in `sensor_position` and `sensor_refusal`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, override

from homeassistant.components.sensor import (
    SensorDeviceClass,
    SensorEntity,
    SensorEntityDescription,
    SensorStateClass,
)
from homeassistant.const import PERCENTAGE, EntityCategory, UnitOfTime
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .accounts.entry import TradehookConfigEntry
from .const import ACCOUNT_TYPE_LIVE, CONF_ACCOUNT_TYPE
from .entities.formatting import display_precision, shown
from .entities.market_follower import async_follow_markets
from .entities.position_sensor import PositionSensor, ProfitSensor, StopDistanceSensor
from .entities.refusal_sensor import RefusalSensor
from .entities.throttled_sensor import ThrottledSensor
from .entities.total_equity_sensor import TotalEquitySensor
from .entity import (
    AccountEntity,
    BotEntity,
    async_account_device,
    async_follow_bots_and_slots,
)
from .execution.account import Account, Bot, BotStatus
from .execution.common.events import MarkPriceChanged, Topic
from .execution.common.slots import SlotKey

PARALLEL_UPDATES = 0


@dataclass(frozen=True, kw_only=True)
class AccountSensorDescription(SensorEntityDescription):
    """A number of an account; money is shown in the account's currency."""

    value: Callable[[Account], Decimal | int | None]
    money: bool = True
    follows_prices: bool = False
    from_venue: bool = False
    """It can't be known while the venue can't be reached."""
    live_only: bool = False
    """It means nothing for play money."""
    counts_since: Callable[[Account], datetime | None] = lambda _account: None
    """Since when a total counts."""


@dataclass(frozen=True, kw_only=True)
class BotSensorDescription(SensorEntityDescription):
    """A number of a bot; money is shown in the bot's quote currency."""

    value: Callable[[Bot], Decimal | int | str | datetime | None]
    money: bool = False
    follows_prices: bool = False


# No MONETARY device class: it is meant for ISO 4217 currencies and allows no MEASUREMENT.
ACCOUNT_SENSORS = (
    AccountSensorDescription(
        key="equity",
        translation_key="equity",
        state_class=SensorStateClass.MEASUREMENT,
        value=lambda account: account.equity,
        follows_prices=True,
        from_venue=True,
    ),
    AccountSensorDescription(
        key="free_balance",
        translation_key="free_balance",
        state_class=SensorStateClass.MEASUREMENT,
        value=lambda account: account.free_balance,
        from_venue=True,
    ),
    AccountSensorDescription(
        key="invested",
        translation_key="invested",
        state_class=SensorStateClass.MEASUREMENT,
        value=lambda account: account.invested,
    ),
    AccountSensorDescription(
        key="exposure",
        translation_key="exposure",
        state_class=SensorStateClass.MEASUREMENT,
        value=lambda account: account.account_usage.now().exposure(),
        follows_prices=True,
    ),
    AccountSensorDescription(
        key="open_risk",
        translation_key="open_risk",
        state_class=SensorStateClass.MEASUREMENT,
        value=lambda account: account.account_usage.now().open_risk,
        # Trailing stops move with prices
        follows_prices=True,
    ),
    AccountSensorDescription(
        key="drawdown",
        translation_key="drawdown",
        entity_registry_enabled_default=False,
        native_unit_of_measurement=PERCENTAGE,
        state_class=SensorStateClass.MEASUREMENT,
        suggested_display_precision=2,
        value=lambda account: account.account_usage.drawdown,
        money=False,
        follows_prices=True,
    ),
    AccountSensorDescription(
        key="unrealized_profit",
        translation_key="unrealized_profit",
        state_class=SensorStateClass.MEASUREMENT,
        value=lambda account: account.unrealized_profit,
        follows_prices=True,
    ),
    AccountSensorDescription(
        key="realized_profit_today",
        translation_key="realized_profit_today",
        state_class=SensorStateClass.TOTAL,
        value=lambda account: account.realized_profit_today,
        counts_since=lambda account: account.day,
    ),
    AccountSensorDescription(
        key="realized_profit",
        translation_key="realized_profit",
        state_class=SensorStateClass.TOTAL,
        value=lambda account: account.realized_profit,
        counts_since=lambda account: account.reset_at,
    ),
    AccountSensorDescription(
        key="open_positions",
        translation_key="open_positions",
        state_class=SensorStateClass.MEASUREMENT,
        value=lambda account: account.open_positions,
        money=False,
    ),
    AccountSensorDescription(
        key="everything_else",
        translation_key="everything_else",
        entity_category=EntityCategory.DIAGNOSTIC,
        state_class=SensorStateClass.MEASUREMENT,
        value=lambda account: account.everything_else,
        from_venue=True,
        live_only=True,
    ),
    AccountSensorDescription(
        key="clock_skew",
        translation_key="clock_skew",
        device_class=SensorDeviceClass.DURATION,
        entity_category=EntityCategory.DIAGNOSTIC,
        entity_registry_enabled_default=False,
        native_unit_of_measurement=UnitOfTime.SECONDS,
        state_class=SensorStateClass.MEASUREMENT,
        suggested_display_precision=3,
        value=lambda account: account.clock_skew,
        money=False,
        from_venue=True,
    ),
    AccountSensorDescription(
        key="latency",
        translation_key="latency",
        device_class=SensorDeviceClass.DURATION,
        entity_category=EntityCategory.DIAGNOSTIC,
        entity_registry_enabled_default=False,
        native_unit_of_measurement=UnitOfTime.MILLISECONDS,
        state_class=SensorStateClass.MEASUREMENT,
        suggested_display_precision=0,
        value=lambda account: account.latency,
        money=False,
        from_venue=True,
    ),
)

BOT_SENSORS = (
    BotSensorDescription(
        key="open_positions",
        translation_key="open_positions",
        state_class=SensorStateClass.MEASUREMENT,
        value=lambda bot: bot.open_positions,
    ),
    BotSensorDescription(
        key="invested",
        translation_key="invested",
        state_class=SensorStateClass.MEASUREMENT,
        value=lambda bot: bot.invested,
        money=True,
    ),
    BotSensorDescription(
        key="unrealized_profit",
        translation_key="unrealized_profit",
        state_class=SensorStateClass.MEASUREMENT,
        value=lambda bot: bot.unrealized_profit,
        money=True,
        follows_prices=True,
    ),
    BotSensorDescription(
        key="realized_profit",
        translation_key="realized_profit",
        state_class=SensorStateClass.TOTAL,
        value=lambda bot: bot.realized_profit,
        money=True,
    ),
    BotSensorDescription(
        key="win_rate",
        translation_key="win_rate",
        native_unit_of_measurement=PERCENTAGE,
        state_class=SensorStateClass.MEASUREMENT,
        suggested_display_precision=1,
        value=lambda bot: bot.win_rate,
    ),
    BotSensorDescription(
        key="trades",
        translation_key="trades",
        state_class=SensorStateClass.TOTAL_INCREASING,
        value=lambda bot: bot.trades,
    ),
    BotSensorDescription(
        key="last_signal",
        translation_key="last_signal",
        device_class=SensorDeviceClass.TIMESTAMP,
        value=lambda bot: bot.last_signal_at,
    ),
)


async def async_setup_entry(
    hass: HomeAssistant,
    entry: TradehookConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add the sensors of the account, of its bots and of what they hold."""
    async_account_device(hass, entry)
    live = entry.data[CONF_ACCOUNT_TYPE] == ACCOUNT_TYPE_LIVE
    async_add_entities(
        AccountSensor(entry, description)
        for description in ACCOUNT_SENSORS
        if live or not description.live_only
    )
    async_add_entities([TotalEquitySensor(entry)])
    async_follow_markets(hass, entry, async_add_entities)

    def for_bot(bot_id: str) -> Iterable[BotEntity]:
        yield StatusSensor(hass, entry, bot_id)
        yield RefusalSensor(hass, entry, bot_id)
        for description in BOT_SENSORS:
            yield BotSensor(hass, entry, bot_id, description)

    def for_slot(slot: SlotKey) -> Iterable[BotEntity]:
        kinds = (PositionSensor, ProfitSensor, StopDistanceSensor)
        return tuple(kind(hass, entry, slot) for kind in kinds)

    async_follow_bots_and_slots(hass, entry, async_add_entities, for_bot=for_bot, for_slot=for_slot)


def _prices(followed: bool) -> tuple[Topic, ...]:
    return (MarkPriceChanged,) if followed else ()


class AccountSensor(AccountEntity, ThrottledSensor):
    """A number of an account."""

    entity_description: AccountSensorDescription

    def __init__(self, entry: TradehookConfigEntry, description: AccountSensorDescription) -> None:
        """Make the sensor that a description says."""
        super().__init__(entry, description.key)
        self.entity_description = description
        if description.money:
            self._attr_native_unit_of_measurement = self._account.currency
            self._attr_suggested_display_precision = display_precision(self._account.currency)

    @property
    @override
    def topics(self) -> tuple[Topic, ...]:
        """Follow the account, and all prices if they move the number."""
        return super().topics + _prices(self.entity_description.follows_prices)

    @property
    @override
    def available(self) -> bool:
        """Return whether the number can be known."""
        return self._account.connected or not self.entity_description.from_venue

    @property
    @override
    def present_value(self) -> Decimal | int | None:
        """Return the number."""
        value = self.entity_description.value(self._account)
        return shown(value) if isinstance(value, Decimal) else value

    @property
    @override
    def last_reset(self) -> datetime | None:
        """Return since when a total counts."""
        return self.entity_description.counts_since(self._account)

    @property
    @override
    def held(self) -> object:
        """Return what the number is made of: without open positions no price moves it."""
        account = self._account
        value = self.native_value
        if not (self.entity_description.follows_prices and account.open_positions):
            return self.available, value
        made_of = account.open_positions, account.invested, account.realized_profit
        return self.available, value is None, *made_of


class BotSensor(BotEntity, ThrottledSensor):
    """A number of a bot."""

    entity_description: BotSensorDescription

    def __init__(
        self,
        hass: HomeAssistant,
        entry: TradehookConfigEntry,
        bot_id: str,
        description: BotSensorDescription,
    ) -> None:
        """Make the sensor that a description says."""
        super().__init__(hass, entry, bot_id, description.key)
        self.entity_description = description
        if description.money:
            quote = self.bot.settings.quote
            self._attr_native_unit_of_measurement = quote
            self._attr_suggested_display_precision = display_precision(quote)

    @property
    @override
    def topics(self) -> tuple[Topic, ...]:
        """Follow the bot, and all prices if they move the number."""
        return super().topics + _prices(self.entity_description.follows_prices)

    @property
    @override
    def present_value(self) -> Decimal | int | str | datetime | None:
        """Return the number."""
        value = self.entity_description.value(self.bot)
        return shown(value) if isinstance(value, Decimal) else value

    @property
    @override
    def last_reset(self) -> datetime | None:
        """Return since when a total counts."""
        total = self.entity_description.state_class is SensorStateClass.TOTAL
        return self._account.reset_at if total else None

    @property
    @override
    def held(self) -> object:
        """Return what the number is made of."""
        bot = self.bot
        if not self.entity_description.follows_prices:
            return self.native_value
        return self.native_value is None, bot.open_positions, bot.invested, bot.realized_profit


class StatusSensor(BotEntity, SensorEntity):
    """What a bot does, and why."""

    _attr_device_class = SensorDeviceClass.ENUM
    _attr_translation_key = "status"

    def __init__(self, hass: HomeAssistant, entry: TradehookConfigEntry, bot_id: str) -> None:
        """Make the status of a bot."""
        super().__init__(hass, entry, bot_id, "status")
        self._attr_options = [status.value for status in BotStatus]

    @property
    @override
    def native_value(self) -> str:
        """Return the status."""
        return self.bot.status.value

    @property
    @override
    def extra_state_attributes(self) -> dict[str, Any]:
        """Return why the bot has its status."""
        return {"reason": self.bot.reason}
