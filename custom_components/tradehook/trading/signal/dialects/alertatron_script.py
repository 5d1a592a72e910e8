"""Alertatron's script: commands in braces, one after the other, for one market."""

import re
from typing import Any, Final, NoReturn

from ..alert_systems import AlertSystem, Intent
from .foreign import Alert, System, reading
from .paraphrase import Paraphrase, Said, UnreadableAlert

_HEAD = re.compile(r"^[ \t]*\w+\([^)\n]*\)\s*\{", re.MULTILINE)
_BLOCK = re.compile(r"(\w+)\(\s*([\w:/.-]{1,40})\s*\)\s*\{([^{}]*)\}", re.ASCII)
_COMMAND = re.compile(r"(\w{1,40})\(([^()]*)\)", re.ASCII)
_MORE = re.compile(
    r"\b(?:market|limit|stop\w*|trailing\w*|cancel|wait|continue|managed|aggressive|oneCancels\w*"
    r"|exchangeSettings)\(",
    re.IGNORECASE,
)
_MOST: Final = 40
_OF_BALANCE: Final = {
    "%": "equity_percentage",
    "%b": "equity_percentage",
    "%%": "balance_percentage",
    "%a": "balance_percentage",
}
"""Both are notional there, as they are here: leverage plays no part."""
_AMOUNT = re.compile(r"([0-9.]+)(%[%abp]?)", re.ASCII | re.IGNORECASE)


def _recognises(body: Any) -> bool:
    return isinstance(body, str) and "#bot" in body and "}" in body and bool(_HEAD.search(body))


def _parts(body: str) -> list[str]:
    """Return each command as a script of its own."""
    block = _BLOCK.search(body)
    if block is None or body.count("{") != 1 or body.count("}") != 1:
        return [body]
    alias, market, inside = block.groups()
    commands = [part.strip() for part in inside.split(";", _MOST)]
    return [f"{alias}({market}) {{ {one}; }} #bot" for one in commands if one] or [body]


def _commands(body: Any) -> list[str]:
    """Return its commands; an entry never goes without its stop.

    Where one of them can't be read only the exits in front of all others stand by themselves.
    """
    parts = [body] if _has_more(body) else _parts(body)
    exits = 0
    try:
        for place, part in enumerate(parts):
            leaves = _read_one(part).intent is None
            exits += leaves and exits == place
    except UnreadableAlert:
        return [*parts[:exits], _joined(body, exits)] if exits else [body]
    return parts


def _joined(body: str, first: int) -> str:
    """Return a script from one of its commands on."""
    block = _BLOCK.search(body)
    assert block is not None
    commands = [part for part in block[3].split(";") if part.strip()]
    return f"{block[1]}({block[2]}) {{ {';'.join(commands[first:])}; }} #bot"


def _has_more(body: str) -> bool:
    """Return whether there are commands outside of the braces, too."""
    block = _BLOCK.search(body)
    return block is not None and bool(_MORE.search(body[: block.start()] + body[block.end() :]))


def _read(body: Any) -> Paraphrase:
    if _has_more(body):
        _refuse()
    parts = _parts(body)
    found = [_read_one(part) for part in parts]
    if len(found) > 1:
        _refuse()
    return found[0]


def _read_one(body: str) -> Paraphrase:
    block = _BLOCK.search(body)
    if block is None or body.count("{") != 1 or body.count("}") != 1:
        _refuse()
    command = _COMMAND.fullmatch(block[3].strip().removesuffix(";").strip())
    if command is None:
        _refuse()
    pairs = [part.partition("=") for part in command[2].split(",", _MOST) if part.strip()]
    alert = Alert({name.strip().lower(): value.strip() for name, _, value in pairs})
    if not all(sign for _, sign, _ in pairs) or len(alert.fields) < len(pairs):
        _refuse()
    said: dict[str, object] = {"symbol": Said(block[2], "script")}
    word = command[1].lower()
    if word == "market":
        return (_flat if alert.has("position") else _market)(alert, said)
    if word != "cancel" or alert.word("which") != "all" or len(alert.fields) > 1:
        _refuse()
    return reading(alert, said | {"action": "cancel"})


def _flat(alert: Alert, said: dict[str, object]) -> Paraphrase:
    """Read a target position, of which only none is certain."""
    alert.skip("reduceonly")
    if alert.text("position") not in ("0", "0%", "0%p") or alert.fields.keys() - alert.used:
        _refuse()
    return reading(alert, said | {"action": "close"})


def _market(alert: Alert, said: dict[str, object]) -> Paraphrase:
    reduces = alert.flag("reduceonly")
    side, amount = alert.word("side"), _AMOUNT.fullmatch(alert.text("amount"))
    if side not in ("buy", "sell"):
        alert.refuse_side("side", "must be buy or sell")
    unit = "" if amount is None else amount[2].lower()
    if amount is None or (unit == "%p") != reduces:
        alert.unclear_size(
            "amount",
            'must be a share to close, as "50%"'
            if reduces
            else 'must be a share of the balance, as "25%"',
        )
    if alert.fields.keys() - alert.used:
        _refuse()
    share = alert.checked("amount", alert.text("amount").but(amount[1]))
    if not reduces:
        entry = {"action": "open", "side": "long" if side == "buy" else "short"}
        entry |= {_OF_BALANCE[unit]: share, "order_type": "market"}
        return reading(alert, said | entry, intent=Intent.SELL if side == "sell" else Intent.ENTER)
    said |= {"side": "short" if side == "buy" else "long"}
    if share == "100":
        return reading(alert, said | {"action": "close"})
    change = {"quantity_percentage": share}
    return reading(alert, said | {"action": "reduce", "reduce_order": change})


def _refuse() -> NoReturn:
    Alert({}).unsupported(
        "script", "has commands with no equal here: write one message for what it does"
    )


ALERTATRON: Final = System(
    name="alertatron",
    title="Alertatron",
    family=AlertSystem.ALERTATRON,
    names=frozenset(("#bot", "market", "limit", "stopOrder", "trailingStop", "oneCancelsOther")),
    recognises=_recognises,
    commands=_commands,
    read=_read,
)
