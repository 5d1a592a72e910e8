"""An id belongs to one opening: quoted again while that lives, or after it has ended."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
import json
from typing import Any

import pytest

from custom_components.tradehook.execution.common.events import SignalIdReused
from custom_components.tradehook.trading.model.market import MarketType
from tests.execution.house import BOT, BTC, House, Plan, house

from .test_repetitions import orders

PERP = "BTC/USDT:USDT"
LONG: dict[str, Any] = {"symbol": BTC, "side": "long", "signal_id": "Long", "quote_amount": 100}


@pytest.fixture
async def perps(plan: Plan) -> AsyncIterator[House]:
    """Return a running house for perpetuals that remembers no bodies."""
    linear = replace(plan, market_type=MarketType.LINEAR).but(duplicate_window=0)
    async with house(linear) as built:
        await built.price(60_000, PERP)
        yield built


def reused(home: House) -> list[str]:
    """Return the ids of openings that a person was told of."""
    return [change.signal_id for change in home.changes if isinstance(change, SignalIdReused)]


async def ended(home: House, **fields: object) -> None:
    """Open a position and close it."""
    assert (await home.send(**{**LONG, **fields})).status == 202
    await home.settle()
    assert (await home.send(symbol=BTC, action="close")).status == 202
    await home.settle()


@pytest.mark.parametrize(
    ("changes", "warned"),
    [
        ({}, False),
        ({"quote_amount": "100.0"}, False),
        ({"timestamp": "2026-11-20T12:00:00Z"}, False),
        ({"quote_amount": 101}, True),
        ({"side": "short"}, True),
        ({"stop_loss": {"stop_percentage": 3}}, True),
    ],
    ids=["same", "number by value", "timestamp", "amount", "side", "stop"],
)
@pytest.mark.parametrize("restarted", [False, True], ids=["at once", "restarted"])
async def test_id_of_a_living_position_is_a_duplicate(
    plan: Plan, changes: dict[str, object], warned: bool, restarted: bool
) -> None:
    """What differs is told: it was not carried out."""
    plan = plan.but(duplicate_window=0)
    async with house(plan) as home:
        await home.price(60_000)
        assert (await home.send(**LONG)).status == 202
        await home.settle()
        answer = await home.send(**{**LONG, **changes}) if not restarted else None
    async with house(plan) as home:
        await home.price(60_000)
        answer = answer or await home.send(**{**LONG, **changes})
        assert (answer.status, answer.body["status"]) == (200, "duplicate")
        warnings = [str(text).partition(":")[0] for text in answer.body.get("warnings", [])]  # type: ignore[attr-defined]
        assert warnings == (["signal_id_reused"] if warned else [])
        assert (home.account.open_positions, reused(home)) == (1, [])


async def test_id_of_an_entry_that_rests_is_a_duplicate(home: House) -> None:
    """The position is there before its first fill."""
    resting = LONG | {"order_type": "limit", "signal_price": 50_000}
    assert (await home.send(**resting)).status == 202
    await home.settle()
    assert (await home.send(**resting, test=False)).body["status"] == "duplicate"


@pytest.mark.parametrize("action", ["open", "start_and_open"])
@pytest.mark.parametrize("restarted", [False, True], ids=["at once", "restarted"])
async def test_id_of_an_ended_position_is_refused_whatever_the_content(
    plan: Plan, action: str, restarted: bool
) -> None:
    """An alert that sends the same id with each trade would fall silent after the first."""
    async with house(plan) as home:
        await home.price(60_000)
        await ended(home, action=action)
        if not restarted:
            await is_refused(home, action)
    if restarted:
        async with house(plan) as home:
            await home.price(60_000)
            await is_refused(home, action)


async def is_refused(home: House, action: str) -> None:
    """Send the id again, alike and otherwise: nothing is opened, no bot is started, it is told."""
    await home.account.stop_bot(BOT)
    before = await orders(home)
    for number, fields in enumerate(({}, {"quote_amount": 50}), 1):
        answer = await home.send(**{**LONG, **fields}, action=action)
        assert (answer.status, answer.body["code"]) == (409, "signal_id_reused")
        assert "Long" in str(answer.body["error"])
        await home.settle()
        assert reused(home) == ["Long"] * number
    await home.settle()
    assert await orders(home) == before
    assert (home.account.open_positions, home.account.bots[BOT].is_on) == (0, False)
    (row, *_) = await home.account.signals(limit=1)
    assert (row["status"], row["code"]) == ("refused", "signal_id_reused")


async def test_used_id_is_refused_before_anything_else_is_wrong_with_it(home: House) -> None:
    """A used id is looked at before age, filters, limits and funds."""
    await ended(home)
    old = datetime(2026, 1, 1, tzinfo=UTC).isoformat()
    for fields in ({"timestamp": old}, {"quote_amount": 10**9}, {"symbol": "NO/SUCH"}):
        assert (await home.send(**{**LONG, **fields})).body["code"] == "signal_id_reused"


async def test_test_of_a_used_id_tells_nobody(home: House) -> None:
    """A test says what would happen, and nothing has."""
    await ended(home)
    assert (await home.send(**LONG, test=True)).body["code"] == "signal_id_reused"
    assert reused(home) == []


async def test_cancelled_entry_has_used_its_id(home: House) -> None:
    """The opening was accepted: it is over now."""
    resting = LONG | {"order_type": "limit", "signal_price": 50_000}
    await ended(home, **resting)
    assert (await home.send(**LONG)).body["code"] == "signal_id_reused"


@pytest.mark.parametrize(
    "fields",
    [
        {"action": "increase", "increase_order": {"quantity_percentage": 50}},
        {"action": "reduce", "reduce_order": {"quantity_percentage": 50}},
        {"action": "close"},
        {"action": "stop_bot"},
    ],
    ids=lambda fields: fields["action"],
)
async def test_other_actions_only_quote_an_id(home: House, fields: dict[str, Any]) -> None:
    """They are carried out while the position lives, and find nothing once it is over."""
    assert (await home.send(**LONG)).status == 202
    await home.settle()
    assert (await home.send(symbol=BTC, signal_id="Long", **fields)).status == 202


async def test_id_that_an_exit_quoted_is_free(home: House) -> None:
    """Only an opening takes one."""
    assert (await home.send(**LONG | {"signal_id": "first"})).status == 202
    await home.settle()
    assert (await home.send(symbol=BTC, action="stop_bot", signal_id="Long")).status == 202
    assert (await home.send(symbol=BTC, action="start_bot", signal_id="Long")).status == 202
    assert (await home.send(**LONG)).status == 202


async def reversed_to(home: House, side: str, signal_id: str) -> Any:
    """Send a reverse and let it end."""
    answer = await home.send(action="reverse", symbol=PERP, side=side, signal_id=signal_id)
    await home.settle()
    return answer


async def test_reverse_with_a_used_id_closes_and_opens_nothing(perps: House) -> None:
    """The exit that hides in it gets through."""
    assert (await reversed_to(perps, "long", "A")).status == 202
    assert (await reversed_to(perps, "short", "B")).status == 202
    answer = await reversed_to(perps, "long", "A")
    assert answer.status == 202
    assert answer.body["status"] == "accepted"
    assert answer.body["opening"]["status"] == "refused"
    assert answer.body["opening"]["code"] == "signal_id_reused"
    assert answer.body["warnings"][0].startswith("opening_refused: ")
    rows = await perps.positions()
    assert {row["status"] for row in rows} == {"closed"}
    assert rows[0]["close_reason"] == "reverse"
    (row, *_) = await perps.account.signals(limit=1)
    assert (row["status"], row["code"]) == ("accepted", "opening_refused")
    assert reused(perps) == ["A"]
    assert (await reversed_to(perps, "long", "A")).body["code"] == "signal_id_reused"


async def test_reverse_that_names_the_position_it_closes_opens_nothing(perps: House) -> None:
    """The id is that position's own."""
    assert (await reversed_to(perps, "long", "A")).status == 202
    answer = await reversed_to(perps, "short", "A")
    assert answer.body["opening"]["code"] == "signal_id_reused"
    assert perps.account.open_positions == 0


