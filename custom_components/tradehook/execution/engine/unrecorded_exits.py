"""Exits that are sent although the ledger can't be written: what was decided ends a position."""

import asyncio
from collections.abc import Callable, Coroutine, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
import json
import logging
import os
from pathlib import Path
from typing import Any

from ...exchanges.port.exchange import Exchange, FillReport
from ...trading.model.facts import CancelIntended, CloseReason, OrderIntended
from ...trading.model.inputs import ExitFound
from ...trading.model.order import Order, client_order_id
from ...trading.model.position import Position
from ...trading.position.order_drafts import unknown_number
from .market_queue import PositionChange
from .order_manager import OrderManager

_LOGGER = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExitNote:
    """An exit that was sent without its record."""

    client_order_id: str
    position_id: str
    reason: str
    amount: str
    sent_at: str


class UnrecordedExits:
    """Sends exits with the id that their record will have: one a position until it is there.

    What was sent is kept in memory, and noted in files elsewhere than the ledger: the next process
    learns from them, and from the venue, what this one could not write down.
    """

    def __init__(
        self, files: Sequence[Path], now: Callable[[], datetime], note_within: float
    ) -> None:
        """Take where notes are kept, the best place first; `note_within` is in seconds."""
        self._note_within = note_within
        self._files = files
        self._now = now
        self._notes: dict[str, ExitNote] = {}
        """By position."""
        self._done: dict[str, str] = {}
        """The position of each order that was sent or cancelled, by client order id."""

    @property
    def is_empty(self) -> bool:
        """Return whether all that was carried out is on record."""
        return not self._done

    def owner(self, client_order_id_: str) -> str | None:
        """Return the position of an exit that no record knows yet."""
        return self._done.get(client_order_id_)

    def was_done(self, key: str) -> bool:
        """Return whether an intent was carried out before it was recorded."""
        return key in self._done

    async def send(self, changes: Sequence[PositionChange], order_manager: OrderManager) -> None:
        """Send what ends positions and waits for its record, once each."""
        for change in changes:
            if _ends(change.after):
                await self._send(change, order_manager)

    async def recorded(self, changes: Sequence[PositionChange]) -> None:
        """Forget what the ledger knows by now."""
        known = {change.before.position_id for change in changes}
        if not known & set(self._done.values()):
            return
        self._done = {key: one for key, one in self._done.items() if one not in known}
        for position_id in known:
            self._notes.pop(position_id, None)
        await self._note()

    def expect(self, client_order_id_: str, position_id: str) -> None:
        """Know of an exit of an earlier process: its record must not send it again."""
        self._done[client_order_id_] = position_id

    async def read(self) -> Mapping[str, ExitNote]:
        """Return what an earlier process has noted, by position."""
        found = await asyncio.to_thread(_read, self._files)
        return {note.position_id: note for note in found}

    async def forget(self) -> None:
        """Take the notes away: what they told is recorded."""
        self._notes.clear()
        await self._note()

    async def _send(self, change: PositionChange, order_manager: OrderManager) -> None:
        after = change.after
        for fact, _ in change.steps:
            if isinstance(fact, CancelIntended):
                if fact.client_order_id not in self._done:
                    self._done[fact.client_order_id] = after.position_id
                    order_manager.cancel(after, after.orders[fact.client_order_id])
            elif (
                isinstance(fact, OrderIntended)
                and fact.order.is_market_exit
                and after.position_id not in self._notes
            ):
                await self._send_exit(after, fact.order, order_manager)

    async def _send_exit(
        self, position: Position, order: Order, order_manager: OrderManager
    ) -> None:
        assert position.close_request is not None
        key = order.client_order_id
        self._done[key] = position.position_id
        self._notes[position.position_id] = ExitNote(
            client_order_id=key,
            position_id=position.position_id,
            reason=position.close_request.reason.value,
            amount=str(order.amount),
            sent_at=self._now().isoformat(),
        )
        await self._note()
        _LOGGER.warning(
            "The ledger can't be written: the exit of %s %s (%s) is sent without its record",
            *(position.symbol, position.side, key),
        )
        order_manager.send(position, order)

    async def _note(self) -> None:
        text = json.dumps([_as_data(note) for note in self._notes.values()])
        with suppress(TimeoutError):
            async with asyncio.timeout(self._note_within):
                await asyncio.to_thread(_write, self._files, text if self._notes else None)


