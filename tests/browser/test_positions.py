"""Test what can be done to a position in the browser, each through to its effect in the ledger."""

from collections.abc import Iterator
from decimal import Decimal
import time
from typing import Any

from playwright.sync_api import Locator, Page, ViewportSize, expect
import pytest

from tests.browser.accessibility import schemes, violations
from tests.browser.conftest import DESKTOP, PHONE, Open
from tests.browser.steps import (
    choose,
    close_all,
    ledger_row,
    open_filled,
    open_position,
    row_of,
    run_over,
    wait_until_closed,
)
from tests.e2e.demo import Demo, wait_for

STOP = {"stop_percentage": 2}
RUNS_WITH_CANDLES = """() => {
  const inside = (root) => {
    for (const one of root.querySelectorAll("*")) {
      if (one.localName === "tradehook-chart") return one;
      const found = one.shadowRoot && inside(one.shadowRoot);
      if (found) return found;
    }
    return null;
  };
  return (inside(document)?.shown?.length ?? 0) > 0;
}"""
"""Whether a chart with candles is on the page."""


@pytest.fixture(autouse=True)
def quiet(demo: Demo, errors: list[str]) -> Iterator[None]:
    """Leave nothing open, and fail whatever made our bundle complain in the console."""
    demo.call_service(
        "tradehook", "set_simulated_price", {"symbol": "BTC/USDT", "price": 65000, "hold": True}
    )
    yield
    close_all(demo)
    assert errors == []


def set_price(demo: Demo, price: Decimal) -> None:
    """Move the market, and hold it there."""
    demo.call_service(
        "tradehook",
        "set_simulated_price",
        {"symbol": "BTC/USDT", "price": float(price), "hold": True},
    )


def dialog_of(page: Page, position_id: str, item: str) -> Locator:
    """Open a dialog from the menu of a row."""
    choose(page, position_id, item)
    return page.get_by_role("dialog")


def size(demo: Demo, position_id: str) -> Decimal:
    """Return the size of a position as the ledger has it."""
    return Decimal(ledger_row(demo, position_id)["size"])


def test_a_position_is_closed_with_a_limit_order(demo: Demo, open_page: Open) -> None:
    position_id = open_filled(demo, stop_loss=STOP)
    page = open_page("/positions")

    dialog = dialog_of(page, position_id, "Close")
    dialog.get_by_role("radio", name="With a limit order").check()
    dialog.get_by_label("Limit price").fill("")
    dialog.get_by_role("button", name="Place the limit order").click()
    expect(dialog.get_by_role("alert")).to_contain_text("needs a price")
    assert ledger_row(demo, position_id)["status"] == "open"
    dialog.get_by_label("Limit price").fill("65500")
    dialog.get_by_role("button", name="Place the limit order").click()

    expect(page.get_by_text("The limit order that closes the position was placed.")).to_be_visible()
    expect(row_of(page, position_id)).to_contain_text("Closing")
    row = ledger_row(demo, position_id)
    [order] = [order for order in row["orders"] if order["purpose"] == "close"]
    assert (order["price"], row["stop_loss"] is not None) == ("65500", True)
    demo.call_service(
        "tradehook", "set_simulated_price", {"symbol": "BTC/USDT", "price": 65501, "hold": True}
    )
    wait_until_closed(demo, position_id)
    expect(row_of(page, position_id)).to_have_count(0)


def test_a_position_is_increased_and_reduced(demo: Demo, open_page: Open) -> None:
    position_id = open_filled(demo)
    before = wait_for(lambda: size(demo, position_id), lambda now: now > 0)
    page = open_page("/positions", viewport=PHONE)

    dialog = dialog_of(page, position_id, "Increase")
    dialog.get_by_role("button", name="100 %").click()
    expect(dialog.locator("[data-estimate]")).to_contain_text("0.001538 BTC")
    dialog.get_by_role("button", name="Increase").click()
    expect(page.get_by_text("The increase was accepted.")).to_be_visible()
    grown = wait_for(lambda: size(demo, position_id), lambda now: now > before)
    assert grown == pytest.approx(2 * before, rel=Decimal("0.01"))

    dialog = dialog_of(page, position_id, "Reduce")
    dialog.get_by_label("Counted in").select_option("BTC")
    dialog.get_by_label("Amount").fill("0.0005")
    dialog.get_by_role("button", name="Reduce").click()
    expect(page.get_by_text("The reduction was accepted.")).to_be_visible()
    wait_for(lambda: size(demo, position_id), lambda now: now == grown - Decimal("0.0005"))


