"""How long the adapters wait for a venue, and how often they ask it."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceTimings:
    """The waits and periods of price feeds."""

    stream_silence: float = 1.0
    """Seconds without a message after which a watched market takes polled prices too."""
    stream_dead: float = 20.0
    """Seconds in which no stream said anything, after which they are dialled anew."""
    stream_lingers: float = 60.0
    """Seconds for which a market stays on its stream after nothing is held there any more."""
    lingering: int = 20
    """How many markets do so, at the most."""
    stale: float = 12.0
    """Seconds without any price at all after which the venue counts as out of reach."""
    volumes_every: float = 300.0
    """Seconds between two questions for traded volumes."""
    stream_retries: tuple[float, ...] = (0.5, 1.0, 2.0, 5.0)
    """Seconds until a stream is tried again: nobody watches a stop while there are no prices."""
    poll_retries: tuple[float, ...] = (1.0, 2.0, 5.0)
    """Seconds until prices are polled again, where a poll's own period is not longer."""
    mark_silence: float = 5.0
    """Seconds without a mark price after which it is asked for."""
    mark_stream_retries: tuple[float, ...] = (1.0, 5.0, 60.0)
    """Seconds until a stream of a mark price is tried again."""
    mark_question_retries: tuple[float, ...] = (5.0, 60.0)
    """Seconds until a question for a mark price that failed is asked again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderTimings:
    """The waits and periods of what keeps orders in step with a venue."""

    ask_again: tuple[float, ...] = (0.2, 0.5, 1.0, 2.0, 5.0)
    """Seconds between questions about an order that should be over soon."""
    trades_after: float = 0.2
    """Seconds for which a pushed report waits for the trades that it counts."""
    list_every: float = 30.0
    """Seconds between two looks at the list of open orders while changes are pushed."""
    list_every_without_streams: float = 5.0
    """Seconds between two looks at that list while nothing is pushed."""
    balances_after: float = 0.5
    """Seconds after a trade at which the balances are asked for: several trades come together."""
    cancel_checks: tuple[float, ...] = (0.0, 0.3, 1.0, 3.0)
    """Seconds between looks at an order whose cancel was accepted."""
    stream_retries: tuple[float, ...] = (1.0, 2.0, 5.0, 10.0, 30.0, 60.0)
    """Seconds until a stream of orders or trades is tried again."""
    stream_settles: float = 2.0
    """Seconds until a stream that was dialled is open."""
    stop_awaited: float = 3.0
    """Seconds for which the stop of an entry that was answered is waited for."""
    entry_waits: float = 5.0
    """Seconds that an entry waits for those before it whose stops are not placed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockTimings:
    """How often a venue's clock is measured."""

    every: float = 600.0
    """Seconds between two measures."""
    every_if_skewed: float = 30.0
    """Seconds between two measures while the clocks are far apart."""
    every_if_doubted: float = 5.0
    """Seconds after a measure that did not end the doubt."""
    pause: float = 1.0
    """Seconds after a measure in which there is no other, whatever is refused."""
    given_up: float = 4.0
    """Seconds until a measure is given up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestTimings:
    """How long requests may take, and how long they are held back."""

    timeout: float = 10.0
    """Seconds until the client gives a request up."""
    answered_within: float = 12.0
    """Seconds until a request is given up that hangs where the client does not count."""
    sent_away: float = 10.0
    """Seconds to keep quiet after "too many requests" without a time; 0 = not at all."""
    longest_away: float = 900.0
    """Seconds to keep quiet at the most, whatever the venue says; 0 = not at all."""
    measure_awaited: float = 1.5
    """Seconds for which requests wait for the clock to be measured, once its time was refused."""
    spent_for: float = 1.1
    """Seconds until what was spent of a limit per second comes back: more than the venue's one,
    because requests do not arrive as evenly as they leave."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VenueTimings:
    """All that the adapter of a venue waits for."""

    prices: PriceTimings = field(default_factory=PriceTimings)
    orders: OrderTimings = field(default_factory=OrderTimings)
    clock: ClockTimings = field(default_factory=ClockTimings)
    requests: RequestTimings = field(default_factory=RequestTimings)
    catalogue_age: float = 6 * 3600.0
    """Seconds for which a list of markets is good enough to open an account with it."""
    markets_age: float = 600.0
    """Seconds after which the markets are read anew while an account is open."""
