"""Parser and validator of signals: a message's object → Signal, or every error with its path."""

from collections.abc import Iterable, Mapping, Set as AbstractSet
from typing import Any, Final

from ..common.changed_copies import replace
from ..model.market import Side
from ..model.sections import OrderType
from ..reasons.reasons import FieldError, ReasonCode, Refusal, Refused, sentence
from .actions import ACTIONS, action_row
from .fields.exits import read_exchange, read_exit, read_filled, read_id, read_symbol
from .fields.modification import CHANGES
from .fields.names import FIELDS
from .fields.opening import SECTIONS, check_resting, read_opening
from .fields.reader import FieldReader
from .fields.report import ValidationReport
from .fields.sections import read_size_change
from .fields.strategy_block import implied_action, implied_side, read_strategy
from .fields.values import InvalidValue, choice, moment
from .json_body import MalformedSignal, parse_object
from .redaction import mask, scrub, secrets_of
from .signal import Action, Signal, SignalFields, StrategyState

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
_EMPTY_IS_NONE: Final = frozenset(
    {"signal_id", "request_id", "order_type", "timestamp", "test", "tags", "exchange"}
)
"""Where an empty text of new exposure says nothing; on an exit it does so in every field."""
MAX_AGE: Final = 365 * 86_400
"""The largest `max_age`: a year."""
_HEAD: Final = frozenset({"action", "exchange", "test"})
_STRATEGY: Final = frozenset({"strategy"})
_MARKET: Final = frozenset({"symbol", "signal_id", "timestamp", "request_id", "max_age"})
_KEPT_EMPTY: Final = frozenset({"api_key", "api_secret", "action", "strategy"})

_BARE: Final = Signal(action=Action.OPEN)
"""What a signal is made of: it has thirty fields, of which a message says a few."""


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
    bot_order_type: OrderType = OrderType.MARKET,
    secret_digest: str | None = None,
    secrets: tuple[str, ...] | None = None,
) -> Signal:
    """Return the signal of a message or of an action call; raises InvalidSignal.

    Strict refuses unknown fields, but never those of exits. `bot_sections` names the sections
    that the bot takes from its own settings: the signal's are ignored, right or wrong. Entries
    that don't say their order type have the `bot_order_type`. The `secrets` are repeated nowhere;
    None = the message's credentials and what has the bot's `secret_digest`.
    """
    action, strategy = _asked(message)
    exits = action is not None and action_row(action).is_exit
    report = ValidationReport(lenient=not strict or exits)
    fields = FieldReader(message, report)
    _drop_empty(fields, exits=exits, needed=CHANGES if action is Action.MODIFY else ())
    said = _read(fields, action, strategy, bot_sections)
    if not exits:
        check_resting(fields, said, bot_order_type)
    fields.finish(FIELDS, f"`{action or 'this action'}` does not use it")
    if secrets is None:
        secrets = secrets_of(message, secret_digest)
    _hide(secrets, said, report)
    clean = report.is_empty
    if not clean and report.errors:
        errors = tuple(
            replace(error, path=scrub(error.path, secrets), message=scrub(error.message, secrets))
            for error in report.errors
        )
        raise InvalidSignal(errors, _exit_half(message, action))
    source = fields.source
    given = {
        name
        for name in FIELDS.intersection(message)
        if name in fields.used and (source.get(name) is not None or name in _NULLABLE)
    }
    if "stop_loss_percentage" in given:
        given.add("stop_loss")
    if "dca_rule" in given:
        given.add("dca_orders")
    said["given"] = frozenset(given)
    if not clean:
        said["warnings"] = tuple(scrub(warning, secrets) for warning in report.warnings)
    return replace(_BARE, **said)


def _hide(secrets: tuple[str, ...], said: SignalFields, report: ValidationReport) -> None:
    """Take secrets out of what everybody can read; a new position that has them is an error."""
    if signal_id := said.get("signal_id"):
        hidden = scrub(signal_id, secrets)
        if hidden != signal_id:
            said["signal_id"] = hidden
            if action_row(said["action"]).opens:
                report.error("signal_id", "holds the bot's key or secret: everybody can read an id")
    if request_id := said.get("request_id"):
        said["request_id"] = scrub(request_id, secrets)
    for number, tag in enumerate(said.get("tags", ())):
        if scrub(tag, secrets) != tag:
            report.error(f"tags[{number}]", "holds the bot's key or secret: everybody reads tags")


def action_of(message: Mapping[str, object]) -> Action | None:
    """Return what a message asks for, whatever else is wrong with it; None if that can't be told.

    A strategy alert asks for what its positions say: going flat is a close. Never raises.
    """
    word = message.get("action")
    row = ACTIONS.get(word) if type(word) is str else None
    return _asked(message)[0] if row is None else row.action


