"""Test that the panel's types are those of the rows that it is sent."""

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Annotated, Any, NotRequired, TypedDict

import pytest

from custom_components.tradehook.trading.model.market import Side

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def script() -> ModuleType:
    """Provide the script that writes the types."""
    spec = spec_from_file_location("typescript_rows", ROOT / "scripts" / "typescript_rows.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_panels_types_are_up_to_date(script: ModuleType) -> None:
    path, text = script.page()

    assert path.read_text() == text, "run scripts/docs"


class Small(TypedDict):
    """A row."""

    side: Annotated[str, Side]
    price: NotRequired[str | None]


class Big(Small):
    """A bigger row."""

    small: list[Small]


@pytest.mark.parametrize(
    ("hint", "written"),
    [
        (str | None, "string | null"),
        (list[str | int], "Array<string | number>"),
        (list[tuple[int, str]], "[number, string][]"),
        (dict[str, object], "{ [name: string]: unknown }"),
        (Annotated[str, Side], '"long" | "short"'),
        (Annotated[list[int | str], tuple[int, str]], "[number, string]"),
        (Small, "Small"),
    ],
)
def test_a_type_is_written_as_typescript(script: ModuleType, hint: Any, written: str) -> None:
    assert script.typescript(hint) == written


def test_a_type_that_rows_do_not_have_is_refused(script: ModuleType) -> None:
    with pytest.raises(ValueError, match="is not a type of rows"):
        script.typescript(set[str])


def test_a_row_has_its_own_fields_only(script: ModuleType) -> None:
    assert script._interface(Small) == (
        '/** A row. */\nexport interface Small {\n  side: "long" | "short";\n'
        "  price?: string | null;\n}\n"
    )
    assert script._interface(Big) == (
        "/** A bigger row. */\nexport interface Big extends Small {\n  small: Small[];\n}\n"
    )
