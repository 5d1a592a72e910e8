"""Counts the instructions of a signal with callgrind: they don't depend on the machine's load.

`python -m benchmarks.instructions [--write] [--signals N]`. They are told in yardsticks, the
cost of work without our code in the same process: so they compare between builds of Python.
"""

import argparse
import json
from pathlib import Path
import shutil
import subprocess
import sys
from tempfile import TemporaryDirectory

from .processes import ENVIRONMENT, ROOT
from .signal_path import SIGNALS

TOLERANCE = 0.10
MINOR = f"{sys.version_info.major}.{sys.version_info.minor}"
PATH = Path(__file__).parent / "instructions" / f"{MINOR}.json"
NEEDED = ("valgrind", "callgrind_control")


class CountError(Exception):
    """Callgrind did not count."""


def counted(signals: int) -> dict[str, int]:
    """Return the instructions of each part."""
    with TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        process = subprocess.Popen(
            (
                *("valgrind", "--quiet", "--tool=callgrind", "--instr-atstart=no"),
                f"--callgrind-out-file={out}",
                *(sys.executable, "-m", "benchmarks.signal_path", str(signals)),
            ),
            cwd=ROOT,
            env={**ENVIRONMENT, "PYTHONHASHSEED": "0"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdin is not None
        assert process.stdout is not None
        before: str | None = None
        try:
            for line in process.stdout:
                if before is None:
                    _control(process.pid, "--instr=on")
                else:
                    # What was counted since the last dump
                    _control(process.pid, f"--dump={before}")
                before = line.strip()
                process.stdin.write("\n")
                process.stdin.flush()
        finally:
            process.stdin.close()
            status = process.wait()
        if status:
            raise CountError(f"the signals failed with status {status}")
        return dict(_parts(out))


def _control(pid: int, what: str) -> None:
    done = subprocess.run(
        ("callgrind_control", what, str(pid)), capture_output=True, check=False, text=True
    )
    if done.returncode or "OK" not in done.stdout:
        raise CountError(f"callgrind_control {what}: {done.stdout}{done.stderr}".strip())


def _parts(out: Path) -> list[tuple[str, int]]:
    found = []
    for path in sorted(out.parent.glob(f"{out.name}.*")):
        lines = path.read_text().splitlines()
        cause = next((line for line in lines if line.startswith("desc: Trigger:")), "")
        total = next((line for line in lines if line.startswith(("totals:", "summary:"))), None)
        if total is not None:
            name = cause.rpartition(" ")[2]
            found.append((name, int(total.split()[1])))
    return found


def main() -> int:
    """Count, and compare with what was written down for this version of Python."""
    parser = argparse.ArgumentParser(prog="benchmarks.instructions", description=__doc__)
    parser.add_argument("--write", action="store_true", help=f"write them to {PATH.name}")
    parser.add_argument("--signals", type=int, default=SIGNALS, help="fewer, to try something out")
    given = parser.parse_args()
    if missing := [name for name in NEEDED if shutil.which(name) is None]:
        print(f"instructions: not counted, {missing[0]} is missing and could not be installed")
        return 0
    found = counted(given.signals)
    if "signals" not in found or "yardstick" not in found:
        print(f"instructions: callgrind told nothing of them: {found}", file=sys.stderr)
        return 1
    each = found["signals"] / given.signals
    told = round(each / found["yardstick"], 4)
    print(f"instructions: {each:,.0f} a signal, {told} yardsticks of {found['yardstick']:,}")
    if given.write:
        PATH.parent.mkdir(exist_ok=True)
        row = {"yardsticks": told, "instructions": round(each), "yardstick": found["yardstick"]}
        PATH.write_text(json.dumps(row, indent=2) + "\n")
        return 0
    if not PATH.exists():
        print(f"instructions: none are written down for Python {MINOR} (--write does it)")
        return 0
    known = json.loads(PATH.read_text())["yardsticks"]
    print(f"instructions: {told / known - 1:+.1%} against what is written down")
    if told > known * (1 + TOLERANCE):
        print(f"instructions: more than {TOLERANCE:.0%} more than before", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
