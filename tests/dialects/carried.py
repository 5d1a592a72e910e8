"""What becomes of another system's alert at a bot that takes all of them."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any, Final

from custom_components.tradehook.execution.signals.reading.bot_reading import own_terms
from custom_components.tradehook.trading.admission.admit import admit
from custom_components.tradehook.trading.admission.model import (
    AdmissionContext,
    Admitted,
    Duplicate,
    Duplicates,
)
from custom_components.tradehook.trading.model.commands import ReversePositions
from custom_components.tradehook.trading.model.market import Side
from custom_components.tradehook.trading.reasons.reasons import Refusal, Refused
from custom_components.tradehook.trading.signal.alert_systems import AlertSystem, Opposite, Repeat
from custom_components.tradehook.trading.signal.dialects import SenderMessage
from custom_components.tradehook.trading.signal.parse import InvalidSignal, parse_signal
from tests.trading.admission_world import ISOLATED, LINEAR, D, bot_with, position, quote, world

from .told import message_in

type Outcome = Admitted | Duplicate | Refusal

BTC, ETH = "BTC/USDT:USDT", "ETH/USDT:USDT"
PRICES: Final = {BTC: quote("60000"), ETH: quote("3400")}


@cache
def around(held: Side | None) -> AdmissionContext:
    """Return the world of a bot that takes all systems' alerts, and holds nothing or one side."""
    plan = {"margin_mode": ISOLATED}
    positions = [
        position(f"p-{symbol}", symbol=symbol, side=held, plan=plan, average_entry=str(at.last))
        for symbol, at in PRICES.items()
        if held is not None
    ]
    money = D(10_000_000)
    found = world(LINEAR, positions=positions, quotes=PRICES, free={"USDT": money}, equity=money)
    return bot_with(
        found,
        dialects=frozenset(AlertSystem),
        max_entry_size=D(10_000_000),
        max_position_size=None,
        max_positions=50,
        max_positions_per_market=50,
        sides=frozenset(Side),
    )


@cache
def habitual(held: Side | None, opposite: Opposite, repeat: Repeat) -> AdmissionContext:
    """Return the world of such a bot with its habits."""
    return bot_with(around(held), opposite=opposite, repeat=repeat)


def taken(body: object, context: AdmissionContext) -> SenderMessage:
    """Return an alert as its bot reads it, without its time; raises Refused."""
    message = message_in(body)
    assert message is not None
    return taken_message(message, context)


def taken_message(message: SenderMessage, context: AdmissionContext) -> SenderMessage:
    """Return a message as its bot reads it, without its time; raises Refused."""
    return message.read_as_foreign(own_terms(context.settings)).without_time()


def opening_refused(message: SenderMessage) -> Refusal | None:
    """Return why an alert opens nothing, of which only what it leaves can be read."""
    return None if message.taken is None else message.taken.opening_refused


def commands(body: object) -> list[object]:
    """Return each command of an alert as an alert of its own."""
    if isinstance(body, list):
        return body
    message = message_in(body) if isinstance(body, str) else None
    alerts = [] if message is None else [one.alert for one in message.commands]
    return [alert.body for alert in alerts if alert is not None] or [body]


def outcome(body: object, held: Side | None = None, **settings: Any) -> Outcome:
    """Return what becomes of an alert while nothing, or one side, is held."""
    context = bot_with(around(held), **settings)
    try:
        message = taken(body, context)
        signal = parse_signal(message.fields, strict=True)
    except InvalidSignal as err:
        return err.refusal
    except Refused as err:
        return err.refusal
    context = replace(context, foreign=True, intent=message.intent)
    return admit(signal, context, Duplicates(), opening_refused(message))


def ours(fields: Mapping[str, Any], held: Side | None = None, **settings: Any) -> Outcome:
    """Return what becomes of a message in our own words."""
    context = bot_with(around(held), **settings)
    try:
        return admit(parse_signal(fields, strict=True), context, Duplicates())
    except InvalidSignal as err:
        return err.refusal


def done(found: Outcome) -> object:
    """Return what is done: commands, whichever fields they were called for by."""
    if not isinstance(found, Admitted):
        return found
    return tuple(
        replace(command, signal=replace(command.signal, given=frozenset(), symbol=None))
        if isinstance(command, ReversePositions)
        else command
        for command in found.commands
    )
