"""The table of a bot's settings."""

from dataclasses import fields as fields_of
from decimal import Decimal
from typing import Any

import pytest

from custom_components.tradehook.trading.settings.codec import SettingsError, settings_from
from custom_components.tradehook.trading.settings.schema import SCHEMA, SETTINGS, parts_of
from custom_components.tradehook.trading.settings.setting import Kind, Setting
from custom_components.tradehook.trading.settings.settings import BotSettings

BASIC: dict[str, Any] = {"name": "Bot", "quote": "USDT"}
STOP: dict[str, Any] = {
    "stop_percentage": 1,
    "protection_type": "PRICE",
    "trailing_percentage": 1,
    "trailing_distance": 1,
}
NEEDED: dict[str, dict[str, Any]] = {
    "stop_price": {"stop_percentage": None},
    "limit_percentage": {"order_type": "STOP_LOSS_LIMIT"},
    "limit_price": {"order_type": "STOP_LOSS_LIMIT"},
    "cool_down_amount": {"cool_down_time_frame": "minute"},
    "break_even_percentage": {"protection_type": "BREAK_EVEN"},
}
"""What stands beside a field of a stop."""
NUMBERS = (Kind.WHOLE, Kind.NUMBER, Kind.NUMBER_OR_WORD)


def accepts(setting: Setting, value: object) -> bool:
    """Return whether a bot can have this value of a setting, or of a part of one."""
    data = {**BASIC, setting.stored_key: value}
    if setting.part_of == "stop_loss":
        data = {
            **BASIC,
            "stop_loss": {**STOP, **NEEDED.get(setting.name, {}), setting.stored_key: value},
        }
    elif setting.part_of is not None:
        data = {**BASIC, setting.part_of: {setting.stored_key: value}}
    try:
        settings_from(data)
    except SettingsError:
        return False
    return True


def row_accepts(setting: Setting, name: str, value: object) -> bool:
    """Return whether a list of objects can have this value in one of its columns."""
    row: dict[str, object] = {c.name: 1 for c in setting.columns if c.name != "price"}
    row |= {name: value}
    if name == "price":
        del row["price_percentage"]
    try:
        settings_from({**BASIC, setting.name: [row]})
    except SettingsError:
        return False
    return True


def test_the_table_has_the_settings_that_there_are() -> None:
    assert SETTINGS.keys() == {field.name for field in fields_of(BotSettings)}
    assert len({row.name for row in SCHEMA}) == len(SCHEMA)


def test_parts_are_of_objects() -> None:
    objects = {name for name, row in SETTINGS.items() if row.kind is Kind.SECTION}

    assert {row.part_of for row in SCHEMA if row.part_of} == objects
    assert all(parts_of(name) for name in objects)


def test_defaults_are_those_of_the_settings() -> None:
    bot = settings_from(BASIC)
    for name, row in SETTINGS.items():
        if not row.is_required:
            assert getattr(bot, name) == row.default, name
    assert {name for name, row in SETTINGS.items() if row.is_required} == {"name", "quote"}


@pytest.mark.parametrize("row", [r for r in SCHEMA if r.kind in NUMBERS], ids=lambda row: row.name)
def test_a_number_has_the_range_of_the_table(row: Setting) -> None:
    assert row.maximum is not None
    assert accepts(row, row.minimum)
    assert accepts(row, row.maximum)
    assert not accepts(row, row.minimum - 1)
    assert not accepts(row, row.maximum + 1)


@pytest.mark.parametrize(
    "row", [r for r in SCHEMA if r.kind in (Kind.AMOUNT, Kind.DISTANCE)], ids=lambda row: row.name
)
def test_an_amount_is_above_zero_and_within_the_range(row: Setting) -> None:
    most = 10**12 if row.maximum is None else row.maximum
    below = most if row.kind is Kind.AMOUNT else most - Decimal("0.1")
    assert accepts(row, 0) is (row.name == "trailing_percentage")  # from the first fill on
    assert accepts(row, Decimal("0.1")) or row.name.startswith("emergency")
    assert accepts(row, below)
    if row.maximum is not None:
        assert not accepts(row, row.maximum + Decimal("0.1"))
        assert accepts(row, row.maximum) is (row.kind is Kind.AMOUNT)


@pytest.mark.parametrize(
    ("row", "column"),
    [(row, column.name) for row in SCHEMA for column in row.columns],
    ids=lambda one: one if isinstance(one, str) else one.name,
)
def test_a_column_has_the_range_of_the_table(row: Setting, column: str) -> None:
    (found,) = (c for c in row.columns if c.name == column)
    most = 10**12 if found.maximum is None else found.maximum
    assert row_accepts(row, column, 1)
    assert row_accepts(row, column, most if found.kind is Kind.AMOUNT else most - 1)
    assert not row_accepts(row, column, 0)
    if found.maximum is not None:
        assert not row_accepts(row, column, most + 1)


@pytest.mark.parametrize(
    "row", [row for row in SCHEMA if row.choices is not None], ids=lambda row: row.name
)
def test_a_choice_is_one_of_the_table(row: Setting) -> None:
    several = row.kind is Kind.CHOICES
    assert row.choices is not None
    for word in row.choices:
        if row.name not in ("stop_order_type", "cool_down_type"):  # need more beside them
            assert accepts(row, [word.value] if several else word.value), word
    assert not accepts(row, ["other"] if several else "other")
