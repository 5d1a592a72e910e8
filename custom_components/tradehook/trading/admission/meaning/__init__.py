"""What an alert comes to by what the bot holds: a strategy's, and another system's."""

from .foreign_alert import resolved
from .strategy_alert import missed_alert, strategy_opening, target_side, translate

__all__ = ["missed_alert", "resolved", "strategy_opening", "target_side", "translate"]
