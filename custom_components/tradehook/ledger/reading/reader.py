"""What an account's ledger can be asked, by its thread that reads."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from functools import partial
from typing import Any, Unpack

from ..column_types import time_from_db
from ..records import (
    BotRecord,
    FactRecord,
    FillRecord,
    LinkRecord,
    NoteRecord,
    OrderRecord,
    PaperRecord,
    PositionRecord,
    SettingsRecord,
    SignalRecord,
    Totals,
)
from ..worker import Run
from . import bookings, queries, sums
from .bookings import Booking, Result
from .filters import FillsAsked, Filters, PositionsAsked, ResultsAsked, SignalsAsked
from .pagination import Before
from .sums import FillSums, PositionSums


class LedgerReader(ABC):
    """Reads: each sees what was committed before it was asked for, as one consistent state.

    Raises LedgerUnavailableError when the file can't be read or the ledger is closed.
    """

    @abstractmethod
    async def _read[T](self, run: Run[T]) -> T:
        """Run a function on one snapshot of the file."""

    async def live_positions(self) -> list[tuple[PositionRecord, list[FactRecord]]]:
        """Return the pending, open and closing positions, each with its facts, oldest first.

        A fact whose text is damaged has the kind DAMAGED: the others are told all the same.
        """
        return await self._read(queries.live_positions)

    async def settings_of(self, bot_id: str) -> list[SettingsRecord]:
        """Return every change of a bot's settings, oldest first."""
        return await self._read(partial(queries.settings_of, bot_id=bot_id))

    async def facts(self, position_id: str) -> list[FactRecord]:
        """Return the facts of a position in their order."""
        return await self._read(partial(queries.facts_of, position_id=position_id))

    async def slots(self) -> set[tuple[str, str, str]]:
        """Return every (bot_id, symbol, side) that ever had a position."""
        return await self._read(queries.slots_held)

    async def unexecuted_signals(self) -> list[SignalRecord]:
        """Return the signals that are still to be executed, in the order of their commits."""
        return await self._read(queries.unexecuted_signals)

    async def signal(self, receipt_id: str) -> SignalRecord | None:
        """Return the row of one signal; None once retention has taken it."""
        return await self._read(partial(queries.signal_of, receipt_id=receipt_id))

    async def find_claim(self, bot_id: str, signal_id: str) -> SignalRecord | None:
        """Return the accepted opening that holds a signal id, however old.

        After retention only its ids, time, action and symbol are left.
        """
        return await self._read(partial(queries.find_claim, bot_id=bot_id, signal_id=signal_id))

    async def find_request(
        self, bot_id: str, request_id: str, since: datetime
    ) -> SignalRecord | None:
        """Return the newest accepted signal since a time that claims a request id."""
        return await self._read(
            partial(queries.find_request, bot_id=bot_id, request_id=request_id, since=since)
        )

    async def recent_digests(
        self, since: datetime
    ) -> dict[tuple[str, str], tuple[datetime, str | None]]:
        """Return the latest (received_at, signal_id) of each (bot_id, digest) taken on since."""
        return await self._read(partial(queries.recent_digests, since=since))

    async def positions(
        self, *, before: Before = None, limit: int = 100, **asked: Unpack[PositionsAsked]
    ) -> list[PositionRecord]:
        """Return positions, the last opened first; `before` is a position id or a time.

        Raises LedgerCursorError.
        """
        filters = Filters(**asked)
        return await self._read(
            partial(queries.position_page, filters=filters, before=before, limit=limit)
        )

    async def position_sums(
        self, **asked: Unpack[PositionsAsked]
    ) -> tuple[dict[str, PositionSums], list[str]]:
        """Return what all fitting positions that are over come to by market, and the live ids."""
        return await self._read(partial(sums.position_sums, filters=Filters(**asked)))

    async def fill_sums(self, **asked: Unpack[FillsAsked]) -> dict[str, FillSums]:
        """Return what all fitting fills come to, by market."""
        return await self._read(partial(sums.fill_sums, filters=Filters(**asked)))

    async def signal_counts(self, **asked: Unpack[SignalsAsked]) -> dict[str, int]:
        """Return how many of the fitting signals have each status."""
        return await self._read(partial(sums.signal_counts, filters=Filters(**asked)))

    async def signals(
        self, *, before: Before = None, limit: int = 100, **asked: Unpack[SignalsAsked]
    ) -> list[SignalRecord]:
        """Return signals, the last received first; `before` is a receipt id or a time.

        Raises LedgerCursorError.
        """
        filters = Filters(**asked)
        return await self._read(
            partial(queries.signal_page, filters=filters, before=before, limit=limit)
        )

    async def fills(
        self,
        *,
        before: Before = None,
        limit: int = 100,
        dust: bool = True,
        **asked: Unpack[FillsAsked],
    ) -> list[FillRecord]:
        """Return fills, the last one first; `before` is a trade id or a time.

        Where both sides of a trade are ours, its id needs one of them behind it (`…:buy`). With
        `dust`, also what could not be sold and left the books at the price of its exit. Raises
        LedgerCursorError, also for an id that several fills have.
        """
        filters = Filters(**asked)
        return await self._read(
            partial(queries.fill_page, filters=filters, before=before, limit=limit, dust=dust)
        )

    async def order(self, client_order_id: str) -> OrderRecord | None:
        """Return an order by its client order id."""
        return await self._read(partial(queries.order, client_order_id=client_order_id))

    async def traded(self, position_id: str, client_order_id: str) -> Decimal:
        """Return what an order of a position has traded in all, in base, to the last digit."""
        return await self._read(
            partial(queries.traded, position_id=position_id, client_order_id=client_order_id)
        )

    async def links(
        self,
        bot_id: str | None = None,
        position_id: str | None = None,
        link_id: str | None = None,
    ) -> list[LinkRecord]:
        """Return the links that fit, oldest first."""
        return await self._read(
            partial(queries.link_rows, bot_id=bot_id, position_id=position_id, link_id=link_id)
        )

    async def link_by_token(self, token: str) -> LinkRecord | None:
        """Return the link that a token opens."""
        return await self._read(partial(queries.link_by_token, token=token))

    async def bots(self) -> list[BotRecord]:
        """Return all bots, removed ones too."""
        return await self._read(queries.bot_rows)

    async def values(self) -> dict[str, Any]:
        """Return the stored values."""
        return await self._read(queries.value_map)

    async def books(self) -> list[PaperRecord]:
        """Return the paper exchange's records by kind and key."""
        return await self._read(queries.book_rows)

    async def realized_since(self, since: datetime) -> dict[tuple[str, str], Decimal]:
        """Return realised profit by bot and market over the fills from a time on, in quote."""
        return await self._read(partial(queries.realized_since, since=since))

    async def opened_since(self, since: datetime) -> list[datetime]:
        """Return when positions were opened from a time on, oldest first."""
        return await self._read(partial(queries.opened_since, since=since))

    async def totals(self) -> dict[str, Totals]:
        """Return what each bot's closed positions add up to, at once however many they are."""
        return await self._read(queries.totals_by_bot)

    async def results(self, bot_id: str) -> list[tuple[datetime, Decimal]]:
        """Return when each closed position of a bot ended and with what profit, oldest first."""
        return await self._read(partial(queries.results_of, bot_id=bot_id))

    async def bookings(self, since: datetime | None, until: datetime | None) -> list[Booking]:
        """Return all that was booked in a span, oldest first."""
        return await self._read(partial(bookings.bookings, since=since, until=until))

    async def position_results(self, **asked: Unpack[ResultsAsked]) -> list[Result]:
        """Return what the positions that fit, and are over, have come to, by their ends."""
        return await self._read(partial(bookings.position_results, filters=Filters(**asked)))

    async def last_ends(self) -> dict[tuple[str, str, str], datetime]:
        """Return when the newest position that is over ended of each (bot, symbol, side)."""
        found = await self._read(bookings.last_ends)
        return {slot: time_from_db(at) for slot, at in found.items()}

    async def tags(self) -> dict[str, tuple[str, ...]]:
        """Return the tags of each position that has some."""
        return await self._read(bookings.tags_of_all)

    async def notes(self) -> list[NoteRecord]:
        """Return all that was written about positions."""
        return await self._read(bookings.all_notes)

    async def positions_by_id(self, position_ids: Sequence[str]) -> list[PositionRecord]:
        """Return positions in the order of their ids; one that is gone is left out."""
        return await self._read(partial(bookings.positions_by_id, position_ids=position_ids))
