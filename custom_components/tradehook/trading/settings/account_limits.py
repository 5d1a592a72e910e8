"""The account's own limits, as its options store them."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final


class LimitKind(StrEnum):
    """What of an account is limited."""

    EXPOSURE = "exposure"
    """Worth of all positions and of what may still be bought, long and short added."""
    BASE_EXPOSURE = "base_exposure"
    """The same in one base currency."""
    OPEN_RISK = "open_risk"
    """What all stops would lose together; without a stop the whole worth."""
    DAILY_LOSS = "daily_loss"
    """What was lost since midnight, open results in it."""
    DRAWDOWN = "drawdown"
    """How far the own result lies below its highest, in % of the equity that it began with."""
    OPEN_POSITIONS = "open_positions"
    OPENINGS_PER_MINUTE = "openings_per_minute"


class LimitMode(StrEnum):
    """What a limit that is reached does."""

    OFF = "off"
    WARN = "warn"
    BLOCK = "block"


class LimitUnit(StrEnum):
    """What the number of a limit on money is of."""

    AMOUNT = "amount"
    """The account's currency."""
    EQUITY_PERCENTAGE = "equity_percentage"


IN_MONEY = frozenset(
    {LimitKind.EXPOSURE, LimitKind.BASE_EXPOSURE, LimitKind.OPEN_RISK, LimitKind.DAILY_LOSS}
)
"""The limits that can be told as an amount, or in % of the equity."""
ON_RESULTS = (LimitKind.DAILY_LOSS, LimitKind.DRAWDOWN)
"""The limits that lock new exposure until somebody, or midnight, lifts the lock."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountLimit:
    """One limit that is on: a number of its unit; drawdown is in %, and the others are counts."""

    mode: LimitMode
    value: Decimal
    unit: LimitUnit = LimitUnit.AMOUNT

    @property
    def blocks(self) -> bool:
        """Return whether it refuses."""
        return self.mode is LimitMode.BLOCK


type AccountLimits = Mapping[LimitKind, AccountLimit]
"""The limits of an account that are on."""

LIMIT_UNITS: Final[Mapping[LimitKind, tuple[LimitUnit, ...]]] = MappingProxyType(
    {kind: tuple(LimitUnit) for kind in LimitKind if kind in IN_MONEY}
)
"""The units that a limit's number may have, where there is a choice."""


def limits_from(options: Mapping[str, Any]) -> AccountLimits:
    """Return the limits that are on: `{kind: {mode, value, unit}}`, values as text."""
    found: dict[LimitKind, AccountLimit] = {}
    for kind in LimitKind:
        stored = options.get(kind)
        if stored is None:
            continue
        mode = LimitMode(stored["mode"])
        if mode is not LimitMode.OFF:
            found[kind] = AccountLimit(
                mode=mode,
                value=Decimal(stored["value"]),
                unit=LimitUnit(stored.get("unit", LimitUnit.AMOUNT)),
            )
    return found
