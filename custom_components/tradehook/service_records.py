"""The actions that read: positions, signals and trades, newest first."""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from datetime import datetime
from typing import Any, cast

from homeassistant.const import Platform
from homeassistant.core import HomeAssistant, ServiceCall
from homeassistant.helpers import entity_registry as er
from homeassistant.util import dt as dt_util
from homeassistant.util.json import JsonObjectType

from .account_markets import own_symbol
from .const import DOMAIN
from .entity import slot_unique_id
from .errors import explained, refusal
from .event import SIGNAL_EVENTS
from .execution.account import Account
from .execution.slots import SlotKey
from .runtime import TradehookConfigEntry
from .service_schemas import (
    ATTR_ACCOUNT,
    ATTR_ACTION,
    ATTR_BEFORE,
    ATTR_BOT,
    ATTR_LIMIT,
    ATTR_POSITION_ID,
    ATTR_SINCE,
    ATTR_STATUS,
    ATTR_SYMBOL,
)
from .service_targets import accounts, bot_of
from .trading.facts import PositionStatus
from .trading.market import Side

POSITION_FIELDS = (
    "position_id",
    "entity_id",
    "bot",
    "account",
    "symbol",
    "side",
    "status",
    "size",
    "entry_price",
    "mark_price",
    "invested",
    "realized_profit",
    "unrealized_profit",
    "profit_percentage",
    "leverage",
    "signal_id",
    "opened_at",
    "closed_at",
    "close_reason",
    "take_profit",
    "stop_loss",
    "orders",
)
SIGNAL_FIELDS = (
    "receipt_id",
    "signal_id",
    "bot",
    "received_at",
    "action",
    "symbol",
    "side",
    "status",
    "code",
    "message",
    "payload",
    "position_ids",
    "position_id",
    "remote",
)
TRADE_FIELDS = (
    "trade_id",
    "order_id",
    "client_order_id",
    "position_id",
    "symbol",
    "side",
    "price",
    "amount",
    "cost",
    "fee",
    "fee_currency",
    "purpose",
    "time",
)

type Row = dict[str, Any]
type Read = Callable[[Account, dict[str, Any]], Awaitable[Sequence[Row]]]


async def async_get_positions(call: ServiceCall) -> JsonObjectType:
    """Return positions, live and over."""
    statuses = _statuses(call, PositionStatus)

    async def read(account: Account, filters: dict[str, Any]) -> Sequence[Row]:
        return await account.positions(statuses=statuses, **filters)

    rows = await _page(call, read, "opened_at")
    return _answer("positions", rows, POSITION_FIELDS)


async def async_get_signals(call: ServiceCall) -> JsonObjectType:
    """Return rows of the signal log."""
    statuses = _statuses(call, SIGNAL_EVENTS)

    async def read(account: Account, filters: dict[str, Any]) -> Sequence[Row]:
        return await account.signals(
            statuses=statuses, action=call.data.get(ATTR_ACTION), **filters
        )

    rows = await _page(call, read, "received_at")
    return _answer("signals", rows, SIGNAL_FIELDS)


async def async_get_trades(call: ServiceCall) -> JsonObjectType:
    """Return fills."""

    async def read(account: Account, filters: dict[str, Any]) -> Sequence[Row]:
        return await account.trades(position_id=call.data.get(ATTR_POSITION_ID), **filters)

    rows = await _page(call, read, "time")
    return _answer("trades", rows, TRADE_FIELDS)


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


def _answer(name: str, rows: Sequence[Row], fields: Sequence[str]) -> JsonObjectType:
    return cast(JsonObjectType, {name: [{field: row[field] for field in fields} for row in rows]})


async def _page(call: ServiceCall, read: Read, time: str) -> list[Row]:
    """Read one page across the accounts that are meant."""
    entries, bot_ids = _meant(call)
    limit = call.data[ATTR_LIMIT]
    before = _before(call.data.get(ATTR_BEFORE), entries)
    since, symbol = call.data.get(ATTR_SINCE), call.data.get(ATTR_SYMBOL)
    rows: list[Row] = []
    with explained():
        for entry in entries:
            filters = {
                "bot_ids": bot_ids,
                "symbol": symbol and own_symbol(entry.runtime_data, symbol),
                "since": since and dt_util.as_utc(since),
                "before": before,
                "limit": limit,
            }
            page = await read(entry.runtime_data, filters)
            rows.extend(_with_entities(call.hass, entry, row) for row in page)
    # Stable: rows of one account that share a moment keep the ledger's order.
    return sorted(rows, key=lambda row: str(row[time]), reverse=True)[:limit]


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
    bot_id, side = row["bot_id"], row.get("side")
    sensor = None
    if side in (Side.LONG, Side.SHORT):
        slot = SlotKey(bot_id, row["symbol"], Side(side))
        unique_id = slot_unique_id(slot, "position")
        sensor = registry.async_get_entity_id(Platform.SENSOR, DOMAIN, unique_id)
    return {
        **row,
        "account": entry.entry_id,
        "bot": registry.async_get_entity_id(Platform.SWITCH, DOMAIN, bot_id),
        "entity_id": sensor,
    }
