"""How facts are stored, and what older versions have stored."""

from .codec import as_data, fact_as, fact_from, from_data

__all__ = [
    "as_data",
    "fact_as",
    "fact_from",
    "from_data",
]
