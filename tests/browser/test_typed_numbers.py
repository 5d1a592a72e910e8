"""Test that numbers are read in the browser as the user's profile writes them."""

from collections.abc import Iterator
from decimal import Decimal

from playwright.sync_api import Page, ViewportSize, expect
import pytest

from tests.browser.conftest import DESKTOP, GO, Open
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
CHOOSE = """async (number_format) => {
  const { conn } = await window.hassConnection;
  const value = { language: "en", number_format, time_format: "language", time_zone: "local",
    date_format: "language", first_weekday: "language" };
  await conn.sendMessagePromise({ type: "frontend/set_user_data", key: "language", value });
}"""


@pytest.fixture(autouse=True)
def quiet(demo: Demo, errors: list[str]) -> Iterator[None]:
    """Find and leave nothing open, and fail whatever made our bundle complain in the console."""
    hold(demo, 65783.3)
    close_all(demo)
    yield
    close_all(demo)
    assert errors == []


@pytest.fixture
def commas(open_page: Open) -> Iterator[Page]:
    """Provide a page of somebody whose numbers have a decimal comma."""
    page = open_page("/positions", apart=True)
    page.locator("tradehook-positions").wait_for()
    page.evaluate(CHOOSE, "decimal_comma")
    page.reload()
    page.locator("#ha-launch-screen").wait_for(state="detached")
    yield page
    page.evaluate(CHOOSE, "language")


def hold(demo: Demo, price: float) -> None:
    """Move the market, and hold it there."""
    demo.call_service(
        "tradehook",
        "set_simulated_price",
        {"symbol": "BTC/USDT", "price": price, "hold": True},
    )


def fill(page: Page, path: str, value: str) -> None:
    """Type into a field, by what it is called in a signal."""
    page.locator(f'input[name="{path}"]').fill(value)


def reduce_by(demo: Demo, position_id: str, percentage: int) -> None:
    """Sell a part of a position elsewhere, and wait until it is sold."""
    before = Decimal(ledger_row(demo, position_id)["size"])
    answer = demo.post_signal(
        {
            "action": "reduce",
            "symbol": "BTC/USDT",
            "signal_id": ledger_row(demo, position_id)["signal_id"],
            "reduce_order": {"quantity_percentage": percentage},
        }
    )
    assert answer.status_code == 202, answer.text
    wait_for(lambda: Decimal(ledger_row(demo, position_id)["size"]), before.__gt__)


def test_a_limit_close_is_placed_where_it_was_typed(demo: Demo, commas: Page) -> None:
    position_id = open_filled(demo, stop_loss={"stop_percentage": 2})
    row_of(commas, position_id).wait_for()
    expect(row_of(commas, position_id)).to_contain_text("65.783,30")

    choose(commas, position_id, "Close")
    dialog = commas.get_by_role("dialog")
    dialog.get_by_role("radio", name="With a limit order").check()
    price = dialog.get_by_label("Limit price")
    expect(price).to_have_value("65783,3")
    price.fill("65.800")
    dialog.get_by_role("button", name="Place the limit order").click()
    expect(dialog).to_contain_text("65.800 may mean 65800 or 65,8. Type one of them.")
    expect(price).to_be_focused()
    row = ledger_row(demo, position_id)
    assert (row["status"], [one for one in row["orders"] if one["purpose"] == "close"]) == (
        "open",
        [],
    )
    price.fill("65.900,50")
    dialog.get_by_role("button", name="Place the limit order").click()

    expect(
        commas.get_by_text("The limit order that closes the position was placed.")
    ).to_be_visible()
    row = ledger_row(demo, position_id)
    [order] = [order for order in row["orders"] if order["purpose"] == "close"]
    assert Decimal(order["price"]) == Decimal("65900.5")


def test_a_stop_is_moved_to_where_it_was_typed(demo: Demo, commas: Page) -> None:
    position_id = open_filled(demo, stop_loss={"stop_price": 64000.5})
    choose(commas, position_id, "Change stop and targets")
    dialog = commas.get_by_role("dialog")
    dialog.locator("select[name=stop]").select_option("Move to a price")
    stop = dialog.get_by_label("Stop price")
    expect(stop).to_have_value("64000,5")
    stop.fill("64.100")
    dialog.get_by_role("button", name="Change", exact=True).click()
    expect(dialog).to_contain_text("64.100 may mean 64100 or 64,1. Type one of them.")
    assert ledger_row(demo, position_id)["stop_loss"]["stop_price"] == "64000.5"

    stop.fill("64.100,5")
    dialog.get_by_role("button", name="Change", exact=True).click()
    wait_for(
        lambda: ledger_row(demo, position_id),
        lambda row: (row["stop_loss"] or {}).get("stop_price") == "64100.5",
    )


