"""Test the page of a bot: its record, addresses, positions, signals and settings."""

import re
from typing import Any
import uuid

from playwright.sync_api import Page, expect
import pytest
import requests

from tests.browser.accessibility import violations
from tests.browser.conftest import PHONE, Open
from tests.browser.steps import close_all, empty_form, wait_until_it_fits
from tests.e2e.demo import Demo


@pytest.fixture(autouse=True)
def quiet(errors: list[str]) -> Any:
    """Fail whatever made our bundle complain in the console."""
    yield
    assert errors == []


def send(demo: Demo, **fields: Any) -> requests.Response:
    """Send a signal that is like no other."""
    return demo.post_signal(
        {"action": "open", "symbol": "BTC/USDT", "side": "long", "signal_id": uuid.uuid4().hex}
        | fields
    )


def open_bot(open_page: Open, **more: Any) -> Page:
    """Open the page of the spot account's bot as a person does."""
    page = open_page("", **more)
    page.get_by_role("link", name="Demo bot", exact=True).click()
    page.locator("tradehook-bot").wait_for()
    return page


def test_the_page_leads_from_the_overview_and_back(open_page: Open) -> None:
    page = open_bot(open_page)

    expect(page).to_have_url(re.compile("/tradehook/bot/.+/.+"))
    expect(page.get_by_role("heading", name="Demo bot")).to_be_visible()
    expect(page.locator('[data-status="running"]')).to_be_visible()
    page.get_by_role("button", name="Back").click()
    page.locator("tradehook-overview").wait_for()


def test_the_record_follows_what_is_earned(demo: Demo, open_page: Open) -> None:
    page = open_bot(open_page)
    trades = page.locator('[data-fact="trades"]')
    before = int(trades.inner_text())

    position_id = send(demo).json()["position_ids"][0]
    row = page.locator(f'[data-positions] tr[data-position="{position_id}"]')
    row.wait_for()
    close_all(demo)

    expect(trades).to_have_text(str(before + 1))
    expect(row).to_have_count(0)
    expect(page.locator('[data-fact="worst"]')).to_have_text(re.compile(r"-\d+\.\d\d USDT"))


