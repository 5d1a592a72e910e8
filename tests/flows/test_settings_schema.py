"""Every setting of the table is in the form, in its texts and in the documents."""

import json
from pathlib import Path
from typing import Any

import pytest

from custom_components.tradehook.flows.bot_form import (
    layout,
    settings_from_values,
    values_from,
)
from custom_components.tradehook.panel.bot_details import settings_schema
from custom_components.tradehook.trading.model.market import MarketType
from custom_components.tradehook.trading.settings.codec import settings_as, settings_from
from custom_components.tradehook.trading.settings.schema import SCHEMA, SETTINGS
from custom_components.tradehook.trading.settings.setting import Kind, Setting, Step
from custom_components.tradehook.trading.settings.settings import BotSettings

ROOT = Path(__file__).parents[2]
FORM: dict[str, Any] = json.loads(
    (ROOT / "custom_components" / "tradehook" / "translations" / "en.json").read_text()
)["config_subentries"]["bot"]["step"]
OPTIONS: dict[str, Any] = json.loads(
    (ROOT / "custom_components" / "tradehook" / "translations" / "en.json").read_text()
)["selector"]
PAGE = (ROOT / "docs" / "bots.md").read_text()
BOXES = {
    name: box
    for step in Step
    for group in layout(step, MarketType.LINEAR, ["USDT"], ["BTC"]).values()
    for name, box in group.items()
}
FIELDS = [row for row in SCHEMA if row.kind is not Kind.SECTION and row.shown]


@pytest.mark.parametrize("row", FIELDS, ids=lambda row: row.name)
def test_a_setting_has_its_box_and_its_label(row: Setting) -> None:
    step = FORM[row.step.value]
    group = step["sections"][row.section] if row.section else step

    assert row.name in BOXES
    assert row.name in group["data"]
    if row.choices is not None:
        assert row.choices_name is not None
        assert {word.lower() for word in row.choices} <= OPTIONS[row.choices_name]["options"].keys()


def test_the_form_asks_for_nothing_else() -> None:
    assert BOXES.keys() == {row.name for row in FIELDS}


@pytest.mark.parametrize(
    "row",
    [row for row in FIELDS if row.kind in (Kind.WHOLE, Kind.NUMBER, Kind.AMOUNT, Kind.DISTANCE)],
    ids=lambda row: row.name,
)
def test_a_box_has_the_range_of_the_table(row: Setting) -> None:
    config = BOXES[row.name].config
    scale = 60 if row.shown_in_minutes else 1

    assert config["min"] == row.minimum // scale
    assert config.get("max") == (None if row.maximum is None else row.maximum // scale)
    assert config.get("unit_of_measurement") == ("min" if row.shown_in_minutes else row.unit)


@pytest.mark.parametrize("name", [name for name, row in SETTINGS.items() if row.shown])
def test_a_setting_has_its_row_in_the_documents(name: str) -> None:
    assert PAGE.count(f"| `{name}` |") == 1


def test_the_form_gives_back_what_it_was_filled_with() -> None:
    settings = settings_as(BotSettings(name="Bot", quote="USDT", auto_close=90))

    assert settings_as(settings_from(settings_from_values(values_from(settings)))) == settings


def test_the_panel_gets_the_whole_table() -> None:
    rows = {row["name"]: row for row in settings_schema()}

    assert list(rows) == [row.name for row in SCHEMA if row.shown]
    assert json.loads(json.dumps(rows)) == rows
    assert rows["leverage"] == {
        "name": "leverage",
        "kind": "whole",
        "step": "entry",
        "section": "futures",
        "default": "1",
        "minimum": 1,
        "maximum": 1000,
        "unit": None,
        "choices": None,
        "columns": [],
        "optional": False,
        "part_of": None,
        "key": "leverage",
    }
    assert rows["stop_order_type"]["part_of"] == "stop_loss"
    assert rows["stop_order_type"]["key"] == "order_type"
    assert rows["max_invested"]["minimum"] is None
