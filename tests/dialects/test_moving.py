"""docs/moving.md: what each system's user is told to do, with an example that is sent here."""

from pathlib import Path
import re

import pytest

from custom_components.tradehook.trading.signal.dialects.systems import SYSTEMS
from custom_components.tradehook.trading.signal.parse import parse_signal

from .told import filled, told

PAGE = (Path(__file__).parents[2] / "docs" / "moving.md").read_text()
EXAMPLES = re.findall(r"<!-- alert (\w+) -->\n```text\n(.+?)\n```", PAGE, re.DOTALL)


def test_every_system_has_its_three_lines_and_an_example() -> None:
    assert sorted(name for name, _ in EXAMPLES) == sorted(one.name for one in SYSTEMS)
    sections = PAGE.split("\n## ")[1:]
    assert [part for part in sections if len(re.findall(r"^- ", part, re.MULTILINE)) != 3] == []


@pytest.mark.parametrize(("name", "example"), EXAMPLES, ids=[name for name, _ in EXAMPLES])
def test_an_example_is_known_and_said_in_our_words(name: str, example: str) -> None:
    answer = told(example).as_dict()

    assert answer["dialect"] == name
    instead = answer["instead"]
    assert isinstance(instead, dict)
    assert parse_signal(filled(instead), strict=True).warnings == ()
