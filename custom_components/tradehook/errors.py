"""Refusals in the user's language: every one carries its code and its sentence."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from http import HTTPStatus

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.helpers.translation import async_get_translations

from .const import DOMAIN
from .exchanges.simulated_market import SimulatedPriceError
from .execution.account import SignalResponse
from .ledger.errors import LedgerCursorError, LedgerError
from .trading.model.market import Side, market_pair
from .trading.reasons.reading import values_of
from .trading.reasons.reasons import ReasonCode, Refused


def refusal(code: str, message: str) -> ServiceValidationError:
    """Return the error for something that can't be done: by its code where that says it all."""
    values = values_of(code, message)
    if values is None:
        key, values = "refused", {}
    else:
        key = f"reason_{code}"
    return ServiceValidationError(
        translation_domain=DOMAIN,
        translation_key=key,
        translation_placeholders=values | {"code": code, "message": message},
    )


@contextmanager
def explained() -> Iterator[None]:
    """Turn what the account raises into what Home Assistant shows."""
    try:
        yield
    except Refused as error:
        rows = [row.as_dict() for row in error.refusal.errors]
        raise refusal(error.code, _listed(rows) or error.message) from error
    except SimulatedPriceError as error:
        raise refusal(f"invalid_{error.path}", error.message) from error
    except LedgerCursorError as error:
        raise refusal("invalid_before", str(error)) from error
    except LedgerError as error:
        raise HomeAssistantError(
            translation_domain=DOMAIN,
            translation_key="not_recorded",
            translation_placeholders={"code": ReasonCode.NOT_RECORDED.value},
        ) from error


def answer_refused(answer: SignalResponse) -> HomeAssistantError:
    """Return the error for a signal that was not accepted; it names every wrong field."""
    return _not_accepted(answer.status, str(answer.body.get("code")), _sentence(answer))


def answer_of(error: ServiceValidationError) -> SignalResponse:
    """Return what a bot that could not be asked answers to a signal."""
    told = error.translation_placeholders or {}
    body = {"status": "refused", "code": told.get("code"), "error": told.get("message")}
    return SignalResponse(status=HTTPStatus.CONFLICT, body=body)


def all_refused(answers: Mapping[str, SignalResponse]) -> HomeAssistantError:
    """Return the error for a signal that no bot has accepted.

    Of several bots it names each one with its reason, by the entity that stands for it.
    """
    first = next(iter(answers.values()))
    if len(answers) == 1:
        return answer_refused(first)
    message = "; ".join(
        f"{entity_id}: {_sentence(answer)}" for entity_id, answer in answers.items()
    )
    codes = dict.fromkeys(str(answer.body.get("code")) for answer in answers.values())
    status = min(answer.status for answer in answers.values())
    return _not_accepted(status, ", ".join(codes), message)


def _not_accepted(status: int, code: str, message: str) -> HomeAssistantError:
    if status < HTTPStatus.INTERNAL_SERVER_ERROR:
        return refusal(code, message)
    return HomeAssistantError(
        translation_domain=DOMAIN,
        translation_key="failed",
        translation_placeholders={"code": code, "message": message},
    )


async def async_reason(hass: HomeAssistant, language: str, code: str, message: str) -> str:
    """Return a reason's sentence in a language, or as it is where the code has none of its own."""
    values = values_of(code, message)
    if values is None:
        return message
    return await _async_said(hass, language, f"reason_{code}", values) or message


async def async_error_sentence(
    hass: HomeAssistant, language: str, error: HomeAssistantError
) -> str:
    """Return what an error says in a language, without its code."""
    key, values = error.translation_key, dict(error.translation_placeholders or {})
    if error.translation_domain != DOMAIN or key is None:
        return str(error)
    return await _async_said(hass, language, key, values) or str(error)


async def _async_said(
    hass: HomeAssistant, language: str, key: str, values: Mapping[str, str]
) -> str | None:
    known = await async_get_translations(hass, language, "exceptions", [DOMAIN])
    template = known.get(f"component.{DOMAIN}.exceptions.{key}.message")
    return template and template.removesuffix(" ({code})").format(**values)


def _sentence(answer: SignalResponse) -> str:
    """Return why a bot has not accepted a signal, with every wrong field."""
    errors = answer.body.get("errors")
    listed = _listed(errors) if isinstance(errors, Sequence) else ""
    return listed or str(answer.body.get("error"))


def _listed(errors: Sequence[Mapping[str, str]]) -> str:
    """Return every wrong field with what is wrong; what concerns no field has no path."""
    return "; ".join(": ".join(filter(None, (row["path"], row["message"]))) for row in errors)


def position_missing(target: str) -> ServiceValidationError:
    """Return the error for an action that no position matches."""
    code = ReasonCode.POSITION_MISSING.value
    return ServiceValidationError(
        translation_domain=DOMAIN,
        translation_key=code,
        translation_placeholders={"code": code, "target": target},
    )


_NOTHING_HELD = {Side.LONG: "nothing_held_long", Side.SHORT: "nothing_held_short"}


def nothing_held(bot: str, symbol: str, side: Side) -> ServiceValidationError:
    """Return the error for a button of a market where a bot holds nothing."""
    code = ReasonCode.POSITION_MISSING.value
    market = market_pair(symbol)
    return ServiceValidationError(
        translation_domain=DOMAIN,
        translation_key=_NOTHING_HELD[side],
        translation_placeholders={"code": code, "bot": bot, "market": market},
    )


def position_ambiguous(target: str, position_ids: Iterable[str]) -> ServiceValidationError:
    """Return the error for an action that needs one position where several match."""
    code = ReasonCode.POSITION_AMBIGUOUS.value
    return ServiceValidationError(
        translation_domain=DOMAIN,
        translation_key=code,
        translation_placeholders={
            "code": code,
            "target": target,
            "positions": ", ".join(position_ids),
        },
    )
