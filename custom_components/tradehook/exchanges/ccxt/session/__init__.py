"""Clients of ccxt: import, construction, transport, clock, sharing."""

from .background import Background
from .client_factory import Credentials, NotSwitchedError
from .client_pool import ClientPool
from .public_venue import PublicVenue
from .shared import VenueResources
from .stream_reading import unreadable
from .transport import Transport, on_leaving, traced

__all__ = [
    "Background",
    "ClientPool",
    "Credentials",
    "NotSwitchedError",
    "PublicVenue",
    "Transport",
    "VenueResources",
    "on_leaving",
    "traced",
    "unreadable",
]
