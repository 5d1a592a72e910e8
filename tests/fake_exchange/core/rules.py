"""Where the venues' engines differ."""

from dataclasses import dataclass

from .orders import Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """How a venue treats what others treat otherwise."""

    ids_unique_forever: bool = False
    """Whether a client order id may never be used again, or only not by two open orders."""
    resting_reduce_only_counts: bool = True
    """Whether what resting reduce-only orders could take is taken from a new one."""
    reduce_only_ends_with_position: bool = False
    """Whether reduce-only orders are cancelled when their position is closed."""
    post_only_is_accepted: bool = False
    """Whether a post-only order that would take is accepted first and ended then."""
    fees_in_quote: bool = False
    """Whether spot buys pay their fee in quote currency too, on top of what they cost."""
    end_of_rest: Status = Status.EXPIRED
    """What becomes of an order that the venue ends."""
