"""The list of exchanges as the flows show it."""

from collections.abc import Iterable
from typing import Final

from homeassistant.helpers.selector import (
    SelectOptionDict,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
)

from ..exchanges.venues.model import SupportLevel, Venue
from ..exchanges.venues.table import VENUES
from .selectors import choice

_CODES: Final = {code.lower(): code for code in VENUES}
"""By what the lists call them: keys of translations are in lower case."""


def ordered() -> list[Venue]:
    """Return the exchanges as they are listed: those first that are tested best."""
    return sorted(
        VENUES.values(),
        key=lambda venue: (venue.level is not SupportLevel.WIRE_TESTED, venue.name.casefold()),
    )


def account_choice() -> SelectSelector:
    """Return the list for live accounts, where each exchange tells how well it is tested."""
    return choice(_keys(ordered()), "exchange")


def venue_choice() -> SelectSelector:
    """Return the list for prices, which are read the same way everywhere."""
    named = sorted(VENUES.values(), key=lambda venue: venue.name.casefold())
    options = [SelectOptionDict(value=venue.code.lower(), label=venue.name) for venue in named]
    return SelectSelector(SelectSelectorConfig(options=options, mode=SelectSelectorMode.DROPDOWN))


def code_of(chosen: str) -> str:
    """Return the code of what was chosen in a list."""
    return _CODES[chosen]


def _keys(venues: Iterable[Venue]) -> list[str]:
    return [venue.code.lower() for venue in venues]
