"""Finds out in which of an exchange's regions an account is: each is asked with the key."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

from ..const import CONF_ENVIRONMENT, CONF_EXCHANGE, CONF_REGION
from ..exchanges.venues.catalogue import venue
from ..exchanges.venues.model.access import Environment, Region
from .account_flow import Failure
from .venue_check import VenueFacts

type Trial = Callable[[Mapping[str, Any]], Awaitable[VenueFacts | Failure]]
"""Tries an account whose entry would have these data."""

_NOWHERE: Final = "key_refused_everywhere"
_KEY_REFUSED: Final = "key_refused"
_PLACE_REFUSED: Final = "region_refused"
_NOT_HERE: Final = frozenset({_KEY_REFUSED, _PLACE_REFUSED})
"""Refusals that an account of another region gets."""
_HERE: Final = frozenset(
    {"account_kind_refused", "clock_wrong", "hedge_mode_not_supported", "not_switched"}
)
"""What only the account itself, or this machine, is the reason of: no other region helps."""


def regions_of(data: Mapping[str, Any]) -> tuple[Region, ...]:
    """Return where an account may be, first where it was found before."""
    known = Region(data.get(CONF_REGION, Region.GLOBAL))
    found = venue(data[CONF_EXCHANGE]).regions_of(Environment(data[CONF_ENVIRONMENT]))
    return tuple(sorted(found, key=lambda region: region is not known))


async def async_try_regions(data: Mapping[str, Any], trial: Trial) -> VenueFacts | Failure:
    """Return what was found out where the key is known, or why it was not found anywhere."""
    failures: list[Failure] = []
    for region in regions_of(data):
        found = await trial({**data, CONF_REGION: region.value})
        if not isinstance(found, Failure) or found.error in _HERE:
            return found
        failures.append(found)
    return _told(failures)


def _told(failures: list[Failure]) -> Failure:
    """Return what is told of regions that all failed.

    Who did not answer has refused nothing: then it is not the key that is wrong.
    """
    silent = [failure for failure in failures if failure.error not in _NOT_HERE]
    if silent or len(failures) == 1:
        return [*silent, *failures][0]
    keys = [failure for failure in failures if failure.error == _KEY_REFUSED]
    return Failure(_NOWHERE, "; ".join(key.reason for key in keys)) if keys else failures[0]
