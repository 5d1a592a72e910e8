"""Tests of an account's life: set up, kept in step, put to rest, removed."""

import asyncio
from contextlib import closing
from pathlib import Path
import sqlite3
from typing import Any

from homeassistant.config_entries import ConfigEntryState
from homeassistant.const import EVENT_HOMEASSISTANT_STOP
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, issue_registry as ir
import pytest

from custom_components.tradehook import PLATFORMS
from custom_components.tradehook.accounts.data import DATA
from custom_components.tradehook.accounts.manual_bot import manual_bot_id
from custom_components.tradehook.exchanges.paper import PaperExchange
from custom_components.tradehook.execution.account import Account
from tests.face import BOT, BOT_SWITCH, DOMAIN, Face, account_entry, bot_subentry, loaded

pytestmark = pytest.mark.usefixtures("config_folder")

OTHER = "01J0000000000000000000BOT2"


def device_of(face: Face, identifier: str) -> dr.DeviceEntry:
    """Return the device of a bot or of the account."""
    devices = dr.async_entries_for_config_entry(dr.async_get(face.hass), face.entry.entry_id)
    (device,) = [device for device in devices if (DOMAIN, identifier) in device.identifiers]
    return device


def change_bot(face: Face, title: str = "Trend", **settings: Any) -> None:
    """Change a bot's subentry, as its flow does."""
    bot = face.entry.subentries[BOT]
    data = {**bot.data, "settings": {**bot.data["settings"], **settings}}
    face.hass.config_entries.async_update_subentry(face.entry, bot, data=data, title=title)


async def test_account_is_ready_once_loaded(face: Face) -> None:
    """Test that a loaded entry is an account at work, with its bots."""
    assert face.entry.state is ConfigEntryState.LOADED
    assert face.account.ready
    assert face.account.connected
    assert set(face.account.bots) == {BOT, manual_bot_id(face.entry.entry_id)}
    assert face.state(BOT_SWITCH).state == "on"
    assert device_of(face, BOT).via_device_id == device_of(face, face.entry.entry_id).id


async def test_unloading_stops_everything(face: Face) -> None:
    """Test that nothing goes on behind an unloaded entry, and it can be loaded again."""
    account = face.account
    await face.open()

    assert await face.hass.config_entries.async_unload(face.entry.entry_id)

    assert face.entry.state is ConfigEntryState.NOT_LOADED
    assert not account.ready
    assert face.hass.data[DATA].accounts == {}
    await face.hass.config_entries.async_setup(face.entry.entry_id)
    await face.settle()
    assert face.account is not account
    (position,) = await face.account.positions()
    assert position["status"] == "open"


async def test_stop_of_home_assistant_closes_the_ledger(face: Face, config_folder: Path) -> None:
    """Test that the files are complete when Home Assistant ends, which unloads no entry."""
    account = face.account
    await face.open()

    face.hass.bus.async_fire(EVENT_HOMEASSISTANT_STOP)
    await face.hass.async_block_till_done()

    assert not account.ready
    assert face.hass.data[DATA].accounts == {}
    path = config_folder / DOMAIN / f"{face.entry.entry_id}.db"
    assert not path.with_name(f"{path.name}-wal").exists()
    with closing(sqlite3.connect(path)) as ledger:
        assert ledger.execute("SELECT count(*) FROM positions").fetchone() == (1,)


async def test_changing_a_bot_does_not_reload(face: Face) -> None:
    """Test that a change reaches the running bot, and neither its position nor its sibling."""
    account = face.account
    await face.open()

    change_bot(face, max_positions=9)
    await face.settle()

    assert face.account is account
    assert account.bots[BOT].settings.max_positions == 9
    assert account.open_positions == 1


async def test_bots_come_and_go_without_a_reload(face: Face) -> None:
    """Test adding and removing a bot beside a running one."""
    account = face.account
    other = account_entry(bots=(bot_subentry(OTHER, "Other"),)).subentries[OTHER]

    face.hass.config_entries.async_add_subentry(face.entry, other)
    await face.settle()
    assert face.account is account
    assert set(account.bots) == {BOT, OTHER, manual_bot_id(face.entry.entry_id)}
    assert face.state("switch.other").state == "on"

    face.hass.config_entries.async_remove_subentry(face.entry, OTHER)
    await face.settle()
    assert face.account is account
    assert set(account.bots) == {BOT, manual_bot_id(face.entry.entry_id)}
    assert face.hass.states.get("switch.other") is None


