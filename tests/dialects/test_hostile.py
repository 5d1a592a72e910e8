"""Whatever an alert holds, its sender gets an answer, and no message that would be refused."""

from collections.abc import Iterator
import copy
from decimal import Decimal
from itertools import islice
import json
from random import Random
import re
from typing import Any, Final

from custom_components.tradehook.trading.admission.model import Admitted
from custom_components.tradehook.trading.model.commands import OpenPosition
from custom_components.tradehook.trading.model.market import Side
from custom_components.tradehook.trading.reasons.reasons import Refusal
from custom_components.tradehook.trading.signal.foreign_messages import foreign_refusal
from custom_components.tradehook.trading.signal.parse import InvalidSignal, parse_signal

from .carried import around, outcome, taken
from .corpus import CORPUS
from .told import filled, message_in

VALUES: Final[tuple[Any, ...]] = (
    None,
    True,
    "",
    "-5",
    "1e99",
    "NaN",
    "{{plot_2}}",
    "{{plot_1}}",
    "\u202eTDSU",
    "0" * 500,
    [],
    [[]],
    {},
    {"a": {"b": []}},
    -3,
    0,
    10**30,
    "BTCUSDT\x00",
)
ROUNDS: Final = 2000
TRIED: Final = 600
"""Alerts that are carried out as far as the plan."""
_NUMBER = re.compile(r"\d+(?:\.\d+)?|\.\d+")


def mutated(random: Random) -> Iterator[Any]:
    """Yield alerts of the corpus, each with something in it changed."""
    bodies = [body for rows in CORPUS.values() for body, _ in rows]
    while True:
        body = copy.deepcopy(random.choice(bodies))
        for _ in range(random.randint(1, 3)):
            body = _text(random, body) if isinstance(body, str) else _changed(random, body)
        yield body


def _changed(random: Random, value: Any) -> Any:
    if isinstance(value, dict) and value:
        name = random.choice(list(value))
        if random.random() < 0.15:
            value.pop(name)
            return value
        value[name] = _changed(random, value[name])
        return value
    if isinstance(value, list) and value:
        place = random.randrange(len(value))
        value[place] = _changed(random, value[place])
        return value
    return copy.deepcopy(random.choice(VALUES))


def _text(random: Random, text: str) -> str:
    place = random.randrange(len(text) + 1)
    piece = random.choice(
        ["", ",", "=", "\n", ";", "9" * 40, "-1", "{{plot_1}}", "_", "\u202e", "x"]
    )
    return text[:place] + piece + text[place + random.randint(0, 3) :]


def numbers_in(body: Any) -> set[Decimal]:
    """Return every number in an alert, and what it is as a fraction in percent."""
    text = body if isinstance(body, str) else json.dumps(body)
    found = {Decimal(number) for number in _NUMBER.findall(text)}
    return found | {100 * number for number in found}


def says(body: Any, side: Side) -> bool:
    """Return whether an alert names a side, or its prices tell it."""
    text = (body if isinstance(body, str) else json.dumps(body)).lower()
    long, short = ("long", "buy", "bull", "+ol"), ("short", "sell", "bear", "+os")
    words = long if side is Side.LONG else short
    return any(word in text for word in words) or ("/" in text and "entry" in text)


def test_hostile_alerts_open_nothing_that_nobody_said() -> None:
    random, opened = Random(17), 0
    for body in islice(mutated(random), TRIED):
        message = message_in(body)
        if message is None or message.foreign is None or message.foreign.system is None:
            continue
        found = outcome(body)
        if isinstance(found, Refusal):
            assert found.status >= 400, body
            continue
        signal = parse_signal(taken(body, around(None)).fields, strict=True)
        sizes = [signal.quote_amount, signal.base_amount]
        sizes += [signal.entry_size.value] if signal.entry_size else []
        assert {size for size in sizes if size is not None} <= numbers_in(body), body
        for command in found.commands if isinstance(found, Admitted) else ():
            if isinstance(command, OpenPosition):
                opened += 1
                assert says(body, command.side) or message.foreign.family == "freqtrade", body
    assert opened > TRIED // 20


def test_hostile_alerts_are_answered_and_nothing_wrong_is_offered() -> None:
    random = Random(16)
    for body in islice(mutated(random), ROUNDS):
        message = message_in(body)
        if message is None or (alert := message.foreign) is None:
            continue
        answer = foreign_refusal(alert, known=False)
        assert answer.code.value.startswith("dialect_"), body
        assert answer.as_dict()["error"]
        instead = dict(answer.details).get("instead")
        if not isinstance(instead, dict):
            continue
        if instead.get("signal_price") == "{{close}}":
            del instead["signal_price"]
        try:
            parse_signal(filled(instead), strict=True)
        except InvalidSignal as err:
            own = [error for error in err.errors if "{{placeholder}}" not in error.message]
            assert own == [], body
