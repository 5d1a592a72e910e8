"""Results in the browser: what was earned, how it came about, and that an export says the same."""

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
import re
import subprocess
import sys
from typing import Any
import uuid

from playwright.sync_api import Page, expect
import pytest

from tests.browser import profit_of_fills
from tests.e2e.demo import Demo, wait_for

from .accessibility import violations
from .conftest import PHONE, Open
from .steps import ledger_row, open_filled


@pytest.fixture(scope="module")
def traded(demo: Demo) -> list[str]:
    """Return two positions that have ended, after half of each was reduced."""
    ids = []
    for change in ("1.5", "-0.8"):
        ids.append(open_filled(demo, stop_loss={"stop_percentage": 5}))
        move(demo, change)
        answer = demo.post_signal(
            {
                "action": "reduce",
                "symbol": "BTC/USDT",
                "reduce_order": {"quantity_percentage": 50},
                "request_id": uuid.uuid4().hex,
            }
        )
        assert answer.status_code == 202, answer.text
        move(demo, change)
        demo.call_service("tradehook", "close_position", {"entity_id": "all"})
        wait_for(lambda: ledger_row(demo, ids[-1])["status"], lambda status: status == "closed")
    return ids


def move(demo: Demo, change: str) -> None:
    """Move the simulated market."""
    demo.call_service(
        "tradehook", "set_simulated_price", {"symbol": "BTC/USDT", "change_percentage": change}
    )


def exported(page: Page, name: str, folder: Path) -> Path:
    """Press an export and return its file."""
    with page.expect_download() as download:
        page.locator(f'[data-export="{name}"]').click()
    target = folder / download.value.suggested_filename
    download.value.save_as(target)
    return target


def money(text: str) -> Decimal:
    """Return the number of a text such as +1,234.56 USDT."""
    return Decimal(re.sub(r"[^\d.-]", "", text.replace("\u2212", "-")))


def results(demo: Demo, **asked: Any) -> dict[str, Any]:
    """Return the row of the demo's account."""
    answer = demo.call_service("tradehook", "get_results", asked, return_response=True)
    found: dict[str, Any] = answer["results"][0]
    return found


