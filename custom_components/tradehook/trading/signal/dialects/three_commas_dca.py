"""3Commas' DCA bot: one command, or several in a list."""

from collections.abc import Mapping
from typing import Any, Final

from .foreign import Alert, Paraphrase, System, has_all, quote_first, reading, secret_fields

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


def _recognises(body: Any) -> bool:
    if isinstance(body, list):
        return bool(body) and all(has_all(one, "message_type", "email_token") for one in body)
    return has_all(body, "message_type", "email_token")


def _secrets(body: Any) -> tuple[str, ...]:
    return tuple(
        value for one in (body if isinstance(body, list) else [body]) for value in _SECRETS(one)
    )


def _read(body: Any) -> Paraphrase:
    one = body[0] if isinstance(body, list) else body
    alert = Alert(one if isinstance(one, Mapping) else {})
    if isinstance(body, list) and len(body) > 1:
        alert.unsupported("[1]", "is a second command: write an alert for each")
    alert.skip("message_type", "email_token", "bot_id", "api_key", "api_secret", "test")
    delay = alert.number("delay_seconds")
    if delay is not None and delay.strip("0.+-"):
        alert.unsupported("delay_seconds", "must be 0: let an `entry_condition` wait for a time")
    symbol = quote_first(alert.text("pair"), "_")
    command = alert.word("action")
    if command in ("", "start_bot_and_start_deal"):
        if not symbol:
            alert.unsupported("pair", "is missing: name the market")
        action = "start_and_open" if command else "open"
        alert.notes.append("a deal's side is the bot's: `side` is long; write short for a short")
        return reading(alert, {"action": action, "symbol": symbol, "side": "long"})
    if command not in _COMMANDS:
        alert.unsupported("action", f"{command[:40]} has no equal here")
    action = _COMMANDS[command]
    if action in ("close", "cancel") and symbol:
        return reading(alert, {"action": action, "symbol": symbol})
    if action == "close":
        alert.unsupported("pair", "is missing: name the market")
    if action == "cancel":
        alert.unsupported("pair", "is missing: name the market whose orders are meant")
    return reading(alert, {"action": action})


THREE_COMMAS_DCA: Final = System(
    name="3commas_dca",
    title="3Commas DCA bot",
    token="email_token",  # noqa: S106 - the name of a field
    names=frozenset(("message_type", "bot_id", "email_token", "delay_seconds", "pair")),
    recognises=_recognises,
    secrets=_secrets,
    read=_read,
)
