"""Test that the panel's committed files are what its source makes, and that its own tests pass."""

import gzip
import os
from pathlib import Path
import re
import subprocess

import pytest

ROOT = Path(__file__).parents[2]
BUNDLE = ROOT / "custom_components" / "tradehook" / "frontend"
FIRST_VIEW = 120_000
"""Bytes that the first view may cost, compressed."""
EVERY_PAGE = 5_000
"""Bytes that the offer of the cards may cost on every page of Home Assistant, compressed."""
STATIC_IMPORT = re.compile(r"""(?:from|import)\s*["'](\.{1,2}/[^"']+\.js)["']""")


def panel(command: str, **environment: str) -> str:
    """Run the panel's script, which has to succeed."""
    done = subprocess.run(
        (ROOT / "scripts" / "panel", command),
        env={**os.environ, **environment},
        capture_output=True,
        check=False,
        text=True,
        timeout=600,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def contents(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder by their names."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def loaded_first(entry: Path) -> set[Path]:
    """Return what the browser loads before it shows anything."""
    found: set[Path] = set()
    waiting = [entry]
    while waiting:
        path = waiting.pop().resolve()
        if path not in found:
            found.add(path)
            waiting += [path.parent / name for name in STATIC_IMPORT.findall(path.read_text())]
    return found


def test_the_bundle_is_what_the_source_makes(tmp_path: Path) -> None:
    panel("build", TRADEHOOK_PANEL_OUT=str(tmp_path / "out"))

    built, committed = contents(tmp_path / "out"), contents(BUNDLE)
    assert built.keys() == committed.keys()
    different = [name for name, content in built.items() if committed[name] != content]
    assert not different, "run scripts/panel build"


def test_the_panels_own_tests_pass() -> None:
    assert "passed" in panel("test")


def test_the_first_view_is_small_and_has_no_chart() -> None:
    files = loaded_first(BUNDLE / "tradehook-panel.js")

    assert sum(len(gzip.compress(path.read_bytes())) for path in files) < FIRST_VIEW
    assert not any(b"attributionLogo" in path.read_bytes() for path in files)


def test_what_every_page_loads_is_tiny() -> None:
    files = loaded_first(BUNDLE / "tradehook-cards.js")

    assert sum(len(gzip.compress(path.read_bytes())) for path in files) < EVERY_PAGE


@pytest.mark.parametrize("name", ["package-lock.json", "package.json"])
def test_no_registry_is_locked(name: str) -> None:
    assert "resolved" not in (ROOT / "frontend" / name).read_text()
