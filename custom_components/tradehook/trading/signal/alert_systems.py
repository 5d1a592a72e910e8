"""What other systems' alerts mean by their words, and which systems there are."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

READ_AS: Final = "read_as"
"""Where the signal log has what an alert says in our words."""


class AlertSystem(StrEnum):
    """A system whose alerts a bot may take; its several kinds of alert share their secret."""

    THREE_COMMAS_SIGNAL = "3commas_signal"
    THREE_COMMAS_DCA = "3commas_dca"
    WUNDERTRADING = "wundertrading"
    """3Commas v2 too, which runs on it."""
    TRADERS_POST = "traderspost"
    OKX = "okx"
    TRADING_VIEW = "tradingview"
    COINRULE = "coinrule"
    OCTOBOT = "octobot"
    PINE_CONNECTOR = "pine_connector"
    TV_HUB = "tv_hub"
    FINANDY = "finandy"
    CORNIX = "cornix"
    FREQTRADE = "freqtrade"
    PIONEX = "pionex"
    EXCHANGE_STYLE = "exchange_style"
    ALERTS_PROCESSOR = "alerts_processor"
    ALERTATRON = "alertatron"
    AUTOVIEW = "autoview"
    GUNBOT = "gunbot"


class Opposite(StrEnum):
    """What to be in on a side means while the other one is held."""

    REVERSE = "reverse"
    """Where there are no futures it only closes."""
    CLOSE = "close"
    REFUSE = "refuse"


class Repeat(StrEnum):
    """What to be in on a side means while it is held."""

    REFUSE = "refuse"
    OPEN = "open"
    """Another position, within the bot's limits."""
    INCREASE = "increase"


class ForeignChart(StrEnum):
    """What an alert from another exchange's chart means."""

    REFUSE = "refuse"
    SAME_MARKET = "same_market"
    """The same coin and quote where the bot trades."""


class Intent(StrEnum):
    """What an alert asks for whose effect depends on what is held, or is more than its action."""

    ENTER = "enter"
    """To be in on its side."""
    SELL = "sell"
    """To be in on the short side; on spot to leave the long one."""
    CANCEL_ALL = "cancel_all"
    """That nothing more is bought in any market, whatever else it asks for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """How a system itself goes about what its words leave open."""

    opposite: Opposite = Opposite.REVERSE
    repeat: Repeat = Repeat.REFUSE


PLAIN_HABITS = Habits()


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnTerms:
    """What a bot has only one of: it stands for what an alert doesn't name."""

    symbol: str | None = None
    side: str | None = None
    margin_mode: str | None = None
    enters_by_limit: bool = False
    """Whether an entry that says no order type is a limit order."""
