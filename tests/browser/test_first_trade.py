"""Test the whole way of a newcomer on a demo that is fresh: it is the first of all tests."""

from playwright.sync_api import Browser

from tests.browser.conftest import DESKTOP, WAIT
from tests.browser.first_trade import first_trade
from tests.browser.steps import ledger_row
from tests.e2e.demo import Demo


def test_from_the_login_to_a_position_that_a_link_closed(demo: Demo, browser: Browser) -> None:
    context = browser.new_context(viewport=DESKTOP, locale="en-GB")
    page = context.new_page()
    page.set_default_timeout(WAIT)
    complaints: list[str] = []
    page.on(
        "console",
        lambda message: (
            complaints.append(message.text)
            if message.type == "error" and "tradehook" in message.location["url"]
            else None
        ),
    )

    position_id = first_trade(page, demo)

    row = ledger_row(demo, position_id)
    assert (row["status"], row["close_reason"]) == ("closed", "link")
    assert row["symbol"] == "BTC/USDT"
    assert complaints == []
    context.close()
