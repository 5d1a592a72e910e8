"""What a strategy alert says in our words: everything is TradingView's to fill in."""

from typing import Any, Final

STRATEGY: Final[dict[str, Any]] = {
    "strategy": {
        "market_position": "{{strategy.market_position}}",
        "prev_market_position": "{{strategy.prev_market_position}}",
        "market_position_size": "{{strategy.market_position_size}}",
        "prev_market_position_size": "{{strategy.prev_market_position_size}}",
        "order_action": "{{strategy.order.action}}",
        "contracts": "{{strategy.order.contracts}}",
    }
}
