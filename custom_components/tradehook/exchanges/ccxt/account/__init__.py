"""A venue's account: permissions, ledger, funding, unknown trades."""

from .account_ledger import fetch_transfers
from .funding import fetch_funding
from .permissions import fetch_permissions
from .unknown_trades import fetch_unknown_trades

__all__ = [
    "fetch_funding",
    "fetch_permissions",
    "fetch_transfers",
    "fetch_unknown_trades",
]
