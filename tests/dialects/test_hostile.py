"""Whatever an alert holds, its sender gets an answer, and no message that would be refused."""

from collections.abc import Iterator
import copy
from itertools import islice
from random import Random
from typing import Any, Final

from custom_components.tradehook.trading.signal.foreign_messages import foreign_refusal
from custom_components.tradehook.trading.signal.parse import InvalidSignal, parse_signal

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
