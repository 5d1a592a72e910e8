"""Tests of accounts whose venue can't be reached: tried again, and recording all the while."""

from collections.abc import AsyncIterator
from contextlib import closing
from datetime import timedelta
import json
from pathlib import Path
import sqlite3

from homeassistant.config_entries import ConfigEntryDisabler, ConfigEntryState
from homeassistant.const import EVENT_HOMEASSISTANT_STOP
from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_fire_time_changed,
)

from custom_components.tradehook.accounts.data import DATA
from custom_components.tradehook.accounts.manual_bot import manual_bot_id
from custom_components.tradehook.exchanges.paper import PaperExchange
from custom_components.tradehook.exchanges.port.exchange import VenueError
from custom_components.tradehook.execution.signals import SignalResponse
from custom_components.tradehook.trading.credentials import digest
from custom_components.tradehook.trading.signal.dialects import messages_of
from tests.face import BOT, DOMAIN, KEY, SECRET, Face, account_entry, bot_subentry, loaded

pytestmark = pytest.mark.usefixtures("config_folder")
OTHER = "01J0000000000000000000BOT2"
SIGNAL_EVENT = "event.trend_signal"


class Venue:
    """Whether the venue of the tests opens, and how often it was asked to."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.error: VenueError | None = None
        self.asked = 0
        opens = PaperExchange.open

        async def open_venue(exchange: PaperExchange, listener: object) -> None:
            self.asked += 1
            if self.error is not None:
                raise self.error
            await opens(exchange, listener)  # type: ignore[arg-type]

        monkeypatch.setattr(PaperExchange, "open", open_venue)


@pytest.fixture
def venue(monkeypatch: pytest.MonkeyPatch) -> Venue:
    """Return a venue that opens."""
    return Venue(monkeypatch)


@pytest.fixture
async def entry(
    hass: HomeAssistant,
    venue: Venue,
    config_folder: Path,  # noqa: ARG001  before the first ledger is there
) -> AsyncIterator[MockConfigEntry]:
    """Return the entry of an account with a position, whose venue is closed for maintenance."""
    bots = (bot_subentry(), bot_subentry(OTHER, "Other"))
    async with loaded(hass, account_entry(bots=bots)) as face:
        await face.open(stop_loss={"stop_percentage": 3})
        await hass.config_entries.async_unload(face.entry.entry_id)
        venue.error = VenueError("closed for maintenance")
        assert not await hass.config_entries.async_setup(face.entry.entry_id)
        yield face.entry
        venue.error = None


async def send(hass: HomeAssistant, **fields: object) -> SignalResponse | None:
    """Send a signal to the bot as its hook does; None = 503, as nobody is there to record it."""
    taker = hass.data[DATA].account_of(f"hook-{BOT}")
    if taker is None:
        return None
    account, bot_id = taker
    return await account.send_signal(bot_id, {"symbol": "BTC/USDT", **fields})


async def accepted(hass: HomeAssistant, **fields: object) -> None:
    """Send a signal that must be accepted."""
    answer = await send(hass, **fields)
    assert answer is not None
    assert answer.status == 202, answer.body


async def tried_again(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """Let Home Assistant's time for the next attempt come, and wait for how it ends."""
    async_fire_time_changed(hass, dt_util.utcnow() + timedelta(seconds=120))
    async with entry.setup_lock:
        pass
    await hass.async_block_till_done()


async def test_account_waits_and_home_assistant_tries_again(
    hass: HomeAssistant, entry: MockConfigEntry, venue: Venue
) -> None:
    """Test that the entry says why it is not loaded, and is loaded as soon as it can be."""
    assert entry.state is ConfigEntryState.SETUP_RETRY
    assert entry.error_reason_translation_key == "account_not_started"
    assert entry.error_reason_translation_placeholders == {"error": "closed for maintenance"}
    asked = venue.asked

    await tried_again(hass, entry)
    assert venue.asked == asked + 1
    assert entry.state is ConfigEntryState.SETUP_RETRY

    venue.error = None
    await tried_again(hass, entry)
    assert entry.state is ConfigEntryState.LOADED
    assert entry.runtime_data.ready


async def test_exit_is_accepted_while_the_venue_is_away_and_carried_out_after_it(
    hass: HomeAssistant, entry: MockConfigEntry, venue: Venue
) -> None:
    """Test that an alert to close is not lost, and the bot's event entity tells of it."""
    await accepted(hass, action="close")
    await tried_again(hass, entry)
    refused = await send(hass, side="long", signal_id="late")
    assert refused is not None
    assert (refused.status, refused.body["code"]) == (409, "market_data_stale")

    venue.error = None
    await tried_again(hass, entry)
    face = Face(hass=hass, entry=entry)
    await face.settle()
    (position,) = await face.account.positions()
    assert (position["status"], position["close_reason"]) == ("closed", "signal")
    statuses = [row["status"] for row in await face.account.signals()]
    assert statuses == ["refused", "accepted", "accepted"]
    told = face.state(SIGNAL_EVENT).attributes
    assert (told["event_type"], told["code"]) == ("refused", "market_data_stale")


