"""The rows of a ledger, as its callers see them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime
from decimal import Decimal
from enum import Enum
from itertools import chain
from operator import attrgetter
from typing import Any, Final, Self

type Json = Mapping[str, Any]
"""A JSON object: keys are strings; a Decimal is kept as its string, a datetime as ISO 8601."""

LIVE_STATUSES: Final = frozenset({"pending", "open", "closing"})
"""The statuses of a position that still needs somebody's attention."""

CLAIMING_STATUSES: Final = frozenset({"accepted", "expired"})
"""The statuses of a signal that was taken on: these claim an id or a duplicate window."""

CLAIMING_ACTIONS: Final = frozenset({"open", "start_and_open", "reverse"})
"""The actions whose signals claim their `signal_id`."""

ADOPTED: Final = "adopted"
"""Purpose of what somebody else bought and a position began with."""
ADDING_PURPOSES: Final = frozenset({"entry", "dca", "increase", ADOPTED})
"""The purposes of fills that close nothing."""

RECEIPT: Final = "receipt_id"
"""Key of the opening signal in a position's row, besides the public fields of what is over."""

DAMAGED: Final = "damaged"
"""The kind of a fact of which the text can't be read any more."""


class Leave(Enum):
    """The type of LEAVE."""

    LEAVE = "leave"


LEAVE: Final = Leave.LEAVE
"""Leaves a field of an update as it is."""


DUST: Final = "dust"
"""Purpose of what could not be sold and left the books at the price of its exit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalRecord:
    """A signal that reached a bot, with its outcome; secrets are masked by the caller.

    `payload` may hold anything that JSON can bring: what can't be stored is stored as text.
    `command` is what is still to be executed while `executed` is False: rows with nothing to
    execute say True. `digest` (of the body) is set where a duplicate window applies.
    """

    receipt_id: str
    bot_id: str
    received_at: datetime
    action: str | None
    symbol: str | None
    signal_id: str | None
    status: str
    code: str | None = None
    message: str | None = None
    payload: Json = field(default_factory=dict)
    digest: str | None = None
    position_ids: tuple[str, ...] = ()
    command: Json | None = None
    executed: bool
    remote: str | None = None
    errors: Sequence[Json] | None = None
    """The fields that a refusal is about, each with `path` and `message`."""
    side: str | None = None
    request_id: str | None = None
    """What the signal claims, so that no other one is carried out with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalUpdate:
    """A change of a signal's row; a row that retention has taken away is passed over."""

    receipt_id: str
    status: str | Leave = LEAVE
    code: str | Leave | None = LEAVE
    message: str | Leave | None = LEAVE
    position_ids: tuple[str, ...] | Leave = LEAVE
    command: Json | Leave | None = LEAVE
    executed: bool | Leave = LEAVE


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsRecord:
    """What a bot's settings were from a time on."""

    bot_id: str
    at: datetime
    settings: Json


