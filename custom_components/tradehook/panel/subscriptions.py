"""Subscriptions of the panel: a first picture, then what changed; nobody has to ask again."""

from abc import ABC, abstractmethod
import asyncio
from collections.abc import Callable
from typing import Final, override

from homeassistant.components.websocket_api.connection import ActiveConnection
from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback

from ..accounts.entry import account_entries
from ..entities.read_policy import Reader
from ..execution.account import Account
from ..execution.common.events import (
    AccountChanged,
    AccountEvent,
    BotAdded,
    BotChanged,
    BotRemoved,
    MarkPriceChanged,
    PositionEvent,
    SignalOutcome,
    SlotAdded,
    SlotChanged,
)
from ..execution.common.rows import AccountRow
from ..execution.common.slots import SlotKey
from ..ledger.errors import LedgerError
from ..trading.model.market import Side
from .account_follower import AccountsFollower
from .rows import (
    AccountsEvent,
    MarketEvent,
    MovedNumbers,
    PanelPositionRow,
    PanelSignalRow,
    PositionsEvent,
    SignalsEvent,
)
from .serializers import account_row, owner, position_of

SOON: Final = 0.05
"""Seconds in which changes are gathered before they are sent."""
PRICES: Final = 0.3
"""The same for what only a price moves."""
LOG_LENGTH: Final = 200
RECENT: Final = 50


class Live(ABC):
    """One subscription of one browser; it ends with its connection."""

    def __init__(self, hass: HomeAssistant, connection: ActiveConnection, msg_id: int) -> None:
        self.hass = hass
        self._connection = connection
        self._id = msg_id
        self._reader = Reader(hass, connection.user)
        self._timer: asyncio.TimerHandle | None = None
        self._follower = AccountsFollower(
            hass, on_change=self.on_change, on_accounts=self.on_accounts
        )

    @callback
    def start(self) -> None:
        """Answer the command, send the first picture and follow what happens."""
        self._connection.subscriptions[self._id] = self.stop
        self._connection.send_result(self._id)
        self._follower.start()
        self.send_first()

    @callback
    def stop(self) -> None:
        """Send nothing any more."""
        self._follower.stop()
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    @property
    def accounts(self) -> list[tuple[ConfigEntry, Account]]:
        """Return the loaded accounts with their entries."""
        found = (
            (self.hass.config_entries.async_get_entry(entry_id), account)
            for entry_id, account in self._follower.accounts.items()
        )
        return [(entry, account) for entry, account in found if entry is not None]

    @abstractmethod
    def send_first(self) -> None:
        """Send the whole picture."""

    @abstractmethod
    def send_changes(self) -> None:
        """Send what was gathered."""

    @abstractmethod
    def on_change(self, entry_id: str, change: AccountEvent) -> None:
        """Handle a change of an account."""

    def on_accounts(self) -> None:
        """Take that accounts came, went or were renamed."""
        self.soon(SOON)

    def send(self, event: PositionsEvent | AccountsEvent | SignalsEvent | MarketEvent) -> None:
        """Send an event to the browser."""
        self._connection.send_event(self._id, event)

    def soon(self, delay: float) -> None:
        """Send within a delay; a shorter one than what is waited for wins."""
        loop = self.hass.loop
        if self._timer is not None:
            if self._timer.when() <= loop.time() + delay:
                return
            self._timer.cancel()
        self._timer = loop.call_later(delay, self._due)

    @callback
    def _due(self) -> None:
        self._timer = None
        self.send_changes()


class LivePositions(Live):
    """All positions that are not over."""

    def __init__(self, hass: HomeAssistant, connection: ActiveConnection, msg_id: int) -> None:
        """Begin with nothing sent."""
        super().__init__(hass, connection, msg_id)
        self._sent: dict[str, PanelPositionRow] = {}
        self._all = False
        self._slots: set[tuple[str, SlotKey]] = set()
        self._symbols: set[tuple[str, str]] = set()

    @override
    def send_first(self) -> None:
        self._sent = self._rows(lambda _entry, _slot: True)
        self.send({"positions": list(self._sent.values())})

    @override
    def on_change(self, entry_id: str, change: AccountEvent) -> None:
        match change:
            case SlotChanged(key=key) | SlotAdded(key=key):
                self._slots.add((entry_id, key))
                self.soon(SOON)
            case MarkPriceChanged(symbol=symbol):
                self._symbols.add((entry_id, symbol))
                self.soon(PRICES)
            case BotAdded() | BotRemoved():
                self.on_accounts()

    @override
    def on_accounts(self) -> None:
        self._all = True
        super().on_accounts()

    @override
    def send_changes(self) -> None:
        everything, slots, symbols = self._all, self._slots, self._symbols
        self._all, self._slots, self._symbols = False, set(), set()

        def concerned(entry_id: str, slot: SlotKey) -> bool:
            return everything or (entry_id, slot) in slots or (entry_id, slot.symbol) in symbols

        rows = self._rows(concerned)
        gone = [
            position_id
            for position_id, row in self._sent.items()
            if position_id not in rows
            and concerned(row["account"], SlotKey(row["bot_id"], row["symbol"], Side(row["side"])))
        ]
        changed: list[PanelPositionRow] = []
        prices: dict[str, MovedNumbers] = {}
        for position_id, row in rows.items():
            before = self._sent.get(position_id)
            if before is not None and row | {"duration": before["duration"]} == before:
                continue
            if before is not None and _but_for_prices(before) == _but_for_prices(row):
                prices[position_id] = _moved(row)
            else:
                changed.append(row)
        self._sent |= rows
        for position_id in gone:
            del self._sent[position_id]
        if changed or gone or prices:
            self.send({"changed": changed, "gone": gone, "prices": prices})

    def _rows(self, concerned: Callable[[str, SlotKey], bool]) -> dict[str, PanelPositionRow]:
        return {
            position.position_id: position_of(entry, account, row)
            for entry, account in self.accounts
            for slot in account.slots
            if concerned(entry.entry_id, slot) and self._reader.position(slot, entry.entry_id)
            for position in account.slot_positions(slot)
            if (row := account.full_position_row(position.position_id)) is not None
        }