def test_what_the_bot_refuses_is_said_in_its_words(demo: Demo, open_page: Open) -> None:
    position_id = open_filled(demo)
    before = wait_for(lambda: size(demo, position_id), lambda now: now > 0)
    page = open_page("/positions")

    dialog = dialog_of(page, position_id, "Increase")
    dialog.get_by_label("Counted in").select_option("USDT")
    dialog.get_by_label("Amount").fill("a lot")
    dialog.get_by_role("button", name="Increase").click()
    expect(dialog).to_contain_text("a lot is not written as your numbers are")
    dialog.get_by_label("Amount").fill("-5")
    dialog.get_by_role("button", name="Increase").click()
    expect(dialog.get_by_role("alert")).to_contain_text("increase_order.quote_amount")
    dialog.get_by_label("Amount").fill("1000000")
    dialog.get_by_role("button", name="Increase").click()
    expect(dialog.get_by_role("alert")).to_contain_text("maximum")

    newest = demo.call_service("tradehook", "get_signals", {"limit": 1}, return_response=True)
    [signal] = newest["signals"]
    assert signal["status"] == "refused"
    expect(dialog.get_by_role("alert")).to_contain_text(signal["message"])
    page.keyboard.press("Escape")
    expect(row_of(page, position_id).get_by_role("button", name="Actions for")).to_be_focused()
    assert size(demo, position_id) == before


def live(row: dict[str, Any]) -> set[str]:
    """Return what the orders are for that a position has at the exchange."""
    return {order["purpose"] for order in row["orders"] if order["status"] == "open"}


def test_stop_and_targets_are_changed(demo: Demo, open_page: Open) -> None:
    position_id = open_position(
        demo,
        stop_loss=STOP | {"protection_type": "BREAK_EVEN"},
        take_profit=[
            {"price_percentage": 1, "position_percentage": 50},
            {"price_percentage": 2, "position_percentage": 50},
        ],
        dca_orders=[{"price_percentage": 1, "quantity_percentage": 100}],
    )
    page = open_page("/positions")

    dialog = dialog_of(page, position_id, "Change stop and targets")
    expect(dialog.get_by_role("button", name="Change", exact=True)).to_be_disabled()
    dialog.locator("select[name=stop]").select_option("Move to a price")
    dialog.get_by_label("Stop price").fill("66000")
    dialog.get_by_role("button", name="Change", exact=True).click()
    expect(dialog.get_by_role("alert")).to_contain_text("stop_loss.stop_price")
    dialog.get_by_label("Stop price").fill("64500")
    dialog.get_by_role("button", name="Change the targets").click()
    dialog.get_by_role("button", name="Remove target 2").click()
    dialog.get_by_role("textbox", name="Target 1").fill("3")
    dialog.get_by_role("button", name="Add a target").click()
    dialog.get_by_role("textbox", name="Target 2").fill("4")
    dialog.get_by_label("Share, %").last.fill("50")
    dialog.get_by_label("Cancel DCA orders").check()
    dialog.get_by_role("button", name="Change", exact=True).click()

    expect(page.get_by_text("The position was changed.")).to_be_visible()
    row = wait_for(
        lambda: ledger_row(demo, position_id),
        lambda row: (
            (row["stop_loss"] or {}).get("stop_price") == "64500" and live(row) == {"take_profit"}
        ),
    )
    entry = Decimal(row["entry_price"])
    prices = [Decimal(target["price"]) / entry for target in row["take_profit"]]
    assert prices == pytest.approx([Decimal("1.03"), Decimal("1.04")], abs=Decimal("0.0001"))


