"""Test the page of the groups: one alert for both bots of the demo, on a phone and a desk."""

import json
from typing import Any

from playwright.sync_api import Page, ViewportSize, expect
import pytest

from tests.browser.accessibility import schemes, violations
from tests.browser.conftest import Open
from tests.browser.steps import wait_until_it_fits
from tests.e2e.demo import Demo

PHONE: ViewportSize = {"width": 390, "height": 844}
DESKTOP: ViewportSize = {"width": 1280, "height": 900}


@pytest.fixture(autouse=True)
def quiet(errors: list[str]) -> Any:
    """Fail whatever made our bundle complain in the console."""
    yield
    assert errors == []


def post(page: Page, said: dict[str, str], **fields: Any) -> dict[str, Any]:
    """Send an alert to the group's address."""
    path = said["webhook_url"].partition("/api/")[2]
    message = {"api_key": said["api_key"], "api_secret": said["api_secret"], **fields}
    answer: dict[str, Any] = page.evaluate(
        """async ([path, message]) => {
          const body = JSON.stringify(message);
          return (await fetch(`/api/${path}`, { method: "POST", body })).json();
        }""",
        [path, message],
    )
    return answer


def test_a_group_is_made_watched_and_deleted_in_the_panel(
    demo: Demo, open_page: Open, axe: str
) -> None:
    page = open_page("/groups", bypass_csp=True)
    page.set_viewport_size(PHONE)
    page.get_by_role("button", name="Add group").click()
    form = page.locator("tradehook-setup ha-form").first
    form.wait_for()
    for bot in (demo.bot.name, demo.futures_bot.name):
        form.get_by_role("button", name="Add").click()
        dialog = page.locator("dialog-form, ha-dialog").last
        dialog.locator("ha-select, ha-generic-picker, ha-picker-field").first.click()
        page.get_by_role("option", name=bot).or_(
            page.get_by_role("menuitem", name=bot)
        ).first.click()
        dialog.get_by_role("button", name="Add").click()
    page.get_by_role("button", name="Save").click()
    said = {
        name: page.locator(f"textarea[name={name}]").input_value()
        for name in ("webhook_url", "api_key", "api_secret", "message")
    }
    assert json.loads(said["message"])["api_key"] == said["api_key"]
    page.get_by_role("button", name="Finish").click()

    group = page.get_by_role("region", name="Group")
    expect(group).to_contain_text("No alert has come to this group yet.")
    answer = post(page, said, symbol="BTC", side="long", test=True)
    assert set(answer["bots"]) == {demo.bot.name, demo.futures_bot.name}
    alert = group.locator("details")
    expect(alert).to_contain_text("Test")
    alert.locator("summary").click()
    expect(alert.locator("[data-child]")).to_have_count(2)
    wait_until_it_fits(page, PHONE["width"])
    page.evaluate(axe)
    for viewport in (PHONE, DESKTOP):
        page.set_viewport_size(viewport)
        for scheme in schemes(page):
            assert violations(page) == [], (viewport, scheme)

    group.get_by_role("button", name="Delete").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(page.get_by_text("No group yet")).to_be_visible()
