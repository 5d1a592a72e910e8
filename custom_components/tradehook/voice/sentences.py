"""What is said: answers and orders as sentences of a language."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from ..trading.model.facts import PositionStatus
from .answers import Answer
from .wording import Wording

NAMED: Final = 5
"""How many positions are named before the rest is only counted: nobody listens to twenty."""
TOLD: Final = 1
"""How many refused signals are told: the last one is what people ask for."""


def positions(said: Wording, answer: Answer, market: str | None) -> str:
    """Say what is open."""
    rows: Sequence[Mapping[str, Any]] = answer["positions"]
    if not rows:
        text = (
            said.say("positions", "none")
            if market is None
            else said.say("positions", "none_in", market=market)
        )
        return _with_doubts(said, answer, text)
    parts = [_position(said, row) for row in rows[:NAMED]]
    if len(rows) > NAMED:
        parts.append(said.say("positions", "more", count=len(rows) - NAMED))
    text = _counted(said, "positions", len(rows), list="; ".join(parts))
    sums = _sums(rows)
    if sums and len(rows) > 1:
        profits = "; ".join(said.profit(value, unit) for unit, value in sums.items())
        text = f"{text} {said.say('positions', 'together', profits=profits)}"
    return _with_doubts(said, answer, text)


def _position(said: Wording, row: Mapping[str, Any]) -> str:
    status = row["status"]
    kind = status if status in said.texts["positions"] else "held"
    text = said.say(
        "positions",
        kind,
        market=row["market"],
        side=said.side(row["side"]),
        bot=row["bot"] or said.say("words", "of_removed_bot"),
        profit=said.profit(row["profit_percentage"], "%"),
    )
    if row["no_stop"] and status != PositionStatus.PENDING:
        text = said.say("positions", "no_stop", position=text)
    return text


def _sums(rows: Sequence[Mapping[str, Any]]) -> dict[str, str | None]:
    """Add up by currency; where one part isn't known, the sum isn't."""
    sums: dict[str, Decimal | None] = {}
    for row in rows:
        if row["status"] == PositionStatus.PENDING:
            continue
        known = sums.get(row["currency"], Decimal(0))
        value = row["unrealized_profit"]
        sums[row["currency"]] = None if known is None or value is None else known + Decimal(value)
    return {unit: None if value is None else str(value) for unit, value in sums.items()}


def results(said: Wording, answer: Answer) -> str:
    """Say what was earned."""
    span = said.say("results", answer["span"])
    rows: Sequence[Mapping[str, Any]] = answer["results"]
    if not rows:
        return _with_doubts(said, answer, said.say("results", "none", span=span))
    parts = [_result(said, row) for row in rows]
    return _with_doubts(said, answer, said.say("results", "some", span=span, list="; ".join(parts)))


def _result(said: Wording, row: Mapping[str, Any]) -> str:
    trades = int(row["trades"])
    kind = {0: "no_trade", 1: "one"}.get(trades, "many")
    profit = said.profit(row["profit"], row["currency"])
    text = said.say("results", kind, profit=profit, count=trades, wins=row["wins"])
    return said.say("words", "paper", text=text) if row["paper"] else text


def refused_signals(said: Wording, answer: Answer) -> str:
    """Say why the last signal was refused."""
    rows: Sequence[Mapping[str, Any]] = answer["signals"]
    if not rows:
        return _with_doubts(said, answer, said.say("signals", "none"))
    return _with_doubts(said, answer, " ".join(_signal(said, row) for row in rows[:TOLD]))


def _signal(said: Wording, row: Mapping[str, Any]) -> str:
    named = [str(row[name]) for name in ("action", "market") if row[name]]
    reason = row["reason"] or row["code"] or said.say("signals", "no_reason")
    return said.say(
        "signals",
        row["status"],
        when=said.moment(row["received_at"]),
        bot=row["bot"] or said.say("words", "removed_bot"),
        signal=" ".join(named) or said.say("signals", "a_signal"),
        reason=str(reason).replace("`", ""),
    )


def bots(said: Wording, answer: Answer) -> str:
    """Say which bots run."""
    rows: Sequence[Mapping[str, Any]] = answer["bots"]
    # What is held by hand is no bot that runs, until there is something
    told = [row for row in rows if not row["manual"] or row["positions"] or len(rows) == 1]
    parts = [_bot(said, row) for row in told]
    text = f"{'; '.join(parts)}." if parts else said.say("bots", "none")
    closed = dict.fromkeys(row["account"] for row in rows if not row["account_takes_openings"])
    off = (said.say("bots", "trading_off", account=account) for account in closed)
    return _with_doubts(said, answer, " ".join((text, *off)))


def _bot(said: Wording, row: Mapping[str, Any]) -> str:
    known = said.texts["bots"]
    kind = row["reason"] if row["state"] == "halted" and row["reason"] in known else row["state"]
    state = said.say("bots", kind, bot=row["bot"])
    return _counted(said, "bots", row["positions"], state=state)


def stopped_bot(said: Wording, answer: Answer) -> str:
    """Say that a bot is stopped."""
    text = said.say("orders", answer["done"], bot=answer["bot"])
    return _counted(said, "orders", answer["positions"], text=text)


def ordered(said: Wording, answer: Answer) -> str:
    """Say what was done with a position."""
    values = {
        "market": answer["market"],
        "side": said.side(answer["side"]),
        "bot": answer["bot"],
    }
    parts = [said.say("orders", done, **values) for done in answer["done"]]
    if not answer["connected"]:
        parts.append(said.say("orders", "waits", account=answer["account"]))
    return " ".join(parts)


def problem(said: Wording, key: str, not_loaded: Sequence[str], **values: str) -> str:
    """Say what stood in the way, and where what is meant may be all the same."""
    text = said.say("problems", key, **values)
    if not not_loaded:
        return text
    return f"{text} {said.say('doubts', 'not_loaded', accounts=', '.join(not_loaded))}"


def _counted(said: Wording, group: str, count: int | None, **values: object) -> str:
    kind = {None: "flat", 0: "flat", 1: "one"}.get(count, "many")
    return said.say(group, kind, count=count, **values)


def _with_doubts(said: Wording, answer: Answer, text: str) -> str:
    """Add what makes an answer less than whole: silence would be taken for success."""
    for key in ("not_loaded", "not_connected"):
        if accounts := answer[f"accounts_{key}"]:
            text = f"{text} {said.say('doubts', key, accounts=', '.join(accounts))}"
    if answer["more_is_hidden"]:
        text = f"{text} {said.say('doubts', 'more_is_hidden')}"
    return text
