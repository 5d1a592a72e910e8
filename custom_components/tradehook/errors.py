"""Refusals in the user's language: every one carries its code and its sentence."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from homeassistant.exceptions import HomeAssistantError, ServiceValidationError

from .const import DOMAIN
from .exchanges.simulated_market import SimulatedPriceError
from .execution.answers import Answer, Refused
from .ledger.errors import LedgerCursorError, LedgerError
from .trading.codes import ReasonCode


def refusal(code: str, message: str) -> ServiceValidationError:
    """Return the error for something that can't be done."""
    return ServiceValidationError(
        translation_domain=DOMAIN,
        translation_key="refused",
        translation_placeholders={"code": code, "message": message},
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


def answer_refused(answer: Answer) -> HomeAssistantError:
    """Return the error for a signal that was not accepted; it names every wrong field."""
    code, message = str(answer.body.get("code")), str(answer.body.get("error"))
    errors = answer.body.get("errors")
    if isinstance(errors, Sequence):
        message = _listed(errors) or message
    placeholders = {"code": code, "message": message}
    if answer.status >= 500:
        return HomeAssistantError(
            translation_domain=DOMAIN,
            translation_key="failed",
            translation_placeholders=placeholders,
        )
    return refusal(code, message)


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
