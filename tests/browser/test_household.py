"""Test that whoever is no administrator sees the panel and the cards, and can't act there."""

from collections.abc import Iterator

from playwright.sync_api import Page, expect
import pytest
import requests

from tests.browser.accessibility import violations
from tests.browser.conftest import DESKTOP, PHONE, Open
from tests.browser.steps import close_all, open_filled, show_dashboard, wait_until_it_fits
from tests.e2e.demo import Demo

ADD_USER = """async (name) => {
  const { conn } = await window.hassConnection;
  const group_ids = ["system-users"];
  const { user } = await conn.sendMessagePromise({ type: "config/auth/create", name, group_ids });
  await conn.sendMessagePromise({
    type: "config/auth_provider/homeassistant/create",
    user_id: user.id, username: name, password: name,
  });
}"""
BUTTONS = """all => all.filter((one) => one.checkVisibility()).map((one) =>
  (one.getAttribute("aria-label") ?? one.textContent).replace(/\\s+/g, " ").trim())"""
CARD = {"type": "custom:tradehook-positions-card"}
TABS = ["Overview", "My positions", "Results", "Trades"]
SORTS = {"Market", "Fees", "Stop", "Age ↓", "Margin", "Size · Value", "Entry · Mark", "Next target"}
SORTS |= {"Risk", "Profit"}
LENGTHS = {"5 s", "1 m", "5 m", "15 m", "1 h", "4 h", "1 d"}
MENU = "Actions for BTC/USDT Long"
LOOKING = {
    "position": LENGTHS | {"Back", "Fit price", "Full screen"},
    "bot": SORTS | {"Back", MENU},
    "": {"Day", "Week", "Month", "Year"},
    "/positions": SORTS | {"Open", "Closed", MENU},
    "/positions/closed": {"Open", "Closed", "More", "Show more", "Export as CSV"},
    "/results": {"Day", "Week", "Month", "Calendar", "Bot", "Market", "Side", "Tag", "Weekday"}
    | {"Hour", "Account"},
    "/trades": {"Export as CSV", "Koinly", "CoinTracking", "Show more"},
    "/ticket": set(),
    "/signals": set(),
    "/groups": set(),
    "/builder": set(),
    "/setup/account": {"Back"},
}
"""What can be pressed where: it sorts, filters, leads elsewhere or writes a file; nothing acts."""
SHOWN = {
    "": "tradehook-overview [data-look-only]",
    "/positions": "tradehook-positions tr[data-position]",
    "/positions/closed": "tradehook-history",
    "/results": "tradehook-results h2, tradehook-results h3",
    "/trades": "tradehook-trades [data-export]",
}
GUARDED = ("/ticket", "/signals", "/groups", "/builder", "/setup/account")


@pytest.fixture(autouse=True)
def quiet(demo: Demo, errors: list[str]) -> Iterator[None]:
    """Begin and end with nothing open; fail whatever made our bundle complain in the console."""
    close_all(demo)
    yield
    close_all(demo)
    assert errors == []


def log_in(demo: Demo, user: str) -> str:
    """Log in with a password that is the user's name, and return the access token."""
    url = demo.handles.base_url
    client = {"client_id": f"{url}/"}
    begin = {**client, "handler": ["homeassistant", None], "redirect_uri": f"{url}/"}
    flow = requests.post(f"{url}/auth/login_flow", json=begin, timeout=30).json()["flow_id"]
    name = {**client, "username": user, "password": user}
    done = requests.post(f"{url}/auth/login_flow/{flow}", json=name, timeout=30).json()
    grant = {**client, "grant_type": "authorization_code", "code": done["result"]}
    token: str = requests.post(f"{url}/auth/token", data=grant, timeout=30).json()["access_token"]
    return token


def buttons(page: Page) -> set[str]:
    """Return what can be pressed in the panel, with all that is within it."""
    found: list[str] = page.locator("tradehook-panel button").evaluate_all(BUTTONS)
    return set(found)


def test_everybody_in_the_house_may_look_but_not_act(demo: Demo, open_page: Open, axe: str) -> None:
    position_id = open_filled(demo)
    page = open_page()
    show_dashboard(page, "tradehook-test-household", {"views": [{"title": "C", "cards": [CARD]}]})
    page.evaluate(ADD_USER, "guest")
    token = log_in(demo, "guest")

    page = open_page("-test-household", token=token, bypass_csp=True)
    row = page.locator(f'[data-position="{position_id}"]')
    row.wait_for()
    expect(row).to_contain_text("BTC @")
    expect(page.locator("tradehook-positions-card").get_by_role("button")).to_have_count(0)
    row.get_by_role("link").click()
    expect(page.locator("tradehook-position h2")).to_have_text("BTC/USDT")
    page.locator("tradehook-position-chart canvas").first.wait_for()
    page.evaluate(axe)
    assert buttons(page) <= LOOKING["position"]

    for path, element in SHOWN.items():
        go(page, path)
        page.locator(element).first.wait_for()
        assert [
            one.strip() for one in page.locator("tradehook-panel nav a").all_inner_texts()
        ] == TABS
        assert buttons(page) <= LOOKING[path], path
        assert violations(page) == [], path
    go(page, "")
    page.locator("tradehook-overview").get_by_role("link", name=demo.bot.name).click()
    expect(page.locator("tradehook-bot")).to_contain_text(demo.bot.name)
    page.locator("tradehook-bot dl").first.wait_for()
    assert buttons(page) <= LOOKING["bot"]
    page.get_by_role("button", name=MENU).click()
    assert page.get_by_role("menuitem").all_inner_texts() == ["Show details"]
    for path in GUARDED:
        go(page, path)
        expect(page.get_by_text("Only an administrator can do this.")).to_be_visible()
        assert buttons(page) <= LOOKING[path], path
    page.set_viewport_size(PHONE)
    go(page, "")
    page.locator(SHOWN[""]).wait_for()
    wait_until_it_fits(page, PHONE["width"])
    page.set_viewport_size(DESKTOP)


def go(page: Page, path: str) -> None:
    """Show a view of the panel as its own links do."""
    page.evaluate(
        """path => {
          history.pushState(null, "", path);
          dispatchEvent(new CustomEvent("location-changed", { detail: { replace: false } }));
        }""",
        f"/tradehook{path}",
    )
