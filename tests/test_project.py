"""Test that the files around the code agree with it and with each other."""

import json
from pathlib import Path
import re
import subprocess
import tomllib
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
REQUIREMENTS = ("dev", "demo")
HOSTS = re.compile(
    r"\b(files\.pythonhosted|pypi|deb\.debian|registry\.npmjs|registry\.yarnpkg)\.(org|com)\b"
)


@pytest.fixture
def manifest() -> dict[str, Any]:
    """Provide the integration's manifest."""
    text = (ROOT / "custom_components" / "tradehook" / "manifest.json").read_text()
    content: dict[str, Any] = json.loads(text)
    return content


def test_manifest_keys_are_in_order(manifest: dict[str, Any]) -> None:
    """Test the order that hassfest demands: domain, name, then alphabetical."""
    first, second, *others = manifest

    assert (first, second) == ("domain", "name")
    assert others == sorted(others)


def test_versions_agree(manifest: dict[str, Any]) -> None:
    """Test that the project has one version."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]

    assert manifest["version"] == project["version"]


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_requirements_are_locked(manifest: dict[str, Any], name: str) -> None:
    """Test that `scripts/lock` has been run since a requirement of the manifest changed."""
    locked = (ROOT / "requirements" / f"{name}.txt").read_text().splitlines()

    assert set(manifest["requirements"]) <= {line.partition(" ;")[0] for line in locked}


def test_no_file_names_a_registry() -> None:
    """Test that every machine can use the registries or mirrors that it is set up for."""
    listed = subprocess.run(
        (
            "git",
            "-c",
            "safe.directory=*",
            "grep",
            "--cached",
            "-lIE",
            HOSTS.pattern,
            "--",
            ":!tests/test_project.py",
        ),
        cwd=ROOT,
        capture_output=True,
        check=False,
        text=True,
    )

    assert listed.returncode == 1, listed.stdout + listed.stderr
