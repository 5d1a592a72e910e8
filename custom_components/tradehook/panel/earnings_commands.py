"""What the panel asks over all accounts: results, positions that are over, and sums of fills."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from functools import partial
from typing import Final, cast

from homeassistant.components.websocket_api.const import WebSocketCommandHandler
from homeassistant.core import HomeAssistant
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.typing import VolDictType
import probatio

from ..accounts.entry import TradehookConfigEntry
from ..actions.earnings import Place, async_results
from ..actions.targets import accounts
from ..const import CONF_ACCOUNT_TYPE
from ..entities.read_policy import Reader
from ..execution.common.rows import FullPositionRow, ResultsRow
from ..execution.common.totals import Total, plus
from ..ledger.reading.bookings import Result
from ..ledger.reading.filters import ResultsAsked
from ..trading.model.facts import PositionStatus
from ..trading.model.market import Side, quote_currency
from ..trading.model.price_math import PRECISE
from ..trading.reasons.money import money
from ..trading.results.calendar import Period
from .command import Message, house_command as any_command, readable_bots, span_of
from .position_commands import OVER
from .rows import ClosedPositionRow, ClosedPositions, ClosedTotalsRow, FillTotalsRow, RecordFilters
from .serializers import position_of

EARNINGS: list[WebSocketCommandHandler] = []
"""The commands of this module."""
house_command = partial(any_command, into=EARNINGS)

type Found = tuple[TradehookConfigEntry, Result]
"""A position that is over, and its account."""

ZERO: Final = Decimal(0)
CLOSED: Final = PositionStatus.CLOSED.value
MOST: Final = 200
"""How many rows of a list are sent at once."""

_SORTS: Final[dict[str, Callable[[Result], Decimal | int | str | None]]] = {
    "closed_at": lambda row: row.closed_at,
    "opened_at": lambda row: row.opened_at,
    "symbol": lambda row: row.symbol,
    "profit": lambda row: Decimal(row.profit),
    "profit_percentage": lambda row: _known(row.profit_percentage),
    "r_multiple": lambda row: _known(row.r_multiple),
    "duration": lambda row: row.duration,
}

_ASKED: VolDictType = {
    probatio.Optional("account"): str,
    probatio.Optional("account_type"): str,
    probatio.Optional("bot_id"): str,
    probatio.Optional("symbol"): str,
    probatio.Optional("side"): probatio.Coerce(Side),
    probatio.Optional("tag"): str,
    probatio.Optional("first_day"): cv.date,
    probatio.Optional("last_day"): cv.date,
}


def _meant(
    hass: HomeAssistant, reader: Reader, msg: Message
) -> list[tuple[TradehookConfigEntry, ResultsAsked]]:
    """Return the accounts that are asked for, each with what of it may be read."""
    since, until = span_of(msg)
    found = []
    for entry in accounts(hass, msg.get("account")):
        if msg.get("account_type") not in (None, entry.data[CONF_ACCOUNT_TYPE]):
            continue
        asked: ResultsAsked = {
            "bot_ids": readable_bots(reader, entry, msg.get("bot_id")),
            "symbol": msg.get("symbol"),
            "side": msg.get("side"),
            "tag": msg.get("tag"),
            "since": since,
            "until": until,
        }
        found.append((entry, asked))
    return found


@house_command(
    "results", {**_ASKED, probatio.Optional("period", default="day"): probatio.Coerce(Period)}
)
async def results(hass: HomeAssistant, reader: Reader, msg: Message) -> list[ResultsRow]:
    """Return what was earned in each currency, on paper and live."""
    return await async_results(hass, reader, _meant(hass, reader, msg), msg["period"])


@house_command(
    "closed_positions",
    {
        **_ASKED,
        probatio.Optional("close_reason"): str,
        probatio.Optional("status"): probatio.In(OVER),
        probatio.Optional("sort", default="closed_at"): probatio.In(_SORTS),
        probatio.Optional("descending", default=True): bool,
        probatio.Optional("offset", default=0): probatio.All(int, probatio.Range(min=0)),
        probatio.Optional("limit", default=50): probatio.All(int, probatio.Range(min=1, max=MOST)),
    },
)
async def closed_positions(hass: HomeAssistant, reader: Reader, msg: Message) -> ClosedPositions:
    """Return a page of the positions that are over, with the sums and reasons of all that fit."""
    found: list[Found] = []
    for entry, asked in _meant(hass, reader, msg):
        statuses = [msg["status"]] if "status" in msg else OVER
        one: ResultsAsked = {
            **asked,
            "statuses": statuses,
            "close_reason": msg.get("close_reason"),
        }
        found += [(entry, row) for row in await entry.runtime_data.results.closed(**one)]
    # Of ten thousand it takes some hundredths of a second: nobody else waits for them
    work = hass.async_add_executor_job
    ordered = await work(partial(in_order, found, msg["sort"], descending=msg["descending"]))
    page = ordered[msg["offset"] : msg["offset"] + msg["limit"]]
    return {
        "rows": await _rows(page),
        "count": len(found),
        "totals": await work(add_up, found),
        "close_reasons": sorted({row.close_reason for _, row in found if row.close_reason}),
    }


def in_order(found: Sequence[Found], sort: str, *, descending: bool) -> list[Found]:
    """Return positions in an order; those of which the value isn't known come last."""
    key = _SORTS[sort]
    # Sorting keeps what is equal in its order: the newest first, whichever way it is sorted
    newest = sorted(found, key=lambda one: one[1].closed_at, reverse=True)
    valued = [(key(row), (entry, row)) for entry, row in newest]
    known = [one for one in valued if one[0] is not None]
    known.sort(key=lambda one: cast(int, one[0]), reverse=descending)
    return [one for _, one in known] + [one for value, one in valued if value is None]


