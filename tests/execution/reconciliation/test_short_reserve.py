"""The reserve of a short on spot, when somebody else has spent it."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from custom_components.tradehook.execution.common.timing.timings import HealthTimings
from custom_components.tradehook.execution.reconciliation.health_monitor import (
    HealthIssueKind,
    HealthMonitor,
)
from tests.trading.admission_world import LINEAR, LONG, SHORT, SPOT, market, position

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def health_issues(side: Any, market_type: Any, free: Decimal | None) -> list[tuple[str, str]]:
    """Return what is wrong on a live account that holds one position and so much money."""
    found = market("BTC", market_type)
    held = replace(position(symbol=found.symbol, side=side, size="1"), stop_price=None)
    engine = SimpleNamespace(
        position_cache=SimpleNamespace(live={held.position_id: held}, unreadable={}),
        price_judge=SimpleNamespace(changed=None, unwatched=set()),
        failing=set(),
        held_back=set(),
        prices=SimpleNamespace(quotes={}),
        free=lambda _currency: free,
        needed_for_shorts=lambda _currency: Decimal("110.22"),
    )
    exchange = SimpleNamespace(
        clock_skew=None,
        money_doubts=(),
        markets={found.symbol: found},
        market_states={},
        is_simulated=False,
    )
    health = HealthMonitor(
        exchange=exchange,
        engine=engine,  # type: ignore[arg-type]
        publish=lambda _change: None,
        now=lambda: NOW,
        timings=HealthTimings(),
    )
    health.check()
    return [(concern.kind.value, concern.said["missing"]) for concern in health.health_issues]


@pytest.mark.parametrize(
    ("side", "market_type", "free", "missing"),
    [
        (SHORT, SPOT, Decimal("110.21"), "0.01 USDT"),
        (SHORT, SPOT, Decimal("110.22"), None),
        (SHORT, SPOT, None, None),  # not known
        (LONG, SPOT, Decimal(0), None),
        (SHORT, LINEAR, Decimal(0), None),
    ],
)
def test_reserve_that_somebody_else_spent_is_told(
    side: Any, market_type: Any, free: Decimal | None, missing: str | None
) -> None:
    """What can't be bought back any more is a repair, until it is there again."""
    expected = [] if missing is None else [(HealthIssueKind.RESERVE_SPENT.value, missing)]
    assert health_issues(side, market_type, free) == expected
