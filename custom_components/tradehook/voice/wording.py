"""The words, numbers and times of a language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_EVEN, Decimal
from functools import cache
import json
from pathlib import Path
from typing import Final

from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
from homeassistant.util.language import matches

from ..entities.formatting import display_precision

FOLDER: Final = Path(__file__).parent / "texts"
DEFAULT: Final = "en"
_PERCENT: Final = 2
_FEW: Final = 2
"""Digits of an amount that is smaller than what is worth seeing, but not nothing."""

type Texts = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Wording:
    """How things are said in one language."""

    language: str
    texts: Texts

    def say(self, group: str, key: str, **values: object) -> str:
        """Return a text with its values."""
        return self.texts[group][key].format(**values)

    def side(self, side: str) -> str:
        """Return what a side is called."""
        return self.texts["words"][side]

    def profit(self, value: str | None, unit: str) -> str:
        """Return a profit or a loss, or that it isn't known: unknown is not nothing."""
        if value is None:
            return self.say("words", "profit_unknown")
        number = Decimal(value)
        if not number:
            return self.say("words", "even")
        places = _PERCENT if unit == "%" else display_precision(unit)
        amount = f"{self._number(abs(number), places)} {unit}"
        return self.say("words", "profit" if number > 0 else "loss", amount=amount)

    def moment(self, iso: str) -> str:
        """Return when something was, in the time zone of the house."""
        at = dt_util.as_local(datetime.fromisoformat(iso))
        time = f"{at:%H:%M}"
        if at.date() == dt_util.now().date():
            return self.say("words", "today_at", time=time)
        date = self.say("numbers", "date", year=at.year, month=f"{at:%m}", day=f"{at:%d}")
        return self.say("words", "on_day_at", date=date, time=time)

    def _number(self, number: Decimal, places: int) -> str:
        exact = max(places, _FEW - 1 - number.adjusted()) if number < 1 else places
        rounded = number.quantize(Decimal(1).scaleb(-exact), rounding=ROUND_HALF_EVEN)
        text = f"{rounded:,f}"
        cents = text.index(".") + 1 + _FEW
        text = text[:cents] + text[cents:].rstrip("0")
        marks = self.texts["numbers"]
        return text.translate(str.maketrans(",.", marks["thousands"] + marks["decimal"]))


async def async_wording(hass: HomeAssistant, language: str) -> Wording:
    """Return how things are said in a language, or in English."""
    known = await hass.async_add_executor_job(_languages)
    name = next(iter(matches(language, known)), DEFAULT)
    return Wording(name, known[name])


@cache
def _languages() -> dict[str, Texts]:
    return {
        path.stem: json.loads(path.read_text(encoding="utf-8")) for path in FOLDER.glob("*.json")
    }
