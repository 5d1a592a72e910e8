"""Test that a Home Assistant backup holds consistent ledgers, and that a restored one is taken."""

from pathlib import Path, PurePath
import shutil

from homeassistant.components.backup.const import DATA_MANAGER, EXCLUDE_FROM_BACKUP
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
import pytest

from custom_components.tradehook import backup
from custom_components.tradehook.accounts.files import BACKUP_MARKER, backup_paths
from custom_components.tradehook.ledger.errors import LedgerUnavailableError
from custom_components.tradehook.ledger.files.backup_files import forget_interrupted
from custom_components.tradehook.ledger.ledger import Ledger

from .face import POSITION, Face, account_entry, loaded


def files(folder: Path) -> set[str]:
    """Return the names of what lies in the ledgers' folder, without SQLite's own and the lock."""
    found = {file.name for file in (folder / "tradehook").iterdir()}
    return {name for name in found if not name.endswith(("-wal", "-shm", "-lock"))}


def read_as_backup(folder: Path, target: Path) -> None:
    """Copy what a backup would contain, by Home Assistant's own list of what it leaves out."""
    for file in folder.rglob("*"):
        path = PurePath("data") / file.relative_to(folder)
        if file.is_file() and not any(path.full_match(f"data/{x}") for x in EXCLUDE_FROM_BACKUP):
            copied = target / file.relative_to(folder)
            copied.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, copied)


def restore(folder: Path, source: Path) -> None:
    """Replace the config folder by what a backup contained."""
    shutil.rmtree(folder)
    shutil.copytree(source, folder)


@pytest.fixture
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder for a backup."""
    return tmp_path_factory.mktemp("backup")


async def test_home_assistant_calls_the_hooks(
    hass: HomeAssistant, face: Face, config_folder: Path
) -> None:
    """Test that its backup manager finds them, and what lies there meanwhile."""
    assert await async_setup_component(hass, "backup", {})
    await hass.async_block_till_done()
    manager = hass.data[DATA_MANAGER]
    assert "tradehook" in manager.platforms
    name = face.entry.entry_id

    await manager.async_pre_backup_actions()
    assert files(config_folder) == {f"{name}.db", f"{name}.backup.db"}
    await face.open()
    assert face.state(POSITION).state == "open"

    await manager.async_post_backup_actions()
    assert files(config_folder) == {f"{name}.db"}
    assert not (config_folder / BACKUP_MARKER).exists()


async def test_restored_copy_takes_the_place_of_the_torn_ledger(
    hass: HomeAssistant, config_folder: Path, elsewhere: Path
) -> None:
    """Test that what came between the copy and the reading of the files is not there."""
    entry = account_entry()
    async with loaded(hass, entry) as face:
        await face.open()
        before = (await face.call("get_positions"))["positions"]
        await backup.async_pre_backup(hass)
        await face.account.close_all()
        await face.settle()
        read_as_backup(config_folder, elsewhere)
        await backup.async_post_backup(hass)
        assert face.state(POSITION).state == "flat"
    restore(config_folder, elsewhere)
    assert await hass.config_entries.async_setup(entry.entry_id)
    restored = Face(hass=hass, entry=entry)
    await restored.settle()

    assert restored.state(POSITION).state == "open"
    after = (await restored.call("get_positions"))["positions"]
    assert [row["position_id"] for row in after] == [row["position_id"] for row in before]
    assert files(config_folder) == {f"{entry.entry_id}.db"}
    await hass.config_entries.async_unload(entry.entry_id)


async def test_copy_of_an_interrupted_backup_is_not_taken(
    hass: HomeAssistant, config_folder: Path
) -> None:
    """Test that a crash during a backup costs nothing of what came after the copy."""
    entry = account_entry()
    async with loaded(hass, entry) as face:
        await backup.async_pre_backup(hass)
        await face.open()
        await face.reload()
        assert face.state(POSITION).state == "open"
        assert (config_folder / BACKUP_MARKER).exists()
    # What the next start does before any account is opened
    await hass.async_add_executor_job(forget_interrupted, *backup_paths(hass))
    assert files(config_folder) == {f"{entry.entry_id}.db"}
    assert not (config_folder / BACKUP_MARKER).exists()
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    assert Face(hass=hass, entry=entry).state(POSITION).state == "open"
    await hass.config_entries.async_unload(entry.entry_id)


def test_marker_is_in_no_backup() -> None:
    """Test the one thing by which a restored copy is told from one that was left behind."""
    assert any(PurePath("data", BACKUP_MARKER).full_match(f"data/{x}") for x in EXCLUDE_FROM_BACKUP)
    copy = PurePath("data/tradehook/01J0.backup.db")
    assert not any(copy.full_match(f"data/{x}") for x in EXCLUDE_FROM_BACKUP)


async def test_failed_copy_does_not_fail_the_backup(
    hass: HomeAssistant,
    face: Face,
    config_folder: Path,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Test that it is told, and that nothing is left."""

    async def fail(_ledger: Ledger, _target: Path) -> None:
        raise LedgerUnavailableError("The disk is full")

    monkeypatch.setattr(Ledger, "backup", fail)
    await backup.async_pre_backup(hass)
    await backup.async_post_backup(hass)
    assert "The disk is full" in caplog.text
    assert files(config_folder) == {f"{face.entry.entry_id}.db"}


async def test_no_copy_is_made_without_its_marker(
    hass: HomeAssistant,
    face: Face,
    config_folder: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Test a config folder that takes no new files: a crash could not be told from a restore."""
    (config_folder / BACKUP_MARKER).mkdir()
    await backup.async_pre_backup(hass)
    assert "can't be copied" in caplog.text
    assert files(config_folder) == {f"{face.entry.entry_id}.db"}
    await backup.async_post_backup(hass)
    assert "can't be removed" in caplog.text
    await hass.async_add_executor_job(forget_interrupted, *backup_paths(hass))
    assert "interrupted" in caplog.text
