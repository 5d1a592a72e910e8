"""The decision as a whole: it settles, repeats itself exactly, and never loops."""

from decimal import Decimal, localcontext

import pytest

from custom_components.tradehook.trading.model.facts import BestPrice, Fact
from custom_components.tradehook.trading.model.inputs import MarketContext, Reevaluate
from custom_components.tradehook.trading.model.position import Position
from custom_components.tradehook.trading.position import decide as module
from custom_components.tradehook.trading.position.decide import (
    RULES,
    UnsettledError,
    decide,
    decided,
    needs_met,
)
from tests.trading.histories import run_history
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


@pytest.mark.parametrize("seed", range(20))
def test_a_rule_says_the_same_of_the_same_state(monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    """It is not asked again before something has changed."""

    def twice(rule: module.Rule) -> module.Rule:
        def asked(position: Position, situation: MarketContext) -> list[Fact]:
            said = rule(position, situation)
            assert rule(position, situation) == said
            return said

        return asked

    rules = tuple((needs, twice(rule)) for needs, rule in RULES)
    monkeypatch.setattr(module, "RULES", rules)
    run_history(seed, 60)


@pytest.mark.parametrize("seed", range(40))
def test_a_rule_that_is_not_asked_would_say_nothing(
    monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """What it needs of a position is missing: it is asked here all the same."""
    spared = 0

    def always(needs: int, rule: module.Rule) -> module.Rule:
        def asked(position: Position, situation: MarketContext) -> list[Fact]:
            nonlocal spared
            said = rule(position, situation)
            if needs & ~needs_met(position, situation):
                spared += 1
                assert not said
            return said

        return asked

    monkeypatch.setattr(module, "RULES", tuple((0, always(*pair)) for pair in RULES))
    run_history(seed, 60, in_pairs=seed % 4 == 0)
    assert spared


def test_no_rule_is_asked_a_second_time_of_the_same_state(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[int, Position]] = []

    def noted(number: int, rule: module.Rule) -> module.Rule:
        def ask(position: Position, situation: MarketContext) -> list[Fact]:
            asked.append((number, position))
            return rule(position, situation)

        return ask

    rules = tuple((0, noted(number, rule)) for number, (_, rule) in enumerate(RULES))
    monkeypatch.setattr(module, "RULES", rules)
    scene = Scene(plan(dca_orders=(dca(percent(5)),)))
    steps = decided(scene.position, Reevaluate(), scene.situation())
    last = steps[-1][1]
    assert [number for number, position in asked if position is last] == [*range(1, len(RULES)), 0]


def test_rules_that_contradict_each_other_are_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def restless(_position: Position, _situation: MarketContext) -> list[Fact]:
        return [BestPrice(at=START, price=Decimal(1))]

    monkeypatch.setattr(module, "RULES", ((0, restless),))
    scene = Scene(plan())
    with pytest.raises(UnsettledError, match="Position position does not settle"):
        decide(scene.position, Reevaluate(), scene.situation())
