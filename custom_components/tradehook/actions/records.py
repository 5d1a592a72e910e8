"""The actions that read: positions, signals and trades, newest first."""

from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import TypedDict, cast

from homeassistant.const import Platform
from homeassistant.core import HomeAssistant, ServiceCall
from homeassistant.helpers import entity_registry as er
from homeassistant.util import dt as dt_util
from homeassistant.util.json import JsonObjectType

from ..accounts.entry import TradehookConfigEntry
from ..accounts.markets import own_symbol
from ..const import DOMAIN
from ..entities.read_policy import Reader, async_reader
from ..entity import slot_unique_id
from ..errors import explained, position_missing, refusal
from ..execution.account import Account
from ..execution.common.events import SignalEventType
from ..execution.common.row_views import FILL_ANSWER, POSITION_ANSWER, SIGNAL_ANSWER, view
from ..execution.common.slots import SlotKey
from ..execution.common.totals import (
    POSITIONS as POSITION_TOTALS,
    TRADES as TRADE_TOTALS,
    Total,
    Totals,
    plus,
)
from ..trading.model.facts import PositionStatus
from ..trading.model.market import Side
from ..trading.reasons.money import money
from ..trading.signal.actions import action_names
from .schemas import (
    ATTR_ACCOUNT,
    ATTR_ACTION,
    ATTR_BEFORE,
    ATTR_BOT,
    ATTR_CLOSED_SINCE,
    ATTR_LIMIT,
    ATTR_POSITION_ID,
    ATTR_SINCE,
    ATTR_STATUS,
    ATTR_SYMBOL,
)
from .targets import accounts, bot_of

type Row = Mapping[str, object]
"""A row of a position, a signal or a fill."""
type Read = Callable[[Account, Page], Awaitable[Sequence[Row]]]
type Add = Callable[[Account, Meant], Awaitable[Totals]]


class Meant(TypedDict):
    """Which rows of an account are meant, whatever they are of; None = all."""

    bot_ids: list[str] | None
    symbol: str | None
    since: datetime | None


class Page(Meant):
    """Which of the rows that are meant are read; `before` is a time or an id."""

    before: str | datetime | None
    limit: int


async def async_get_positions(call: ServiceCall) -> JsonObjectType:
    """Return positions, live and over."""
    statuses, closed_since = _statuses(call, PositionStatus), _moment(call, ATTR_CLOSED_SINCE)

    async def read(account: Account, page: Page) -> Sequence[Row]:
        return await account.positions(statuses=statuses, closed_since=closed_since, **page)

    async def add(account: Account, meant: Meant) -> Totals:
        return await account.totals.positions(statuses=statuses, closed_since=closed_since, **meant)

    reader = await async_reader(call)
    rows = await _page(call, reader, read, "opened_at")
    totals = shown_totals(await _totals(call, reader, add), POSITION_TOTALS)
    return _answer("positions", rows, POSITION_ANSWER, totals)


async def async_get_signals(call: ServiceCall) -> JsonObjectType:
    """Return rows of the signal log."""
    statuses = _statuses(call, [one.value for one in SignalEventType])
    action = _action(call)

    async def read(account: Account, page: Page) -> Sequence[Row]:
        return await account.signals(statuses=statuses, action=action, **page)

    async def add(account: Account, meant: Meant) -> Totals:
        counts = await account.ledger.signal_counts(statuses=statuses, action=action, **meant)
        return {"": dict(counts)}

    reader = await async_reader(call)
    rows = await _page(call, reader, read, "received_at")
    counted = (await _totals(call, reader, add)).get("", {})
    totals = {status: counted.get(status, 0) for status in map(str, SignalEventType)}
    return _answer("signals", rows, SIGNAL_ANSWER, totals)


async def async_get_trades(call: ServiceCall) -> JsonObjectType:
    """Return fills."""
    position_id = await _position_id(call)

    async def read(account: Account, page: Page) -> Sequence[Row]:
        return await account.trades(position_id=position_id, **page)

    async def add(account: Account, meant: Meant) -> Totals:
        return await account.totals.trades(position_id=position_id, **meant)

    reader = await async_reader(call)
    rows = await _page(call, reader, read, "time")
    totals = shown_totals(await _totals(call, reader, add), TRADE_TOTALS)
    return _answer("trades", rows, FILL_ANSWER, totals)


def _statuses(call: ServiceCall, known: Iterable[str]) -> list[str] | None:
    """Return the statuses that are asked for: of a misspelled one there would be no rows."""
    statuses: list[str] | None = call.data.get(ATTR_STATUS)
    names = [str(name) for name in known]
    for status in statuses or ():
        if status not in names:
            raise refusal(
                "invalid_status", f"`{status}` is not a status. There are: {', '.join(names)}."
            )
    return statuses


def _action(call: ServiceCall) -> str | None:
    """Return the action that is asked for: of a misspelled one there would be no rows."""
    action: str | None = call.data.get(ATTR_ACTION)
    names = action_names()
    if action is not None and action not in names:
        raise refusal(
            "invalid_action", f"`{action}` is not an action. There are: {', '.join(names)}."
        )
    return action