async def test_reverse_whose_position_lives_is_a_duplicate(perps: House) -> None:
    """Nothing is on the other side."""
    assert (await reversed_to(perps, "long", "A")).status == 202
    assert (await reversed_to(perps, "short", "B")).status == 202
    again = await reversed_to(perps, "short", "B")
    assert (again.status, again.body["status"]) == (200, "duplicate")
    assert perps.account.open_positions == 1


async def test_reverse_that_still_closes_is_a_duplicate(perps: House) -> None:
    """Its opening is to come."""
    assert (await reversed_to(perps, "long", "A")).status == 202
    perps.exchange.paused = True
    fields: dict[str, Any] = {"action": "reverse", "symbol": PERP, "side": "short"}
    fields["signal_id"] = "B"
    assert (await perps.send(**fields)).status == 202
    again = await perps.send(**fields, test=False)
    assert (again.status, again.body["status"]) == (200, "duplicate")
    perps.exchange.paused = False
    await perps.settle()
    assert [row["side"] for row in await perps.positions(statuses=["open"])] == ["short"]


async def test_reverse_that_is_delivered_twice_is_a_duplicate(plan: Plan) -> None:
    """Within the window the body decides, also when the id is over by then."""
    async with house(replace(plan, market_type=MarketType.LINEAR)) as home:
        await home.price(60_000, PERP)
        assert (await home.send(symbol=PERP, side="long", signal_id="L")).status == 202
        await home.settle()
        body = {"action": "reverse", "symbol": PERP, "side": "short", "signal_id": "S"}
        message = json.dumps({"api_key": "key-1", "api_secret": "secret-1", **body}).encode()
        assert (await home.post(message)).status == 202
        await home.settle()
        assert (await home.send(symbol=PERP, action="close")).status == 202
        await home.settle()
        assert (await home.send(symbol=PERP, side="long", signal_id="L2")).status == 202
        await home.settle()
        assert (await home.post(message)).body["status"] == "duplicate"
        assert home.account.open_positions == 1