def test_the_profit_of_a_month_is_that_of_the_exported_fills(
    demo: Demo, open_page: Open, traded: list[str], tmp_path: Path
) -> None:
    assert ledger_row(demo, traded[-1])["status"] == "closed"
    zone = demo.call_service("tradehook", "get_results", {}, return_response=True)["time_zone"]
    month = f"{datetime.now(UTC):%Y-%m}"
    page = open_page("/trades")
    page.locator("[data-total]").first.wait_for()
    table = exported(page, "csv", tmp_path)
    said = subprocess.run(
        [sys.executable, profit_of_fills.__file__, str(table), month, zone],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    by_hand = Decimal(said)
    assert by_hand

    page = open_page("/results")
    page.locator("select[name=preset]").select_option("month")
    shown = page.locator('[data-results="paper-USDT"] [data-fact="profit"]')
    expect(shown).to_contain_text("USDT")

    assert money(shown.inner_text()) == by_hand.quantize(Decimal("0.01"))
    periods = results(demo, period="month")["periods"]
    assert Decimal(periods[-1]["profit"]) == pytest.approx(by_hand, abs=Decimal("1e-9"))


@pytest.mark.usefixtures("traded")
def test_results_are_told_in_the_words_of_the_field(
    demo: Demo, open_page: Open, errors: list[str]
) -> None:
    page = open_page("/results")
    row = page.locator('[data-results="paper-USDT"]')
    row.wait_for()
    told = results(demo)

    for text in ("Win rate", "Profit factor", "Expectancy", "Max drawdown", "Funding", "Fees"):
        expect(row.get_by_text(text, exact=True).first).to_be_visible()
    expect(row.locator('[data-fact="trades"]').first).to_have_text(str(told["trades"]))
    expect(row.locator('[data-fact="expectancy_r"]')).to_contain_text("R")
    bars = row.locator("tradehook-profit-bars").first
    bars.get_by_role("img").focus()
    page.keyboard.press("End")
    expect(bars.locator("#chosen")).to_contain_text("USDT")
    row.get_by_role("button", name="Calendar").click()
    expect(row.locator("tradehook-profit-calendar table").first).to_be_visible()
    for name in ("Market", "Side", "Tag", "Hour", "Weekday"):
        row.get_by_role("button", name=name, exact=True).click()
    row.get_by_role("button", name="Market", exact=True).click()
    expect(row.locator('[data-group="BTC/USDT"]')).to_contain_text("BTC/USDT")
    assert errors == []


def test_closed_positions_are_filtered_sorted_and_added_up(
    demo: Demo, open_page: Open, traded: list[str], tmp_path: Path
) -> None:
    page = open_page("/positions/closed")
    rows = page.locator("li[data-position]")
    rows.first.wait_for()
    won = rows.and_(page.locator(f'[data-position="{traded[0]}"]'))
    expect(won).to_contain_text("→")
    expect(won).to_contain_text("%")
    expect(won).to_contain_text("held")
    expect(won).to_contain_text(" R")

    page.locator("select[name=sort]").select_option("profit false")
    worst = ledger_row(demo, rows.first.get_attribute("data-position") or "")
    assert Decimal(worst["realized_profit"]) <= Decimal(
        ledger_row(demo, traded[1])["realized_profit"]
    )
    page.locator("select[name=side]").select_option("short")
    expect(page.get_by_text("No closed positions yet")).to_be_visible()
    page.locator("select[name=side]").select_option("long")
    page.locator("select[name=close_reason]").select_option("manual")
    expect(rows.first).to_contain_text("BTC/USDT")
    expect(page.locator("[data-sums] li")).to_contain_text("Win rate")

    with page.expect_download() as download:
        page.get_by_role("button", name="Export as CSV").click()
    table = tmp_path / "positions.csv"
    download.value.save_as(table)
    assert traded[0] in table.read_text()


def test_a_tag_is_written_on_the_page_of_a_position(
    demo: Demo, open_page: Open, traded: list[str]
) -> None:
    page = open_page(f"/positions/{traded[0]}")
    note = page.locator("[data-note]")
    note.get_by_label("Note", exact=True).fill("Bought the breakout")
    note.get_by_label("Tags").fill("breakout")
    note.get_by_role("button", name="Save").click()
    expect(page.get_by_text("The note was saved.")).to_be_visible()
    row = ledger_row(demo, traded[0])
    assert (row["note"], row["tags"]) == ("Bought the breakout", ["breakout"])

    page = open_page("/results")
    row_of = page.locator('[data-results="paper-USDT"]')
    row_of.get_by_role("button", name="Tag", exact=True).click()
    expect(row_of.locator('[data-group="breakout"]')).to_contain_text("breakout")


@pytest.mark.usefixtures("traded")
def test_trades_have_units_sums_and_formats_of_tax_programs(
    open_page: Open, tmp_path: Path
) -> None:
    page = open_page("/trades")
    expect(page.locator("[data-sums] li").first).to_contain_text("Volume")
    expect(page.locator(".rows li").first).to_contain_text("BTC @")
    assert exported(page, "koinly", tmp_path).read_text().startswith("Date,Sent Amount")
    assert exported(page, "cointracking", tmp_path).read_text().startswith("Type,Buy Amount")


@pytest.mark.usefixtures("traded")
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_everybody_can_use_the_results(open_page: Open, axe: str, dark: bool) -> None:
    page = open_page("/results", dark=dark, viewport=PHONE, bypass_csp=True)
    page.locator("[data-results]").first.wait_for()
    page.evaluate(axe)
    page.wait_for_timeout(300)

    assert violations(page) == []
    wide = page.evaluate("() => document.scrollingElement.scrollWidth > innerWidth")
    assert not wide
