"""What is left of an account that was removed: its trades as a file, its stops on the venue."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
import csv
import functools
import logging
import os
from pathlib import Path
from typing import Final

from homeassistant.components import persistent_notification
from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.helpers.translation import async_get_translations
from homeassistant.util import dt as dt_util, slugify

from ..accounts.data import async_tradehook_data
from ..accounts.factory import live_exchange
from ..accounts.files import ledger_path
from ..accounts.manual_bot import MANUAL_NAME, manual_bot_id
from ..accounts.markets import closed_exchange
from ..const import ACCOUNT_TYPE_LIVE, CONF_ACCOUNT_TYPE, DOMAIN, SUBENTRY_BOT
from ..execution.account import Account
from ..execution.removed_account import leave
from ..execution.stored_positions import read_position
from ..issues.unmanaged_positions import Cause, async_tell_unmanaged
from ..ledger.errors import LedgerError
from ..ledger.files.backup_files import own_copy_of
from ..ledger.ledger import Ledger
from ..ledger.records import FillRecord
from ..trading.admission.model import UnreadablePosition
from ..trading.model.position import Position
from ..trading.reasons.text import plain

_LOGGER = logging.getLogger(__name__)

COLUMNS: Final = (
    "time",
    "bot",
    "symbol",
    "side",
    "purpose",
    "price",
    "amount",
    "cost",
    "fee",
    "fee_currency",
    "realized_profit",
    "position_id",
    "order_id",
    "client_order_id",
    "trade_id",
)
_PAGE: Final = 1000
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that spreadsheets would execute."""
_COMPANIONS: Final = ("", "-wal", "-shm", "-journal", "-lock")


async def async_leave_history(hass: HomeAssistant, entry: ConfigEntry[Account]) -> None:
    """Write an account's trades to the configuration folder, say so, then delete its ledger.

    A ledger that can't be read, or whose trades can't be written, stays where it is.
    """
    path = ledger_path(hass, entry.entry_id)
    if not await hass.async_add_executor_job(path.exists):
        return
    live: Sequence[Position | UnreadablePosition] = ()
    try:
        fills, live = await _async_read(path)
        names = {manual_bot_id(entry.entry_id): MANUAL_NAME}
        names |= {bot.subentry_id: bot.title for bot in entry.get_subentries_of_type(SUBENTRY_BOT)}
        target = await hass.async_add_executor_job(
            _leave, path, Path(hass.config.config_dir), slugify(entry.title), fills, names
        )
    except (LedgerError, OSError) as err:
        _LOGGER.warning("The ledger of the removed account %s stays: %s", entry.title, err)
        await _async_tell(hass, entry, "ledger_left", {"file": str(path), "error": str(err)})
    else:
        kept = {"file": str(target), "trades": str(len(fills)), "positions": _listed(live)}
        await _async_tell(hass, entry, "history_kept", kept)
    async_tell_unmanaged(hass, entry, Cause.REMOVED, live)
    readable = [position for position in live if isinstance(position, Position)]
    live_account = entry.data[CONF_ACCOUNT_TYPE] == ACCOUNT_TYPE_LIVE
    if live_account and readable and closed_exchange(entry) is None:
        await _async_leave_venue(hass, entry, readable)


async def _async_leave_venue(
    hass: HomeAssistant, entry: ConfigEntry[Account], live: Sequence[Position]
) -> None:
    """Cancel on the venue what would open or sell something later, and say what stays there."""
    exchange = live_exchange(hass, entry.data)
    left = await leave(exchange, live, async_tradehook_data(hass).timings.removal_within)
    told = {
        "exchange": exchange.name,
        "cancelled": str(left.cancelled),
        "positions": _listed(position for position in live if position.size > 0),
        "stops": ", ".join(left.stops) or "-",
        "paired": ", ".join(left.paired) or "-",
        "failed": ", ".join(left.failed) or "-",
    }
    await _async_tell(hass, entry, "venue_left", told, "left")


def _listed(positions: Iterable[Position | UnreadablePosition]) -> str:
    return ", ".join(f"{position.symbol} {position.side}" for position in positions) or "-"


async def _async_read(
    path: Path,
) -> tuple[list[FillRecord], list[Position | UnreadablePosition]]:
    """Return all fills, the first one first, and the positions that were not over."""
    ledger = await Ledger.open(path)
    try:
        fills: list[FillRecord] = []
        # Trade ids are unique within a symbol and a side, so only there they can mark a page.
        for symbol in sorted({symbol for _, symbol, _ in await ledger.slots()}):
            before = None
            while page := await ledger.fills(symbol=symbol, before=before, limit=_PAGE, dust=False):
                fills += page
                before = f"{page[-1].trade_id}:{page[-1].side}"
        live = [read_position(row, facts) for row, facts in await ledger.live_positions()]
    finally:
        await ledger.close()
    fills.sort(key=lambda fill: (fill.time, fill.symbol, fill.trade_id))
    return fills, live


def _leave(
    ledger: Path, folder: Path, name: str, fills: Iterable[FillRecord], bots: Mapping[str, str]
) -> Path:
    """Write the trades to a file, then delete the ledger; return the file."""
    target = _write(folder, name, fills, bots)
    _delete(ledger)
    return target


def _write(folder: Path, name: str, fills: Iterable[FillRecord], bots: Mapping[str, str]) -> Path:
    """Write the file under a name that nothing has yet; it appears complete or not at all."""
    stem = f"{DOMAIN}_{name}_{dt_util.now():%Y-%m-%d}"
    target, number = folder / f"{stem}.csv", 2
    while target.exists():
        target, number = folder / f"{stem}_{number}.csv", number + 1
    part = target.with_name(f"{target.name}.part")
    try:
        opener = functools.partial(os.open, mode=0o600)
        with open(part, "w", encoding="utf-8", newline="", opener=opener) as file:
            rows = csv.writer(file)
            rows.writerow(COLUMNS)
            rows.writerows(_row(fill, bots) for fill in fills)
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    except OSError:
        part.unlink(missing_ok=True)
        raise
    return target


def _row(fill: FillRecord, bots: Mapping[str, str]) -> list[str]:
    bot = bots.get(fill.bot_id, fill.bot_id)
    return [
        fill.time.isoformat(),
        f"'{bot}" if bot.startswith(_FORMULA) else bot,
        fill.symbol,
        fill.side,
        fill.purpose,
        plain(fill.price),
        plain(fill.amount),
        plain(fill.cost),
        plain(fill.fee),
        fill.fee_currency,
        plain(fill.realized_profit),
        fill.position_id,
        fill.order_id,
        fill.client_order_id or "",
        fill.trade_id,
    ]


def _delete(path: Path) -> None:
    for companion in _COMPANIONS:
        path.with_name(f"{path.name}{companion}").unlink(missing_ok=True)
    own_copy_of(path).unlink(missing_ok=True)
    with suppress(OSError):
        path.parent.rmdir()  # unless another account's ledger is there


async def _async_tell(
    hass: HomeAssistant,
    entry: ConfigEntry[Account],
    key: str,
    told: Mapping[str, str],
    about: str = "removed",
) -> None:
    """Show a notification in the house's language."""
    texts = await async_get_translations(hass, hass.config.language, "exceptions", {DOMAIN})
    message = texts[f"component.{DOMAIN}.exceptions.{key}.message"]
    persistent_notification.async_create(
        hass,
        message.format(account=entry.title, **told),
        title="Tradehook",
        notification_id=f"{DOMAIN}_{about}_{entry.entry_id}",
    )
