"""Each alert of the corpus is known, refused for its true cause, and said in our own words."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

import pytest

from custom_components.tradehook.trading.signal.dialects.systems import SYSTEMS
from custom_components.tradehook.trading.signal.parse import parse_signal

from .corpus import CORPUS
from .told import filled, told

CASES = [(system, *row) for system, rows in CORPUS.items() for row in rows]
LEAST = 12


@pytest.mark.parametrize(
    ("system", "body", "expected"), CASES, ids=lambda value: value if isinstance(value, str) else ""
)
def test_an_alert_is_said_in_our_words_or_refused_by_name(
    system: str, body: object, expected: Mapping[str, Any] | str
) -> None:
    refusal = told(body)
    answer = refusal.as_dict()

    assert answer["dialect"] == system
    if isinstance(expected, str):
        assert "instead" not in answer
        (error,) = refusal.errors
        assert f"{error.code} {error.path}" == f"dialect_{expected}"
        return
    instead = answer["instead"]
    assert isinstance(instead, dict)
    said = {name: value for name, value in instead.items() if not name.startswith("api_")}
    assert said == expected
    signal = parse_signal(filled(instead), strict=True)
    assert signal.warnings == ()


def test_every_system_has_a_dozen_alerts() -> None:
    assert Counter(dict.fromkeys(CORPUS, LEAST)) <= Counter(
        {system: len(rows) for system, rows in CORPUS.items()}
    )
    assert set(CORPUS) == {system.name for system in SYSTEMS}
