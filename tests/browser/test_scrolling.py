"""Test that a long list of positions stays smooth: 200 of them, while their prices move.

The last file, since nobody has to wait until all of them are closed again.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from playwright.sync_api import Page, expect
import pytest

from tests.browser.conftest import DESKTOP, PHONE, Open
from tests.browser.steps import live, open_position
from tests.e2e.demo import Demo, wait_for
from tests.e2e.frontend import Frontend

MANY = 200
LONG = 100
"""Milliseconds that nothing may keep the page from answering."""
TRIES = 3
"""Whoever else uses the machine can only make it slower: the best try counts."""
WATCH = """() => {
  window.longest = 0;
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longest = Math.max(longest, duration);
  }).observe({ type: "longtask" });
}"""

BUSY = "() => setTimeout(() => { const end = Date.now() + 120; while (Date.now() < end); })"


@pytest.fixture(scope="module")
def many(demo: Demo) -> Demo:
    """Provide a demo with 200 open positions."""
    limits = {"max_positions": MANY + 10, "max_positions_per_market": MANY}
    # In a thread of its own: Playwright has an event loop in this one
    with ThreadPoolExecutor(1) as settings:
        settings.submit(Frontend(demo).reconfigure_bot, demo.bot, "limits", **limits).result()
    markets = ("BTC/USDT", "ETH/USDT", "SOL/USDT", "XRP/USDT")
    with ThreadPoolExecutor(4) as senders:
        sent = [
            senders.submit(open_position, demo, symbol=markets[number % 4], quote_amount="20")
            for number in range(MANY)
        ]
    assert all(one.result() for one in sent)
    wait_for(
        lambda: [row["status"] for row in live(demo)], lambda found: found == ["open"] * MANY, 60
    )
    return demo


def longest_task(page: Page, act: Callable[[], None]) -> float:
    """Return the longest task while something is done, in milliseconds."""
    best = float("inf")
    for _ in range(TRIES):
        page.evaluate("() => { window.longest = 0; }")
        act()
        page.wait_for_timeout(200)  # the observer is told a little later
        best = min(best, page.evaluate("() => window.longest"))
        if best < LONG:
            break
    return best


def test_a_long_list_is_smooth(many: Demo, open_page: Open) -> None:
    page = open_page("/trades", apart=True)
    page.locator("tradehook-trades li").first.wait_for()
    page.wait_for_timeout(1000)  # Home Assistant's own start
    page.evaluate(WATCH)
    rows = page.locator("tr[data-position]")

    def open_list() -> None:
        page.get_by_role("link", name="Trades").click()
        page.get_by_role("link", name="My positions").click()
        expect(rows).to_have_count(MANY)

    def scroll() -> None:
        assert page.viewport_size is not None
        page.mouse.move(page.viewport_size["width"] * 0.7, 400)  # beside the sidebar
        for step in (700, -700):
            for _ in range(12):
                page.mouse.wheel(0, step)
                page.wait_for_timeout(20)
            top: float = rows.first.evaluate("row => row.getBoundingClientRect().top")
            assert (top < 0) == (step > 0)
            for symbol in ("BTC/USDT", "ETH/USDT"):
                change = {"symbol": symbol, "change_percentage": 0.1}
                many.call_service("tradehook", "set_simulated_price", change)
            page.wait_for_timeout(400)

    assert longest_task(page, lambda: page.evaluate(BUSY)) > LONG, "what measures does not work"
    for viewport in (DESKTOP, PHONE):
        page.set_viewport_size(viewport)
        opened, scrolled = longest_task(page, open_list), longest_task(page, scroll)
        print(f"longest task: {opened:.0f} ms while opened, {scrolled:.0f} ms while scrolled")
        assert opened < LONG
        assert scrolled < LONG
