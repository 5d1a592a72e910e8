"""Test the panel as people use it: what they see, what they press and what comes of it."""

import re
import time
from typing import Any

from playwright.sync_api import Page, expect
import pytest
import requests

from tests.browser.accessibility import violations
from tests.browser.conftest import LIVE_SECONDS, PHONE, Open
from tests.browser.steps import (
    choose,
    ledger_row,
    open_filled,
    open_position,
    row_of,
    run_over,
    wait_until_closed,
)
from tests.e2e.demo import Demo, wait_for


@pytest.fixture(autouse=True)
def quiet(errors: list[str]) -> Any:
    """Fail whatever made our bundle complain in the console."""
    yield
    assert errors == []


def test_a_position_appears_within_a_second(demo: Demo, open_page: Open) -> None:
    page = open_page("/positions")
    page.locator("tradehook-positions").wait_for()

    position_id = open_position(demo)
    answered = time.monotonic()
    row_of(page, position_id).wait_for(timeout=LIVE_SECONDS * 1000)

    assert time.monotonic() - answered < LIVE_SECONDS
    demo.call_service(
        "tradehook",
        "set_simulated_price",
        {"symbol": "BTC/USDT", "change_percentage": 5, "hold": True},
    )
    expect(row_of(page, position_id).locator(".profit").last).to_contain_text(
        "+", timeout=LIVE_SECONDS * 1000
    )


def test_a_position_is_closed_through_its_menu(demo: Demo, open_page: Open) -> None:
    position_id = open_filled(demo)
    page = open_page("/positions")

    choose(page, position_id, "Close")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Close BTC/USDT Long?")
    assert ledger_row(demo, position_id)["status"] == "open"
    dialog.get_by_role("button", name="Close at market price").click()

    expect(page.get_by_text("The position is being closed at market price.")).to_be_visible()
    expect(row_of(page, position_id)).to_have_count(0)
    wait_until_closed(demo, position_id)
    page.get_by_role("button", name="Closed").click()
    expect(page.locator(f'li[data-position="{position_id}"]')).to_contain_text("By hand")


def test_nothing_happens_when_a_question_is_cancelled(demo: Demo, open_page: Open) -> None:
    position_id = open_filled(demo)
    page = open_page("/positions")

    choose(page, position_id, "Close")
    page.get_by_role("dialog").get_by_role("button", name="Cancel").click()

    expect(page.get_by_role("dialog")).to_have_count(0)
    assert ledger_row(demo, position_id)["status"] == "open"
    demo.call_service("tradehook", "close_position", {"entity_id": "all"})


def test_a_link_closes_its_position_in_another_tab(demo: Demo, open_page: Open) -> None:
    position_id = open_filled(demo)
    page = open_page("/positions")

    choose(page, position_id, "Create webhook link")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("radio", name="Close with market order")).to_be_checked()
    dialog.get_by_role("button", name="Create link").click()
    url = dialog.get_by_role("textbox").input_value()
    dialog.get_by_role("button", name="Copy").click()
    expect(dialog.get_by_role("button", name="Copied")).to_be_visible()
    tab = page.context.new_page()
    tab.goto(url)

    expect(tab.locator("body")).to_contain_text("being closed")
    expect(row_of(page, position_id)).to_have_count(0)
    wait_until_closed(demo, position_id)


def test_an_entry_that_waits_is_not_kept(demo: Demo, open_page: Open) -> None:
    position_id = open_position(demo, order_type="limit", signal_price="20000")
    page = open_page("/positions", viewport=PHONE)

    expect(row_of(page, position_id)).to_contain_text("Pending")
    choose(page, position_id, "Keep what has filled")
    page.get_by_role("dialog").get_by_role("button", name="Keep", exact=True).click()

    expect(row_of(page, position_id)).to_have_count(0)
    wait_for(lambda: ledger_row(demo, position_id)["status"], lambda status: status == "cancelled")


def test_the_menu_is_worked_with_the_keyboard(demo: Demo, open_page: Open) -> None:
    position_id = open_filled(demo)
    page = open_page("/positions")

    button = row_of(page, position_id).get_by_role("button", name="Actions for")
    button.press("Enter")
    expect(page.get_by_role("menuitem", name="Show details")).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("menuitem", name="Close")).to_be_focused()
    page.keyboard.press("Escape")
    expect(button).to_be_focused()
    button.press("Enter")
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile(f"/tradehook/positions/{position_id}$"))
    demo.call_service("tradehook", "close_position", {"entity_id": "all"})


def test_the_chart_and_the_links_of_a_position(demo: Demo, open_page: Open) -> None:
    position_id = open_filled(demo, stop_loss={"stop_percentage": 2})
    account = demo.bot.config_entry_id
    page = open_page(f"/position/{account}/{position_id}")

    expect(page.locator("tradehook-chart canvas").first).to_be_visible()
    expect(page.get_by_role("figure", name="Price chart of BTC/USDT Long")).to_be_visible()
    expect(page.locator("[data-fills]")).to_contain_text("Entry")
    demo.call_service(
        "tradehook",
        "create_position_link",
        {
            "entity_id": ledger_row(demo, position_id)["entity_id"],
            "position_id": position_id,
            "mode": "close",
        },
        return_response=True,
    )
    page.reload()
    links = page.locator("[data-links]")
    url = links.get_by_role("textbox").input_value()
    links.get_by_role("button", name="Revoke").click()
    page.get_by_role("dialog").get_by_role("button", name="Revoke").click()

    expect(links.get_by_role("textbox")).to_have_count(0)
    assert requests.get(url, timeout=30).status_code == requests.codes.gone
    assert ledger_row(demo, position_id)["status"] == "open"
    demo.call_service("tradehook", "close_position", {"entity_id": "all"})
    expect(page.locator('[data-status="closed"]')).to_be_visible()
    expect(page.locator("[data-fills]")).to_contain_text("Close")