@dataclass(frozen=True, slots=True, kw_only=True)
class FactRecord:
    """Something that happened to a position; append-only, (position_id, seq) is unique."""

    position_id: str
    seq: int
    kind: str
    at: datetime
    data: Json


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionRecord:
    """A position as it stands; `data` is its public row once it is over, profits are in quote.

    What is shown of a live one is made of its facts: a ledger of before has what it once was.
    """

    position_id: str
    bot_id: str
    symbol: str
    side: str
    signal_id: str | None
    status: str
    opened_at: datetime
    closed_at: datetime | None = None
    close_reason: str | None = None
    realized_profit: Decimal = Decimal(0)
    data: Json


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultRecord:
    """What a position that is over has come to, in quote; None = not known."""

    position_id: str
    bot_id: str
    symbol: str
    side: str
    status: str
    opened_at: datetime
    closed_at: datetime
    close_reason: str | None
    profit: Decimal
    fees: Decimal | None
    funding: Decimal | None
    profit_percentage: Decimal | None
    r_multiple: Decimal | None
    duration: int | None

    @classmethod
    def of(cls, row: PositionRecord) -> Self | None:
        """Return the result of a position; None while it is live."""
        if row.closed_at is None or row.status in LIVE_STATUSES:
            return None
        told = {
            name: None if (value := row.data.get(name)) is None else Decimal(str(value))
            for name in ("fees", "funding", "profit_percentage", "r_multiple")
        }
        return cls(
            position_id=row.position_id,
            bot_id=row.bot_id,
            symbol=row.symbol,
            side=row.side,
            status=row.status,
            opened_at=row.opened_at,
            closed_at=row.closed_at,
            close_reason=row.close_reason,
            profit=row.realized_profit,
            duration=row.data.get("duration"),
            **told,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteRecord:
    """What a person has written about a position."""

    position_id: str
    note: str
    tags: tuple[str, ...]
    changed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderRecord:
    """Whose order it is; what it says never changes."""

    client_order_id: str
    position_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FillRecord:
    """A trade of ours, unique by symbol, id and side; `realized_profit` in quote, net of fees.

    Of a trade between two orders of ours both sides have one id.
    """

    symbol: str
    trade_id: str
    order_id: str
    client_order_id: str | None
    position_id: str
    bot_id: str
    side: str
    price: Decimal
    amount: Decimal
    cost: Decimal
    fee: Decimal
    fee_currency: str
    purpose: str
    realized_profit: Decimal
    time: datetime
    fee_value: Decimal | None = None
    """The fee's worth in quote; None = not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BotRecord:
    """A bot's running state; a removed bot keeps its row."""

    bot_id: str
    state: str
    reason: str | None
    changed_at: datetime
    stats: Json
    removed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkRecord:
    """A position link; the token is unique."""

    link_id: str
    token: str
    position_id: str
    bot_id: str
    mode: str
    created_at: datetime
    used_at: datetime | None = None
    ended_at: datetime | None = None
    revoked_at: datetime | None = None
    question: bool = False
    """Whether it acts by POST only, so that a browser asks first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperRecord:
    """A record of the paper exchange, opaque to the ledger; `data` None deletes it."""

    kind: str
    key: str
    data: Any | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """What a bot's closed positions add up to; a win has a net result above zero."""

    closed: int
    wins: int
    realized: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What is written together or not at all; a None among `values` deletes its key.

    `forget` comes first: all positions go, with their facts, orders, fills, links and totals, and
    so do claims and commands. Signals stay as a log, slots as what has an entity.
    """

    forget: bool = False
    signals: tuple[SignalRecord, ...] = ()
    signal_updates: tuple[SignalUpdate, ...] = ()
    facts: tuple[FactRecord, ...] = ()
    positions: tuple[PositionRecord, ...] = ()
    orders: tuple[OrderRecord, ...] = ()
    fills: tuple[FillRecord, ...] = ()
    bots: tuple[BotRecord, ...] = ()
    links: tuple[LinkRecord, ...] = ()
    values: Mapping[str, Any] = field(default_factory=dict)
    books: tuple[PaperRecord, ...] = ()
    settings: tuple[SettingsRecord, ...] = ()
    notes: tuple[NoteRecord, ...] = ()

    @classmethod
    def merge(cls, *batches: Self) -> Self:
        """Return one batch with the rows of several, in their order."""
        filled = [one for one in batches if one is not NOTHING]
        if len(filled) == 1:
            return filled[0]
        if not filled:
            return batches[0] if batches else cls()
        batches = tuple(filled)
        rows: dict[str, Any] = {}
        for name, parts in zip(_ROWS, zip(*map(_ROWS_OF, batches), strict=True), strict=True):
            if any(parts):
                rows[name] = tuple(chain.from_iterable(parts))
        values: dict[str, Any] = {}
        forget = False
        for one in batches:
            forget = forget or one.forget
            if one.values:
                values |= one.values
        return cls(forget=forget, values=values, **rows)

    @property
    def is_empty(self) -> bool:
        """Return whether the batch writes nothing."""
        return self == NOTHING


NOTHING: Final = Batch()
_ROWS: Final = tuple(
    name for name in (one.name for one in fields(Batch)) if name not in {"forget", "values"}
)
_ROWS_OF: Final = attrgetter(*_ROWS)