async def found_exits(
    exchange: Exchange,
    positions: Sequence[Position],
    notes: Mapping[str, ExitNote],
    since: datetime | None,
) -> list[tuple[Position, ExitFound]]:
    """Return exits that an earlier process has sent without a record; raises VenueError.

    The next id of every position that holds something is asked for, whatever was noted, and the
    venue's trades since the last record are looked through: orders that waited for the ledger
    have taken numbers before the exit's own.
    """
    held = [position for position in positions if position.size > 0]
    sold = await _sold(exchange, held, since)
    found = []
    for position in held:
        note = notes.get(position.position_id)
        keys = sold.get(position.position_id, {})
        if note is not None and unknown_number(note.client_order_id, position) is not None:
            key, amount, reason = note.client_order_id, Decimal(note.amount), note.reason
            found.append((position, _found(key, amount, CloseReason(reason))))
        elif keys:
            key, amount = next(iter(keys.items()))
            found.append((position, _found(key, amount, _likely(position))))
    return found


async def _sold(
    exchange: Exchange, held: Sequence[Position], since: datetime | None
) -> Mapping[str, Mapping[str, Decimal]]:
    """Return what orders have sold that no record knows: by position, then by their ids."""
    next_ids = [client_order_id(one.position_id, one.next_number) for one in held]
    questions: list[Coroutine[Any, Any, Sequence[FillReport]]] = [
        exchange.fetch_fills(position.symbol, key)
        for position, key in zip(held, next_ids, strict=True)
    ]
    if since is not None:
        for symbol in sorted({position.symbol for position in held}):
            known = {
                order.venue_order_id
                for position in held
                for order in position.orders.values()
                if position.symbol == symbol and order.venue_order_id is not None
            }
            questions.append(exchange.fetch_unknown_trades(symbol, since, known))
    fills = {fill.key: fill for told in await asyncio.gather(*questions) for fill in told}
    sold: dict[str, dict[str, Decimal]] = {}
    for fill in fills.values():
        for position in held:
            key = fill.client_order_id
            if key is None or (fill.symbol, fill.side) != (position.symbol, position.side.exit):
                continue
            if unknown_number(key, position) is not None:
                own = sold.setdefault(position.position_id, {})
                own[key] = own.get(key, Decimal()) + fill.amount
    return sold


def _found(key: str, amount: Decimal, reason: CloseReason) -> ExitFound:
    return ExitFound(client_order_id=key, amount=amount, reason=reason)


def _ends(position: Position) -> bool:
    """Return whether a position was decided to end, now and wholly."""
    request = position.close_request
    return (
        request is not None
        and position.closes_at_market
        and not position.is_released
        and request.reason is not CloseReason.REDUCED
    )


def _likely(position: Position) -> CloseReason:
    """Return why an exit was sent of which only the venue knows."""
    request = position.close_request
    if request is not None:
        return request.reason
    return CloseReason.STOP_LOSS if position.stop_price is not None else CloseReason.SIGNAL


def _as_data(note: ExitNote) -> dict[str, str]:
    return {name: getattr(note, name) for name in ExitNote.__slots__}


def _write(files: Sequence[Path], text: str | None) -> None:
    """Write the note wherever it can be written; None takes it away."""
    for file in files:
        with suppress(OSError):
            if text is None:
                file.unlink(missing_ok=True)
                continue
            part = file.with_name(f"{file.name}.part")
            with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
                out.write(text)
                out.flush()
                os.fsync(out.fileno())
            part.replace(file)


def _read(files: Sequence[Path]) -> list[ExitNote]:
    found: list[ExitNote] = []
    for file in files:
        try:
            rows: list[dict[str, Any]] = json.loads(file.read_text(encoding="utf-8"))
            found += [ExitNote(**row) for row in rows]
        except FileNotFoundError:
            continue
        except (OSError, ValueError, TypeError) as err:
            _LOGGER.warning("The note %s of unrecorded exits can't be read: %s", file.name, err)
    return found
