"""Autoview: commands of `key=value`, parted by lines or "|"."""

from collections.abc import Sequence
import re
from typing import Any, Final

from ..alert_systems import AlertSystem, Intent
from .foreign import SECOND_COMMAND, Alert, System, entering, reading, share_of, sizing
from .paraphrase import Paraphrase, Said, UnreadableAlert

_PARTED = re.compile(r"\r\n|[\r\n|]")
_LONGEST: Final = 1000
_LIMITS: Final = frozenset(("q", "l", "p", "t", "fp", "sl", "tp", "ts", "fsl", "ftp"))
"""What limits an entry's risk, beside the names that all systems have."""
_SIDES: Final = {"buy": "long", "long": "long", "sell": "short", "short": "short"}


def _commands(body: Any) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the line and the fields of each command."""
    if not isinstance(body, str) or "=" not in body or len(body) > _LONGEST:
        return []
    found = []
    for line in _PARTED.split(body):
        if line.lstrip().startswith("#"):
            continue
        words = [word.partition("=") for word in line.split()]
        pairs = [(name, value) for name, sign, value in words if name and sign]
        if any(name.isalpha() for name, _ in pairs):
            found.append((line, pairs))
    return found


def _parts(body: Any) -> list[str]:
    """Return its commands, an entry with those behind it where one of them can't be read."""
    lines = [line for line, _ in _commands(body)]
    readable = [_opens(line) for line in lines]
    if True not in readable:
        return lines
    first = readable.index(True)
    if None not in readable[first:]:
        return lines
    return [*lines[:first], "\n".join(lines[first:])]


def _opens(line: str) -> bool | None:
    """Return whether a command enters; None = it can't be read."""
    try:
        return _read(line).intent is not None
    except UnreadableAlert:
        return None


def _recognises(body: Any) -> bool:
    return any(name in ("b", "c") for _, pairs in _commands(body) for name, _ in pairs)


def _read(body: Any) -> Paraphrase:
    commands = _commands(body)
    _refuse_apart(commands)
    line, pairs = commands[0]
    labels = [word for word in line.split() if word.partition("=")[0] in ("", word)]
    alert = Alert.of_text(pairs, labels, _LIMITS)
    if len(commands) > 1:
        alert.unsupported("b", SECOND_COMMAND)
    alert.skip("a", "e")
    alert.refuse_any(("delay",), "has no equal here: let an `entry_condition` wait for a time")
    symbol, side, what = alert.text("s"), alert.word("b"), alert.word("c")
    if not symbol:
        alert.unsupported("s", "is missing: name the market")
    said: dict[str, object] = {
        "symbol": symbol.but(symbol.upper()),
        "side": _SIDES.get(side),
        "test": Said("true", "d", "") if alert.text("d") == "1" else None,
    }
    if side and said["side"] is None:
        alert.refuse_side("b", "must be one of buy, long, sell, short")
    if what == "order":
        return reading(alert, said | {"action": "cancel"})
    if what == "position":
        quantity = alert.text("q")
        _refuse_range(alert, quantity)
        alert.refuse_any(("p", "fp", "sl", "fsl"), "rests as an exit there: use `modify`")
        alert.skip("t")
        return _exit(alert, said, quantity)
    if what or not side:
        alert.unsupported("c", "must be one of position, order")
    said["action"] = "open"
    intent = Intent.SELL if side == "sell" else Intent.ENTER
    share = None if "q" in alert.doubts else _share(alert.text("q"))
    with entering(said, intent, share):
        if intent is Intent.SELL:
            alert.refuse_unread_size()
        with sizing(intent):
            said["margin_percentage"] = _size(alert, alert.text("q"))
        return _opening(alert, said, alert.word("t"), intent, share)


def _refuse_apart(commands: Sequence[tuple[str, list[tuple[str, str]]]]) -> None:
    """Give up on several commands of which one can't be read, or is no order."""
    for line, pairs in commands:
        if not any(name in ("b", "c") for name, _ in pairs):
            Alert({}).unsupported(pairs[0][0], "stands apart from its order: write it beside it")
        if len(commands) > 1:
            _read(line)


def _share(quantity: Said) -> Said | None:
    """Return which share of the coin a sell on spot sells: without a size all of it."""
    if not quantity:
        return quantity.but("100")
    return share_of(quantity.but(quantity.removesuffix("%"))) if quantity.endswith("%") else None


def _size(alert: Alert, quantity: Said) -> Said:
    _refuse_range(alert, quantity)
    if not quantity:
        alert.unclear_size("q", "is missing, which is the whole balance there: write a size")
    size = alert.percent("q", quantity)
    if size is None:
        alert.unclear_size("q", "counts the exchange's unit: write a percentage, as q=5%")
    return size


def _refuse_range(alert: Alert, quantity: str) -> None:
    if "-" in quantity:
        alert.unclear_size("q", "is a range: write one size")


def _exit(alert: Alert, said: dict[str, object], quantity: Said) -> Paraphrase:
    if quantity in ("", "100%"):
        return reading(alert, said | {"action": "close"})
    share = alert.percent("q", quantity)
    if share is None:
        alert.unclear_size("q", "counts the exchange's unit: write a share, as q=50%")
    change = {"quantity_percentage": share}
    return reading(alert, said | {"action": "reduce", "reduce_order": change})


def _opening(
    alert: Alert, said: dict[str, object], kind: str, intent: Intent, share: Said | None
) -> Paraphrase:
    alert.refuse_any(("p",), "is an offset from the order book: write a fixed price, as fp=")
    trailing = alert.text("ts")
    if trailing and not trailing.endswith("%"):
        alert.unsupported("ts", "counts ticks: write a percentage, as ts=2%")
    if trailing and (alert.has("sl") or alert.has("fsl")):
        alert.unsupported("ts", "is a stop besides a stop: write one of them")
    price = alert.number("fp")
    if kind not in ("", "limit", "market"):
        alert.unsupported("t", "must be one of market, limit to enter")
    if kind != "market" and price is None:
        alert.unsupported("fp", "is needed for a limit order, which is the default there")
    leveraged = alert.number("l")
    said |= {
        "order_type": "market" if kind == "market" else "limit",
        "signal_price": price,
        "leverage": leveraged,
    }
    stop, target = _level(alert, "sl", "stop_"), _level(alert, "tp", "")
    if trailing:
        distance = alert.percent("ts", trailing)
        stop = {
            "protection_type": "PRICE",
            "trailing_percentage": "0",
            "trailing_distance": distance,
        }
    if stop:
        said["stop_loss"] = stop
    if target:
        said["take_profit"] = [target | {"position_percentage": "100"}]
    return reading(alert, said, intent=intent, share=share)


def _level(alert: Alert, name: str, prefix: str) -> dict[str, object] | None:
    alert.only_one_of(name, f"f{name}")
    fixed, distance = alert.number(f"f{name}"), alert.text(name)
    if fixed is not None:
        return {f"{prefix}price": fixed}
    if not distance:
        return None
    share = alert.percent(name, distance)
    if share is None:
        alert.unsupported(name, f"counts ticks: write {name}=2% or f{name}= and a price")
    return {"stop_percentage" if prefix else "price_percentage": share}


AUTOVIEW: Final = System(
    name="autoview",
    title="Autoview",
    family=AlertSystem.AUTOVIEW,
    names=frozenset(("e", "s", "b", "c", "t", "q", "l", "fp", "sl", "tp")),
    recognises=_recognises,
    commands=_parts,
    read=_read,
)
