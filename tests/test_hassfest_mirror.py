"""What hassfest and HACS check of a custom integration, without their containers.

Their own actions run in the workflows; this says the same at every desk, and a little more.
"""

import ast
from collections.abc import Iterator, Mapping
import json
from pathlib import Path
import re
import string
import struct
from typing import Any

import pytest
import yaml

from custom_components.tradehook.condition import CONDITIONS
from custom_components.tradehook.flows.bot_form import layout
from custom_components.tradehook.trading.model.market import MarketType
from custom_components.tradehook.trading.settings.schema import SCHEMA
from custom_components.tradehook.trading.settings.setting import Step
from custom_components.tradehook.trigger import TRIGGERS

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "custom_components" / "tradehook"
MANIFEST: dict[str, Any] = json.loads((FOLDER / "manifest.json").read_text())
TEXTS: dict[str, Any] = json.loads((FOLDER / "translations" / "en.json").read_text())
ICONS: dict[str, Any] = json.loads((FOLDER / "icons.json").read_text())
SERVICES: dict[str, Any] = yaml.safe_load((FOLDER / "services.yaml").read_text())
SOURCES = {path: path.read_text() for path in sorted(FOLDER.rglob("*.py"))}
SENTENCES = ("reason_", "field_", "venue_")
"""Exceptions that are no errors' own texts but what is said within them."""
BELOW_THE_FACE = ("execution", "exchanges", "ledger", "trading")
FACE = "\n".join(
    text
    for path, text in SOURCES.items()
    if path.relative_to(FOLDER).parts[0] not in BELOW_THE_FACE
)
"""The modules that know Home Assistant."""

MANIFEST_KEYS = {
    "after_dependencies",
    "codeowners",
    "config_flow",
    "dependencies",
    "documentation",
    "domain",
    "import_executor",
    "integration_type",
    "iot_class",
    "issue_tracker",
    "loggers",
    "name",
    "quality_scale",
    "requirements",
    "single_config_entry",
    "version",
}
REQUIRED_KEYS = {
    "codeowners",
    "documentation",
    "domain",
    "iot_class",
    "issue_tracker",
    "name",
    "version",
}
IOT_CLASSES = {
    "assumed_state",
    "calculated",
    "cloud_polling",
    "cloud_push",
    "local_polling",
    "local_push",
}
HACS_KEYS = {
    "content_in_root",
    "country",
    "filename",
    "hacs",
    "hide_default_branch",
    "homeassistant",
    "name",
    "persistent_directory",
    "render_readme",
    "zip_release",
}
ALWAYS_THERE = {
    "binary_sensor",
    "button",
    "event",
    "homeassistant",
    "llm",
    "persistent_notification",
    "repairs",
    "sensor",
    "switch",
    "system_health",
}
"""Parts of the core, and what has a file of its name here: hassfest wants none of them declared."""
SECTIONS = {
    "common",
    "conditions",
    "config",
    "config_subentries",
    "entity",
    "exceptions",
    "issues",
    "options",
    "selector",
    "services",
    "system_health",
    "title",
    "triggers",
}
KEY = re.compile(r"^(?!.*__)[a-z0-9](?:[a-z0-9_-]*[a-z0-9])?$")
FLOWS: Mapping[str, tuple[tuple[str, ...], Any]] = {
    "config": (("AccountFlow", "PaperSteps", "LiveSteps", "GroupSteps"), TEXTS["config"]),
    "options": (("AccountOptionsFlow", "BotSteps"), TEXTS["options"]),
    "bot": (("BotFlow", "BotSteps", "LearnSteps"), TEXTS["config_subentries"]["bot"]),
}
"""The classes that make up a flow, and its texts."""
FLOW_FILES = (
    "config_flow.py",
    "flows/paper_flow.py",
    "flows/live_flow.py",
    "flows/groups/group_flow.py",
    "flows/bot_flow.py",
    "flows/bot_steps.py",
    "flows/alerts/learn_steps.py",
)
WITHOUT_FORM = {
    "bot": {"user", "message", "save"},
    "options": {"save"},
    "config": {"reauth", "quick", "group_message"},
}
"""Steps that only lead on, or end the flow."""
STATUSES = {"done", "todo", "exempt"}
RULES = 54


