"""Take the pictures of docs/images from a running demo: `python -m tests.browser.take_images`."""

import json
from pathlib import Path
import sys
import time
from typing import Any

from playwright.sync_api import Page, ViewportSize, sync_playwright
import requests

from tests.browser.conftest import DESKTOP, PHONE, chromium, login_script
from tests.browser.first_trade import build
from tests.browser.steps import show_dashboard
from tests.e2e.demo import ROOT

IMAGES = ROOT / "docs" / "images"
EXITS = {
    "take_profit": [
        {"price_percentage": 1, "position_percentage": 50},
        {"price_percentage": 2, "position_percentage": 50},
    ],
    "dca_orders": [{"price_percentage": 0.7, "quantity_percentage": 100}],
    "stop_loss": {"stop_percentage": 1.5},
}
MADE = "/overview#made"
MOVES = (0.25, -0.2, 0.3, -0.12, 0.18, 0.24, -0.3, 0.2, 0.16, -0.1, 0.22, 0.12)


def send(bot: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """Send a signal and return its answer."""
    names = ("api_key", "api_secret", "exchange")
    message = {name: bot[name] for name in names} | {"action": "open", **fields}
    answer: dict[str, Any] = requests.post(bot["webhook_url"], json=message, timeout=30).json()
    return answer


def move_price(handles: dict[str, Any], symbol: str, change: float) -> None:
    """Move a market by a few percent."""
    requests.post(
        f"{handles['base_url']}/api/services/tradehook/set_simulated_price",
        headers={"Authorization": f"Bearer {handles['access_token']}"},
        json={"symbol": symbol, "change_percentage": change},
        timeout=30,
    )


def main() -> None:
    """Fill the demo, then take every picture."""
    handles = json.loads((Path(sys.argv[1]) / "handles.json").read_text())
    spot, futures = handles["bots"]
    opened = send(spot, symbol="BTC/USDT", side="long", **EXITS)["position_ids"][0]
    send(spot, symbol="ETH/USDT", side="long", stop_loss={"stop_percentage": 3})
    send(futures, symbol="SOL/USDT", side="short", leverage=3, stop_loss={"stop_percentage": 3})
    send(spot, symbol="XRP/USDT", side="long", order_type="limit", signal_price="0.5")
    for move in (1.2, -0.6, 0.9):  # closed trades, so that the bot has a record
        send(spot, symbol="XRP/USDT", side="long", signal_id=f"xrp {move}")
        time.sleep(1)
        move_price(handles, "XRP/USDT", move)
        send(spot, symbol="XRP/USDT", action="close", timestamp=time.time())
        time.sleep(1)
    send(spot, symbol="NOPE/USDT", side="long")
    send(spot, symbol="BTC/USDT", side="sideways")
    for move in MOVES:
        for symbol in ("BTC/USDT", "ETH/USDT", "SOL/USDT"):
            move_price(handles, symbol, move)
        time.sleep(4)
    position = f"/position/{spot['config_entry_id']}/{opened}"
    pictures: list[tuple[str, str, ViewportSize, bool]] = [
        ("overview-desktop-light", "/overview", DESKTOP, False),
        ("positions-desktop-light", "/positions", DESKTOP, False),
        ("positions-phone-dark", "/positions", PHONE, True),
        ("position-desktop-dark", position, DESKTOP, True),
        ("position-phone-light", position, PHONE, False),
        ("signals-desktop-dark", "/signals", DESKTOP, True),
        ("builder-desktop-light", "/builder", DESKTOP, False),
        ("builder-phone-dark", "/builder", PHONE, True),
        ("bot-desktop-light", "/bot", DESKTOP, False),
        ("bot-phone-dark", "/bot", PHONE, True),
        ("exits-desktop-light", position + "#exits", DESKTOP, False),
        ("results-desktop-light", "/results", DESKTOP, False),
        ("ticket-desktop-dark", "/ticket", DESKTOP, True),
        ("dashboard-made-desktop-light", MADE, DESKTOP, False),
        ("dashboard-made-phone-dark", MADE, PHONE, True),
    ]
    IMAGES.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = chromium(playwright)
        for name, view, viewport, dark in pictures:
            context = browser.new_context(
                viewport=viewport, color_scheme="dark" if dark else "light", locale="en-GB"
            )
            context.add_init_script(login_script(handles["base_url"], handles["access_token"]))
            page = context.new_page()
            path = "/overview" if view == "/bot" else view
            page.goto(f"{handles['base_url']}/tradehook{path}")
            page.locator("tradehook-panel main > :not(p)").first.wait_for()
            arrange(page, view, spot["name"])
            page.wait_for_timeout(1500)
            page.screenshot(path=IMAGES / f"{name}.png")
            context.close()
        browser.close()


def arrange(page: Page, view: str, bot: str) -> None:
    """Bring a view into the state that is worth a picture."""
    if view == MADE:
        show_dashboard(page, "tradehook-made", {"strategy": {"type": "custom:tradehook"}})
        page.get_by_role("tab", name="Paper spot account").click()
        page.locator("hui-heading-card", has_text=bot).wait_for()
        page.locator("tradehook-equity-card canvas").first.wait_for()
    elif view.endswith("#exits"):
        page.get_by_role("button", name="Actions for").click()
        page.get_by_role("menuitem", name="Change stop and targets").click()
        page.get_by_role("button", name="Change the targets").click()
    elif view == "/builder":
        build(page)
        page.locator("tradehook-answer").evaluate("e => e.scrollIntoView({ block: 'center' })")
    elif view == "/results":
        page.locator("tradehook-results [data-results]").wait_for()
    elif view == "/ticket":
        page.get_by_text("The bot would accept this signal.").wait_for()
    elif view == "/bot":
        page.get_by_role("link", name=bot, exact=True).click()
        page.locator("tradehook-bot figure").wait_for()
    elif view == "/signals":
        page.locator("details", has_text="NOPE").first.locator("summary").click()


if __name__ == "__main__":
    main()
