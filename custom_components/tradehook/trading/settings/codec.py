"""A bot's settings ↔ JSON-able data, with every error of the data and its path."""

from collections.abc import Callable, Mapping
from dataclasses import fields as fields_of
from decimal import Decimal
from enum import StrEnum
from ipaddress import ip_network
from typing import Any, Final

from ..reasons.reasons import FieldError
from ..reasons.text import plain
from ..signal.fields import values
from ..signal.fields.reader import FieldReader
from ..signal.fields.report import ValidationReport
from ..signal.fields.section_rows import (
    dca_rows,
    entry_expiration_row,
    stop_loss_row,
    take_profit_rows,
)
from ..signal.fields.sections import (
    read_dca_orders,
    read_entry_expiration,
    read_stop_loss,
    read_take_profit,
    too_few_targets,
)
from ..signal.fields.values import InvalidValue
from ..signal.price_checks import check_prices
from .schema import SETTINGS
from .setting import Kind, Setting
from .settings import BotSettings, SizeType, Source


class SettingsError(Exception):
    """The data are no settings of a bot; `errors` says why, field by field."""

    def __init__(self, errors: tuple[FieldError, ...]) -> None:
        super().__init__("; ".join(f"{error.path} {error.message}" for error in errors))
        self.errors = errors


def settings_from(data: Mapping[str, object]) -> BotSettings:
    """Return the settings that the data spell; what they leave out has its default.

    So has null, but where a setting can be off: there null is off. Raises SettingsError with all
    errors.
    """
    fields = FieldReader(data, ValidationReport(lenient=False))
    for setting in SETTINGS.values():
        if setting.is_required:
            fields.require(setting.name)
    found = {
        field.name: _READERS[SETTINGS[field.name].kind](fields, SETTINGS[field.name])
        for field in fields_of(BotSettings)
    }
    fields.finish()
    _check_together(fields, found)
    if errors := fields.report.errors:
        raise SettingsError(errors)
    given = {name for name in found if found[name] is not None or _is_off(name, data)}
    return BotSettings(**{name: found[name] for name in given})


def settings_as(settings: BotSettings) -> dict[str, Any]:
    """Return the settings as data from which `settings_from` makes the same settings again."""
    hidden = {
        name
        for name, setting in SETTINGS.items()
        if not setting.shown and getattr(settings, name) == setting.default
    }
    data = {field.name: _data(getattr(settings, field.name)) for field in fields_of(settings)} | {
        "dca_orders": dca_rows(settings.dca_orders),
        "take_profit": take_profit_rows(settings.take_profit),
        "stop_loss": stop_loss_row(settings.stop_loss) if settings.stop_loss else None,
        "entry_expiration": (
            entry_expiration_row(settings.entry_expiration) if settings.entry_expiration else None
        ),
    }
    return {name: value for name, value in data.items() if name not in hidden}


def _data(value: object) -> object:
    match value:
        case Decimal():
            return plain(value)
        case StrEnum():
            return value.value
        case frozenset():
            return sorted(str(item) for item in value)
        case tuple():
            return list(value)
        case _:
            return value


def _is_off(name: str, data: Mapping[str, object]) -> bool:
    """Return whether null, where the data say it, is more than left out."""
    return SETTINGS[name].can_be_off and name in data


def _read_number(fields: FieldReader, setting: Setting) -> Decimal | None:
    return fields.number(setting.name, setting.minimum, _most(setting))


def _read_whole(fields: FieldReader, setting: Setting) -> int | None:
    return fields.whole(setting.name, setting.minimum, _most(setting))


def _read_choice(fields: FieldReader, setting: Setting) -> StrEnum | None:
    return fields.choice(setting.name, _choices(setting))


def _read_choices(fields: FieldReader, setting: Setting) -> frozenset[StrEnum] | None:
    return fields.read(
        setting.name, lambda value: _several(value, _choices(setting), none=setting.optional)
    )


def _read_number_or_word(fields: FieldReader, setting: Setting) -> Decimal | StrEnum | None:
    value = fields.source.get(setting.name)
    if isinstance(value, str) and value.strip().lower() in set(_choices(setting)):
        return _read_choice(fields, setting)
    return _read_number(fields, setting)


