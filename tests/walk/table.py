"""The table of what the walk over the exchanges has shown, in docs/exchanges.md."""

from custom_components.tradehook.exchanges.venues.catalogue import VENUES

from .results import read_results
from .row import walk_rows


def walk_block() -> str:
    """Return a row for each kind of account that was walked, in the order of the catalogue."""
    results = read_results()
    if not results["rows"]:
        return "Not walked yet.\n"
    order = list(VENUES)
    rows = sorted(walk_rows(), key=lambda row: order.index(row.code))
    lines = [
        f"Walked with ccxt {results['ccxt']}, at commit {results['commit']}.",
        "",
        "| exchange | in signals | kind of account | passed | not passed |",
        "|---|---|---|---|---|",
    ]
    for row in rows:
        result = results["rows"].get(row.name)
        found = result["scenarios"] if result else {}
        passed = [name for name, outcome in found.items() if outcome == "passed"]
        failed = [name for name, outcome in found.items() if outcome != "passed"]
        lines.append(
            f"| {row.venue.name} | `{row.code}` | {row.kind or 'as usual'} | "
            f"{len(passed)} of {len(found)} | {'; '.join(failed) or 'nothing'} |"
        )
    return "\n".join(lines) + "\n"
