"""Test the whole way of a newcomer on a fresh demo, as README shows it."""

from collections.abc import Iterator

from playwright.sync_api import Browser
import pytest

from tests.browser.conftest import DESKTOP, WAIT
from tests.browser.first_trade import first_trade
from tests.browser.steps import ledger_row
from tests.e2e.demo import Demo


@pytest.fixture
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """Provide a demo that nobody has used."""
    demo = Demo(tmp_path_factory.mktemp("fresh") / "config")
    try:
        demo.start()
        yield demo
    finally:
        demo.close()


def test_from_the_login_to_a_position_that_a_link_closed(fresh: Demo, browser: Browser) -> None:
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

    position_id = first_trade(page, fresh)

    row = ledger_row(fresh, position_id)
    assert (row["status"], row["close_reason"]) == ("closed", "link")
    assert row["symbol"] == "BTC/USDT"
    assert complaints == []
    context.close()
