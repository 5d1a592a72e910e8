"""What the panel's page of a bot shows: its settings as its flow groups them, and its record."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from itertools import pairwise
from typing import Any, Final

from homeassistant.const import PERCENTAGE

from ..accounts.markets import traded_markets
from ..execution.account import Account, Bot
from ..flows.bot_form import layout, values_from
from ..trading.reasons.money import FINE, money
from ..trading.reasons.text import plain
from ..trading.settings.codec import settings_as
from ..trading.settings.schema import SCHEMA
from ..trading.settings.setting import Column, Kind, Setting, Step
from ..trading.settings.settings import LARGEST_TIMES, BotSettings, SizeType
from .rows import (
    BotRecordRow,
    ChangedSettingRow,
    SchemaColumnRow,
    SchemaRow,
    SettingRow,
    SettingsChangeRow,
    SettingsStepRow,
    SettingValue,
    StatisticsRow,
)

POINTS: Final = 200
"""How many points the curve of a bot has at most."""
CHANGES: Final = 100
"""How many changes of its settings are shown of a bot."""
RANGES: Final = frozenset({Kind.WHOLE, Kind.NUMBER, Kind.NUMBER_OR_WORD})
"""Kinds of settings that have a least value."""
ZERO: Final = Decimal(0)


def settings_steps(account: Account, bot: Bot) -> list[SettingsStepRow]:
    """Return every setting, by step and section of the flow.

    A field has its `name`, its `value` (None = not set), its `unit`, and as `choices` the
    translation key of what its value means.
    """
    markets = [m for m in traded_markets(account.exchange) if m.quote == bot.settings.quote]
    values = values_from(settings_as(bot.settings))
    return [
        {
            "step": step.value,
            "sections": [
                {
                    "name": name,
                    "fields": [
                        _field(field, box, values.get(field), bot.settings)
                        for field, box in group.items()
                    ],
                }
                for name, group in layout(
                    step,
                    account.exchange.market_type,
                    [bot.settings.quote],
                    [market.base for market in markets],
                ).items()
            ],
        }
        for step in Step
    ]


def _field(name: str, box: Any, value: Any, settings: BotSettings) -> SettingRow:
    told = _told(value)
    return {
        "name": name,
        "value": told,
        "instead": _instead(name, settings) if told is None else None,
        "unit": box.config.get("unit_of_measurement"),
        "choices": box.config.get("translation_key"),
    }


def _instead(name: str, settings: BotSettings) -> str | None:
    """Return what holds where a setting is not set: an entry is limited by the bot's own size."""
    if name != "max_entry_size":
        return None
    unit = settings.quote if settings.size_type is SizeType.QUOTE_AMOUNT else PERCENTAGE
    return f"{plain(LARGEST_TIMES * settings.size)} {unit}"


def _told(value: Any) -> SettingValue:
    """Return a setting as JSON: numbers as text, what is empty as None."""
    if value in (None, "", [], ()) or value == frozenset():
        return None
    if isinstance(value, Mapping):
        return {key: _told(item) for key, item in value.items()}
    if isinstance(value, list | tuple | frozenset | set):
        return [_told(item) for item in value]
    if isinstance(value, bool):
        return value
    if isinstance(value, Decimal):
        return plain(value)
    return str(value)


def settings_schema() -> list[SchemaRow]:
    """Return the table of a bot's settings, in the order of the form.

    A setting that is an object comes before its fields, which name it as `part_of` and their name
    in it as `key`. Numbers are in the `unit` in which they are stored; an end of a range that is
    not there is None.
    """
    return [_schema_row(setting) for setting in SCHEMA if setting.shown]


def _schema_row(setting: Setting) -> SchemaRow:
    return {
        "name": setting.name,
        "kind": setting.kind.value,
        "step": setting.step.value,
        "section": setting.section,
        "default": _told(setting.default),
        "minimum": setting.minimum if setting.kind in RANGES else None,
        "maximum": setting.maximum,
        "unit": setting.unit,
        "choices": [choice.value for choice in setting.choices] if setting.choices else None,
        "columns": [_column_row(column) for column in setting.columns],
        "optional": setting.optional,
        "part_of": setting.part_of,
        "key": setting.stored_key,
    }


