"""Test the shape of the packages: sizes, names, circles, and what is loaded by whom."""

import ast
import builtins
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
import re

import grimp
import pytest

PACKAGE = "custom_components.tradehook"
ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "custom_components" / "tradehook"
MODULES = [path for path in sorted(FOLDER.rglob("*.py")) if "frontend" not in path.parts]
PACKAGES = sorted({path.parent for path in MODULES})
BELOW_THE_FACE = ("execution", "exchanges", "ledger", "trading")

LEVELS = 4
MOST = 10
LARGER = {"flows", "panel", "ledger"}
LARGEST = 14
CATALOGUES = {"exchanges/venues", "trading/signal/dialects"}
"""Their modules are all of one kind, and known by one table."""

FOUND_BY_NAME = {
    *("__init__", "backup", "binary_sensor", "button", "config_flow", "const", "diagnostics"),
    *("condition", "entity", "errors", "event", "intent", "llm", "repairs", "sensor", "services"),
    *("switch", "system_health", "trigger"),
}
"""What may lie at the root: Home Assistant takes a file there for a platform of that name."""

TAKEN_BY_HOME_ASSISTANT = {
    *("application_credentials", "cast", "conditions", "energy", "group"),
    *("hardware", "logbook", "media_source", "onboarding", "recorder", "triggers"),
    *("intent", "llm", "significant_change", "device_action", "device_condition"),
    *("device_trigger", "device_tracker", "calendar", "camera", "climate", "cover", "date"),
    *("datetime", "fan", "image", "light", "lock", "notify", "number", "scene", "select"),
    *("siren", "text", "time", "todo", "tts", "stt", "update", "vacuum", "valve", "weather"),
}


PATCHED_BY_TESTS = {
    *("CLOSED_ORDERS_KEPT", "REFUSALS_AT_ONCE", "REFUSALS_A_MINUTE", "_PAGE", "_PAGES_PER_STEP"),
    *("RULES", "STORED", "_BY_KIND", "ISSUE_LASTS", "RETRY_SECONDS", "MAINNET_API_URL"),
    "POSITIONS_AT_ONCE",
}
"""Limits and rules; waits and periods are in `Timings`, of which tests build others."""


def name_of(path: Path) -> str:
    """Return a package's or a module's place below the integration."""
    return path.relative_to(FOLDER).with_suffix("").as_posix().removesuffix("/__init__")


@pytest.mark.parametrize("package", PACKAGES[1:], ids=name_of)
def test_packages_stay_small(package: Path) -> None:
    count = sum(path.parent == package and path.stem != "__init__" for path in MODULES)
    most = LARGEST if name_of(package) in LARGER else MOST

    assert name_of(package) in CATALOGUES or count <= most


def test_nothing_lies_deep() -> None:
    assert [path for path in MODULES if len(path.relative_to(FOLDER).parts) > LEVELS] == []


def test_the_root_has_only_what_is_looked_for_by_name() -> None:
    assert {path.stem for path in MODULES if path.parent == FOLDER} == FOUND_BY_NAME


def test_no_folder_at_the_root_is_taken_for_a_platform() -> None:
    folders = {path.name for path in PACKAGES if path.parent == FOLDER}

    assert folders & (TAKEN_BY_HOME_ASSISTANT | FOUND_BY_NAME) == set()


def test_no_module_has_the_name_of_a_builtin() -> None:
    assert [path for path in MODULES if hasattr(builtins, path.stem) and path.stem[0] != "_"] == []


def classes(path: Path) -> Iterator[str]:
    """Yield the classes that a module defines."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ClassDef):
            yield node.name


def test_no_class_below_the_face_has_the_name_of_another_one() -> None:
    below = [path for path in MODULES if path.relative_to(FOLDER).parts[0] in BELOW_THE_FACE]
    names = Counter(name for path in below for name in classes(path))

    assert [name for name, count in names.items() if count > 1] == []


def test_retired_names_stay_retired() -> None:
    _, _, table = (ROOT / "docs" / "glossary.md").read_text().partition("## Retired names")
    retired = set(re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE))
    assert len(retired) > 150

    again = [name for path in MODULES for name in classes(path) if name in retired]
    again += [name_of(path) for path in MODULES if path.stem in retired]

    assert again == []


def faces() -> Iterator[tuple[str, list[str]]]:
    """Yield the packages that offer names of their own, with these names."""
    for package in PACKAGES[1:]:
        for node in ast.parse((package / "__init__.py").read_text()).body:
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
                yield name_of(package), ast.literal_eval(node.value)


@pytest.mark.parametrize(("package", "names"), faces(), ids=str)
def test_a_face_is_the_way_in(package: str, names: list[str]) -> None:
    inside = f"{PACKAGE}.{package.replace('/', '.')}"
    graph = grimp.build_graph(PACKAGE)
    past_it = {
        f"{importer} -> {module}"
        for module in graph.find_descendants(inside)
        for importer in graph.find_modules_that_directly_import(module)
        if not f"{importer}.".startswith(f"{inside}.")
    }

    assert past_it == set()
    assert len(names) <= 12
    assert not {path.stem for path in (FOLDER / package).iterdir()} & set(names)


def imported_by(graph: grimp.ImportGraph, module: str) -> set[str]:
    """Return what a module's import loads: modules, and the packages around them."""
    found = graph.find_modules_directly_imported_by(module)
    around = {
        name.rsplit(".", level)[0]
        for name in found
        for level in range(1, name.count(".") - PACKAGE.count("."))
    }
    return {name for name in found | around if not f"{module}.".startswith(f"{name}.")}


def test_every_module_can_be_imported_alone() -> None:
    """Test that no import leads back to where it began, so that the order of imports is free."""
    graph = grimp.build_graph(PACKAGE)
    waiting = {module: imported_by(graph, module) for module in graph.modules}
    while ready := {module for module, needs in waiting.items() if not needs & waiting.keys()}:
        for module in ready:
            del waiting[module]

    assert waiting == {}


def test_a_paper_account_loads_nothing_of_ccxt() -> None:
    graph = grimp.build_graph(PACKAGE)
    names = ("execution.account", "exchanges.paper.exchange", "exchanges.simulated_market")
    loaded = {f"{PACKAGE}.{name}" for name in names}
    while more := set().union(*(imported_by(graph, name) for name in loaded)) - loaded:
        loaded |= more

    assert f"{PACKAGE}.trading.position.decide" in loaded
    assert [name for name in loaded if ".exchanges.ccxt" in name] == []


def test_no_test_patches_a_wait_or_a_period() -> None:
    texts = [path.read_text() for path in (ROOT / "tests").rglob("*.py")]
    patched = r"setattr\([^\")]*\"(?:[\w.]*\.)?([A-Z_]{3,})\""
    found = {name for text in texts for name in re.findall(patched, text)}

    assert found == PATCHED_BY_TESTS
