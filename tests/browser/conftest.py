"""What the browser tests share: one demo, one browser, and a page of someone who is logged in."""

from collections.abc import Callable, Iterator
import json
import re
import shutil
import subprocess
from typing import Any, Literal

from playwright.sync_api import (
    Browser,
    Page,
    Playwright,
    ViewportSize,
    expect,
    sync_playwright,
)
import pytest

from tests.e2e.demo import ROOT, Demo
from tests.fake_exchange.process import RemoteVenues, remote_venues
from tests.sampling import LONG, leave_sample, sampled_tests

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
NEVER = 4102444800000
"""A moment that is far away, in milliseconds."""
WAIT = 30_000
"""Milliseconds until something that has to appear is missing."""
expect.set_options(timeout=WAIT)
LIVE_SECONDS = 1.0 if LONG else WAIT / 1000
"""How long what happens may take to be seen: told only where nothing else runs beside the tests."""
DESKTOP: ViewportSize = {"width": 1280, "height": 800}
PHONE: ViewportSize = {"width": 360, "height": 740}
PANEL = re.compile("^[a-z]+://[^/]+/tradehook(/|$)")
GO = """path => {
  history.replaceState(null, "", path);
  dispatchEvent(new CustomEvent("location-changed", { detail: { replace: true } }));
}"""
type Scheme = Literal["dark", "light"]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Let the newcomer be the first one: a demo is fresh only once."""
    leave_sample(config, items, sampled_tests)
    items.sort(key=lambda item: item.path.name != "test_first_trade.py")


@pytest.fixture(scope="session")
def venues() -> Iterator[RemoteVenues]:
    """Provide an imitated exchange for what is live."""
    with remote_venues("binance") as venues:
        yield venues


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory, venues: RemoteVenues) -> Iterator[Demo]:
    """Provide one running demo for all browser tests; its live accounts are on imitations."""
    demo = Demo(tmp_path_factory.mktemp("demo") / "config")
    demo.folder.mkdir(parents=True)
    settings = (ROOT / "scripts" / "demo_configuration.yaml").read_text()
    settings += f"venue_switch:\n  port: {venues.port}\n"
    (demo.folder / "configuration.yaml").write_text(settings)
    demo.install("venue_switch")
    try:
        demo.start()
        yield demo
    finally:
        demo.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Provide Debian's Chromium."""
    with sync_playwright() as playwright:
        browser = chromium(playwright)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def complaints() -> list[str]:
    """Collect what our bundle complains about in the consoles of all windows."""
    return []


@pytest.fixture
def errors(complaints: list[str]) -> list[str]:
    """Collect what our bundle complains about during one test."""
    complaints.clear()
    return complaints


type Open = Callable[..., Page]


@pytest.fixture(scope="session")
def windows(demo: Demo, browser: Browser, complaints: list[str]) -> Iterator[Windows]:
    """Provide the windows that tests share."""
    windows = Windows(demo, browser, complaints)
    yield windows
    windows.close()


@pytest.fixture
def open_page(windows: Windows) -> Iterator[Open]:
    """Provide what opens a view of the panel, logged in, as if nobody had been there before."""
    yield windows.open
    windows.park()


class Windows:
    """Windows that are logged in; most tests take over one in which Home Assistant is loaded.

    Loading it takes seconds. So a window is left at a page that isn't ours, which ends the panel
    and all that it follows, and the next test begins with a new panel there.
    """

    def __init__(self, demo: Demo, browser: Browser, complaints: list[str]) -> None:
        """Take whom to tell what the console says."""
        self._demo = demo
        self._browser = browser
        self._complaints = complaints
        self._parked: dict[str, Page] = {}
        self._used: list[tuple[str | None, Page]] = []

    def open(
        self,
        path: str = "",
        *,
        viewport: ViewportSize | None = None,
        dark: bool = False,
        token: str | None = None,
        apart: bool = False,
        **more: Any,
    ) -> Page:
        """Open a view of the panel; `apart` in a window that no other test gets."""
        kind = None if apart else json.dumps([token, more], sort_keys=True)
        size = viewport or DESKTOP
        scheme: Scheme = "dark" if dark else "light"
        page = self._parked.pop(kind, None) if kind else None
        if page is not None:
            page.set_viewport_size(size)
            page.emulate_media(color_scheme=scheme)
            page.evaluate(GO, f"/tradehook{path}")
        else:
            page = self._new(token or self._demo.handles.access_token, size, scheme, more)
            page.goto(f"{self._demo.handles.base_url}/tradehook{path}")
            # It lies over everything while it fades out: a finger or a mouse would touch that.
            page.locator("#ha-launch-screen").wait_for(state="detached")
        self._used.append((kind, page))
        return page

    def _new(self, token: str, viewport: ViewportSize, scheme: Scheme, more: Any) -> Page:
        context = self._browser.new_context(
            viewport=viewport, color_scheme=scheme, locale="en-GB", **more
        )
        context.add_init_script(login_script(self._demo.handles.base_url, token))
        page = context.new_page()
        page.on(
            "console",
            lambda message: (
                self._complaints.append(message.text)
                if message.type == "error" and "tradehook" in message.location["url"]
                else None
            ),
        )
        page.on(
            "pageerror",
            lambda error: (
                self._complaints.append(str(error)) if "tradehook" in (error.stack or "") else None
            ),
        )
        page.set_default_timeout(WAIT)
        return page

    def park(self) -> None:
        """Leave the windows of a test so that the next one may have them, or close them."""
        while self._used:
            kind, page = self._used.pop()
            if kind is None or kind in self._parked or not re.search(PANEL, page.url):
                page.context.close()
                continue
            for other in page.context.pages:
                if other is not page:
                    other.close()
            page.evaluate("sessionStorage.clear()")
            page.evaluate(GO, "/profile/general")
            page.locator("tradehook-panel").wait_for(state="detached")
            self._parked[kind] = page

    def close(self) -> None:
        """Close what is left."""
        for page in self._parked.values():
            page.context.close()


def login_script(url: str, access_token: str) -> str:
    """Return the script that leaves a login where Home Assistant's frontend looks for it."""
    tokens = {
        "access_token": access_token,
        "token_type": "Bearer",
        "expires_in": 1800,
        "expires": NEVER,
        "hassUrl": url,
        "clientId": f"{url}/",
        "refresh_token": "",
    }
    return f"localStorage.setItem('hassTokens', {json.dumps(json.dumps(tokens))});"


def chromium(playwright: Playwright) -> Browser:
    """Start the system's Chromium or Chrome."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    assert found, "no Chromium: run scripts/chromium"
    # Containers have no user namespaces to build a sandbox with, and little shared memory
    arguments = ["--no-sandbox", "--disable-dev-shm-usage"]
    return playwright.chromium.launch(executable_path=found, args=arguments)


@pytest.fixture(scope="session")
def axe() -> str:
    """Return axe-core's script."""
    subprocess.run((ROOT / "scripts" / "panel", "install"), check=True)
    return (ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js").read_text()
