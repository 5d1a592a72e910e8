"""Test what quality_scale.yaml claims, as far as it can be read from code and docs."""

import ast
from collections.abc import Iterator, Mapping
import json
from pathlib import Path
import re
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "custom_components" / "tradehook"
RULES: dict[str, Any] = yaml.safe_load((FOLDER / "quality_scale.yaml").read_text())["rules"]
TEXTS: dict[str, Any] = json.loads((FOLDER / "translations" / "en.json").read_text())
DOCS = "\n".join(path.read_text() for path in sorted(ROOT.glob("docs/*.md")))
SOURCES = {path: ast.parse(path.read_text()) for path in sorted(FOLDER.rglob("*.py"))}
EXEMPT = {"appropriate-polling", "discovery", "discovery-update-info"}
"""The rules that allow exceptions, and for which there is a sound one here."""
SHOWN = {
    "ConfigEntryAuthFailed",
    "ConfigEntryError",
    "ConfigEntryNotReady",
    "HomeAssistantError",
    "ServiceValidationError",
}
"""Exceptions that Home Assistant shows to people."""
FLOWS = [
    (section, step, form)
    for section, flow in (
        ("config", TEXTS["config"]),
        ("options", TEXTS["options"]),
        ("bot", TEXTS["config_subentries"]["bot"]),
    )
    for step, form in flow["step"].items()
]


def status(rule: object) -> str:
    """Return what is claimed of a rule."""
    return str(rule["status"] if isinstance(rule, Mapping) else rule)


def test_only_rules_with_a_sound_reason_are_exempt() -> None:
    assert {name for name, rule in RULES.items() if status(rule) == "exempt"} == EXEMPT


def test_what_is_still_to_do_is_named() -> None:
    """Test that nothing becomes done, or undone, without anybody looking at this list."""
    assert {name for name, rule in RULES.items() if status(rule) == "todo"} == {
        "exception-translations",
        "strict-typing",
    }


@pytest.mark.parametrize("step", FLOWS, ids=lambda step: f"{step[0]}.{step[1]}")
def test_every_parameter_is_documented(step: tuple[str, str, Mapping[str, Any]]) -> None:
    """Test docs-configuration-parameters and docs-installation-parameters: labels stand in docs."""
    _, _, form = step
    labels = [
        label
        for part in (form, *form.get("sections", {}).values())
        for label in part.get("data", {}).values()
    ]

    assert [label for label in labels if label.lower() not in DOCS.lower()] == []


@pytest.mark.parametrize(
    ("file", "heading"),
    [("services", r"`tradehook\.{}`"), ("triggers", r"tradehook\.{}\b")],
)
def test_actions_and_triggers_are_documented(file: str, heading: str) -> None:
    """Test docs-actions and docs-triggers: each of them has its place."""
    for name in yaml.safe_load((FOLDER / f"{file}.yaml").read_text()):
        if not name.startswith("."):
            assert re.search(heading.format(name), DOCS), name


def test_conditions_are_documented() -> None:
    """Test docs-conditions."""
    for name in yaml.safe_load((FOLDER / "conditions.yaml").read_text()):
        if not name.startswith("."):
            assert re.search(rf"tradehook\.{name}\b", DOCS), name


def raised() -> Iterator[tuple[str, ast.Call]]:
    """Yield every exception that Home Assistant shows, where it is made."""
    for path, tree in SOURCES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", None) in SHOWN:
                yield f"{path.relative_to(FOLDER)}:{node.lineno}", node


def test_exceptions_have_a_key() -> None:
    """Test that no exception that people see has a fixed text."""
    found = list(raised())

    assert len(found) >= 5
    for place, call in found:
        named = {keyword.arg for keyword in call.keywords}
        assert {"translation_domain", "translation_key"} <= named, place


def test_platforms_say_how_many_updates_run_at_once() -> None:
    """Test parallel-updates."""
    platforms = re.findall(r"Platform\.(\w+),", (FOLDER / "__init__.py").read_text())

    assert len(platforms) == 5
    for name in platforms:
        file = FOLDER / f"{name.lower()}.py"
        package = FOLDER / name.lower() / "__init__.py"
        text = (file if file.exists() else package).read_text()
        assert re.search(r"^PARALLEL_UPDATES = 0$", text, re.MULTILINE), name


def test_each_entity_has_a_name() -> None:
    """Test entity-translations and icon-translations: each entity with a key has a name."""
    for platform, entities in TEXTS["entity"].items():
        for key, entity in entities.items():
            assert entity.get("name"), (platform, key)
