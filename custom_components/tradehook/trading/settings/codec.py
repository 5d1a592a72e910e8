"""A bot's settings ↔ JSON-able data, with every error of the data and its path."""

from collections.abc import Callable, Mapping
from dataclasses import fields as fields_of
from decimal import Decimal
from enum import StrEnum
from ipaddress import ip_network
from typing import Any, Final, get_args, get_type_hints

from ..model.market import MarginMode, Side
from ..model.sections import OrderType
from ..reasons.reasons import FieldError
from ..reasons.text import plain
from ..signal.fields import values
from ..signal.fields.reader import FieldReader, ValidationReport
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
from .settings import BotSettings, BreakEvenOffset, SizeType, Source

DAY: Final = 86_400
YEAR: Final = 365 * DAY
_MAX_NAME = 100
_CAN_BE_OFF: Final = frozenset(
    name for name, hint in get_type_hints(BotSettings).items() if type(None) in get_args(hint)
)


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
    fields.require("name")
    fields.require("quote")
    found = {
        **_read_entry(fields),
        **_read_sections(fields),
        **_read_limits(fields),
        **_read_filters(fields),
        **_read_security(fields),
    }
    fields.finish()
    _check_together(fields, found)
    if errors := fields.report.errors:
        raise SettingsError(errors)
    given = {name for name in found if found[name] is not None or name in _CAN_BE_OFF & data.keys()}
    return BotSettings(**{name: found[name] for name in given})


def settings_as(settings: BotSettings) -> dict[str, Any]:
    """Return the settings as data from which `settings_from` makes the same settings again."""
    return {field.name: _data(getattr(settings, field.name)) for field in fields_of(settings)} | {
        "dca_orders": dca_rows(settings.dca_orders),
        "take_profit": take_profit_rows(settings.take_profit),
        "stop_loss": stop_loss_row(settings.stop_loss) if settings.stop_loss else None,
        "entry_expiration": (
            entry_expiration_row(settings.entry_expiration) if settings.entry_expiration else None
        ),
    }


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


def _read_entry(fields: FieldReader) -> dict[str, Any]:
    return {
        "name": fields.word("name", _MAX_NAME),
        "quote": fields.read("quote", _currency),
        "size_type": fields.choice("size_type", SizeType),
        "size": fields.positive("size"),
        "max_entry_size": fields.positive("max_entry_size"),
        "order_type": fields.choice("order_type", OrderType),
        "entry_deviation": fields.number("entry_deviation", 0, 99),
        "leverage": fields.whole("leverage", 1, 1000),
        "margin_mode": fields.choice("margin_mode", MarginMode),
        "adjust_fee": fields.flag("adjust_fee"),
        "entry_expiration": read_entry_expiration(fields),
        "sides": fields.read("sides", _sides),
        "require_stop_loss": fields.flag("require_stop_loss"),
        "time_limit": fields.whole("time_limit", 5, 3600),
    }


def _read_sections(fields: FieldReader) -> dict[str, Any]:
    return {
        "dca_orders": read_dca_orders(fields),
        "dca_source": fields.choice("dca_source", Source),
        "take_profit": read_take_profit(fields),
        "take_profit_source": fields.choice("take_profit_source", Source),
        "stop_loss": read_stop_loss(fields),
        "stop_loss_source": fields.choice("stop_loss_source", Source),
        "auto_close": fields.whole("auto_close", 1, YEAR),
        "break_even_offset": _read_offset(fields),
        "limit_stop_timeout": fields.whole("limit_stop_timeout", 1, DAY),
        "stop_on_mark": fields.flag("stop_on_mark"),
    }


def _read_offset(fields: FieldReader) -> Decimal | BreakEvenOffset | None:
    """Read the offset of break even: a number, or the word for the fees."""
    value = fields.source.get("break_even_offset")
    if isinstance(value, str) and value.strip().lower() == BreakEvenOffset.FEES:
        return fields.choice("break_even_offset", BreakEvenOffset)
    return fields.number("break_even_offset", 0, 99)


def _read_limits(fields: FieldReader) -> dict[str, Any]:
    return {
        "max_positions": fields.whole("max_positions", 1, 1000),
        "max_positions_per_market": fields.whole("max_positions_per_market", 1, 1000),
        "max_position_size": fields.number("max_position_size", 1, 1000),
        "max_invested": fields.positive("max_invested"),
        "daily_loss_limit": fields.positive("daily_loss_limit"),
        "max_consecutive_losses": fields.whole("max_consecutive_losses", 1, 1000),
        "cooldown": fields.whole("cooldown", 0, YEAR),
    }


def _read_filters(fields: FieldReader) -> dict[str, Any]:
    return {
        "allowed_bases": fields.read("allowed_bases", _texts(_currency, frozenset)),
        "blocked_bases": fields.read("blocked_bases", _texts(_currency, frozenset)),
        "min_price": fields.positive("min_price"),
        "max_price": fields.positive("max_price"),
        "min_quote_volume": fields.positive("min_quote_volume"),
        "max_price_distance": fields.positive("max_price_distance"),
        "max_signal_age": fields.whole("max_signal_age", 1, YEAR),
        "max_spread": fields.positive("max_spread"),
    }


def _read_security(fields: FieldReader) -> dict[str, Any]:
    return {
        "duplicate_window": fields.whole("duplicate_window", 0, DAY),
        "only_tradingview": fields.flag("only_tradingview"),
        "allowed_networks": fields.read("allowed_networks", _texts(_network, tuple)),
        "rate_limit": fields.whole("rate_limit", 1, 6000),
        "strict_fields": fields.flag("strict_fields"),
        "use_strategy_contracts": fields.flag("use_strategy_contracts"),
        "join_running_trade": fields.flag("join_running_trade"),
    }


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


def _sides(value: object) -> frozenset[Side]:
    if not isinstance(value, list | tuple | set | frozenset):
        raise InvalidValue("must be a list of long, short or both")
    found = frozenset(values.choice(item, Side) for item in value)
    if not found:
        raise InvalidValue("must allow at least one side")
    return found
