"""Parser and validator of signals: a message's object → Signal, or every error with its path."""

from collections.abc import Iterable, Mapping, Set as AbstractSet
from dataclasses import replace
from typing import Any, Final

from ..model.market import Side
from ..model.sections import OrderType
from ..reasons.reasons import FieldError, ReasonCode, Refusal, Refused, sentence
from .actions import action_names, action_row
from .fields.exits import read_exchange, read_exit, read_id, read_symbol
from .fields.modification import CHANGES
from .fields.opening import ENTRY_SIZES, SECTIONS, read_opening
from .fields.reader import FieldReader, ValidationReport
from .fields.sections import read_size_change
from .fields.strategy_block import implied_action, implied_side, read_strategy
from .fields.values import InvalidValue, choice, moment
from .json_body import MalformedSignal, parse_object
from .redaction import mask, scrub, secrets_of
from .signal import Action, Signal, StrategyState

__all__ = [
    "FIELDS",
    "SECTIONS",
    "InvalidSignal",
    "MalformedSignal",
    "action_of",
    "contains_exit",
    "mask",
    "parse_object",
    "parse_signal",
]

_NULLABLE: Final = SECTIONS | {"entry_condition", "entry_expiration", "auto_close"}
"""Where null says "explicitly none"; elsewhere it is the same as leaving the field out."""
_COMMON: Final = (
    "api_key",
    "api_secret",
    "action",
    "strategy",
    "exchange",
    "symbol",
    "side",
    "signal_id",
    "test",
    "timestamp",
    "request_id",
    "max_age",
)
_OPENING: Final = (
    "order_type",
    "signal_price",
    "price_offset_percentage",
    *ENTRY_SIZES,
    "leverage",
    "adjust_fee",
    "entry_condition",
    "entry_expiration",
    "dca_orders",
    "dca_rule",
    "take_profit",
    "stop_loss",
    "stop_loss_percentage",
    "tags",
)
FIELDS: Final = frozenset(
    (*_COMMON, *_OPENING, "price", "increase_order", "reduce_order", *CHANGES)
)
"""Every field of the protocol."""
_EMPTY_IS_NONE: Final = frozenset(
    {"signal_id", "request_id", "order_type", "timestamp", "test", "tags", "exchange"}
)
"""Where an empty text of new exposure says nothing; on an exit it does so in every field."""
MAX_AGE: Final = 365 * 86_400
"""The largest `max_age`: a year."""
_KEPT_EMPTY: Final = frozenset({"api_key", "api_secret", "action", "strategy"})


class InvalidSignal(Refused):
    """Fields of the signal are missing, unknown, out of range or contradictory (422).

    `exit_half` is what must be carried out all the same: the close that a reverse or a strategy
    alert contains, of which only the opening is wrong.
    """

    def __init__(self, errors: tuple[FieldError, ...], exit_half: Signal | None = None) -> None:
        codes = {error.code for error in errors}
        code = (codes.pop() if len(codes) == 1 else None) or ReasonCode.INVALID_SIGNAL
        first = f"{errors[0].path} {errors[0].message}"
        summary = f"{first}; {len(errors) - 1} more" if len(errors) > 1 else first
        super().__init__(Refusal(code, sentence(code, summary=summary), errors))
        self.errors = errors
        self.exit_half = exit_half


def parse_signal(
    message: Mapping[str, object],
    *,
    strict: bool,
    bot_sections: AbstractSet[str] = frozenset(),
    secret_digest: str | None = None,
    secrets: tuple[str, ...] | None = None,
) -> Signal:
    """Return the signal of a message or of an action call; raises InvalidSignal.

    Strict refuses unknown fields, but never those of exits. `bot_sections` names the sections
    that the bot takes from its own settings: the signal's are ignored, right or wrong. The
    `secrets` are repeated nowhere; None = the message's credentials and what has the bot's
    `secret_digest`.
    """
    action = action_of(message)
    exits = action is not None and action_row(action).is_exit
    report = ValidationReport(lenient=not strict or exits)
    fields = FieldReader(message, report)
    _drop_empty(fields, exits=exits, needed=CHANGES if action is Action.MODIFY else ())
    signal = _read(fields, action, bot_sections)
    fields.finish(FIELDS, f"`{action or 'this action'}` does not use it")
    if secrets is None:
        secrets = secrets_of(message, secret_digest)
    if signal.signal_id is not None and scrub(signal.signal_id, secrets) != signal.signal_id:
        if action_row(signal.action).opens:
            report.error("signal_id", "holds the bot's key or secret: everybody can read an id")
        signal = replace(signal, signal_id=scrub(signal.signal_id, secrets))
    if signal.request_id is not None:
        signal = replace(signal, request_id=scrub(signal.request_id, secrets))
    for number, tag in enumerate(signal.tags):
        if scrub(tag, secrets) != tag:
            report.error(f"tags[{number}]", "holds the bot's key or secret: everybody reads tags")
    if report.errors:
        errors = tuple(
            replace(error, path=scrub(error.path, secrets), message=scrub(error.message, secrets))
            for error in report.errors
        )
        raise InvalidSignal(errors, _exit_half(message, action))
    given = {
        name
        for name in fields.used & FIELDS
        if fields.has(name) or (name in _NULLABLE and name in message)
    }
    if "stop_loss_percentage" in given:
        given.add("stop_loss")
    if "dca_rule" in given:
        given.add("dca_orders")
    warnings = tuple(scrub(warning, secrets) for warning in report.warnings)
    return replace(signal, given=frozenset(given), warnings=warnings)


