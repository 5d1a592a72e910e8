"""Resolve exact versions for the environments, as Home Assistant itself would.

Home Assistant installs what an integration's manifest requires when it is first set up. Here that
happens ahead of time and under Home Assistant's own constraints, so that a start downloads nothing.

`--newest` first moves pyproject.toml to the newest test harness and Home Assistant, betas included.
"""

import argparse
import json
from pathlib import Path
import re
import sys
import tempfile

import bootstrap

MANIFEST = bootstrap.ROOT / "custom_components" / "tradehook" / "manifest.json"
COMMENT = """\
# Made by `scripts/lock` from pyproject.toml, this integration's manifest and Home Assistant's own:
# run it after a change there.
"""
EVERYWHERE = " ; sys_platform == 'darwin' or sys_platform == 'linux'"
# There are no wheels of these; the voice assistant that wants them is nothing that the demo needs
PYPROJECT = bootstrap.ROOT / "pyproject.toml"
LEADS = {"dev": "pytest-homeassistant-custom-component", "demo": "homeassistant"}
"""(group, what it is there for)."""
NEEDS_COMPILER = ("pymicro-vad==", "pyspeex-noise==")
DEMO_CONFIGURATION = bootstrap.ROOT / "scripts" / "demo_configuration.yaml"


def move_to_newest(uv: Path, group: str) -> None:
    """Write the newest version of what a group is there for into pyproject.toml."""
    name = LEADS[group]
    with tempfile.TemporaryDirectory() as folder:
        wanted, found = Path(folder) / "wanted.in", Path(folder) / "found.txt"
        wanted.write_text(name)
        bootstrap.run(
            uv,
            *("pip", "compile", "--quiet", "--python-version", "3.14.2", "--prerelease", "allow"),
            *("--no-deps", "--no-header", "--no-annotate", "--output-file", found, wanted),
        )
        newest = found.read_text().strip()
    text, times = re.subn(rf'"{re.escape(name)}==[^"]+"', f'"{newest}"', PYPROJECT.read_text())
    if times != 1 or not newest.startswith(f"{name}=="):
        raise bootstrap.SetupError(f"pyproject.toml does not pin {name} once")
    PYPROJECT.write_text(text)
    print(f"pyproject.toml: {newest}")


def compile_group(uv: Path, group: str, target: Path, *more: str | Path) -> None:
    """Resolve a dependency group of pyproject.toml, and more, into a file."""
    bootstrap.run(
        uv,
        *("pip", "compile", "--quiet", "--universal", "--python-version", "3.14.2"),
        *("--no-header", "--no-annotate", "--upgrade"),
        *("--group", group, "--output-file", target, *more),
    )


def demo_integrations() -> list[str]:
    """Return the integrations that the demo's configuration names."""
    named = re.findall(r"^(\w+):", DEMO_CONFIGURATION.read_text(), re.MULTILINE)
    return [name for name in named if name != "homeassistant"]


def lock(uv: Path, python: Path, group: str, *more_options: str) -> None:
    """Write one requirements file."""
    integrations = demo_integrations() if group == "demo" else []
    target = bootstrap.ENVIRONMENTS[group].requirements
    with tempfile.TemporaryDirectory() as folder:
        draft, more = Path(folder) / "draft.txt", Path(folder) / "more.in"
        environment = Path(folder) / "venv"
        compile_group(uv, group, draft, *more_options)
        version = re.search(r"^homeassistant==\S+", draft.read_text(), re.MULTILINE)
        if version is None:
            raise bootstrap.SetupError(f"The group {group} does not lead to Home Assistant")
        bootstrap.run(uv, "venv", "--quiet", "--no-project", "--python", python, environment)
        home = environment / "bin" / "python"
        bootstrap.run(uv, "pip", "install", "--quiet", "--python", home, version[0])
        answer = bootstrap.output(
            home, bootstrap.ROOT / "scripts" / "manifest_requirements.py", MANIFEST, *integrations
        )
        if answer is None:
            raise bootstrap.SetupError("Home Assistant's manifests could not be read")
        found = json.loads(answer)
        more.write_text("\n".join(found["requirements"]))
        compile_group(uv, group, target, more, "--constraint", found["constraints"], *more_options)
    lines = target.read_text().replace(EVERYWHERE, "").splitlines()
    compiled = [line for line in lines if line.startswith(NEEDS_COMPILER)]
    write(target, [line for line in lines if line not in compiled])
    if compiled:
        write(bootstrap.ENVIRONMENTS[group].compiled, compiled)


def write(target: Path, lines: list[str]) -> None:
    """Write a requirements file."""
    target.write_text(COMMENT + "\n".join(lines) + "\n")
    print(f"{target.relative_to(bootstrap.ROOT)}: {len(lines)} packages")


def main() -> int:
    """Write the requirements files."""
    parser = argparse.ArgumentParser(
        prog="scripts/lock",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--newest", action="store_true", help="move to the newest first")
    parser.add_argument("group", nargs="*", help=f"of {', '.join(LEADS)}; else all")
    arguments = parser.parse_args()
    groups = arguments.group or list(LEADS)
    if unknown := set(groups) - set(LEADS):
        parser.error(f"unknown group: {', '.join(sorted(unknown))}")
    try:
        with bootstrap.only_one_at_a_time():
            uv = bootstrap.find_uv()
            python = bootstrap.find_python(uv)
            for group in groups:
                if arguments.newest:
                    move_to_newest(uv, group)
                    lock(uv, python, group, "--prerelease", "allow")
                else:
                    lock(uv, python, group)
    except bootstrap.SetupError as err:
        bootstrap.say(f"error: {err}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