async def test_position_that_nobody_watches_is_told(
    hass: HomeAssistant, entry: MockConfigEntry, venue: Venue
) -> None:
    """Test the repair, which is gone when the stop is watched again."""

    def repairs() -> list[str]:
        issues = ir.async_get(hass).issues
        return [key for domain, key in issues if domain == DOMAIN and "unprotected" in key]

    assert len(repairs()) == 1
    await tried_again(hass, entry)
    assert len(repairs()) == 1
    venue.error = None
    await tried_again(hass, entry)
    await Face(hass=hass, entry=entry).price(65000)
    entry.runtime_data._reconciliation_loop.health.check()
    assert repairs() == []


async def test_unloading_ends_the_waiting(
    hass: HomeAssistant, entry: MockConfigEntry, config_folder: Path
) -> None:
    """Test that the ledger is closed, and the hook answers 503, once the entry is disabled."""
    await hass.config_entries.async_set_disabled_by(entry.entry_id, ConfigEntryDisabler.USER)
    await hass.async_block_till_done()
    assert await send(hass, action="close") is None
    assert is_closed(config_folder, entry)


async def test_changed_account_is_built_anew(
    hass: HomeAssistant, entry: MockConfigEntry, venue: Venue
) -> None:
    """Test that what waits does not go on with the key or the fees that were changed."""
    await accepted(hass, action="close")
    _, before = entry, hass.data[DATA].accounts[entry.entry_id]
    hass.config_entries.async_update_entry(entry, data={**entry.data, "taker_fee": "0.3"})
    venue.error = None
    assert await hass.config_entries.async_reload(entry.entry_id)
    face = Face(hass=hass, entry=entry)
    assert face.account is not before
    await face.settle()
    (position,) = await face.account.positions()
    assert position["status"] == "closed"


async def test_bot_that_is_removed_meanwhile_is_gone(
    hass: HomeAssistant, entry: MockConfigEntry, venue: Venue
) -> None:
    """Test that the next attempt knows it, and the other bot goes on."""
    hass.config_entries.async_remove_subentry(entry, OTHER)
    await tried_again(hass, entry)
    own = manual_bot_id(entry.entry_id)
    assert set(hass.data[DATA].accounts[entry.entry_id].bots) == {BOT, own}
    await accepted(hass, action="close")
    venue.error = None
    await tried_again(hass, entry)
    assert set(entry.runtime_data.bots) == {BOT, own}


async def called(hass: HomeAssistant, secret: str, **fields: object) -> int:
    """Return the status that the bot's hook answers to a sender with a secret."""
    account, bot_id = hass.data[DATA].account_of(f"hook-{BOT}") or (None, "")
    assert account is not None
    message = {"api_key": KEY, "api_secret": secret, "symbol": "BTC/USDT", **fields}
    return (await account.receive(bot_id, json.dumps(message).encode(), "192.0.2.1")).status


async def test_new_secret_of_a_bot_holds_at_once(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    """Test that an exit with it is taken, and the former secret opens nothing any more."""
    bot = entry.subentries[BOT]
    for secret, former in (("second", SECRET), ("third", "second")):
        data = {**bot.data, "secret_digest": digest(secret)}
        hass.config_entries.async_update_subentry(entry, bot, data=data)
        await hass.async_block_till_done()
        assert await called(hass, former, action="close") == 401
        assert await called(hass, secret, action="close") == 202
        await tried_again(hass, entry)
        assert entry.state is ConfigEntryState.SETUP_RETRY


async def test_removed_bot_leaves_its_position_at_once(
    hass: HomeAssistant, entry: MockConfigEntry, venue: Venue
) -> None:
    """Test that its exit alert is taken while the venue is away, and carried out after it."""
    hass.config_entries.async_remove_subentry(entry, BOT)
    await hass.async_block_till_done()
    account = hass.data[DATA].accounts[entry.entry_id]
    assert BOT not in account.bots
    message = {"api_key": KEY, "api_secret": SECRET, "symbol": "BTC/USDT", "action": "close"}
    body = json.dumps(message).encode()
    answer = await account.receive_retired(BOT, body, messages_of(body), "192.0.2.1", "gone")
    assert answer.status == 202, answer.body

    venue.error = None
    await tried_again(hass, entry)
    face = Face(hass=hass, entry=entry)
    await face.settle()
    (position,) = await face.account.positions()
    assert position["status"] == "closed"


async def test_removing_the_entry_ends_the_waiting(
    hass: HomeAssistant, entry: MockConfigEntry, config_folder: Path
) -> None:
    """Test that the history is left behind from a ledger that is closed."""
    await hass.config_entries.async_remove(entry.entry_id)
    await hass.async_block_till_done()
    assert hass.data[DATA].accounts == {}
    assert await hass.async_add_executor_job(lambda: list(config_folder.rglob("*.csv")))


async def test_stop_of_home_assistant_closes_the_ledger_that_waits(
    hass: HomeAssistant, entry: MockConfigEntry, config_folder: Path
) -> None:
    """Test that the file is complete when Home Assistant ends."""
    await accepted(hass, action="close")
    hass.bus.async_fire(EVENT_HOMEASSISTANT_STOP)
    await hass.async_block_till_done()
    assert hass.data[DATA].accounts == {}
    assert is_closed(config_folder, entry)


def is_closed(config_folder: Path, entry: MockConfigEntry) -> bool:
    """Return whether a ledger is one whole file."""
    path = config_folder / DOMAIN / f"{entry.entry_id}.db"
    with closing(sqlite3.connect(path)) as ledger:
        assert ledger.execute("SELECT count(*) FROM positions").fetchone() == (1,)
    return not path.with_name(f"{path.name}-wal").exists()
