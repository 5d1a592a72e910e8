"""Test that a position is opened by hand in the browser, with what the ledger has of it."""

from collections.abc import Iterator
from decimal import Decimal

from playwright.sync_api import Page, ViewportSize, expect
import pytest

from tests.browser.accessibility import schemes, violations
from tests.browser.conftest import DESKTOP, Open
from tests.browser.steps import close_all, has_exits, live, wait_until_it_fits
from tests.e2e.demo import Demo, wait_for

NARROW: ViewportSize = {"width": 390, "height": 844}


@pytest.fixture(autouse=True)
def quiet(demo: Demo, errors: list[str]) -> Iterator[None]:
    """Find and leave nothing open, and fail whatever made our bundle complain in the console."""
    demo.call_service(
        "tradehook", "set_simulated_price", {"symbol": "BTC/USDT", "price": 65000, "hold": True}
    )
    close_all(demo)
    yield
    close_all(demo)
    assert errors == []


def fill(page: Page, path: str, value: str) -> None:
    """Type into a field, by what it is called in a signal."""
    page.locator(f'input[name="{path}"]').fill(value)


@pytest.mark.parametrize("viewport", [DESKTOP, NARROW], ids=["desktop", "phone"])
def test_a_position_is_opened_by_risk(
    demo: Demo, open_page: Open, axe: str, viewport: ViewportSize
) -> None:
    page = open_page("/ticket", viewport=viewport, bypass_csp=True)
    page.get_by_role("button", name="Empty the form").click()
    account = page.locator("select[name=account] option", has_text="Paper spot account")
    page.locator("select[name=account]").select_option(account.get_attribute("value"))
    expect(page.locator("tradehook-ticket [data-purse=paper]")).to_contain_text("Paper money")
    fill(page, "symbol", "SIM_USDT_BTC")
    expect(page.locator("[data-price]")).to_contain_text("65,000")

    page.get_by_label("Unit: Size").select_option("risk_percentage")
    fill(page, "risk_percentage", "0.1")
    page.locator("select[name=stop_loss]").select_option("none")
    expect(page.locator("[data-missing]")).to_contain_text("needs a stop")
    expect(page.locator("[data-open]")).to_be_disabled()
    page.locator("select[name=stop_loss]").select_option("signal")
    fill(page, "stop_loss.stop_percentage", "2")
    page.get_by_label("Unit: Profit at").select_option("multiple")
    fill(page, "take_profit[0].multiple", "1.5")
    expect(page.get_by_text("The bot would accept this signal.")).to_be_visible()
    expect(page.locator("tradehook-plan")).to_contain_text("0.10 % of equity")
    page.evaluate("scrollTo(0, 0)")  # what is under the header is not to be pressed
    page.evaluate(axe)
    for scheme in schemes(page):
        assert violations(page) == [], scheme
    wait_until_it_fits(page, viewport["width"])

    page.locator("[data-open]").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Open BTC/USDT Long?")
    expect(dialog.locator("[data-purse=paper]")).to_contain_text("Paper spot account")
    expect(dialog).to_contain_text("Worst loss")
    assert live(demo) == []
    dialog.get_by_role("button", name="Open").click()
    expect(page.get_by_text("The position is being opened.")).to_be_visible()

    [row] = wait_for(lambda: live(demo), lambda rows: [has_exits(row) for row in rows] == [True])
    entry = Decimal(row["entry_price"])
    assert abs(Decimal(row["stop_loss"]["stop_price"]) - entry * Decimal("0.98")) < 1
    # One and a half times as far as the stop
    [target] = row["take_profit"]
    assert abs(Decimal(target["price"]) - entry * Decimal("1.03")) < 1
    page.get_by_role("button", name="Show the position").click()
    expect(page.locator("tradehook-chart canvas").first).to_be_visible()
    expect(page.locator("tradehook-position")).to_contain_text("Manual")


@pytest.mark.parametrize("viewport", [DESKTOP, NARROW], ids=["desktop", "phone"])
def test_stop_and_target_are_set_on_the_chart(open_page: Open, viewport: ViewportSize) -> None:
    page = open_page("/ticket", viewport=viewport)
    page.get_by_role("button", name="Empty the form").click()
    account = page.locator("select[name=account] option", has_text="Paper spot account")
    page.locator("select[name=account]").select_option(account.get_attribute("value"))
    fill(page, "symbol", "SIM_USDT_BTC")
    fill(page, "quote_amount", "100")
    verdict = page.get_by_text("The bot would accept this signal.")
    expect(verdict).to_be_visible()
    stop = page.get_by_role("slider", name="Move Stop", exact=True)
    target = page.get_by_role("slider", name="Move TP 1", exact=True)

    # Until somebody moves them both are distances: 2 % and 4 %
    assert abs(float(stop.get_attribute("aria-valuenow") or 0) - 63_700) < 1
    stop.press("PageDown")
    lower = page.locator('input[name="stop_loss.stop_price"]')
    wait_for(lower.input_value, lambda price: 62_000 < float(price or 0) < 63_700)
    expect(verdict).to_be_visible()
    target.press("PageUp")
    higher = page.locator('input[name="take_profit[0].price"]')
    wait_for(higher.input_value, lambda price: float(price or 0) > 67_600)
    expect(page.locator("[data-stale=false]")).to_be_visible()
    page.locator("select[name=dca_orders]").select_option("signal")
    fill(page, "dca_orders[0].price_percentage", "1")
    page.get_by_role("slider", name="Move DCA 1", exact=True).press("ArrowUp")
    nearer = page.locator('input[name="dca_orders[0].price"]')
    wait_for(nearer.input_value, lambda price: 64_350 < float(price or 0) < 65_000)
    expect(verdict).to_be_visible()

    # Beyond the market the bot would refuse it, and it can be moved back
    held = lower.input_value()
    lower.fill("66000")
    expect(page.locator("[data-open]")).to_be_disabled()
    expect(verdict).to_be_hidden()
    expect(stop).to_be_visible()
    lower.fill(held)
    expect(verdict).to_be_visible()
    before = float(higher.input_value())
    target.scroll_into_view_if_needed()
    box = target.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 10, box["y"] + 10)
    page.mouse.down()
    page.mouse.move(box["x"] + 10, box["y"] + 60, steps=4)
    page.mouse.up()
    wait_for(higher.input_value, lambda price: float(price) < before)
