"""The paper venue."""

from .exchange import PaperExchange
from .order_checks import PaperTerms

__all__ = [
    "PaperExchange",
    "PaperTerms",
]