def test_a_target_that_has_filled_is_shown_as_filled_and_locked(
    demo: Demo, open_page: Open
) -> None:
    position_id = open_filled(
        demo,
        take_profit=[
            {"price_percentage": share, "position_percentage": part}
            for share, part in ((1, 30), (2, 30), (3, 40))
        ],
    )
    entry = Decimal(ledger_row(demo, position_id)["entry_price"])
    set_price(demo, entry * Decimal("1.012"))
    wait_for(lambda: ledger_row(demo, position_id), lambda row: row["take_profit"][0]["done"])
    set_price(demo, entry * Decimal("1.005"))
    page = open_page("/positions")

    dialog = dialog_of(page, position_id, "Change stop and targets")
    dialog.get_by_role("button", name="Change the targets").click()
    expect(dialog.get_by_role("group", name="Target 1")).to_contain_text("has filled")
    expect(dialog.get_by_role("textbox", name="Target 1")).to_have_count(0)
    expect(dialog.get_by_role("button", name="Remove target 1")).to_have_count(0)
    dialog.get_by_role("textbox", name="Target 2").fill("2.5")
    dialog.get_by_role("button", name="Change", exact=True).click()

    expect(page.get_by_text("The position was changed.")).to_be_visible()
    row = wait_for(
        lambda: ledger_row(demo, position_id),
        lambda row: sum(order["status"] == "open" for order in row["orders"]) == 2,
    )
    assert [target["done"] for target in row["take_profit"]] == [True, False, False]
    shares = [target["position_percentage"] for target in row["take_profit"]]
    assert [Decimal(str(share)) for share in shares] == [30, 30, 40]


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_what_has_to_be_known_about_a_change_stays_until_it_was_read(
    demo: Demo, open_page: Open, viewport: ViewportSize
) -> None:
    position_id = open_filled(
        demo, stop_loss=STOP, dca_orders=[{"price_percentage": 1.5, "quantity_percentage": 100}]
    )
    page = open_page("/positions", viewport=viewport)

    dialog = dialog_of(page, position_id, "Change stop and targets")
    dialog.locator("select[name=stop]").select_option("Move to a price")
    dialog.get_by_label("Stop price").fill("64500")
    dialog.get_by_role("button", name="Change", exact=True).click()

    told = page.locator("tradehook-confirm dialog")
    expect(told.get_by_role("heading")).to_have_text("The position was changed.")
    expect(told.locator("[data-warning]")).to_contain_text("stop")
    assert run_over(page) == []
    told.get_by_role("button", name="Done").click()
    expect(told).to_have_count(0)


def test_a_dialog_of_before_undoes_nothing_that_somebody_else_has_changed(
    demo: Demo, open_page: Open
) -> None:
    position_id = open_filled(demo, stop_loss=STOP)
    page = open_page("/positions")
    dialog = dialog_of(page, position_id, "Change stop and targets")
    dialog.locator("select[name=stop]").select_option("Move to a price")
    dialog.get_by_label("Stop price").fill("64100")
    stop = {"stop_price": 64000, "protection_type": "BREAK_EVEN", "break_even_percentage": 1}
    demo.call_service(
        "tradehook", "modify_position", {"position_id": position_id, "stop_loss": stop}
    )

    dialog.get_by_role("button", name="Change", exact=True).click()

    expect(dialog.get_by_role("alert")).to_contain_text("Somebody else has changed this position")
    assert ledger_row(demo, position_id)["stop_loss"]["stop_price"] == "64000"
    dialog.locator("select[name=stop]").select_option("Move to a price")
    dialog.get_by_label("Stop price").fill("64100")
    expect(dialog.get_by_label("Its protection goes on")).to_be_checked()
    dialog.get_by_role("button", name="Change", exact=True).click()
    wait_for(
        lambda: ledger_row(demo, position_id),
        lambda row: (row["stop_loss"] or {}).get("stop_price") == "64100",
    )


def test_the_same_reduction_is_done_as_often_as_it_is_asked_for(
    demo: Demo, open_page: Open
) -> None:
    position_id = open_filled(demo)
    before = Decimal(ledger_row(demo, position_id)["size"])
    page = open_page("/positions")

    for left in (Decimal("0.75"), Decimal("0.5625")):
        dialog = dialog_of(page, position_id, "Reduce")
        dialog.get_by_role("textbox", name="Amount").fill("25")
        dialog.get_by_role("button", name="Reduce", exact=True).click()
        expect(page.get_by_text("The reduction was accepted.")).to_be_visible()
        expect(dialog).to_have_count(0)
        most = (left + Decimal("0.03")) * before
        now = wait_for(lambda: size(demo, position_id), most.__ge__)
        assert now / before == pytest.approx(left, abs=Decimal("0.03"))


def lines(page: Page) -> dict[str, str]:
    """Return the lines of the chart: their names with their prices."""
    found: dict[str, str] = page.locator("tradehook-chart").evaluate(
        "chart => Object.fromEntries(chart.levels.map(({ name, price }) => [name, price]))"
    )
    return found


def test_the_page_of_a_position_tells_what_happened(demo: Demo, open_page: Open) -> None:
    position_id = open_filled(demo, stop_loss=STOP)
    page = open_page(f"/position/{demo.bot.config_entry_id}/{position_id}")
    story = page.locator("[data-story] li")
    expect(story.last).to_contain_text("Opened by signal")
    page.locator("tradehook-chart canvas").first.wait_for()
    before = lines(page)

    page.get_by_role("button", name="Actions for").click()
    page.get_by_role("menuitem", name="Change stop and targets").click()
    dialog = page.get_by_role("dialog")
    dialog.locator("select[name=stop]").select_option("Move to a price")
    dialog.get_by_label("Stop price").fill("64500")
    dialog.get_by_role("button", name="Change", exact=True).click()

    expect(story.first).to_contain_text("Stop loss moved to 64,500.00: by hand")
    moved: Any = lines(page)
    assert moved["Stop"] == "64500"
    assert moved | {"Stop": before["Stop"]} == before
    page.get_by_role("button", name="Actions for").click()
    page.get_by_role("menuitem", name="Close").click()
    page.get_by_role("dialog").get_by_role("button", name="Close at market price").click()
    expect(story.first).to_contain_text("Closed: By hand. Realized profit")
    expect(page.locator("[data-orders] [data-order=close]")).to_contain_text("Filled")
    assert ledger_row(demo, position_id)["close_reason"] == "manual"
    assert run_over(page) == []


