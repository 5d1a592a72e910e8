"""Comparing what is recorded with what the venue says."""

from .at_startup import load_positions, resolve_liquidations, resolve_orders
from .health_monitor import HealthIssue, HealthIssueKind
from .paper_baseline import older_start
from .position_reconciler import is_settled
from .reconciliation_loop import ReconciliationLoop

__all__ = [
    "HealthIssue",
    "HealthIssueKind",
    "ReconciliationLoop",
    "is_settled",
    "load_positions",
    "older_start",
    "resolve_liquidations",
    "resolve_orders",
]
