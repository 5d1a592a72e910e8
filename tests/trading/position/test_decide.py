"""The decision as a whole: it settles, repeats itself exactly, and never loops."""

from decimal import Decimal, localcontext

import pytest

from custom_components.tradehook.trading.model.facts import BestPrice, Fact
from custom_components.tradehook.trading.model.inputs import MarketContext, Reevaluate
from custom_components.tradehook.trading.model.position import Position
from custom_components.tradehook.trading.position import decide as module
from custom_components.tradehook.trading.position.decide import UnsettledError, decide
from tests.trading.scene import START, Scene, dca, opened, percent, plan, stop, target


def test_the_same_state_leads_to_the_same_facts() -> None:
    scene = Scene(plan(dca_orders=(dca(percent(5)),)))
    first = decide(scene.position, Reevaluate(), scene.situation())
    assert first == decide(scene.position, Reevaluate(), scene.situation())
    assert len(first) == 3


def test_once_the_facts_are_applied_nothing_more_follows() -> None:
    scene = opened(plan(take_profit=(target(percent(10)),), stop_loss=stop(percent(5))))
    scene.hold = True
    scene.move(95)
    assert decide(scene.position, Reevaluate(), scene.situation()) == ()


def test_the_callers_decimal_context_does_not_matter() -> None:
    scene = Scene(plan(quote_amount=Decimal("1234.5678"), dca_orders=(dca(percent("3.33")),)))
    exact = decide(scene.position, Reevaluate(), scene.situation())
    with localcontext() as context:
        context.prec = 3
        assert decide(scene.position, Reevaluate(), scene.situation()) == exact


def test_rules_that_contradict_each_other_are_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def restless(_position: Position, _situation: MarketContext) -> list[Fact]:
        return [BestPrice(at=START, price=Decimal(1))]

    monkeypatch.setattr(module, "RULES", (restless,))
    scene = Scene(plan())
    with pytest.raises(UnsettledError, match="Position position does not settle"):
        decide(scene.position, Reevaluate(), scene.situation())