async def test_strategy_that_grows_under_one_id_is_no_duplicate(perps: House) -> None:
    """It adds to its position: that only quotes the id."""

    async def alert(before: tuple[str, str], now: tuple[str, str], action: str) -> Any:
        strategy = {
            "prev_market_position": before[0],
            "prev_market_position_size": before[1],
            "market_position": now[0],
            "market_position_size": now[1],
            "order_action": action,
        }
        answer = await perps.send(symbol=PERP, signal_id="Long", strategy=strategy)
        await perps.settle()
        return answer

    assert (await alert(("flat", "0"), ("long", "1"), "buy")).status == 202
    grown = await alert(("long", "1"), ("long", "2"), "buy")
    assert grown.body["status"] == "accepted"
    turned = await alert(("long", "2"), ("short", "1"), "sell")
    assert (turned.status, turned.body["opening"]["code"]) == (202, "signal_id_reused")
    assert perps.account.open_positions == 0


async def test_used_ids_are_taken_again_after_a_reset(home: House) -> None:
    """A paper account that starts afresh knows of no opening."""
    await ended(home)
    await home.account.reset_paper()
    await home.price(60_000)
    assert (await home.send(**LONG)).status == 202


async def test_what_an_opening_asked_for_is_kept_as_long_as_it_lives(home: House) -> None:
    """Ten thousand that are over need no more room than their ids."""
    claims = home.account._inbox._claims
    assert (await home.send(**LONG)).status == 202
    await home.settle()
    assert claims.holder(BOT, "Long") is not None
    assert (await home.send(symbol=BTC, action="close")).status == 202
    await home.settle()
    assert claims.holder(BOT, "Long") is None
    assert (await home.send(**LONG | {"quote_amount": 101})).body["code"] == "signal_id_reused"
