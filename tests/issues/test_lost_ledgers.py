"""Test that no account begins with a ledger that is not its own, and how a person puts it right."""

import asyncio
from collections.abc import Callable
from pathlib import Path
import shutil
import sqlite3

from homeassistant.components.repairs.issue_handler import RepairsFlowManager
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import issue_registry as ir
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.tradehook.accounts.data import async_tradehook_data
from custom_components.tradehook.accounts.vouched_ledgers import async_vouch, async_vouchers
from custom_components.tradehook.execution.common.timing.timings import (
    ReconciliationTimings,
    Timings,
)
from custom_components.tradehook.ledger.files.backup_files import own_copy_of
from custom_components.tradehook.ledger.files.identity import Identity
from tests.face import BTC, DOMAIN, POSITION, Face, account_entry, loaded

RELEASED = Path(__file__).parents[1] / "releases" / "ledger-0.1.0.sql"


def ledger_of(folder: Path, entry: MockConfigEntry) -> Path:
    """Return the ledger's file."""
    return folder / DOMAIN / f"{entry.entry_id}.db"


def lose(path: Path) -> None:
    """Delete the ledger."""
    for file in path.parent.glob(f"{path.name}*"):
        file.unlink()


def empty(path: Path) -> None:
    """Leave what a power cut leaves on some file systems."""
    lose(path)
    path.touch()


def exchange_for_another(path: Path) -> None:
    """Put another account's ledger there."""
    with sqlite3.connect(path) as database:
        database.execute("UPDATE identity SET id = 'of another account', sequence = 1000000")
    database.close()


def put_an_older_one(path: Path) -> None:
    """Put a copy there that somebody made a while ago."""
    with sqlite3.connect(path) as database:
        database.execute("UPDATE identity SET sequence = 1")
    database.close()


def put_one_of_0_1_0(path: Path) -> None:
    """Put a ledger there that has no id yet."""
    lose(path)
    with sqlite3.connect(path) as database:
        database.executescript(RELEASED.read_text())
    database.close()


def damage(path: Path) -> None:
    """Cut the file in half."""
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])


def issue_of(hass: HomeAssistant, entry: MockConfigEntry) -> ir.IssueEntry | None:
    """Return the repair of a lost ledger."""
    return ir.async_get(hass).async_get_issue(DOMAIN, f"ledger_lost_{entry.entry_id}")


async def had(hass: HomeAssistant) -> MockConfigEntry:
    """Return an entry whose account has had a position, and is not loaded."""
    entry = account_entry()
    async with loaded(hass, entry) as face:
        await face.open()
    return entry


LOSSES = [
    (lose, "ledger_lost_missing"),
    (empty, "ledger_lost_empty"),
    (exchange_for_another, "ledger_lost_foreign"),
    (put_an_older_one, "ledger_lost_older"),
    (put_one_of_0_1_0, "ledger_lost_foreign"),
]


@pytest.mark.parametrize(("change", "text"), LOSSES)
async def test_account_does_not_begin_with_a_ledger_that_is_not_its_own(
    hass: HomeAssistant, config_folder: Path, change: Callable[[Path], None], text: str
) -> None:
    """Test that it stops with a repair, tries nothing again and touches nothing."""
    entry = await had(hass)
    path = ledger_of(config_folder, entry)
    change(path)
    before = path.read_bytes() if path.exists() else None

    assert not await hass.config_entries.async_setup(entry.entry_id)

    assert entry.state is ConfigEntryState.SETUP_ERROR
    issue = issue_of(hass, entry)
    assert issue is not None
    assert (issue.translation_key, issue.is_fixable) == (text, True)
    assert issue.severity is ir.IssueSeverity.CRITICAL
    assert (path.read_bytes() if path.exists() else None) == before


