"""Test that commands say in one sentence what they lack on a system that they don't know."""

from pathlib import Path
import shutil
import subprocess

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """Provide a system that has bash and next to nothing else."""
    for name in ("bash", "dirname", "env"):
        found = shutil.which(name)
        assert found is not None
        (tmp_path / name).symlink_to(found)
    return tmp_path


@pytest.mark.parametrize(
    ("command", "needed"),
    [
        (("setup",), "Python 3.11"),
        (("demo",), "Python 3.11"),
        (("test", "-k", "nothing"), "Python 3.11"),
        (("lint",), "Python 3.11"),
        (("release", "0.2.0"), "Python 3.11"),
        (("panel", "test"), "flock"),
        (("chromium",), "Chromium or Chrome"),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_a_command_says_what_it_lacks(bare: Path, command: tuple[str, ...], needed: str) -> None:
    name, *arguments = command
    done = subprocess.run(
        (ROOT / "scripts" / name, *arguments),
        env={"PATH": str(bare)},
        check=False,
        capture_output=True,
        text=True,
    )

    assert done.returncode == 1
    (sentence,) = done.stderr.splitlines()
    assert needed in sentence
    assert sentence.endswith(".")


def test_an_older_python_is_told(bare: Path) -> None:
    """Test that nothing of a Python is run that could not even read the scripts."""
    (bare / "python3").write_text("#!/usr/bin/env bash\nexit 1\n")
    (bare / "python3").chmod(0o755)

    done = subprocess.run(
        (ROOT / "scripts" / "setup",),
        env={"PATH": str(bare)},
        check=False,
        capture_output=True,
        text=True,
    )

    assert "Python 3.11 or later" in done.stderr
