"""The way of a newcomer: log in, build a signal, send it, watch it trade, close it by a link."""

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.e2e.demo import Demo

CHART = 30_000
"""Milliseconds until the chart has a few candles."""
type Scene = Callable[[Page, str, Locator | None], None]
"""Told of each step: the page, what is done there, and what is pressed next."""


def unseen(_page: Page, _caption: str, _pressed: Locator | None) -> None:
    """Look at no step."""


def first_trade(page: Page, demo: Demo, *, scene: Scene = unseen, settle: int = 0) -> str:
    """Walk the whole way on a fresh demo, and return the id of the position.

    `settle` is how many milliseconds the chart is watched.
    """
    page.goto(demo.handles.base_url)
    page.locator("input[name=username]").fill("demo")
    page.locator("input[name=password]").fill("demo")
    log_in = page.get_by_role("button", name="Log in")
    scene(page, "Log in to Home Assistant", log_in)
    log_in.click()
    panel = page.get_by_text("Tradehook", exact=True).first
    panel.wait_for()
    scene(page, "Tradehook is in the sidebar", panel)
    panel.click()
    page.locator("tradehook-overview").wait_for()
    builder = page.get_by_role("link", name="Webhook builder")
    scene(page, "Accounts and bots at a glance", builder)
    builder.click()
    build(page)
    send = page.get_by_role("button", name="Send now").first
    scene(page, "Build a signal: it is judged and drawn as you type", send)
    send.click()
    sure = page.get_by_role("dialog").get_by_role("button", name="Send now")
    scene(page, "Whatever moves money asks first", sure)
    sure.click()
    show = page.get_by_role("button", name="Show the position")
    show.wait_for()
    scene(page, "The bot accepted it", show)
    show.click()
    position_id = watch(page, scene, settle)
    close_by_link(page, scene)
    return position_id


def build(page: Page) -> None:
    """Fill in a signal with two targets, a stop and a DCA order."""
    expect(page.get_by_text("The bot would accept this signal.")).to_be_visible()
    page.locator("select[name=take_profit]").select_option("signal")
    page.locator('input[name="take_profit[0].price_percentage"]').fill("0.6")
    page.locator("select[name=dca_orders]").select_option("signal")
    page.locator('input[name="dca_orders[0].price_percentage"]').fill("0.3")
    page.locator("select[name=stop_loss]").select_option("signal")
    page.locator('input[name="stop_loss.stop_percentage"]').fill("0.8")
    expect(page.locator("[data-level]")).to_have_count(4)


def watch(page: Page, scene: Scene, settle: int) -> str:
    """Watch the position open on the chart, and return its id."""
    expect(page.locator('[data-status="open"]')).to_be_visible()
    expect(page.locator("[data-fills]")).to_contain_text("Entry")
    chart = page.locator("tradehook-chart")
    expect(chart.locator("canvas").first).to_be_visible()
    drawn = "chart => ({ lines: chart.lines.size, candles: chart.shown.length })"
    page.wait_for_function(
        """() => {
          const find = (root) => {
            for (const element of root.querySelectorAll("*")) {
              if (element.localName === "tradehook-chart") return element;
              const found = element.shadowRoot && find(element.shadowRoot);
              if (found) return found;
            }
          };
          return find(document)?.candles.length > 1;
        }""",
        timeout=CHART,
    )
    assert chart.evaluate(drawn)["lines"] == 4  # entry, target, stop and DCA order
    page.wait_for_timeout(settle)
    scene(page, "Watch the position on its chart", page.get_by_role("button", name="Actions for"))
    return page.url.rpartition("/")[2]


def close_by_link(page: Page, scene: Scene) -> None:
    """Create a link that closes, open it in another tab, and see the position close."""
    page.get_by_role("button", name="Actions for").click()
    item = page.get_by_role("menuitem", name="Create webhook link")
    scene(page, "Create a webhook link", item)
    item.click()
    dialog = page.get_by_role("dialog")
    create = dialog.get_by_role("button", name="Create link")
    scene(page, "One link, one position, one thing that it does", create)
    create.click()
    url = dialog.get_by_role("textbox").input_value()
    scene(page, "Paste it into an alert, or open it anywhere", None)
    dialog.get_by_role("button", name="Done").click()
    tab = page.context.new_page()
    tab.goto(url)
    expect(tab.locator("body")).to_contain_text("being closed")
    scene(tab, "Opened in another tab: it acts at once", None)
    tab.close()
    expect(page.locator('[data-status="closed"]')).to_be_visible()
    expect(page.locator("[data-fills]")).to_contain_text("Close")
    page.evaluate("window.scrollTo(0, 0)")
    scene(page, "The position is closed", None)
