"""The intents: what can be asked and ordered by a sentence, answered in the speaker's language."""

from typing import Any, override

from homeassistant.core import HomeAssistant
from homeassistant.helpers import intent
import probatio

from .trading.model.market import Side
from .voice.asked_span import Span
from .voice.asker import ASSISTANT, Asker
from .voice.replies import async_reply

_MARKET = intent.non_empty_string
_BOT = intent.non_empty_string
_SIDE = probatio.In([side.value for side in Side])
_ANY = {probatio.Optional("bot"): _BOT}
_POSITION = {
    probatio.Required("market"): _MARKET,
    probatio.Optional("side"): _SIDE,
    probatio.Optional("bot"): _BOT,
}

INTENTS: dict[str, tuple[str, str, dict[Any, Any]]] = {
    "TradehookGetPositions": (
        "positions",
        "Tells which trading positions are open and how they stand",
        {probatio.Optional("market"): _MARKET, **_ANY},
    ),
    "TradehookGetResults": (
        "results",
        "Tells what trading has earned in a span of time",
        {probatio.Optional("span"): probatio.In([span.value for span in Span]), **_ANY},
    ),
    "TradehookGetRefusedSignals": (
        "refused_signals",
        "Tells why the last trading signal was refused",
        _ANY,
    ),
    "TradehookGetBots": ("bots", "Tells which trading bots run", _ANY),
    "TradehookStopBot": (
        "stop_bot",
        "Stops a trading bot: it opens nothing any more",
        {probatio.Required("bot"): _BOT},
    ),
    "TradehookClosePosition": ("close_position", "Closes a trading position", _POSITION),
    "TradehookKeepPosition": (
        "keep_position",
        "Cancels what has not filled of a trading position's entry",
        _POSITION,
    ),
}
"""What each means, and its slots. None opens anything."""


async def async_setup_intents(hass: HomeAssistant) -> None:
    """Register the intents; their sentences come from the user, see docs/voice.md."""
    for name, (what, description, slots) in INTENTS.items():
        intent.async_register(hass, TradehookIntentHandler(name, what, description, slots))


class TradehookIntentHandler(intent.IntentHandler):
    """Answers a question or carries out an order."""

    def __init__(self, name: str, what: str, description: str, slots: dict[Any, Any]) -> None:
        """Keep what the intent means."""
        self.intent_type = name
        self.description = description
        self._what = what
        self._slots = slots

    @property
    @override
    def slot_schema(self) -> dict[Any, Any]:
        """Return the slots."""
        return self._slots

    @override
    async def async_handle(self, intent_obj: intent.Intent) -> intent.IntentResponse:
        """Answer in a sentence, also where nothing could be done."""
        slots = self.async_validate_slots(intent_obj.slots)
        asker = Asker(
            hass=intent_obj.hass,
            context=intent_obj.context,
            assistant=intent_obj.assistant or ASSISTANT,
            language=intent_obj.language,
        )
        known = {str(name) for name in self._slots}
        asked = {name: slot["value"] for name, slot in slots.items() if name in known}
        reply = await async_reply(asker, self._what, **asked)
        response = intent_obj.create_response()
        if reply.error is None:
            response.async_set_speech(reply.speech)
        else:
            response.async_set_error(intent.IntentResponseErrorCode.FAILED_TO_HANDLE, reply.speech)
        return response