def _moved(row: PanelPositionRow) -> MovedNumbers:
    """Return what of a position changes with every price, in the order of MovedNumbers."""
    return (
        row["mark_price"],
        row["unrealized_profit"],
        row["profit_percentage"],
        row["roe_percentage"],
        row["profit"],
        row["value"],
    )


def _but_for_prices(row: PanelPositionRow) -> PanelPositionRow:
    """Return a position without what a price, or the time alone, changes."""
    return row | {
        "mark_price": None,
        "unrealized_profit": None,
        "profit_percentage": None,
        "roe_percentage": None,
        "profit": None,
        "value": None,
        "duration": None,
    }


class LiveAccounts(Live):
    """All accounts with their bots, the ones that are not loaded too."""

    def __init__(self, hass: HomeAssistant, connection: ActiveConnection, msg_id: int) -> None:
        """Begin with nothing sent."""
        super().__init__(hass, connection, msg_id)
        self._sent: list[AccountRow] | None = None

    @override
    def send_first(self) -> None:
        self.send_changes()

    @override
    def send_changes(self) -> None:
        loaded = self._follower.accounts
        rows = [
            self._readable(account_row(self.hass, entry, loaded.get(entry.entry_id)))
            for entry in account_entries(self.hass)
            if self._reader.account(entry.entry_id)
        ]
        if rows != self._sent:
            self._sent = rows
            self.send({"accounts": rows})

    @override
    def on_change(self, entry_id: str, change: AccountEvent) -> None:
        match change:
            case MarkPriceChanged():
                self.soon(1)
            case AccountChanged() | BotAdded() | BotChanged() | BotRemoved() | SlotChanged():
                self.soon(SOON)

    def _readable(self, row: AccountRow) -> AccountRow:
        bots = [bot for bot in row["bots"] if self._reader.bot(bot["bot_id"], row["account"])]
        return row | {"bots": bots}


class LiveSignals(Live):
    """The newest rows of the signal log."""

    def __init__(self, hass: HomeAssistant, connection: ActiveConnection, msg_id: int) -> None:
        """Begin with nothing sent."""
        super().__init__(hass, connection, msg_id)
        self._sent: dict[str, PanelSignalRow] = {}
        self._reading: asyncio.Task[None] | None = None
        self._again = False

    @override
    def send_first(self) -> None:
        self._read(LOG_LENGTH)

    @override
    def send_changes(self) -> None:
        self._read(RECENT)

    @override
    def on_change(self, entry_id: str, change: AccountEvent) -> None:
        if isinstance(change, SignalOutcome | PositionEvent):
            self.soon(SOON)

    @override
    def stop(self) -> None:
        """Read nothing any more."""
        super().stop()
        if self._reading is not None:
            self._reading.cancel()

    def _read(self, limit: int) -> None:
        if self._reading is not None and not self._reading.done():
            self._again = True
            return
        self._reading = self.hass.async_create_background_task(
            self._send_log(limit), "Tradehook: signal log of the panel"
        )

    async def _send_log(self, limit: int) -> None:
        first = limit == LOG_LENGTH
        rows: list[PanelSignalRow] = []
        for entry, account in self.accounts:
            try:
                found = await account.signals(limit=limit)
            except LedgerError:
                continue  # the account is going away; when it is back it is read again
            rows += [{**row, **owner(entry, row["bot_id"])} for row in found]
        new = [row for row in rows if self._sent.get(row["receipt_id"]) != row]
        if new or first:
            newest = sorted(
                (self._sent | {row["receipt_id"]: row for row in rows}).values(),
                key=lambda row: str(row["received_at"]),
                reverse=True,
            )
            self._sent = {row["receipt_id"]: row for row in newest[:LOG_LENGTH]}
            self.send({"signals": new} if first else {"changed": new})
        if self._again:
            self._again = False
            self.soon(SOON)
