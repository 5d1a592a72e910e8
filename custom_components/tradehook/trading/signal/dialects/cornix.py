"""Cornix: signals in free text, as channels of messengers carry them."""

from decimal import Decimal
import re
from typing import Any, Final

from ..alert_systems import AlertSystem, Habits, Intent, Opposite
from .foreign import Alert, System, reading
from .free_text import TextPrices, prices_in
from .paraphrase import Paraphrase

_PAIR = re.compile(r"[#$]?\b([A-Z0-9]{2,12}/[A-Z]{3,5})\b", re.IGNORECASE | re.ASCII)
_ENTRY = re.compile(r"\b(?:entry|enter|buy)\b", re.IGNORECASE)
_EXIT = re.compile(r"\b(?:targets?|tp\d*|take|sell|stop)\b", re.IGNORECASE)
_LEVERAGE = re.compile(r"\b([0-9]{1,3})(?:\.0)?x\b|\bx([0-9]{1,3})\b", re.IGNORECASE)
_SIDE = re.compile(r"\b(long|short)\b", re.IGNORECASE)
_BUY = re.compile(r"\bbuy\b", re.IGNORECASE)
_FOLLOWED = re.compile(
    r"trailing configuration:?\s*"
    r"(?:(?:entry|take[- ]?profit):\s*percentage\s*\(0(?:\.0+)?%\)\s*)*"
    r"stop:\s*(moving target|break ?even)\s*[-\u2013]?\s*trigger:\s*target\s*\(1\)\s*\Z",
    re.IGNORECASE,
)
_PROTECTIONS: Final = {"m": "FOLLOW_TAKE_PROFIT", "b": "BREAK_EVEN"}
_MOST: Final = 1500
"""Characters of the longest signal that is read."""
_FARTHEST: Final = 20
"""What is so many times the entry, or its part, is no price but a number of something else."""


def _recognises(body: Any) -> bool:
    if not isinstance(body, str) or len(body) > _MOST:
        return False
    return bool(_PAIR.search(body) and _ENTRY.search(body) and _EXIT.search(body))


def _read(body: Any) -> Paraphrase:
    alert = Alert({})
    pair = _PAIR.search(body)
    assert pair is not None
    text = body[: pair.start()] + " " + body[pair.end() :]
    followed = _FOLLOWED.search(text)
    if followed:
        text = text[: followed.start()]
    _refuse_settings(alert, text)
    leverage = _LEVERAGE.search(text)
    if leverage:
        text = text[: leverage.start()] + " " + text[leverage.end() :]
    prices = _prices(alert, text)
    entry = prices.entry[0]
    side = _side(alert, body, prices)
    said: dict[str, object] = {
        "action": "open",
        "symbol": pair[1].upper(),
        "side": side,
        "order_type": "limit",
        "signal_price": entry,
    }
    if prices.target:
        said["take_profit"] = _targets(prices.target, side)
    if prices.stop or followed:
        said["stop_loss"] = _stop(alert, prices, followed)
    if leverage:
        said["leverage"] = leverage[1] or leverage[2]
    return reading(alert, said, intent=Intent.ENTER)


def _refuse_settings(alert: Alert, text: str) -> None:
    if re.search(r"\benter\b.{0,9}\b(?:above|below)\b", text, re.IGNORECASE):
        alert.unsupported("entry", "waits for a break-out: write an `entry_condition`")
    if re.search(r"\b(?:trailing|risk|rm|amount|invest(?:ed)?)\b", text, re.IGNORECASE):
        alert.unsupported(
            "trailing", "is read as a setting, as sizes in a text are: set it in the bot"
        )


def _stop(alert: Alert, prices: TextPrices, followed: re.Match[str] | None) -> dict[str, str]:
    if not prices.stop:
        alert.unsupported("stop", "has no price: write one, or leave the word out")
    stop = {"stop_price": prices.stop[0]}
    if followed is None:
        return stop
    if len(prices.target) == 1:
        alert.notes.append("`trailing` is left out")  # the only target ends all of it
        return stop
    return stop | {"protection_type": _PROTECTIONS[followed[1][0].lower()]}


def _prices(alert: Alert, text: str) -> TextPrices:
    """Return the prices of a signal; whatever may be one and can't be told for certain refuses."""
    prices = prices_in(text)
    if prices.unclear is not None:
        alert.unsupported(*prices.unclear)
    if len(prices.entry) != 1:
        alert.unsupported("entry", "must be one price: further ones are `dca_orders`")
    for name in ("target", "stop"):
        if name in prices.named and not getattr(prices, name):
            alert.unsupported(name, "has no price: write one, or leave the word out")
    if len(prices.stop) > 1:
        alert.unsupported("stop", "must be one price")
    entry = Decimal(prices.entry[0])
    for name, found in (("target", prices.target), ("stop", prices.stop)):
        if any(not entry / _FARTHEST < Decimal(price) < entry * _FARTHEST for price in found):
            alert.unsupported(name, "is nowhere near the entry: write all prices alike")
    return prices


def _targets(prices: list[str], side: str) -> list[dict[str, str]]:
    """Return targets of even shares, the nearest first."""
    ordered = sorted(prices, key=Decimal, reverse=side == "short")
    share, rest = divmod(100, len(ordered))
    shares = [share] * (len(ordered) - 1) + [share + rest]
    return [
        {"price": price, "position_percentage": str(part)}
        for price, part in zip(ordered, shares, strict=True)
    ]


def _side(alert: Alert, body: str, prices: TextPrices) -> str:
    at = Decimal(prices.entry[0])
    above = {Decimal(price) > at for price in prices.target}
    above |= {Decimal(price) < at for price in prices.stop}
    if len(above) != 1:
        alert.refuse_side("entry", "must lie between targets and stop: no side fits")
    side = "long" if above.pop() else "short"
    words = {word.lower() for word in _SIDE.findall(body)}
    if not words and _BUY.search(body):
        words = {"long"}  # prices that say short are a slip of one of them
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
