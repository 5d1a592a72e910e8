"""An old alert that a person pastes: whose it is, what it would do, and how a bot may know it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from homeassistant.config_entries import ConfigEntry, ConfigSubentry
from homeassistant.core import HomeAssistant, callback
from homeassistant.util import dt as dt_util

from ..accounts.markets import market_cache, names_other_exchange
from ..execution.account import Account, SignalResponse
from ..trading.credentials import token_digest
from ..trading.reasons.reasons import ReasonCode, Refused, refuse
from ..trading.settings.settings import BotSettings
from ..trading.signal.alert_systems import (
    AlertSystem,
    ForeignChart,
    Habits,
    Opposite,
    OwnTerms,
    Repeat,
)
from ..trading.signal.dialects import ForeignAlert, unknown_alert
from ..trading.signal.foreign_messages import foreign_refusal, sample_message, samples
from .ways_in import async_learn, async_new_address

BY_TOKEN: Final = "token"  # noqa: S105 - a word
BY_ADDRESS: Final = "address"
SECRET_PATH: Final = "/api/tradehook/in/"  # noqa: S105 - without its token
MOST: Final = 64 * 1024
"""Characters of the longest text that is looked at."""


@dataclass(frozen=True, kw_only=True)
class AlertTrial:
    """An alert of one other system, as a bot would take it."""

    alert: ForeignAlert
    system: AlertSystem
    dialect: str
    title: str
    settings: BotSettings
    """The bot's, with this system's alerts among them."""
    chart: str | None
    """The exchange that it names, where it is another one than the account's."""
    answer: SignalResponse
    """What a test of it would be answered."""
    instead: Mapping[str, Any] | None
    notes: tuple[str, ...]

    @property
    def way(self) -> str:
        """Return how its sender is known: by its own token, or by the bot's secret address."""
        return BY_TOKEN if self.alert.credential else BY_ADDRESS

    @property
    def digest(self) -> str:
        """Return what is kept of its token; "" = it has none that nobody can guess."""
        token = self.alert.credential
        return token_digest(self.system, token) if token else ""


async def async_read(
    entry: ConfigEntry[Any], bot_id: str, text: str, habits: Mapping[str, Any]
) -> AlertTrial:
    """Return a pasted alert as a bot would take it; raises Refused if it is no other system's.

    `habits` are settings that the bot would have; what they leave out is as the bot has it if it
    takes the system's alerts already, else as the system itself goes about it.
    """
    account: Account = entry.runtime_data
    bot = account.bots.get(bot_id)
    assert bot is not None
    ticker, exchange, price = _market(entry, account, bot.settings)
    message = sample_message(text[:MOST], samples(ticker, exchange, price, dt_util.utcnow()))
    alert = None if message is None else message.foreign
    if message is None or alert is None:
        refusal = unknown_alert(text) or refuse(ReasonCode.DIALECT_UNKNOWN, systems="none")
        raise Refused(refusal)
    if (system := alert.system) is None:
        raise Refused(foreign_refusal(alert, known=True))
    settings = _taking(bot.settings, system.family, system.habits, account, habits)
    told = dict(foreign_refusal(alert, known=True).details)
    instead, notes = told.get("instead"), told.get("notes")
    taken = replace(message, alert=alert)
    return AlertTrial(
        alert=alert,
        system=system.family,
        dialect=system.name,
        title=system.title,
        settings=settings,
        chart=_chart(alert, account),
        answer=await account.check_alert(bot_id, taken, settings),
        instead=instead if isinstance(instead, Mapping) else None,
        notes=tuple(map(str, notes)) if isinstance(notes, list) else (),
    )


@callback
def async_keep(
    hass: HomeAssistant, entry: ConfigEntry[Any], bot: ConfigSubentry, trial: AlertTrial
) -> str | None:
    """Let a bot take alerts like this one; return its secret address if that is their way in."""
    settings = trial.settings
    changes = {
        "opposite": settings.opposite,
        "repeat": settings.repeat,
        "foreign_chart": settings.foreign_chart,
    }
    async_learn(hass, entry, bot, trial.system, trial.digest, changes)
    if trial.way == BY_TOKEN:
        return None
    return SECRET_PATH + async_new_address(hass, entry, entry.subentries[bot.subentry_id])


def _taking(
    settings: BotSettings,
    system: AlertSystem,
    own_habits: Habits,
    account: Account,
    habits: Mapping[str, Any],
) -> BotSettings:
    """Return a bot's settings as they would be when it takes a system's alerts."""
    if system in settings.dialects:
        own: dict[str, Any] = {}
    else:
        own = {"opposite": own_habits.opposite, "repeat": own_habits.repeat}
        if account.exchange.is_simulated:
            own["foreign_chart"] = ForeignChart.SAME_MARKET
    chosen = {
        name: kind(habits[name])
        for name, kind in (
            ("opposite", Opposite),
            ("repeat", Repeat),
            ("foreign_chart", ForeignChart),
        )
        if habits.get(name) is not None
    }
    return replace(settings, dialects=settings.dialects | {system}, **{**own, **chosen})


def _market(
    entry: ConfigEntry[Any], account: Account, settings: BotSettings
) -> tuple[str, str, str | None]:
    """Return a market of the bot's as TradingView may name it: ticker, exchange and price."""
    exchange = account.exchange
    own = [market for market in market_cache(entry) if market.quote == settings.quote]
    allowed = [m for m in own if not settings.allowed_bases or m.base in settings.allowed_bases]
    market = next((m for m in allowed if m.base == "BTC"), next(iter(allowed or own), None))
    if market is None:
        return "BTCUSDT", exchange.code, None
    price = account.last_price(market.symbol)
    return f"{market.base}{market.quote}", exchange.code, None if price is None else f"{price:f}"


def _chart(alert: ForeignAlert, account: Account) -> str | None:
    """Return the exchange that an alert names, where it is not the account's."""
    try:
        fields = alert.taken(OwnTerms(symbol="BTC/USDT", side="long")).translation.fields
    except Refused:
        return None
    symbol = str(fields.get("symbol") or "")
    prefix = symbol.partition(":")[0] if symbol.count(":") == 1 and "/" not in symbol else ""
    named = str(fields.get("exchange") or prefix)
    return named if named and names_other_exchange(account.exchange, named) else None
