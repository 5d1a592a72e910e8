"""How a venue's client is set up, what its requests cost and what its streams tell."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
import re
from typing import Any

from .orders import NOTHING


@dataclass(frozen=True, slots=True)
class Correction:
    """One thing that ccxt's client of a venue does wrong, set right in each new client."""

    apply: Callable[[Any], None]
    """Its docstring says what is wrong."""
    fixed_in: str | None = None
    """The version of ccxt that makes it unnecessary; None: none so far."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientSetup:
    """How ccxt's client of a venue is set up, and what is kept from it."""

    options: Mapping[str, Any] = NOTHING
    """Options of the client, over those that all venues get."""
    needs_currencies: bool = False
    """Whether the client can't read markets without the list of currencies."""
    prepare: tuple[str, ...] = ()
    """What the client would ask before the first order: asked at the start instead."""
    stubs: tuple[str, ...] = ()
    """What the client would do on its own with the user's account: not done."""
    corrections: tuple[Correction, ...] = ()
    one_at_a_time: bool = False
    """Whether requests must arrive in the order of their nonces."""
    envelope: tuple[str, ...] = ()
    """What every answer of the venue contains: without it, it is not the venue's."""
    words: re.Pattern[str] | None = None
    """What an answer may be that is neither an object nor a list; None: the venue has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestLimits:
    """How much may be asked of a venue, in milliseconds of the client's rate limit."""

    burst: float = 1000.0
    """How many milliseconds of the rate limit may be spent at once."""
    request_share: float | None = None
    """What any request takes of it, if the client's costs are limits of each endpoint."""
    endpoint_costs: Mapping[str, float] = NOTHING
    """By path, in the client's units, where an endpoint costs more than the client believes."""
    order_cost: float | None = None
    """What placing a plain order costs, in the client's units, where the client is mistaken."""
    pace: float = 1.0
    """The part of the client's costs that the venue really takes."""
    orders: tuple[tuple[int, float], ...] = ()
    """How many orders an account may place within how many seconds."""
    order_paths: tuple[str, ...] = ()
    """Where they are placed."""
    protection_cost: float = 0.0
    """What it costs, in the client's units, to ask what has filled and to place a stop."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Streams:
    """What a venue pushes, and how prices are asked for besides."""

    available: bool = True
    orders: bool = True
    """Whether what happens to our orders is among it."""
    complete: bool = False
    """Whether what is pushed of our orders and trades says all of it, as was verified."""
    market_type_in: str | None = None
    """Where a stream names the kind of market, if one key's stream tells of all kinds."""
    all_prices: str | None = None
    """What pushes the prices of all markets at once, where a poll can't tell them all."""
    poll_with: str = "fetch_tickers"
    poll_every: float = 3.0
    """Seconds."""
