"""A field that holds something of another kind is never left out of an opening in silence."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

import pytest

from custom_components.tradehook.trading.reasons.reasons import Refused

from .carried import around, opening_refused, taken_message
from .corpus import CORPUS
from .told import filled, message_in

KEPT: Final = {
    *("stop_loss", "take_profit", "leverage", "side", "order_type", "request_id"),
    *("quote_amount", "base_amount", "margin_amount", "risk_amount"),
    *("balance_percentage", "equity_percentage", "margin_percentage", "risk_percentage"),
}


def said(body: object) -> Mapping[str, object]:
    """Return what an alert opens, in our words; nothing where it is refused or opens nothing."""
    message = message_in(body)
    if message is None or message.foreign is None or message.foreign.system is None:
        return {}
    try:
        message = taken_message(message, around(None))
    except Refused:
        return {}
    found = {} if opening_refused(message) else message.fields
    return found if found.get("action") == "open" else {}


def with_a_list(body: Any) -> Iterator[Any]:
    """Yield an alert with one of its fields after the other made a list."""
    if not isinstance(body, dict):
        return
    for name, value in body.items():
        yield {**body, name: [5]}
        for changed in with_a_list(value):
            yield {**body, name: changed}


@pytest.mark.parametrize("system", CORPUS)
def test_a_list_in_the_place_of_a_value_loses_nothing_of_an_opening(system: str) -> None:
    for template, _ in CORPUS[system]:
        body = filled(template)
        if not isinstance(body, dict) or not (meant := said(body)):
            continue
        for changed in with_a_list(body):
            left = said(changed)
            assert not left or KEPT & meant.keys() <= left.keys(), changed
