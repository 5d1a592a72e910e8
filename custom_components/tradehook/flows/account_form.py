"""Fields of the flows of an account: what trading costs, what only futures have, and limits."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from homeassistant.data_entry_flow import section
import probatio

from ..const import (
    CONF_CURRENCY,
    CONF_FUNDING_RATE,
    CONF_HEDGE_MODE,
    CONF_MAKER_FEE,
    CONF_MARKET_TYPE,
    CONF_MAX_LEVERAGE,
    CONF_SLIPPAGE,
    CONF_STARTING_BALANCE,
    CONF_TAKER_FEE,
    MAX_BALANCE,
    MIN_BALANCE,
)
from ..trading.model.market import MarketType
from ..trading.reasons.text import plain
from ..trading.settings.account_limits import LIMIT_UNITS, LimitKind, LimitMode, LimitUnit
from .selectors import choice_of, decimal_box, percent_box, whole_box

SECTION_COSTS: Final = "costs"
PAPER_COSTS: Final = (CONF_MAKER_FEE, CONF_TAKER_FEE, CONF_SLIPPAGE)
LIVE_COSTS: Final = (CONF_TAKER_FEE, CONF_SLIPPAGE)
"""What an exchange takes, it takes: these are to know beforehand what an order will need."""
DEFAULTS: Final[Mapping[str, Any]] = {
    CONF_MARKET_TYPE: MarketType.SPOT.value,
    CONF_CURRENCY: "USDT",
    CONF_STARTING_BALANCE: "10000",
    CONF_MAKER_FEE: "0.1",
    CONF_TAKER_FEE: "0.1",
    CONF_SLIPPAGE: "0.05",
    CONF_MAX_LEVERAGE: 20,
    CONF_FUNDING_RATE: "0",
    CONF_HEDGE_MODE: False,
}


@dataclass(frozen=True, slots=True)
class _Range:
    """What a number may be, and the error that says so."""

    minimum: Decimal
    maximum: Decimal
    error: str


MAX_FUNDING_RATE: Final = Decimal(4)
"""In percent per 8 hours, and at least minus that: far more than the usual 0.01."""
_PERCENT: Final = _Range(Decimal(0), Decimal(10), "costs_out_of_range")
_RANGES: Final = {
    CONF_STARTING_BALANCE: _Range(
        Decimal(MIN_BALANCE), Decimal(MAX_BALANCE), "balance_out_of_range"
    ),
    CONF_MAKER_FEE: _PERCENT,
    CONF_TAKER_FEE: _PERCENT,
    CONF_SLIPPAGE: _PERCENT,
    CONF_MAX_LEVERAGE: _Range(Decimal(1), Decimal(125), "leverage_out_of_range"),
    CONF_FUNDING_RATE: _Range(-MAX_FUNDING_RATE, MAX_FUNDING_RATE, "funding_out_of_range"),
}


def required(shown: Mapping[str, Any], key: str) -> probatio.Required:
    """Return a field that shows what was answered before, or its default."""
    return probatio.Required(key, default=value_of(shown, key))


def cost_fields(
    shown: Mapping[str, Any], costs: Iterable[str] = PAPER_COSTS
) -> dict[probatio.Marker, Any]:
    """Return the fields of fees and slippage."""
    return {required(shown, key): percent_box(0, 10) for key in costs}


def cost_section(
    shown: Mapping[str, Any], costs: Iterable[str] = PAPER_COSTS
) -> dict[probatio.Marker, Any]:
    """Return the same, folded away."""
    fields = probatio.Schema(cost_fields(shown, costs))
    return {probatio.Optional(SECTION_COSTS): section(fields, {"collapsed": True})}


def futures_fields(shown: Mapping[str, Any]) -> dict[probatio.Marker, Any]:
    """Return the fields of leverage and funding."""
    most = float(MAX_FUNDING_RATE)
    return {
        required(shown, CONF_MAX_LEVERAGE): whole_box(1, 125),
        required(shown, CONF_FUNDING_RATE): percent_box(-most, most),
    }


def value_of(shown: Mapping[str, Any], key: str) -> Any:
    """Return what a field shows at first: numbers as JSON numbers, which is what the box takes."""
    value = shown.get(key, DEFAULTS[key])
    return float(value) if key in _RANGES and isinstance(value, str) else value


def plain_answers(user_input: Mapping[str, Any]) -> dict[str, Any]:
    """Flatten the section, and turn decimals into text so that JSON keeps every digit."""
    flat = {key: value for key, value in user_input.items() if key != SECTION_COSTS}
    flat |= user_input.get(SECTION_COSTS, {})
    return {k: plain(v) if isinstance(v, Decimal) else v for k, v in flat.items()}


def errors_of(user_input: Mapping[str, Any]) -> dict[str, str]:
    """Return the errors, keyed by field, or by section for what lies in one."""
    found = {}
    for key, value in user_input.items():
        inner = value if isinstance(value, Mapping) else {key: value}
        for name, number in inner.items():
            allowed = _RANGES.get(name)
            if allowed and not allowed.minimum <= number <= allowed.maximum:
                found[key] = allowed.error
    return found


MODE: Final = "mode"
VALUE: Final = "value"
UNIT: Final = "unit"
_COUNTS: Final = (LimitKind.OPEN_POSITIONS, LimitKind.OPENINGS_PER_MINUTE)
_SUGGESTED: Final[Mapping[LimitKind, float]] = {
    LimitKind.EXPOSURE: 200,
    LimitKind.BASE_EXPOSURE: 50,
    LimitKind.OPEN_RISK: 10,
    LimitKind.DAILY_LOSS: 5,
    LimitKind.DRAWDOWN: 20,
    LimitKind.OPEN_POSITIONS: 10,
    LimitKind.OPENINGS_PER_MINUTE: 10,
}
"""What the form shows for a limit that is off: money in % of the equity."""


def limit_fields(stored: Mapping[str, Any]) -> dict[probatio.Marker, Any]:
    """Return a section for each limit with what is set; those that are off are folded away."""
    fields: dict[probatio.Marker, Any] = {}
    for kind in LimitKind:
        known = stored.get(kind, {})
        mode = known.get(MODE, LimitMode.OFF.value)
        value = float(known.get(VALUE, _SUGGESTED[kind]))
        box: Any = decimal_box()
        if kind in _COUNTS:
            box, value = whole_box(1), int(value)
        elif kind is LimitKind.DRAWDOWN:
            box = percent_box()
        inner: dict[probatio.Marker, Any] = {
            probatio.Required(MODE, default=mode): choice_of(LimitMode, "limit_mode"),
            probatio.Required(VALUE, default=value): box,
        }
        if kind in LIMIT_UNITS:
            unit = known.get(UNIT, LimitUnit.EQUITY_PERCENTAGE.value)
            inner[probatio.Required(UNIT, default=unit)] = choice_of(LimitUnit, "limit_unit")
        folded = mode == LimitMode.OFF
        fields[probatio.Required(kind.value)] = section(
            probatio.Schema(inner), {"collapsed": folded}
        )
    return fields


def limit_errors(answers: Mapping[str, Any]) -> dict[str, str]:
    """Return the errors by section: a limit that is on needs a number that can be reached."""
    found = {}
    for kind in LimitKind:
        answer = answers[kind]
        value = Decimal(answer[VALUE])
        if answer[MODE] == LimitMode.OFF:
            continue
        if value <= 0:
            found[kind.value] = "limit_not_positive"
        elif kind is LimitKind.DRAWDOWN and value >= 100:
            found[kind.value] = "drawdown_too_large"
    return found


def limit_options(answers: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """Return answers as the options store them: numbers as text, so that no digit is lost."""
    return {
        kind.value: {
            name: plain(value) if isinstance(value, Decimal) else str(value)
            for name, value in answers[kind].items()
        }
        for kind in LimitKind
    }


def without_new_off(
    answers: Mapping[str, Mapping[str, str]], before: Mapping[str, Any]
) -> dict[str, Mapping[str, str]]:
    """Return limits without those that are off as they were: nobody has changed them."""
    return {
        kind: limit
        for kind, limit in answers.items()
        if kind in before or limit[MODE] != LimitMode.OFF
    }
