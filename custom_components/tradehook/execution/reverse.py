"""Reversals: the opening of a reverse happens once its closing has, also over a crash."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
import logging
from typing import Any

from ..ledger.errors import LedgerWriteError
from ..ledger.ledger import Ledger
from ..ledger.rows import Batch, SignalUpdate
from ..trading.admission import admit_reversed
from ..trading.codes import ReasonCode, Refusal, refuse, sentence
from ..trading.events import Close
from ..trading.facts import CloseReason
from ..trading.signal import parse_signal
from ..trading.signal_json import JsonNumber
from .bots import Bots
from .changes import Change, SignalHappened
from .engine import Engine
from .execute import Executor
from .recording import merged
from .spawn import Spawn
from .views import Views

_LOGGER = logging.getLogger(__name__)

REVERSE = "reverse"
RETRY_SECONDS = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Reversal:
    """A reverse whose closing leg is under way."""

    receipt_id: str
    bot_id: str
    symbol: str
    signal_id: str
    position_ids: tuple[str, ...]
    message: Mapping[str, Any]
    received_at: datetime

    def as_json(self) -> dict[str, Any]:
        """Return what the signal's row keeps until the opening is decided."""
        return {
            "doing": REVERSE,
            "symbol": self.symbol,
            "signal_id": self.signal_id,
            "position_ids": list(self.position_ids),
            "message": self.message,
        }


def reversal_from(
    receipt_id: str, bot_id: str, received_at: datetime, command: Mapping[str, Any]
) -> Reversal:
    """Return the reversal that `as_json` wrote."""
    return Reversal(
        receipt_id=receipt_id,
        bot_id=bot_id,
        received_at=received_at,
        symbol=command["symbol"],
        signal_id=command["signal_id"],
        position_ids=tuple(command["position_ids"]),
        message=command["message"],
    )


def plain(value: object) -> Any:
    """Return a message's value as JSON keeps it: every number as its own spelling."""
    match value:
        case Mapping():
            return {str(key): plain(item) for key, item in value.items() if key not in SECRETS}
        case list() | tuple():
            return [plain(item) for item in value]
        case None | bool() | str():
            return value
        case JsonNumber():
            return value.spelling
        case _:
            return str(value)


class Reversals:
    """The reverses whose closing legs are under way."""

    def __init__(
        self,
        *,
        engine: Engine,
        ledger: Ledger,
        bots: Bots,
        views: Views,
        executor: Executor,
        publish: Callable[[Change], None],
        spawn: Spawn,
        now: Callable[[], datetime],
    ) -> None:
        """Take the parts of the account that a reverse touches."""
        self._engine = engine
        self._ledger = ledger
        self._bots = bots
        self._views = views
        self._executor = executor
        self._publish = publish
        self._spawn = spawn
        self._now = now
        self._waiting: dict[str, Reversal] = {}

    def begin(self, reversal: Reversal) -> None:
        """Close what has to be closed; the opening follows when all of it is over."""
        self._waiting[reversal.receipt_id] = reversal
        live = [p for p in reversal.position_ids if p in self._engine.book.live]
        close = Close(reason=CloseReason.REVERSE)
        if live:
            self._engine.put(reversal.symbol, [(position_id, close) for position_id in live])
        else:
            self._finish(reversal)

    def ended(self, position_id: str) -> None:
        """Hear that a position is over."""
        for reversal in list(self._waiting.values()):
            if position_id in reversal.position_ids and not any(
                other in self._engine.book.live for other in reversal.position_ids
            ):
                self._finish(reversal)

    def _finish(self, reversal: Reversal) -> None:
        self._waiting.pop(reversal.receipt_id, None)
        self._spawn(self._open(reversal), f"reverse {reversal.symbol}")

    async def _open(self, reversal: Reversal) -> None:
        bot = self._bots.get(reversal.bot_id)
        if bot is None:
            await self._refused(reversal, refuse(ReasonCode.BOT_STOPPED))
            return
        signal = parse_signal(reversal.message, strict=False)
        context = replace(
            self._views.context(bot, reversal.received_at), new_signal_id=reversal.signal_id
        )
        outcome = admit_reversed(signal, context)
        if isinstance(outcome, Refusal):
            await self._refused(reversal, outcome)
            return
        execution = self._executor.reserve(reversal.receipt_id, bot, outcome, self._now())
        update = SignalUpdate(
            receipt_id=reversal.receipt_id,
            executed=True,
            command=None,
            position_ids=execution.position_ids,
        )
        await self._record(merged(Batch(signal_updates=(update,)), execution.batch))
        self._executor.execute(execution)

    async def _refused(self, reversal: Reversal, refusal: Refusal) -> None:
        message = sentence(ReasonCode.OPENING_REFUSED, reason=refusal.message)
        update = SignalUpdate(
            receipt_id=reversal.receipt_id,
            code=ReasonCode.OPENING_REFUSED.value,
            message=message,
            status="failed",
            executed=True,
            command=None,
        )
        await self._record(Batch(signal_updates=(update,)))
        data = {
            "receipt_id": reversal.receipt_id,
            "signal_id": reversal.signal_id,
            "symbol": reversal.symbol,
            "code": ReasonCode.OPENING_REFUSED.value,
            "message": message,
        }
        self._publish(SignalHappened(reversal.bot_id, "failed", data))

    async def _record(self, batch: Batch) -> None:
        while True:
            try:
                await self._ledger.commit(batch)
            except LedgerWriteError:
                _LOGGER.warning("A reverse waits for the ledger")
                await asyncio.sleep(RETRY_SECONDS)
            else:
                return


SECRETS = frozenset({"api_key", "api_secret"})
