"""`modify` from an alert: what it changes, who may loosen, and what a crash leaves of it."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.execution.house import BOT, BTC, House, Plan, house

OPEN: dict[str, Any] = {"symbol": BTC, "side": "long", "stop_loss": {"stop_price": 55_000}}
TIGHTER: dict[str, Any] = {"stop_loss": {"stop_price": 57_000}}
LOOSER: dict[str, Any] = {"stop_loss": {"stop_price": 50_000}}


@pytest.fixture
async def held(plan: Plan) -> AsyncIterator[House]:
    """Return a running house with a long whose stop stands at 55,000."""
    async with house(plan) as home:
        await home.price(60_000)
        assert (await home.send(**OPEN)).status == 202
        await home.settle()
        yield home


async def sent(home: House, **fields: Any) -> tuple[int, object]:
    """Send a change; return status and code."""
    answer = await home.send(symbol=BTC, action="modify", **fields)
    await home.settle()
    return answer.status, answer.body.get("code", answer.body["status"])


async def stop(home: House) -> object:
    """Return where the stop of the only position stands."""
    row = home.account.position_row(str((await home.only())["position_id"]))
    assert row is not None
    return row["stop_price"]


async def test_alert_tightens_and_does_not_loosen_unless_the_bot_allows_it(held: House) -> None:
    """A person or an automation of the house may do both."""
    assert await sent(held, **TIGHTER) == (202, "accepted")
    assert await stop(held) == "57000"
    assert await sent(held, **LOOSER) == (409, "would_loosen")
    assert await stop(held) == "57000"
    answer = await held.account.send_signal(BOT, {"symbol": BTC, "action": "modify", **LOOSER})
    assert answer.status == 202, answer.body
    await held.settle()
    assert await stop(held) == "50000"


async def test_bot_that_allows_it_lets_an_alert_loosen(plan: Plan) -> None:
    """It is a setting of the bot."""
    async with house(plan.but(loosen_stops=True)) as home:
        await home.price(60_000)
        assert (await home.send(**OPEN)).status == 202
        await home.settle()
        assert await sent(home, **LOOSER) == (202, "accepted")
        assert await stop(home) == "50000"
        assert await sent(home, stop_loss=None) == (202, "accepted")
        assert await stop(home) is None


async def test_change_is_carried_out_although_the_machine_dies(plan: Plan) -> None:
    """It stands in the ledger until it is done."""
    async with house(plan) as home:
        await home.price(60_000)
        assert (await home.send(**OPEN)).status == 202
        await home.settle()
        targets = [{"price": 70_000, "position_percentage": 100}]
        answer = await home.send(symbol=BTC, action="modify", take_profit=targets, **TIGHTER)
        assert answer.status == 202, answer.body
    async with house(plan) as home:
        await home.settle()
        assert await stop(home) == "57000"
        assert await home.ledger.unexecuted_signals() == []
        row = home.account.position_row(str((await home.only())["position_id"]))
        assert row is not None
        assert [order["price"] for order in row["orders"] if order["status"] == "open"] == ["70000"]


async def test_same_change_again_is_done_again_but_a_request_once(held: House) -> None:
    """Nothing is lost by setting a stop twice; an id says that it is meant once."""
    assert await sent(held, **TIGHTER) == (202, "accepted")
    assert await sent(held, **TIGHTER) == (202, "accepted")
    other = {"stop_loss": {"stop_price": 58_000}}
    assert await sent(held, request_id="r", **other) == (202, "accepted")
    assert await sent(held, request_id="r", **other) == (200, "duplicate")
    assert await sent(held, request_id="r", **TIGHTER) == (409, "request_id_reused")


async def test_full_rate_holds_up_only_what_loosens(plan: Plan) -> None:
    """An exit gets through."""
    async with house(plan.but(rate_limit=1, loosen_stops=True)) as home:
        await home.price(60_000)
        assert (await home.send(**OPEN)).status == 202
        await home.settle()
        while (await home.send(symbol=BTC, side="long")).status != 429:
            pass
        assert await sent(home, **LOOSER) == (429, "rate_limited")
        assert await sent(home, **TIGHTER) == (202, "accepted")
        assert await sent(home, stop_loss="break_even") == (202, "accepted")


WAYS_TO_WAIT: dict[str, tuple[dict[str, Any], ...]] = {
    "at its limit": ({"order_type": "limit", "signal_price": 58_000},),
    "for its condition": ({"entry_condition": {"price": 59_000}},),
    "behind an exit": ({}, {"action": "close"}, {}),
    "for its fill": ({},),
}


@pytest.mark.parametrize("tighter", [{}, {"stop_loss": {"stop_percentage": 2}}], ids=["", "stop"])
@pytest.mark.parametrize("waits", WAYS_TO_WAIT)
async def test_entries_are_cancelled_before_anything_has_filled(
    plan: Plan, waits: str, tighter: dict[str, Any]
) -> None:
    """What cancels entries is an exit, whatever the entry waits for."""
    async with house(plan.but(duplicate_window=0)) as home:
        await home.price(60_000)
        *before, last = WAYS_TO_WAIT[waits]
        for fields in before[:1]:
            assert (await home.send(symbol=BTC, side="long", **fields)).status == 202
            await home.settle()
        home.exchange.paused = waits in ("behind an exit", "for its fill")
        for fields in before[1:]:
            assert (await home.send(symbol=BTC, **fields)).status == 202
        opening = {"symbol": BTC, "side": "long", "stop_loss_percentage": 3, **last}
        opened = await home.send(**opening)
        assert opened.status == 202, opened.body
        change = {"symbol": BTC, "action": "modify", "cancel_entries": True, **tighter}
        answer = await home.send(signal_id=opened.body["signal_id"], **change)
        assert answer.status == 202, answer.body
        home.exchange.paused = False
        await home.settle()
        await home.price(57_000)
        assert not [row for row in await home.positions() if row["status"] == "pending"]
        if waits != "for its fill":
            assert not [row for row in await home.positions() if row["status"] == "open"]
