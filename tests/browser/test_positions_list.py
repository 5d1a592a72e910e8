"""Test what the list and the page of positions tell, and what is done to several of them."""

from collections.abc import Iterator
from decimal import Decimal
import re
from typing import Any
import uuid

from playwright.sync_api import Locator, Page, ViewportSize, expect
import pytest

from tests.browser.accessibility import schemes, violations
from tests.browser.conftest import DESKTOP, Open
from tests.browser.steps import (
    close_all,
    ledger_row,
    live,
    open_filled,
    open_position,
    row_of,
    run_over,
    wait_until_closed,
)
from tests.e2e.demo import Demo, wait_for

PHONE: ViewportSize = {"width": 390, "height": 844}
EXITS: dict[str, Any] = {
    "stop_loss": {"stop_percentage": 2},
    "take_profit": [{"price_percentage": 3, "position_percentage": 100}],
}
LOSE = """async () => {
  const { conn } = await window.hassConnection;
  conn.suspendReconnectUntil(new Promise((resolve) => { window.reconnect = resolve; }));
  conn.suspend();
}"""


@pytest.fixture(autouse=True)
def quiet(demo: Demo, errors: list[str]) -> Iterator[None]:
    """Leave nothing open, and fail whatever made our bundle complain in the console."""
    hold(demo, 65000)
    yield
    close_all(demo)
    assert errors == []


def hold(demo: Demo, price: int) -> None:
    """Hold both markets at a price."""
    change = {"symbol": "BTC/USDT", "price": price, "hold": True}
    demo.call_service("tradehook", "set_simulated_price", change)


def open_futures(demo: Demo, **fields: Any) -> str:
    """Open a position on the futures account, wait until it is filled, and return its id."""
    message = {
        "action": "open",
        "symbol": "BTC/USDT",
        "side": "long",
        "signal_id": uuid.uuid4().hex,
    }
    answer = demo.post_signal(message | fields, bot=demo.futures_bot)
    assert answer.status_code == 202, answer.text
    position_id: str = answer.json()["position_ids"][0]
    wait_for(lambda: ledger_row(demo, position_id)["status"], lambda status: status == "open")
    return position_id


def cell(page: Page, position_id: str, name: str) -> Locator:
    """Return a cell of a position's row."""
    return row_of(page, position_id).locator(f'[data-cell="{name}"]')


def fact(page: Page, name: str) -> Locator:
    """Return a number of a position's page."""
    return page.locator(f'[data-fact="{name}"] dd')


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_row_answers_the_first_questions(
    demo: Demo, open_page: Open, viewport: ViewportSize
) -> None:
    """Test stop, target, distance, risk, value, fees, age and the totals of what is shown."""
    position_id = open_filled(demo, **EXITS)
    bare = open_filled(demo)
    page = open_page("/positions", viewport=viewport)
    row_of(page, position_id).wait_for()
    row = ledger_row(demo, position_id)

    expect(cell(page, position_id, "stop_distance")).to_contain_text(
        f"{Decimal(row['stop_price']):,.2f}"
    )
    expect(cell(page, position_id, "stop_distance")).to_contain_text(re.compile(r"-[12]\.\d\d %"))
    expect(cell(page, position_id, "target_distance")).to_contain_text(
        f"{Decimal(row['next_target_price']):,.2f}"
    )
    expect(cell(page, position_id, "risk")).to_contain_text(f"{Decimal(row['risk']):.2f} USDT")
    value = Decimal(row["size"]) * Decimal(row["mark_price"])
    expect(cell(page, position_id, "value")).to_contain_text(f"{value:.2f} USDT")
    expect(cell(page, position_id, "fees")).to_contain_text("0.10 USDT")
    expect(row_of(page, position_id).locator("[data-since]")).to_contain_text(re.compile("s|min"))
    expect(cell(page, bare, "stop_distance")).to_contain_text("No stop loss")
    expect(row_of(page, bare).locator("[data-no-stop]")).to_be_visible()
    totals = page.locator("[data-totals] [data-quote=USDT]")
    expect(totals.locator("[data-total=count] dd")).to_have_text("2")
    expect(totals.locator("[data-total=risk]")).to_contain_text("1 without a stop")
    assert run_over(page) == []
    assert page.locator("tradehook-panel main").evaluate("m => m.scrollWidth <= m.clientWidth")


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_percent_and_money_of_a_row_are_of_one_sign(
    demo: Demo, open_page: Open, viewport: ViewportSize
) -> None:
    """Test a price at which the open result is a gain, and the whole one is not."""
    position_id = open_filled(demo)
    entry = Decimal(ledger_row(demo, position_id)["entry_price"])
    hold(demo, int(entry * Decimal("1.0005")))
    page = open_page("/positions", viewport=viewport)

    shown = cell(page, position_id, "profit")
    expect(shown).to_contain_text(re.compile(r"-0\.\d\d USDT"))
    expect(shown).to_contain_text(re.compile(r"-0\.\d\d %"))
    expect(shown.locator(".profit")).to_have_count(0)