def drawn(page: Page) -> dict[str, Any]:
    """Return when the first candle begins, how many there are, and what stands for them if none."""
    found: dict[str, Any] = page.locator("tradehook-chart").evaluate(
        "({ shown, empty }) => ({ first: shown[0]?.[0] ?? null, count: shown.length, empty })"
    )
    return found


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_chart_shows_the_time_before_a_position_and_after_its_end(
    demo: Demo, open_page: Open, viewport: ViewportSize
) -> None:
    for price in (64_000, 66_000, 65_000):
        set_price(demo, Decimal(price))
        time.sleep(5.1)
    position_id = open_filled(demo, stop_loss=STOP)
    opened = time.time()
    path = f"/position/{demo.bot.config_entry_id}/{position_id}"
    page = open_page(path, viewport=viewport)
    page.locator("tradehook-chart canvas").first.wait_for()
    page.wait_for_function(RUNS_WITH_CANDLES)
    before = drawn(page)
    assert before["first"] < opened - 10
    assert before["count"] >= 3
    close_all(demo)
    wait_until_closed(demo, position_id)

    page.reload()
    page.locator("tradehook-chart canvas").first.wait_for()
    page.wait_for_function(RUNS_WITH_CANDLES)
    assert drawn(page)["first"] < opened - 10
    assert page.locator("tradehook-panel main").evaluate("m => m.scrollWidth <= m.clientWidth")


def test_everybody_can_use_the_dialogs(demo: Demo, open_page: Open, axe: str) -> None:
    position_id = open_filled(demo, stop_loss=STOP)
    page = open_page("/positions", bypass_csp=True, viewport=PHONE)
    row_of(page, position_id).wait_for()
    page.evaluate(axe)

    for item in ("Increase", "Reduce", "Change stop and targets", "Keep", "Close", "Create"):
        dialog = dialog_of(page, position_id, item)
        expect(dialog.get_by_role("heading")).to_contain_text("BTC/USDT Long")
        if item == "Change stop and targets":
            dialog.get_by_role("button", name="Change the targets").click()
        box = dialog.bounding_box()
        assert box is not None
        assert box["width"] <= PHONE["width"]
        assert dialog.evaluate("element => element.scrollWidth <= element.clientWidth")
        for scheme in schemes(page):
            assert violations(page, "tradehook-dialogs") == [], (item, scheme)
        page.keyboard.press("Escape")
        button = row_of(page, position_id).get_by_role("button", name="Actions for")
        expect(button).to_be_focused()


def test_nothing_sticks_out_where_one_reads_from_right_to_left(demo: Demo, open_page: Open) -> None:
    position_id = open_filled(demo, stop_loss=STOP)
    page = open_page("/positions", viewport=PHONE, apart=True)
    row = row_of(page, position_id)
    row.wait_for()
    page.evaluate("document.documentElement.dir = 'rtl'")
    page.locator("tradehook-panel").evaluate("panel => { panel.style.direction = 'rtl'; }")

    name = row.get_by_role("link", name="BTC/USDT").bounding_box()
    button = row.get_by_role("button", name="Actions for")
    more = button.bounding_box()
    assert name is not None
    assert more is not None
    assert more["x"] < name["x"]
    button.click()
    menu = page.get_by_role("menu").bounding_box()
    assert menu is not None
    assert menu["x"] >= 0
    assert menu["x"] + menu["width"] <= PHONE["width"]
    page.keyboard.press("Enter")
    page.locator("tradehook-chart canvas").first.wait_for()
    assert page.locator("tradehook-panel main").evaluate("m => m.scrollWidth <= m.clientWidth")


def test_the_focus_is_not_lost_with_a_position(demo: Demo, open_page: Open) -> None:
    position_id = open_filled(demo)
    page = open_page("/positions")

    dialog = dialog_of(page, position_id, "Close")
    dialog.get_by_role("button", name="Close at market price").press("Enter")
    expect(row_of(page, position_id)).to_have_count(0)
    expect(page.get_by_role("dialog")).to_have_count(0)

    page.wait_for_function("() => document.activeElement !== document.body")