async def test_damaged_ledger_is_told_and_tried_again(
    hass: HomeAssistant, config_folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Test that the reason is logged so that it is seen, once, and what to do stands there."""
    entry = await had(hass)
    path = ledger_of(config_folder, entry)
    whole = path.read_bytes()
    damage(path)

    assert not await hass.config_entries.async_setup(entry.entry_id)
    await hass.config_entries.async_reload(entry.entry_id)

    assert entry.state is ConfigEntryState.SETUP_RETRY
    issue = issue_of(hass, entry)
    assert issue is not None
    assert issue.translation_key == "ledger_lost_damaged"
    told = [r for r in caplog.records if "The ledger of Paper can't be used" in r.message]
    assert [record.levelname for record in told] == ["ERROR"]

    path.write_bytes(whole)
    assert await hass.config_entries.async_reload(entry.entry_id)
    assert issue_of(hass, entry) is None
    await hass.config_entries.async_unload(entry.entry_id)


async def test_ledger_that_is_only_kept_busy_is_told_without_buttons(
    hass: HomeAssistant, config_folder: Path
) -> None:
    """Test that nobody is led to begin anew because another program holds the file."""
    entry = await had(hass)
    path = ledger_of(config_folder, entry)
    held = sqlite3.connect(path)
    held.execute("PRAGMA locking_mode = EXCLUSIVE")
    held.execute("BEGIN EXCLUSIVE")

    assert not await hass.config_entries.async_setup(entry.entry_id)

    assert entry.state is ConfigEntryState.SETUP_RETRY
    issue = ir.async_get(hass).async_get_issue(DOMAIN, f"ledger_unusable_{entry.entry_id}")
    assert issue is not None
    assert not issue.is_fixable
    held.close()
    assert await hass.config_entries.async_reload(entry.entry_id)
    assert ir.async_get(hass).async_get_issue(DOMAIN, f"ledger_unusable_{entry.entry_id}") is None
    await hass.config_entries.async_unload(entry.entry_id)


async def test_new_accounts_and_those_of_0_1_0_are_taken_as_they_are(
    hass: HomeAssistant, config_folder: Path
) -> None:
    """Test that a ledger that nothing is known of is adopted without a word."""
    entry = await had(hass)
    path = ledger_of(config_folder, entry)
    put_one_of_0_1_0(path)
    await async_vouchers(hass).async_forget(entry.entry_id)

    assert await hass.config_entries.async_setup(entry.entry_id)

    assert issue_of(hass, entry) is None
    known = await async_vouchers(hass).async_get(entry.entry_id)
    assert known is not None
    assert len(known.ledger_id) == 32
    await hass.config_entries.async_unload(entry.entry_id)


async def test_what_is_known_keeps_up_with_the_ledger(face: Face) -> None:
    """Test that it stands in a store of Home Assistant and counts each commit."""
    entry_id = face.entry.entry_id
    before = await async_vouchers(face.hass).async_get(entry_id)
    assert before is not None
    await face.open()
    await async_vouch(face.hass, entry_id, face.account.ledger)
    after = await async_vouchers(face.hass).async_get(entry_id)
    assert after is not None
    assert after.ledger_id == before.ledger_id
    assert after.sequence > before.sequence
    assert after == await face.account.ledger.identity()
    await face.hass.config_entries.async_unload(entry_id)
    stored = await async_vouchers(face.hass)._store.async_load()
    assert stored is not None
    assert stored[entry_id] == {"id": after.ledger_id, "sequence": after.sequence}


async def steps(
    hass: HomeAssistant, entry: MockConfigEntry, choice: str, answer: dict[str, str] | None = None
) -> FlowResultType:
    """Walk through the repair and return how its last step ended."""
    assert await async_setup_component(hass, "repairs", {})
    issue = issue_of(hass, entry)
    assert issue is not None
    manager: RepairsFlowManager = hass.data["repairs"]["flow_manager"]
    found = await manager.async_init(DOMAIN, data={"issue_id": issue.issue_id})
    assert found["type"] is FlowResultType.MENU
    assert choice in found["menu_options"]
    found = await manager.async_configure(found["flow_id"], {"next_step_id": choice})
    if answer is not None:
        assert found["type"] is FlowResultType.FORM
        found = await manager.async_configure(found["flow_id"], answer)
    await hass.async_block_till_done()
    return found["type"]


@pytest.mark.parametrize(("change", "_text"), [*LOSSES, (damage, "")])
async def test_newest_copy_takes_the_ledger_s_place(
    hass: HomeAssistant, config_folder: Path, change: Callable[[Path], None], _text: str
) -> None:
    """Test that the account goes on with its positions, and that nothing was deleted."""
    entry = account_entry()
    async with loaded(hass, entry) as face:
        await face.open()
        await face.account._reconciliation_loop._copied(None)
        path = ledger_of(config_folder, entry)
        older = path.with_name("by hand.db")
        await hass.async_add_executor_job(shutil.copyfile, own_copy_of(path), older)
        await face.call("close_position", target=POSITION)
        await face.open(symbol="ETH/USDT")
        await face.account._reconciliation_loop._copied(None)
    change(path)
    assert not await hass.config_entries.async_setup(entry.entry_id)

    assert await steps(hass, entry, "restore", {}) is FlowResultType.CREATE_ENTRY

    assert entry.state is ConfigEntryState.LOADED
    assert issue_of(hass, entry) is None
    face = Face(hass=hass, entry=entry)
    await face.settle()
    rows = (await face.call("get_positions"))["positions"]
    assert [(row["symbol"], row["status"]) for row in rows] == [
        ("ETH/USDT", "open"),
        (BTC, "closed"),
    ]
    assert (list(path.parent.glob("*.lost.db")) == []) is (change is lose)
    await hass.config_entries.async_unload(entry.entry_id)


async def test_beginning_anew_needs_the_account_s_name(
    hass: HomeAssistant, config_folder: Path
) -> None:
    """Test that the old file stays beside it, and that the new ledger is known from then on."""
    entry = await had(hass)
    path = ledger_of(config_folder, entry)
    before = await async_vouchers(hass).async_get(entry.entry_id)
    put_an_older_one(path)
    assert not await hass.config_entries.async_setup(entry.entry_id)

    assert await steps(hass, entry, "begin_anew", {"name": "paper"}) is FlowResultType.FORM
    assert entry.state is ConfigEntryState.SETUP_ERROR
    assert await steps(hass, entry, "begin_anew", {"name": "Paper"}) is FlowResultType.CREATE_ENTRY

    assert entry.state is ConfigEntryState.LOADED
    assert entry.runtime_data.open_positions == 0
    after = await async_vouchers(hass).async_get(entry.entry_id)
    assert before is not None
    assert after is not None
    assert after.ledger_id != before.ledger_id
    assert len(list(path.parent.glob("*.lost.db"))) == 1
    await hass.config_entries.async_unload(entry.entry_id)


async def test_right_file_that_was_put_back_is_taken(
    hass: HomeAssistant, config_folder: Path
) -> None:
    """Test *check again*: once in vain, once with success."""
    entry = await had(hass)
    path = ledger_of(config_folder, entry)
    kept = path.read_bytes()
    lose(path)
    assert not await hass.config_entries.async_setup(entry.entry_id)
    assert await steps(hass, entry, "check_again") is FlowResultType.CREATE_ENTRY
    assert issue_of(hass, entry) is not None, "it is told again"

    path.write_bytes(kept)
    assert await steps(hass, entry, "check_again") is FlowResultType.CREATE_ENTRY
    assert entry.state is ConfigEntryState.LOADED
    assert issue_of(hass, entry) is None
    await hass.config_entries.async_unload(entry.entry_id)


@pytest.mark.parametrize("replaced", [False, True])
async def test_file_that_goes_under_a_running_account_is_noticed(
    hass: HomeAssistant, config_folder: Path, replaced: bool
) -> None:
    """Test that nothing more is accepted into it, and that what it held can be restored."""
    looks = ReconciliationTimings(in_place_every=0.02)
    async_tradehook_data(hass).timings = Timings(reconciliation=looks)
    entry = account_entry()
    async with loaded(hass, entry) as face:
        await face.open()
        path = ledger_of(config_folder, entry)
        other = path.with_name("other.db")
        await hass.async_add_executor_job(shutil.copyfile, path, other)
        lose(path)
        if replaced:
            other.replace(path)
        else:
            other.unlink()
        async with asyncio.timeout(30):
            while issue_of(hass, entry) is None:  # noqa: ASYNC110
                await asyncio.sleep(0.02)
        issue = issue_of(hass, entry)
        assert issue is not None
        assert issue.translation_key == "ledger_lost_replaced"
        message = {"action": "open", "symbol": "ETH/USDT", "side": "long"}
        answer = await face.account.send_signal(face.entry.subentries.copy().popitem()[0], message)
        assert answer.status == 503
        assert own_copy_of(path).exists()

        assert await steps(hass, entry, "restore", {}) is FlowResultType.CREATE_ENTRY
        assert entry.state is ConfigEntryState.LOADED
        await face.settle()
        assert face.state(POSITION).state == "open"


async def test_log_is_brought_into_the_file(face: Face, config_folder: Path) -> None:
    """Test that who copies the file alone gets what was recorded."""
    await face.open()
    path = ledger_of(config_folder, face.entry)
    await face.account.ledger.checkpoint()
    alone = config_folder / "alone.db"
    await face.hass.async_add_executor_job(shutil.copyfile, path, alone)
    with sqlite3.connect(alone) as database:
        assert database.execute("SELECT count(*) FROM positions").fetchone() == (1,)
    database.close()


async def test_removed_account_is_forgotten(hass: HomeAssistant, config_folder: Path) -> None:
    """Test that neither its copy nor what was known of it stays."""
    entry = account_entry()
    async with loaded(hass, entry) as face:
        await face.account._reconciliation_loop._copied(None)
        assert own_copy_of(ledger_of(config_folder, entry)).exists()
        await hass.config_entries.async_remove(entry.entry_id)
    assert await async_vouchers(hass).async_get(entry.entry_id) is None
    assert not (config_folder / DOMAIN).exists()


async def test_identity_is_of_the_file_not_of_the_path(face: Face, tmp_path: Path) -> None:
    """Test that a copy has the id of what it was copied from."""
    copy = tmp_path / "copy.db"
    await face.account.ledger.backup(copy)
    with sqlite3.connect(copy) as database:
        row = database.execute("SELECT id, sequence FROM identity").fetchone()
    database.close()
    found = await face.account.ledger.identity()
    assert Identity(*row).ledger_id == found.ledger_id