async def test_position_of_a_removed_bot_goes_on(face: Face) -> None:
    """Test that removing a bot sells nothing."""
    await face.open()

    face.hass.config_entries.async_remove_subentry(face.entry, BOT)
    await face.settle()

    (position,) = await face.account.positions()
    assert position["status"] == "open"


async def test_quick_changes_end_with_the_last_one(face: Face) -> None:
    """Test that listeners, which run as tasks, can't overtake each other."""
    for limit in range(2, 12):
        change_bot(face, max_positions=limit)
    await face.settle()

    assert face.account.bots[BOT].settings.max_positions == 11


async def test_new_names_reach_the_devices(face: Face) -> None:
    """Test renaming a bot and an account in the user interface."""
    account = face.account
    change_bot(face, title="Swing")
    face.hass.config_entries.async_update_entry(face.entry, title="Play money")
    await face.settle()

    assert face.account is account
    assert account.bots[BOT].settings.name == "Swing"
    assert device_of(face, BOT).name == "Swing"
    assert device_of(face, face.entry.entry_id).name == "Play money"


@pytest.mark.parametrize(
    "change",
    [{"options": {"only_admins_trade": False}}, {"data": {"slippage": "0"}}],
    ids=["options", "data"],
)
async def test_changing_the_account_reloads_it(face: Face, change: dict[str, Any]) -> None:
    """Test that what an account is built from takes effect, and positions stay."""
    account = face.account
    await face.open()
    if "data" in change:
        change = {"data": {**face.entry.data, **change["data"]}}

    face.hass.config_entries.async_update_entry(face.entry, **change)
    await face.hass.async_block_till_done()
    await face.settle()

    assert face.account is not account
    assert face.entry.state is ConfigEntryState.LOADED
    assert face.account.open_positions == 1


async def test_bot_with_broken_settings_does_not_stop_its_siblings(
    hass: HomeAssistant, issue_registry: ir.IssueRegistry
) -> None:
    """Test that one bot that can't be read leads to a repair, which goes when it is corrected."""
    broken = bot_subentry(OTHER, "Broken")
    broken["data"] = {**broken["data"], "settings": {"name": "Broken", "quote": "USDT", "size": 0}}
    async with loaded(hass, account_entry(bots=(bot_subentry(), broken))) as face:
        assert set(face.account.bots) == {BOT, manual_bot_id(face.entry.entry_id)}
        issue = issue_registry.async_get_issue(DOMAIN, f"invalid_bot_settings_{OTHER}")
        assert issue is not None
        assert issue.translation_placeholders is not None
        assert issue.translation_placeholders["bot"] == "Broken"
        assert "size" in issue.translation_placeholders["problem"]

        bot = face.entry.subentries[OTHER]
        data = {**bot.data, "settings": {"name": "Broken", "quote": "USDT", "size": 5}}
        hass.config_entries.async_update_subentry(face.entry, bot, data=data)
        await face.settle()

        assert set(face.account.bots) == {BOT, OTHER, manual_bot_id(face.entry.entry_id)}
        assert issue_registry.async_get_issue(DOMAIN, f"invalid_bot_settings_{OTHER}") is None


async def test_removing_a_broken_bot_removes_its_repair(
    hass: HomeAssistant, issue_registry: ir.IssueRegistry
) -> None:
    """Test that no repair is left that nobody can solve."""
    broken = bot_subentry()
    broken["data"] = {**broken["data"], "settings": {}}
    async with loaded(hass, account_entry(bots=(broken,))) as face:
        assert issue_registry.issues
        hass.config_entries.async_remove_subentry(face.entry, BOT)
        await face.settle()

        assert not issue_registry.issues


async def test_ledger_in_the_way_is_tried_again(hass: HomeAssistant, config_folder: Path) -> None:
    """Test that an account whose ledger does not open yet is not given up."""
    (config_folder / DOMAIN).write_text("in the way of the folder")
    entry = account_entry()
    entry.add_to_hass(hass)

    assert not await hass.config_entries.async_setup(entry.entry_id)
    assert entry.state is ConfigEntryState.SETUP_RETRY
    assert entry.error_reason_translation_key == "ledger_unavailable"

    (config_folder / DOMAIN).unlink()
    assert await hass.config_entries.async_reload(entry.entry_id)
    await hass.config_entries.async_unload(entry.entry_id)


