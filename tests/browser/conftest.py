"""What the browser tests share: one demo, one browser, and a page of someone who is logged in."""

from collections.abc import Callable, Iterator
import json
import shutil
import subprocess
from typing import Any

from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    Playwright,
    ViewportSize,
    sync_playwright,
)
import pytest

from tests.e2e.demo import ROOT, Demo

NEVER = 4102444800000
"""A moment that is far away, in milliseconds."""
WAIT = 15_000
"""Milliseconds until something that has to appear is missing."""
DESKTOP: ViewportSize = {"width": 1280, "height": 800}
PHONE: ViewportSize = {"width": 360, "height": 740}


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """Provide one running demo for all browser tests."""
    demo = Demo(tmp_path_factory.mktemp("demo") / "config")
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


@pytest.fixture
def errors() -> list[str]:
    """Collect what our bundle complains about in the browser's console."""
    return []


type Open = Callable[..., Page]


@pytest.fixture
def open_page(demo: Demo, browser: Browser, errors: list[str]) -> Iterator[Open]:
    """Provide what opens a view of the panel, logged in, in a window of its own."""
    contexts: list[BrowserContext] = []

    def open_view(
        path: str = "",
        *,
        viewport: ViewportSize | None = None,
        dark: bool = False,
        token: str | None = None,
        **more: Any,
    ) -> Page:
        context = browser.new_context(
            viewport=viewport or DESKTOP,
            color_scheme="dark" if dark else "light",
            locale="en-GB",
            **more,
        )
        contexts.append(context)
        handles = demo.handles
        context.add_init_script(login_script(handles.base_url, token or handles.access_token))
        page = context.new_page()
        page.on(
            "console",
            lambda message: (
                errors.append(message.text)
                if message.type == "error" and "tradehook" in message.location["url"]
                else None
            ),
        )
        page.on(
            "pageerror",
            lambda error: errors.append(str(error)) if "tradehook" in (error.stack or "") else None,
        )
        page.set_default_timeout(WAIT)
        page.goto(f"{demo.handles.base_url}/tradehook{path}")
        return page

    yield open_view
    for context in contexts:
        context.close()


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
    """Start Debian's Chromium."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    assert found, "no Chromium: run scripts/chromium"
    # Containers have no user namespaces to build a sandbox with, and little shared memory
    arguments = ["--no-sandbox", "--disable-dev-shm-usage"]
    return playwright.chromium.launch(executable_path=found, args=arguments)


@pytest.fixture(scope="session")
def axe() -> str:
    """Return axe-core's script."""
    subprocess.run((ROOT / "scripts" / "panel", "install"), check=True)
    return (ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js").read_text()
