"""Fields of the flows' forms: what is typed as money becomes a Decimal, never a float."""

from collections.abc import Iterable
from decimal import Context, Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, Final, override

from homeassistant.helpers.selector import (
    NumberSelector,
    NumberSelectorConfig,
    NumberSelectorMode,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
)
import probatio

MAX_LENGTH: Final = 64
_EXACT: Final = Context(prec=MAX_LENGTH)


class DecimalSelector(NumberSelector):
    """A number box whose value is the Decimal that was typed.

    Its range steers the browser only: the flow refuses what lies outside with a sentence of its
    own, where Home Assistant would say "Value 0.0 is too small" above the form.
    """

    @override
    def __call__(self, data: Any) -> Decimal:  # type: ignore[override]
        """Return the number as it was typed; raises probatio.Invalid when it isn't one."""
        if isinstance(data, bool) or not isinstance(data, str | int | float | Decimal):
            raise probatio.Invalid("expected a number")
        text = str(data).strip()
        if len(text) > MAX_LENGTH:
            raise probatio.Invalid("expected a shorter number")
        try:
            value = Decimal(text)
        except InvalidOperation as err:
            raise probatio.Invalid("expected a number") from err
        if not value.is_finite() or abs(value.adjusted()) > MAX_LENGTH:
            raise probatio.Invalid("expected a number of a usual size")
        return value.normalize(_EXACT)


class WholeSelector(DecimalSelector):
    """A number box whose value is an int."""

    @override
    def __call__(self, data: Any) -> int:  # type: ignore[override]
        """Return the number; raises probatio.Invalid when it isn't a whole one."""
        value = super().__call__(data)
        if value != value.to_integral_value():
            raise probatio.Invalid("expected a whole number")
        return int(value)


class NumberOrWord(SelectSelector):
    """A list of words into which a number can be typed instead; its value is text."""

    def __init__(self, words: Iterable[str], translation_key: str) -> None:
        """Offer the words."""
        config = SelectSelectorConfig(
            options=list(words),
            custom_value=True,
            mode=SelectSelectorMode.DROPDOWN,
            translation_key=translation_key,
        )
        super().__init__(config)

    @override
    def __call__(self, data: Any) -> Any:
        """Return what was chosen or typed; a number may come as one."""
        is_number = isinstance(data, int | float | Decimal) and not isinstance(data, bool)
        return super().__call__(str(data) if is_number else data)


def decimal_box(
    minimum: float = 0, maximum: float | None = None, *, unit: str | None = None
) -> DecimalSelector:
    """Return a box for an amount, a price or another exact number."""
    return DecimalSelector(_config(minimum, maximum, unit, step="any"))


def percent_box(minimum: float = 0, maximum: float = 100) -> DecimalSelector:
    """Return a box for a percentage."""
    return decimal_box(minimum, maximum, unit="%")


def whole_box(
    minimum: int = 0, maximum: int | None = None, *, unit: str | None = None
) -> WholeSelector:
    """Return a box for a whole number."""
    return WholeSelector(_config(minimum, maximum, unit, step=1))


def choice_of(kind: type[StrEnum], translation_key: str) -> SelectSelector:
    """Return a list of an enumeration's values, named by the selector's translations."""
    return choice([member.value.lower() for member in kind], translation_key)


def choice(options: Iterable[str], translation_key: str | None = None) -> SelectSelector:
    """Return a drop-down list."""
    config = SelectSelectorConfig(options=list(options), mode=SelectSelectorMode.DROPDOWN)
    if translation_key is not None:
        config["translation_key"] = translation_key
    return SelectSelector(config)


def _config(
    minimum: float, maximum: float | None, unit: str | None, step: Any
) -> NumberSelectorConfig:
    config = NumberSelectorConfig(min=minimum, step=step, mode=NumberSelectorMode.BOX)
    if maximum is not None:
        config["max"] = maximum
    if unit is not None:
        config["unit_of_measurement"] = unit
    return config
