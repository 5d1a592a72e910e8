"""What the panel says to the integration: the handshake and its subscriptions."""

from typing import Final

from homeassistant.components.websocket_api import async_register_command
from homeassistant.components.websocket_api.connection import ActiveConnection
from homeassistant.components.websocket_api.decorators import (
    async_response,
    require_admin,
    websocket_command,
)
from homeassistant.core import HomeAssistant, callback
from homeassistant.loader import async_get_integration
import probatio

from ..const import DOMAIN
from .account_commands import ACTIONS
from .alerts.alert_commands import ALERT_ACTIONS
from .bot_commands import BOT_ACTIONS
from .bot_details import settings_schema
from .chart.candles import LENGTHS
from .chart.live_market import LiveMarket
from .chart.older_candles import OLDER
from .command import MOMENT, Message
from .earnings_commands import EARNINGS
from .group_subscription import subscribe_groups
from .position_commands import POSITION_ACTIONS
from .subscriptions import LiveAccounts, LivePositions, LiveSignals

PROTOCOL: Final = 1
"""Goes up whenever a panel of before would misunderstand a message."""


@websocket_command(
    {
        probatio.Required("type"): "tradehook/connect",
        probatio.Required("protocol"): probatio.All(int, probatio.Range(min=1)),
    }
)
@async_response
async def async_connect(hass: HomeAssistant, connection: ActiveConnection, msg: Message) -> None:
    """Tell a panel whether it fits: after an update a tab may still show the one of before."""
    integration = await async_get_integration(hass, DOMAIN)
    connection.send_result(
        msg["id"],
        {
            "protocol": PROTOCOL,
            "compatible": msg["protocol"] == PROTOCOL,
            "version": str(integration.version),
        },
    )


@websocket_command({probatio.Required("type"): "tradehook/subscribe_positions"})
@callback
def subscribe_positions(hass: HomeAssistant, connection: ActiveConnection, msg: Message) -> None:
    """Follow all positions that are not over."""
    LivePositions(hass, connection, msg["id"]).start()


@websocket_command({probatio.Required("type"): "tradehook/subscribe_accounts"})
@callback
def subscribe_accounts(hass: HomeAssistant, connection: ActiveConnection, msg: Message) -> None:
    """Follow the accounts and their bots."""
    LiveAccounts(hass, connection, msg["id"]).start()


@websocket_command({probatio.Required("type"): "tradehook/subscribe_signals"})
@require_admin
@callback
def subscribe_signals(hass: HomeAssistant, connection: ActiveConnection, msg: Message) -> None:
    """Follow the signal log."""
    LiveSignals(hass, connection, msg["id"]).start()


@websocket_command(
    {
        probatio.Required("type"): "tradehook/subscribe_market",
        probatio.Required("account"): str,
        probatio.Required("symbol"): str,
        probatio.Required("interval"): probatio.In(tuple(LENGTHS)),
        probatio.Optional("since"): MOMENT,
        probatio.Optional("until"): MOMENT,
    }
)
@callback
def subscribe_market(hass: HomeAssistant, connection: ActiveConnection, msg: Message) -> None:
    """Follow the candles of one market."""
    market = msg["account"], msg["symbol"]
    span = (msg["since"], msg.get("until")) if "since" in msg else None
    LiveMarket(
        hass, connection, msg["id"], market=market, length=msg["interval"], span=span
    ).start()


@websocket_command({probatio.Required("type"): "tradehook/schema"})
@require_admin
@callback
def schema(_hass: HomeAssistant, connection: ActiveConnection, msg: Message) -> None:
    """Return the table of a bot's settings: what there is, and what it takes."""
    connection.send_result(msg["id"], settings_schema())


@callback
def async_setup_websocket_api(hass: HomeAssistant) -> None:
    """Register all commands, once for the domain."""
    for command in (
        async_connect,
        subscribe_positions,
        subscribe_accounts,
        subscribe_signals,
        subscribe_market,
        subscribe_groups,
        schema,
        *ACTIONS,
        *BOT_ACTIONS,
        *ALERT_ACTIONS,
        *POSITION_ACTIONS,
        *EARNINGS,
        *OLDER,
    ):
        async_register_command(hass, command)