def imported(text: str) -> Iterator[str]:
    """Yield the components that a module imports, in functions too."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name.startswith("homeassistant.components."):
                    yield alias.name.split(".")[2]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            if node.module == "homeassistant.components":
                yield from (alias.name for alias in node.names)
            elif node.module.startswith("homeassistant.components."):
                yield node.module.split(".")[2]


def texts(value: object, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield all texts with their paths."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from texts(inner, f"{path}.{key}" if path else str(key))
    else:
        assert isinstance(value, str), path
        yield path, value


def keys(value: object) -> Iterator[str]:
    """Yield the keys of all levels."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield str(key)
            yield from keys(inner)


def placeholders(text: str) -> set[str]:
    """Return the names in braces."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def words(text: str) -> set[str]:
    """Return all texts that stand in a source."""
    return {
        node.value
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def methods(names: tuple[str, ...]) -> set[str]:
    """Return the steps that a flow has."""
    classes = [
        node
        for file in FLOW_FILES
        for node in ast.parse((FOLDER / file).read_text()).body
        if isinstance(node, ast.ClassDef) and node.name in names
    ]
    assert len(classes) == len(names)
    found = (
        node.name
        for flow in classes
        for node in flow.body
        if isinstance(node, ast.AsyncFunctionDef)
    )
    return {name.removeprefix("async_step_") for name in found if name.startswith("async_step_")}


def service_fields(description: Mapping[str, Any]) -> tuple[dict[str, Any], set[str]]:
    """Return the fields of an action and the names of its sections."""
    fields: dict[str, Any] = {}
    sections: set[str] = set()
    for name, field in description.get("fields", {}).items():
        if "fields" in field:
            sections.add(name)
            fields |= field["fields"]
        else:
            fields[name] = field
    return fields, sections


# The manifest


def test_manifest_has_what_it_must_and_nothing_unknown() -> None:
    """Test the keys that the loader, hassfest and HACS ask for."""
    assert MANIFEST.keys() >= REQUIRED_KEYS
    assert MANIFEST.keys() <= MANIFEST_KEYS


def test_manifest_values_are_valid() -> None:
    """Test what hassfest says of each value."""
    assert MANIFEST["domain"] == FOLDER.name
    assert re.fullmatch(r"\d+\.\d+\.\d+(-?(a|b|rc|beta)\.?\d+)?", MANIFEST["version"])
    assert MANIFEST["iot_class"] in IOT_CLASSES
    assert MANIFEST["integration_type"] in {"hub", "service"}
    assert all(owner.startswith("@") for owner in MANIFEST["codeowners"])
    for key in ("documentation", "issue_tracker"):
        assert re.match(r"https://(?!.*home-assistant\.io)", MANIFEST[key])
    # A range, because Home Assistant's constraints decide: an exact version would collide with them
    assert all(re.fullmatch(r"[\w.-]+>=[\w.]+,<=?\d[\w.]*", r) for r in MANIFEST["requirements"])
    for key in ("dependencies", "after_dependencies", "codeowners", "loggers"):
        assert MANIFEST[key] == sorted(MANIFEST[key]), key


def test_manifest_tells_of_a_flow_that_exists() -> None:
    """Test that a configuration flow and a schema for the YAML of nobody are there."""
    assert MANIFEST["config_flow"] is True
    assert (FOLDER / "config_flow.py").exists()
    assert "CONFIG_SCHEMA = cv.config_entry_only_config_schema(DOMAIN)" in FACE


def test_dependencies_are_what_the_code_imports() -> None:
    """Test that each component that is imported is declared, and none for nothing."""
    used = {name for text in SOURCES.values() for name in imported(text)}
    declared = {*MANIFEST["dependencies"], *MANIFEST["after_dependencies"]}

    assert used - ALWAYS_THERE == declared


# The texts


def test_texts_have_known_sections_and_well_formed_keys() -> None:
    """Test the outline of the translations."""
    assert TEXTS.keys() <= SECTIONS
    assert [key for key in keys(TEXTS) if not KEY.match(key)] == []


@pytest.mark.parametrize(
    ("what", "pattern"),
    [
        ("HTML", r"<[a-zA-Z/!]"),
        ("a URL", r"https?://|www\."),
        ("a key of the core's own translations", r"\[%key:"),
        ("a placeholder in single quotes", r"'\{\w+\}'"),
        ("spaces around it", r"^\s|\s$"),
        ("nothing", r"^$"),
    ],
)
def test_no_text_contains(what: str, pattern: str) -> None:
    """Test what hassfest refuses in texts."""
    found = [path for path, text in texts(TEXTS) if re.search(pattern, text)]
    assert found == [], f"has {what}"


def test_placeholders_have_names_and_come_from_the_code() -> None:
    """Test that no text asks for what nobody gives."""
    given = set().union(*(words(text) for text in SOURCES.values()))
    # Keyword arguments of translated errors, and the data classes that become placeholders.
    asked = (FOLDER / "exchanges" / "ccxt" / "connection" / "connection.py").read_text()
    given |= set(re.findall(r"\b(\w+)\s*[=:]", FACE + asked))

    for path, text in texts(TEXTS):
        # Of reasons, fields and venues: tests/test_translations.py, tests/test_spoken_errors.py
        if not path.startswith(tuple(f"exceptions.{kind}" for kind in SENTENCES)):
            assert placeholders(text) <= given, path


def test_forms_describe_only_fields_that_they_have() -> None:
    """Test that each description belongs to a field, and each field has one."""
    forms = [
        (f"{name}.{step}", form)
        for name, (_, flow) in FLOWS.items()
        for step, form in flow["step"].items()
    ]
    for name, form in forms:
        for part in (form, *form.get("sections", {}).values()):
            assert part.get("data", {}).keys() == part.get("data_description", {}).keys(), name


@pytest.mark.parametrize("name", FLOWS)
def test_steps_of_a_flow_are_those_of_its_texts(name: str) -> None:
    """Test that each step that is shown has its texts, and no texts are left over."""
    classes, told = FLOWS[name]

    assert methods(classes) - WITHOUT_FORM.get(name, set()) == told["step"].keys()


@pytest.mark.parametrize("name", FLOWS)
def test_menus_lead_to_steps(name: str) -> None:
    """Test that each option of a menu is a step of the flow."""
    classes, told = FLOWS[name]

    for step in told["step"].values():
        assert step.get("menu_options", {}).keys() <= methods(classes)


@pytest.mark.parametrize("name", FLOWS)
def test_errors_and_ends_of_a_flow_are_used(name: str) -> None:
    """Test that no error and no reason to abort stands there for nothing."""
    _, told = FLOWS[name]
    known = words(FACE) | {"already_configured"}  # what Home Assistant itself says

    assert told.get("error", {}).keys() <= known
    assert told.get("abort", {}).keys() <= known


def test_reasons_to_abort_have_texts() -> None:
    """Test that a flow can't end with a bare key."""
    for file in FLOW_FILES:
        reasons = set(re.findall(r'reason="(\w+)"', (FOLDER / file).read_text()))
        name = "bot" if file.startswith(("flows/alerts/", "flows/bot_")) else "config"
        assert reasons <= FLOWS[name][1]["abort"].keys()


