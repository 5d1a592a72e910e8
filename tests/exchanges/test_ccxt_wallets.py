"""Totals that contain the open result of positions: it is taken out as the venue tells it."""

from typing import Any

import pytest

from custom_components.tradehook.exchanges.ccxt_orders import balances
from custom_components.tradehook.exchanges.venue_table import venue

OKX = {"data": [{"details": [{"ccy": "USDT", "eq": "1050", "availEq": "900", "upl": "50"}]}]}
KUCOIN = {"data": {"accountEquity": "1050", "unrealisedPNL": "50", "availableBalance": "900"}}
POSITIONS = [{"position": {"unrealizedPnl": "70"}}, {"position": {"unrealizedPnl": "-20"}}]
HYPERLIQUID = {"marginSummary": {"accountValue": "1050"}, "assetPositions": POSITIONS}


@pytest.mark.parametrize(
    ("code", "currency", "info"),
    [
        ("OKEXF", "USDT", OKX),
        ("KUCNF", "USDT", KUCOIN),
        ("HYPERLIQUIDF", "USDC", HYPERLIQUID),
    ],
)
def test_open_result_in_a_total_is_taken_out(
    code: str, currency: str, info: dict[str, Any]
) -> None:
    """1,000 in the wallet and 50 of open profit: equity adds the 50 by itself."""
    answer = {
        "info": info,
        "free": {currency: "900"},
        "used": {currency: "150"},
        "total": {currency: "1050"},
    }
    held = balances(answer, venue(code).open_result)[currency]
    assert (held.free, held.total) == (900, 1000)
