"""The rows of the settings that the form's first step asks for."""

from typing import Final

from ..model.market import MarginMode, Side
from ..model.sections import OrderType
from ..signal.fields.opening import MAX_LEVERAGE
from ..signal.fields.sections import MAX_MINUTES
from .setting import Kind, Setting, Step
from .settings import SizeType

ENTRY_SETTINGS: Final = (
    Setting(name="name", kind=Kind.TEXT, step=Step.ENTRY, maximum=100),
    Setting(
        name="quote",
        kind=Kind.CURRENCY,
        step=Step.ENTRY,
        words="the bot trades markets in this currency only",
    ),
    Setting(
        name="size_type",
        kind=Kind.CHOICE,
        step=Step.ENTRY,
        choices=SizeType,
        choices_name="size_type",
        words=(
            "fixed amount, % of the available balance, or risk: the % of equity that is lost when "
            "the stop is hit with all DCA orders filled"
        ),
    ),
    Setting(
        name="size",
        kind=Kind.AMOUNT,
        step=Step.ENTRY,
        words="as notional: with leverage, the margin is that much smaller. Up to 100 in percent",
    ),
    Setting(
        name="leverage",
        kind=Kind.WHOLE,
        step=Step.ENTRY,
        section="futures",
        minimum=1,
        maximum=MAX_LEVERAGE,
        futures_only=True,
        words="futures only",
    ),
    Setting(
        name="margin_mode",
        kind=Kind.CHOICE,
        step=Step.ENTRY,
        section="futures",
        choices=MarginMode,
        choices_name="margin_mode",
        futures_only=True,
        words="futures only",
    ),
    Setting(
        name="order_type",
        kind=Kind.CHOICE,
        step=Step.ENTRY,
        section="entry_details",
        choices=OrderType,
        choices_name="order_type",
    ),
    Setting(
        name="entry_deviation",
        kind=Kind.NUMBER,
        step=Step.ENTRY,
        section="entry_details",
        maximum=99,
        unit="%",
        words="moves a limit entry to the worse side of the signal price so that it fills",
    ),
    Setting(name="adjust_fee", kind=Kind.FLAG, step=Step.ENTRY, section="entry_details"),
    Setting(
        name="entry_expiration",
        kind=Kind.SECTION,
        step=Step.ENTRY,
        words="cancels an entry of which nothing has filled",
    ),
    Setting(
        name="expiration_time",
        part_of="entry_expiration",
        key="time",
        kind=Kind.AMOUNT,
        step=Step.ENTRY,
        section="entry_details",
        maximum=MAX_MINUTES,
        unit="min",
    ),
    Setting(
        name="expiration_price",
        part_of="entry_expiration",
        key="price",
        kind=Kind.AMOUNT,
        step=Step.ENTRY,
        section="entry_details",
    ),
    Setting(
        name="sides",
        kind=Kind.CHOICES,
        step=Step.ENTRY,
        section="entry_details",
        choices=Side,
        choices_name="sides",
        words=(
            "the form begins a spot bot with `long`: short on spot sells coins that the account "
            "has, and buys them back"
        ),
    ),
    Setting(
        name="time_limit",
        kind=Kind.WHOLE,
        step=Step.ENTRY,
        section="entry_details",
        minimum=5,
        maximum=3600,
        unit="s",
        words="what could not be sent to the exchange by then is not bought late",
    ),
)
