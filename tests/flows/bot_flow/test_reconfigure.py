"""Test how a bot is changed."""

import asyncio
from dataclasses import replace
from decimal import Decimal
import json
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
import pytest

from custom_components.tradehook.ledger.ledger import Ledger
from custom_components.tradehook.ledger.records import Batch
from custom_components.tradehook.trading.credentials import digest
from custom_components.tradehook.trading.model.sections import PriceLevel
from custom_components.tradehook.trading.settings.codec import settings_as, settings_from
from custom_components.tradehook.trading.settings.settings import BotSettings
from custom_components.tradehook.trading.signal.alert_systems import AlertSystem
from custom_components.tradehook.web.ways_in import async_learn
from tests.face import BOT, KEY, SECRET, Face, account_entry, bot_subentry, loaded
from tests.flow_steps import save_bot, sent_by_tradingview, submit_bot
from tests.flows.bot_flow.values import EVERYTHING_STORED
from tests.flows.bot_flow.walking import change, settings_of

pytestmark = pytest.mark.usefixtures("config_folder")


async def test_reconfigure_changes_a_running_bot(one: Face) -> None:
    """Test that a step is changed at once, for this bot alone and without a reload."""
    account, bot = one.account, one.account.bots[BOT]

    result = await change(one, "limits", max_positions=9, max_spread=0.25)

    assert (result["type"], result["reason"]) == (FlowResultType.ABORT, "reconfigure_successful")
    assert one.account is account
    assert account.bots[BOT] is bot
    assert bot.is_on
    assert (bot.settings.max_positions, str(bot.settings.max_spread)) == (9, "0.25")
    assert settings_of(one) == bot.settings


async def test_reconfigure_shows_what_is_set(hass: HomeAssistant) -> None:
    """Test that every form begins with the settings, so that submitting it changes nothing."""
    names = settings_as(BotSettings(name="x", quote="y"))
    settings = settings_from({name: EVERYTHING_STORED[name] for name in names})
    async with loaded(
        hass, account_entry(bots=(bot_subentry(title="All of it", settings=settings),))
    ) as face:
        for step in ("entry", "exits", "limits"):
            await change(face, step)
            assert settings_of(face) == settings


async def test_reconfigure_can_empty_a_setting(hass: HomeAssistant) -> None:
    """Test that removing a value from a form removes it from the bot."""
    names = settings_as(BotSettings(name="x", quote="y"))
    settings = settings_from({name: EVERYTHING_STORED[name] for name in names})
    async with loaded(
        hass, account_entry(bots=(bot_subentry(title="All of it", settings=settings),))
    ) as face:
        await change(face, "exits", dca_orders=None, auto_close=None)
        await change(face, "entry", expiration_time=None, expiration_price=None)
        await change(
            face, "limits", max_entry_size=None, allowed_networks=None, max_position_size=None
        )

        changed = settings_of(face)
        assert (changed.dca_orders, changed.auto_close) == ((), None)
        assert changed.entry_expiration is None
        assert (changed.max_entry_size, changed.allowed_networks) == (None, ())
        assert changed.max_position_size is None


async def test_a_number_that_a_browser_would_round_is_shown_as_text(hass: HomeAssistant) -> None:
    """Test that no digit of what is stored is lost by looking at it."""
    exact = Decimal("0.12345678901234567891")
    settings = replace(BotSettings(name="Trend", quote="USDT"), size=exact)
    entry = account_entry(bots=(bot_subentry(settings=settings),))
    async with loaded(hass, entry) as face:
        await change(face, "entry")

        assert settings_of(face).size == exact


async def test_removing_every_part_of_a_stop_removes_it(one: Face) -> None:
    """Test that no remains of a stop loss are left behind."""
    await change(one, "exits", stop_percentage=3, cool_down_amount=5, emergency_stop_percentage=6)
    assert settings_of(one).stop_loss is not None

    await change(
        one, "exits", stop_percentage=None, cool_down_amount=0, emergency_stop_percentage=None
    )

    assert settings_of(one).stop_loss is None


async def test_renaming_a_bot_renames_its_device(one: Face) -> None:
    """Test that the name is the title of the bot and the name of its device."""
    await change(one, "entry", name="Swing")

    assert one.entry.subentries[BOT].title == "Swing"
    assert one.account.bots[BOT].settings.name == "Swing"
    assert one.hass.states.get("switch.trend").attributes["friendly_name"] == "Swing"  # type: ignore[union-attr]


async def test_own_name_is_not_taken(one: Face) -> None:
    """Test that changing a bot does not ask it to change its name."""
    result = await change(one, "entry", size=50)

    assert result["reason"] == "reconfigure_successful"
    assert str(one.account.bots[BOT].settings.size) == "50"


async def test_message_can_be_shown_again_without_the_secret(one: Face) -> None:
    """Test that address, key and message can be looked up, and nothing changes."""
    before = dict(one.entry.subentries[BOT].data)

    result = await change(one, "message")

    assert (result["type"], result["reason"]) == (FlowResultType.ABORT, "message")
    told = result["description_placeholders"]
    assert told["webhook_url"].endswith(f"/api/webhook/hook-{BOT}")
    assert told["api_key"] == KEY
    assert SECRET not in json.dumps(told)
    assert json.loads(told["message"])["symbol"] == "SIM_USDT_BTC"
    assert dict(one.entry.subentries[BOT].data) == before


