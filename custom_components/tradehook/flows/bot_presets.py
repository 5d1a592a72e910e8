"""Presets of the bot's flow: exits that the steps begin with, to be changed there or not."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final


class Preset(StrEnum):
    """A way to trade."""

    SIGNAL = "signal"
    """All from the signal: what a bot is without any preset."""
    SINGLE = "single"
    """What the form begins with: every position has an end, both ways."""
    DCA_LADDER = "dca_ladder"
    SCALPER = "scalper"


PRESETS: Final[Mapping[Preset, Mapping[str, Any]]] = {
    Preset.SIGNAL: {},
    Preset.SINGLE: {
        "take_profit": [{"price_percentage": "4", "position_percentage": "100"}],
        "stop_loss": {"stop_percentage": "2"},
    },
    # The stop counts from the average entry, so with all orders filled it lies beyond the last.
    Preset.DCA_LADDER: {
        "dca_orders": [
            {"price_percentage": "2", "quantity_percentage": "100"},
            {"price_percentage": "4", "quantity_percentage": "150"},
            {"price_percentage": "7", "quantity_percentage": "200"},
        ],
        "take_profit": [{"price_percentage": "2", "position_percentage": "100"}],
        "stop_loss": {"stop_percentage": "8"},
    },
    # Break even has to earn the fees of both sides, or it loses every time.
    Preset.SCALPER: {
        "take_profit": [
            {"price_percentage": "0.6", "position_percentage": "50"},
            {"price_percentage": "1", "position_percentage": "50", "trailing_distance": "0.3"},
        ],
        "stop_loss": {"stop_percentage": "1", "protection_type": "BREAK_EVEN"},
        "break_even_offset": "0.25",
        "auto_close": 4 * 3600,
    },
}
"""The settings of each preset, as they are stored; what it leaves out stays as it is."""
