"""Test the chart of a position: what it shows, and that its lines can be moved."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from typing import Any

from playwright.sync_api import Locator, Page, ViewportSize, expect
import pytest

from tests.browser.accessibility import schemes, violations
from tests.browser.conftest import DESKTOP, Open
from tests.browser.steps import close_all, ledger_row, open_filled
from tests.e2e.demo import Bot, Demo, wait_for
from tests.e2e.frontend import Frontend
from tests.e2e.trader import Json, Trader
from tests.fake_exchange.process import RemoteVenues

TALL: ViewportSize = {"width": 390, "height": 844}
EXITS: Json = {
    "stop_loss": {"stop_percentage": 2},
    "take_profit": [{"price_percentage": 2, "position_percentage": 100}],
    "dca_orders": [{"price_percentage": 1, "quantity_percentage": 100}],
}


@pytest.fixture(autouse=True)
def quiet(demo: Demo, errors: list[str]) -> Iterator[None]:
    """Leave nothing open, and fail whatever made our bundle complain in the console."""
    hold(demo, 65_000)
    yield
    close_all(demo)
    assert errors == []


def hold(demo: Demo, price: float) -> None:
    """Move the market, and hold it there."""
    where = {"symbol": "BTC/USDT", "price": price, "hold": True}
    demo.call_service("tradehook", "set_simulated_price", where)


def page_of(open_page: Open, demo: Demo, position_id: str, account: str = "", **how: Any) -> Page:
    """Open the page of a position, and wait for its chart."""
    page = open_page(f"/position/{account or demo.bot.config_entry_id}/{position_id}", **how)
    page.locator("tradehook-chart canvas").first.wait_for()
    return page


def line(page: Page, name: str) -> Locator:
    """Return what moves a line."""
    return page.get_by_role("slider", name=f"Move {name}", exact=True)


def all_in_sight(page: Page, name: str) -> None:
    """Fit the scale to the lines: beside a market that has not moved for long they lie outside."""
    line(page, name).wait_for()
    fit = page.get_by_role("button", name="Fit levels")
    if fit.is_visible():
        fit.click()
    expect(line(page, name)).to_have_attribute("data-beyond", "")


def middle(what: Locator) -> tuple[float, float]:
    """Return the middle of an element, once it has been scrolled to."""
    what.scroll_into_view_if_needed()
    box = what.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def swipe(page: Page, x: float, y: float, by: float) -> None:
    """Move a finger up or down."""
    session = page.context.new_cdp_session(page)

    def touch(kind: str, points: list[dict[str, float]]) -> None:
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", [{"x": x, "y": y}])
    for step in range(1, 11):
        touch("touchMove", [{"x": x, "y": y + by * step / 10}])
        page.wait_for_timeout(20)
    touch("touchEnd", [])


def scrolled(page: Page) -> float:
    """Return how far the page is scrolled, whatever it is that scrolls."""
    found: float = page.locator("tradehook-chart").evaluate(
        "chart => chart.getBoundingClientRect().top"
    )
    return found


def rests(row: dict[str, Any]) -> bool:
    """Return whether the order of each entry and exit is where it is going to stay."""
    orders = {order["purpose"]: order["status"] for order in row["orders"]}
    return orders.get("dca") == orders.get("take_profit") == "open"


def stop_of(demo: Demo, position_id: str) -> Decimal:
    """Return the stop of a position as the ledger has it."""
    return Decimal((ledger_row(demo, position_id)["stop_loss"] or {})["stop_price"])


def test_a_stop_is_moved_with_a_finger(demo: Demo, open_page: Open) -> None:
    position_id = open_filled(demo, **EXITS)
    before = stop_of(demo, position_id)
    page = page_of(open_page, demo, position_id, viewport=TALL, has_touch=True, is_mobile=True)
    x, y = middle(line(page, "Stop"))

    swipe(page, x, y, -30)

    draft = page.locator("[data-draft]")
    expect(draft.locator("[data-worst]")).to_contain_text("USDT")
    expect(draft).to_contain_text("Paper money")
    assert stop_of(demo, position_id) == before
    draft.get_by_role("button", name="Move Stop").click()
    expect(page.get_by_text("The position was changed.")).to_be_visible()
    moved = wait_for(lambda: stop_of(demo, position_id), lambda now: now != before)
    assert before < moved < 65_000


def test_a_finger_scrolls_the_page_over_the_chart(demo: Demo, open_page: Open) -> None:
    position_id = open_filled(demo, **EXITS)
    page = page_of(open_page, demo, position_id, viewport=TALL, has_touch=True, is_mobile=True)
    line(page, "Stop").wait_for()
    before = scrolled(page)
    x, y = middle(page.locator("tradehook-chart"))
    before = scrolled(page)

    swipe(page, x - 100, y, -250)
    page.wait_for_timeout(300)

    assert before - scrolled(page) > 150


def test_lines_are_moved_with_the_mouse_and_with_keys(demo: Demo, open_page: Open) -> None:
    position_id = open_filled(demo, **EXITS)
    page = page_of(open_page, demo, position_id)
    all_in_sight(page, "DCA 1")
    x, y = middle(line(page, "DCA 1"))
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y + 20, steps=5)
    page.mouse.up()
    draft = page.locator("[data-draft]")
    expect(draft.locator("[data-worst]")).to_contain_text("USDT")
    draft.get_by_role("button", name="Move DCA 1").click()
    expect(page.get_by_text("The position was changed.")).to_be_visible()

    def resting() -> list[Decimal]:
        orders = ledger_row(demo, position_id)["orders"]
        return [
            Decimal(order["price"])
            for order in orders
            if order["purpose"] == "dca" and order["status"] == "open"
        ]

    [moved] = wait_for(resting, lambda prices: len(prices) == 1 and prices[0] < 64_300)
    expect(line(page, "DCA 1")).to_have_attribute("aria-valuenow", f"{moved.normalize():f}")

    target = line(page, "TP 1")
    target.focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Escape")
    expect(draft).to_have_count(0)
    page.keyboard.press("PageUp")
    page.keyboard.press("Shift+ArrowUp")
    expect(draft.locator("[data-worst]")).to_contain_text("USDT")
    page.keyboard.press("Enter")
    expect(draft.get_by_role("button", name="Move TP 1")).to_be_focused()
    page.keyboard.press("Enter")
    wait_for(
        lambda: Decimal(ledger_row(demo, position_id)["take_profit"][0]["price"]),
        lambda price: price > 66_900,
    )


def test_a_line_over_the_market_is_refused_before_anything_is_sent(
    demo: Demo, open_page: Open
) -> None:
    position_id = open_filled(demo, **EXITS)
    before = wait_for(lambda: ledger_row(demo, position_id), rests)
    page = page_of(open_page, demo, position_id)
    sent: list[str] = []
    page.on(
        "websocket",
        lambda socket: socket.on("framesent", lambda frame: sent.append(str(frame))),
    )
    stop = line(page, "Stop")
    stop.focus()
    for _ in range(4):
        page.keyboard.press("PageUp")
    draft = page.locator("[data-draft]")
    expect(draft.get_by_role("alert")).to_contain_text("would act at once")
    expect(draft.get_by_role("button", name="Move Stop")).to_be_disabled()
    draft.get_by_role("button", name="Cancel").click()
    assert not any("modify_position" in frame for frame in sent)
    after = ledger_row(demo, position_id)
    assert (after["stop_loss"], after["orders"]) == (before["stop_loss"], before["orders"])


def test_a_position_without_a_stop_gets_one_on_the_chart(demo: Demo, open_page: Open) -> None:
    position_id = open_filled(demo, take_profit=EXITS["take_profit"], stop_loss=None)
    page = page_of(open_page, demo, position_id)
    page.get_by_role("button", name="Add a stop").click()
    draft = page.locator("[data-draft]")
    expect(draft.locator("[data-worst]")).to_contain_text("USDT")
    draft.get_by_role("button", name="Move Stop").click()
    wait_for(lambda: ledger_row(demo, position_id)["stop_loss"], lambda stop: stop is not None)


@pytest.mark.parametrize("viewport", [DESKTOP, TALL], ids=["desktop", "phone"])
def test_time_frames_fit_and_full_screen(
    demo: Demo, open_page: Open, axe: str, viewport: ViewportSize
) -> None:
    position_id = open_filled(demo, **EXITS)
    page = page_of(open_page, demo, position_id, viewport=viewport, bypass_csp=True)
    page.evaluate(axe)
    for name in ("1 m", "5 m", "15 m", "1 h", "4 h", "1 d"):
        button = page.get_by_role("button", name=name, exact=True)
        button.click()
        expect(button).to_have_attribute("aria-pressed", "true")
        page.wait_for_function("document.readyState === 'complete'")
    page.get_by_role("button", name="5 s", exact=True).click()
    chart = page.locator("tradehook-chart")
    fits = page.get_by_role("button", name="Fit price").or_(
        page.get_by_role("button", name="Fit levels")
    )
    # Until somebody chooses, the fit follows the candles, which may still arrive
    fits.click()
    before = chart.evaluate("chart => chart.fit")
    fits.click()
    wait_for(lambda: chart.evaluate("chart => chart.fit"), lambda fit: fit != before)
    assert page.locator("tradehook-panel main").evaluate("m => m.scrollWidth <= m.clientWidth")
    for _ in schemes(page):
        assert violations(page) == []
    page.get_by_role("button", name="Full screen").click()
    box = page.locator("[data-chart]").bounding_box()
    assert box == {"x": 0, "y": 0, **viewport}
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Full screen")).to_be_visible()


OLDER = """chart => {
    chart.ctx.api.olderCandles = async (_account, _symbol, interval, before) => {
        chart.pages = (chart.pages ?? 0) + 1;
        const starts = Array.from({ length: 300 }, (_, at) => before - (300 - at) * interval);
        const candles = starts.map((start) => [start, "64000", "64100", "63900", "64050"]);
        return { candles: chart.pages > 1 ? [] : candles, volumes: [] };
    };
}"""
"""An exchange that knows one more page: the simulated market is as young as the test."""
SIGHT = "chart => chart.chart.timeScale().getVisibleLogicalRange()"


def test_older_candles_come_when_the_chart_is_scrolled_back(demo: Demo, open_page: Open) -> None:
    position_id = open_filled(demo, **EXITS)
    page = page_of(open_page, demo, position_id)
    page.locator("tradehook-position-chart").evaluate(OLDER)
    chart = page.locator("tradehook-chart")
    wait_for(lambda: chart.evaluate("chart => chart.candles.length"), lambda count: count > 0)
    first = chart.evaluate("chart => chart.candles[0][0]")
    x, y = middle(chart)

    def pull() -> int:
        page.mouse.move(x - 200, y - 60)
        page.mouse.down()
        page.mouse.move(x + 300, y - 60, steps=5)
        page.mouse.up()
        return int(chart.evaluate("chart => chart.candles[0][0]"))

    oldest = wait_for(pull, lambda start: start < first)

    before = f"chart => chart.candles.filter(([start]) => start < {first}).length"
    assert chart.evaluate(before) == 300
    # It stays where it was pulled to, and asks no more once nothing is left
    assert chart.evaluate(SIGHT)["to"] < chart.evaluate("chart => chart.candles.length")
    wait_for(
        lambda: pull() and page.locator("tradehook-position-chart").evaluate("c => c.pages"),
        lambda pages: pages == 2,
    )
    for _ in range(3):
        pull()
    assert page.locator("tradehook-position-chart").evaluate("chart => chart.pages") == 2
    assert chart.evaluate("chart => chart.candles[0][0]") == oldest


@pytest.fixture(scope="module")
def trader(demo: Demo, venues: RemoteVenues) -> Iterator[Trader]:
    """Provide a bot of a live account on an imitated exchange."""
    house = Frontend(demo)

    def add() -> tuple[str, Bot]:
        entry_id, flow_id = house.add_live_account("bifu", api_key="fake-key", secret="fake-secret")
        house.until_loaded(entry_id)
        return entry_id, house.add_bot(entry_id, "Live", flow_id)

    # The browser has a loop in this thread already
    with ThreadPoolExecutor(1) as pool:
        entry_id, bot = pool.submit(add).result()
    venues.act("binance", "set_price", symbol="ETH/USDT:USDT", bid=3000)
    yield Trader(demo, bot._replace(exchange="BIFU", market_type="linear"))
    house.remove_account(entry_id)


def test_a_finger_moves_the_order_on_the_exchange(
    demo: Demo, open_page: Open, venues: RemoteVenues, trader: Trader
) -> None:
    position_id = trader.open("BIFU_USDT_ETH", **EXITS)

    def stops() -> list[float]:
        return [
            float(order["trigger"]["price"])
            for order in venues.state("binance")["orders"]
            if order["market"] == "ETH/USDT:USDT"
            and order.get("trigger")
            and order["status"] in ("NEW", "UNTRIGGERED")
        ]

    [before] = wait_for(stops, lambda found: len(found) == 1, 60)
    account = trader.bot.config_entry_id
    page = page_of(
        open_page, demo, position_id, account, viewport=TALL, has_touch=True, is_mobile=True
    )
    x, y = middle(line(page, "Stop"))
    swipe(page, x, y, -25)
    draft = page.locator("[data-draft]")
    expect(draft.locator("[data-worst]")).to_contain_text("USDT")
    expect(draft).to_contain_text("Real money")
    assert stops() == [before]
    draft.get_by_role("button", name="Move Stop").click()
    [moved] = wait_for(stops, lambda found: len(found) == 1 and found != [before], 60)
    assert before < moved < 3000

    requests = venues.state("binance")["requests"]
    stop = line(page, "Stop")
    stop.focus()
    for _ in range(4):
        page.keyboard.press("PageUp")
    expect(draft.get_by_role("alert")).to_contain_text("would act at once")
    expect(draft.get_by_role("button", name="Move Stop")).to_be_disabled()
    sent = venues.state("binance")["requests"][len(requests) :]
    assert not any(
        "order" in str(name).lower() and "open" not in str(name).lower() for name in sent
    )
    assert stops() == [moved]
    draft.get_by_role("button", name="Cancel").click()

    venues.fault("binance", "gateway", route="candles", times=1)
    page.get_by_role("button", name="15 m", exact=True).click()
    failed = page.locator("[data-failed]")
    expect(failed).to_contain_text("The exchange tells none of its candles now")
    failed.get_by_role("button", name="Try again").click()
    expect(failed).to_have_count(0)
    trader.accepted(action="close", symbol="BIFU_USDT_ETH")
    trader.until_status(position_id, "closed", 60)
