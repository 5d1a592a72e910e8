"""Each alert of the corpus is known, refused for its true cause, and said in our own words."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

import pytest

from custom_components.tradehook.trading.signal.dialects.foreign import System
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
    system: str, body: object, expected: Mapping[str, Any] | list[Any] | str
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
    several: list[Any] = instead if isinstance(instead, list) else [instead]
    assert ["api_secret" in one for one in several] == [True] + [False] * (len(several) - 1)
    said = [{name: one[name] for name in one if not name.startswith("api_")} for one in several]
    assert (said if isinstance(expected, list) else said[0]) == expected
    for one in several:
        assert parse_signal(filled(one), strict=True).warnings == ()


@pytest.mark.parametrize("system", SYSTEMS, ids=lambda system: system.name)
def test_no_object_without_a_sign_of_a_system_is_its_alert(system: System) -> None:
    objects = [body for _, body, _ in CASES if isinstance(body, Mapping)]
    known = [body for body in objects if system.recognises(body)]

    assert [body for body in known if system.signs.isdisjoint(body)] == []
    without = [{name: body[name] for name in body if name not in system.signs} for body in objects]
    assert [body for body in without if system.recognises(body)] == []


def test_every_system_has_a_dozen_alerts() -> None:
    assert Counter(dict.fromkeys(CORPUS, LEAST)) <= Counter(
        {system: len(rows) for system, rows in CORPUS.items()}
    )
    assert set(CORPUS) == {system.name for system in SYSTEMS}
