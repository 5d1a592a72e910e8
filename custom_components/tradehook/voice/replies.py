"""A question or an order → an answer with its sentence, whatever happens on the way."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from homeassistant.exceptions import HomeAssistantError, Unauthorized
import probatio

from ..errors import async_error_sentence
from . import sentences
from .answers import (
    Answer,
    async_bots,
    async_positions,
    async_refused_signals,
    async_results,
    async_results_of,
)
from .asked_span import Span
from .asker import Asker, NotAnsweredError
from .orders import async_close_position, async_keep_position, async_stop_bot
from .wording import Wording, async_wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What is said, and what it was made of; `error` is the key of what stood in the way."""

    speech: str
    data: Answer = field(default_factory=dict)
    error: str | None = None


async def _positions(asker: Asker, said: Wording, **asked: Any) -> Reply:
    data = await async_positions(asker, **asked)
    return Reply(speech=sentences.positions(said, data, asked.get("market")), data=data)


async def _results(
    asker: Asker, said: Wording, *, span: str | None = None, bot: str | None = None, **dates: Any
) -> Reply:
    if dates:
        data = await async_results(asker, bot=bot, **dates)
        return Reply(speech="", data=data)
    data = await async_results_of(asker, Span(span or Span.TODAY), bot=bot)
    return Reply(speech=sentences.results(said, data), data=data)


async def _refused_signals(asker: Asker, said: Wording, **asked: Any) -> Reply:
    data = await async_refused_signals(asker, **asked)
    return Reply(speech=sentences.refused_signals(said, data), data=data)


async def _bots(asker: Asker, said: Wording, **asked: Any) -> Reply:
    data = await async_bots(asker, **asked)
    return Reply(speech=sentences.bots(said, data), data=data)


async def _stop_bot(asker: Asker, said: Wording, **asked: Any) -> Reply:
    data = await async_stop_bot(asker, **asked)
    return Reply(speech=sentences.stopped_bot(said, data), data=data)


async def _close_position(asker: Asker, said: Wording, **asked: Any) -> Reply:
    data = await async_close_position(asker, **asked)
    return Reply(speech=sentences.ordered(said, data), data=data)


async def _keep_position(asker: Asker, said: Wording, **asked: Any) -> Reply:
    data = await async_keep_position(asker, **asked)
    return Reply(speech=sentences.ordered(said, data), data=data)


QUESTIONS: dict[str, Callable[..., Awaitable[Reply]]] = {
    "positions": _positions,
    "results": _results,
    "refused_signals": _refused_signals,
    "bots": _bots,
}
"""What is only read."""
ORDERS: dict[str, Callable[..., Awaitable[Reply]]] = {
    "stop_bot": _stop_bot,
    "close_position": _close_position,
    "keep_position": _keep_position,
}
"""What changes something."""


async def async_reply(asker: Asker, what: str, **asked: Any) -> Reply:
    """Answer a question or carry out an order; what stands in the way is said, not raised."""
    said = await async_wording(asker.hass, asker.language)
    meet = (QUESTIONS | ORDERS)[what]
    try:
        return await meet(asker, said, **asked)
    except NotAnsweredError as error:
        speech = sentences.problem(said, error.key, error.not_loaded, **error.values)
        return Reply(speech=speech, error=error.key)
    except Unauthorized:
        return Reply(speech=said.say("problems", "not_allowed"), error="not_allowed")
    except probatio.Invalid as error:
        return Reply(speech=said.say("problems", "invalid", error=str(error)), error="invalid")
    except HomeAssistantError as error:
        sentence = await async_error_sentence(asker.hass, said.language, error)
        return Reply(speech=sentence, error=error.translation_key or "failed")
