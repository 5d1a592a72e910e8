"""The rows of the settings of limits, filters and security."""

from typing import Final

from ..signal.alert_systems import AlertSystem, ForeignChart, Opposite, Repeat
from .setting import DAY, YEAR, Kind, Setting, Step

_MANY: Final = 1000

LIMIT_SETTINGS: Final = (
    Setting(
        name="max_positions",
        kind=Kind.WHOLE,
        step=Step.LIMITS,
        minimum=1,
        maximum=_MANY,
        words="pending ones count",
    ),
    Setting(
        name="max_positions_per_market",
        kind=Kind.WHOLE,
        step=Step.LIMITS,
        minimum=1,
        maximum=_MANY,
    ),
    Setting(
        name="max_entry_size",
        kind=Kind.AMOUNT,
        step=Step.LIMITS,
        words="quote currency; none = five times the bot's size",
    ),
    Setting(
        name="max_position_size",
        kind=Kind.NUMBER,
        step=Step.LIMITS,
        section="risk_limits",
        minimum=1,
        maximum=_MANY,
        words=(
            "times the planned quantity of the first entry: no increase goes beyond it, with what "
            "is held and still rests (DCA orders too). An opening's own DCA orders are not "
            "limited. None = no limit; bots of 0.1.0 have none"
        ),
    ),
    Setting(
        name="max_invested",
        kind=Kind.AMOUNT,
        step=Step.LIMITS,
        section="risk_limits",
        words="quote currency, with DCA orders",
    ),
    Setting(
        name="daily_loss_limit",
        kind=Kind.AMOUNT,
        step=Step.LIMITS,
        section="risk_limits",
        words=(
            "quote currency, realized and net of fees and funding since midnight in Home "
            "Assistant's time zone: [halts](#halts) the bot until the next one"
        ),
    ),
    Setting(
        name="max_consecutive_losses",
        kind=Kind.WHOLE,
        step=Step.LIMITS,
        section="risk_limits",
        minimum=1,
        maximum=_MANY,
        words="[halts](#halts) the bot until a person or `start_bot` starts it again",
    ),
    Setting(
        name="cooldown",
        kind=Kind.WHOLE,
        step=Step.LIMITS,
        section="risk_limits",
        maximum=YEAR,
        unit="s",
        words="per market, from acceptance, for `open` only",
    ),
    Setting(
        name="allowed_bases",
        kind=Kind.CURRENCIES,
        step=Step.LIMITS,
        section="filters",
        words="none = all",
    ),
    Setting(name="blocked_bases", kind=Kind.CURRENCIES, step=Step.LIMITS, section="filters"),
    Setting(name="min_price", kind=Kind.AMOUNT, step=Step.LIMITS, section="filters"),
    Setting(name="max_price", kind=Kind.AMOUNT, step=Step.LIMITS, section="filters"),
    Setting(
        name="min_quote_volume",
        kind=Kind.AMOUNT,
        step=Step.LIMITS,
        section="filters",
        words="quote currency",
    ),
    Setting(
        name="max_price_distance",
        kind=Kind.AMOUNT,
        step=Step.LIMITS,
        section="filters",
        unit="%",
        words="from the market",
    ),
    Setting(
        name="max_signal_age",
        kind=Kind.WHOLE,
        step=Step.LIMITS,
        section="filters",
        minimum=1,
        maximum=YEAR,
        unit="s",
        words="for signals with a `timestamp`",
    ),
    Setting(
        name="max_spread",
        kind=Kind.AMOUNT,
        step=Step.LIMITS,
        section="filters",
        unit="%",
        words="between bid and ask",
    ),
    Setting(
        name="duplicate_window",
        kind=Kind.WHOLE,
        step=Step.LIMITS,
        section="security",
        maximum=DAY,
        unit="s",
        words="in which the exact same message is a duplicate; 0 turns it off",
    ),
    Setting(
        name="only_tradingview",
        kind=Kind.FLAG,
        step=Step.LIMITS,
        section="security",
        words="see [who may send](signals.md#key-secret-and-sender)",
    ),
    Setting(
        name="allowed_networks",
        kind=Kind.NETWORKS,
        step=Step.LIMITS,
        section="security",
        words="addresses and networks such as `192.168.1.0/24`",
    ),
    Setting(
        name="rate_limit",
        kind=Kind.WHOLE,
        step=Step.LIMITS,
        section="security",
        minimum=1,
        maximum=6000,
        unit="/min",
        words="exits are not counted",
    ),
    Setting(name="strict_fields", kind=Kind.FLAG, step=Step.LIMITS, section="security"),
    Setting(
        name="loosen_stops",
        kind=Kind.FLAG,
        step=Step.LIMITS,
        section="security",
        words="see [modify](signals.md#modify)",
    ),
    Setting(name="dialect", kind=Kind.TEXT, step=Step.LIMITS, maximum=32, shown=False),
    Setting(
        name="dialects",
        kind=Kind.CHOICES,
        step=Step.LIMITS,
        section="other_systems",
        choices=AlertSystem,
        choices_name="dialects",
        words="see [other systems' alerts](moving.md#carried-out-unchanged); none = only our own",
    ),
    Setting(
        name="opposite",
        kind=Kind.CHOICE,
        step=Step.LIMITS,
        section="other_systems",
        choices=Opposite,
        choices_name="opposite",
        words="of an alert that says *buy* or *enter*; on spot `reverse` only closes",
    ),
    Setting(
        name="repeat",
        kind=Kind.CHOICE,
        step=Step.LIMITS,
        section="other_systems",
        choices=Repeat,
        choices_name="repeat",
        words="of an alert that says *buy* or *enter*; `open` within the limits",
    ),
    Setting(
        name="foreign_chart",
        kind=Kind.CHOICE,
        step=Step.LIMITS,
        section="other_systems",
        choices=ForeignChart,
        choices_name="foreign_chart",
        words="a simulated market takes them in any case",
    ),
    Setting(
        name="use_strategy_contracts",
        kind=Kind.FLAG,
        step=Step.LIMITS,
        section="strategy",
        words="see [strategy alerts](signals.md#strategy-alerts)",
    ),
    Setting(
        name="join_running_trade",
        kind=Kind.FLAG,
        step=Step.LIMITS,
        section="strategy",
        words=(
            "off: an alert that adds to a position that the bot does not have is refused "
            "(`missed_entry`) until the strategy was flat or has turned"
        ),
    ),
)
