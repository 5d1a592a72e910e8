"""Repairs of signals that were not carried out while their sender takes them for done."""

from datetime import date

from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers import issue_registry as ir
from homeassistant.util import dt as dt_util

from ..accounts.entry import TradehookConfigEntry
from ..const import DOMAIN
from ..execution.account import Account
from ..execution.common.events import AccountEvent, BotRemoved, ReductionSwallowed, SignalIdReused
from .external_changes import ENTRY
from .raising import async_raise

ID_REUSED = "signal_id_reused"
SWALLOWED = "reductions_swallowed"
_TIME = {"timenow": "{{timenow}}"}


@callback
def async_watch_lost_signals(
    hass: HomeAssistant, entry: TradehookConfigEntry, account: Account
) -> CALLBACK_TYPE:
    """Tell of an account's lost signals until the returned function is called.

    One repair a bot: it names the newest signal, and stays until a person has seen it.
    """
    swallowed: dict[str, tuple[date, int]] = {}

    @callback
    def on_change(change: AccountEvent) -> None:
        match change:
            case SignalIdReused():
                said = {"signal_id": change.signal_id, "symbol": change.symbol}
                _tell(hass, entry, account, ID_REUSED, change.bot_id, said)
            case ReductionSwallowed():
                today = dt_util.now().date()
                day, count = swallowed.get(change.bot_id, (today, 0))
                count = count + 1 if day == today else 1
                swallowed[change.bot_id] = (today, count)
                if count > 1:  # one may be a redelivery
                    said = {"symbol": change.symbol, "count": str(count), **_TIME}
                    _tell(hass, entry, account, SWALLOWED, change.bot_id, said)
            case BotRemoved():
                for kind in (ID_REUSED, SWALLOWED):
                    ir.async_delete_issue(hass, DOMAIN, f"{kind}_{change.bot_id}")

    return account.subscribe(on_change, SignalIdReused, ReductionSwallowed, BotRemoved)


@callback
def _tell(
    hass: HomeAssistant,
    entry: TradehookConfigEntry,
    account: Account,
    kind: str,
    bot_id: str,
    said: dict[str, str],
) -> None:
    bot = account.bots.get(bot_id)
    async_raise(
        hass,
        f"{kind}_{bot_id}",
        kind,
        {"bot": bot.settings.name if bot else bot_id, **said},
        fixable=True,  # a click says that it was seen
        persistent=True,
        about={ENTRY: entry.entry_id},
    )
