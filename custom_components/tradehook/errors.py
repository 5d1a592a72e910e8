"""Refusals in the user's language: every one carries its code and its sentence."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from http import HTTPStatus

from homeassistant.core import HomeAssistant, async_get_hass_or_none
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.helpers.translation import (
    async_get_cached_translations,
    async_get_translations,
)
from homeassistant.util.hass_dict import HassKey

from .const import DOMAIN
from .exchanges.simulated_market import SimulatedPriceError
from .execution.account import SignalResponse
from .ledger.errors import LedgerCursorError, LedgerError
from .trading.model.market import Side, market_pair
from .trading.reasons.reading import Phrasebook, values_of
from .trading.reasons.reasons import ReasonCode, Refused

_ENGLISH = "en"
_CODE = " ({code})"
_SPOKEN = ("reason", "field", "venue")
"""What sentences are about that are said in other languages: the beginnings of their keys."""
_PHRASEBOOKS: HassKey[dict[str, Phrasebook]] = HassKey(f"{DOMAIN}_phrasebooks")


def refusal(code: str, message: str) -> ServiceValidationError:
    """Return the error for something that can't be done: by its code where that says it all.

    What it is made of is said in the language of the house: Home Assistant translates only what is
    around it.
    """
    values = values_of(code, message)
    if values is None:
        key, values = "refused", {}
    else:
        key = f"reason_{code}"
    told = {name: in_house(value) for name, value in values.items()}
    return ServiceValidationError(
        translation_domain=DOMAIN,
        translation_key=key,
        translation_placeholders=told | _told(code, message),
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
    return _not_accepted(answer.status, ", ".join(_codes(answer)), _sentence(answer))


def answer_of(error: ServiceValidationError) -> SignalResponse:
    """Return what a bot that could not be asked answers to a signal."""
    told = error.translation_placeholders or {}
    english = told.get("english", told.get("message"))
    body = {"status": "refused", "code": told.get("code"), "error": english}
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
    codes = dict.fromkeys(code for answer in answers.values() for code in _codes(answer))
    status = min(answer.status for answer in answers.values())
    return _not_accepted(status, ", ".join(codes), message)


def _not_accepted(status: int, code: str, message: str) -> HomeAssistantError:
    if status < HTTPStatus.INTERNAL_SERVER_ERROR:
        return refusal(code, message)
    return HomeAssistantError(
        translation_domain=DOMAIN,
        translation_key="failed",
        translation_placeholders=_told(code, message),
    )


def in_english(error: HomeAssistantError) -> str:
    """Return what an error says in English, for those who say it in a language of their own."""
    told = error.translation_placeholders or {}
    english = told.get("english")
    return str(error) if english is None else f"{english} ({told['code']})"


def said(hass: HomeAssistant, language: str, sentence: str) -> str:
    """Return an English sentence in a language, or as it is where there are no words for it."""
    if language.partition("-")[0] == _ENGLISH:
        return sentence
    books = hass.data.setdefault(_PHRASEBOOKS, {})
    if language not in books:
        english, wanted = (
            async_get_cached_translations(hass, one, "exceptions", DOMAIN)
            for one in (_ENGLISH, language)
        )
        if not wanted:
            return sentence
        books[language] = Phrasebook(_phrases(english, wanted))
    return books[language].said(sentence)


def _phrases(english: Mapping[str, str], wanted: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the sentences of each kind in English and in a language."""
    starts = tuple(f"component.{DOMAIN}.exceptions.{kind}_" for kind in _SPOKEN)
    for key, text in english.items():
        if key.startswith(starts) and key in wanted:
            yield text.removesuffix(_CODE), wanted[key].removesuffix(_CODE)


def _told(code: str, message: str) -> dict[str, str]:
    """Return a refusal's code and sentence; where the house speaks no English, in both."""
    told = in_house(message)
    return {"code": code, "message": told} | ({} if told == message else {"english": message})


def in_house(sentence: str) -> str:
    """Return an English sentence in the language of the house."""
    hass = async_get_hass_or_none()
    return sentence if hass is None else said(hass, hass.config.language, sentence)


async def async_reason(hass: HomeAssistant, language: str, message: str) -> str:
    """Return a refusal's sentence in a language that the house needn't speak."""
    await async_get_translations(hass, language, "exceptions", [DOMAIN])
    return said(hass, language, message)


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


def _codes(answer: SignalResponse) -> list[str]:
    """Return why a bot has not accepted a signal, or each of an array."""
    parts = answer.parts or (answer,)
    return list(dict.fromkeys(str(part.body.get("code")) for part in parts))


def _sentence(answer: SignalResponse) -> str:
    """Return why a bot has not accepted a signal, with every wrong field."""
    if answer.parts is not None:
        parts = enumerate(answer.parts, 1)
        return "; ".join(f"{number}: {_sentence(part)}" for number, part in parts)
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
