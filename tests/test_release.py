"""Test the script that makes a release: the changelog, the file for the store, and the tag."""

from collections.abc import Callable, Iterator
from importlib import import_module
import json
import os
from pathlib import Path
import shutil
import subprocess
import sys
from typing import Any
import zipfile

import homeassistant
from homeassistant.const import Platform
import pytest

ROOT = Path(__file__).parent.parent

NAME = ("NAME", "EMAIL")
LOOKED_FOR = {
    *("application_credentials", "condition", "config_flow", "device_action", "device_condition"),
    *("device_trigger", "diagnostics", "hardware", "intent", "llm", "logbook", "recorder"),
    *("repairs", "reproduce_state", "services", "significant_change", "system_health", "trigger"),
}
"""Modules that Home Assistant takes from any integration that has them."""

LOG = """\
# Changelog

About it.

## [Unreleased]

### Breaking

- It breaks.

### Fixed

- It works, see
  [the page](docs/page.md#there) and [elsewhere](https://example.com).

## [0.1.0] - 2026-11-20

### Added

- All of it.
"""
OF_0_2_0 = LOG.replace("## [Unreleased]\n", "## [Unreleased]\n\n## [0.2.0] - 2026-12-01\n")


@pytest.fixture(scope="module")
def scripts() -> Iterator[Callable[[str], Any]]:
    """Provide the scripts as modules: they run on any Python, outside of all packages."""
    sys.path.insert(0, str(ROOT / "scripts"))
    yield import_module
    sys.path.remove(str(ROOT / "scripts"))


@pytest.fixture
def changelog(scripts: Callable[[str], Any]) -> Any:
    """Provide what moves the sections."""
    return scripts("changelog")


@pytest.fixture(scope="module")
def release_zip(scripts: Callable[[str], Any]) -> Any:
    """Provide what builds the file."""
    return scripts("release_zip")


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Provide a repository with what a release needs, as it is here, committed once."""
    root = tmp_path_factory.mktemp("clone")
    for folder in ("scripts", "custom_components", "tests/releases"):
        shutil.copytree(ROOT / folder, root / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "hacs.json", ".gitignore"):
        shutil.copy(ROOT / name, root / name)
    (root / "CHANGELOG.md").write_text(LOG)
    git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "All")
    return root


def git(root: Path, *arguments: str) -> str:
    """Return what git says to somebody who has a name."""
    who = ("-c", "user.name=Somebody", "-c", "user.email=somebody@example.com")
    command = ("git", *who, "-C", str(root), *arguments)
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def run(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the clone's script."""
    who = {f"GIT_{role}_{what}": "somebody" for role in ("AUTHOR", "COMMITTER") for what in NAME}
    return subprocess.run(
        (root / "scripts" / "release", *arguments),
        env={**os.environ, **who},
        check=False,
        capture_output=True,
        text=True,
    )


# The changelog


def test_what_is_unreleased_becomes_a_section(changelog: Any) -> None:
    assert changelog.released(LOG, "0.2.0", "2026-12-01") == OF_0_2_0


def test_section_that_was_prepared_is_completed(changelog: Any) -> None:
    """Test that later lines follow those of their part, and nothing else moves."""
    later = OF_0_2_0.replace(
        "## [Unreleased]\n", "## [Unreleased]\n\n### Added\n\n- New.\n\n### Fixed\n\n- More.\n"
    )
    wanted = OF_0_2_0.replace("### Fixed", "### Added\n\n- New.\n\n### Fixed").replace(
        "(https://example.com).\n", "(https://example.com).\n- More.\n"
    )

    found = changelog.released(later, "0.2.0", "2026-12-02")

    assert found == wanted.replace("2026-12-01", "2026-12-02")


def test_nothing_new_is_no_release(changelog: Any) -> None:
    empty = LOG[: LOG.index("### Breaking")] + LOG[LOG.index("## [0.1.0]") :]
    with pytest.raises(changelog.ChangelogError, match="what is new"):
        changelog.released(empty, "0.2.0", "2026-12-01")


def test_notes_lead_into_the_repository(changelog: Any) -> None:
    """Test that a page elsewhere has the section with links that work there."""
    found = changelog.notes(OF_0_2_0, "0.2.0", "https://example.org/it")

    assert found.startswith("### Breaking\n")
    assert "(https://example.org/it/blob/v0.2.0/docs/page.md#there)" in found
    assert "(https://example.com)" in found
    with pytest.raises(changelog.ChangelogError):
        changelog.notes(LOG, "0.2.0", "https://example.org/it")


def test_the_changelog_can_be_released(changelog: Any) -> None:
    """Test that this repository's own has known parts, each once."""
    _, sections = changelog.sections((ROOT / "CHANGELOG.md").read_text())

    for name, body in sections.items():
        _, parts = changelog._split(changelog.PART, body)
        assert parts.keys() <= set(changelog.PARTS), name


# A release in a clone


@pytest.mark.parametrize("text", ["0.2", "v0.2.0", "0.2.0b1", "00.2.0", "notes"])
def test_a_version_has_three_numbers(scripts: Callable[[str], Any], text: str) -> None:
    release = scripts("release")
    with pytest.raises(release.ReleaseError, match="is no version"):
        release.version_of(text)


