"""A venue's account: its kind, permissions, money, positions, margin, ledger, funding."""

from .account_kinds import ask_account_kind
from .account_ledger import fetch_transfers
from .account_queries import (
    cancel_foreign,
    fetch_balances,
    fetch_positions,
    foreign_orders,
    open_orders,
    open_reports,
)
from .funding import fetch_funding, fetch_funding_rate
from .margin import Margin
from .permissions import fetch_permissions

__all__ = [
    "Margin",
    "ask_account_kind",
    "cancel_foreign",
    "fetch_balances",
    "fetch_funding",
    "fetch_funding_rate",
    "fetch_permissions",
    "fetch_positions",
    "fetch_transfers",
    "foreign_orders",
    "open_orders",
    "open_reports",
]