def test_percent_of_cost_and_of_margin_have_names(demo: Demo, open_page: Open) -> None:
    position_id = open_futures(demo, leverage=10, **EXITS)
    page = open_page("/positions")

    row = ledger_row(demo, position_id)
    shown = cell(page, position_id, "profit")
    expect(shown).to_contain_text(f"ROE {Decimal(row['roe_percentage']):.2f} %")
    expect(cell(page, position_id, "margin")).to_contain_text("Liq. ")
    row_of(page, position_id).click()
    expect(page.get_by_text("Profit, % of cost")).to_be_visible()
    expect(page.get_by_text("ROE, % of margin")).to_be_visible()
    for name in ("liquidation_price", "funding", "margin", "risk", "stop_price"):
        expect(fact(page, name)).to_contain_text(re.compile(r"\d"))


def test_a_pending_entry_shows_its_price(demo: Demo, open_page: Open) -> None:
    placed = open_position(demo, order_type="limit", signal_price="60000")
    waits = open_position(demo, entry_condition={"price": "70000"})
    page = open_page("/positions")

    expect(cell(page, placed, "mark_price")).to_contain_text("Limit 60,000.00")
    expect(cell(page, waits, "mark_price")).to_contain_text("Waits for 70,000.00")
    row_of(page, placed).click()
    expect(fact(page, "entry_price")).to_contain_text("Limit 60,000.00")


def test_what_home_assistant_watches_is_among_the_orders(demo: Demo, open_page: Open) -> None:
    position_id = open_filled(demo, **EXITS)
    wait_for(
        lambda: ledger_row(demo, position_id)["orders"],
        lambda orders: any(order["purpose"] == "take_profit" for order in orders),
    )
    row = ledger_row(demo, position_id)
    page = open_page(f"/positions/{position_id}")

    stop = page.locator("[data-orders] [data-watched=stop_loss]")
    resting = row["stop_loss"]["resting_stop_price"]
    if resting is None:
        expect(stop).to_contain_text("Watched by Home Assistant")
        expect(stop).to_contain_text(f"{Decimal(row['stop_price']):,.2f}")
    else:
        expect(page.locator("[data-orders] [data-order=stop_loss]")).to_have_count(1)


@pytest.mark.parametrize("list_of", ["positions", "closed", "trades", "bot"])
def test_the_whole_row_opens_its_position(demo: Demo, open_page: Open, list_of: str) -> None:
    position_id = open_filled(demo, **EXITS)
    if list_of == "closed":
        close_all(demo)
        wait_until_closed(demo, position_id)
    path = {"closed": "/positions/closed", "bot": ""}.get(list_of, f"/{list_of}")
    page = open_page(path, viewport=PHONE, has_touch=True)
    if list_of == "bot":
        page.get_by_role("link", name="Demo bot", exact=True).click()

    row = page.locator(f'[data-position="{position_id}"]').first
    row.wait_for()
    row.scroll_into_view_if_needed()
    box = row.bounding_box()
    assert box is not None
    row.tap(position={"x": box["width"] / 2, "y": box["height"] - 6})

    expect(page).to_have_url(re.compile(f"/tradehook/positions/{position_id}$"))
    expect(page.get_by_role("heading", name="BTC/USDT")).to_be_visible()


