"""Cornix: signals in free text, as channels of messengers carry them."""

from dataclasses import replace
from decimal import Decimal
import re
from typing import Any, Final, NoReturn

from ..alert_systems import AlertSystem, Habits, Intent, Opposite
from .foreign import Alert, System, reading
from .free_text import TextPrices, prices_in
from .paraphrase import Paraphrase

_PAIR = re.compile(r"[#$]?\b([A-Z0-9]{2,12}/[A-Z]{3,5})\b", re.IGNORECASE | re.ASCII)
_ENTRY = re.compile(r"\b(?:entry|enter|buy)\b", re.IGNORECASE)
_EXIT = re.compile(r"\b(?:targets?|tp\d*|take|sell|stop)\b", re.IGNORECASE)
_WORDS: Final = frozenset(
    ("long", "short", "buy", "sell", "entry", "enter", "target", "targets", "stop", "loss", "win")
)
"""`BUY/LONG` is no pair."""
_TIMES = re.compile(
    r"(?<![\w.,])([0-9]{1,4}(?:\.[0-9]+)?) ?x\b|\bx ?([0-9]{1,4}(?:\.[0-9]+)?)\b(?![.,]?\w)",
    re.IGNORECASE | re.ASCII,
)
_LEVER = re.compile(
    r"\blev(?:erage)?\b[\s:=(-]*(?:(?:cross|isolated)(?:ed)?\b[\s:=(-]*)?", re.IGNORECASE
)
_PLAIN = re.compile(r"([0-9]{1,4}(?:\.[0-9]+)?)(?![0-9.,]|\s*[-\u2013%]|\s*to\b)", re.ASCII)
_MARGIN = re.compile(r"\b(cross|isolated)(?:ed)?\b", re.IGNORECASE)
_BESIDE_LEVERAGE: Final = frozenset(
    ("long", "short", "lev", "leverage", "cross", "crossed", "isolated", "futures", "margin")
)
_BREAK_OUT = re.compile(
    r"\bbreak(?:s|ing|ed)?\b|\bbreak[- ]?(?:out|down)"
    r"|\b(?:entry|enter|buy|long|short|sell)\b[^\n0-9]{0,30}\b(?:above|below|over|under)\b",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"\b(?:cancel\w*|clos(?:e|ed|es|ing)|exit\w*|updat\w*|reached|hit|achieved|(?:un)?filled|done"
    r"|stopped|opened|do not|don['\u2019]?t|avoid|wait\w*|retest|confirm\w*|invalid\w*|partial\w*"
    r"|booked|half|re-?ent\w+|dca|averag\w+|hedg\w+|mov(?:e|ed|ing)|shift|after|if|break[- ]?even"
    r"|trail\w*)\b",
    re.IGNORECASE,
)
"""Words of a text that tells more than an entry, or tells of one that was."""
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
    return bool(_pairs(body) and _ENTRY.search(body) and _EXIT.search(body))


def _pairs(text: str) -> list[re.Match[str]]:
    found = _PAIR.finditer(text)
    return [pair for pair in found if not _WORDS.issuperset(pair[1].lower().split("/"))]


def _read(body: Any) -> Paraphrase:
    alert = Alert({})
    pair, *others = _pairs(body)
    if any(one[1].upper() != pair[1].upper() for one in others):
        alert.unsupported("symbol", "must be one market")
    text = body
    for one in reversed((pair, *others)):
        text = text[: one.start()] + " " + text[one.end() :]
    followed = _FOLLOWED.search(text)
    if followed:
        text = text[: followed.start()]
    _refuse_settings(alert, text)
    leverage, text = _leverage(alert, text)
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
        said["leverage"] = leverage
    found = reading(alert, said, intent=Intent.ENTER)
    modes = {mode.lower() for mode in _MARGIN.findall(text)}
    return replace(found, margin_mode=modes.pop() if len(modes) == 1 else None)


def _refuse_settings(alert: Alert, text: str) -> None:
    if _BREAK_OUT.search(text):
        alert.unsupported("entry", "waits for a break-out: write an `entry_condition`")
    if re.search(r"\b(?:trailing|risk|rm|amount|invest(?:ed)?)\b", text, re.IGNORECASE):
        alert.unsupported(
            "trailing", "is read as a setting, as sizes in a text are: set it in the bot"
        )
    if more := _MORE.search(text):
        word = more[0].lower()
        alert.unsupported(
            "text", f"says {word}, so it may be no new signal: send what it asks for in our words"
        )


def _leverage(alert: Alert, text: str) -> tuple[str, str]:
    """Return the leverage of a signal, "" where it has none, and the text without it.

    A multiple is one behind the word, or on a line in which nothing else stands.
    """
    found = set[str]()
    for label in list(_LEVER.finditer(text)):
        behind = text[label.end() :]
        number = _TIMES.match(behind) or _PLAIN.match(behind)
        if number is not None:
            found.add(number[1] or number[2])
            text = text[: label.end()] + " " * number.end() + behind[number.end() :]
        elif re.match(r"\S*[0-9]", behind):
            _refuse_leverage(alert, behind.split()[0])
    lines = text.split("\n")
    for place, line in enumerate(lines):
        for number in _TIMES.finditer(line):
            words = re.findall(r"[^\W_]+", _TIMES.sub(" ", line).lower())
            if not _BESIDE_LEVERAGE.issuperset(words):
                _refuse_leverage(alert, number[0])
            found.add(number[1] or number[2])
        lines[place] = _TIMES.sub(" ", line)
    if len(found) > 1:
        _refuse_leverage(alert, " and ".join(sorted(found)))
    leverage = found.pop() if found else ""
    whole, _, rest = leverage.partition(".")
    if rest.strip("0"):
        _refuse_leverage(alert, leverage)
    return whole, "\n".join(lines)


def _refuse_leverage(alert: Alert, said: str) -> NoReturn:
    alert.unsupported(
        "leverage",
        f"has {said[:20]}, which can't be read for certain: write one number, as Leverage: 5x",
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
    if prices.number_beside is not None:
        alert.unsupported(
            "text",
            f"has {prices.number_beside}, of which can't be told what it is for: leave it out",
        )
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
