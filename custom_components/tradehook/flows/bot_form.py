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

from ..trading.model.market import MarketType
from ..trading.reasons.text import plain
from ..trading.settings.schema import SCHEMA, parts_of
from ..trading.settings.setting import Kind, Setting, Step
from .selectors import DecimalSelector, NumberOrWord, choice, decimal_box, whole_box

type Fields = Mapping[str, Any]
"""Selectors by the name of the field."""
type Layout = Mapping[str, Fields]
"""Fields by the name of their section; "" holds those that stand above all sections."""

OPEN_SECTIONS: Final = frozenset({"take_profit_targets", "stop"})
"""Sections that are not collapsed."""
FILLED_BY: Final = {"dca": "dca_orders"}
"""Sections that are not collapsed once a preset or a person has filled a field of theirs in."""
NO_PROTECTION: Final = "none"
_MINUTE: Final = 60
_CAPITALS: Final = frozenset(
    row.name for row in SCHEMA if row.choices and any(word.isupper() for word in row.choices)
)
"""What the settings spell in capitals; translations know lower case only."""
_STOP: Final = {row.name: row.stored_key for row in parts_of("stop_loss")}
_EXPIRATION: Final = {row.name: row.stored_key for row in parts_of("entry_expiration")}
_STOP_DEFAULTS: Final[Mapping[str, Any]] = {
    "protection_type": NO_PROTECTION,
    **{
        row.name: row.default.lower() if isinstance(row.default, StrEnum) else row.default
        for row in parts_of("stop_loss")
        if row.default is not None
    },
}
_IN_MINUTES: Final = frozenset(row.name for row in SCHEMA if row.shown_in_minutes)
_NESTED: Final = _IN_MINUTES | {row.name for row in SCHEMA if row.kind is Kind.SECTION}
_SIGNIFICANT: Final = frozenset(_STOP) - {"cool_down_time_frame"}
"""Without any of these there is no stop."""
_OPTIONAL: Final = frozenset(row.name for row in SCHEMA if row.optional)
_OFF_IF_EMPTY: Final = frozenset(
    row.name for row in SCHEMA if row.can_be_off and row.default is not None
)
"""What is off when it is empty, and on when nothing is said about it."""


def layout(
    step: Step, market_type: MarketType, quotes: Iterable[str], bases: Iterable[str]
) -> Layout:
    """Return the fields of a step for an account with these markets."""
    names = {Kind.CURRENCY: sorted(quotes, reverse=True), Kind.CURRENCIES: sorted(bases)}
    groups: dict[str, dict[str, Any]] = {}
    for row in SCHEMA:
        if row.step is not step or row.kind is Kind.SECTION or not row.shown:
            continue
        if row.futures_only and market_type is not MarketType.LINEAR:
            continue
        groups.setdefault(row.section, {})[row.name] = _box(row, names.get(row.kind, []))
    return groups


def _box(row: Setting, currencies: list[str]) -> Selector[Any]:
    """Return what asks for a setting."""
    match row.kind:
        case Kind.TEXT:
            return TextSelector()
        case Kind.NETWORKS:
            return TextSelector(TextSelectorConfig(multiple=True))
        case Kind.FLAG:
            return BooleanSelector()
        case Kind.CURRENCY:
            return choice(currencies)
        case Kind.CURRENCIES:
            return SelectSelector(
                SelectSelectorConfig(options=currencies, multiple=True, custom_value=True)
            )
        case Kind.ROWS:
            return _rows_box(row)
        case Kind.CHOICE | Kind.CHOICES | Kind.NUMBER_OR_WORD:
            return _choices_box(row)
        case _:
            return _number_box(row)


def _number_box(row: Setting) -> Selector[Any]:
    if row.shown_in_minutes:
        most = None if row.maximum is None else row.maximum // _MINUTE
        return decimal_box(row.minimum // _MINUTE, most, unit="min")
    make = whole_box if row.kind is Kind.WHOLE else decimal_box
    return make(row.minimum, row.maximum, unit=row.unit)


def _choices_box(row: Setting) -> Selector[Any]:
    assert row.choices is not None
    assert row.choices_name is not None
    words = [member.value.lower() for member in row.choices]
    if row.kind is Kind.NUMBER_OR_WORD:
        return NumberOrWord(words, row.choices_name)
    if row.kind is Kind.CHOICES:
        return SelectSelector(
            SelectSelectorConfig(options=words, multiple=True, translation_key=row.choices_name)
        )
    unset = [_STOP_DEFAULTS[row.name]] if row.part_of and row.default is None else []
    return choice([*unset, *words], row.choices_name)


def _rows_box(row: Setting) -> ObjectSelector:
    """Return a list of objects, each added and changed in a small dialog."""
    boxes = {
        column.name: decimal_box(0, column.maximum, unit=column.unit) for column in row.columns
    }
    distance, share, *_ = boxes
    return ObjectSelector(
        ObjectSelectorConfig(
            fields={
                column.name: ObjectSelectorField(selector=boxes[column.name])
                if column.default is None
                else ObjectSelectorField(
                    selector=boxes[column.name], required=True, default=column.default
                )
                for column in row.columns
            },
            multiple=True,
            label_field=distance,
            description_field=share,
            translation_key=row.name,
        )
    )


def schema(fields: Layout, values: Mapping[str, Any]) -> probatio.Schema:
    """Build a step's schema, filled with the values."""
    made: dict[Any, Any] = {}
    for name, group in fields.items():
        inner = {_marker(field, box, values.get(field)): box for field, box in group.items()}
        if name:
            shown = name in OPEN_SECTIONS or values.get(FILLED_BY.get(name, ""))
            options = SectionConfig(collapsed=not shown)
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
    values |= {field: values[field].lower() for field in _CAPITALS}
    values |= {field: expiration.get(key) for field, key in _EXPIRATION.items()}
    for name in _IN_MINUTES:
        if (seconds := settings.get(name)) is not None:
            values[name] = round(Decimal(seconds) / _MINUTE, 4)
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


def carried_over(
    shown: Mapping[str, Any], answered: Mapping[str, Any], stored: Mapping[str, Any]
) -> dict[str, Any]:
    """Return what is stored with what was changed of what had been shown, and nothing else."""
    names = shown.keys() | answered.keys()
    changed = {name for name in names if answered.get(name) != shown.get(name)}
    kept = {name: value for name, value in stored.items() if name not in changed}
    return kept | {name: value for name, value in answered.items() if name in changed}


def settings_from_values(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values in the spelling of the settings, empty ones left out."""
    special = {*_STOP, *_EXPIRATION, *_IN_MINUTES}
    settings = {name: value for name, value in values.items() if name not in special}
    settings["stop_loss"] = _stop_loss(values)
    expiration = {key: values.get(field) for field, key in _EXPIRATION.items()}
    settings["entry_expiration"] = _filled(expiration) or None
    for name in _IN_MINUTES:
        if (minutes := values.get(name)) is not None:
            settings[name] = round(Decimal(minutes) * _MINUTE)
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
