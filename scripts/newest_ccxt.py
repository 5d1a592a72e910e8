"""Look ahead: the newest ccxt, and the coming Home Assistant beside which it is installed."""

import json
import os
from pathlib import Path
import re
import subprocess
import sys

import bootstrap

MANIFEST = bootstrap.ROOT / "custom_components" / "tradehook" / "manifest.json"
FOLDER = bootstrap.ROOT / ".venv-newest"
CCXT = FOLDER / "ccxt"
"""Holds nothing but the newest ccxt: what it depends on is there already."""


def resolve(uv: Path, python: Path) -> int:
    """Install the coming Home Assistant, and beside it a ccxt of the manifest's range."""
    environment = FOLDER / "home-assistant"
    bootstrap.run(uv, "venv", "--quiet", "--clear", "--no-project", "--python", python, environment)
    home = environment / "bin" / "python"
    bootstrap.run(
        uv, "pip", "install", "--quiet", "--prerelease", "allow", "--python", home, "homeassistant"
    )
    constraints = bootstrap.output(
        home, "-c", "import homeassistant; print(homeassistant.__path__[0])"
    )
    if constraints is None:
        raise bootstrap.SetupError("Home Assistant was not installed")
    wanted = json.loads(MANIFEST.read_text())["requirements"]
    under = ("--constraint", Path(constraints.strip()) / "package_constraints.txt")
    bootstrap.run(
        *(uv, "pip", "install", "--python", home, "--only-binary", ":all:"), *under, *wanted
    )
    tell_what_would_fit(uv, home, *under)
    return 0


def tell_what_would_fit(uv: Path, home: Path, *under: str | Path) -> None:
    """Print the newest ccxt that the coming Home Assistant takes, which the range may follow."""
    asked = "import importlib.metadata as m; print(m.version('ccxt'))"
    version = bootstrap.output(home, "-c", asked)
    listed = subprocess.run(
        (
            *(uv, "pip", "compile", "--quiet", "--no-header", "--no-annotate", "--python", home),
            *("--only-binary", ":all:", *under, "-"),
        ),
        input="ccxt\n",
        capture_output=True,
        check=False,
        text=True,
        cwd=bootstrap.ROOT,
    )
    newest = re.search(r"^ccxt==(\S+)", listed.stdout, re.MULTILINE)
    if newest is None:
        raise bootstrap.SetupError(f"nothing can be said of the newest ccxt: {listed.stderr}")
    print(f"ccxt: the manifest installs {version}, the newest that would fit is {newest[1]}")


def walk(uv: Path, python: Path) -> int:
    """Walk the exchanges with the newest ccxt."""
    bootstrap.run(
        *(uv, "pip", "install", "--quiet", "--no-deps", "--upgrade"),
        *("--python", python, "--target", CCXT, "ccxt"),
    )
    tests = ("tests/walk/test_walk.py", "tests/fake_exchange")
    command = (".venv/bin/python", "-m", "pytest", "-q", "-p", "no:cacheprovider", "-n", "2")
    environment = {**os.environ, "PYTHONPATH": str(CCXT), "PYTHONHASHSEED": "0"}
    done = subprocess.run(
        [*command, *tests, *sys.argv[2:]], env=environment, cwd=bootstrap.ROOT, check=False
    )
    return done.returncode


def main() -> int:
    """Do what was asked for."""
    tasks = {"resolve": resolve, "walk": walk}
    task = tasks.get(sys.argv[1] if len(sys.argv) > 1 else "")
    if task is None:
        print(f"usage: scripts/newest-ccxt {' | '.join(tasks)}", file=sys.stderr)
        return 2
    try:
        bootstrap.run(bootstrap.ROOT / "scripts" / "setup")
        return task(bootstrap.find_uv(), bootstrap.ROOT / ".venv" / "bin" / "python")
    except bootstrap.SetupError as err:
        print(f"newest-ccxt: {err}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