@pytest.mark.parametrize("step", Step)
def test_fields_of_the_bot_are_those_of_its_texts(step: Step) -> None:
    """Test sections and fields, each where it stands, and that each has a label."""
    form = TEXTS["config_subentries"]["bot"]["step"][step.value]
    fields = layout(step, MarketType.LINEAR, quotes=["USDT"], bases=["BTC"])
    above = {*fields.get("", {}), *({"preset"} if step is Step.ENTRY else ())}

    assert form.get("data", {}).keys() == above
    assert form["sections"].keys() == fields.keys() - {""}
    for name, section in form["sections"].items():
        assert section["data"].keys() == fields[name].keys(), name


def test_subentries_name_what_they_are() -> None:
    """Test what hassfest demands of each type of subentry."""
    for told in TEXTS["config_subentries"].values():
        assert told["entry_type"]
        assert told["initiate_flow"]["user"]


def test_selectors_of_actions_have_texts() -> None:
    """Test that every choice of an action's field can be read."""
    for service, description in SERVICES.items():
        for name, field in service_fields(description)[0].items():
            chosen = (field.get("selector") or {}).get("select") or {}
            if key := chosen.get("translation_key"):
                assert TEXTS["selector"][key]["options"].keys() == set(chosen["options"]), (
                    service,
                    name,
                )


def test_selectors_with_texts_are_used() -> None:
    """Test that no texts are left of a selector that is no more."""
    used = (
        words(FACE)
        | {row.choices_name or row.name for row in SCHEMA}
        | {
            (field.get("selector") or {}).get("select", {}).get("translation_key")
            for description in SERVICES.values()
            for field in service_fields(description)[0].values()
        }
    )
    assert TEXTS["selector"].keys() <= used


