"""What the panel asks of positions: to act on them, their links, and how they came about."""

from functools import partial
from typing import cast

from homeassistant.components.websocket_api.const import WebSocketCommandHandler
from homeassistant.core import HomeAssistant
from homeassistant.helpers.typing import VolDictType
import probatio

from ..accounts.entry import TradehookConfigEntry
from ..accounts.manual_bot import manual_bot_id
from ..actions.position_links import link_url
from ..actions.position_note import async_write_note
from ..actions.schemas import ATTR_ORDER_TYPE, ATTR_PRICE, MAX_LIMIT, exact, positive_number
from ..actions.trading import check_close
from ..errors import refusal
from ..execution.account import LinkMode
from ..execution.common.rows import (
    AdoptedRow,
    ClosedRow,
    FullPositionRow,
    KeptRow,
    NoteRow,
    ReleasedRow,
    RiskRow,
    UnownedRow,
)
from ..ledger.records import LinkRecord
from ..trading.model.market import Side
from ..trading.model.sections import OrderType
from ..trading.reasons.reasons import ReasonCode, sentence
from ..web.webhook_urls import base_url
from .account_commands import check_bot
from .command import PAGE, READER, Message, command as any_command
from .rows import ChangedPlanRow, LinkRow, PanelPositionRow, PositionPage
from .serializers import position_of

POSITION_ACTIONS: list[WebSocketCommandHandler] = []
"""The commands of this module."""
command = partial(any_command, into=POSITION_ACTIONS)

OVER = ("closed", "cancelled", "error")
_POSITION: VolDictType = {probatio.Required("position_id"): str}
_POSITIONS: VolDictType = {
    probatio.Required("position_ids"): probatio.All([str], probatio.Length(min=1))
}


@command(
    "close_position",
    {
        **_POSITION,
        probatio.Optional(ATTR_ORDER_TYPE, default=OrderType.MARKET): probatio.Coerce(OrderType),
        probatio.Optional(ATTR_PRICE): positive_number,
    },
    admin=True,
)
async def close_position(
    _hass: HomeAssistant, entry: TradehookConfigEntry, msg: Message
) -> ClosedRow:
    """Close a position, or cancel it when nothing has filled."""
    order_type, price = msg[ATTR_ORDER_TYPE], msg.get(ATTR_PRICE)
    check_close(order_type, price)
    rows = await entry.runtime_data.close_positions(
        [msg["position_id"]],
        order_type=order_type,
        price=price if order_type is OrderType.LIMIT else None,
    )
    return rows[0]


@command("close_positions", _POSITIONS, admin=True)
async def close_positions(
    _hass: HomeAssistant, entry: TradehookConfigEntry, msg: Message
) -> list[ClosedRow]:
    """Close positions at market price, or cancel those without a fill; what is over is left out."""
    return await entry.runtime_data.close_positions(msg["position_ids"])


@command("keep_positions", _POSITIONS, admin=True)
async def keep_positions(
    _hass: HomeAssistant, entry: TradehookConfigEntry, msg: Message
) -> list[KeptRow]:
    """Cancel what is open of entries, and leave what has filled alone."""
    return await entry.runtime_data.keep_positions(msg["position_ids"])


@command("modify_position", {**_POSITION, probatio.Required("changes"): dict}, admin=True)
async def modify_position(
    _hass: HomeAssistant, entry: TradehookConfigEntry, msg: Message
) -> ChangedPlanRow:
    """Change the exits of a position, or cancel its entries, and return its new plan."""
    changes = exact(msg["changes"])
    row = await entry.runtime_data.modify_position(msg["position_id"], changes)
    return {**row["plan"], "warnings": row["warnings"]}


@command("check_changes", {**_POSITION, probatio.Required("changes"): dict}, admin=True)
async def check_changes(_hass: HomeAssistant, entry: TradehookConfigEntry, msg: Message) -> RiskRow:
    """Return what changes would make of the worst loss of a position; none of it is done."""
    return entry.runtime_data.check_changes(msg["position_id"], exact(msg["changes"]))


@command("keep_position", _POSITION, admin=True)
async def keep_position(_hass: HomeAssistant, entry: TradehookConfigEntry, msg: Message) -> KeptRow:
    """Cancel what is open of the entry, and leave what has filled alone."""
    return (await entry.runtime_data.keep_positions([msg["position_id"]]))[0]


@command("release_position", _POSITION, admin=True)
async def release_position(
    _hass: HomeAssistant, entry: TradehookConfigEntry, msg: Message
) -> ReleasedRow:
    """Cancel what rests of a position and manage it no more; nothing is sold."""
    return await entry.runtime_data.adoptions.release(msg["position_id"])


