"""How long Home Assistant's side waits: for requests that come in, and for exchanges in a form."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class InterfaceTimings:
    """The waits of webhooks, links, forms and repairs."""

    body_within: float = 10
    """Seconds in which a request's body has to arrive whole; TradingView gives up after 3."""
    trial_within: float = 60
    """Seconds that an exchange may take to be tried by a form."""
    closed_within: float = 10
    """Seconds for which a repair waits for the end of a close; the close goes on behind that."""
    flat_for: float = 30 * 86400
    """Seconds after which the entities of a market that nothing is held in may go."""
