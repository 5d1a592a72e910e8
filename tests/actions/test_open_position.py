"""Test positions that people open by hand: the account's own bot, and the action that uses it."""

from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ServiceValidationError, Unauthorized
from homeassistant.helpers import device_registry as dr, entity_registry as er
import pytest

from custom_components.tradehook import async_remove_config_entry_device
from custom_components.tradehook.accounts.manual_bot import manual_bot_id
from custom_components.tradehook.const import CONF_MANUAL, DOMAIN
from tests.face import BOT_SWITCH, BTC, Face, account_entry, loaded

MANUAL_SWITCH = "switch.paper_manual"
MANUAL_POSITION = "sensor.paper_manual_btc_usdt_long_position"


def opening(face: Face, **fields: Any) -> dict[str, Any]:
    """Return a call of the action."""
    return {
        "account": face.entry.entry_id,
        "symbol": BTC,
        "side": "long",
        "quote_amount": 200,
        **fields,
    }


def entities(face: Face) -> set[str]:
    """Return the unique ids of what the account's own bot shows."""
    manual = manual_bot_id(face.entry.entry_id)
    rows = er.async_entries_for_config_entry(er.async_get(face.hass), face.entry.entry_id)
    return {row.entity_id for row in rows if row.unique_id.startswith(manual)}


async def test_an_account_has_its_own_bot_with_a_switch_alone(face: Face) -> None:
    """Test that before its first position nothing else of it is shown, and it has no address."""
    manual = manual_bot_id(face.entry.entry_id)

    assert entities(face) == {MANUAL_SWITCH}
    assert face.account.bots[manual].settings.name == "Manual"
    assert manual not in face.entry.subentries
    assert all(hook.bot_id != manual for hook in face.hass.data[DOMAIN].hooks.values())


async def test_the_first_position_brings_its_entities(face: Face) -> None:
    """Test that they stand on its own device, and the events that came before are not lost."""
    await face.price(65000)

    answer = await face.call("open_position", opening(face, stop_loss={"stop_percentage": 2}))

    assert answer["status"] == "accepted"
    assert face.state(MANUAL_POSITION).state == "open"
    assert MANUAL_POSITION in entities(face)
    assert face.state("event.paper_manual_signal").attributes["event_type"] == "accepted"
    assert face.state("event.paper_manual_position").attributes["event_type"] == "opened"
    row = er.async_get(face.hass).async_get(MANUAL_POSITION)
    assert row is not None
    assert row.config_subentry_id is None
    assert row.device_id is not None
    device = dr.async_get(face.hass).async_get(row.device_id)
    assert device is not None
    assert device.name == "Paper Manual"
    rows = (await face.call("get_positions", {"bot": MANUAL_SWITCH}))["positions"]
    assert [(row["bot"], row["stop_price"]) for row in rows] == [(MANUAL_SWITCH, "63731.87")]


async def test_an_opening_by_hand_is_a_signal_like_any(face: Face) -> None:
    """Test the one way in: it stands in the log, and its id is used once."""
    await face.price(65000)

    first = await face.call("open_position", opening(face, signal_id="mine"))
    again = await face.call("open_position", opening(face, signal_id="mine"))

    assert again["status"] == "duplicate"
    assert again["signal_id"] == first["signal_id"] == "mine"
    signals = (await face.call("get_signals", {"bot": MANUAL_SWITCH}))["signals"]
    assert [row["status"] for row in signals] == ["duplicate", "accepted"]
    assert face.account.open_positions == 1


async def test_a_refused_opening_raises_with_its_code(face: Face) -> None:
    """Test the code of the contract, and that it can be an answer instead."""
    await face.price(65000)
    wrong = opening(face, stop_loss={"stop_price": 70000})

    with pytest.raises(ServiceValidationError) as refused:
        await face.call("open_position", wrong)
    answer = await face.call("open_position", wrong | {"on_refusal": "answer"})

    assert refused.value.translation_placeholders is not None
    assert refused.value.translation_placeholders["code"] == "wrong_side"
    assert answer["code"] == "wrong_side"
    assert face.account.open_positions == 0


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"action": "close"}, "invalid_action"),
        ({"account": "nobody"}, "account_missing"),
        ({"quote_amount": 2_000_000}, "max_entry_size_exceeded"),
    ],
)
async def test_what_is_no_opening_is_refused(face: Face, fields: dict[str, Any], code: str) -> None:
    """Test that nothing else than an opening of a known account goes this way."""
    await face.price(65000)

    with pytest.raises(ServiceValidationError) as refused:
        await face.call("open_position", opening(face, **fields))

    assert refused.value.translation_placeholders is not None
    assert refused.value.translation_placeholders["code"] == code


