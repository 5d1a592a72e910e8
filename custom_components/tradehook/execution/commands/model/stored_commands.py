"""What an accepted signal asks of positions, in a form that outlives a crash."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from ....trading.fact_storage import as_data, from_data
from ....trading.model.commands import (
    ClosePositions,
    Extent,
    ModifyExits,
    PositionCommand,
    Resize,
    ResizePositions,
)
from ....trading.model.facts import CloseReason
from ....trading.model.inputs import Modify
from ....trading.model.sections import OrderType
from ....trading.signal.signal import Signal
from ....trading.stored_names import stored
from ...state.pending_reversals import PendingReversal

DOING = "doing"
"""Key of what a stored command does."""


REVERSE = "reverse"
TURN = "turn"
"""What waits for its turn in an array of signals."""
SEVERAL = "several"
"""What is done by commands to several markets."""


class Doing(StrEnum):
    """What is done to the positions, as it is stored."""

    CLOSE = "close"
    INCREASE = "increase"
    REDUCE = "reduce"
    MODIFY = "modify"


@stored("Command", version=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class StoredCommand:
    """One command to several positions of a market; amounts (base) for all but a close."""

    doing: Doing
    symbol: str
    targets: Sequence[tuple[str, Decimal | None]]
    order_type: OrderType = OrderType.MARKET
    price: Decimal | None = None
    reason: CloseReason = CloseReason.SIGNAL
    extent: Extent = Extent.WHOLE
    """Of a close."""
    changes: tuple[Modify, ...] = ()
    """Of a change of exits, one for each target."""


@stored("Commands", version=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class StoredCommands:
    """Commands of one signal to several markets."""

    doing: str = SEVERAL
    commands: tuple[StoredCommand, ...]


@stored("Reverse", version=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class StoredReversal:
    """What a reverse's row keeps until its opening is decided; the rest stands in its columns."""

    doing: str = REVERSE
    symbol: str
    position_ids: tuple[str, ...]
    signal: Signal


def commands_as_json(commands: Sequence[PositionCommand]) -> dict[str, Any]:
    """Return the commands of a signal, one or more, as the ledger keeps them."""
    kept = tuple(_stored(command) for command in commands)
    data: dict[str, Any] = as_data(kept[0] if len(kept) == 1 else StoredCommands(commands=kept))
    return data


def commands_from(data: Mapping[str, Any]) -> tuple[PositionCommand, ...]:
    """Return the commands that `commands_as_json` wrote; raises UnreadableError."""
    if data.get(DOING) == SEVERAL:
        several: StoredCommands = from_data(StoredCommands, data)
        return tuple(map(_command, several.commands))
    return (_command(from_data(StoredCommand, data)),)


def _stored(command: PositionCommand) -> StoredCommand:
    if isinstance(command, ModifyExits):
        return StoredCommand(
            doing=Doing.MODIFY,
            symbol=command.symbol,
            targets=[(position_id, None) for position_id, _ in command.changes],
            changes=tuple(change for _, change in command.changes),
        )
    ids = command.position_ids if isinstance(command, ClosePositions) else command.cancelled
    targets: list[tuple[str, Decimal | None]] = [(position_id, None) for position_id in ids]
    doing, reason, extent = Doing.CLOSE, CloseReason.SIGNAL, Extent.WHOLE
    if isinstance(command, ClosePositions):
        reason, extent = command.reason, command.extent
    else:
        doing, targets = Doing(command.direction), [*command.amounts, *targets]
    return StoredCommand(
        doing=doing,
        symbol=command.symbol,
        targets=targets,
        order_type=command.order_type,
        price=command.price,
        reason=reason,
        extent=extent,
    )


def _command(kept: StoredCommand) -> PositionCommand:
    if kept.doing is Doing.MODIFY:
        ids = (position_id for position_id, _ in kept.targets)
        changes = tuple(zip(ids, kept.changes, strict=True))
        return ModifyExits(symbol=kept.symbol, changes=changes)
    if kept.doing is Doing.CLOSE:
        return ClosePositions(
            symbol=kept.symbol,
            position_ids=tuple(position_id for position_id, _ in kept.targets),
            reason=kept.reason,
            extent=kept.extent,
            order_type=kept.order_type,
            price=kept.price,
        )
    return ResizePositions(
        symbol=kept.symbol,
        direction=Resize(kept.doing),
        amounts=tuple((one, amount) for one, amount in kept.targets if amount is not None),
        cancelled=tuple(one for one, amount in kept.targets if amount is None),
        order_type=kept.order_type,
        price=kept.price,
    )


def reversal_as_json(reversal: PendingReversal) -> dict[str, Any]:
    """Return what a reverse's row keeps until the opening is decided."""
    data: dict[str, Any] = as_data(
        StoredReversal(
            symbol=reversal.symbol, position_ids=reversal.position_ids, signal=reversal.signal
        )
    )
    return data


def reversal_from(
    receipt_id: str, bot_id: str, received_at: datetime, command: Mapping[str, Any]
) -> PendingReversal:
    """Return the reversal that `reversal_as_json` wrote; raises UnreadableError."""
    kept: StoredReversal = from_data(StoredReversal, command)
    return PendingReversal(
        receipt_id=receipt_id,
        bot_id=bot_id,
        received_at=received_at,
        symbol=kept.symbol,
        position_ids=kept.position_ids,
        signal=kept.signal,
    )


def closing_of(reversal: PendingReversal) -> ClosePositions:
    """Return the closing leg of a reverse, which is carried out in any case."""
    return ClosePositions(
        symbol=reversal.symbol, position_ids=reversal.position_ids, reason=CloseReason.REVERSE
    )
