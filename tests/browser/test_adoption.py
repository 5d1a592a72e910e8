"""Test that a position is let go and taken up again in the browser, with nothing traded."""

from collections.abc import Iterator
from decimal import Decimal

from playwright.sync_api import ViewportSize, expect
import pytest

from tests.browser.accessibility import violations
from tests.browser.conftest import DESKTOP, Open
from tests.browser.steps import (
    choose,
    close_all,
    has_exits,
    ledger_row,
    live,
    open_filled,
    row_of,
    wait_until_it_fits,
)
from tests.e2e.demo import Demo, wait_for

NARROW: ViewportSize = {"width": 390, "height": 844}


@pytest.fixture(autouse=True)
def quiet(demo: Demo, errors: list[str]) -> Iterator[None]:
    """Leave nothing open, and fail whatever made our bundle complain in the console."""
    demo.call_service(
        "tradehook", "set_simulated_price", {"symbol": "BTC/USDT", "price": 65000, "hold": True}
    )
    yield
    close_all(demo)
    assert errors == []


@pytest.mark.parametrize("viewport", [DESKTOP, NARROW], ids=["desktop", "phone"])
def test_a_position_is_released_and_adopted_again(
    demo: Demo, open_page: Open, axe: str, viewport: ViewportSize
) -> None:
    position_id = open_filled(demo, stop_loss={"stop_percentage": 2})
    before = ledger_row(demo, position_id)
    size, stop = Decimal(before["size"]), Decimal(before["stop_loss"]["stop_price"])
    page = open_page("/positions", viewport=viewport, bypass_csp=True)

    choose(page, position_id, "Release")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Nothing is sold")
    expect(dialog).to_contain_text(f"{stop:,.2f} USDT")
    expect(dialog).to_contain_text("Paper money")
    dialog.get_by_role("button", name="Release").click()
    expect(page.get_by_text("The position was released. Nothing was sold.")).to_be_visible()
    expect(row_of(page, position_id)).to_have_count(0)
    wait_for(lambda: ledger_row(demo, position_id)["close_reason"], lambda why: why == "released")

    if viewport is DESKTOP:  # the overview has the same list
        page.get_by_role("navigation", name="Views").get_by_role("link", name="Overview").click()
    page.get_by_text("On the exchange, managed by nobody here").click()
    held = page.locator('[data-holding="BTC/USDT"]')
    expect(held).to_contain_text("BTC/USDT Long")
    held.get_by_role("button", name="Adopt BTC/USDT Long").click()
    dialog = page.get_by_role("dialog")
    page.evaluate(axe)
    assert violations(page) == []
    dialog.locator('input[name="size"]').fill("9999")
    dialog.locator('input[name="stop_loss.stop_percentage"]').fill("3")
    dialog.get_by_role("button", name="Adopt").click()
    expect(dialog.get_by_role("alert")).to_contain_text("9999")
    assert live(demo) == []
    dialog.locator('input[name="size"]').fill(str(size))
    dialog.locator('input[name="entry_price"]').fill("64000")
    dialog.locator("select[name=take_profit]").select_option("signal")
    dialog.locator('input[name="take_profit[0].price_percentage"]').fill("2")
    wait_until_it_fits(page, viewport["width"])
    dialog.get_by_role("button", name="Adopt").click()
    expect(page.get_by_text("The position was adopted.")).to_be_visible()

    [adopted] = wait_for(lambda: live(demo), lambda rows: list(map(has_exits, rows)) == [True])
    # What the fee left of it is more than the market trades
    assert (Decimal(adopted["size"]), adopted["entry_price"]) == (round(size, 6), "64000")
    assert Decimal(adopted["stop_loss"]["stop_price"]) == Decimal(64000) * Decimal("0.97")
    assert Decimal(adopted["take_profit"][0]["price"]) == Decimal(65000) * Decimal("1.02")
    if viewport is DESKTOP:
        page.get_by_role("navigation", name="Views").get_by_text("My positions").click()
    expect(row_of(page, adopted["position_id"])).to_be_visible()
