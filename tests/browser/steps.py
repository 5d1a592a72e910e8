"""What people do in the browser, and what the ledger says of it."""

from typing import Any
import uuid

from playwright.sync_api import Locator, Page

from tests.e2e.demo import Demo, wait_for

SAVE = """async ([path, config]) => {
  const { conn } = await window.hassConnection;
  const dashboards = await conn.sendMessagePromise({ type: "lovelace/dashboards/list" });
  if (!dashboards.some(({ url_path }) => url_path === path)) {
    await conn.sendMessagePromise({
      type: "lovelace/dashboards/create", url_path: path, title: path, mode: "storage",
      icon: "mdi:webhook", show_in_sidebar: false, require_admin: false,
    });
  }
  await conn.sendMessagePromise({ type: "lovelace/config/save", url_path: path, config });
}"""


def open_position(demo: Demo, **fields: Any) -> str:
    """Open a position and return its id."""
    answer = demo.post_signal(
        {"action": "open", "symbol": "BTC/USDT", "side": "long", "signal_id": uuid.uuid4().hex}
        | fields
    )
    assert answer.status_code == 202, answer.text
    position_id: str = answer.json()["position_ids"][0]
    return position_id


def open_filled(demo: Demo, **fields: Any) -> str:
    """Open a position, wait until it holds something and has its exits, and return its id."""
    position_id = open_position(demo, **fields)
    wait_for(lambda: ledger_row(demo, position_id), has_exits)
    return position_id


def has_exits(row: dict[str, Any]) -> bool:
    """Return whether a position is open and its stop and targets have their prices.

    They get them one record after its size.
    """
    targets = all(target["price"] for target in row["take_profit"])
    stopped: bool = row["no_stop"] or row["stop_loss"] is not None
    return row["status"] == "open" and stopped and targets


def ledger_row(demo: Demo, position_id: str) -> dict[str, Any]:
    """Return a position as the ledger has it."""
    rows = demo.call_service("tradehook", "get_positions", return_response=True)["positions"]
    return next(row for row in rows if row["position_id"] == position_id)


def row_of(page: Page, position_id: str) -> Locator:
    """Return a position's row in the table."""
    return page.locator(f'tr[data-position="{position_id}"]')


def wait_until_it_fits(page: Page, width: int) -> None:
    """Wait until nothing of a page is wider: Home Assistant lays it out a moment after a resize."""
    wait_for(
        lambda: page.evaluate("document.scrollingElement.scrollWidth"), lambda wide: wide <= width
    )


def empty_form(page: Page) -> None:
    """Forget what was filled in before: the builder keeps it until its page is loaded again."""
    page.get_by_role("button", name="Empty the form").click()


def run_over(page: Page) -> list[str]:
    """Return the values of ours that need more room than they have, and so cover others."""
    found: list[str] = page.locator("tradehook-panel :is(dd, td)").evaluate_all(
        "all => all.filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.innerText)"
    )
    return found


def choose(page: Page, position_id: str, item: str) -> None:
    """Choose from the three-dot menu of a row."""
    row_of(page, position_id).get_by_role("button", name="Actions for").click()
    page.get_by_role("menuitem", name=item).click()


def wait_until_closed(demo: Demo, position_id: str) -> None:
    """Wait until the ledger shows a position as closed."""
    wait_for(lambda: ledger_row(demo, position_id)["status"], lambda status: status == "closed")


def live(demo: Demo) -> list[dict[str, Any]]:
    """Return the positions that are not over."""
    wanted = {"status": ["pending", "open", "closing"], "limit": 1000}
    answer = demo.call_service("tradehook", "get_positions", wanted, return_response=True)
    rows: list[dict[str, Any]] = answer["positions"]
    return rows


def close_all(demo: Demo) -> None:
    """Close every position, and wait until none is left."""
    if live(demo):
        demo.call_service("tradehook", "close_position", {"entity_id": "all"})
        wait_for(lambda: live(demo), lambda rows: rows == [])


def show_dashboard(page: Page, path: str, config: dict[str, Any]) -> None:
    """Save a dashboard and look at it."""
    page.locator("tradehook-overview").wait_for()
    page.evaluate(SAVE, [path, config])
    page.goto(f"{page.url.split('/tradehook')[0]}/{path}")