async def test_only_administrators_and_automations_open(face: Face) -> None:
    """Test the guard of what moves money."""
    await face.price(65000)

    with pytest.raises(Unauthorized):
        await face.call("open_position", opening(face), context=face.person(admin=False))
    await face.call("open_position", opening(face), context=face.person(admin=True))
    await face.call("open_position", opening(face))

    assert face.account.open_positions == 2


async def test_signals_to_all_bots_never_open_by_hand(face: Face) -> None:
    """Test that only who names its switch means the account's own bot."""
    await face.price(65000)
    signal = {"action": "open", "symbol": BTC, "side": "long"}

    everywhere = await face.call("send_signal", {**signal, "entity_id": "all"})
    named = await face.call("send_signal", signal, target=MANUAL_SWITCH)

    assert set(everywhere["answers"]) == {BOT_SWITCH}
    assert set(named["answers"]) == {MANUAL_SWITCH}


async def test_its_switch_stops_it(face: Face) -> None:
    """Test that it is stopped and started like any bot, also over a reload."""
    await face.turn(MANUAL_SWITCH, on=False)
    await face.reload()

    assert face.state(MANUAL_SWITCH).state == "off"
    with pytest.raises(ServiceValidationError) as refused:
        await face.call("open_position", opening(face))
    assert refused.value.translation_placeholders is not None
    assert refused.value.translation_placeholders["code"] == "bot_stopped"


async def test_its_settings_are_options_of_the_account(face: Face) -> None:
    """Test that the steps of the bot's form change them at once, without a reload."""
    account, manual = face.account, manual_bot_id(face.entry.entry_id)
    flows = face.hass.config_entries.options
    menu: Any = await flows.async_init(face.entry.entry_id)
    assert menu["menu_options"] == [
        *("access", "account_limits", "markets"),
        *("entry", "exits", "limits"),
    ]
    form: Any = await flows.async_configure(menu["flow_id"], {"next_step_id": "exits"})
    answers = form["data_schema"]({})

    result: Any = await flows.async_configure(
        form["flow_id"], {**answers, "stop": {**answers.get("stop", {}), "stop_percentage": 3}}
    )
    if result.get("step_id") == "check":  # a simulated account's stop is watched here alone
        await flows.async_configure(form["flow_id"], {"next_step_id": "save"})
    await face.hass.async_block_till_done()

    assert face.account is account
    stop = account.bots[manual].settings.stop_loss
    assert stop is not None
    assert stop.level is not None
    assert str(stop.level.percentage) == "3"
    assert face.entry.options[CONF_MANUAL]["settings"]["stop_loss"]["stop_percentage"] == "3"
    assert face.entry.options["only_admins_trade"] is True
    menu = await flows.async_init(face.entry.entry_id)
    form = await flows.async_configure(menu["flow_id"], {"next_step_id": "entry"})
    form = await flows.async_configure(form["flow_id"], {**form["data_schema"]({}), "size": 50})
    if form.get("step_id") == "check":
        await flows.async_configure(form["flow_id"], {"next_step_id": "save"})
    await face.hass.async_block_till_done()
    assert account.bots[manual].settings.size == 50
    menu = await flows.async_init(face.entry.entry_id)
    form = await flows.async_configure(menu["flow_id"], {"next_step_id": "limits"})
    assert not {"security", "strategy"} & {str(key) for key in form["data_schema"].schema}


async def test_its_device_follows_the_accounts_name_and_stays(face: Face) -> None:
    """Test that it can't be deleted as a bot's can."""
    manual = manual_bot_id(face.entry.entry_id)
    face.hass.config_entries.async_update_entry(face.entry, title="Savings")
    await face.hass.async_block_till_done()
    devices = dr.async_entries_for_config_entry(dr.async_get(face.hass), face.entry.entry_id)
    (device,) = (one for one in devices if (DOMAIN, manual) in one.identifiers)

    assert device.name == "Savings Manual"
    assert not await async_remove_config_entry_device(face.hass, face.entry, device)


async def test_a_futures_account_trades_both_sides_by_hand(
    hass: HomeAssistant,
    config_folder: object,  # noqa: ARG001  it moves the ledger there
) -> None:
    """Test that on spot it buys only, where a short would sell the account's own coins."""
    async with loaded(hass, account_entry(market_type="linear")) as face:
        await face.price(65000, "BTC/USDT:USDT")

        fields = {"symbol": "BTC/USDT", "side": "short", "stop_loss": {"stop_percentage": 5}}
        answer = await face.call("open_position", opening(face, **fields))

        assert answer["status"] == "accepted"
        assert face.state("sensor.paper_manual_btc_usdt_short_position").state == "open"
