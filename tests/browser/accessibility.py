"""What axe-core says of our elements; the rest of a page is Home Assistant's."""

from collections.abc import Iterator
from typing import Final, Literal

from playwright.sync_api import Page

DARK = "dark => document.querySelector('home-assistant').hass.themes.darkMode === dark"
FADED = """() => document.getAnimations().every(
  (one) => !(one instanceof CSSTransition) || one.playState !== "running")"""
SCHEMES: Final[tuple[Literal["dark", "light"], ...]] = ("dark", "light")
VIOLATIONS = """async (name) => {
  const pierce = (root, name) => {
    for (const element of root.querySelectorAll("*")) {
      if (element.localName === name) return element;
      const found = element.shadowRoot && pierce(element.shadowRoot, name);
      if (found) return found;
    }
  };
  const path = (element) => {
    const parts = [];
    for (let node = element; node; node = node.getRootNode().host) parts.unshift(node.localName);
    return parts;
  };
  const { violations, passes } = await axe.run(
    { fromShadowDom: path(pierce(document, name)) },
    { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] },
  );
  if (!passes.length) return ["nothing was looked at"];
  return violations.map((rule) => rule.id + ": " + rule.nodes.map((node) =>
    node.html.slice(0, 120) + " " + node.failureSummary.slice(0, 200)).join(" | "));
}"""


def violations(page: Page, element: str = "tradehook-panel") -> list[str]:
    """Return what in an element, and in all within it, keeps people from using it."""
    found: list[str] = page.evaluate(VIOLATIONS, element)
    return found


def schemes(page: Page) -> Iterator[str]:
    """Show a page in dark and in light, and wait until it has faded into its colours."""
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        page.wait_for_function(DARK, arg=scheme == "dark")
        page.wait_for_timeout(300)
        page.wait_for_function(FADED)
        yield scheme