def test_a_release_is_committed_tagged_and_built(clone: Path) -> None:
    """Test each thing that it leaves, that it is not made twice, and what is refused before."""
    assert "has been released" in run(clone, "0.1.0").stderr
    (clone / "notes.txt").touch()
    assert "not committed" in run(clone, "0.2.0").stderr
    (clone / "notes.txt").unlink()
    before = git(clone, "rev-parse", "HEAD")

    done = run(clone, "0.2.0")

    assert done.returncode == 0, done.stderr
    assert git(clone, "rev-parse", "v0.2.0^{commit}") == git(clone, "rev-parse", "HEAD")
    assert git(clone, "rev-parse", "HEAD^") == before
    assert git(clone, "status", "--porcelain") == ""
    assert set(git(clone, "diff", "--name-only", "HEAD^").split()) <= {
        "CHANGELOG.md",
        "pyproject.toml",
        "custom_components/tradehook/manifest.json",
    }
    with zipfile.ZipFile(clone / "dist" / "tradehook.zip") as file:
        manifest = json.loads(file.read("manifest.json"))
        names = set(file.namelist())
    assert manifest["version"] == "0.2.0"
    assert {"__init__.py", "trading/settings/schema.py", "frontend/tradehook-panel.js"} <= names
    folder = clone / "custom_components" / "tradehook"
    assert names == {str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file()}
    assert "## [0.2.0] - 20" in (clone / "CHANGELOG.md").read_text()
    assert "never made anew" in run(clone, "0.2.0").stderr


# The file for the store


@pytest.fixture(scope="module")
def built(release_zip: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Provide the file of what is here."""
    path: Path = tmp_path_factory.mktemp("built") / "tradehook.zip"
    release_zip.build(path)
    return path


def version() -> str:
    """Return the version that is here."""
    manifest = ROOT / "custom_components" / "tradehook" / "manifest.json"
    found: str = json.loads(manifest.read_text())["version"]
    return found


def test_the_file_of_what_is_here_is_in_order(release_zip: Any, built: Path) -> None:
    assert release_zip.problems(built, version()) == []


def test_the_file_is_the_one_that_the_store_asks_for() -> None:
    """Test that the store is told of a file of releases, and offers no commits."""
    told = json.loads((ROOT / "hacs.json").read_text())

    assert told["zip_release"] is True
    assert told["filename"] == "tradehook.zip"
    assert told["hide_default_branch"] is True


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"tests/test_it.py": ""}, "tests/test_it.py has no place in it"),
        ({"trading/__pycache__/x.pyc": ""}, "trading/__pycache__/x.pyc has no place in it"),
        ({"../escape.py": ""}, "../escape.py has no place in it"),
        ({"config_flow.py": None}, "config_flow.py is not at its root"),
        ({"manifest.json": '{"domain": "tradehook", "version": "9"}'}, "says '9' as version"),
        ({"trading/__init__.py": None}, "trading has no __init__.py"),
        ({"trading/stray.py": ""}, "trading/stray.py is unknown to git"),
        ({"frontend/tradehook-panel.js": 'import"./chunks/no.js"'}, "asks for frontend/chunks/no"),
    ],
)
def test_a_file_that_would_not_work_is_refused(
    release_zip: Any, built: Path, tmp_path: Path, change: dict[str, str | None], why: str
) -> None:
    """Test each way in which a zip can be wrong: a file more, less, or with another text."""
    path = tmp_path / "tradehook.zip"
    with zipfile.ZipFile(built) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            if name not in change:
                new.writestr(name, old.read(name))
        for name, text in change.items():
            if text is not None:
                new.writestr(name, text)

    assert any(why in found for found in release_zip.problems(path, version()))


def test_a_module_below_a_former_package_of_its_name_is_found(release_zip: Any) -> None:
    """Test that it is told, as Python would load the package; the other way round is harmless."""
    former = ["a/__init__.py", "a/x.py", "b.py", "c/__init__.py"]

    assert release_zip.hidden_by(former, ["b/__init__.py", "b/y.py", "c/__init__.py"]) == []
    assert release_zip.hidden_by(former, ["a.py"]) == [
        "a.py would be hidden by the former package a/"
    ]


def test_modules_of_the_first_release_are_not_found_by_name(release_zip: Any) -> None:
    """Test that what stays of 0.1.0 at the root has no name that Home Assistant looks for."""
    left = {
        Path(name).stem
        for name in release_zip.names_of(ROOT / "tests" / "releases" / "tradehook-0.1.0.tar.xz")
        if "/" not in name and not (ROOT / release_zip.FOLDER / name).exists()
    }
    components = Path(homeassistant.__file__).parent / "components"
    asking = {
        name
        for name in left
        for path in components.glob(f"{name}/*.py")
        if "async_process_integration_platforms" in path.read_text()
    }

    assert len(left) > 40
    assert left & {*map(str, Platform), *LOOKED_FOR} == set()
    assert asking == set()
