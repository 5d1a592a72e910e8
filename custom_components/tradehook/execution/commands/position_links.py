"""Position links: secret URLs that close a position, or keep it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
import secrets

from ...ledger.ledger import Ledger
from ...ledger.records import Batch, LinkRecord
from ...trading.model.commands import ClosePositions, Extent
from ...trading.model.facts import CloseReason
from ...trading.model.order import Purpose
from ...trading.model.position import Position
from ...trading.model.sections import OrderType
from ...trading.reasons.reasons import ReasonCode, Refused, refuse
from ..state.position_cache import PositionCache
from .handler import CommandHandler
from .model.origin import Origin, OriginKind

TOKEN_BYTES = 32


class LinkMode(StrEnum):
    """What a link does."""

    CLOSE = "close"
    KEEP = "keep"


class LinkDone(StrEnum):
    """What the use of a link came to."""

    CANCELLED = "cancelled"
    CLOSED = "closed"
    REMAINDER_CANCELLED = "remainder_cancelled"
    KEPT = "kept"
    NOTHING = "nothing"
    ORDERED = "ordered"
    """A limit order was placed that will close it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkResult:
    """What a caller of a link is told."""

    status: int
    done: LinkDone
    code: str | None = None
    message: str
    position_id: str
    symbol: str | None = None
    side: str | None = None
    mode: LinkMode


SENTENCES = {
    LinkDone.CANCELLED: "Nothing had been bought or sold yet: the position was cancelled.",
    LinkDone.CLOSED: "The position is being closed at market price.",
    LinkDone.REMAINDER_CANCELLED: "What was still open of the entry was cancelled, the rest kept.",
    LinkDone.KEPT: "The position is filled and was left alone.",
    LinkDone.NOTHING: "The position is already being closed.",
    LinkDone.ORDERED: "A limit order was placed that will close the position.",
}


def outcome(mode: LinkMode, position: Position) -> LinkDone:
    """Return what a link, or a request at market price, does to a position as it stands."""
    asked = position.close_request
    if asked is not None and (mode is LinkMode.KEEP or asked.order_type is OrderType.MARKET):
        return LinkDone.NOTHING
    if not position.size:
        return LinkDone.CANCELLED
    if mode is LinkMode.CLOSE:
        return LinkDone.CLOSED
    if any(True for _ in position.live_orders(Purpose.ENTRY)):
        return LinkDone.REMAINDER_CANCELLED
    return LinkDone.KEPT


class PositionLinks:
    """The links of one account; the ledger has all, memory those of live positions."""

    def __init__(
        self,
        ledger: Ledger,
        now: Callable[[], datetime],
        position_cache: PositionCache,
        handler: CommandHandler,
    ) -> None:
        self._ledger = ledger
        self._now = now
        self._position_cache = position_cache
        self._handler = handler
        self._live: dict[str, dict[str, LinkRecord]] = {}
        self._tokens: set[str] = set()
        """Of all links: whoever tries tokens costs no read."""

    async def load(self) -> None:
        """Read the links that have not ended."""
        self._live.clear()
        self._tokens.clear()
        for row in await self._ledger.links():
            self._tokens.add(row.token)
            if row.ended_at is None:
                self._live.setdefault(row.position_id, {})[row.link_id] = row

    async def create(
        self, position_id: str, mode: LinkMode, *, question: bool = False
    ) -> LinkRecord:
        """Make a link for a live position; raises Refused when it is over.

        One with a question acts by POST only.
        """
        position = self._position_cache.live.get(position_id)
        if position is None:
            raise Refused(refuse(ReasonCode.POSITION_MISSING))
        row = LinkRecord(
            link_id=secrets.token_hex(8),
            token=secrets.token_urlsafe(TOKEN_BYTES),
            position_id=position.position_id,
            bot_id=position.bot_id,
            mode=mode.value,
            created_at=self._now(),
            question=question,
        )
        await self._put(row)
        return row

    async def find(
        self,
        *,
        bot_id: str | None = None,
        position_id: str | None = None,
        link_id: str | None = None,
    ) -> Sequence[LinkRecord]:
        """Return the links that fit, ended and revoked ones too."""
        return await self._ledger.links(bot_id=bot_id, position_id=position_id, link_id=link_id)

    async def by_token(self, token: str) -> LinkRecord | None:
        """Return the link that a token opens."""
        if token not in self._tokens:
            return None
        return await self._ledger.link_by_token(token)

    async def use(self, token: str, *, body_empty: bool, posted: bool = True) -> LinkResult | None:
        """Do what a link says, once; None when the token opens nothing here."""
        row = await self.by_token(token)
        if row is None:
            return None
        if row.revoked_at is not None:
            return _refused(row, None, ReasonCode.LINK_REVOKED)
        position = self._position_cache.live.get(row.position_id)
        if position is None:
            return _refused(row, None, ReasonCode.LINK_OVER)
        if not body_empty:
            return _refused(row, position, ReasonCode.BODY_NOT_EMPTY)
        if row.question and not posted:
            return _refused(row, position, ReasonCode.LINK_ASKS)
        mode = LinkMode(row.mode)
        closes = mode is LinkMode.CLOSE
        command = ClosePositions(
            symbol=position.symbol,
            position_ids=(position.position_id,),
            extent=Extent.WHOLE if closes else Extent.UNFILLED,
            reason=CloseReason.LINK if closes else CloseReason.KEEP,
        )
        done = outcome(mode, position)
        origin = Origin(kind=OriginKind.LINK, extra=self.used(row))
        await self._handler.handle((command,), origin)
        return LinkResult(
            status=200,
            done=done,
            message=SENTENCES[done],
            position_id=position.position_id,
            symbol=position.symbol,
            side=position.side.value,
            mode=mode,
        )

    async def revoke(self, link_id: str) -> LinkRecord:
        """Make a link useless; raises Refused when there is none of this id."""
        rows = await self._ledger.links(link_id=link_id)
        if not rows:
            raise Refused(refuse(ReasonCode.LINK_UNKNOWN))
        row = rows[0]
        if row.revoked_at is None:
            row = replace(row, revoked_at=self._now())
            await self._put(row)
        return row

    def used(self, row: LinkRecord) -> Batch:
        """Return what is written when a link was used."""
        row = replace(row, used_at=row.used_at or self._now())
        self._remember(row)
        return Batch(links=(row,))

    def ended(self, position_id: str, at: datetime) -> tuple[LinkRecord, ...]:
        """Return the rows of a position's links as they end with it."""
        rows = self._live.pop(position_id, {}).values()
        return tuple(replace(row, ended_at=at) for row in rows)

    async def _put(self, row: LinkRecord) -> None:
        await self._ledger.commit(Batch(links=(row,)))
        self._remember(row)

    def _remember(self, row: LinkRecord) -> None:
        self._tokens.add(row.token)
        if row.ended_at is None:
            self._live.setdefault(row.position_id, {})[row.link_id] = row


def _refused(row: LinkRecord, position: Position | None, code: ReasonCode) -> LinkResult:
    """Return what a caller is told for whom nothing is done."""
    refusal = refuse(code)
    return LinkResult(
        status=refusal.status,
        done=LinkDone.NOTHING,
        code=refusal.code.value,
        message=refusal.message,
        position_id=row.position_id,
        symbol=position.symbol if position else None,
        side=position.side.value if position else None,
        mode=LinkMode(row.mode),
    )
