"""Test that the panel's modules form no circle."""

from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
import re

import pytest

SOURCE = Path(__file__).parents[2] / "frontend" / "src"
IMPORT = re.compile(r"""(?:\bfrom|\bimport|\bimport\()\s*["'](\.{1,2}/[^"']+)["']""")
"""Of values and of types alike: for who reads them, both belong together."""


PACKAGE = re.compile(
    r"""(?:\bfrom|^import)\s+["']([^."'][^"']*)["'];$|\bimport\(\s*["']([^."'][^"']*)""",
    re.MULTILINE,
)
"""Of what is not the panel's own."""


def imported(path: Path) -> Iterator[Path]:
    """Yield the modules of the panel that a module imports."""
    for name in IMPORT.findall(path.read_text(encoding="utf-8")):
        target = (path.parent / name).resolve()
        if not target.suffix:
            target = target.with_suffix(".ts")
        assert target.is_file(), f"{path.name} imports {name}, which is not there"
        yield target


def circle_of(modules: Mapping[str, set[str]]) -> list[str]:
    """Return the modules of one circle; empty when there is none."""
    try:
        TopologicalSorter(modules).prepare()
    except CycleError as found:
        circle: list[str] = found.args[1]
        return circle
    return []


def test_nothing_of_home_assistants_frontend_is_imported() -> None:
    """Its forms are elements of the page; how its own code is cut into files is its own affair."""
    for path in SOURCE.rglob("*.ts"):
        text = path.read_text(encoding="utf-8")
        packages = {(one or two).split("/")[0] for one, two in PACKAGE.findall(text)}
        assert packages <= {"lit", "lightweight-charts"}, path.name
        for private in ("frontend_latest", "frontend_es5", "loadCardHelpers", "home-assistant-js"):
            assert private not in text, path.name


def test_no_modules_import_each_other_in_a_circle() -> None:
    modules = {
        str(path.relative_to(SOURCE)): {str(one.relative_to(SOURCE)) for one in imported(path)}
        for path in SOURCE.rglob("*.ts")
    }

    assert modules["panel.ts"] >= {"context.ts", "types.ts"}
    assert circle_of(modules) == []


@pytest.mark.parametrize(
    "line",
    [
        'import "./b";',
        'import type { B } from "./b";',
        'import {\n  B,\n} from "./b";',
        'export { B } from "./b";',
        'const b = await import("./b");',
    ],
)
def test_a_circle_is_found_whatever_kind_of_import_closes_it(tmp_path: Path, line: str) -> None:
    (tmp_path / "a.ts").write_text(line)
    (tmp_path / "b.ts").write_text('import { A } from "./a";')

    modules = {path.stem: {one.stem for one in imported(path)} for path in tmp_path.glob("*.ts")}

    assert sorted(set(circle_of(modules))) == ["a", "b"]
