"""The file that describes what is stored, one for each version of the ledger's schema."""

from importlib import import_module
import json
from pathlib import Path
import re
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
RELEASES = ROOT / "tests" / "releases"
PACKAGE = "custom_components.tradehook"


def shapes_of_today() -> dict[str, Any]:
    """Return the description of everything that the code of today stores."""
    for room in ("trading", "execution"):
        for path in sorted((ROOT / PACKAGE.replace(".", "/") / room).rglob("*.py")):
            if "@stored(" in path.read_text():
                import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
    from custom_components.tradehook.trading.fact_storage.shapes import shapes

    return shapes()


def schema_of_today() -> int:
    """Return the version of the ledger's schema."""
    from custom_components.tradehook.ledger.files.migrations import MIGRATIONS

    return max(MIGRATIONS)


def released_schema() -> int:
    """Return the newest version of the schema that a release has had."""
    dumps = (path.read_text() for path in RELEASES.glob("ledger-*.sql"))
    return max(int(found[1]) for dump in dumps if (found := re.search(VERSION_OF_DUMP, dump)))


VERSION_OF_DUMP = r"PRAGMA user_version\s*=\s*(\d+)"


def path_of(schema: int) -> Path:
    """Return the file that describes what is stored with a version of the schema."""
    return RELEASES / f"stored-{schema}.json"


def text_of_today() -> str:
    """Return the file's text as it should be."""
    return json.dumps(shapes_of_today(), indent=1) + "\n"


def page() -> tuple[Path, str]:
    """Return the file of today and its text.

    Raises ValueError when what is stored has changed since a release, and the schema's version has
    not: then the release would trip over the new data instead of refusing the ledger.
    """
    schema, text = schema_of_today(), text_of_today()
    path = path_of(schema)
    if schema <= released_schema() and path.read_text() != text:
        raise ValueError(
            f"what is stored has changed since schema {schema} was released: "
            "add a step to ledger/files/migrations.py, even one that does nothing"
        )
    return path, text
