"""What is certain of a position whose facts can't be read: its own row, and what was traded."""

from collections.abc import Sequence
from decimal import Decimal, localcontext
from typing import Any, cast

from ...ledger.records import ADDING_PURPOSES, FactRecord, FillRecord, PositionRecord
from ...trading.fact_storage import fact_from
from ...trading.model.facts import Opened
from ...trading.model.price_math import PRECISE
from ...trading.position.performance import known_total, total
from ...trading.reasons.money import money
from ..common.rows import FullPositionRow
from ..common.serializers import time


def row_of_unreadable(
    record: PositionRecord,
    facts: Sequence[FactRecord],
    fills: Sequence[FillRecord],
    why: str | None,
) -> FullPositionRow:
    """Return a position as far as it is on record; what only unreadable facts tell is None.

    `why` says what is wrong with its facts, where that is known.
    """
    base = record.symbol.partition("/")[0]
    adding = [fill for fill in fills if fill.purpose in ADDING_PURPOSES]
    closing = [fill for fill in fills if fill.purpose not in ADDING_PURPOSES]
    with localcontext(PRECISE):
        added = total(fill.amount - _fee_in(fill, base) for fill in adding)
        size = added - total(fill.amount + _fee_in(fill, base) for fill in closing)
        entry, exit_ = _average(adding), _average(closing)
    fees = known_total(fill.fee_value for fill in fills)
    funding = total(fill.realized_profit for fill in fills if fill.purpose == "funding")
    known: dict[str, Any] = {
        "position_id": record.position_id,
        "bot_id": record.bot_id,
        "symbol": record.symbol,
        "side": record.side,
        "status": record.status,
        "size": money(size),
        "entry_price": money(entry),
        "exit_price": money(exit_),
        "invested": "0" if entry is None else money(size * entry),
        "realized_profit": money(record.realized_profit),
        "fees": money(fees),
        "funding": money(funding),
        "leverage": _leverage(facts),
        "signal_id": record.signal_id,
        "opened_at": time(record.opened_at),
        "closed_at": time(record.closed_at),
        "close_reason": record.close_reason,
        "message": f"This position can't be read: {why}" if why else None,
        "no_stop": False,
        "note": "",
        "tags": [],
        "take_profit": [],
        "orders": [],
    }
    empty = dict.fromkeys(FullPositionRow.__annotations__)
    return cast("FullPositionRow", empty | known)


def _leverage(facts: Sequence[FactRecord]) -> int | None:
    """Return the leverage of the plan with which a position began; None if it can't be read."""
    try:
        first = fact_from(facts[0].kind, facts[0].at, facts[0].data)
    except IndexError, ValueError:
        return None
    return first.plan.leverage if isinstance(first, Opened) else None


def _fee_in(fill: FillRecord, currency: str) -> Decimal:
    return fill.fee if fill.fee_currency == currency else Decimal(0)


def _average(fills: Sequence[FillRecord]) -> Decimal | None:
    amount = total(fill.amount for fill in fills)
    return total(fill.cost for fill in fills) / amount if amount else None
