"""Test the repairs and the event of strategy alerts that never arrived."""

from collections.abc import AsyncIterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
import pytest
from pytest_homeassistant_custom_component.common import async_capture_events

from custom_components.tradehook.issues.missed_alerts import EVENT_MISSED_ALERT
from tests.face import BOT, SETTINGS, Face, account_entry, bot_subentry, loaded

PERP = "BTC/USDT:USDT"
ISSUE = f"missed_alert_{BOT}_{PERP}"


async def linear_face(hass: HomeAssistant, *, join: bool) -> AsyncIterator[Face]:
    """Load an account for perpetuals."""
    settings = replace(SETTINGS, join_running_trade=join)
    bots = (bot_subentry(settings=settings),)
    async with loaded(hass, account_entry(market_type="linear", bots=bots)) as face:
        await face.account.set_simulated_price(PERP, price=Decimal(60_000), hold=True)
        yield face


@pytest.fixture
async def following(
    hass: HomeAssistant,
    config_folder: Path,  # noqa: ARG001  it moves the ledger there
) -> AsyncIterator[Face]:
    """Return an account whose bot joins a running trade."""
    async for face in linear_face(hass, join=True):
        yield face


@pytest.fixture
async def refusing(
    hass: HomeAssistant,
    config_folder: Path,  # noqa: ARG001  it moves the ledger there
) -> AsyncIterator[Face]:
    """Return an account whose bot waits for the strategy's next entry."""
    async for face in linear_face(hass, join=False):
        yield face


async def alert(face: Face, before: str, now: str) -> None:
    """Send a strategy's alert."""
    sizes = {"flat": "0", "long": "1", "short": "1"}
    strategy = {
        "market_position": now,
        "prev_market_position": before,
        "market_position_size": "2" if now == before else sizes[now],
        "prev_market_position_size": sizes[before],
    }
    await face.account.send_signal(BOT, {"symbol": PERP, "strategy": strategy})
    await face.settle()


def issue(face: Face) -> ir.IssueEntry | None:
    """Return the repair, if there is one."""
    return ir.async_get(face.hass).async_get_issue("tradehook", ISSUE)


async def test_followed_alert_is_told_until_one_agrees(following: Face) -> None:
    """Test that following does not hide that an alert was lost."""
    events = async_capture_events(following.hass, EVENT_MISSED_ALERT)
    await alert(following, "long", "short")
    found = issue(following)
    assert found is not None
    assert found.translation_key == "missed_alert"
    assert found.translation_placeholders == {
        "bot": "Trend",
        "symbol": PERP,
        "expected": "long",
        "held": "flat",
        "target": "short",
        "page": f"/tradehook/bot/{following.entry.entry_id}/{BOT}/signals",
    }
    assert not found.is_persistent
    (event,) = events
    told = {k: v for k, v in found.translation_placeholders.items() if k != "page"}
    assert event.data == {**told, "followed": True}

    await alert(following, "short", "flat")
    assert issue(following) is None


async def test_refused_alert_is_told_until_the_positions_agree(refusing: Face) -> None:
    """Test that a person who brings the bot in step sees the repair go."""
    await alert(refusing, "short", "short")
    found = issue(refusing)
    assert found is not None
    assert found.translation_key == "missed_alert_refused"

    await refusing.account.send_signal(BOT, {"symbol": PERP, "side": "short"})
    await refusing.settle()
    assert issue(refusing) is None


async def test_position_of_the_wrong_side_is_not_in_step(refusing: Face) -> None:
    """Test that only what the strategy holds agrees."""
    await alert(refusing, "short", "short")
    await refusing.account.send_signal(BOT, {"symbol": PERP, "side": "long"})
    await refusing.settle()
    assert issue(refusing) is not None


async def test_removed_bot_needs_no_repair(refusing: Face) -> None:
    """Test that the repair goes with the bot."""
    await alert(refusing, "short", "short")
    refusing.hass.config_entries.async_remove_subentry(refusing.entry, BOT)
    await refusing.hass.async_block_till_done()
    assert issue(refusing) is None


async def test_repair_goes_with_the_account(following: Face) -> None:
    """Test that what is not loaded any more tells nothing."""
    await alert(following, "long", "short")
    await following.hass.config_entries.async_unload(following.entry.entry_id)
    assert issue(following) is None
    await following.hass.config_entries.async_setup(following.entry.entry_id)
    await following.hass.async_block_till_done()
    assert issue(following) is None