def test_a_card_is_pulled_aside_to_act_on_it(demo: Demo, open_page: Open) -> None:
    position_id = open_filled(demo, stop_loss={"stop_percentage": 5})
    page = open_page("/positions", viewport=PHONE, has_touch=True)
    row = row_of(page, position_id)
    row.wait_for()

    def pull(x: int, y: int = 0) -> None:
        box = row.bounding_box()
        assert box is not None
        begin = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        finger = page.context.new_cdp_session(page)
        for step in range(11):
            point = {"x": begin[0] + x * step / 10, "y": begin[1] + y * step / 10}
            kind = "touchMove" if step else "touchStart"
            finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [point]})
        finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        finger.detach()

    dialog = page.get_by_role("dialog")
    for direction, title in ((-140, "Close BTC/USDT Long"), (140, "Stop and targets")):
        pull(direction)
        expect(dialog).to_contain_text(title)
        page.keyboard.press("Escape")
        expect(dialog).to_have_count(0)
    for x, y in ((-50, 0), (-30, 140)):  # too short; scrolled
        pull(x, y)
        expect(row).not_to_have_attribute("data-swipe", re.compile("."))
        expect(dialog).to_have_count(0)
    assert page.url.endswith("/positions")
    assert ledger_row(demo, position_id)["status"] == "open"


@pytest.mark.parametrize("over", [False, True], ids=["open", "closed"])
def test_the_address_of_a_position_opens_it_afresh(demo: Demo, open_page: Open, over: bool) -> None:
    """Test a link of a notification, in a browser in which nothing was loaded before."""
    position_id = open_futures(demo, **EXITS)
    if over:
        close_all(demo)
        wait_until_closed(demo, position_id)
    page = open_page(f"/positions/{position_id}", apart=True)
    page.locator("tradehook-position h2").wait_for()

    expect(page.locator(f'[data-status="{"closed" if over else "open"}"]')).to_be_visible()
    expect(page.locator("[data-fills]")).to_contain_text("Entry")
    page.get_by_role("button", name="Back").click()
    expect(page).to_have_url(re.compile("/tradehook/positions$"))


def test_an_address_of_no_position_says_so(open_page: Open) -> None:
    page = open_page("/positions/none-of-ours")

    expect(page.locator("tradehook-position [role=alert]")).to_contain_text("position")


def test_what_is_done_most_is_within_reach_of_a_thumb(demo: Demo, open_page: Open) -> None:
    position_id = open_filled(demo)
    page = open_page(f"/positions/{position_id}", viewport=PHONE)
    expect(page.locator("[data-no-stop-note]")).to_contain_text("Nothing ends a loss")

    bar = page.locator("[data-quick]")
    expect(bar.get_by_role("button")).to_have_text(["Close", "Reduce", "Stop"])
    for scroll in (0, 400, 5000):
        page.mouse.wheel(0, scroll)
        page.wait_for_timeout(100)
        box = bar.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= PHONE["height"]
        assert box["y"] > PHONE["height"] * 2 / 3
    bar.get_by_role("button", name="Stop").click()
    dialog = page.get_by_role("dialog")
    dialog.locator("select[name=stop]").select_option("Move to a price")
    dialog.get_by_label("Stop price").fill("64000")
    dialog.get_by_role("button", name="Change", exact=True).click()
    expect(page.locator("[data-no-stop-note]")).to_have_count(0)
    expect(fact(page, "stop_price")).to_contain_text("64,000.00")
    wait_for(lambda: ledger_row(demo, position_id)["stop_price"], lambda price: price == "64000")


