"""Tells of positions that nobody manages: their account is off, fails to start, or is gone."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from homeassistant.config_entries import (
    SIGNAL_CONFIG_ENTRY_CHANGED,
    ConfigEntry,
    ConfigEntryChange,
    ConfigEntryState,
)
from homeassistant.core import HassJob, HomeAssistant, callback
from homeassistant.helpers import issue_registry as ir
from homeassistant.helpers.dispatcher import async_dispatcher_connect
from homeassistant.helpers.event import async_call_later

from ..accounts.entry import account_entries, is_group
from ..accounts.files import ledger_path
from ..const import DOMAIN
from ..execution.stored_positions import read_position
from ..ledger.errors import LedgerError
from ..ledger.reading.peek import peek_live_positions
from ..trading.admission.model import UnreadablePosition
from ..trading.model.order import Order, OrderState
from ..trading.model.position import Position
from ..trading.reasons.text import plain
from .raising import ACCOUNTS, async_raise

PATIENCE: Final = 300
"""Seconds for which an account may fail to start before its positions are told."""
FAILING: Final = frozenset(
    {
        ConfigEntryState.SETUP_ERROR,
        ConfigEntryState.SETUP_RETRY,
        ConfigEntryState.MIGRATION_ERROR,
    }
)

type LivePositions = Sequence[Position | UnreadablePosition]


class Cause(StrEnum):
    """Why nobody manages the positions of an account; the key of the repair's text."""

    DISABLED = "unmanaged_disabled"
    FAILING = "unmanaged_failing"
    REMOVED = "unmanaged_removed"


@dataclass(frozen=True, slots=True)
class _Listed:
    """What is told of positions, for a sentence."""

    positions: str
    resting: str


@callback
def async_watch_management(hass: HomeAssistant) -> None:
    """Follow all accounts, whatever state they are in, for good."""
    watch = _ManagementWatch(hass)
    for entry in account_entries(hass):
        watch.look(entry)
    async_dispatcher_connect(hass, SIGNAL_CONFIG_ENTRY_CHANGED, watch.on_change)


async def async_read_live(hass: HomeAssistant, entry_id: str) -> LivePositions:
    """Return what an account's ledger holds that is not over; raises LedgerError."""
    path = ledger_path(hass, entry_id)

    def read() -> LivePositions:
        return [read_position(row, facts) for row, facts in peek_live_positions(path)]

    return await hass.async_add_executor_job(read)


@callback
def async_tell_unmanaged(
    hass: HomeAssistant, entry: ConfigEntry, cause: Cause, live: LivePositions
) -> None:
    """Raise the repair that lists an account's positions and what rests of them on the venue."""
    if not live:
        return
    listed = _listed(live)
    said = {
        "account": entry.title,
        "positions": listed.positions,
        "resting": listed.resting,
        "page": ACCOUNTS,
    }
    severity = ir.IssueSeverity.ERROR
    async_raise(hass, _issue_id(entry), cause.value, said, severity=severity, persistent=True)


class _ManagementWatch:
    def __init__(self, hass: HomeAssistant) -> None:
        self._hass = hass
        self._failing: dict[str, Callable[[], None]] = {}
        """How to stop the wait for each account that fails to start."""

    @callback
    def on_change(self, change: ConfigEntryChange, entry: ConfigEntry) -> None:
        """Handle an entry that came, changed or went."""
        if entry.domain != DOMAIN or is_group(entry):
            return
        if change is ConfigEntryChange.REMOVED:
            self._stop_waiting(entry)
        else:
            self.look(entry)

    @callback
    def look(self, entry: ConfigEntry) -> None:
        """Look whether an entry's account is managed."""
        if entry.state is ConfigEntryState.LOADED:
            self._stop_waiting(entry)
            ir.async_delete_issue(self._hass, DOMAIN, _issue_id(entry))
        elif entry.disabled_by is not None:
            self._stop_waiting(entry)
            if entry.state is ConfigEntryState.NOT_LOADED:
                self._tell(entry, Cause.DISABLED)
        elif entry.state in FAILING and entry.entry_id not in self._failing:

            @callback
            def over(_now: datetime) -> None:
                self._tell(entry, Cause.FAILING)

            self._failing[entry.entry_id] = async_call_later(
                self._hass, PATIENCE, HassJob(over, cancel_on_shutdown=True)
            )

    def _stop_waiting(self, entry: ConfigEntry) -> None:
        stop = self._failing.pop(entry.entry_id, None)
        if stop is not None:
            stop()

    @callback
    def _tell(self, entry: ConfigEntry, cause: Cause) -> None:
        async def tell() -> None:
            try:
                live = await async_read_live(self._hass, entry.entry_id)
            except LedgerError:
                return  # the repair of the ledger tells of it
            if entry.state is not ConfigEntryState.LOADED:
                async_tell_unmanaged(self._hass, entry, cause, live)

        self._hass.async_create_task(tell(), "Tradehook: positions that nobody manages")


def _issue_id(entry: ConfigEntry) -> str:
    return f"unmanaged_positions_{entry.entry_id}"


def _listed(live: LivePositions) -> _Listed:
    resting = [
        f"{position.symbol} {_order(order)}"
        for position in live
        if isinstance(position, Position)
        for order in position.live_orders()
        if order.state is OrderState.OPEN
    ]
    return _Listed(_join(_position(position) for position in live), _join(resting))


def _position(position: Position | UnreadablePosition) -> str:
    size = plain(position.size) if isinstance(position, Position) else "?"
    return f"{position.symbol} {position.side} {size}"


def _order(order: Order) -> str:
    price = order.price if order.trigger is None else order.trigger
    at = "" if price is None else f" at {plain(price)}"
    return f"{order.purpose} {plain(order.remaining)}{at}"


def _join(texts: Iterable[str]) -> str:
    return ", ".join(texts) or "-"