async def test_file_that_is_no_ledger_is_tried_again(
    hass: HomeAssistant, config_folder: Path
) -> None:
    """Test that a damaged file is neither used nor replaced."""
    entry = account_entry()
    entry.add_to_hass(hass)
    path = config_folder / DOMAIN / f"{entry.entry_id}.db"
    path.parent.mkdir()
    path.write_bytes(b"no database at all" * 1000)

    assert not await hass.config_entries.async_setup(entry.entry_id)

    assert entry.state is ConfigEntryState.SETUP_RETRY
    assert path.read_bytes() == b"no database at all" * 1000


async def test_ledger_of_a_newer_version_is_left_alone(
    hass: HomeAssistant, config_folder: Path
) -> None:
    """Test that going back a version does not damage what the newer one wrote."""
    async with loaded(hass, account_entry()) as face:
        pass
    entry = face.entry
    path = config_folder / DOMAIN / f"{entry.entry_id}.db"
    with closing(sqlite3.connect(path)) as ledger:
        ledger.execute("PRAGMA user_version = 9999")

    assert not await hass.config_entries.async_setup(entry.entry_id)

    assert entry.state is ConfigEntryState.SETUP_ERROR
    assert entry.error_reason_translation_key == "ledger_too_new"


async def test_fault_of_ours_at_the_start_leaves_nothing_running(
    hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Test that the ledger is closed again, whatever ended the start."""
    stopped: list[Account] = []
    stop = Account.stop

    async def watched(account: Account) -> None:
        stopped.append(account)
        await stop(account)

    async def broken(*_: object) -> None:
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr(Account, "stop", watched)
    monkeypatch.setattr(Account, "start", broken)
    entry = account_entry()
    entry.add_to_hass(hass)

    assert not await hass.config_entries.async_setup(entry.entry_id)

    assert entry.state is ConfigEntryState.SETUP_ERROR
    assert len(stopped) == 1
    assert hass.data[DATA].accounts == {}


async def test_platform_that_stays_keeps_the_account(
    hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Test that an account is not stopped under entities that could not be unloaded."""

    async def no(*_: object) -> bool:
        return False

    entry = account_entry()
    entry.add_to_hass(hass)
    await hass.config_entries.async_setup(entry.entry_id)
    account: Account = entry.runtime_data
    monkeypatch.setattr(hass.config_entries, "async_unload_platforms", no)

    assert not await hass.config_entries.async_unload(entry.entry_id)

    assert account.ready
    assert hass.data[DATA].accounts == {entry.entry_id: account}
    monkeypatch.undo()
    assert await hass.config_entries.async_unload_platforms(entry, PLATFORMS)
    await account.stop()


async def test_signals_are_recorded_while_the_account_reconciles(
    hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Test that a signal that arrives during a slow start is accepted and carried out after it."""
    opened, go_on = asyncio.Event(), asyncio.Event()
    open_venue = PaperExchange.open

    async def slow(exchange: PaperExchange, sink: Any) -> None:
        await open_venue(exchange, sink)
        opened.set()
        await go_on.wait()

    monkeypatch.setattr(PaperExchange, "open", slow)
    entry = account_entry()
    entry.add_to_hass(hass)
    setting_up = hass.async_create_task(hass.config_entries.async_setup(entry.entry_id))
    await opened.wait()
    taker = hass.data[DATA].account_of(f"hook-{BOT}")
    assert taker is not None
    account, bot_id = taker
    message = {"symbol": "BTC/USDT", "side": "long", "signal_id": "early"}
    answer = await account.send_signal(bot_id, message)
    assert answer.status == 202, answer.body
    assert not account.ready

    go_on.set()
    await setting_up
    face = Face(hass=hass, entry=entry)
    await face.settle()

    (position,) = await account.positions()
    assert (position["signal_id"], position["status"]) == ("early", "open")
    await hass.config_entries.async_unload(entry.entry_id)
