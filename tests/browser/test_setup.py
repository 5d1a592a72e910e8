"""Test the way in: from an installed integration to a trade, and accounts and bots in the panel."""

from collections.abc import Callable, Iterator
from typing import Any

from playwright.sync_api import Locator, Page, expect
import pytest

from tests.browser.accessibility import schemes, violations
from tests.browser.conftest import Open
from tests.browser.steps import has_exits, ledger_row, wait_until_closed, wait_until_it_fits
from tests.e2e.demo import Demo, wait_for

PHONE = {"width": 390, "height": 844}
MOST_CLICKS = 10
FROM_README = 2
"""The button in the README, and the one of my.home-assistant.io that it leads to."""
DELETE = """async ([entry_id, subentry_id]) => {
  const { conn } = await window.hassConnection;
  const type = "config_entries/subentries/delete";
  await conn.sendMessagePromise({ type, entry_id, subentry_id });
}"""


@pytest.fixture
def entries(demo: Demo) -> Iterator[Callable[[], set[str]]]:
    """Provide what tells the accounts; those that a test adds are removed after it."""

    def listed() -> set[str]:
        rows = demo.request("GET", "/api/config/config_entries/entry?domain=tradehook").json()
        return {row["entry_id"] for row in rows}

    before = listed()
    yield listed
    for entry_id in listed() - before:
        demo.request("DELETE", f"/api/config/config_entries/entry/{entry_id}")


def test_from_an_installed_integration_to_a_protected_trade_in_ten_clicks(
    demo: Demo, open_page: Open, axe: str, entries: Callable[[], set[str]]
) -> None:
    """No field is filled in on the way, and the position has a target and a stop."""
    before = entries()
    clicks = FROM_README
    page = open_page(apart=True, bypass_csp=True)
    page.goto(f"{demo.handles.base_url}/_my_redirect/config_flow_start?domain=tradehook")

    def click(what: Locator) -> None:
        nonlocal clicks
        what.click()
        clicks += 1

    click(page.get_by_role("button", name="OK"))
    click(page.get_by_text("Try it out"))
    click(page.get_by_role("button", name="Skip and finish"))
    (entry_id,) = entries() - before
    click(page.get_by_text("Tradehook", exact=True).first)
    title = f"Paper spot account {len(before)}"
    account = page.get_by_role("region", name=title)
    account.locator("tradehook-checklist").wait_for()
    page.evaluate(axe)
    for scheme in schemes(page):
        assert violations(page) == [], scheme
    click(account.get_by_role("button", name="Open a first trade"))
    question = page.get_by_role("dialog")
    expect(question.locator("[data-purse=paper]")).to_contain_text("Paper money")
    expect(question.locator("[data-facts]")).to_contain_text("Worst loss")
    click(question.get_by_role("button", name="Open a first trade"))

    expect(page.locator('[data-status="open"]')).to_be_visible()
    position_id = page.url.rpartition("/")[2]
    row = wait_for(lambda: ledger_row(demo, position_id), has_exits)
    assert (row["account"], row["no_stop"]) == (entry_id, False)
    assert row["next_target_price"]
    assert clicks <= MOST_CLICKS

    # The price is moved where the position is watched, up to its target
    page.get_by_role("slider", name="Move the simulated price by").fill("5")
    page.get_by_role("button", name="Move the price").click()
    wait_until_closed(demo, position_id)
    assert ledger_row(demo, position_id)["close_reason"] == "take_profit"


def settings_of(page: Page, account: str, bot_id: str) -> dict[str, Any]:
    """Return a bot's settings as the integration has them."""
    steps: list[dict[str, Any]] = page.evaluate(
        """async ([account, bot_id]) => {
          const { conn } = await window.hassConnection;
          return conn.sendMessagePromise({ type: "tradehook/bot_settings", account, bot_id });
        }""",
        [account, bot_id],
    )
    rows = [row for step in steps for part in step["sections"] for row in part["fields"]]
    return {row["name"]: row["value"] for row in rows}


def test_a_bot_is_added_and_changed_without_leaving_the_panel(
    demo: Demo, open_page: Open, axe: str, errors: list[str]
) -> None:
    account = demo.bot.config_entry_id
    page = open_page(f"/setup/bot/{account}", viewport=PHONE, bypass_csp=True)
    page.locator("tradehook-setup ha-form").first.wait_for()
    expect(page.get_by_role("heading", name="Name and entry · 1/3")).to_be_visible()
    expect(page.locator("ha-form").first).to_contain_text(
        "One entry, one take profit, one stop loss"
    )
    for step in ("2/3", "3/3"):
        page.locator("[data-next]").click()
        expect(page.get_by_role("heading", name=step)).to_be_visible()
    page.locator("[data-next]").click()

    message = page.get_by_role("textbox", name="Message of the alert")
    wanted = message.input_value()
    assert '"stop_loss"' in wanted
    wait_until_it_fits(page, PHONE["width"])
    page.get_by_role("button", name="Copy: Message of the alert").click()
    expect(page.get_by_text("Copied").first).to_be_visible()
    page.evaluate(axe)
    for scheme in schemes(page):
        assert violations(page) == [], scheme
    page.get_by_role("button", name="Finish").click()
    section = page.get_by_role("region", name="Paper spot account", exact=True)
    section.get_by_role("link", name="Signal bot").click()
    page.get_by_role("button", name="Edit").click()
    bot_id = page.url.rpartition("/")[2]
    try:
        page.get_by_role("button", name="Name and entry").click()
        expect(page.get_by_role("heading", name="Name and entry · Signal bot")).to_be_visible()
        page.locator("tradehook-setup input[type=number]").first.fill("150")
        page.locator("[data-next]").click()
        expect(page.get_by_role("heading", name="Saved")).to_be_visible()
        wait_for(lambda: settings_of(page, account, bot_id)["size"], lambda size: size == "150")
        page.get_by_role("button", name="Finish").click()
        page.get_by_role("button", name="New secret").click()
        page.locator("[data-next]").click()
        expect(page.get_by_text("Copy the message now")).to_be_visible()
        assert message.input_value() != wanted
    finally:
        page.evaluate(DELETE, [account, bot_id])
    assert errors == []


def test_what_is_wrong_stands_at_its_field(demo: Demo, open_page: Open) -> None:
    page = open_page(f"/setup/bot/{demo.bot.config_entry_id}")
    page.locator("tradehook-setup ha-form").first.wait_for()
    page.get_by_role("textbox", name="Name").fill("Demo bot")
    page.locator("[data-next]").click()
    expect(page.locator("ha-form").first).to_contain_text(
        "Another bot of this account has this name"
    )
    page.get_by_role("button", name="Cancel").click()
    page.locator("tradehook-overview").wait_for()