async def _position_id(call: ServiceCall) -> str | None:
    """Return the position that is asked for: of an unknown one there would be no rows."""
    position_id: str | None = call.data.get(ATTR_POSITION_ID)
    if position_id is None:
        return None
    entries, _ = _meant(call)
    with explained():
        for entry in entries:
            if await entry.runtime_data.ledger.facts(position_id):
                return position_id
    raise position_missing(position_id)


def _moment(call: ServiceCall, name: str) -> datetime | None:
    moment: datetime | None = call.data.get(name)
    return moment and dt_util.as_utc(moment)


def _answer(
    name: str, rows: Sequence[Row], fields: Sequence[str], totals: Mapping[str, object]
) -> JsonObjectType:
    shown = [view(row, fields) for row in rows]
    return cast(JsonObjectType, {name: shown, "totals": totals})


async def _page(call: ServiceCall, reader: Reader, read: Read, time: str) -> list[Row]:
    """Read one page across the accounts that are meant, of what the caller may read."""
    entries, _ = _meant(call)
    limit = call.data[ATTR_LIMIT]
    before = _before(call.data.get(ATTR_BEFORE), entries)
    rows: list[Row] = []
    with explained():
        for entry, meant in filtered(call, reader):
            page = await read(entry.runtime_data, {**meant, "before": before, "limit": limit})
            rows.extend(_with_entities(call.hass, entry, row) for row in page)
    # Stable: rows of one account that share a moment keep the ledger's order.
    return sorted(rows, key=lambda row: str(row[time]), reverse=True)[:limit]


async def _totals(call: ServiceCall, reader: Reader, add: Add) -> Totals:
    """Add up all rows that fit across the accounts that are meant, whatever the page shows."""
    totals: Totals = {}
    with explained():
        for entry, meant in filtered(call, reader):
            for currency, row in (await add(entry.runtime_data, meant)).items():
                plus(totals.setdefault(currency, dict.fromkeys(row, 0)), row)
    return totals


def filtered(call: ServiceCall, reader: Reader) -> Iterator[tuple[TradehookConfigEntry, Meant]]:
    """Yield the accounts that are meant, each with what of it is meant and may be read."""
    entries, bot_ids = _meant(call)
    symbol = call.data.get(ATTR_SYMBOL)
    for entry in entries:
        yield (
            entry,
            {
                "bot_ids": _readable(bot_ids, reader.bot_ids(entry.runtime_data, entry.entry_id)),
                "symbol": symbol and own_symbol(entry.runtime_data, symbol),
                "since": _moment(call, ATTR_SINCE),
            },
        )


def _readable(asked: list[str] | None, allowed: list[str] | None) -> list[str] | None:
    """Return the bots that are asked for and may be read; None = all."""
    if asked is None or allowed is None:
        return allowed if asked is None else asked
    return [bot_id for bot_id in asked if bot_id in allowed]


def shown_totals(totals: Totals, names: Sequence[str]) -> Row:
    """Return totals as text: of one quote currency alone, else by currency."""
    rows = {currency: _texts(total) for currency, total in totals.items()}
    if not rows:
        return _texts({name: 0 if name == "count" else Decimal(0) for name in names})
    if len(rows) == 1:
        (row,) = rows.values()
        return row
    return dict(sorted(rows.items()))


def _texts(total: Total) -> Row:
    return {
        name: money(value) if isinstance(value, Decimal | None) else value
        for name, value in total.items()
    }


def _meant(call: ServiceCall) -> tuple[list[TradehookConfigEntry], list[str] | None]:
    account_id = call.data.get(ATTR_ACCOUNT)
    if ATTR_BOT not in call.data:
        return accounts(call.hass, account_id), None
    entry, bot_id = bot_of(call.hass, call.data[ATTR_BOT])
    if account_id not in (None, entry.entry_id):
        raise refusal("wrong_account", "The bot belongs to another account: leave `account` out.")
    return [entry], [bot_id]


def _before(value: str | None, entries: Sequence[TradehookConfigEntry]) -> str | datetime | None:
    """Return where the page begins: a time counts in all accounts, an id only in its own."""
    if value is None:
        return None
    if (time := dt_util.parse_datetime(value)) is not None:
        return dt_util.as_utc(time)
    if len(entries) > 1:
        raise refusal(
            "invalid_before",
            "An id as `before` needs `account` or `bot`, since there are several accounts: add "
            "one, or give the time of the last row.",
        )
    return value


def _with_entities(hass: HomeAssistant, entry: TradehookConfigEntry, row: Row) -> Row:
    """Name the entities that stand for a row; those of a removed bot are gone."""
    registry = er.async_get(hass)
    bot_id, side = str(row["bot_id"]), row.get("position_side", row.get("side"))
    sensor = None
    if side in (Side.LONG, Side.SHORT):
        slot = SlotKey(bot_id, str(row["symbol"]), Side(str(side)))
        unique_id = slot_unique_id(slot, "position")
        sensor = registry.async_get_entity_id(Platform.SENSOR, DOMAIN, unique_id)
        if sensor is None:
            # What is on record may be told in a moment only: its entity comes with that.
            entry.runtime_data.tell()
            sensor = registry.async_get_entity_id(Platform.SENSOR, DOMAIN, unique_id)
    return {
        **row,
        "account": entry.entry_id,
        "bot": registry.async_get_entity_id(Platform.SWITCH, DOMAIN, bot_id),
        "entity_id": sensor,
    }
