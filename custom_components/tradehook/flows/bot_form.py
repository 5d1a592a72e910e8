"""The fields of the bot's steps: which there are, what they take, and how they become settings."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from homeassistant.data_entry_flow import SectionConfig, section
from homeassistant.helpers.selector import (
    BooleanSelector,
    ObjectSelector,
    ObjectSelectorConfig,
    ObjectSelectorField,
    Selector,
    SelectSelector,
    SelectSelectorConfig,
    TextSelector,
    TextSelectorConfig,
)
import probatio

from ..trading.model.market import MarginMode, MarketType, Side
from ..trading.model.sections import CoolDownType, OrderType, Protection, StopOrderType, TimeFrame
from ..trading.reasons.text import plain
from ..trading.settings.settings import BreakEvenOffset, SizeType, Source
from .selectors import (
    DecimalSelector,
    NumberOrWord,
    choice,
    choice_of,
    decimal_box,
    percent_box,
    whole_box,
)


class Step(StrEnum):
    """A step of the flow."""

    ENTRY = "entry"
    EXITS = "exits"
    LIMITS = "limits"


type Fields = Mapping[str, Any]
"""Selectors by the name of the field."""
type Layout = Mapping[str, Fields]
"""Fields by the name of their section; "" holds those that stand above all sections."""

OPEN_SECTIONS: Final = frozenset({"take_profit_targets", "stop"})
"""Sections that are not collapsed."""
NO_PROTECTION: Final = "none"
_MINUTE: Final = 60
_DAY: Final = 86_400
_YEAR_MINUTES: Final = 525_600

# What a field of the form is in the settings, where the name alone doesn't say it.
_STOP: Final = {
    "stop_percentage": "stop_percentage",
    "stop_price": "stop_price",
    "stop_order_type": "order_type",
    "limit_percentage": "limit_percentage",
    "limit_price": "limit_price",
    "cool_down_amount": "cool_down_amount",
    "cool_down_time_frame": "cool_down_time_frame",
    "cool_down_type": "cool_down_type",
    "emergency_stop_percentage": "emergency_stop_percentage",
    "emergency_stop_price": "emergency_stop_price",
    "protection_type": "protection_type",
    "trailing_percentage": "trailing_percentage",
    "trailing_distance": "trailing_distance",
}
_EXPIRATION: Final = {"expiration_time": "time", "expiration_price": "price"}
_STOP_DEFAULTS: Final[Mapping[str, Any]] = {
    "stop_order_type": StopOrderType.MARKET.lower(),
    "cool_down_amount": 0,
    "cool_down_time_frame": TimeFrame.MINUTE.value,
    "cool_down_type": CoolDownType.TIMER.value,
    "protection_type": NO_PROTECTION,
}
_NESTED: Final = frozenset({"stop_loss", "entry_expiration", "auto_close"})
_SIGNIFICANT: Final = frozenset(_STOP) - {"cool_down_time_frame"}
"""Without any of these there is no stop."""
_WORDS: Final = frozenset({"stop_order_type", "protection_type"})
"""What the settings spell in capitals; translations know lower case only."""
_OPTIONAL: Final = frozenset(
    {
        "allowed_bases",
        "allowed_networks",
        "auto_close",
        "blocked_bases",
        "daily_loss_limit",
        "dca_orders",
        "emergency_stop_percentage",
        "emergency_stop_price",
        "expiration_price",
        "expiration_time",
        "limit_percentage",
        "limit_price",
        "max_consecutive_losses",
        "max_entry_size",
        "max_invested",
        "max_position_size",
        "max_price",
        "max_price_distance",
        "max_signal_age",
        "max_spread",
        "min_price",
        "min_quote_volume",
        "stop_percentage",
        "stop_price",
        "take_profit",
        "trailing_distance",
        "trailing_percentage",
    }
)
_OFF_IF_EMPTY: Final = frozenset({"max_position_size"})
"""What is off when it is empty, and on when nothing is said about it."""


def layout(
    step: Step, market_type: MarketType, quotes: Iterable[str], bases: Iterable[str]
) -> Layout:
    """Return the fields of a step for an account with these markets."""
    if step is Step.ENTRY:
        return _entry_layout(market_type, quotes)
    if step is Step.EXITS:
        return _exits_layout()
    return _limits_layout(bases)


def _entry_layout(market_type: MarketType, quotes: Iterable[str]) -> Layout:
    futures = {
        "leverage": whole_box(1, 125),
        "margin_mode": choice_of(MarginMode, "margin_mode"),
    }
    return {
        "": {
            "name": TextSelector(),
            "quote": choice(sorted(quotes, reverse=True)),
            "size_type": choice_of(SizeType, "size_type"),
            "size": decimal_box(),
        },
        **({"futures": futures} if market_type is MarketType.LINEAR else {}),
        "entry_details": {
            "order_type": choice_of(OrderType, "order_type"),
            "entry_deviation": percent_box(),
            "adjust_fee": BooleanSelector(),
            "expiration_time": decimal_box(0, _YEAR_MINUTES, unit="min"),
            "expiration_price": decimal_box(),
            "sides": _several([side.value for side in Side], "sides"),
            "time_limit": whole_box(5, 3600, unit="s"),
        },
    }


def _exits_layout() -> Layout:
    return {
        "take_profit_targets": {
            "take_profit": _ladder(
                "take_profit", "price_percentage", "position_percentage", "trailing_distance"
            ),
            "take_profit_source": choice_of(Source, "source"),
        },
        "stop": {
            "stop_percentage": percent_box(),
            "stop_loss_source": choice_of(Source, "source"),
            "require_stop_loss": BooleanSelector(),
        },
        "stop_details": {
            "stop_price": decimal_box(),
            "stop_order_type": choice_of(StopOrderType, "stop_order_type"),
            "limit_percentage": percent_box(),
            "limit_price": decimal_box(),
            "limit_stop_timeout": whole_box(1, _DAY, unit="s"),
            "stop_on_mark": BooleanSelector(),
            "cool_down_amount": whole_box(),
            "cool_down_time_frame": choice_of(TimeFrame, "time_frame"),
            "cool_down_type": choice_of(CoolDownType, "cool_down_type"),
            "emergency_stop_percentage": percent_box(),
            "emergency_stop_price": decimal_box(),
        },
        "protection": {
            "protection_type": choice(
                [NO_PROTECTION, *(kind.lower() for kind in Protection)], "protection_type"
            ),
            "trailing_percentage": decimal_box(unit="%"),
            "trailing_distance": percent_box(),
            "break_even_offset": NumberOrWord([BreakEvenOffset.FEES], "break_even_offset"),
        },
        "dca": {
            "dca_orders": _ladder("dca_orders", "price_percentage", "quantity_percentage"),
            "dca_source": choice_of(Source, "source"),
        },
        "closing": {"auto_close": decimal_box(0, _YEAR_MINUTES, unit="min")},
    }


def _limits_layout(bases: Iterable[str]) -> Layout:
    coins = SelectSelector(
        SelectSelectorConfig(options=sorted(bases), multiple=True, custom_value=True)
    )
    return {
        "": {
            "max_positions": whole_box(1, 1000),
            "max_positions_per_market": whole_box(1, 1000),
            "max_entry_size": decimal_box(),
        },
        "risk_limits": {
            "max_position_size": decimal_box(1, 1000),
            "max_invested": decimal_box(),
            "daily_loss_limit": decimal_box(),
            "max_consecutive_losses": whole_box(1, 1000),
            "cooldown": whole_box(0, _DAY, unit="s"),
        },
        "filters": {
            "allowed_bases": coins,
            "blocked_bases": coins,
            "min_price": decimal_box(),
            "max_price": decimal_box(),
            "min_quote_volume": decimal_box(),
            "max_price_distance": percent_box(),
            "max_signal_age": whole_box(1, _DAY, unit="s"),
            "max_spread": percent_box(),
        },
        "security": {
            "duplicate_window": whole_box(0, _DAY, unit="s"),
            "only_tradingview": BooleanSelector(),
            "allowed_networks": TextSelector(TextSelectorConfig(multiple=True)),
            "rate_limit": whole_box(1, 6000, unit="/min"),
            "strict_fields": BooleanSelector(),
        },
        "strategy": {
            "use_strategy_contracts": BooleanSelector(),
            "join_running_trade": BooleanSelector(),
        },
    }


def _several(options: list[str], translation_key: str) -> SelectSelector:
    return SelectSelector(
        SelectSelectorConfig(options=options, multiple=True, translation_key=translation_key)
    )


def _ladder(name: str, distance: str, share: str, *more: str) -> ObjectSelector:
    """Return a list of levels, each added and changed in a small dialog."""
    boxes = {distance: percent_box(), share: decimal_box(unit="%"), "price": decimal_box()}
    boxes |= {field: percent_box() for field in more}
    return ObjectSelector(
        ObjectSelectorConfig(
            fields={
                field: ObjectSelectorField(selector=box, required=True, default=100)
                if field == share
                else ObjectSelectorField(selector=box)
                for field, box in boxes.items()
            },
            multiple=True,
            label_field=distance,
            description_field=share,
            translation_key=name,
        )
    )


def schema(fields: Layout, values: Mapping[str, Any]) -> probatio.Schema:
    """Build a step's schema, filled with the values."""
    made: dict[Any, Any] = {}
    for name, group in fields.items():
        inner = {_marker(field, box, values.get(field)): box for field, box in group.items()}
        if name:
            options = SectionConfig(collapsed=name not in OPEN_SECTIONS)
            made[probatio.Optional(name)] = section(probatio.Schema(inner), options)
        else:
            made |= inner
    return probatio.Schema(made)