def test_several_are_closed_with_one_question(demo: Demo, open_page: Open, axe: str) -> None:
    """Test that all of them are listed, with what each would realize, and no other is touched."""
    chosen = [open_filled(demo), open_filled(demo)]
    waiting = open_position(demo, order_type="limit", signal_price="60000")
    other = open_filled(demo, symbol="ETH/USDT")
    hold(demo, 66000)
    page = open_page("/positions", viewport=PHONE, bypass_csp=True)
    row_of(page, other).wait_for()
    page.evaluate(axe)

    for position_id in (*chosen, waiting):
        row_of(page, position_id).get_by_role("checkbox").check()
    bar = page.locator("[data-chosen]")
    expect(bar).to_contain_text("3 chosen")
    bar.get_by_role("button", name="Close").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("heading", name="Close 3 positions?")).to_be_visible()
    for position_id in chosen:
        expect(dialog.locator(f'[data-position="{position_id}"]')).to_contain_text(
            re.compile(r"\+1\.\d\d USDT")
        )
    expect(dialog.locator(f'[data-position="{waiting}"]')).to_contain_text("Entry is cancelled")
    expect(dialog.locator("[data-together=USDT]")).to_contain_text(re.compile(r"\+[23]\.\d\d USDT"))
    for scheme in schemes(page):
        assert violations(page, "tradehook-dialogs") == [], scheme
    dialog.get_by_role("button", name="Close 3").click()

    expect(page.get_by_text("3 positions are being closed.")).to_be_visible()
    wait_for(lambda: [row["position_id"] for row in live(demo)], lambda ids: ids == [other])
    expect(page.locator("[data-chosen]")).to_have_count(0)
    wait_for(
        lambda: [ledger_row(demo, one)["status"] for one in (*chosen, waiting)],
        lambda statuses: statuses == ["closed", "closed", "cancelled"],
    )


def test_several_are_kept_with_one_question(demo: Demo, open_page: Open) -> None:
    filled = open_filled(demo)
    waiting = open_position(demo, order_type="limit", signal_price="60000")
    page = open_page("/positions")

    page.get_by_role("checkbox", name="Choose all").check()
    page.locator("[data-chosen]").get_by_role("button", name="Keep").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.locator(f'[data-position="{filled}"]')).to_contain_text("Stays open")
    dialog.get_by_role("button", name="Keep 2").click()

    expect(page.get_by_text("2 positions are kept.")).to_be_visible()
    wait_for(lambda: [row["position_id"] for row in live(demo)], lambda ids: ids == [filled])
    wait_for(lambda: ledger_row(demo, waiting)["status"], lambda status: status == "cancelled")


def test_all_of_an_account_and_of_all_are_closed(demo: Demo, open_page: Open) -> None:
    spot, futures = open_filled(demo), open_futures(demo)
    page = open_page("/positions")

    page.get_by_role("button", name="Close all").click()
    items = page.get_by_role("menuitem")
    expect(items).to_have_count(3)
    expect(items.last).to_have_text("All accounts (2)")
    name = row_of(page, spot).locator(".name .small").inner_text().split(" · ")[1]
    page.get_by_role("menuitem", name=f"{name} (1)").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.locator("[data-position]")).to_have_count(1)
    expect(dialog).to_contain_text("Paper")
    dialog.get_by_role("button", name="Close 1").click()
    wait_for(lambda: [row["position_id"] for row in live(demo)], lambda ids: ids == [futures])

    spot = open_filled(demo)
    row_of(page, spot).wait_for()
    page.get_by_role("button", name="Close all").click()
    page.get_by_role("menuitem", name="All accounts").click()
    expect(dialog.locator("[data-position]")).to_have_count(2)
    dialog.get_by_role("button", name="Close 2").click()
    wait_for(lambda: live(demo), lambda rows: rows == [])


def test_the_last_numbers_stay_while_the_connection_is_lost(demo: Demo, open_page: Open) -> None:
    """Test that they say of when they are, and that nothing is done then, nor later."""
    position_id = open_filled(demo, **EXITS)
    page = open_page("/positions", apart=True)
    row_of(page, position_id).wait_for()

    page.evaluate(LOSE)
    expect(page.locator("[data-stale]")).to_contain_text(re.compile(r"As of .*\d\d:\d\d:\d\d"))
    expect(cell(page, position_id, "stop_distance")).to_contain_text(re.compile(r"\d"))
    row_of(page, position_id).get_by_role("checkbox").check()
    page.locator("[data-chosen]").get_by_role("button", name="Close").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Close 1").click()
    expect(dialog.get_by_role("alert")).to_contain_text("nothing was done")
    dialog.get_by_role("button", name="Cancel").click()

    page.evaluate("() => window.reconnect()")
    expect(page.locator("[data-stale]")).to_have_count(0)
    assert ledger_row(demo, position_id)["status"] == "open"
    expect(row_of(page, position_id)).to_be_visible()


def test_the_tab_of_the_view_is_in_sight_on_a_phone(open_page: Open) -> None:
    page = open_page("/trades", viewport=PHONE)

    box = page.locator("nav [aria-current]").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= PHONE["width"]
