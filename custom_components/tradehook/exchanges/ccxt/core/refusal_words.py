"""What the code of a refused order means, in words of ours before the venue's own.

A venue says it in its own English: of a sentence of ours there are words in every language.
"""

import re
from typing import Final

_SAYS: Final = "The exchange says:"
_IT_SAYS: Final = "It says:"
MEANINGS: Final = {
    "insufficient_funds": f"Not enough balance is free for this order. {_SAYS}",
    "below_minimum": f"The order is smaller than the market takes. {_SAYS}",
    "invalid_order": f"Something in the order does not fit the market's rules. {_SAYS}",
    "permission_denied": (
        "The key or the account may not do this: look at the key's permissions and the addresses "
        f"that may use it. {_SAYS}"
    ),
    "credentials_refused": f"The exchange refuses the account's key. {_IT_SAYS}",
    "position_mode_differs": (
        "The account's position mode (one-way or hedge) is another one than the order is for. "
        f"{_SAYS}"
    ),
    "nothing_to_reduce": f"There is no position there that the order could reduce. {_SAYS}",
    "would_trigger_at_once": f"The market is past the order's trigger already. {_SAYS}",
    "market_closed": f"The market takes no orders at the moment. {_SAYS}",
    "unknown_symbol": f"The exchange does not know this market. {_IT_SAYS}",
    "account_suspended": f"The account is suspended on the exchange. {_IT_SAYS}",
    "manual_interaction_needed": (
        f"Something has to be done by hand on the exchange first. {_IT_SAYS}"
    ),
    "restricted_location": (
        f"The exchange does not serve the place that you connect from. {_IT_SAYS}"
    ),
}
"""What comes before the venue's words, by the code of the refusal."""
_TOO_SMALL = re.compile(
    r"\bmin(?:imum|imal)?[ _-]?(?:notional|amount|size|quantity|qty|value|cost|order|trade)"
    r"|(?:order|amount|size|quantity|volume|notional|value|cost)\b[^.;]{0,40}"
    r"(?:too small|no smaller than|(?:less|lower|smaller) than (?:the )?min|below (?:the )?min)",
    re.IGNORECASE,
)
"""What is said of an order below a market's minimum, which many venues call just invalid."""


def explained(code: str, said: str) -> str:
    """Return what a venue says of an order that it refuses, after what that means."""
    if code == "invalid_order" and _TOO_SMALL.search(said):
        code = "below_minimum"
    meaning = MEANINGS.get(code)
    return said if meaning is None else f"{meaning} {said}"