def test_a_refusal_says_why_and_shows_where(demo: Demo, open_page: Open) -> None:
    page = open_page("/signals")
    page.locator("tradehook-signals").wait_for()

    answer = demo.post_signal({"action": "open", "symbol": "NOPE/USDT", "side": "long"})
    assert answer.status_code == requests.codes.unprocessable

    row = page.locator(f'details[data-receipt="{answer.json()["receipt_id"]}"]')
    said = answer.json()["error"].replace("`", "")
    expect(row).to_contain_text(said, timeout=LIVE_SECONDS * 1000)
    row.locator("summary").click()
    expect(row.locator("code")).to_have_text(["symbol", "unknown_symbol"])
    expect(row.locator("mark")).to_contain_text('"symbol": "NOPE/USDT"')
    expect(row.locator("mark")).to_have_count(1)
    assert demo.bot.api_secret not in row.inner_text()


def test_a_bot_is_stopped_and_started(demo: Demo, open_page: Open) -> None:
    page = open_page()

    page.get_by_role("button", name="Stop Demo bot").click()
    page.get_by_role("dialog").get_by_role("button", name="Stop").click()
    page.get_by_role("button", name="Start Demo bot").wait_for()
    assert demo.state(demo.bot.switch_entity_id) == "off"

    page.get_by_role("button", name="Start Demo bot").click()
    page.get_by_role("dialog").get_by_role("button", name="Start").click()
    page.get_by_role("button", name="Stop Demo bot").wait_for()
    assert demo.state(demo.bot.switch_entity_id) == "on"


def test_trades_are_exported(demo: Demo, open_page: Open) -> None:
    position_id = open_filled(demo)
    page = open_page("/trades")

    with page.expect_download() as download:
        page.get_by_role("button", name="Export as CSV").click()
    header, *rows = download.value.path().read_text().splitlines()

    assert header.startswith("time,account_name,account_type,bot_name,symbol,side,position_side")
    assert position_id in rows[0]
    fills = demo.call_service(
        "tradehook",
        "get_trades",
        {"account": demo.bot.config_entry_id, "limit": 1000},
        return_response=True,
    )["trades"]
    assert len([row for row in rows if ",dust," not in row]) == len(fills)
    demo.call_service("tradehook", "close_position", {"entity_id": "all"})


def context_builder(demo: Demo, page: Page, position_id: str) -> list[str]:
    """Return the paths of all views; the page shows the overview."""
    detail = f"/position/{demo.bot.config_entry_id}/{position_id}"
    link = page.get_by_role("link", name="Demo bot", exact=True).get_attribute("href") or ""
    bot = link.removeprefix("/tradehook")
    return [
        "",
        "/positions",
        "/positions/closed",
        "/signals",
        "/builder",
        "/results",
        "/trades",
        detail,
        *(f"{bot}{part}" for part in ("", "/builder", "/signals", "/settings")),
    ]


def go(page: Page, path: str) -> None:
    """Go to a view without loading the page again, and wait until it shows something."""
    page.evaluate(
        """path => {
          history.pushState(null, "", path);
          dispatchEvent(new CustomEvent("location-changed", { detail: { replace: false } }));
        }""",
        f"/tradehook{path}",
    )
    name = {"": "overview", "/positions/closed": "history"}.get(path) or path.split("/")[1]
    page.locator(f"tradehook-panel main > tradehook-{name}").wait_for()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_everybody_can_use_it(demo: Demo, open_page: Open, axe: str, dark: bool) -> None:
    """Test with axe-core, in our elements only: the rest of the page is Home Assistant's."""
    position_id = open_filled(demo, stop_loss={"stop_percentage": 2})
    page = open_page(dark=dark, bypass_csp=True)
    page.locator("tradehook-overview").wait_for()
    page.evaluate(axe)

    for view in context_builder(demo, page, position_id):
        go(page, view)
        page.wait_for_timeout(300)  # what is read once has come, and the theme is faded in
        assert violations(page) == [], view
    demo.call_service("tradehook", "close_position", {"entity_id": "all"})


def test_a_phone_needs_no_scrolling_to_the_side(demo: Demo, open_page: Open) -> None:
    position_id = open_filled(demo)
    page = open_page(viewport=PHONE)
    page.locator("tradehook-overview").wait_for()
    main = page.locator("tradehook-panel main")

    for view in context_builder(demo, page, position_id):
        go(page, view)
        page.wait_for_timeout(200)
        assert page.evaluate("document.scrollingElement.scrollWidth") <= PHONE["width"], view
        assert main.evaluate("element => element.scrollWidth <= element.clientWidth"), view
        assert run_over(page) == [], view
    demo.call_service("tradehook", "close_position", {"entity_id": "all"})


def test_the_truth_is_back_after_a_restart(demo: Demo, open_page: Open) -> None:
    """Test it last: everything else is gone while Home Assistant is away."""
    position_id = open_filled(demo)
    page = open_page("/positions", apart=True)
    row_of(page, position_id).wait_for()

    demo.kill()
    expect(page.get_by_text("The connection to Home Assistant was lost")).to_be_visible()
    demo.start()

    row_of(page, position_id).wait_for()
    demo.call_service("tradehook", "close_position", {"entity_id": "all"})
    expect(row_of(page, position_id)).to_have_count(0)
