"""What the panel asks over all accounts: results, positions that are over, and sums of fills."""

from collections.abc import Callable, Sequence
from decimal import Decimal
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
from ..execution.common.totals import Total, plus, quote_of
from ..ledger.reading.bookings import Result
from ..ledger.reading.filters import ResultsAsked
from ..trading.model.market import Side
from ..trading.reasons.money import money
from ..trading.results.calendar import Period
from .command import Message, house_command as any_command, readable_bots, span_of
from .position_commands import OVER
from .rows import ClosedPositionRow, ClosedPositions, ClosedTotalsRow, FillTotalsRow, RecordFilters
from .serializers import position_of

EARNINGS: list[WebSocketCommandHandler] = []
"""The commands of this module."""
house_command = partial(any_command, into=EARNINGS)

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
    found: list[tuple[TradehookConfigEntry, Result]] = []
    for entry, asked in _meant(hass, reader, msg):
        statuses = [msg["status"]] if "status" in msg else OVER
        one: ResultsAsked = {
            **asked,
            "statuses": statuses,
            "close_reason": msg.get("close_reason"),
        }
        found += [(entry, row) for row in await entry.runtime_data.results.closed(**one)]
    key = _SORTS[msg["sort"]]
    known = [one for one in found if key(one[1]) is not None]
    # Sorting keeps what is equal in its order: the newest first, whichever way it is sorted
    known.sort(key=lambda one: one[1].closed_at, reverse=True)
    known.sort(key=lambda one: cast(int, key(one[1])), reverse=msg["descending"])
    unknown = [one for one in found if key(one[1]) is None]
    page = [*known, *unknown][msg["offset"] : msg["offset"] + msg["limit"]]
    return {
        "rows": await _rows(page),
        "count": len(found),
        "totals": _totals(found),
        "close_reasons": sorted({row.close_reason for _, row in found if row.close_reason}),
    }


async def _rows(page: Sequence[tuple[TradehookConfigEntry, Result]]) -> list[ClosedPositionRow]:
    rows: dict[str, ClosedPositionRow] = {}
    for entry in {entry.entry_id: entry for entry, _ in page}.values():
        ids = [row.position_id for owner, row in page if owner.entry_id == entry.entry_id]
        account = entry.runtime_data
        for row in await account.positions_by_id(ids):
            rows[row["position_id"]] = _closed(entry, row)
    return [rows[row.position_id] for _, row in page if row.position_id in rows]


def _closed(entry: TradehookConfigEntry, row: FullPositionRow) -> ClosedPositionRow:
    return cast("ClosedPositionRow", {**row, **position_of(entry, entry.runtime_data, row)})


def _totals(found: Sequence[tuple[TradehookConfigEntry, Result]]) -> list[ClosedTotalsRow]:
    """Add up what fits; a sum of which a part isn't known is not known."""
    sums: dict[Place, Total] = {}
    for entry, row in found:
        closed, profit = row.status == "closed", Decimal(row.profit)
        one: Total = {
            "count": 1,
            "closed": int(closed),
            "wins": int(closed and profit > 0),
            "profit": profit,
            "fees": _known(row.fees),
            "funding": _known(row.funding),
        }
        place = entry.data[CONF_ACCOUNT_TYPE], quote_of(row.symbol)
        plus(sums.setdefault(place, dict.fromkeys(one, 0)), one)
    return [
        cast(
            "ClosedTotalsRow",
            {
                "account_type": kind,
                "currency": currency,
                **{
                    name: value if isinstance(value, int) else money(value)
                    for name, value in one.items()
                },
            },
        )
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
