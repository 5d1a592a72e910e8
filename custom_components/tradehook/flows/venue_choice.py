"""The list of exchanges as the flows show it."""

from collections.abc import Iterable

from homeassistant.helpers.selector import (
    SelectOptionDict,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
)

from ..exchanges.venues.catalogue import VENUES
from ..exchanges.venues.model.access import SupportLevel
from ..exchanges.venues.model.venue import Venue
from .selectors import choice


def ordered() -> list[Venue]:
    """Return the exchanges as they are listed: those first that are tested best."""
    return sorted(
        VENUES.values(),
        key=lambda venue: (venue.level is not SupportLevel.PROVEN, venue.name.casefold()),
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
    """Return the code of what was chosen in a list, where keys are in lower case; KeyError."""
    return {code.lower(): code for code in VENUES}[chosen]


def _keys(venues: Iterable[Venue]) -> list[str]:
    return [venue.code.lower() for venue in venues]