def test_the_address_is_copied_with_one_click(demo: Demo, open_page: Open) -> None:
    page = open_bot(open_page, permissions=["clipboard-read", "clipboard-write"])

    page.get_by_role("button", name="Copy: Internal address").click()

    expect(page.get_by_text("Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == demo.bot.webhook_url
    expect(page.locator("[data-webhook]")).to_contain_text("can't reach this bot yet")


def test_a_bot_is_stopped_and_everything_closed_after_a_question(
    demo: Demo, open_page: Open
) -> None:
    send(demo)
    page = open_bot(open_page)
    button = page.get_by_role("button", name="Stop and close")
    button.click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("all its positions (1) are closed at market price")
    dialog.get_by_role("button", name="Cancel").click()
    assert demo.state(demo.bot.switch_entity_id) == "on"

    button.click()
    dialog.get_by_role("button", name="Stop and close").click()

    page.locator('[data-status="stopped"]').wait_for()
    expect(page.get_by_text("No open positions.")).to_be_visible()
    page.get_by_role("button", name="Start", exact=True).click()
    dialog.get_by_role("button", name="Start").click()
    page.locator('[data-status="running"]').wait_for()
    assert demo.state(demo.bot.switch_entity_id) == "on"


def test_the_settings_are_told_in_the_words_of_the_flow(open_page: Open) -> None:
    page = open_bot(open_page)
    page.get_by_role("button", name="Settings").click()

    entry = page.locator('section[data-step="entry"]')
    expect(entry.get_by_role("heading", name="Name and entry")).to_be_visible()
    expect(entry.locator('[data-setting="name"]')).to_have_text("Demo bot")
    expect(entry.locator('[data-setting="order_type"]')).to_have_text("Market")
    limits = page.locator('section[data-step="limits"]')
    expect(limits.locator('[data-setting="max_positions_per_market"]')).to_have_text("3")
    expect(limits.locator('[data-setting="max_spread"]')).to_have_text("Not set")
    expect(page.get_by_role("link", name="Open the integration")).to_have_attribute(
        "href", re.compile("#config_entry=")
    )


def test_the_builder_of_a_bot_is_about_this_bot(demo: Demo, open_page: Open) -> None:
    page = open_bot(open_page)
    page.get_by_role("button", name="Builder", exact=True).click()
    empty_form(page)

    expect(page.get_by_text("The bot would accept this signal.")).to_be_visible()
    expect(page.locator("select[name=bot]")).to_have_count(0)
    expect(page.get_by_label("Webhook URL")).to_have_value(demo.bot.webhook_url)


def test_a_refusal_shows_each_wrong_part_and_is_sent_again(demo: Demo, open_page: Open) -> None:
    answer = send(demo, side="up", take_profit=[{"price": 70000}]).json()
    page = open_bot(open_page, viewport=PHONE)
    page.get_by_role("button", name="Signals").click()
    row = page.locator(f'details[data-receipt="{answer["receipt_id"]}"]')
    row.locator("summary").click()

    expect(row.locator("mark")).to_have_text([re.compile('"side": "up"'), re.compile("{"), "    }"])
    expect(row.locator("li")).to_have_count(2)
    row.get_by_role("button", name="Send again as test").click()

    expect(row.locator('[data-answer="refused"]')).to_be_visible()
    first = page.locator("details").first
    expect(first).not_to_have_attribute("data-receipt", answer["receipt_id"])
    first.locator("summary").click()
    expect(first.locator("pre")).to_contain_text('"test": true')


def test_the_log_is_filtered(demo: Demo, open_page: Open) -> None:
    refused = send(demo, side="up").json()["receipt_id"]
    accepted = send(demo).json()["receipt_id"]
    closed = send(demo, action="close").json()["receipt_id"]
    page = open_page("/signals")
    row = 'details[data-receipt="{}"]'.format
    page.locator(row(accepted)).wait_for()

    page.locator("select[name=status]").select_option("refused")
    expect(page.locator(row(accepted))).to_have_count(0)
    expect(page.locator(row(refused))).to_be_visible()
    page.locator("select[name=status]").select_option("")
    page.locator("select[name=action]").select_option("close")
    expect(page.locator(row(closed))).to_be_visible()
    expect(page.locator(row(refused))).to_have_count(0)
    page.locator("select[name=status]").select_option("expired")
    expect(page.get_by_text("No signal matches the filter.")).to_be_visible()


def test_older_signals_are_loaded_page_by_page(demo: Demo, open_page: Open) -> None:
    first = send(demo, side="the first").json()["receipt_id"]
    # The log keeps 60 refusals a minute of a bot, but each answer to an alert that is heard again
    accepted = {"action": "open", "symbol": "BTC/USDT", "side": "long", "signal_id": "again"}
    for _ in range(210):
        assert demo.post_signal(accepted).ok
    page = open_page("/signals")
    page.locator("details").first.wait_for()
    row = page.locator(f'details[data-receipt="{first}"]')
    expect(row).to_have_count(0)

    page.get_by_role("button", name="Load more").click()

    expect(row).to_be_visible()
    expect(page.get_by_role("button", name="Load more")).to_have_count(0)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_everybody_can_read_a_refusal(demo: Demo, open_page: Open, axe: str, dark: bool) -> None:
    answer = send(demo, side="up", take_profit=[{"price": 70000}]).json()
    page = open_page("/signals", dark=dark, bypass_csp=True, viewport=PHONE)
    row = page.locator(f'details[data-receipt="{answer["receipt_id"]}"]')
    row.locator("summary").click()
    row.get_by_role("button", name="Send again as test").click()
    row.locator('[data-answer="refused"]').wait_for()
    page.evaluate(axe)

    assert violations(page) == []
    wait_until_it_fits(page, PHONE["width"])
