"""The sensors of what a bot holds in one market and side."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import override

from homeassistant.components.sensor import SensorDeviceClass, SensorStateClass
from homeassistant.const import MATCH_ALL, PERCENTAGE
from homeassistant.core import HomeAssistant

from ..accounts.entry import TradehookConfigEntry
from ..entity import SlotEntity
from ..execution.common.events import MarkPriceChanged, Topic
from ..execution.common.row_views import POSITION_ATTRIBUTES, view
from ..execution.common.serializers import has_no_stop, position_row
from ..execution.common.slots import SlotKey
from ..trading.model.facts import StopCause
from ..trading.model.market import Market
from ..trading.model.order import Purpose
from ..trading.model.position import Position
from ..trading.reasons.money import money
from .formatting import shown
from .market_numbers import Attributes, numbers_of
from .throttled_sensor import ThrottledSensor


class PositionSensor(SlotEntity, ThrottledSensor):
    """Whether the bot holds something, with all details as attributes."""

    _attr_device_class = SensorDeviceClass.ENUM
    # The history of positions is the ledger's; orders would outgrow the recorder's limit.
    _unrecorded_attributes = frozenset({MATCH_ALL})

    def __init__(self, hass: HomeAssistant, entry: TradehookConfigEntry, slot: SlotKey) -> None:
        """Make the sensor of a slot."""
        super().__init__(hass, entry, slot, "position")
        self._attr_options = ["flat", "pending", "open", "closing"]
        self._rows: dict[str, tuple[Position, Attributes]] = {}
        """What was shown of each position: one of many changes at a time."""

    @property
    @override
    def present_value(self) -> str | None:
        """Return what the positions come to; None when one of them can't be read."""
        return self._account.slot_state(self.slot)

    @property
    @override
    def held(self) -> object:
        """Return the positions, but not where a trailing stop stands: it may move every second."""
        tags = self._account.notes.tags
        found = self._account.slot_positions(self.slot)
        return [(_without_trail(one), tags(one.position_id)) for one in found]

    @property
    @override
    def written(self) -> tuple[object, ...]:
        """Return everything: the stop is an attribute."""
        return self.native_value, self.extra_state_attributes

    @property
    @override
    def extra_state_attributes(self) -> Attributes:
        """Return the one position, or the sums of several with all of them in `positions`."""
        market = {"symbol": self.slot.symbol, "side": self.slot.side.value}
        positions = self._shown()
        match positions:
            case []:
                return market
            case [position]:
                return market | position
            case _:
                listed = self._account.exchange.markets.get(self.slot.symbol)
                held = [position for position, _ in self._rows.values()]
                return market | _sums(held, listed) | {"positions": positions}

    def _shown(self) -> list[Attributes]:
        rows: dict[str, tuple[Position, Attributes]] = {}
        for position in self._account.slot_positions(self.slot):
            position_id = position.position_id
            known = self._rows.get(position_id)
            if known is None or known[0] is not position:
                market = self._account.exchange.markets.get(self.slot.symbol)
                row = position_row(position, None)  # nothing of it that a price moves is shown
                known = position, numbers_of(view(row, POSITION_ATTRIBUTES), market)
            rows[position_id] = (
                position,
                {**known[1], "tags": self._account.notes.tags(position_id)},
            )
        self._rows = rows
        return [row for _, row in rows.values()]


def _without_trail(position: Position) -> Position:
    waiting = position.waiting
    waits = waiting is not None and waiting.why is StopCause.TRAILING
    if not position.stop_trails and not waits:
        return position
    others = {
        order.client_order_id: order
        for order in position.orders.values()
        if order.purpose is not Purpose.STOP_LOSS
    }
    return replace(
        position, stop_price=None, stop_limit=None, best_price=None, waiting=None, orders=others
    )


def _sums(positions: Sequence[Position], market: Market | None) -> Attributes:
    size = sum((position.size for position in positions), Decimal(0))
    invested = sum((position.invested for position in positions), Decimal(0))
    row = {
        "size": money(size),
        "entry_price": money(invested / size) if size else None,
        "invested": money(invested),
        "no_stop": any(has_no_stop(position) for position in positions),
    }
    return numbers_of(row, market)


class SlotPercentageSensor(SlotEntity, ThrottledSensor):
    """A percentage of what is held in a slot, which its market's prices move."""

    _attr_native_unit_of_measurement = PERCENTAGE
    _attr_state_class = SensorStateClass.MEASUREMENT
    _attr_suggested_display_precision = 2

    @property
    @override
    def topics(self) -> tuple[Topic, ...]:
        """Follow the slot and the prices of its market."""
        return (*super().topics, (MarkPriceChanged, self.slot.symbol))


class ProfitSensor(SlotPercentageSensor):
    """The profit of what is held, realised and unrealised, in percent of all entries' cost."""

    def __init__(self, hass: HomeAssistant, entry: TradehookConfigEntry, slot: SlotKey) -> None:
        """Make the sensor of a slot."""
        super().__init__(hass, entry, slot, "profit")

    @property
    @override
    def present_value(self) -> Decimal | None:
        """Return the profit; unknown when flat."""
        profit = self._account.slot_profit(self.slot)
        return None if profit is None else shown(profit)

    @property
    @override
    def held(self) -> object:
        """Return what the profit is of, and whether it is known."""
        return self.native_value is None, [
            (position.position_id, position.size, position.realized_profit)
            for position in self._account.slot_positions(self.slot)
        ]


class StopDistanceSensor(SlotPercentageSensor):
    """How far the price is from the nearest stop of what is held, in % of the price."""

    _attr_entity_registry_enabled_default = False

    def __init__(self, hass: HomeAssistant, entry: TradehookConfigEntry, slot: SlotKey) -> None:
        """Make the sensor of a slot."""
        super().__init__(hass, entry, slot, "stop_distance")

    @property
    @override
    def present_value(self) -> Decimal | None:
        """Return the distance, below 0 where the stop is passed; unknown without a stop."""
        price = self._account.last_price(self.slot.symbol)
        stops = self._stops()
        if not price or not stops:
            return None
        return shown(min((price - stop) * self.slot.side.sign / price * 100 for stop in stops))

    def _stops(self) -> list[Decimal]:
        held = (one for one in self._account.slot_positions(self.slot) if one.size)
        return [one.stop_price for one in held if one.stop_price is not None]

    @property
    @override
    def held(self) -> object:
        """Return whether it is known, and the stops but those that trail: these follow prices."""
        found = self._account.slot_positions(self.slot)
        stops = [one.stop_price for one in found if one.size and not one.stop_trails]
        return self.native_value is None, stops