@pytest.mark.parametrize("viewport", [DESKTOP, NARROW], ids=["desktop", "phone"])
def test_a_ticket_is_judged_once_its_numbers_are_certain(
    demo: Demo, commas: Page, viewport: ViewportSize
) -> None:
    commas.set_viewport_size(viewport)
    commas.evaluate(GO, "/tradehook/ticket")
    commas.get_by_role("button", name="Empty the form").click()
    account = commas.locator("select[name=account] option", has_text="Paper spot account")
    commas.locator("select[name=account]").select_option(account.get_attribute("value"))
    fill(commas, "symbol", "SIM_USDT_BTC")
    fill(commas, "quote_amount", "100,5")
    commas.get_by_label("Unit: Stop at").select_option("price")
    fill(commas, "stop_loss.stop_price", "64.000")
    expect(commas.locator('[data-wrong="stop_loss.stop_price"]')).to_have_text(
        "64.000 may mean 64000 or 64. Type one of them."
    )
    expect(commas.locator("[data-unread]")).to_be_visible()
    expect(commas.locator("[data-open]")).to_be_disabled()
    wait_until_it_fits(commas, viewport["width"])

    fill(commas, "stop_loss.stop_price", "64.000,50")
    expect(commas.get_by_text("The bot would accept this signal.")).to_be_visible()
    expect(commas.locator('input[name="stop_loss.stop_price"]')).to_have_value("64.000,50")
    commas.locator("[data-open]").click()
    commas.get_by_role("dialog").get_by_role("button", name="Open").click()
    [row] = wait_for(lambda: live(demo), lambda rows: [has_exits(row) for row in rows] == [True])
    assert row["stop_loss"]["stop_price"] == "64000.5"


@pytest.mark.parametrize("viewport", [DESKTOP, NARROW], ids=["desktop", "phone"])
def test_a_dialog_that_is_open_follows_its_position(
    demo: Demo, commas: Page, viewport: ViewportSize
) -> None:
    position_id = open_filled(demo, stop_loss={"stop_percentage": 9})
    commas.set_viewport_size(viewport)
    dialog = commas.get_by_role("dialog")
    choose(commas, position_id, "Close")
    before = dialog.locator("form p:not(.purse)").first.inner_text()
    dialog.get_by_role("radio", name="With a limit order").check()
    price = dialog.get_by_label("Limit price")
    price.fill("65.800")
    reduce_by(demo, position_id, 50)
    hold(demo, 66000)
    size = Decimal(ledger_row(demo, position_id)["size"])
    expect(dialog.locator("form p:not(.purse)").first).to_contain_text(
        str(size.normalize()).replace(".", ",")
    )
    assert dialog.locator("form p:not(.purse)").first.inner_text() != before
    expect(price).to_have_value("65.800")
    commas.keyboard.press("Escape")

    choose(commas, position_id, "Reduce")
    dialog.get_by_role("textbox", name="Amount").fill("25,5")
    told = dialog.locator("[data-estimate]").inner_text()
    reduce_by(demo, position_id, 40)
    expect(dialog.locator("[data-estimate]")).not_to_have_text(told)
    dialog.get_by_label("Counted in").select_option("USDT")
    dialog.get_by_role("textbox", name="Amount").fill("1.000")
    dialog.get_by_role("button", name="Reduce", exact=True).click()
    expect(dialog.get_by_role("textbox", name="Amount")).to_be_focused()
    demo.call_service("tradehook", "close_position", {"position_id": position_id})
    expect(dialog.locator("[data-over]")).to_have_text("Is over already")
    expect(dialog.locator("[data-confirm]")).to_be_disabled()


def test_the_question_about_several_follows_its_positions(demo: Demo, commas: Page) -> None:
    first, second = (open_filled(demo, stop_loss={"stop_percentage": 9}) for _ in range(2))
    for position_id in (first, second):
        row_of(commas, position_id).get_by_role("checkbox").check()
    commas.locator("[data-chosen]").get_by_role("button", name="Close").click()
    dialog = commas.get_by_role("dialog")
    expect(dialog.get_by_role("heading").first).to_have_text("Close 2 positions?")
    total = dialog.locator("[data-together=USDT] .number")
    before = total.inner_text()
    hold(demo, 66000)
    expect(total).not_to_have_text(before)
    demo.call_service("tradehook", "close_position", {"position_id": first})
    expect(dialog.locator(f'[data-position="{first}"]')).to_contain_text("Is over already")
    expect(dialog.get_by_role("heading").first).to_have_text("Close 1 position?")
