"""`cancel` takes what is still to be bought, `close_all` leaves every market."""

from dataclasses import replace
from typing import Any

import pytest

from custom_components.tradehook.trading.admission.alert_order import EVERYWHERE, newer_stamps
from custom_components.tradehook.trading.admission.model import UnreadablePosition
from custom_components.tradehook.trading.model.commands import ClosePositions, Extent
from custom_components.tradehook.trading.model.facts import SizeRequested
from custom_components.tradehook.trading.model.sections import OrderType
from custom_components.tradehook.trading.preview import preview
from custom_components.tradehook.trading.reasons.reasons import Refusal
from tests.trading.admission_world import (
    LONG,
    NOW,
    SHORT,
    D,
    admitted,
    judge,
    opened,
    pending,
    position,
    refused,
    signal,
    world,
)

MORE = SizeRequested(at=NOW, amount=D(1), order_type=OrderType.LIMIT, price=D(90))
BUYS = position("buys", requests=(MORE,))
HELD = position("held")
ETH = position("eth", symbol="ETH/USDT", side=SHORT)
CLOSE_ALL: dict[str, Any] = {"action": "close_all", "symbol": ...}


def unreadable(symbol: str, bot_id: str = "bot") -> UnreadablePosition:
    return UnreadablePosition(
        position_id="u1",
        bot_id=bot_id,
        symbol=symbol,
        side="long",
        signal_id=None,
        realized_profit=D(0),
        why="",
    )


@pytest.mark.parametrize(
    ("fields", "ids"),
    [
        ({}, ("buys", "p1")),
        ({"side": "long"}, ("buys", "p1")),
        ({"signal_id": "s-p1"}, ("p1",)),
        ({"signal_id": "s-buys"}, ("buys",)),
    ],
)
def test_cancel_means_what_is_still_to_be_bought(fields: dict[str, Any], ids: tuple[str]) -> None:
    waiting = pending(opened(world(), order_type="limit", signal_price=90, signal_id="s-p1"), "p1")
    context = world(positions=[BUYS, HELD, ETH, waiting])
    (command,) = admitted(context, action="cancel", **fields).commands
    assert command == ClosePositions(symbol="BTC/USDT", position_ids=ids, extent=Extent.ENTRIES)


def test_cancel_of_what_has_all_been_bought_does_nothing_and_says_so() -> None:
    found = admitted(world(positions=[HELD]), action="cancel")
    assert found.commands == ()
    assert found.warnings[0].startswith("nothing_to_do: ")


@pytest.mark.parametrize(
    "fields", [{"side": "short"}, {"signal_id": "other"}, {"symbol": "SIM_USDT_ETH"}]
)
def test_cancel_without_a_position_is_refused(fields: dict[str, Any]) -> None:
    assert refused(world(positions=[BUYS]), action="cancel", **fields) == "position_missing"


def test_test_of_a_cancel_names_what_is_cancelled() -> None:
    context = world(positions=[BUYS, HELD])
    plan = preview(admitted(context, action="cancel", test=True), context)
    assert (plan["orders"], plan["cancels"]) == ([], ["buys"])


@pytest.mark.parametrize(
    ("fields", "closed"),
    [
        ({}, {"BTC/USDT": ("buys", "held"), "ETH/USDT": ("eth",)}),
        ({"side": "short"}, {"ETH/USDT": ("eth",)}),
        ({"symbol": "SIM_USDT_BTC"}, {"BTC/USDT": ("buys", "held")}),
        ({"symbol": "SIM_USDT_BTC", "signal_id": "s-held"}, {"BTC/USDT": ("held",)}),
        ({"signal_id": "s-eth"}, {"ETH/USDT": ("eth",)}),
        ({"order_type": "limit", "price": 5}, {"BTC/USDT": ("buys", "held"), "ETH/USDT": ("eth",)}),
    ],
)
def test_close_all_means_every_market_unless_it_is_narrowed(
    fields: dict[str, Any], closed: dict[str, tuple[str, ...]]
) -> None:
    other = position("other", bot_id="another bot")
    context = world(positions=[BUYS, HELD, ETH, other])
    found = admitted(context, **CLOSE_ALL | fields)
    commands = tuple(c for c in found.commands if isinstance(c, ClosePositions))
    assert {c.symbol: c.position_ids for c in commands} == closed
    assert all(command.closes_at_market for command in commands)
    orders = preview(found, context)["orders"]
    assert {order["position_id"] for order in orders} == {
        one for ids in closed.values() for one in ids
    }


@pytest.mark.parametrize(
    ("fields", "code", "status"),
    [
        ({"side": "long", "symbol": "SIM_USDT_ETH"}, "position_missing", 409),
        ({"signal_id": "other"}, "position_missing", 409),
        # what was not filled in may have meant one market: never all of them
        ({"symbol": "{{ticker}}"}, "invalid_signal", 422),
        ({"side": "{{side}}"}, "invalid_signal", 422),
        ({"signal_id": "{{id}}"}, "position_ambiguous", 422),
        ({"exchange": "KRKN"}, "wrong_exchange", 422),
        ({"symbol": "SIM_USDT_XYZ"}, "unknown_symbol", 422),
    ],
)
def test_close_all_never_guesses(fields: dict[str, Any], code: str, status: int) -> None:
    outcome = judge(world(positions=[HELD, ETH]), **CLOSE_ALL | fields)
    assert isinstance(outcome, Refusal)
    assert (outcome.code, outcome.status) == (code, status)


def test_close_all_with_nothing_there_is_refused() -> None:
    assert refused(world(), **CLOSE_ALL) == "position_missing"
    gone = world(unreadable=[unreadable("ETH/USDT")])
    assert refused(gone, **CLOSE_ALL) == "position_unreadable"
    foreign = world(unreadable=[unreadable("ETH/USDT", "another bot")])
    assert refused(foreign, **CLOSE_ALL) == "position_missing"


def test_close_all_closes_what_can_be_read_and_names_the_rest() -> None:
    found = admitted(world(positions=[HELD], unreadable=[unreadable("ETH/USDT")]), **CLOSE_ALL)
    assert found.position_ids == ("held",)
    assert found.warnings[0].startswith("position_unreadable: ")


@pytest.mark.parametrize("positions", [[HELD, ETH], []])
def test_time_of_a_close_all_counts_in_every_market(positions: list[Any]) -> None:
    context = world(positions=positions)
    stamp = {"timestamp": NOW.isoformat()}
    for fields, key in (({}, EVERYWHERE), ({"symbol": "SIM_USDT_BTC"}, "BTC/USDT")):
        message = {**CLOSE_ALL, **stamp, **fields}
        outcome = judge(context, **message)
        stamps = newer_stamps(signal(**message), context, outcome)
        assert {symbol: kept.exit for symbol, kept in stamps.items()} == {key: NOW}


def test_sides_of_close_all_in_different_markets_are_both_left() -> None:
    long = replace(ETH, side=LONG)
    assert len(admitted(world(positions=[BUYS, long]), **CLOSE_ALL, side="long").commands) == 2
