"""All scenarios by groups."""

from collections.abc import Mapping
from typing import Final

from .scenario import Scenario
from .scenarios.absence import ABSENCE
from .scenarios.answers import ANSWERS
from .scenarios.entries import ENTRIES
from .scenarios.exits import EXITS
from .scenarios.money import MONEY
from .scenarios.opening import OPENING
from .scenarios.pairs import PAIRS
from .scenarios.refusals import REFUSALS

GROUPS: Final[Mapping[str, tuple[Scenario, ...]]] = {
    "opening": OPENING,
    "entries": ENTRIES,
    "exits": (*EXITS, *PAIRS),
    "answers": ANSWERS,
    "absence": ABSENCE,
    "money": MONEY,
    "refusals": REFUSALS,
}
