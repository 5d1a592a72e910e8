"""PineConnector: licence, command, symbol and parameters, parted by commas."""

from collections.abc import Sequence
import re
from typing import Any, Final

from ..alert_systems import AlertSystem, Habits, Intent, Opposite, Repeat
from .foreign import SECOND_COMMAND, Alert, System, entering, reading
from .paraphrase import Paraphrase, Said

_START = re.compile(r"\s*(\d{6,})\s*,\s*([a-z+]+)\s*,", re.ASCII)
_MOST: Final = 40
_EXITS: Final = {"closelong": "long", "closeshort": "short", "closelongshort": None}
_PARTS: Final = {"closelongpct": "long", "closeshortpct": "short"}
_VOLUMES: Final = {"closelongvol": "long", "closeshortvol": "short"}
_TURNS: Final = {"closelongopenshort": "short", "closeshortopenlong": "long"}
_TURNS_SHORT: Final = {"cl+os": "short", "cs+ol": "long"}
_BOTH: Final = {
    f"{exits}{joint}{opens}": (exit_word, entry)
    for joint, exit_words, entries in (
        ("", {word: word for word in _EXITS}, {"openlong": "buy", "openshort": "sell"}),
        (
            "+",
            {"cl": "closelong", "cs": "closeshort", "cls": "closelongshort"},
            {"ol": "buy", "os": "sell"},
        ),
    )
    for exits, exit_word in exit_words.items()
    for opens, entry in entries.items()
    if f"{exits}{joint}{opens}" not in _TURNS | _TURNS_SHORT
}
"""Commands that leave and enter again: an exit and an opening here."""
_ALIASES: Final = {
    **dict.fromkeys(("long", "bull", "bullish"), "buy"),
    **dict.fromkeys(("short", "bear", "bearish"), "sell"),
}
_BOT: Final = {"eaon": "start_bot", "eaoff": "stop_bot", "closealleaoff": "stop_and_close"}
_CANCELS: Final = {"cancellong": "long", "cancelshort": "short"}


def _secrets(body: Any) -> tuple[str, ...]:
    found = _START.match(body) if isinstance(body, str) else None
    if found is None:
        return ()
    parts = (part.partition("=") for part in body.split(",", _MOST))
    return (
        found[1],
        *(value.strip() for name, _, value in parts if name.strip().lower() == "secret"),
    )


def _credential(body: Any) -> str:
    """Return licence and `secret`; a licence alone is a number that others can try."""
    licence, *phrases = _secrets(body) or ("",)
    return "\n".join((licence, *phrases)) if any(phrases) else ""


def _commands(body: Any) -> list[str]:
    """Return an alert whose command leaves and enters as two alerts."""
    found = _START.match(body)
    both = _BOTH.get(found[2]) if found is not None else None
    if found is None or both is None:
        return [body]
    rest = body[found.end() :].split(",", _MOST)
    secret = [part for part in rest[1:] if part.partition("=")[0].strip().lower() == "secret"]
    leaves, enters = both
    return [
        ",".join((found[1], leaves, rest[0], *secret)),
        ",".join((found[1], enters, *rest)),
    ]


def _refuse_several(body: str, command: str, rest: Sequence[str]) -> None:
    """Give up on several commands: it takes one in each alert."""
    alert = Alert({})
    again = body.partition(",")[0].strip() in rest
    if again or "\n" in body.strip() or command in _BOTH:
        alert.unsupported("command", SECOND_COMMAND)