def _marker(field: str, box: Selector[Any], value: Any) -> probatio.Marker:
    if isinstance(box, DecimalSelector):
        value = _number(value)
    elif isinstance(box, ObjectSelector):
        value = [{key: _number(number) for key, number in row.items()} for row in value or ()]
    if field not in _OPTIONAL:
        return probatio.Required(field, default=value)
    if value is None or value == []:
        return probatio.Optional(field)
    return probatio.Optional(field, description={"suggested_value": value})


def _number(value: Any) -> Any:
    """Return a number as the browser's box takes it; text where a float would lose digits."""
    if not isinstance(value, str | Decimal):
        return value
    number = float(value)
    if Decimal(repr(number)) != Decimal(value):
        return str(value)
    return int(number) if number.is_integer() else number


def values_from(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of the fields for a bot's settings."""
    stop = settings.get("stop_loss") or {}
    expiration = settings.get("entry_expiration") or {}
    values = {name: value for name, value in settings.items() if name not in _NESTED}
    values |= _STOP_DEFAULTS
    values |= {field: stop[key] for field, key in _STOP.items() if stop.get(key) is not None}
    values |= {field: values[field].lower() for field in _WORDS}
    values |= {field: expiration.get(key) for field, key in _EXPIRATION.items()}
    if (seconds := settings.get("auto_close")) is not None:
        values["auto_close"] = round(Decimal(seconds) / _MINUTE, 4)
    return values


def merged(
    values: Mapping[str, Any], fields: Layout, user_input: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the values after a step: a section that was not sent is as it was."""
    changed = dict(values)
    for name, group in fields.items():
        sent = user_input.get(name) if name else user_input
        if sent is not None:
            changed |= {field: sent.get(field) for field in group}
    return changed


def settings_from_values(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values in the spelling of the settings, empty ones left out."""
    special = {*_STOP, *_EXPIRATION, "auto_close"}
    settings = {name: value for name, value in values.items() if name not in special}
    settings["stop_loss"] = _stop_loss(values)
    expiration = {key: values.get(field) for field, key in _EXPIRATION.items()}
    settings["entry_expiration"] = _filled(expiration) or None
    if (minutes := values.get("auto_close")) is not None:
        settings["auto_close"] = round(Decimal(minutes) * _MINUTE)
    off = {name: None for name in _OFF_IF_EMPTY if name in values}
    return {**off, **_filled(settings)}


def _stop_loss(values: Mapping[str, Any]) -> dict[str, Any] | None:
    if all(values.get(field) in (None, _STOP_DEFAULTS.get(field)) for field in _SIGNIFICANT):
        return None
    stop = {key: values.get(field) for field, key in _STOP.items()}
    if stop["protection_type"] == NO_PROTECTION:
        del stop["protection_type"]
    if not stop["cool_down_amount"]:
        del stop["cool_down_time_frame"]
    return _filled(stop)


def _filled(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {key: _plain(value) for key, value in fields.items() if value not in (None, "")}


def _plain(value: Any) -> Any:
    """Return numbers as text, so that none of their digits gets lost."""
    if isinstance(value, Mapping):
        return _filled(value)
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    if isinstance(value, Decimal):
        return plain(value)
    return str(value) if isinstance(value, float) else value


def section_of(fields: Layout, path: str) -> str:
    """Return where an error of the settings is shown: a section, a field, or the form itself."""
    head, _, rest = path.partition(".")
    name = head.partition("[")[0]
    if name == "stop_loss":
        name = next((field for field, key in _STOP.items() if key == rest), "stop_percentage")
    elif name == "entry_expiration":
        name = next((f for f, key in _EXPIRATION.items() if key == rest), "expiration_time")
    holders = (group_name or name for group_name, group in fields.items() if name in group)
    return next(holders, "base")
