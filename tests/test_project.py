"""Test that the files around the code agree with it and with each other."""

import json
from pathlib import Path
import re
import shutil
import subprocess
import tomllib
from typing import Any

from packaging.requirements import Requirement
import pytest

ROOT = Path(__file__).parent.parent
REQUIREMENTS = ("dev", "demo")
ENVIRONMENTS = {"dev": ROOT / ".venv", "demo": ROOT / ".venv-ha"}
"""The oldest supported release of Home Assistant, and the newest."""
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
    lines = (ROOT / "requirements" / f"{name}.txt").read_text().splitlines()
    pins = [Requirement(line) for line in lines if not line.startswith("#")]
    locked = {pin.name: pin for pin in pins}

    for wanted in map(Requirement, manifest["requirements"]):
        (pin,) = locked[wanted.name].specifier
        assert pin.version in wanted.specifier, wanted


@pytest.mark.parametrize("name", REQUIREMENTS)
@pytest.mark.parametrize("platform", ["aarch64-unknown-linux-musl", "x86_64-unknown-linux-gnu"])
def test_home_assistant_can_install_what_the_manifest_requires(
    manifest: dict[str, Any], tmp_path: Path, name: str, platform: str
) -> None:
    """Test the resolution that Home Assistant does, with its own constraints and no compiler."""
    environment = ENVIRONMENTS[name]
    (package,) = environment.glob("lib/python*/site-packages/homeassistant")
    wanted = tmp_path / "requirements.in"
    wanted.write_text("\n".join(manifest["requirements"]))

    resolved = subprocess.run(
        (
            shutil.which("uv") or ROOT / ".venv-tools" / "bin" / "uv",
            *("pip", "compile", "--quiet", "--no-header", "--no-annotate", wanted),
            *("--constraint", package / "package_constraints.txt", "--only-binary", ":all:"),
            *("--python", environment / "bin" / "python", "--python-platform", platform),
        ),
        capture_output=True,
        check=False,
        text=True,
    )

    assert resolved.returncode == 0, resolved.stderr
    # What the suite runs on is what people get.
    locked = (ROOT / "requirements" / f"{name}.txt").read_text().splitlines()
    found = [line for line in resolved.stdout.splitlines() if line.startswith("ccxt==")]
    assert found
    assert set(found) <= set(locked)


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
