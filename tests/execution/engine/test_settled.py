"""What a venue tells twice is judged once: a position of which all is recorded is left alone."""

from datetime import UTC, datetime
from typing import Any, cast

import pytest

from custom_components.tradehook.execution.engine.market_queue import QueuedInput
from custom_components.tradehook.execution.engine.price_judge import PriceJudge
from custom_components.tradehook.execution.engine.steps.step import MarketStep
from custom_components.tradehook.execution.state.position_cache import PositionCache
from custom_components.tradehook.trading.model.inputs import Input, MarketContext, OrderReported
from custom_components.tradehook.trading.model.order import OrderState
from custom_components.tradehook.trading.model.position import Position
from custom_components.tradehook.trading.position.decide import Step
from tests.trading.admission_world import SPOT, market, position

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
MARKET = market("BTC", SPOT)
KNOWN = OrderReported(client_order_id="nobody's", state=OrderState.FILLED)
"""It leads to no fact."""


class Judge:
    """Lets every price judge, or none."""

    def __init__(self, *, may_judge: bool = True) -> None:
        self._situation = MarketContext(market=MARKET, quote=None, now=NOW, may_judge=may_judge)

    def seen(self, _position: Position, _situation: MarketContext) -> MarketContext:
        """Return the situation."""
        return self._situation

    def learnt(self, *_: object) -> None:
        """Note nothing."""


class Scene:
    """A position, and what was decided for it."""

    def __init__(self, judge: Judge | None = None) -> None:
        self.cache = PositionCache({}, lambda: NOW, 60)
        self.held = position(symbol=MARKET.symbol, size="1")
        self.cache.put(self.held, 1)
        self.judged: list[Input] = []
        self.fails = False
        self.failing: set[str] = set()
        self.held_back: set[str] = set()
        self._judge = cast("PriceJudge", judge or Judge())

    def decide(self, _position: Position, event: Input, _seen: MarketContext) -> list[Step]:
        """Decide for nothing."""
        self.judged.append(event)
        if self.fails:
            raise RuntimeError("A mistake")
        return []

    def take(self, *events: Input, recorded: bool = True) -> int:
        """Take events in one step; return how often it was decided."""
        step = MarketStep(
            MARKET.symbol,
            position_cache=self.cache,
            situation=lambda _symbol, _quote: MarketContext(market=MARKET, quote=None, now=NOW),
            price_judge=self._judge,
            decide=self.decide,
            may_open=lambda _position: None,
            failing=self.failing,
            held_back=self.held_back,
        )
        before = len(self.judged)
        step.take([QueuedInput(targets=((self.held.position_id, one),)) for one in events])
        (change,) = step.changes.values()
        if recorded and change.settled:
            self.cache.settled.add(self.held.position_id)
        return len(self.judged) - before


def test_what_says_nothing_new_is_not_judged_again() -> None:
    scene = Scene()

    assert [scene.take(KNOWN), scene.take(KNOWN, KNOWN), scene.take(KNOWN)] == [1, 0, 0]


def test_a_step_that_was_not_recorded_is_judged_again() -> None:
    scene = Scene()

    assert [scene.take(KNOWN), scene.take(KNOWN, recorded=False), scene.take(KNOWN)] == [1, 0, 1]


def test_a_new_state_is_judged() -> None:
    scene = Scene()
    scene.take(KNOWN)
    scene.cache.put(scene.held, 2)

    assert scene.take(KNOWN) == 1


def test_who_could_not_decide_tries_again_at_each_report() -> None:
    scene = Scene()
    scene.fails = True

    assert [scene.take(KNOWN), scene.take(KNOWN)] == [1, 1]
    assert scene.failing == {scene.held.position_id}
    scene.fails = False
    assert [scene.take(KNOWN), scene.take(KNOWN)] == [1, 0]
    assert scene.failing == set()


@pytest.mark.parametrize("why", ["the price is older than a fill", "held back"])
def test_what_was_not_judged_fully_is_not_settled(why: Any) -> None:
    scene = Scene(Judge(may_judge=why == "held back"))
    if why == "held back":
        scene.held_back.add(scene.held.position_id)

    scene.take(KNOWN)

    assert scene.cache.settled == set()


def test_what_is_let_go_is_forgotten() -> None:
    scene = Scene()
    scene.take(KNOWN)
    scene.cache.forget(scene.held.position_id)

    assert scene.cache.settled == set()
