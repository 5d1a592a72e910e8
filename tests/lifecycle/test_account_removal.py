"""Tests of what is left when an account or a bot is removed."""

import csv
from pathlib import Path
import sqlite3

from homeassistant.components.persistent_notification import async_register_callback
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, issue_registry as ir
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.typing import WebSocketGenerator

from custom_components.tradehook.lifecycle import account_removal
from tests.face import BOT, BOT_SWITCH, DOMAIN, Face, account_entry, bot_subentry, loaded


class Told:
    """The persistent notifications, as the sidebar shows them."""

    def __init__(self, hass: HomeAssistant) -> None:
        """Listen."""
        self.messages: list[str] = []
        async_register_callback(
            hass,
            lambda _kind, changed: self.messages.extend(
                notification["message"] for notification in changed.values()
            ),
        )


def files(folder: Path) -> list[Path]:
    """Return the histories that accounts left."""
    return sorted(folder.glob("tradehook_paper_*.csv"))


def rows_of(file: Path) -> list[dict[str, str]]:
    """Return the lines of a history."""
    with file.open(newline="") as lines:
        return list(csv.DictReader(lines))


async def remove(face: Face) -> list[str]:
    """Remove the account and return the notifications that came."""
    assert await async_setup_component(face.hass, "persistent_notification", {})
    told = Told(face.hass)
    await face.hass.config_entries.async_remove(face.entry.entry_id)
    await face.hass.async_block_till_done()
    return told.messages


async def test_trades_of_a_removed_account_are_kept_as_a_file(
    face: Face, config_folder: Path
) -> None:
    """Test that the history is a table in the configuration folder, and nothing else stays."""
    await face.open()
    await face.call("close_position", target="sensor.trend_btc_usdt_long_position")
    await face.open(symbol="ETH/USDT")

    (message,) = await remove(face)

    (file,) = files(config_folder)
    assert str(file) in message
    assert "Its 3 trades" in message
    assert "Positions that were not over: ETH/USDT long" in message
    rows = rows_of(file)
    assert [(row["symbol"], row["side"], row["purpose"]) for row in rows] == [
        ("BTC/USDT", "buy", "entry"),
        ("BTC/USDT", "sell", "close"),
        ("ETH/USDT", "buy", "entry"),
    ]
    assert {row["bot"] for row in rows} == {"Trend"}
    assert not (config_folder / DOMAIN).exists()


async def test_position_that_can_not_be_read_does_not_keep_an_account(
    face: Face, config_folder: Path
) -> None:
    """Test that its trades are written all the same, and that it is named."""
    await face.open()
    path = config_folder / DOMAIN / f"{face.entry.entry_id}.db"
    await face.hass.config_entries.async_unload(face.entry.entry_id)
    with sqlite3.connect(path) as database:
        database.execute("UPDATE facts SET kind = 'Teleported' WHERE id % 16777216 = 1")
    database.close()

    (message,) = await remove(face)

    assert "BTC/USDT long" in message
    (file,) = files(config_folder)
    assert len(rows_of(file)) == 1
    assert not path.exists()


async def test_account_that_was_not_loaded_leaves_its_history_too(
    face: Face, config_folder: Path
) -> None:
    """Test that a disabled or failed account can be removed."""
    await face.open()
    await face.hass.config_entries.async_unload(face.entry.entry_id)

    (message,) = await remove(face)

    assert "Its 1 trades" in message
    assert len(files(config_folder)) == 1


