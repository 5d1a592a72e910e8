"""Make the animated picture of README from a fresh demo: `python -m tests.browser.take_film`."""

from io import BytesIO
from pathlib import Path
import tempfile
import threading

from PIL import Image, ImageDraw, ImageFont
from playwright.sync_api import Locator, Page, ViewportSize, sync_playwright

from tests.browser.conftest import chromium
from tests.browser.first_trade import first_trade
from tests.browser.take_images import IMAGES
from tests.e2e.demo import Demo

FILM = IMAGES / "first-trade.webp"
VIEW: ViewportSize = {"width": 1120, "height": 760}
WIDTH = 960
CAPTION = 44
STEP = 2600
"""Milliseconds that a picture stands."""
LAST = 4000
WATCHED = 40_000
MOVES = (0.1, -0.06, 0.12, 0.04, -0.09, -0.07, 0.05, -0.1, 0.08, -0.07)
"""Percent; they cancel each other, so that neither target nor stop is reached."""
INK, PAPER, RING = (255, 255, 255), (0, 91, 126), (255, 112, 67)


class Film:
    """Pictures with what is done in them, and a ring around what is pressed."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.pictures: list[Image.Image] = []
        self._font = ImageFont.load_default(22)

    def scene(self, page: Page, caption: str, pressed: Locator | None) -> None:
        """Take a picture of a step."""
        if pressed:
            pressed.evaluate("element => element.scrollIntoView({ block: 'end' })")
        page.wait_for_timeout(500)
        box = pressed.bounding_box() if pressed else None
        picture = Image.open(BytesIO(page.screenshot())).convert("RGB")
        scale = WIDTH / picture.width
        picture = picture.resize((WIDTH, round(picture.height * scale)), Image.Resampling.LANCZOS)
        framed = Image.new("RGB", (WIDTH, picture.height + CAPTION), PAPER)
        framed.paste(picture, (0, CAPTION))
        draw = ImageDraw.Draw(framed)
        step = len(self.pictures) + 1
        draw.text((16, CAPTION // 2), f"{step}  {caption}", INK, font=self._font, anchor="lm")
        if box:
            left, top = box["x"] * scale - 6, box["y"] * scale - 6 + CAPTION
            right = left + box["width"] * scale + 12
            bottom = top + box["height"] * scale + 12
            draw.rounded_rectangle((left, top, right, bottom), 12, outline=RING, width=4)
        self.pictures.append(framed)

    def save(self, path: Path) -> None:
        """Write it as an animation that goes on for ever."""
        first, *rest = self.pictures
        durations = [STEP] * len(rest) + [LAST]
        first.save(
            path,
            save_all=True,
            append_images=rest,
            duration=durations,
            loop=0,
            quality=78,
            method=4,
        )


def keep_moving(demo: Demo, stop: threading.Event) -> None:
    """Move the price about, so that the chart has something to show."""
    number = 0
    while not stop.wait(1.2):
        fields = {"symbol": "BTC/USDT", "change_percentage": MOVES[number % len(MOVES)]}
        demo.call_service("tradehook", "set_simulated_price", fields)
        number += 1


def main() -> None:
    """Walk the way once and keep what it looks like."""
    film = Film()
    stop = threading.Event()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        demo = Demo(Path(folder) / "config")
        mover = threading.Thread(target=keep_moving, args=(demo, stop))
        try:
            demo.start()
            mover.start()
            browser = chromium(playwright)
            page = browser.new_context(viewport=VIEW, locale="en-GB").new_page()
            first_trade(page, demo, scene=film.scene, settle=WATCHED)
            browser.close()
        finally:
            stop.set()
            if mover.is_alive():
                mover.join()
            demo.close()
    film.save(FILM)


if __name__ == "__main__":
    main()
