"""Builds the file that the store downloads, and says what is wrong with one.

The store unpacks it over what is installed, so files that a former release had may stay beside
the new ones.
"""

from datetime import UTC, datetime
import json
from pathlib import Path, PurePosixPath
import re
import subprocess
import tarfile
import zipfile

ROOT = Path(__file__).resolve().parent.parent
DOMAIN = "tradehook"
FOLDER = PurePosixPath("custom_components") / DOMAIN
RELEASES = ROOT / "tests" / "releases"
LARGEST = 20 * 1024**2
"""Far more than it has; an image or a source map that slipped in would show."""
WANTED = (
    *("__init__.py", "manifest.json", "config_flow.py", "services.yaml", "icons.json"),
    *("translations/en.json", "brand/icon.png", "frontend/tradehook-panel.js"),
)
UNWANTED = re.compile(r"(^|/)(__pycache__|tests?|node_modules|\.[^/]*)(/|$)|\.(pyc|pyo|map|ts)$")
IMPORT = re.compile(r"""["'](\.{1,2}/[\w./-]+\.js)["']""")
LINK, SUBMODULE = "120000", "160000"


def git(root: Path, *arguments: str) -> str:
    """Return what git says."""
    command = ("git", "-c", "safe.directory=*", "-C", str(root), *arguments)
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def build(target: Path, root: Path = ROOT) -> None:
    """Write the contents of the integration's folder, as far as git knows them, into a zip.

    Each file carries the time of the newest commit: the same commit gives the same zip, and two
    releases never have a file of the same time, which Python would take for the same file.
    """
    when = datetime.fromtimestamp(int(git(root, "log", "-1", "--format=%ct")), UTC)
    listed = git(root, "ls-files", "-s", "-z", "--", str(FOLDER)).split("\0")
    names = []
    for line in filter(None, listed):
        mode, name = line.split(" ", 1)[0], line.split("\t", 1)[1]
        if mode in (LINK, SUBMODULE):
            raise ValueError(f"{name} is a link, which no store unpacks")
        names.append(name)
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as file:
        for name in sorted(names):
            inside = str(PurePosixPath(name).relative_to(FOLDER))
            info = zipfile.ZipInfo(inside, when.timetuple()[:6])
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o100644 << 16
            file.writestr(info, (root / name).read_bytes())


def problems(path: Path, version: str, root: Path = ROOT) -> list[str]:
    """Return what is wrong with a zip, in sentences."""
    with zipfile.ZipFile(path) as file:
        if broken := file.testzip():
            return [f"{broken} is damaged"]
        infos = file.infolist()
        names = [info.filename for info in infos]
        found = [f"{name} has no place in it" for name in names if _is_foreign(name)]
        found += [f"{name} is not at its root" for name in WANTED if name not in names]
        if found:
            return found
        found += _wrong_manifest(json.loads(file.read("manifest.json")), version)
        for name in names:
            if name.endswith(".js"):
                found += _missing_imports(name, file.read(name).decode(), set(names))
    if sum(info.file_size for info in infos) > LARGEST:
        found.append(f"it is larger than {LARGEST // 1024**2} MiB")
    found += _without_init(names)
    found += [f"{name} is missing" for name in sorted(_tracked(root) - set(names))]
    found += [f"{name} is unknown to git" for name in sorted(set(names) - _tracked(root))]
    for former in sorted(RELEASES.glob(f"{DOMAIN}-*.tar.xz")):
        found += hidden_by(names_of(former), names)
    return found


def names_of(release: Path) -> list[str]:
    """Return the files of a former release."""
    with tarfile.open(release) as file:
        return [one.name for one in file if one.isfile()]


def hidden_by(former: list[str], names: list[str]) -> list[str]:
    """Return which modules would not be loaded where a former release lies below.

    Python prefers a package to a module of the same name, so only a former package hides anything.
    """
    packages = {str(PurePosixPath(name).parent) for name in former if _is_init(name)}
    packages -= {str(PurePosixPath(name).parent) for name in names if _is_init(name)}
    modules = (name for name in names if name.endswith(".py") and not _is_init(name))
    return [
        f"{name} would be hidden by the former package {name.removesuffix('.py')}/"
        for name in modules
        if name.removesuffix(".py") in packages
    ]


def _is_foreign(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return (
        name.startswith("/")
        or "\\" in name
        or ".." in parts
        or name.endswith("/")
        or UNWANTED.search(name) is not None
    )


def _is_init(name: str) -> bool:
    return PurePosixPath(name).name == "__init__.py"


def _wrong_manifest(manifest: dict[str, object], version: str) -> list[str]:
    wanted = {"domain": DOMAIN, "version": version}
    return [
        f"manifest.json says {manifest.get(key)!r} as {key}, not {value!r}"
        for key, value in wanted.items()
        if manifest.get(key) != value
    ]


def _missing_imports(name: str, text: str, names: set[str]) -> list[str]:
    """Return the parts of the panel that a part of it would ask for in vain."""
    base = PurePosixPath(name).parent
    asked = {_resolved(base, found) for found in IMPORT.findall(text)}
    return [f"{name} asks for {missing}, which is not there" for missing in sorted(asked - names)]


def _resolved(base: PurePosixPath, relative: str) -> str:
    parts = list(base.parts)
    for part in relative.split("/"):
        if part == "..":
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts)


def _without_init(names: list[str]) -> list[str]:
    folders = {PurePosixPath(name).parent for name in names if name.endswith(".py")}
    return [
        f"{folder} has no __init__.py"
        for folder in sorted(folders)
        if str(folder / "__init__.py") not in names
    ]


def _tracked(root: Path) -> set[str]:
    listed = git(root, "ls-files", "-z", "--", str(FOLDER)).split("\0")
    return {str(PurePosixPath(name).relative_to(FOLDER)) for name in listed if name}