async def test_every_trade_is_written_once(
    face: Face, config_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Test that a history of several pages is complete."""
    monkeypatch.setattr(account_removal, "_PAGE", 2)
    for _ in range(5):
        await face.open()
        await face.call("close_position", target="sensor.trend_btc_usdt_long_position")

    await remove(face)

    (file,) = files(config_folder)
    ids = [row["trade_id"] for row in rows_of(file)]
    assert len(ids) == len(set(ids)) == 10


async def test_both_sides_of_a_trade_with_ourselves_are_written(
    face: Face, config_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Test that a page may end between them, though they have one id."""
    monkeypatch.setattr(account_removal, "_PAGE", 1)
    await face.open()
    await face.call("close_position", target="sensor.trend_btc_usdt_long_position")
    path = config_folder / DOMAIN / f"{face.entry.entry_id}.db"
    await face.hass.config_entries.async_unload(face.entry.entry_id)
    with sqlite3.connect(path) as database:
        database.execute("UPDATE fills SET trade_id = 'of both' WHERE purpose <> 'dust'")
    database.close()

    await remove(face)

    (file,) = files(config_folder)
    assert sorted(row["side"] for row in rows_of(file)) == ["buy", "sell"]


async def test_former_history_is_not_overwritten(face: Face, config_folder: Path) -> None:
    """Test that a second account of the same name gets a file of its own."""
    await face.open()
    await remove(face)
    async with loaded(face.hass, account_entry()) as second:
        await second.open()
        await remove(second)

        assert len(files(config_folder)) == 2


async def test_ledger_stays_when_its_trades_can_not_be_written(
    face: Face, config_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Test that a full disk loses nothing."""

    def full(*_: object) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(account_removal, "_write", full)

    (message,) = await remove(face)

    path = config_folder / DOMAIN / f"{face.entry.entry_id}.db"
    assert path.exists()
    assert str(path) in message
    assert "No space left" in message


async def test_bot_can_not_smuggle_a_formula_into_the_file(
    hass: HomeAssistant, config_folder: Path
) -> None:
    """Test that a spreadsheet shows the name of a bot and does not execute it."""
    bot = bot_subentry(title="=cmd()")
    async with loaded(hass, account_entry(bots=(bot,))) as face:
        await face.open()
        await remove(face)

    (file,) = files(config_folder)
    assert ",'=cmd()," in file.read_text()


async def test_repair_stands_while_a_removed_bot_has_positions(
    face: Face, issue_registry: ir.IssueRegistry
) -> None:
    """Test that positions without a bot are told of, and no longer once they are flat."""
    issue_id = f"removed_bot_positions_{face.entry.entry_id}"
    await face.open(stop_loss={"stop_percentage": 5})
    assert issue_registry.async_get_issue(DOMAIN, issue_id) is None

    face.hass.config_entries.async_remove_subentry(face.entry, BOT)
    await face.settle()

    issue = issue_registry.async_get_issue(DOMAIN, issue_id)
    assert issue is not None
    assert issue.translation_placeholders is not None
    assert issue.translation_placeholders["positions"].startswith("BTC/USDT long 0.0015")
    await face.reload()
    assert issue_registry.async_get_issue(DOMAIN, issue_id) is not None
    await face.price(60000)
    assert face.account.open_positions == 0
    assert issue_registry.async_get_issue(DOMAIN, issue_id) is None


async def test_bot_without_positions_leaves_no_repair(
    face: Face, issue_registry: ir.IssueRegistry
) -> None:
    """Test that removing a bot is nothing to worry about."""
    face.hass.config_entries.async_remove_subentry(face.entry, BOT)
    await face.settle()

    assert not issue_registry.issues


async def test_bot_removed_while_its_account_is_away_is_removed(
    face: Face, issue_registry: ir.IssueRegistry, config_folder: Path
) -> None:
    """Test that its entries are cancelled and its positions managed once the account is back."""
    await face.turn(BOT_SWITCH, False)
    await face.turn(BOT_SWITCH, True)
    await face.open(stop_loss={"stop_percentage": 5})
    await face.open_limit()
    entry = face.entry
    await face.hass.config_entries.async_unload(entry.entry_id)
    face.hass.config_entries.async_remove_subentry(entry, BOT)
    await face.hass.config_entries.async_setup(entry.entry_id)
    await face.settle()

    rows = await face.account.positions()
    assert {(row["status"], row["close_reason"]) for row in rows} == {
        ("open", None),
        ("cancelled", "bot_removed"),
    }
    assert issue_registry.async_get_issue(DOMAIN, f"removed_bot_positions_{entry.entry_id}")
    await face.hass.config_entries.async_unload(entry.entry_id)
    with sqlite3.connect(config_folder / DOMAIN / f"{entry.entry_id}.db") as ledger:
        assert ledger.execute("SELECT bot_id, removed FROM bots").fetchall() == [(BOT, 1)]


async def test_account_goes_by_its_new_name(face: Face) -> None:
    """Test that renaming the entry renames the running account."""
    account = face.account
    face.hass.config_entries.async_update_entry(face.entry, title="Savings")
    await face.settle()

    assert (face.account, account.name) == (account, "Savings")


async def test_device_of_a_bot_can_not_be_deleted_beside_the_bot(
    face: Face, hass_ws_client: WebSocketGenerator
) -> None:
    """Test that a person can delete only a device that has been left over."""
    assert await async_setup_component(face.hass, "config", {})
    devices = dr.async_get(face.hass)
    left = devices.async_get_or_create(
        config_entry_id=face.entry.entry_id, identifiers={(DOMAIN, "a bot that is gone")}
    )
    own = dr.async_entries_for_config_entry(devices, face.entry.entry_id)
    client = await hass_ws_client(face.hass)

    answers = {device.id: await client.remove_device(device.id) for device in own}

    assert len(own) == 4  # of the account, its own bot, the bot, and what is left
    assert {key for key, answer in answers.items() if answer["success"]} == {left.id}
