"""The list of exchanges in docs/exchanges.md is what the last whole walk has shown."""

import json
from pathlib import Path

import pytest

from .results import expected_scenarios, module_digest, read_results
from .row import WalkRow, walk_rows

ROWS = {row.name: row for row in walk_rows()}
ROOT = Path(__file__).parents[2]
AGAIN = "run `scripts/walk`, which walks it again and writes tests/walk/results.json"


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_results_are_not_older_than_the_module_of_the_row(row: WalkRow) -> None:
    result = read_results()["rows"].get(row.name)
    assert result is not None, f"{row.name} was never walked whole: {AGAIN}"
    assert result["module"] == module_digest(row.code), f"{row.name} has changed: {AGAIN}"


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_every_scenario_has_passed_or_says_why_not(row: WalkRow) -> None:
    scenarios = read_results()["rows"][row.name]["scenarios"]
    assert scenarios == dict.fromkeys(expected_scenarios(row), "passed")


def test_no_result_is_of_a_row_that_is_gone() -> None:
    assert read_results()["rows"].keys() <= ROWS.keys()


def test_manifest_ends_at_the_newest_ccxt_that_was_walked() -> None:
    manifest = json.loads((ROOT / "custom_components" / "tradehook" / "manifest.json").read_text())
    (wanted,) = [one for one in manifest["requirements"] if one.startswith("ccxt")]
    _, newest = wanted.split("<=")
    assert newest == read_results()["ccxt"], f"{AGAIN}; the range is in manifest.json"
