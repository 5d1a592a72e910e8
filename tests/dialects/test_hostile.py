"""Whatever an alert holds, its sender gets an answer, and no message that would be refused.

`ALERTS=1000000 pytest tests/dialects/test_hostile.py` tries a million, `FIRST=1000` others.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from itertools import islice
import json
import os
from random import Random
import re
from typing import Final

import pytest

from custom_components.tradehook.trading.admission.admit import admit
from custom_components.tradehook.trading.admission.model import (
    AdmissionContext,
    Admitted,
    Duplicates,
)
from custom_components.tradehook.trading.model.commands import OpenPosition, ReversePositions
from custom_components.tradehook.trading.model.market import Side
from custom_components.tradehook.trading.reasons.reasons import Refused
from custom_components.tradehook.trading.signal.alert_systems import Opposite, Repeat
from custom_components.tradehook.trading.signal.dialects import SenderMessage
from custom_components.tradehook.trading.signal.foreign_messages import foreign_refusal
from custom_components.tradehook.trading.signal.parse import InvalidSignal, parse_signal

from .carried import habitual, opening_refused, taken_message
from .mutations import mutated
from .told import filled, message_in

ALERTS: Final = int(os.environ.get("ALERTS", "1000"))
"""How many are tried, each as its bot would take it and as one that does not take it."""
FIRST: Final = int(os.environ.get("FIRST", "0"))
CHUNK: Final = 1000
WORLDS: Final = tuple(
    (held, opposite, repeat)
    for held in (None, None, Side.LONG, Side.SHORT)
    for opposite in Opposite
    for repeat in Repeat
)
SIZES: Final = frozenset(
    {
        *("quote_amount", "base_amount", "margin_amount", "risk_amount", "leverage"),
        *("balance_percentage", "equity_percentage", "margin_percentage", "risk_percentage"),
        *("quantity_percentage", "stop_percentage", "stop_price", "limit_price", "signal_price"),
        *("price", "price_percentage", "trailing_distance", "contracts"),
    }
)
"""Numbers of our words that none but the sender can say."""
LEAST_SECRET: Final = 8
"""What is shorter, or stands elsewhere in an alert, may be a word of ours."""
_NUMBER = re.compile(r"\d+(?:\.\d+)?|\.\d+")


def numbers_in(text: str) -> set[Decimal]:
    """Return every number in an alert, and what it is as a fraction in percent."""
    found = {Decimal(number) for number in _NUMBER.findall(text)}
    return found | {100 * number for number in found}


def numbers_said(value: object) -> Iterator[Decimal]:
    """Yield the numbers of a message of ours that its sender must have said."""
    if isinstance(value, Mapping):
        for name, item in value.items():
            if name not in SIZES:
                yield from numbers_said(item)
            elif item is not None and _NUMBER.fullmatch(str(item).lstrip("+-")):
                yield Decimal(str(item)).copy_abs()
    elif isinstance(value, list):
        for item in value:
            yield from numbers_said(item)


def says(text: str, side: Side) -> bool:
    """Return whether an alert names a side, or its prices tell it."""
    text = text.lower()
    long, short = ("long", "buy", "bull", "+ol"), ("short", "sell", "bear", "+os")
    words = long if side is Side.LONG else short
    return any(word in text for word in words) or (
        "/" in text and ("entry" in text or "enter" in text)
    )


def check_carried_out(message: SenderMessage, text: str, context: AdmissionContext) -> bool:
    """Check that nothing is ordered that nobody said; return whether something is opened."""
    try:
        taken = taken_message(message, context)
        assert set(numbers_said(taken.fields)) <= numbers_in(text), text
        signal = parse_signal(taken.fields, strict=True)
    except InvalidSignal, Refused:
        return False
    context = replace(context, foreign=True, intent=taken.intent)
    found = admit(signal, context, Duplicates(), opening_refused(taken))
    opened = False
    for command in found.commands if isinstance(found, Admitted) else ():
        if isinstance(command, OpenPosition | ReversePositions):
            opened = True
            family = message.foreign and message.foreign.family
            assert says(text, command.side) or family == "freqtrade", text
    return opened


def check_answer(message: SenderMessage, text: str) -> None:
    """Check that a bot that does not take an alert says why, and offers nothing wrong."""
    alert = message.foreign
    assert alert is not None
    answer = foreign_refusal(alert, known=False)
    assert answer.code.value.startswith("dialect_"), text
    told = answer.as_dict()
    assert told["error"], text
    shown = json.dumps(told, ensure_ascii=False)
    for secret in alert.secrets.private:
        word = len(secret) < LEAST_SECRET or text.count(secret) > 1
        assert word or secret not in shown, text
    instead = told.get("instead")
    if not isinstance(instead, dict):
        return
    if instead.get("signal_price") == "{{close}}":
        del instead["signal_price"]
    try:
        parse_signal(filled(instead), strict=True)
    except InvalidSignal as err:
        own = [error for error in err.errors if "{{placeholder}}" not in error.message]
        assert own == [], text


@pytest.mark.parametrize("seed", range(FIRST, FIRST + max(ALERTS // CHUNK, 1)))
def test_hostile_alerts_are_answered_and_open_nothing_that_nobody_said(seed: int) -> None:
    random, opened = Random(seed), 0
    for body in islice(mutated(random), CHUNK):
        text = body if isinstance(body, str) else json.dumps(body)
        message = message_in(body)
        if message is None or message.foreign is None:
            continue
        check_answer(message, text)
        for command in message.commands:
            if command.foreign is not None and command.foreign.system is not None:
                opened += check_carried_out(command, text, habitual(*random.choice(WORLDS)))

    assert opened > CHUNK // 40
