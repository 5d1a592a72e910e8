"""The action that answers a question in a sentence: for sentence triggers and messages."""

from typing import Final, TypedDict, cast

from homeassistant.core import ServiceCall
from homeassistant.helpers import config_validation as cv
from homeassistant.util.json import JsonObjectType
import probatio

from .asked_span import Span
from .asker import ASSISTANT, Asker
from .replies import QUESTIONS, async_reply

ATTR_BOT: Final = "bot"
ATTR_LANGUAGE: Final = "language"
ATTR_QUESTION: Final = "question"
ATTR_SPAN: Final = "span"

SPOKEN_ANSWER_SCHEMA: Final = probatio.Schema(
    {
        probatio.Required(ATTR_QUESTION): probatio.In([*QUESTIONS]),
        probatio.Optional(ATTR_SPAN): probatio.Coerce(Span),
        probatio.Optional(ATTR_BOT): cv.entity_id,
        probatio.Optional(ATTR_LANGUAGE): cv.string,
    }
)


class SpokenAnswerRow(TypedDict):
    """A sentence, and what stood in the way of a better one."""

    speech: str
    error: str | None


async def async_get_spoken_answer(call: ServiceCall) -> JsonObjectType:
    """Return the sentence, and what stood in the way of an answer, if anything did."""
    asker = Asker(
        hass=call.hass,
        context=call.context,
        assistant=ASSISTANT,
        language=call.data.get(ATTR_LANGUAGE) or call.hass.config.language,
    )
    question = call.data[ATTR_QUESTION]
    asked = {name: call.data[name] for name in (ATTR_BOT,) if name in call.data}
    if question == "results":
        asked["span"] = call.data.get(ATTR_SPAN, Span.TODAY)
    reply = await async_reply(asker, question, **asked)
    answer: SpokenAnswerRow = {"speech": reply.speech, "error": reply.error}
    return cast(JsonObjectType, answer)