def _read_object(fields: FieldReader, setting: Setting) -> object:
    return _OBJECTS[setting.name](fields)


def _most(setting: Setting) -> int:
    assert setting.maximum is not None
    return setting.maximum


def _choices(setting: Setting) -> type[StrEnum]:
    assert setting.choices is not None
    return setting.choices


def _check_together(fields: FieldReader, found: Mapping[str, Any]) -> None:
    """Check what each field allows and all of them together don't."""
    percent = found["size_type"] not in (None, SizeType.QUOTE_AMOUNT)
    if percent and found["size"] is not None and found["size"] > 100:
        fields.error("size", "must be at most 100 %")
    lowest, highest = found["min_price"], found["max_price"]
    if lowest is not None and highest is not None and lowest > highest:
        fields.error("max_price", "must not be below `min_price`")
    if both := (found["allowed_bases"] or frozenset()) & (found["blocked_bases"] or frozenset()):
        fields.error("blocked_bases", f"contradicts `allowed_bases`: {', '.join(sorted(both))}")
    stop, targets = found["stop_loss"], found["take_profit"]
    if found["take_profit_source"] is Source.BOT:
        error = too_few_targets(stop, len(targets))
        if error is not None:
            fields.error(error.path, error.message, error.code)
    if found["sides"] is not None and len(found["sides"]) == 1:
        for error in check_prices(
            next(iter(found["sides"])),
            None,
            dca_orders=found["dca_orders"],
            take_profit=targets,
            stop_loss=stop,
        ):
            fields.error(error.path, error.message, error.code)


def _texts[T](
    convert: Callable[[object], str], collect: Callable[[list[str]], T]
) -> Callable[[object], T]:
    def read(value: object) -> T:
        if not isinstance(value, list | tuple | set | frozenset):
            raise InvalidValue("must be a list of texts")
        return collect([convert(item) for item in value])

    return read


def _currency(value: object) -> str:
    return values.text(value, 32).upper()


def _network(value: object) -> str:
    word = values.text(value, 64)
    try:
        ip_network(word, strict=False)
    except ValueError:
        raise InvalidValue("must be IP addresses or networks such as 192.168.1.0/24") from None
    return word


def _several[E: StrEnum](value: object, kind: type[E], *, none: bool) -> frozenset[E]:
    if not isinstance(value, list | tuple | set | frozenset):
        words = ", ".join(member.value for member in kind)
        raise InvalidValue(f"must be a list of {words}{' or both' if len(kind) == 2 else ''}")
    found = frozenset(values.choice(item, kind) for item in value)
    if not found and not none:
        raise InvalidValue("must allow at least one side")
    return found


_OBJECTS: Final[Mapping[str, Callable[[FieldReader], object]]] = {
    "dca_orders": read_dca_orders,
    "entry_expiration": read_entry_expiration,
    "stop_loss": read_stop_loss,
    "take_profit": read_take_profit,
}
_READERS: Final[Mapping[Kind, Callable[[FieldReader, Setting], Any]]] = {
    Kind.TEXT: lambda fields, setting: fields.word(setting.name, _most(setting)),
    Kind.CURRENCY: lambda fields, setting: fields.read(setting.name, _currency),
    Kind.CURRENCIES: lambda fields, setting: fields.read(
        setting.name, _texts(_currency, frozenset)
    ),
    Kind.NETWORKS: lambda fields, setting: fields.read(setting.name, _texts(_network, tuple)),
    Kind.FLAG: lambda fields, setting: fields.flag(setting.name),
    Kind.CHOICE: _read_choice,
    Kind.CHOICES: _read_choices,
    Kind.WHOLE: _read_whole,
    Kind.NUMBER: _read_number,
    Kind.AMOUNT: lambda fields, setting: fields.positive(setting.name, setting.maximum),
    Kind.DISTANCE: lambda fields, setting: fields.distance(setting.name, setting.maximum),
    Kind.NUMBER_OR_WORD: _read_number_or_word,
    Kind.ROWS: _read_object,
    Kind.SECTION: _read_object,
}
