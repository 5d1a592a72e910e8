"""What a decision writes: facts, and the rows that follow from them, in one batch."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from ...ledger.records import (
    ADOPTED,
    DUST,
    RECEIPT,
    Batch,
    FactRecord,
    FillRecord,
    OrderRecord,
    PositionRecord,
)
from ...trading.fact_storage import fact_as
from ...trading.model.facts import (
    Adopted,
    CloseReason,
    Ended,
    ExternalChange,
    Fact,
    Filled,
    Funded,
    Released,
)
from ...trading.model.position import Position
from ..common.serializers import full_position_row


def position_batch(
    before: Position | None,
    steps: Sequence[tuple[Fact, Position]],
    first_fact: int,
    receipt_id: str | None,
    mark_price: Decimal | None,
) -> Batch:
    """Return the rows of new facts, each with the position that it led to.

    `before` is None for a position that these facts make; `first_fact` is the number of the
    first of them. The position's own row is left out where these facts don't change it.
    """
    after = steps[-1][1]
    known = before.orders if before else {}
    stays = (
        before is not None
        and after.is_live
        and before.status is after.status
        and before.realized_profit == after.realized_profit
        and before.close_reason is after.close_reason
    )
    position_id = after.position_id
    facts = []
    for number, (fact, _) in enumerate(steps, first_fact):
        kind, data = fact_as(fact)
        facts.append(
            FactRecord(position_id=position_id, seq=number, kind=kind, at=fact.at, data=data)
        )
    return Batch(
        facts=tuple(facts),
        positions=() if stays else (_position_row(after, steps[-1][0].at, receipt_id, mark_price),),
        orders=tuple(
            [
                OrderRecord(client_order_id=key, position_id=position_id)
                for key in after.orders
                if key not in known
            ]
        ),
        fills=tuple(_fill_rows(before, steps)),
    )


def _position_row(
    position: Position, at: datetime, receipt_id: str | None, mark_price: Decimal | None
) -> PositionRecord:
    # What is shown of a live position follows from its facts: only what is over stays as it is.
    shown: Mapping[str, object] = (
        {} if position.status.is_live else full_position_row(position, mark_price, at)
    )
    return PositionRecord(
        position_id=position.position_id,
        bot_id=position.bot_id,
        symbol=position.symbol,
        side=str(position.side),
        signal_id=position.signal_id,
        status=str(position.status),
        opened_at=position.opened_at,
        closed_at=position.closed_at,
        close_reason=position.close_reason.value if position.close_reason else None,
        realized_profit=position.realized_profit,
        data={**shown, RECEIPT: receipt_id},
    )


def _fill_rows(
    before: Position | None, steps: Sequence[tuple[Fact, Position]]
) -> Sequence[FillRecord]:
    rows = []
    realized = before.realized_profit if before else Decimal(0)
    for fact, position in steps:
        if isinstance(fact, Filled):
            order = position.orders[fact.client_order_id]
            rows.append(
                FillRecord(
                    symbol=position.symbol,
                    trade_id=fact.trade_id,
                    order_id=fact.venue_order_id,
                    client_order_id=fact.client_order_id,
                    position_id=position.position_id,
                    bot_id=position.bot_id,
                    side=order.side.value,
                    price=fact.price,
                    amount=fact.amount,
                    cost=fact.price * fact.amount,
                    fee=fact.fee,
                    fee_currency=fact.fee_currency,
                    purpose=order.purpose.value,
                    realized_profit=position.realized_profit - realized,
                    time=fact.at,
                    fee_value=fact.fee_in_quote,
                )
            )
        elif isinstance(fact, Adopted):
            row = _Unordered(ADOPTED, ADOPTED, fact.amount, fact.price)
            rows.append(_unordered_row(row, fact, position, realized))
        elif isinstance(fact, Released):
            purpose = CloseReason.RELEASED.value
            row = _Unordered(purpose, purpose, fact.amount, fact.price)
            rows.append(_unordered_row(row, fact, position, realized))
        elif isinstance(fact, ExternalChange):
            purpose = CloseReason.CHANGED_OUTSIDE.value
            row = _Unordered("outside", purpose, fact.amount, fact.price)
            rows.append(_unordered_row(row, fact, position, realized))
        elif isinstance(fact, Funded):
            row = _Unordered("funding", "funding", Decimal(0), fact.price)
            rows.append(_unordered_row(row, fact, position, realized))
        elif isinstance(fact, Ended) and fact.dust and fact.dust_price is not None:
            row = _Unordered(DUST, DUST, fact.dust, fact.dust_price)
            rows.append(_unordered_row(row, fact, position, realized))
        realized = position.realized_profit
    return rows


@dataclass(frozen=True, slots=True)
class _Unordered:
    """What changes a position's books without an order of ours."""

    kind: str
    purpose: str
    amount: Decimal
    price: Decimal


def _unordered_row(
    row: _Unordered, fact: Fact, position: Position, realized: Decimal
) -> FillRecord:
    """Return a trade that no order has made: the books would not add up without it."""
    return FillRecord(
        symbol=position.symbol,
        trade_id=f"{row.kind}:{position.position_id}:{fact.at.timestamp():f}",
        order_id="",
        client_order_id=None,
        position_id=position.position_id,
        bot_id=position.bot_id,
        side=(position.side.entry if row.kind == ADOPTED else position.side.exit).value,
        price=row.price,
        amount=row.amount,
        cost=row.price * row.amount,
        fee=Decimal(0),
        fee_currency="",
        purpose=row.purpose,
        realized_profit=position.realized_profit - realized,
        time=fact.at,
        fee_value=Decimal(0),
    )
