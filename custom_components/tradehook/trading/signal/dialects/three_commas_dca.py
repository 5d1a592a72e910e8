"""3Commas' DCA bot: one command, or several in a list."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from ...reasons.reasons import FieldError, ReasonCode
from ..alert_systems import AlertSystem, Habits, Intent, Opposite
from .foreign import (
    SECOND_COMMAND,
    Alert,
    System,
    has_all,
    joined_fields,
    quote_first,
    reading,
    secret_fields,
    without_market,
)
from .paraphrase import Paraphrase

_COMMANDS: Final = {
    "close_at_market_price": "close",
    "close_at_market_price_all": "close_all",
    "close_at_market_price_all_and_stop_bot": "stop_and_close",
    "close_at_market_price_all_stop_bot": "stop_and_close",
    "cancel": "cancel",
    "cancel_all": "cancel",
    "start_bot": "start_bot",
    "stop_bot": "stop_bot",
    "cancel_all_and_stop_bot": "stop_bot",
}
_SECRETS = secret_fields("email_token", "bot_id")
_CREDENTIAL = joined_fields("email_token", "bot_id")
_NO_SIDE: Final = FieldError(
    "bot_id",
    "says nothing of a side, the bot's own is meant: set its *Sides* to one",
    ReasonCode.DIALECT_SIDE_UNCLEAR,
)


_OWNER = joined_fields("email_token")


def _recognises(body: Any) -> bool:
    if isinstance(body, list):
        return bool(body) and all(has_all(one, "message_type", "email_token") for one in body)
    return has_all(body, "message_type", "email_token")


def _secrets(body: Any) -> tuple[str, ...]:
    return tuple(
        value for one in (body if isinstance(body, list) else [body]) for value in _SECRETS(one)
    )


def _credential(body: Any) -> str:
    return _CREDENTIAL(body[0] if isinstance(body, list) else body)


def _read(body: Any) -> Paraphrase:
    one = body[0] if isinstance(body, list) else body
    alert = Alert(one if isinstance(one, Mapping) else {})
    if isinstance(body, list) and len(body) > 1:
        alert.unsupported("[1]", SECOND_COMMAND)
    alert.skip("message_type", "email_token", "bot_id", "api_key", "api_secret", "test")
    delay = alert.number("delay_seconds")
    if delay is not None and delay.strip("0.+-"):
        alert.unsupported("delay_seconds", "must be 0: let an `entry_condition` wait for a time")
    symbol = quote_first(alert.text("pair"), "_")
    command = alert.word("action")
    if command in ("", "start_bot_and_start_deal"):
        action = "start_and_open" if command else "open"
        alert.hints.append("a deal's side is the bot's: `side` is long; write short for a short")
        said: dict[str, object] = {"action": action, "symbol": symbol}
        intent = None if command else Intent.ENTER
        found = reading(alert, said, intent=intent)
        return without_market(replace(found, no_side=_NO_SIDE), alert, "pair")
    if command not in _COMMANDS:
        alert.unsupported("action", f"says {command[:40]}, which has no equal here")
    action = _COMMANDS[command]
    everywhere = command.startswith("cancel_all") and not (command == "cancel_all" and symbol)
    intent = Intent.CANCEL_ALL if everywhere else None
    if action in ("close", "cancel"):
        found = reading(alert, {"action": action, "symbol": symbol}, intent=intent)
        return without_market(found, alert, "pair")
    return reading(alert, {"action": action}, intent=intent)


THREE_COMMAS_DCA: Final = System(
    name="3commas_dca",
    title="3Commas DCA bot",
    family=AlertSystem.THREE_COMMAS_DCA,
    habits=Habits(opposite=Opposite.REFUSE),
    token="email_token",  # noqa: S106 - the name of a field
    names=frozenset(("message_type", "bot_id", "email_token", "delay_seconds", "pair")),
    signs=frozenset(("message_type",)),
    recognises=_recognises,
    secrets=_secrets,
    credential=_credential,
    owner=lambda body: "" if isinstance(body, list) else _OWNER(body),
    commands=lambda body: body if isinstance(body, list) else (body,),
    read=_read,
)
