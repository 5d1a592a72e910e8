"""Refusals with valid credentials share one budget of rows: nobody fills the disk with them."""

import pytest

from custom_components.tradehook.execution.signals import sender_gate
from tests.execution.house import BTC, House, Plan, house


async def refuse(home: House, times: int, code: str, **fields: object) -> None:
    """Send something that is refused, and expect the same answer each time."""
    for _ in range(times):
        answer = await home.send(action="close", symbol=BTC, remote="192.0.2.7", **fields)  # type: ignore[arg-type]
        assert answer.body["code"] == code, answer.body


@pytest.mark.parametrize("allowed", [True, False])
async def test_refusals_with_credentials_share_a_budget_of_rows(
    plan: Plan, monkeypatch: pytest.MonkeyPatch, allowed: bool
) -> None:
    monkeypatch.setattr(sender_gate, "REFUSALS_A_MINUTE", 5)
    monkeypatch.setattr(sender_gate, "REFUSALS_AT_ONCE", 5)
    networks = () if allowed else ("198.51.100.0/24",)
    async with house(plan.but(allowed_networks=networks)) as home:
        code = "position_missing" if allowed else "sender_not_allowed"
        await refuse(home, 12, code)
        assert 5 <= len(await home.account.signals()) <= 6


async def test_a_person_who_tries_a_bot_finds_a_row_for_each_refusal(plan: Plan) -> None:
    async with house(plan) as home:
        await refuse(home, 150, "position_missing")
        assert len(await home.account.signals(limit=200)) == 150
