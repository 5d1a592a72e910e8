"""Tells of strategy alerts that never arrived, until bot and strategy are in step again."""

from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers import issue_registry as ir

from ..const import DOMAIN
from ..execution.account import Account
from ..execution.common.events import (
    AccountEvent,
    AlertMissed,
    BotRemoved,
    SlotAdded,
    SlotChanged,
    StrategyInSync,
)
from ..execution.common.slots import SlotKey
from ..trading.model.facts import PositionStatus
from ..trading.model.market import Side
from .raising import async_raise, bot_page

EVENT_MISSED_ALERT = f"{DOMAIN}_missed_alert"
ISSUE_FOLLOWED = "missed_alert"
ISSUE_REFUSED = "missed_alert_refused"

type Market = tuple[str, str]
"""A bot's id and a symbol."""


@callback
def async_watch_alerts(hass: HomeAssistant, account: Account) -> CALLBACK_TYPE:
    """Keep an account's repairs of missed alerts until the returned function is called."""
    alerts = _MissedAlerts(hass, account)
    topics = (AlertMissed, StrategyInSync, BotRemoved, SlotAdded, SlotChanged)
    unsubscribe = account.subscribe(alerts.on_change, *topics)

    @callback
    def stop() -> None:
        unsubscribe()
        alerts.forget_all()

    return stop


class _MissedAlerts:
    """The repairs of one account.

    One whose newest alert was not followed either also goes when the bot holds what the strategy
    said last.
    """

    def __init__(self, hass: HomeAssistant, account: Account) -> None:
        self._hass = hass
        self._account = account
        self._targets: dict[Market, str | None] = {}
        """What a bot has to hold, by its market; None where it goes there by itself."""

    @callback
    def on_change(self, change: AccountEvent) -> None:
        match change:
            case AlertMissed():
                self._tell(change)
            case StrategyInSync():
                self._forget((change.bot_id, change.symbol))
            case BotRemoved():
                self.forget_all(change.bot_id)
            case SlotAdded(key) | SlotChanged(key):
                market = (key.bot_id, key.symbol)
                if self._targets and self._targets.get(market) == _held(self._account, market):
                    self._forget(market)

    @callback
    def forget_all(self, bot_id: str | None = None) -> None:
        for market in list(self._targets):
            if bot_id in (None, market[0]):
                self._forget(market)

    @callback
    def _forget(self, market: Market) -> None:
        if market in self._targets:
            del self._targets[market]
            ir.async_delete_issue(self._hass, DOMAIN, _issue_id(market))

    @callback
    def _tell(self, missed: AlertMissed) -> None:
        bot = self._account.bots.get(missed.bot_id)
        market = (missed.bot_id, missed.symbol)
        self._targets[market] = None if missed.followed else missed.target
        said = {
            "bot": bot.settings.name if bot else missed.bot_id,
            "symbol": missed.symbol,
            "expected": missed.expected,
            "held": missed.held,
            "target": missed.target,
        }
        page = bot_page(self._account.account_id, missed.bot_id, "signals")
        key = ISSUE_FOLLOWED if missed.followed else ISSUE_REFUSED
        async_raise(self._hass, _issue_id(market), key, said | {"page": page})
        self._hass.bus.async_fire(EVENT_MISSED_ALERT, said | {"followed": missed.followed})


def _issue_id(market: Market) -> str:
    return f"{ISSUE_FOLLOWED}_{market[0]}_{market[1]}"


def _held(account: Account, market: Market) -> str:
    """Return `long`, `short`, both or `flat`, pending openings included, closing ones not."""
    sides = [
        side.value
        for side in Side
        if any(
            position.status is not PositionStatus.CLOSING
            for position in account.slot_positions(SlotKey(*market, side))
        )
    ]
    return ", ".join(sides) or "flat"
