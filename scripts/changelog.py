"""Moves what is unreleased in CHANGELOG.md into a release's section, and reads such a section."""

import re

UNRELEASED = "Unreleased"
PARTS = ("Breaking", "Added", "Changed", "Deprecated", "Removed", "Fixed", "Security")
"""The parts of a section, in their order; others follow."""
SECTION = re.compile(r"^## \[(?P<name>[^\]]+)\](?: - \S+)?[ \t]*\n", re.MULTILINE)
PART = re.compile(r"^### (?P<name>.+?)[ \t]*\n", re.MULTILINE)
LINK = re.compile(r"\]\((?!\w+:|#|/)([^)\s]+)\)")


class ChangelogError(Exception):
    """Something that the changelog lacks, in words for the person in front of it."""


def sections(text: str) -> tuple[str, dict[str, str]]:
    """Return what stands before the first section, and each section's text by its name."""
    return _split(SECTION, text)


def released(text: str, version: str, day: str) -> str:
    """Return the changelog with everything unreleased in the section of a version.

    A section of that version that was prepared before is completed.
    """
    before, found = sections(text)
    if UNRELEASED not in found:
        raise ChangelogError("CHANGELOG.md has no section [Unreleased]")
    section = joined(found[UNRELEASED], found.get(version, ""))
    if not section:
        raise ChangelogError("CHANGELOG.md says nothing below [Unreleased]: what is new?")
    heads = dict(_heads(text))
    heads[version] = f"## [{version}] - {day}\n"
    bodies = {UNRELEASED: "", version: section}
    bodies |= {name: body.strip("\n") for name, body in found.items() if name not in bodies}
    blocks = (f"{heads[name]}\n{body}\n" if body else heads[name] for name, body in bodies.items())
    return before + "\n".join(blocks)


def notes(text: str, version: str, repository: str) -> str:
    """Return a version's section for a page elsewhere: links lead into the repository."""
    _, found = sections(text)
    if not found.get(version, "").strip():
        raise ChangelogError(f"CHANGELOG.md has no section [{version}]")
    base = f"{repository.rstrip('/')}/blob/v{version}/"
    return LINK.sub(lambda link: f"]({base}{link[1]})", found[version].strip("\n")) + "\n"


def joined(newer: str, older: str) -> str:
    """Return two sections as one, part by part."""
    (intro, more), (older_intro, parts) = _split(PART, newer), _split(PART, older)
    intros = [one.strip("\n") for one in (older_intro, intro) if one.strip()]
    names = [*PARTS, *sorted((more.keys() | parts.keys()) - set(PARTS))]
    blocks = [
        f"### {name}\n\n" + "\n".join(texts)
        for name in names
        if (texts := [one[name].strip("\n") for one in (parts, more) if one.get(name, "").strip()])
    ]
    return "\n\n".join([*intros, *blocks])


def _heads(text: str) -> list[tuple[str, str]]:
    return [(found["name"], found[0]) for found in SECTION.finditer(text)]


def _split(heading: re.Pattern[str], text: str) -> tuple[str, dict[str, str]]:
    """Return what stands before the first heading, and what stands below each."""
    first, *rest = heading.split(text)
    names, bodies = rest[::2], rest[1::2]
    if len(set(names)) != len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise ChangelogError(f"CHANGELOG.md has {twice!r} twice in one place")
    return first, dict(zip(names, bodies, strict=True))