def _asked(message: Mapping[str, object]) -> tuple[Action | None, StrategyState | None]:
    """Return what a message asks for, and its strategy if that was read without a doubt."""
    word = message.get("action")
    if word is not None:
        if type(word) is str and (row := ACTIONS.get(word)) is not None:
            return row.action, None
        try:
            return choice(word, ACTIONS.names), None
        except InvalidValue:
            return None, None
    if message.get("strategy") is None:
        return Action.OPEN, None
    report = ValidationReport(lenient=True)
    state = read_strategy(FieldReader(message, report))
    action = None if state is None else implied_action(state)
    return action, None if report.errors or report.warnings else state


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
    if action is None:
        return None
    strategic = strategic and message.get("action") is None
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


def _read(
    fields: FieldReader,
    action: Action | None,
    strategy: StrategyState | None,
    bot_sections: AbstractSet[str],
) -> SignalFields:
    row = None if action is None else action_row(action)
    said = _read_head(fields, action, strategy, exits=row is not None and row.is_exit)
    if row is not None and not row.has_market:
        said["signal_id"] = fields.read_leniently("signal_id", read_id)
        said["timestamp"] = fields.read_leniently("timestamp", moment)
        said["request_id"] = fields.read_leniently("request_id", read_id)
        return said
    if row is not None and row.is_exit:
        read_exit(fields, said)
    else:
        _read_market(fields, said, required=action is not None)
    if said.get("strategy") is not None:
        return _read_strategy_signal(fields, said, bot_sections)
    if row is None:
        _read_anything(fields, said, bot_sections)
    else:
        row.read(fields, said, bot_sections)
    return said


def _read_head(
    fields: FieldReader, action: Action | None, strategy: StrategyState | None, *, exits: bool
) -> SignalFields:
    """Read what every signal may say, whatever it asks for; `strategy` was read before."""
    given = fields.ask(_HEAD)
    fields.skip("api_key", "api_secret")
    said: SignalFields = {"action": action or Action.OPEN}
    if action is None or "action" in fields.repeated:
        fields.choice("action", ACTIONS.names)
    if "strategy" in given and not (exits and "action" in given):
        fields.ask(_STRATEGY)
        said["strategy"] = strategy or read_strategy(fields)
        fields.exclusive("action", "strategy")
    if "exchange" in given:
        acts = said["action"]
        said["exchange"] = read_exchange(fields) if exits else _read_word(fields, acts, "exchange")
    if "test" in given:
        said["test"] = fields.flag("test") or False
    return said


def _read_word(fields: FieldReader, action: Action, name: str) -> str | None:
    """Read a text of what is no exit; in what may contain one it has to be filled in."""
    turns = action_row(action).leaves or fields.has("strategy")
    return read_filled(fields, name) if turns else fields.word(name)


def _read_market(fields: FieldReader, said: SignalFields, *, required: bool) -> None:
    """Read which market is meant, and when; an exit's is read leniently."""
    given = fields.ask(_MARKET)
    if required and fields.source.get("symbol") is None:
        fields.require("symbol")
    if "symbol" in given:
        said["symbol"] = _read_word(fields, said["action"], "symbol")
    if "signal_id" in given:
        said["signal_id"] = fields.word("signal_id")
    if "timestamp" in given:
        said["timestamp"] = fields.read("timestamp", moment)
    if "request_id" in given:
        said["request_id"] = fields.read("request_id", read_id)
    if "max_age" in given:
        said["max_age"] = fields.whole("max_age", 1, MAX_AGE)
        if fields.has("max_age") and not fields.has("timestamp"):
            fields.error("max_age", "needs a `timestamp` to count from")


def _drop_empty(fields: FieldReader, *, exits: bool, needed: Iterable[str] = ()) -> None:
    blank = {
        name for name, said in fields.source.items() if isinstance(said, str) and not said.strip()
    }
    if blank:
        names = blank - _KEPT_EMPTY - set(needed)
        fields.drop_empty(names if exits else names & _EMPTY_IS_NONE)


def _read_anything(fields: FieldReader, said: SignalFields, bot_sections: AbstractSet[str]) -> None:
    """Read whatever is there, to tell all its errors beside that of the action."""
    said["side"] = fields.choice("side", Side)
    for name in ("increase_order", "reduce_order"):
        if fields.has(name):
            read_size_change(fields, name, priced=True)
    read_opening(fields, said, bot_sections)


def _read_strategy_signal(
    fields: FieldReader, said: SignalFields, bot_sections: AbstractSet[str]
) -> SignalFields:
    """Read an alert whose strategy decides action and side; going flat is a market close."""
    fields.ignore("side", "the strategy's `market_position` decides")
    state = said["strategy"]
    assert state is not None
    said["side"] = implied_side(state)
    if said["action"] is Action.CLOSE:
        said["order_type"] = OrderType.MARKET
        return said
    if said["action"] is not Action.REDUCE:
        read_opening(fields, said, bot_sections)
        return said
    trial = fields.again(ValidationReport(lenient=True))
    opening = said.copy()
    read_opening(trial, opening, bot_sections)
    fields.merge_trial(trial)
    return said if trial.report.errors else opening
