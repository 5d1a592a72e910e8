"""What orders of one position sold beyond its size is told to its neighbours."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
import json

from custom_components.tradehook.execution.state.ended.oversold import (
    KEPT,
    KEY,
    Oversold,
    TakenPart,
)
from custom_components.tradehook.trading.model.facts import CloseReason
from custom_components.tradehook.trading.model.inputs import Close
from custom_components.tradehook.trading.model.position import Position
from custom_components.tradehook.trading.model.trades import Trade
from tests.trading.scene import START, opened, plan

D = Decimal


def sold_too_much() -> Position:
    """Return a position of 10 of which 5 were sold at 102 and then 10 at 95."""
    scene = opened(plan())
    scene.tell(Close(reason=CloseReason.SIGNAL))
    bought = scene.position.trades[0]
    sold = [
        Trade(at=START + timedelta(seconds=at), trade_id=f"sold {at}", change=change, price=price)
        for at, change, price in ((1, D(-5), D(102)), (2, D(-10), D(95)))
    ]
    return replace(scene.position, dust=D(-5), trades=(bought, *sold))


def neighbour() -> Position:
    """Return a position in the same market and side."""
    return replace(opened(plan()).position, position_id="neighbour")


def test_what_was_sold_last_is_what_the_neighbours_lack() -> None:
    known = Oversold()
    known.note(sold_too_much())
    assert list(known.take(neighbour(), D(8))) == [
        TakenPart(D(5), "position", D(95)),
        TakenPart(D(3)),
    ]
    assert list(known.take(neighbour(), D(1))) == [TakenPart(D(1))]


def test_it_is_known_after_a_restart_until_it_was_recorded() -> None:
    written = json.loads(json.dumps(dict(Oversold().noted(sold_too_much()).values)))
    again = Oversold()
    again.load(written, START)
    assert list(again.take(neighbour(), D(2))) == [TakenPart(D(2), "position", D(95))]
    third = Oversold()
    third.load(json.loads(json.dumps(dict(again.left().values))), START)
    assert list(third.take(neighbour(), D(5))) == [
        TakenPart(D(3), "position", D(95)),
        TakenPart(D(2)),
    ]
    assert third.left().values == {KEY: None}


def test_after_a_day_it_was_somebody_else() -> None:
    position = sold_too_much()
    assert position.closed_at is not None
    known = Oversold()
    known.load(Oversold().noted(position).values, position.closed_at + KEPT)
    assert list(known.take(neighbour(), D(1))) == [TakenPart(D(1))]


def test_another_market_is_no_neighbour() -> None:
    known = Oversold()
    known.note(sold_too_much())
    other = replace(neighbour(), symbol="ELSE/USDT:USDT")
    assert list(known.take(other, D(1))) == [TakenPart(D(1))]


def test_it_explains_what_neighbours_lack_up_to_its_amount() -> None:
    known = Oversold()
    known.note(sold_too_much())
    assert known.explains(neighbour(), D(5))
    assert not known.explains(neighbour(), D(6))
    assert not known.explains(replace(neighbour(), symbol="ELSE/USDT:USDT"), D(1))
