"""Cornix: signals in free text, as channels of messengers carry them."""

from decimal import Decimal
import re
from typing import Any, Final

from ..alert_systems import AlertSystem, Habits, Intent, Opposite
from .foreign import Alert, System, reading
from .paraphrase import Paraphrase

_PAIR = re.compile(r"[#$]?\b([A-Z0-9]{2,12}/[A-Z]{3,5})\b", re.IGNORECASE)
_ENTRY = re.compile(r"\b(?:entry|enter|buy)\b", re.IGNORECASE)
_EXIT = re.compile(r"\b(?:targets?|tp\d*|take|sell|stop)\b", re.IGNORECASE)
_SECTION = re.compile(
    r"(?P<entry>entry(?: targets?| zone| price)?|buy(?: zone)?)"
    r"|(?P<stop>stop(?:[- ]?loss)?(?: targets?)?)"
    r"|(?P<target>take[- ]?profit(?: targets?)?|targets?|tp\d*|sell(?: targets?)?)"
    r"|(?P<other>exchanges?|signal type|leverage|trailing|amount per trade|risk|client)",
    re.IGNORECASE,
)
_PRICE = re.compile(r"(?<![\w.])(\d{1,12}(?:\.\d{1,12})?)(?![\w.)%])", re.ASCII)
_LEVERAGE = re.compile(r"\b(\d{1,3})(?:\.0)?x\b|\bx(\d{1,3})\b", re.IGNORECASE)
_SIDE = re.compile(r"\b(long|short)\b", re.IGNORECASE)
_MOST: Final = 1500
"""Characters of the longest signal that is read."""


def _recognises(body: Any) -> bool:
    if not isinstance(body, str) or len(body) > _MOST:
        return False
    return bool(_PAIR.search(body) and _ENTRY.search(body) and _EXIT.search(body))


def _prices(text: str) -> dict[str, list[str]]:
    """Return the prices by what they are named for."""
    found: dict[str, list[str]] = {"entry": [], "target": [], "stop": [], "other": []}
    parts = list(_SECTION.finditer(text))
    for place, part in enumerate(parts):
        end = parts[place + 1].start() if place + 1 < len(parts) else len(text)
        values = _PRICE.findall(text[part.end() : end])
        found[part.lastgroup or "other"] += values
    return found


def _read(body: Any) -> Paraphrase:
    alert = Alert({})
    pair = _PAIR.search(body)
    assert pair is not None
    if re.search(r"\benter\b.{0,9}\b(?:above|below)\b", body, re.IGNORECASE):
        alert.unsupported("entry", "waits for a break-out: write an `entry_condition`")
    if re.search(r"\b(?:trailing|risk|amount per trade)\b", body, re.IGNORECASE):
        alert.unsupported(
            "trailing", "and sizes in a text are read as settings: set them in the bot"
        )
    prices = _prices(body[: pair.start()] + " " * len(pair[0]) + body[pair.end() :])
    entries, targets, stops = prices["entry"], prices["target"], prices["stop"]
    if len(entries) != 1:
        alert.unsupported("entry", "must be one price: further ones are `dca_orders`")
    if len(stops) > 1:
        alert.unsupported("stop", "must be one price")
    side = _side(alert, body, entries[0], targets, stops)
    said: dict[str, object] = {
        "action": "open",
        "symbol": pair[1].upper(),
        "side": side,
        "order_type": "limit",
        "signal_price": entries[0],
    }
    if targets:
        share, rest = divmod(100, len(targets))
        shares = [share] * (len(targets) - 1) + [share + rest]
        said["take_profit"] = [
            {"price": price, "position_percentage": str(part)}
            for price, part in zip(targets, shares, strict=True)
        ]
    if stops:
        said["stop_loss"] = {"stop_price": stops[0]}
    leverage = _LEVERAGE.search(body)
    if leverage:
        said["leverage"] = leverage[1] or leverage[2]
    return reading(alert, said, intent=Intent.ENTER)


def _side(alert: Alert, body: str, entry: str, targets: list[str], stops: list[str]) -> str:
    at = Decimal(entry)
    above = {Decimal(price) > at for price in targets} | {Decimal(price) < at for price in stops}
    if len(above) != 1:
        alert.refuse_side("entry", "must lie between targets and stop: no side fits")
    side = "long" if above.pop() else "short"
    words = {word.lower() for word in _SIDE.findall(body)}
    if words and words != {side}:
        alert.refuse_side("side", "contradicts the prices")
    return side


CORNIX: Final = System(
    name="cornix",
    title="Cornix",
    family=AlertSystem.CORNIX,
    habits=Habits(opposite=Opposite.REFUSE),
    names=frozenset(("Entry", "Targets", "Take-Profit", "Stop", "Leverage", "Exchanges", "Signal")),
    recognises=_recognises,
    read=_read,
)