def test_actions_have_texts_and_icons() -> None:
    """Test that what is described, named and drawn is the same."""
    assert SERVICES.keys() == TEXTS["services"].keys() == ICONS["services"].keys()
    for name, description in SERVICES.items():
        fields, sections = service_fields(description or {})
        told = TEXTS["services"][name]
        assert told.keys() >= {"name", "description"}
        assert told.get("fields", {}).keys() == fields.keys(), name
        assert told.get("sections", {}).keys() == sections, name
        for field in told.get("fields", {}).values():
            assert field.keys() >= {"name", "description"}, name


@pytest.mark.parametrize(
    ("kind", "of_the_code"), [("trigger", TRIGGERS), ("condition", CONDITIONS)]
)
def test_triggers_and_conditions_have_descriptions_texts_and_icons(
    kind: str, of_the_code: Mapping[str, object]
) -> None:
    """Test that each one of the code is described, with a name for each field, and a target."""
    described = {
        key: told
        for key, told in yaml.safe_load((FOLDER / f"{kind}s.yaml").read_text()).items()
        if not key.startswith(".")
    }
    texts, icons = TEXTS[f"{kind}s"], ICONS[f"{kind}s"]

    assert of_the_code.keys() == described.keys() == texts.keys() == icons.keys()
    assert all(icon.keys() == {kind} for icon in icons.values())
    for key, told in described.items():
        assert all(one["integration"] == "tradehook" for one in told["target"]["entity"])
        assert texts[key].keys() == {"name", "description", "fields"}
        assert texts[key]["fields"].keys() == told["fields"].keys(), key
        for name, field in texts[key]["fields"].items():
            assert field.keys() == {"name", "description"}, (key, name)


def test_exceptions_and_repairs_are_used() -> None:
    """Test that no text of an error or a repair is left over."""
    known = set().union(*(words(text) for text in SOURCES.values()))

    own = {key for key in TEXTS["exceptions"] if not key.startswith(SENTENCES)}
    assert own <= known
    assert TEXTS["issues"].keys() <= known
    for issue in TEXTS["issues"].values():
        assert issue.keys() >= {"title"}
        assert ("description" in issue) != ("fix_flow" in issue)


# Icons and pictures


def test_icons_are_of_the_set_and_belong_to_something() -> None:
    """Test that each icon is drawn for an entity or a state that has a name."""
    for path, icon in texts(ICONS):
        assert re.fullmatch(r"mdi:[a-z0-9-]+", icon), path
    for platform, entities in ICONS["entity"].items():
        known = TEXTS["entity"].get(platform, {})
        for key, entity in entities.items():
            assert key in {*known, "_"} | words(FACE), (platform, key)
            states = known.get(key, {}).get("state", {})
            assert not states or entity.get("state", {}).keys() <= states.keys()


@pytest.mark.parametrize(("name", "size"), [("icon.png", 256), ("icon@2x.png", 512)])
def test_brand_icons_are_square_pictures(name: str, size: int) -> None:
    """Test what the brands' rules say of icons."""
    head = (FOLDER / "brand" / name).read_bytes()[:24]

    assert head[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", head[16:24]) == (size, size)


# HACS


def test_hacs_knows_what_it_is_told() -> None:
    """Test that the file has a name and no key that HACS refuses."""
    told = json.loads((ROOT / "hacs.json").read_text())

    assert told["name"] == MANIFEST["name"]
    assert told.keys() <= HACS_KEYS
    assert re.fullmatch(r"20\d\d\.\d+\.\d+", told["homeassistant"])


def test_repository_holds_one_integration() -> None:
    """Test that HACS finds a single integration and something to show about it."""
    folders = [path for path in (ROOT / "custom_components").iterdir() if path.is_dir()]

    assert [path.name for path in folders if path.name != "__pycache__"] == ["tradehook"]
    # hassfest takes every folder with a manifest for an integration; what the benchmark has is one
    places = ("blueprints", "custom_components", "docs", "scripts", "tests")
    found = [path for place in places for path in (ROOT / place).rglob("manifest.json")]
    assert found == [FOLDER / "manifest.json"]
    assert (ROOT / "README.md").exists()
    assert not (FOLDER / "strings.json").exists()


# The quality scale


def test_every_rule_of_the_scale_has_its_status() -> None:
    """Test that nothing is passed over, and what is not done says why."""
    rules = yaml.safe_load((FOLDER / "quality_scale.yaml").read_text())["rules"]

    assert len(rules) == RULES
    for name, rule in rules.items():
        status = rule["status"] if isinstance(rule, dict) else rule
        assert status in STATUSES, name
        assert status == "done" or rule["comment"].endswith("."), name