@command("unowned", {}, admin=True)
async def unowned(
    _hass: HomeAssistant, entry: TradehookConfigEntry, _msg: Message
) -> list[UnownedRow]:
    """Return what the exchange holds that belongs to nobody here."""
    return await entry.runtime_data.adoptions.unowned()


@command(
    "adopt_position",
    {
        probatio.Required("symbol"): str,
        probatio.Required("side"): probatio.Coerce(Side),
        probatio.Optional("size"): positive_number,
        probatio.Optional("entry_price"): positive_number,
        probatio.Optional("exits", default={}): dict,
        probatio.Optional("cancel_orders", default=False): bool,
        probatio.Optional("bot_id"): str,
    },
    admin=True,
)
async def adopt_position(
    _hass: HomeAssistant, entry: TradehookConfigEntry, msg: Message
) -> AdoptedRow:
    """Make a position of what the exchange holds and nobody here manages."""
    account = entry.runtime_data
    bot = check_bot(account, msg.get("bot_id", manual_bot_id(entry.entry_id)))
    return await account.adoptions.adopt(
        bot,
        msg["symbol"],
        msg["side"],
        size=msg.get("size"),
        entry_price=msg.get("entry_price"),
        exits=exact(msg["exits"]),
        cancel_orders=msg["cancel_orders"],
    )


@command(
    "create_link",
    {
        **_POSITION,
        probatio.Required("mode"): probatio.Coerce(LinkMode),
        probatio.Optional("question", default=False): bool,
    },
    admin=True,
)
async def create_link(hass: HomeAssistant, entry: TradehookConfigEntry, msg: Message) -> LinkRow:
    """Make a secret URL that closes or keeps a position."""
    base = base_url(hass)
    link = await entry.runtime_data.create_link(
        msg["position_id"], msg["mode"], question=msg["question"]
    )
    return _link(base, link)


@command("links", _POSITION, admin=True)
async def links(hass: HomeAssistant, entry: TradehookConfigEntry, msg: Message) -> list[LinkRow]:
    """Return the links of a position that work."""
    base = base_url(hass)
    found = await entry.runtime_data.links(position_id=msg["position_id"])
    return [_link(base, row) for row in found if row.revoked_at is None and row.ended_at is None]


@command("revoke_link", {probatio.Required("link_id"): str}, admin=True)
async def revoke_link(hass: HomeAssistant, entry: TradehookConfigEntry, msg: Message) -> LinkRow:
    """Make a link useless."""
    return _link(base_url(hass), await entry.runtime_data.revoke_link(msg["link_id"]))


@command("position", _POSITION, admin=False)
async def position(_hass: HomeAssistant, entry: TradehookConfigEntry, msg: Message) -> PositionPage:
    """Return one position, also when it is over, with its fills and how it came about."""
    account, position_id = entry.runtime_data, msg["position_id"]
    details = await account.position(position_id)
    if details is None or not msg[READER].row(details, entry.entry_id):
        raise refusal(ReasonCode.POSITION_MISSING.value, sentence(ReasonCode.POSITION_MISSING))
    row = cast(
        "FullPositionRow",
        {name: value for name, value in details.items() if name not in ("plan", "story")},
    )
    fills = await account.trades(position_id=position_id, limit=MAX_LIMIT)
    return {
        "position": position_of(entry, account, row),
        "plan": details["plan"],
        "story": details["story"],
        "fills": fills,
    }


@command("history", PAGE, admin=False)
async def history(
    _hass: HomeAssistant, entry: TradehookConfigEntry, msg: Message
) -> list[PanelPositionRow]:
    """Return a page of positions that are over, the last opened first."""
    account = entry.runtime_data
    rows = await account.positions(
        statuses=OVER,
        bot_ids=msg[READER].bot_ids(account, entry.entry_id),
        before=msg.get("before"),
        limit=msg["limit"],
    )
    return [position_of(entry, account, row) for row in rows]


@command(
    "set_note",
    {
        **_POSITION,
        probatio.Required("note"): str,
        probatio.Required("tags"): [str],
    },
    admin=True,
)
async def set_note(_hass: HomeAssistant, entry: TradehookConfigEntry, msg: Message) -> NoteRow:
    """Write a note and tags onto a position."""
    row = await async_write_note(entry.runtime_data, msg["position_id"], msg["note"], msg["tags"])
    if row is None:
        raise refusal(ReasonCode.POSITION_MISSING.value, sentence(ReasonCode.POSITION_MISSING))
    return row


def _link(base: str, row: LinkRecord) -> LinkRow:
    return {
        "link_id": row.link_id,
        "mode": str(row.mode),
        "position_id": row.position_id,
        "created_at": row.created_at.isoformat(),
        "used_at": row.used_at.isoformat() if row.used_at else None,
        "url": link_url(base, row.token),
        "question": row.question,
    }
