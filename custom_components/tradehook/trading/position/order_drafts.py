"""Making orders: their ids, their direction, and when a refused one is tried again."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from ..common.time_spans import has_passed
from ..model.facts import CancelIntended, Fact, OrderIntended
from ..model.inputs import MarketContext
from ..model.market import MarketType
from ..model.order import LOST_AT_MOST, Order, OrderState, Purpose, bears_id_of, client_order_id
from ..model.position import Position
from ..model.sections import OrderType
from .evolve.backoff import LONGEST_OUTSIDE, cancel_key, may_retry, outside_key, refusal_key

UNCONFIRMED = timedelta(minutes=1)
"""How long a cancel waits for the venue's word before it is asked for once more."""


def may_be_of(client_order_id_: str, position: Position) -> bool:
    """Return whether an order that a position does not know bears one of its next ids."""
    first = len(position.orders)
    numbers = range(first, first + position.skipped + LOST_AT_MOST)
    return bears_id_of(client_order_id_, position.position_id, numbers)


def unknown_number(client_order_id_: str, position: Position) -> int | None:
    """Return the number of an order with one of a position's next ids; None for any other."""
    first = position.next_number
    numbers = range(first, first + LOST_AT_MOST)
    return next(
        (
            number
            for number in numbers
            if client_order_id(position.position_id, number) == client_order_id_
        ),
        None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderDraft:
    """What an order shall do, before it has an id."""

    purpose: Purpose
    leg: int = 0
    order_type: OrderType = OrderType.MARKET
    amount: Decimal
    price: Decimal | None = None
    trigger: Decimal | None = None
    merged: tuple[int, ...] = ()
    partner: int = 0
    """Which draft it rests with as one: 1 = the next, -1 = the one before; 0 = with none."""
    receipt_id: str | None = None


def intended(
    position: Position, situation: MarketContext, *drafts: OrderDraft
) -> list[OrderIntended]:
    """Return the facts that place orders, in this order."""
    first = position.next_number
    linear = situation.market.market_type is MarketType.LINEAR
    return [
        OrderIntended(
            at=situation.now,
            order=Order(
                client_order_id=client_order_id(position.position_id, number),
                purpose=draft.purpose,
                leg=draft.leg,
                side=position.side.entry if draft.purpose.adds else position.side.exit,
                order_type=draft.order_type,
                amount=draft.amount,
                price=draft.price,
                trigger=draft.trigger,
                reduce_only=linear and not draft.purpose.adds,
                merged=draft.merged,
                partner=client_order_id(position.position_id, number + draft.partner)
                if draft.partner
                else None,
                receipt_id=draft.receipt_id,
                created_at=situation.now,
                updated_at=situation.now,
            ),
        )
        for number, draft in enumerate(drafts, first)
    ]


def may_try(position: Position, purpose: Purpose, leg: int, now: datetime) -> bool:
    """Return whether the venue's last refusal of such an order is long enough ago."""
    refusal = position.refusals.get(refusal_key(purpose, leg))
    return refusal is None or may_retry(refusal, now)


def may_rest(position: Position, purpose: Purpose, leg: int, now: datetime) -> bool:
    """Tell the same of an order that rests: one that somebody else cancels is not fought for."""
    outside = position.refusals.get(outside_key(purpose, leg))
    return may_try(position, purpose, leg, now) and (
        outside is None or may_retry(outside, now, LONGEST_OUTSIDE)
    )


def cancels(position: Position, now: datetime, *orders: Order) -> list[CancelIntended]:
    """Return the facts that cancel orders: those that rest, each once, and what rests with them.

    What has no definite answer yet is cancelled when it is known to rest.
    """
    ended: dict[str, None] = {}
    for order in orders:
        if order.state is not OrderState.OPEN or order.cancel_requested:
            continue
        partner = position.partner(order)
        together = [order, partner] if partner is not None and partner.is_live else [order]
        failed = (position.refusals.get(cancel_key(row.client_order_id)) for row in together)
        if all(refusal is None or may_retry(refusal, now) for refusal in failed):
            resting = (
                row for row in together if row.state is OrderState.OPEN and not row.cancel_requested
            )
            ended |= dict.fromkeys(row.client_order_id for row in resting)
    return [CancelIntended(at=now, client_order_id=key) for key in ended]


def cancelled_again(position: Position, situation: MarketContext) -> list[Fact]:
    """Cancel once more what the venue has kept although it was asked to cancel it."""
    now = situation.now
    return [
        CancelIntended(at=now, client_order_id=order.client_order_id)
        for order in _unconfirmed(position)
        if has_passed(order.updated_at, UNCONFIRMED, now)
    ]


def cancelled_again_at(position: Position) -> list[datetime]:
    """Return when cancels that nobody has confirmed are asked for once more."""
    return [order.updated_at + UNCONFIRMED for order in _unconfirmed(position)]


def _unconfirmed(position: Position) -> list[Order]:
    """Return the orders that rest on although they are to be cancelled.

    Those without a definite answer are looked up until there is one.
    """
    return [
        row
        for row in position.orders.values()
        if row.state is OrderState.OPEN and row.cancel_requested
    ]