def _column_row(column: Column) -> SchemaColumnRow:
    return {
        "name": column.name,
        "kind": column.kind.value,
        "default": _told(column.default),
        "maximum": column.maximum,
        "unit": column.unit,
    }


async def settings_changes(account: Account, bot: Bot) -> list[SettingsChangeRow]:
    """Return when which settings were changed, the newest first; raises LedgerError.

    Each field has its `name` and what it was `before` and `after` (None = not set).
    """
    now = settings_as(bot.settings)
    rows = await account.ledger.settings_of(bot.bot_id)
    # A setting that did not exist then was what it is now: it was not changed.
    told = [_said(values_from({**now, **row.settings})) for row in rows]
    changes: list[SettingsChangeRow] = []
    for (before, after), row in zip(pairwise(told), rows[1:], strict=True):
        fields: list[ChangedSettingRow] = [
            {"name": name, "before": before.get(name), "after": after.get(name)}
            for name in sorted(before.keys() | after.keys())
            if before.get(name) != after.get(name)
        ]
        changes.append({"at": row.at.isoformat(), "fields": fields})
    return [change for change in reversed(changes) if change["fields"]][:CHANGES]


def _said(values: Mapping[str, Any]) -> dict[str, SettingValue]:
    """Return what values say; how long a cool-down is measured says nothing without one."""
    cools = values.get("cool_down_amount")
    return {
        name: _told(value)
        for name, value in values.items()
        if cools or not name.startswith("cool_down_")
    }


async def record(account: Account, bot: Bot) -> BotRecordRow:
    """Return what a bot has earned; raises LedgerError."""
    results = await account.ledger.results(bot.bot_id)
    today = account.portfolio.today_of(bot.bot_id, bot.settings.quote)
    return {
        "realized_profit_today": money(today, FINE),
        **statistics(results, _capital(account, bot)),
    }


def _capital(account: Account, bot: Bot) -> Decimal | None:
    """Return what the account has begun with; None = not known, or not in the bot's currency."""
    known = account.equity, account.unrealized_profit, account.realized_profit
    if bot.settings.quote != account.currency or None in known:
        return None
    equity, *own = (number or ZERO for number in known)
    return equity - sum(own, ZERO)


def statistics(
    results: Sequence[tuple[datetime, Decimal]], capital: Decimal | None = None
) -> StatisticsRow:
    """Return what closed positions come to: (when, profit), oldest first.

    `curve` is the sum of the profits after each position, at most POINTS of them, as [seconds,
    text]; `drawdown` the deepest fall from a peak of it, the start counted as one, and in % of what
    the account was worth at that peak.
    """
    profits = [profit for _, profit in results]
    wins = sum((profit for profit in profits if profit > 0), ZERO)
    losses = -sum((profit for profit in profits if profit < 0), ZERO)
    sums, total, peak, drawdown, share = [], ZERO, ZERO, ZERO, ZERO
    for at, profit in results:
        total += profit
        peak = max(peak, total)
        drawdown = max(drawdown, peak - total)
        if capital is not None and capital > 0:
            share = max(share, 100 * (peak - total) / (capital + peak))
        sums.append((at, total))
    return {
        "average_profit": money(total / len(profits), FINE) if profits else None,
        "best": money(max(profits, default=None), FINE),
        "worst": money(min(profits, default=None), FINE),
        "profit_factor": money(wins / losses, FINE) if losses else None,
        "drawdown": money(drawdown, FINE) if profits else None,
        "drawdown_percentage": money(share, FINE) if profits and capital and capital > 0 else None,
        "curve": [(round(at.timestamp()), money(total, FINE)) for at, total in _thinned(sums)],
    }


def _thinned[T](points: Sequence[T]) -> Iterable[T]:
    """Return at most POINTS of the points, evenly spread, the last one always among them."""
    if len(points) <= POINTS:
        return points
    step = (len(points) - 1) / (POINTS - 1)
    return [points[round(index * step)] for index in range(POINTS)]
