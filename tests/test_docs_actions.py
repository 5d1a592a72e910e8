"""Test that the pages about entities, actions and refusals name what there is."""

import ast
from collections.abc import Iterator
from enum import StrEnum
import json
from pathlib import Path
import re
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.helpers import config_validation as cv
import pytest
import yaml

from custom_components.tradehook.execution.common.events import PositionEventType, SignalEventType
from custom_components.tradehook.execution.common.row_views import (
    FILL_ANSWER,
    POSITION_ANSWER,
    SIGNAL_ANSWER,
)
from tests.test_event import POSITION_FIELDS, SIGNAL_FIELDS

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "custom_components" / "tradehook"
TEXTS: dict[str, Any] = json.loads((FOLDER / "translations" / "en.json").read_text())
SERVICES: dict[str, Any] = yaml.safe_load((FOLDER / "services.yaml").read_text())
ENTITIES = (ROOT / "docs" / "entities.md").read_text()
ACTIONS = (ROOT / "docs" / "actions.md").read_text()
TROUBLES = (ROOT / "docs" / "troubleshooting.md").read_text()


def examples(page: str) -> Iterator[dict[str, Any]]:
    """Yield the automations of a page."""
    for text in re.findall(r"```yaml\n(.*?)```", page, re.DOTALL):
        yield yaml.safe_load(text)


def steps(actions: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield the steps of an automation, those inside of others too."""
    for step in actions:
        yield step
        yield from steps(step.get("then", []))


def test_every_entity_is_described_by_its_name() -> None:
    """Test that docs/entities.md lists the entities that there are."""
    rows = set(re.findall(r"^\| ([^|`]+) \| (\w+) \|", ENTITIES, re.MULTILINE))
    named = {
        (entity["name"], platform)
        for platform, entities in TEXTS["entity"].items()
        for entity in entities.values()
        if "name" in entity
    }

    assert rows - {("the bot's name", "switch"), ("entity", "kind")} == named


@pytest.mark.parametrize(
    ("entity", "types"), [("Signal", SignalEventType), ("Position", PositionEventType)]
)
def test_every_event_is_named(entity: str, types: type[StrEnum]) -> None:
    """Test that an automation can be written from the page."""
    (row,) = re.findall(rf"^\| {entity} \| event \| .*$", ENTITIES, re.MULTILINE)

    assert re.findall(r"`(\w+)`", row) == [one.value for one in types]


@pytest.mark.parametrize(
    ("entity", "always"), [("Signal", SIGNAL_FIELDS), ("Position", POSITION_FIELDS)]
)
def test_every_attribute_of_an_event_is_described(entity: str, always: set[str]) -> None:
    """Test that each has a row, and that the Signal event has no others."""
    _, _, behind = ENTITIES.partition(f"### {entity}\n")
    named = set(re.findall(r"^\| `(\w+)` \|", behind.partition("\n#")[0], re.MULTILINE))

    assert always <= named
    assert entity != "Signal" or named == always


@pytest.mark.parametrize(
    ("title", "fields"),
    [
        ("Get positions", POSITION_ANSWER),
        ("Get signals", SIGNAL_ANSWER),
        ("Get trades", FILL_ANSWER),
    ],
)
def test_every_field_of_an_answer_is_described(title: str, fields: tuple[str, ...]) -> None:
    """Test that rows are described in the order in which they are answered."""
    _, _, behind = ACTIONS.partition(f"## {title}\n")
    section = behind.partition("\n## ")[0].partition("end -->")[2]

    assert re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE) == list(fields)


def test_every_action_has_an_example_that_could_run() -> None:
    """Test that the examples know the actions, in their order, with fields that they have."""
    shown = [
        (step["action"].removeprefix("tradehook."), step.get("data", {}))
        for automation in examples(ACTIONS)
        for step in steps(automation["actions"])
        if step.get("action", "").startswith("tradehook.")
    ]

    assert [name for name, _ in shown] == list(SERVICES)
    for name, data in shown:
        fields = SERVICES[name]["fields"]
        known = fields.keys() | {
            inner for field in fields.values() for inner in field.get("fields", {})
        }
        assert data.keys() <= known, name


@pytest.mark.parametrize("page", [ENTITIES, ACTIONS], ids=["entities", "actions"])
async def test_examples_are_automations(
    hass: HomeAssistant,  # noqa: ARG001  templates are read by it
    page: str,
) -> None:
    """Test that Home Assistant takes their steps as they stand."""
    found = list(examples(page))

    assert found
    for automation in found:
        cv.SCRIPT_SCHEMA(automation["actions"])
        cv.TRIGGER_SCHEMA(automation.get("triggers", []))
        cv.CONDITIONS_SCHEMA(automation.get("conditions", []))


def test_every_code_of_an_action_is_explained() -> None:
    """Test that docs/troubleshooting.md knows the refusals that are not reason codes."""
    listed = set(re.findall(r"^\| `(\w+)` \|", TROUBLES, re.MULTILINE))

    assert listed == own_codes()


def own_codes() -> set[str]:
    """Return the codes that the face refuses with by itself."""
    codes = {"bot_missing"}
    for path in sorted(FOLDER.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            match node:
                case ast.Call(
                    func=ast.Name(id="refusal"), args=[ast.Constant(value=str(code)), *_]
                ):
                    codes.add(code)
    market = (FOLDER / "exchanges" / "simulated_market.py").read_text()
    codes |= {f"invalid_{path}" for path in re.findall(r'SimulatedPriceError\(\s*"(\w+)"', market)}
    return codes