def action_of(message: Mapping[str, object]) -> Action | None:
    """Return what a message asks for, whatever else is wrong with it; None if that can't be told.

    A strategy alert asks for what its positions say: going flat is a close. Never raises.
    """
    word = message.get("action")
    if word is not None:
        try:
            return choice(word, action_names())
        except InvalidValue:
            return None
    if message.get("strategy") is None:
        return Action.OPEN
    state = read_strategy(FieldReader(message, ValidationReport(lenient=True)))
    return None if state is None else implied_action(state)


def contains_exit(message: Mapping[str, object]) -> bool:
    """Return whether a message may close something, whatever else it asks for. Never raises."""
    action = action_of(message)
    if action is None:
        return False
    return action_row(action).may_exit or message.get("strategy") is not None


def _exit_half(message: Mapping[str, object], action: Action | None) -> Signal | None:
    """Return the close that a wrong reverse or strategy alert contains, if that much is right.

    A strategy alert that is wrong in itself still says which side it is on: the other one goes.
    """
    strategic = message.get("strategy") is not None
    if action is None or (strategic and message.get("action") is not None):
        return None
    row = action_row(action)
    if row.is_exit or not (strategic or row.leaves):
        return None
    report = ValidationReport(lenient=True)
    fields = FieldReader(message, report)
    _drop_empty(fields, exits=True)
    test = fields.flag("test")
    exchange, symbol = read_exchange(fields), read_symbol(fields)
    side = None if strategic else fields.choice("side", Side)
    half = Signal(
        action=action,
        exchange=exchange,
        symbol=symbol,
        side=side,
        timestamp=fields.read_leniently("timestamp", moment),
        test=test or False,
    )
    if report.errors:
        return None
    if strategic:
        half = replace(half, **_strategic_half(fields))
    return half if half.side is not None else None


def _strategic_half(fields: FieldReader) -> dict[str, Any]:
    before = len(fields.report.errors)
    state = read_strategy(fields)
    if state is None:
        return {}
    if len(fields.report.errors) > before:
        return {"action": Action.REVERSE, "side": implied_side(state)}
    return {"strategy": state, "side": implied_side(state)}


def _read(fields: FieldReader, action: Action | None, bot_sections: AbstractSet[str]) -> Signal:
    fields.skip("api_key")
    fields.skip("api_secret")
    fields.choice("action", action_names())
    strategy = read_strategy(fields)
    fields.exclusive("action", "strategy")
    row = None if action is None else action_row(action)
    exits = row is not None and row.is_exit
    signal = Signal(
        action=action or Action.OPEN,
        exchange=read_exchange(fields) if exits else fields.word("exchange"),
        test=fields.flag("test") or False,
        strategy=strategy,
    )
    if row is not None and not row.has_market:
        return replace(
            signal,
            signal_id=fields.read_leniently("signal_id", read_id),
            timestamp=fields.read_leniently("timestamp", moment),
            request_id=fields.read_leniently("request_id", read_id),
        )
    if exits:
        signal = read_exit(fields, signal)
    else:
        if action is not None:
            fields.require("symbol")
        signal = replace(
            signal,
            symbol=fields.word("symbol"),
            signal_id=fields.read("signal_id", read_id),
            timestamp=fields.read("timestamp", moment),
            request_id=fields.read("request_id", read_id),
            max_age=fields.whole("max_age", 1, MAX_AGE),
        )
        if fields.has("max_age") and not fields.has("timestamp"):
            fields.error("max_age", "needs a `timestamp` to count from")
    if strategy is not None:
        return _read_strategy_signal(fields, signal, strategy, bot_sections)
    if row is None:
        return _read_anything(fields, signal, bot_sections)
    return row.read(fields, signal, bot_sections)


def _drop_empty(fields: FieldReader, *, exits: bool, needed: Iterable[str] = ()) -> None:
    names = set(fields.source) - _KEPT_EMPTY - set(needed)
    fields.drop_empty(names if exits else names & _EMPTY_IS_NONE)


def _read_anything(fields: FieldReader, signal: Signal, bot_sections: AbstractSet[str]) -> Signal:
    """Read whatever is there, to tell all its errors beside that of the action."""
    signal = replace(signal, side=fields.choice("side", Side))
    for name in ("increase_order", "reduce_order"):
        if fields.has(name):
            read_size_change(fields, name, priced=True)
    return read_opening(fields, signal, bot_sections)


def _read_strategy_signal(
    fields: FieldReader, signal: Signal, state: StrategyState, bot_sections: AbstractSet[str]
) -> Signal:
    """Read an alert whose strategy decides action and side; going flat is a market close."""
    fields.ignore("side", "the strategy's `market_position` decides")
    signal = replace(signal, side=implied_side(state))
    if signal.action is Action.CLOSE:
        return replace(signal, order_type=OrderType.MARKET)
    if signal.action is not Action.REDUCE:
        return read_opening(fields, signal, bot_sections)
    trial = FieldReader(fields.source, ValidationReport(lenient=True))
    opening = read_opening(trial, signal, bot_sections)
    fields.merge_trial(trial)
    return signal if trial.report.errors else opening
