"""Draw the brand's images: a hook whose shank is a rising candle.

Run with the Pillow that Home Assistant brings: `.venv/bin/python scripts/brand.py`.
"""

from pathlib import Path

from PIL import Image, ImageDraw

FOLDER = Path(__file__).resolve().parent.parent / "custom_components" / "tradehook" / "brand"
SCALE = 4  # drawn larger and scaled down, for smooth edges
SIZE = 512

type Color = tuple[int, int, int, int]

NIGHT = (16, 32, 56, 255)
STEEL = (240, 246, 252, 255)
RISE = (38, 194, 129, 255)


class Canvas:
    """A square to draw on, in units of a 512th of its side."""

    def __init__(self) -> None:
        self.image = Image.new("RGBA", (SIZE * SCALE, SIZE * SCALE))
        self._draw = ImageDraw.Draw(self.image)

    def box(
        self, left: float, top: float, right: float, bottom: float, radius: float, color: Color
    ) -> None:
        """Draw a filled rectangle with round corners."""
        corners = [value * SCALE for value in (left, top, right, bottom)]
        self._draw.rounded_rectangle(corners, radius * SCALE, fill=color)

    def bow(
        self,
        x: float,
        y: float,
        radius: float,
        start: float,
        end: float,
        width: float,
        color: Color,
    ) -> None:
        """Draw an arc around a centre, inwards from a radius."""
        corners = [value * SCALE for value in (x - radius, y - radius, x + radius, y + radius)]
        self._draw.arc(corners, start, end, fill=color, width=round(width * SCALE))

    def shape(self, points: list[tuple[float, float]], color: Color) -> None:
        """Draw a filled polygon."""
        self._draw.polygon([(x * SCALE, y * SCALE) for x, y in points], fill=color)


def icon() -> Image.Image:
    """Return the icon at its full size."""
    canvas = Canvas()
    canvas.box(0, 0, SIZE, SIZE, 112, NIGHT)
    # the hook: shank, bow, point with barb
    line = 54
    shank, point, bend = 344, 140, 320
    middle, radius = (shank + point) / 2, (shank - point) / 2
    canvas.box(shank - line / 2, 40, shank + line / 2, bend, line / 2, STEEL)
    canvas.box(shank - line / 2, bend - line, shank + line / 2, bend + 1, 0, STEEL)
    canvas.bow(middle, bend, radius + line / 2, 0, 180, line, STEEL)
    canvas.box(point - line / 2, 230, point + line / 2, bend + 1, 0, STEEL)
    canvas.shape([(point - line / 2, 150), (point - line / 2, 296), (point + 100, 296)], STEEL)
    # the candle on the shank
    canvas.box(shank - 72, 98, shank + 72, 280, 26, NIGHT)
    canvas.box(shank - 56, 114, shank + 56, 264, 16, RISE)
    return canvas.image


def main() -> None:
    """Write all images."""
    FOLDER.mkdir(exist_ok=True)
    drawn = icon()
    for name, size in (("icon.png", 256), ("icon@2x.png", 512)):
        drawn.resize((size, size), Image.Resampling.LANCZOS).save(FOLDER / name, optimize=True)


if __name__ == "__main__":
    main()
