"""Test a bot's page of other systems' alerts: pasted, explained, learned, forgotten."""

import json
from typing import Any

from playwright.sync_api import Page, expect
import pytest
import requests

from tests.browser.accessibility import violations
from tests.browser.conftest import PHONE, Open
from tests.browser.steps import wait_until_it_fits
from tests.e2e.demo import Demo

TOKEN = "own-value-of-a-token"
OKX = json.dumps({"action": "ENTER_LONG", "instrument": "{{ticker}}", "signalToken": TOKEN})
DEFAULT = (
    "MA: order {{strategy.order.action}} @ {{strategy.order.contracts}} filled on {{ticker}}. "
    "New strategy position is {{strategy.position_size}}"
)


@pytest.fixture(autouse=True)
def quiet(errors: list[str]) -> Any:
    """Fail whatever made our bundle complain in the console."""
    yield
    assert errors == []


def open_others(demo: Demo, open_page: Open, **more: Any) -> Page:
    """Open the page of the demo's bot."""
    page = open_page("/overview", **more)
    page.get_by_role("link", name=demo.bot.name).first.click()
    page.get_by_role("button", name="Other systems").click()
    page.locator("[data-senders]").wait_for()
    return page


def paste(page: Page, text: str) -> None:
    """Paste an old alert."""
    page.get_by_label("Alert of another system").fill(text)


def post(demo: Demo, url: str, body: str) -> requests.Response:
    """Send an alert as it stands."""
    path = url.partition("/api/")[2]
    return requests.post(f"{demo.handles.base_url}/api/{path}", data=body, timeout=60)


def test_an_old_alert_is_explained_learned_and_forgotten(demo: Demo, open_page: Open) -> None:
    sent = OKX.replace("{{ticker}}", "BTCUSDT").replace("}", ', "test": true}')
    page = open_others(demo, open_page)
    expect(page.locator("[data-senders]")).to_contain_text("Nothing: only messages")
    assert post(demo, demo.bot.webhook_url, sent).status_code == 401
    paste(page, OKX)

    expect(page.get_by_text("This is an alert of OKX, BloFin.")).to_be_visible()
    expect(page.locator("[data-words]")).to_have_text("Open a position BTCUSDT Long")
    expect(page.locator('[data-level="entry"]')).to_be_visible()
    expect(page.get_by_text("know its sender by the token in the alert")).to_be_visible()
    page.get_by_label("When the same side is held").select_option("open")
    page.get_by_role("button", name="Take alerts of OKX, BloFin").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Open another position")
    dialog.get_by_role("button", name="Take them").click()
    expect(page.get_by_text("The bot takes such alerts already.")).to_be_visible()
    expect(page.locator('[data-taken="okx"]')).to_contain_text("Known tokens: 1")
    expect(page.locator('[data-habit="repeat"]')).to_have_text("Open another position")
    answer = post(demo, demo.bot.webhook_url, sent)
    assert (answer.status_code, answer.json()["status"]) == (200, "test"), answer.text

    page.get_by_role("button", name="Forget OKX, BloFin").click()
    page.get_by_role("dialog").get_by_role("button", name="Forget").click()
    expect(page.locator("[data-senders]")).to_contain_text("Nothing: only messages")
    assert post(demo, demo.bot.webhook_url, sent).status_code == 401


def test_an_alert_without_a_secret_gets_the_secret_address(demo: Demo, open_page: Open) -> None:
    page = open_others(demo, open_page)
    paste(page, DEFAULT)
    expect(page.get_by_text("such alerts come to the bot's secret address")).to_be_visible()
    page.get_by_role("button", name="Take alerts of TradingView's default message").click()
    page.get_by_role("dialog").get_by_role("button", name="Take them").click()
    shown = page.get_by_label("Secret address")
    expect(shown).to_be_visible()
    first = shown.input_value()
    alert = "MA: order sell @ 1 filled on BTCUSDT. New strategy position is 0\ntest=true"
    assert post(demo, first, alert).status_code in (200, 409)

    page.get_by_role("button", name="Make a new one").click()
    page.get_by_role("dialog").get_by_role("button", name="Make a new one").click()
    expect(shown).not_to_have_value(first)
    assert post(demo, first, alert).status_code == 404
    page.get_by_role("button", name="End it").click()
    page.get_by_role("dialog").get_by_role("button", name="End it").click()
    expect(shown).to_have_count(0)
    expect(page.get_by_role("button", name="Make a secret address")).to_be_visible()
    page.get_by_role("button", name="Forget TradingView").click()
    page.get_by_role("dialog").get_by_role("button", name="Forget").click()
    expect(page.locator("[data-senders]")).to_contain_text("Nothing: only messages")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_everybody_can_use_it(demo: Demo, open_page: Open, axe: str, dark: bool) -> None:
    page = open_others(demo, open_page, dark=dark, bypass_csp=True, viewport=PHONE)
    paste(page, "good morning everybody")
    expect(page.get_by_text("nor an alert of a known system")).to_be_visible()
    paste(page, OKX)
    expect(page.locator('[data-level="entry"]')).to_be_visible()
    page.evaluate(axe)
    assert violations(page) == []
    wait_until_it_fits(page, PHONE["width"])
    page.get_by_label("When the other side is held").focus()
    page.keyboard.press("Tab")
    expect(page.get_by_label("When the same side is held")).to_be_focused()
