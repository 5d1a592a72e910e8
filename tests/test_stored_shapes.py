"""Test that what is stored stays readable, and that a release can't trip over newer data."""

from collections.abc import Iterator
from importlib.util import module_from_spec, spec_from_file_location
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from custom_components.tradehook.trading.fact_storage.upcasters import UPCASTERS

ROOT = Path(__file__).parent.parent
RELEASES = ROOT / "tests" / "releases"

type Shape = dict[str, Any]


@pytest.fixture(scope="module")
def stored() -> ModuleType:
    """Provide the script that describes what is stored."""
    spec = spec_from_file_location("stored_shapes_script", ROOT / "scripts" / "stored_shapes.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def lost(name: str, old: Shape, new: Shape | None) -> Iterator[str]:
    """Yield why data of an older shape can't be read with the newer one."""
    if new is None:
        yield f"{name} is gone"
        return
    if old["version"] != new["version"]:
        yield from (
            f"{name}: no upcaster from version {version}"
            for version in range(old["version"], new["version"])
            if (name, version) not in UPCASTERS
        )
        return
    for field, was in old["fields"].items():
        if field not in new["fields"]:
            yield f"{name}.{field} is gone"
        else:
            yield from differences(f"{name}.{field}", was, new["fields"][field])
    for field, now in new["fields"].items():
        if field not in old["fields"] and "may be missing" not in now:
            yield f"{name}.{field} is new and has no default"


def differences(path: str, was: Shape, now: Shape) -> Iterator[str]:
    """Yield what an older field may hold and a newer one not."""
    if was["type"] != now["type"]:
        yield f"{path} was {was['type']}, is {now['type']}"
    elif was["type"] == "word":
        yield from (f"{path} lost the word {word}" for word in was["of"] if word not in now["of"])
    elif was["type"] == "parts":
        if len(was["of"]) != len(now["of"]):
            yield f"{path} has another number of parts"
        for before, after in zip(was["of"], now["of"], strict=False):
            yield from differences(path, before, after)
    elif "of" in was:
        yield from differences(path, was["of"], now["of"])
    for mark in ("may be null", "may be missing", "means null where it is missing"):
        if mark in was and mark not in now:
            yield f"{path}: it {mark.removeprefix('may ')} no more"


def test_the_frozen_description_is_that_of_the_code(stored: ModuleType) -> None:
    """Test that nobody changed what is stored without a word: run scripts/docs.

    Where the schema's version was released already, the ledger needs a new step first.
    """
    path, text = stored.page()
    assert path.read_text() == text, "run scripts/docs"


def test_the_released_description_stays(stored: ModuleType) -> None:
    """Test that there is one for the newest schema of a release and for today's."""
    assert stored.path_of(stored.released_schema()).exists()
    assert stored.path_of(stored.schema_of_today()).exists()


@pytest.mark.parametrize("path", sorted(RELEASES.glob("stored-*.json")), ids=lambda path: path.stem)
def test_what_an_older_version_stored_is_readable(stored: ModuleType, path: Path) -> None:
    """Test that each kind and field of then is known, and each newer field has a default."""
    now = stored.shapes_of_today()
    then = json.loads(path.read_text())
    assert then
    assert [why for name in then for why in lost(name, then[name], now.get(name))] == []


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda kinds: kinds.pop("Opened"), "Opened is gone"),
        (lambda kinds: kinds["Opened"]["fields"].pop("plan"), "Opened.plan is gone"),
        (lambda kinds: kinds["Opened"].update(version=2), "Opened: no upcaster from version 1"),
        (
            lambda kinds: kinds["Opened"]["fields"].update(colour={"type": "text"}),
            "Opened.colour is new and has no default",
        ),
        (
            lambda kinds: kinds["Opened"]["fields"]["side"]["of"].remove("short"),
            "Opened.side lost the word short",
        ),
        (
            lambda kinds: kinds["Opened"]["fields"]["symbol"].update(type="number"),
            "Opened.symbol was text, is number",
        ),
        (
            lambda kinds: kinds["Order"]["fields"]["code"].pop("means null where it is missing"),
            "Order.code: it means null where it is missing no more",
        ),
    ],
)
def test_a_change_that_loses_data_is_found(stored: ModuleType, change: Any, why: str) -> None:
    """Test that the comparison above would notice."""
    then = stored.shapes_of_today()
    now = json.loads(json.dumps(then))
    change(now)
    assert [why for name in then for why in lost(name, then[name], now.get(name))] == [why]


def test_a_released_schema_can_not_store_something_else(
    stored: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Test that the description of a release is never written over."""
    monkeypatch.setattr(stored, "schema_of_today", stored.released_schema)
    monkeypatch.setattr(stored, "text_of_today", lambda: "{}\n")
    with pytest.raises(ValueError, match="add a step to ledger/files/migrations"):
        stored.page()
