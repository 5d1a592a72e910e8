"""What a command says to each of its positions."""

from collections.abc import Hashable, Iterable
from decimal import Decimal

from ....trading.model.commands import (
    ClosePositions,
    Extent,
    ModifyExits,
    PositionCommand,
    ReleasePosition,
    Resize,
    ResizePositions,
)
from ....trading.model.facts import CloseReason
from ....trading.model.inputs import CancelEntries, Close, Increase, Input, Keep, Reduce, Release
from ....trading.model.position import Position
from ....trading.model.sections import OrderType


def closing(
    positions: Iterable[Position],
    extent: Extent,
    reason: CloseReason,
    *,
    order_type: OrderType = OrderType.MARKET,
    price: Decimal | None = None,
) -> list[ClosePositions]:
    """Return the commands that end positions, one a market."""
    by_symbol: dict[str, list[str]] = {}
    for position in positions:
        by_symbol.setdefault(position.symbol, []).append(position.position_id)
    return [
        ClosePositions(
            symbol=symbol,
            position_ids=tuple(ids),
            extent=extent,
            reason=reason,
            order_type=order_type,
            price=price,
        )
        for symbol, ids in by_symbol.items()
    ]


def key_of(command: PositionCommand | ReleasePosition, receipt_id: str | None) -> Hashable:
    """Return what a command is known by until its positions know of it, or its market does."""
    return id(command) if receipt_id is None else (receipt_id, command.symbol)


def inputs_of(
    command: PositionCommand | ReleasePosition, receipt_id: str | None = None
) -> list[tuple[str, Input]]:
    """Return the input for each position of a command; `receipt_id` is of its signal."""
    match command:
        case ModifyExits():
            return list(command.changes)
        case ReleasePosition():
            return [(command.position_id, Release())]
        case ClosePositions():
            closes = _closing_input(command)
            return [(position_id, closes) for position_id in command.position_ids]
        case ResizePositions():
            changes = [
                (one, _change(command, amount, receipt_id)) for one, amount in command.amounts
            ]
            order_type, price = command.order_type, command.price
            close = Close(reason=CloseReason.SIGNAL, order_type=order_type, price=price)
            return [*changes, *((position_id, close) for position_id in command.cancelled)]


def _change(command: ResizePositions, amount: Decimal, receipt_id: str | None) -> Input:
    order_type, price = command.order_type, command.price
    if command.direction is Resize.REDUCE:
        return Reduce(amount=amount, order_type=order_type, price=price)
    return Increase(amount=amount, order_type=order_type, price=price, receipt_id=receipt_id)


def _closing_input(command: ClosePositions) -> Input:
    match command.extent:
        case Extent.WHOLE:
            order_type, price = command.order_type, command.price
            return Close(reason=command.reason, order_type=order_type, price=price)
        case Extent.UNFILLED:
            return Keep(reason=command.reason)
        case Extent.OPENING | Extent.ENTRIES as extent:
            return CancelEntries(reason=command.reason, dca=extent is Extent.ENTRIES)
