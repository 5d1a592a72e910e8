"""A venue's account: its kind, permissions, ledger, funding."""

from .account_kinds import ask_account_kind
from .account_ledger import fetch_transfers
from .funding import fetch_funding, fetch_funding_rate
from .permissions import fetch_permissions

__all__ = [
    "ask_account_kind",
    "fetch_funding",
    "fetch_funding_rate",
    "fetch_permissions",
    "fetch_transfers",
]
