"""The candles before those that a chart shows: asked for when somebody scrolls back."""

from functools import partial
from typing import Final

from homeassistant.components.websocket_api.const import WebSocketCommandHandler
from homeassistant.core import HomeAssistant
import probatio

from ...accounts.entry import TradehookConfigEntry
from ..command import MOMENT, READER, Message, command as any_command
from ..rows import OlderCandles
from .candles import DATA_CANDLES, LENGTHS
from .venue_history import earlier, has_history, own_history

OLDER: Final[list[WebSocketCommandHandler]] = []
"""The command of this module."""
command = partial(any_command, into=OLDER)


@command(
    "older_candles",
    {
        probatio.Required("symbol"): str,
        probatio.Required("interval"): probatio.In(tuple(LENGTHS)),
        probatio.Required("before"): MOMENT,
    },
    admin=False,
)
async def older_candles(
    hass: HomeAssistant, entry: TradehookConfigEntry, msg: Message
) -> OlderCandles:
    """Return a page of candles that begin before a time; none are left of an empty one."""
    if not msg[READER].account(entry.entry_id):
        return {"candles": [], "volumes": []}
    account, symbol, length = entry.runtime_data, msg["symbol"], msg["interval"]
    span = earlier(msg["before"], length)
    if not has_history(account, length):
        return {"candles": own_history(account, symbol, length, span), "volumes": []}
    histories = hass.data[DATA_CANDLES].histories
    past = await histories.of(entry.entry_id, account, symbol, length, span)
    told: OlderCandles = {"candles": past.rows, "volumes": past.volumes}
    return told if past.failed is None else {**told, "failed": past.failed}
