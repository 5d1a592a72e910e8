"""What an accepted signal asks of positions, in a form that outlives a crash."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from ...trading.fact_storage.codec import as_data, from_data
from ...trading.model.facts import CloseReason
from ...trading.model.inputs import Close, Increase, Input, Reduce
from ...trading.model.sections import OrderType
from ...trading.signal.signal import Signal
from ...trading.stored_names import stored

DOING = "doing"
"""Key of what a kept command does."""


REVERSE = "reverse"


class Doing(StrEnum):
    """What is done to the positions."""

    CLOSE = "close"
    INCREASE = "increase"
    REDUCE = "reduce"


@stored("Command", version=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One request to several positions of one market; amounts (base) for all but a close."""

    doing: Doing
    symbol: str
    targets: Sequence[tuple[str, Decimal | None]]
    order_type: OrderType = OrderType.MARKET
    price: Decimal | None = None
    reason: CloseReason = CloseReason.SIGNAL

    @property
    def left(self) -> frozenset[str]:
        """Return the positions that it closes at market price."""
        if self.doing is not Doing.CLOSE or self.order_type is not OrderType.MARKET:
            return frozenset()
        return frozenset(position_id for position_id, _ in self.targets)

    def events(self, receipt_id: str) -> list[tuple[str, Input]]:
        """Return the event for each position."""
        return [
            (position_id, self._event(amount, receipt_id)) for position_id, amount in self.targets
        ]

    def _event(self, amount: Decimal | None, receipt_id: str) -> Input:
        if amount is None or self.doing is Doing.CLOSE:
            return Close(reason=self.reason, order_type=self.order_type, price=self.price)
        if self.doing is Doing.REDUCE:
            return Reduce(amount=amount, order_type=self.order_type, price=self.price)
        return Increase(
            amount=amount, order_type=self.order_type, price=self.price, receipt_id=receipt_id
        )

    def as_json(self) -> dict[str, Any]:
        """Return the command as the ledger keeps it."""
        data: dict[str, Any] = as_data(self)
        return data

    @staticmethod
    def from_json(data: Mapping[str, Any]) -> Command:
        """Return the command that `as_json` wrote; raises UnreadableError."""
        command: Command = from_data(Command, data)
        return command


@stored("Reverse", version=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class StoredReversal:
    """What a reverse's row keeps until its opening is decided; the rest stands in its columns."""

    doing: str = REVERSE
    symbol: str
    position_ids: tuple[str, ...]
    signal: Signal


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingReversal:
    """A reverse whose closing leg is under way."""

    receipt_id: str
    bot_id: str
    symbol: str
    position_ids: tuple[str, ...]
    signal: Signal
    received_at: datetime

    @property
    def closing(self) -> Command:
        """Return its closing leg, which is carried out in any case."""
        return Command(
            doing=Doing.CLOSE,
            symbol=self.symbol,
            targets=[(position_id, None) for position_id in self.position_ids],
            reason=CloseReason.REVERSE,
        )

    def as_json(self) -> dict[str, Any]:
        """Return what the signal's row keeps until the opening is decided."""
        data: dict[str, Any] = as_data(
            StoredReversal(symbol=self.symbol, position_ids=self.position_ids, signal=self.signal)
        )
        return data


def reversal_from(
    receipt_id: str, bot_id: str, received_at: datetime, command: Mapping[str, Any]
) -> PendingReversal:
    """Return the reversal that `as_json` wrote; raises UnreadableError."""
    kept: StoredReversal = from_data(StoredReversal, command)
    return PendingReversal(
        receipt_id=receipt_id,
        bot_id=bot_id,
        received_at=received_at,
        symbol=kept.symbol,
        position_ids=kept.position_ids,
        signal=kept.signal,
    )