def _read(body: Any) -> Paraphrase:
    _, command, *rest = [part.strip() for part in body.split(",", _MOST)]
    command = _ALIASES.get(command, command)
    _refuse_several(body, command, rest)
    symbol = rest[0] if rest and "=" not in rest[0] else ""
    parts = rest[bool(symbol) :]
    pairs = [part.partition("=") for part in parts if _is_pair(part)]
    alert = Alert.of_text(
        [(name.strip().lower(), value.strip()) for name, _, value in pairs],
        [part for part in parts if not _is_pair(part)],
    )
    alert.skip("secret", "comment")
    if command in _BOT:
        return reading(alert, {"action": _BOT[command]})
    if command == "closeall":
        return reading(alert, {"action": "close_all"})
    if not symbol:
        alert.unsupported("symbol", "is missing: name the market")
    said: dict[str, object] = {"symbol": Said(symbol, "symbol")}
    if command in _EXITS:
        return reading(alert, said | {"action": "close", "side": _EXITS[command]})
    if command in _CANCELS:
        return reading(alert, said | {"action": "cancel", "side": _CANCELS[command]})
    if command in _PARTS or command in _VOLUMES:
        return _part(alert, command, said)
    turns = _TURNS | _TURNS_SHORT
    if command in turns:
        return _opening(alert, said | {"action": "reverse", "side": turns[command]})
    if command in ("buy", "sell"):
        side = "long" if command == "buy" else "short"
        return _opening(alert, said | {"action": "open", "side": side}, Intent.ENTER)
    if not command.startswith("newsltp"):
        alert.unsupported("command", f"says {command[:40]}, which has no certain equal here")
    return _change(alert, said | {"side": command.removeprefix("newsltp")})


def _is_pair(part: str) -> bool:
    return "=" in part and "," not in part


def _part(alert: Alert, command: str, said: dict[str, object]) -> Paraphrase:
    share, volume = alert.number("partial_close_pct"), alert.number("vol_lots")
    if command in _PARTS and share is not None:
        change, side = {"quantity_percentage": share}, _PARTS[command]
    elif command in _VOLUMES and volume is not None:
        change, side = {"base_amount": volume}, _VOLUMES[command]
    else:
        alert.unclear_size(
            "partial_close_pct", "is needed, or `vol_lots`: say how much is to be closed"
        )
    return reading(alert, said | {"action": "reduce", "side": side, "reduce_order": change})


def _exits(alert: Alert) -> dict[str, object]:
    for name in ("sl", "tp", "sl_pips", "tp_pips", "sl_pct", "tp_pct"):
        if alert.has(name):
            alert.unsupported(
                name,
                f"means pips, a price or per cent by a setting there: write `{name[:2]}_price`",
            )
    stop, target = alert.number("sl_price"), alert.number("tp_price")
    said: dict[str, object] = {}
    if stop is not None:
        said["stop_loss"] = {"stop_price": stop}
    if target is not None:
        said["take_profit"] = [{"price": target, "position_percentage": "100"}]
    return said


def _opening(alert: Alert, said: dict[str, object], intent: Intent | None = None) -> Paraphrase:
    with entering(said, intent):
        for name in ("risk", "vol_pct_bal_loss", "vol_dollar", "vol_pct_bal_lots"):
            if alert.has(name):
                alert.unclear_size(
                    name,
                    "means lots, money or a percentage by a setting there: write "
                    "`risk_percentage`, `quote_amount` or `base_amount`",
                )
        said |= {"base_amount": alert.number("vol_lots"), "order_type": "market"}
        return reading(alert, said | _exits(alert), intent=intent)


def _change(alert: Alert, said: dict[str, object]) -> Paraphrase:
    if said["side"] not in ("long", "short"):
        alert.unsupported("command", "must be one of newsltplong, newsltpshort")
    changes = _exits(alert)
    if not changes:
        alert.unsupported("sl_price", "is needed, or `tp_price`: say what is to be changed")
    return reading(alert, said | {"action": "modify"} | changes)


PINE_CONNECTOR: Final = System(
    name="pine_connector",
    title="PineConnector",
    family=AlertSystem.PINE_CONNECTOR,
    habits=Habits(opposite=Opposite.REFUSE, repeat=Repeat.OPEN),
    names=frozenset(("buy", "sell", "closelong", "closeshort", "closeall", "risk", "sl", "tp")),
    recognises=lambda body: isinstance(body, str) and bool(_START.match(body)),
    secrets=_secrets,
    credential=_credential,
    commands=_commands,
    read=_read,
)