async def _rows(page: Sequence[Found]) -> list[ClosedPositionRow]:
    rows: dict[str, ClosedPositionRow] = {}
    for entry in {entry.entry_id: entry for entry, _ in page}.values():
        ids = [row.position_id for owner, row in page if owner.entry_id == entry.entry_id]
        account = entry.runtime_data
        for row in await account.positions_by_id(ids):
            rows[row["position_id"]] = _closed(entry, row)
    return [rows[row.position_id] for _, row in page if row.position_id in rows]


def _closed(entry: TradehookConfigEntry, row: FullPositionRow) -> ClosedPositionRow:
    return cast("ClosedPositionRow", {**row, **position_of(entry, entry.runtime_data, row)})


@dataclass(slots=True)
class _Sum:
    """What positions that are over come to; None = a part of it isn't known."""

    count: int = 0
    closed: int = 0
    wins: int = 0
    profit: Decimal = ZERO
    fees: Decimal | None = ZERO
    funding: Decimal | None = ZERO

    def add(self, row: Result) -> None:
        """Add a position."""
        profit = Decimal(row.profit)
        self.count += 1
        self.profit += profit
        if row.status == CLOSED:
            self.closed += 1
            self.wins += profit > 0
        self.fees = _and(self.fees, row.fees)
        self.funding = _and(self.funding, row.funding)


def _and(known: Decimal | None, more: str | None) -> Decimal | None:
    return None if known is None or more is None else known + Decimal(more)


def add_up(found: Sequence[Found]) -> list[ClosedTotalsRow]:
    """Add up what fits; there may be ten thousand of them."""
    sums: defaultdict[Place, _Sum] = defaultdict(_Sum)
    of_market: dict[tuple[str, str], _Sum] = {}
    with localcontext(PRECISE):
        for entry, row in found:
            market = entry.entry_id, row.symbol
            if (one := of_market.get(market)) is None:
                place = entry.data[CONF_ACCOUNT_TYPE], quote_currency(row.symbol)
                one = of_market[market] = sums[place]
            one.add(row)
    return [
        {
            "account_type": kind,
            "currency": currency,
            "count": one.count,
            "closed": one.closed,
            "wins": one.wins,
            "profit": money(one.profit),
            "fees": money(one.fees),
            "funding": money(one.funding),
        }
        for (kind, currency), one in sorted(sums.items(), key=lambda one: one[0])
    ]


def _known(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)


@house_command("record_filters", {})
async def record_filters(hass: HomeAssistant, reader: Reader, _msg: Message) -> RecordFilters:
    """Return the markets that were ever traded, and the tags that were ever given."""
    markets: set[str] = set()
    tags: set[str] = set()
    for entry in accounts(hass):
        slots = entry.runtime_data.slots
        markets |= {one.symbol for one in slots if reader.bot(one.bot_id, entry.entry_id)}
        if reader.reads_all:
            given = await entry.runtime_data.ledger.tags()
            tags |= {tag for one in given.values() for tag in one}
    return {"markets": sorted(markets), "tags": sorted(tags)}


@house_command("fill_totals", _ASKED)
async def fill_totals(hass: HomeAssistant, reader: Reader, msg: Message) -> list[FillTotalsRow]:
    """Return how many fills there are, and what they were worth."""
    sums: dict[Place, Total] = {}
    for entry, asked in _meant(hass, reader, msg):
        found = await entry.runtime_data.totals.trades(
            bot_ids=asked["bot_ids"],
            symbol=asked["symbol"],
            since=asked["since"],
            until=asked["until"],
        )
        for currency, one in found.items():
            place = entry.data[CONF_ACCOUNT_TYPE], currency
            plus(sums.setdefault(place, dict.fromkeys(one, 0)), one)
    return [
        {
            "account_type": kind,
            "currency": currency,
            "count": cast(int, one["count"]),
            "cost": money(cast("Decimal | None", one["cost"])) or "0",
            "fee_value": money(cast("Decimal | None", one["fee_value"])),
        }
        for (kind, currency), one in sorted(sums.items(), key=lambda one: one[0])
    ]
