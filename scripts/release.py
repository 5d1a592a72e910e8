"""Make a release of this repository, or a part of it.

`X.Y.Z` dates the changelog's section, writes the version where it stands, commits, tags `vX.Y.Z`
and builds dist/tradehook.zip. Nothing is pushed: `git push --follow-tags` publishes it, as the
workflow *Release* does by one button. `prepare X.Y.Z` only writes the files, so that they can be
read before. `zip X.Y.Z` builds the file of a version that has been released, and checks it;
`notes X.Y.Z` prints its section.

Runs on any Python from 3.11 on, with nothing but the standard library.
"""

import argparse
from datetime import UTC, datetime
import json
from pathlib import Path
import re
import subprocess
import sys

import changelog
import release_zip
from release_zip import ROOT, git

CHANGELOG = ROOT / "CHANGELOG.md"
MANIFEST = ROOT / release_zip.FOLDER / "manifest.json"
VERSIONED = {
    MANIFEST: r'(?m)^(  "version": ")[^"]+(")',
    ROOT / "pyproject.toml": r'\A(\[project\]\nname = "tradehook"\nversion = ")[^"]+(")',
}
"""(file, where its version stands)."""
VERSION = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)")
ZIP = ROOT / "dist" / "tradehook.zip"
MOST_NOTES = 120_000
"""Letters; a release's page takes a little more."""


class ReleaseError(Exception):
    """Why there is no release, in words for the person in front of it."""


def version_of(text: str) -> tuple[int, ...]:
    """Return a version as numbers."""
    found = VERSION.fullmatch(text)
    if found is None:
        raise ReleaseError(f"{text!r} is no version; one is 0.2.0, without a v")
    return tuple(int(part) for part in found.groups())


def current() -> str:
    """Return the version that the manifest has."""
    version: str = json.loads(MANIFEST.read_text())["version"]
    return version


def check_state(version: str) -> None:
    """Refuse where the release would be of something else than it says."""
    if git(ROOT, "status", "--porcelain"):
        raise ReleaseError("there are changes that are not committed: commit or discard them first")
    if git(ROOT, "tag", "--list", f"v{version}"):
        raise ReleaseError(f"v{version} is tagged already: a release is never made anew")
    tags = git(ROOT, "tag", "--list", "v*").split()
    before = [tag[1:] for tag in tags if VERSION.fullmatch(tag[1:])]
    if newer := [tag for tag in before if version_of(tag) > version_of(version)]:
        raise ReleaseError(f"{max(newer, key=version_of)} is newer than {version}")


def prepare(version: str) -> list[Path]:
    """Write the changelog and the versions; return the files."""
    if any(release_zip.RELEASES.glob(f"*-{version}.*")):
        raise ReleaseError(f"{version} has been released: what it stored is in tests/releases")
    if version_of(version) < version_of(current()):
        raise ReleaseError(f"the manifest is at {current()} already")
    today = datetime.now(UTC).date().isoformat()
    texts = {CHANGELOG: changelog.released(CHANGELOG.read_text(), version, today)}
    for path, pattern in VERSIONED.items():
        texts[path], times = re.subn(pattern, rf"\g<1>{version}\g<2>", path.read_text(), count=1)
        if not times:
            raise ReleaseError(f"{path.relative_to(ROOT)} says no version")
    if len(changelog.notes(texts[CHANGELOG], version, repository())) > MOST_NOTES:
        raise ReleaseError(f"the section of {version} is too long for a release's page")
    for path, text in texts.items():
        path.write_text(text)
    return list(texts)


def repository() -> str:
    """Return the project's address."""
    address: str = json.loads(MANIFEST.read_text())["documentation"]
    return address


def release(version: str) -> None:
    """Prepare, commit, tag and build; where a step fails, everything is as it was."""
    check_state(version)
    start = git(ROOT, "rev-parse", "HEAD").strip()
    try:
        written = prepare(version)
        git(ROOT, "add", "--", *map(str, written))
        git(ROOT, "commit", "--quiet", "--message", f"Release {version}")
        make_zip(version)
        git(ROOT, "tag", "--annotate", f"v{version}", "--message", f"Tradehook {version}")
    except BaseException:
        git(ROOT, "reset", "--quiet", "--hard", start)
        raise
    say(f"v{version} is committed and tagged here. Publish it with: git push --follow-tags")


def make_zip(version: str) -> None:
    """Build the store's file and check it."""
    release_zip.build(ZIP)
    if found := release_zip.problems(ZIP, version):
        raise ReleaseError("the file can't be published:\n  " + "\n  ".join(found))
    say(f"{ZIP.relative_to(ROOT)}: {ZIP.stat().st_size // 1024} KiB, unpacks over any former one")


def say(text: str) -> None:
    """Tell the person what was done."""
    print(f"release: {text}", file=sys.stderr, flush=True)


def show_notes(version: str) -> None:
    """Print a version's section."""
    print(changelog.notes(CHANGELOG.read_text(), version, repository()), end="")


PARTS = {"release": release, "prepare": prepare, "zip": make_zip, "notes": show_notes}


def main() -> int:
    """Do what was asked for."""
    parser = argparse.ArgumentParser(
        prog="scripts/release",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("part", nargs="?", choices=PARTS, default="release")
    parser.add_argument("version", metavar="X.Y.Z")
    arguments = parser.parse_args()
    try:
        version_of(arguments.version)
        PARTS[arguments.part](arguments.version)
    except (ReleaseError, changelog.ChangelogError, ValueError) as err:
        say(f"error: {err}")
        return 1
    except subprocess.CalledProcessError as err:
        say(f"error: `{' '.join(err.cmd)}` failed: {err.stderr.strip()}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
