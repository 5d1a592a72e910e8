"""The texts of the pages that position links answer with, in the language of the browser."""

from dataclasses import dataclass
from functools import cache
import json
from pathlib import Path
from typing import Final, TypedDict, cast

from homeassistant.core import HomeAssistant
from homeassistant.util.language import matches

from ..errors import async_reason

FOLDER: Final = Path(__file__).parent / "texts"
DEFAULT: Final = "en"


class Question(TypedDict):
    """What a page asks before a link acts."""

    heading: str
    text: str
    button: str


class LinkTexts(TypedDict):
    """The texts of one language, by what was done, a reason's code, or a link's mode."""

    headings: dict[str, str]
    done: dict[str, str]
    questions: dict[str, Question]
    details: dict[str, str]


@dataclass(frozen=True, slots=True)
class PageTexts:
    """The language of a page, and all that it says in it; `message` is its sentence."""

    language: str
    texts: LinkTexts
    message: str


async def async_page_texts(
    hass: HomeAssistant, accept_language: str, *, code: str | None, done: str | None, message: str
) -> PageTexts:
    """Return what a page says to a browser that asks for these languages."""
    languages = await hass.async_add_executor_job(_languages)
    language = _wanted(accept_language, languages)
    texts = languages[language]
    if code is not None:
        message = await async_reason(hass, language, message)
    elif done is not None:
        message = texts["done"].get(done, message)
    return PageTexts(language, texts, message)


@cache
def _languages() -> dict[str, LinkTexts]:
    return {
        path.stem: cast(LinkTexts, json.loads(path.read_text(encoding="utf-8")))
        for path in sorted(FOLDER.glob("*.json"))
    }


def _wanted(accept_language: str, languages: dict[str, LinkTexts]) -> str:
    """Return the known language that is preferred most, as `Accept-Language` tells."""
    asked: list[tuple[float, str]] = []
    for part in accept_language.split(",")[:20]:
        name, _, quality = part.strip().lower().partition(";q=")
        try:
            asked.append((float(quality or 1), name))
        except ValueError:
            continue
    for weight, name in sorted(asked, key=lambda one: -one[0]):
        if weight > 0 and name != "*" and (known := matches(name, languages)):
            return known[0]
    return DEFAULT
