"""Repairs of what somebody else did on the exchange: they stay until a person has seen them."""

from collections.abc import Mapping
from decimal import Decimal

from homeassistant.components.repairs import RepairsFlow
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers import issue_registry as ir

from ..accounts.entry import TradehookConfigEntry
from ..const import DOMAIN
from ..execution.account import Account
from ..execution.common.events import AccountEvent, ExternalOrderFound, PositionEvent
from ..trading.reasons.text import plain
from .fixes.adopt_holding import AdoptHolding
from .fixes.close_positions import ClosePositions, position_by_id
from .raising import POSITIONS, async_raise, position_page

CHANGED = "changed_outside"
"""A part of a position is gone; the repair goes with the position."""
CLOSED = "closed_outside"
TAKEN = "taken_by_own_order"
"""Orders of another position of ours took a part of it, or all."""
ORDER_CANCELLED = "unknown_order_cancelled"
ORDER_LEFT = "unknown_order_left"
OVER = frozenset({"closed", "liquidated", "error"})
FEE = Decimal("0.01")
"""The share up to which it was nobody: a fee in coins that the exchange did not tell of."""
POSITION, ENTRY, KIND = "position_id", "entry_id", "kind"


@callback
def async_watch_outside(
    hass: HomeAssistant, entry: TradehookConfigEntry, account: Account
) -> CALLBACK_TYPE:
    """Tell of an account's changes from outside until the returned function is called."""

    @callback
    def on_change(change: AccountEvent) -> None:
        match change:
            case PositionEvent(type="changed_outside") if "was" in change.data:
                _tell_position(hass, entry, change.data)
            case PositionEvent() if change.type in OVER and change.data.get("reason") != CHANGED:
                ir.async_delete_issue(hass, DOMAIN, f"{CHANGED}_{change.data[POSITION]}")
            case ExternalOrderFound():
                _tell_order(hass, entry, change)

    return account.subscribe(on_change, PositionEvent, ExternalOrderFound)


@callback
def async_forget_outside(
    hass: HomeAssistant, entry: TradehookConfigEntry, account: Account | None = None
) -> None:
    """Drop an account's repairs: those of positions that are over by now, or without one, all."""
    live = (
        {p.position_id for key in account.slots for p in account.slot_positions(key)}
        if (account)
        else set()
    )
    for (domain, issue_id), issue in list(ir.async_get(hass).issues.items()):
        data = issue.data or {}
        if domain != DOMAIN or data.get(ENTRY) != entry.entry_id:
            continue
        if account is None or (issue_id.startswith(CHANGED) and data.get(POSITION) not in live):
            ir.async_delete_issue(hass, DOMAIN, issue_id)


@callback
def async_outside_flow(
    entry: TradehookConfigEntry, _issue_id: str, data: Mapping[str, str | int | float | None]
) -> RepairsFlow | None:
    """Return the flow of a change that something can be done about; None for any other repair."""
    if data.get(KIND) in (CHANGED, TAKEN):
        return ClosePositions(entry, position_by_id(str(data[POSITION])), seen=True)
    return AdoptHolding(entry) if data.get(KIND) == ORDER_CANCELLED else None


@callback
def _tell_position(
    hass: HomeAssistant, entry: TradehookConfigEntry, data: Mapping[str, object]
) -> None:
    position_id = str(data[POSITION])
    gone = data["size"] == "0"
    was, size = Decimal(str(data["was"])), Decimal(str(data["size"]))
    if was - size < was * FEE:
        return
    if gone:
        ir.async_delete_issue(hass, DOMAIN, f"{CHANGED}_{position_id}")
    kind = TAKEN if data.get("by") else CLOSED if gone else CHANGED
    said = {name: str(data[name]) for name in ("symbol", "side", "was", "size", "price")}
    said["page"] = position_page(position_id)
    issue_id = f"{CLOSED if gone else CHANGED}_{position_id}"
    _tell(hass, entry, issue_id, kind, said, {POSITION: position_id})


@callback
def _tell_order(
    hass: HomeAssistant, entry: TradehookConfigEntry, found: ExternalOrderFound
) -> None:
    said = {
        "symbol": found.symbol,
        "order": found.order_id,
        "filled": plain(found.filled),
        "page": POSITIONS,
    }
    kind = ORDER_CANCELLED if found.cancelled else ORDER_LEFT
    _tell(hass, entry, f"unknown_order_{entry.entry_id}_{found.order_id}", kind, said, {})


@callback
def _tell(
    hass: HomeAssistant,
    entry: TradehookConfigEntry,
    issue_id: str,
    kind: str,
    said: dict[str, str],
    about: Mapping[str, str],
) -> None:
    async_raise(
        hass,
        issue_id,
        kind,
        {"account": entry.title, **said},
        fixable=True,  # a click says that it was seen
        persistent=True,
        about={ENTRY: entry.entry_id, KIND: kind, **about},
    )
