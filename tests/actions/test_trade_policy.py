"""Who may trade with actions: an account's option decides, as it does for switches and buttons."""

from typing import Any

from homeassistant.auth.const import GROUP_ID_READ_ONLY, GROUP_ID_USER
from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import Unauthorized, UnknownUser
import pytest
from pytest_homeassistant_custom_component.common import MockUser

from tests.face import (
    BOT,
    BOT_SWITCH,
    BTC,
    ETH,
    POSITION,
    Face,
    account_entry,
    bot_subentry,
    loaded,
)

pytestmark = pytest.mark.usefixtures("config_folder")

FREE = "sensor.trend_eth_usdt_long_position"
LIMITS: list[tuple[str, dict[str, Any], str | None]] = [
    ("create_position_link", {"mode": "close"}, POSITION),
    ("list_position_links", {}, None),
    ("revoke_position_link", {"link_id": "x"}, None),
    ("get_signals", {}, None),
    ("set_position_note", {"position_id": "x", "note": "n"}, None),
    ("set_simulated_price", {"symbol": BTC, "price": 1000}, None),
    ("reset_paper_account", {"account": "any", "confirm": True}, None),
]


def trades(account_id: str) -> list[tuple[str, dict[str, Any], str | None]]:
    """Return every action that trades, in an order in which each finds what it needs."""
    opening = {"account": account_id, "symbol": BTC, "side": "long"}
    return [
        ("send_signal", {"action": "open", "symbol": BTC, "side": "long"}, BOT_SWITCH),
        ("open_position", opening, None),
        ("modify_position", {"auto_close": 3600}, POSITION),
        ("keep_position", {}, POSITION),
        ("close_position", {}, POSITION),
        ("send_signal", {"action": "open", "symbol": ETH, "side": "long"}, BOT_SWITCH),
        ("release_position", {}, FREE),
        ("adopt_position", {"account": account_id, "symbol": ETH}, None),
    ]


async def member(hass: HomeAssistant, group: str = GROUP_ID_USER) -> Context:
    """Return the context of what somebody in the house does."""
    found = await hass.auth.async_get_group(group)
    assert found is not None
    return Context(user_id=MockUser(groups=[found]).add_to_hass(hass).id)


async def test_everybody_trades_where_the_option_lets_them(hass: HomeAssistant) -> None:
    """Test each action that trades, and that secrets and the record stay an administrator's."""
    async with loaded(hass, account_entry(only_admins_trade=False)) as face:
        await face.price(65000)
        await face.price(3000, ETH)
        person = await member(hass)

        for action, data, target in trades(face.entry.entry_id):
            assert await face.call(action, data, target=target, context=person), action
            await face.settle()
        for action, data, target in LIMITS:
            with pytest.raises(Unauthorized):
                await face.call(action, data, target=target, context=person)


async def test_who_may_control_nothing_does_not_trade(hass: HomeAssistant) -> None:
    """Test that the option gives nobody more than Home Assistant's own permissions."""
    async with loaded(hass, account_entry(only_admins_trade=False)) as face:
        await face.open()
        reader = await member(hass, GROUP_ID_READ_ONLY)

        for action, data, target in trades(face.entry.entry_id):
            if target != FREE:
                with pytest.raises(Unauthorized):
                    await face.call(action, data, target=target, context=reader)
        with pytest.raises(UnknownUser):
            await face.call("close_position", target=POSITION, context=Context(user_id="gone"))

        assert face.account.open_positions == 1


async def test_all_accounts_of_a_call_have_to_let_somebody_trade(hass: HomeAssistant) -> None:
    """Test that nothing is closed when one of them is for administrators only."""
    other = account_entry(
        title="Savings", bots=(bot_subentry(bot_id=f"{BOT}2", title="Savings bot"),)
    )
    async with (
        loaded(hass, account_entry(only_admins_trade=False)) as face,
        loaded(hass, other) as guarded,
    ):
        await face.open()
        await guarded.open(bot_id=f"{BOT}2")
        person = await member(hass)

        with pytest.raises(Unauthorized):
            await face.call("close_position", target="all", context=person)
        assert (face.account.open_positions, guarded.account.open_positions) == (1, 1)

        await face.call("close_position", target=POSITION, context=person)
        await closed(face)
        assert guarded.account.open_positions == 1


async def closed(face: Face) -> None:
    """Wait until nothing is open."""
    await face.settle()
    assert face.account.open_positions == 0