async def test_secret_can_be_replaced(one: Face) -> None:
    """Test that the new secret is shown once and works, and the old one does not."""
    result = await change(one, "rotate_secret")

    assert (result["type"], result["reason"]) == (FlowResultType.ABORT, "secret_rotated")
    told = result["description_placeholders"]
    data = one.entry.subentries[BOT].data
    assert data["secret_digest"] == digest(told["api_secret"])
    assert data["api_key"] == told["api_key"] == KEY
    message = sent_by_tradingview(told["message"])
    old = json.dumps(json.loads(message) | {"api_secret": SECRET})
    assert (await one.account.receive(BOT, old.encode(), None)).status == 401
    assert (await one.account.receive(BOT, message, None)).status == 202
    await one.settle()


async def test_a_new_secret_holds_while_an_earlier_change_is_still_written_down(
    one: Face, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit, written = Ledger.commit, asyncio.Event()

    async def slow(ledger: Ledger, batch: Batch) -> None:
        if batch.settings:
            await written.wait()
        await commit(ledger, batch)

    monkeypatch.setattr(Ledger, "commit", slow)
    await change(one, "limits", max_positions=9)
    told = (await change(one, "rotate_secret"))["description_placeholders"]

    message = sent_by_tradingview(told["message"])
    old = json.dumps(json.loads(message) | {"api_secret": SECRET})
    assert (await one.account.receive(BOT, old.encode(), None)).status == 401
    assert (await one.account.receive(BOT, message, None)).status == 202
    written.set()
    await one.settle()


async def test_address_can_be_replaced(one: Face) -> None:
    """Test that the bot gets a new address, and keeps its key and secret."""
    before = dict(one.entry.subentries[BOT].data)

    result = await change(one, "rotate_url")

    assert (result["type"], result["reason"]) == (FlowResultType.ABORT, "url_rotated")
    data = one.entry.subentries[BOT].data
    assert data["webhook_id"] != before["webhook_id"]
    assert {**data, "webhook_id": None} == {**before, "webhook_id": None}
    told = result["description_placeholders"]
    assert told["webhook_url"].endswith(f"/api/webhook/{data['webhook_id']}")
    assert f'"api_secret": "{told["api_secret"]}"' in told["message"]


async def _begin(face: Face, step: str) -> dict[str, Any]:
    """Open a step of the bot "Trend", as one of two browsers has it before it is sent."""
    menu: Any = await face.entry.start_subentry_reconfigure_flow(face.hass, BOT)
    form: Any = await face.hass.config_entries.subentries.async_configure(
        menu["flow_id"], {"next_step_id": step}
    )
    return dict(form)


async def _send(face: Face, form: dict[str, Any], **changes: Any) -> dict[str, Any]:
    result = await save_bot(face.hass, await submit_bot(face.hass, form, changes))
    await face.settle()
    return result


async def test_a_form_of_before_takes_nothing_back_that_was_changed_in_another_step(
    one: Face,
) -> None:
    form = await _begin(one, "limits")
    await change(one, "exits", stop_percentage=3)

    await _send(one, form, max_positions=9)

    changed = one.account.bots[BOT].settings
    assert changed == settings_of(one)
    assert changed.max_positions == 9
    assert changed.stop_loss is not None
    assert changed.stop_loss.level == PriceLevel(percentage=Decimal(3))


async def test_a_form_of_before_takes_nothing_back_that_was_changed_in_the_same_step(
    one: Face,
) -> None:
    form = await _begin(one, "limits")
    await change(one, "limits", max_positions=2, max_spread=0.5)

    await _send(one, form, max_spread=0.25)

    changed = settings_of(one)
    assert (changed.max_positions, str(changed.max_spread)) == (2, "0.25")


async def test_a_form_of_before_takes_a_stop_away_only_if_it_is_asked_to(one: Face) -> None:
    await change(one, "exits", stop_percentage=5)
    form = await _begin(one, "exits")
    await change(one, "exits", stop_percentage=3)

    await _send(one, form, stop_percentage=None)

    assert settings_of(one).stop_loss is None


async def test_what_a_form_of_before_would_make_impossible_is_told(one: Face) -> None:
    await change(one, "exits", stop_percentage=5)
    form = await _begin(one, "exits")
    await change(one, "exits", protection_type="break_even", break_even_percentage=1)

    told = await _send(one, form, stop_percentage=None)

    assert told["type"] is FlowResultType.FORM
    assert told["errors"]
    assert settings_of(one).stop_loss is not None


async def test_alerts_that_a_bot_has_learned_meanwhile_stay_learned(one: Face) -> None:
    form = await _begin(one, "limits")
    bot = one.entry.subentries[BOT]
    async_learn(one.hass, one.entry, bot, AlertSystem.WUNDERTRADING, "", {})
    await one.settle()

    await _send(one, form, max_positions=9)

    assert settings_of(one).dialects == {AlertSystem.WUNDERTRADING}
