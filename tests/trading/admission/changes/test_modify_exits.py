"""Changes of a position's exits, judged by themselves; on a whole account in tests/execution."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from custom_components.tradehook.trading.admission.changes.modify_exits import read_changes
from custom_components.tradehook.trading.model.facts import Opened, PositionStatus
from custom_components.tradehook.trading.model.inputs import MarketContext
from custom_components.tradehook.trading.model.market import Quote, Side
from custom_components.tradehook.trading.model.order import Purpose
from custom_components.tradehook.trading.model.position import Position
from custom_components.tradehook.trading.model.sections import (
    EntryCondition,
    OrderType,
    PriceLevel,
    StopOrderType,
)
from custom_components.tradehook.trading.reasons.reasons import Refused
from custom_components.tradehook.trading.signal.parse import InvalidSignal
from tests.trading.scene import SPOT, START, Scene, opened, percent, plan, price, stop


def held(side: Side = Side.LONG, **changes: object) -> Position:
    """Return a position of 10 coins at 100 with these exits in its plan."""
    accepted = Opened(
        at=START,
        position_id="p",
        bot_id="bot",
        signal_id="s",
        symbol=SPOT.symbol,
        side=side,
        plan=plan(**changes),
    )
    return replace(
        Position.opened(accepted),
        status=PositionStatus.OPEN,
        size=Decimal(10),
        cost=Decimal(1000),
        average_entry=Decimal(100),
        filled_at=START,
    )


def at(last: str | None) -> MarketContext:
    """Return the market at a price."""
    now = START + timedelta(hours=1)
    quote = None
    if last is not None:
        quote = Quote(bid=Decimal(last), ask=Decimal(last), last=Decimal(last), at=now)
    return MarketContext(market=SPOT, quote=quote, now=now)


def wrong(position: Position, last: str, changes: dict[str, object]) -> list[str]:
    """Return path and code of what is wrong."""
    with pytest.raises(InvalidSignal) as refused:
        read_changes(changes, position, at(last))
    return [f"{error.path} {error.code or '-'}" for error in refused.value.errors]


@pytest.mark.parametrize(
    ("side", "before", "limit", "last", "moved"),
    [
        (Side.LONG, "97", "96.5", "105", "99.5"),
        (Side.SHORT, "103", "103.5", "95", "100.5"),
    ],
)
def test_limit_stop_keeps_its_gap_when_it_moves_to_break_even(
    side: Side, before: str, limit: str, last: str, moved: str
) -> None:
    """A fixed limit price moves with the stop, a distance needs not."""
    stop_loss = stop(price(before), order_type=StopOrderType.LIMIT, limit=price(limit))
    position = replace(
        held(side, stop_loss=stop_loss), stop_price=Decimal(before), stop_limit=Decimal(limit)
    )
    found = read_changes({"stop_loss": "break_even"}, position, at(last)).stop_loss
    assert found is not None
    assert (found.level, found.limit) == (price("100"), price(moved))
    by_distance = replace(stop_loss, limit=percent("0.5"))
    position = replace(position, plan=replace(position.plan, stop_loss=by_distance))
    found = read_changes({"stop_loss": "BREAK_EVEN "}, position, at(last)).stop_loss
    assert found is not None
    assert found.limit == percent("0.5")


def test_limit_stop_that_stood_nowhere_keeps_its_limit() -> None:
    """Without a former stop there is no gap."""
    stop_loss = stop(None, order_type=StopOrderType.LIMIT, limit=price("99"))
    position = held(stop_loss=stop_loss)
    found = read_changes({"stop_loss": "break_even"}, position, at("105")).stop_loss
    assert found is not None
    assert found.limit == PriceLevel(price=Decimal(99))


def test_break_even_offset_is_on_the_side_of_profit() -> None:
    """The bot's setting counts here as for the protection."""
    position = held(break_even_offset=Decimal("0.2"))
    found = read_changes({"stop_loss": "break_even"}, position, at("105")).stop_loss
    assert found is not None
    assert found.level == price("100.2")
    waits = read_changes({"stop_loss": "break_even"}, position, at("100.1"))
    assert (waits.stop_waits, waits.replace_stop_loss) == (Decimal("100.2"), False)


def test_break_even_of_a_stop_that_stands_there_fixes_it_there() -> None:
    """A distance that happens to lead there would go on following the average entry."""
    position = replace(held(stop_loss=stop(percent(1))), stop_price=Decimal("100.00"))
    found = read_changes({"stop_loss": "break_even"}, position, at("105"))
    assert found.replace_stop_loss
    assert found.stop_loss is not None
    assert found.stop_loss.level == price("100")


def test_break_even_of_nothing_is_an_error() -> None:
    """There is no average entry yet."""
    pending = replace(held(), average_entry=None, size=Decimal(0))
    assert wrong(pending, "100", {"stop_loss": "break_even"}) == ["stop_loss -"]


@pytest.mark.parametrize("changes", [{"stop_loss": {"stop_percentage": 3}}, {"take_profit": []}])
def test_exits_need_a_price_to_be_judged_by(changes: dict[str, object]) -> None:
    """Without one nothing of them is changed; entries can be cancelled all the same."""
    with pytest.raises(Refused) as refused:
        read_changes(changes, held(), at(None))
    assert refused.value.code == "market_data_stale"
    assert read_changes({"cancel_entries": True}, held(), at(None)).cancel_entries


@pytest.mark.parametrize(
    ("side", "last", "changes", "errors"),
    [
        (
            Side.LONG,
            "98",
            {"stop_loss": {"stop_percentage": 3, "emergency_stop_price": "98.5"}},
            ["stop_loss.emergency_stop_price exits_already_passed"],
        ),
        (
            Side.LONG,
            "94",
            {"stop_loss": {"stop_percentage": 3, "emergency_stop_percentage": 5}},
            [
                "stop_loss.stop_percentage exits_already_passed",
                "stop_loss.emergency_stop_percentage exits_already_passed",
            ],
        ),
        (
            Side.SHORT,
            "98",
            {"take_profit": [{"price_percentage": 100, "position_percentage": 50}]},
            ["take_profit[0].price_percentage price_not_positive"],
        ),
        (
            Side.SHORT,
            "98",
            {"take_profit": [{"price_percentage": "99.9999", "position_percentage": 50}]},
            ["take_profit[0].price_percentage price_not_positive"],
        ),
    ],
)
def test_what_can_not_stand_where_it_would_is_an_error(
    side: Side, last: str, changes: dict[str, object], errors: list[str]
) -> None:
    """Whether it is given as a price or as a distance."""
    assert wrong(held(side), last, changes) == errors


@pytest.mark.parametrize(
    "changes",
    [{"take_profit": []}, {"stop_loss": {"stop_price": 99, "protection_type": "BREAK_EVEN"}}],
)
def test_protection_that_waits_for_targets_needs_two(changes: dict[str, object]) -> None:
    """Whichever of the two sections is changed."""
    targets = {"price_percentage": 5, "position_percentage": 50}
    protected = held(
        stop_loss=stop(percent("3"), protection_type="FOLLOW_TAKE_PROFIT")
        if "take_profit" in changes
        else None
    )
    assert len(wrong(protected, "101", changes)) == 1
    both = read_changes({**changes, "take_profit": [targets, targets]}, protected, at("101"))
    assert len(both.take_profit) == 2


def test_unrelated_changes_do_not_judge_old_exits() -> None:
    """What stands already is not asked about."""
    old = held(stop_loss=stop(percent("3"), protection_type="FOLLOW_TAKE_PROFIT"))
    event = read_changes({"auto_close": 7200}, old, at("90"))
    assert (event.auto_close, event.replace_stop_loss) == (7200, False)


def test_auto_close_is_a_second_or_more() -> None:
    just_filled = replace(held(), filled_at=at("100").now)
    assert read_changes({"auto_close": 1}, just_filled, at("100")).auto_close == 1
    assert wrong(just_filled, "100", {"auto_close": 0}) == ["auto_close -"]


@pytest.mark.parametrize(
    ("side", "stop_price", "liquidation", "refused"),
    [
        (Side.LONG, "90", "91", True),
        (Side.LONG, "92", "91", False),
        (Side.SHORT, "110", "109", True),
        (Side.SHORT, "108", "109", False),
    ],
)
def test_stop_lies_before_the_liquidation(
    side: Side, stop_price: str, liquidation: str, refused: bool
) -> None:
    """The venue would close first; taking the stop away or moving targets is free."""
    changes: dict[str, object] = {"stop_loss": {"stop_price": stop_price}}
    if refused:
        with pytest.raises(Refused, match=liquidation):
            read_changes(changes, held(side), at("100"), Decimal(liquidation))
    else:
        assert read_changes(changes, held(side), at("100"), Decimal(liquidation)).stop_loss
    free = read_changes({"stop_loss": None}, held(side), at("100"), Decimal(liquidation))
    assert free.replace_stop_loss


# an entry that has not filled


def resting(side: Side, **changes: object) -> Scene:
    """Return an entry that rests 5 below a market at 100 (for a short, above it)."""
    opening = {"order_type": OrderType.LIMIT, "entry_offset": Decimal(5), **changes}
    return opened(plan(**opening), side=side)


def accepts(scene: Scene, changes: dict[str, object]) -> list[str]:
    """Return path and code of what is wrong with a change; nothing if it is taken."""
    try:
        read_changes(changes, scene.position, scene.situation())
    except InvalidSignal as refused:
        return [f"{error.path} {error.code or '-'}" for error in refused.errors]
    return []


def stop_at(scene: Scene, away: int) -> dict[str, object]:
    """Return a change that puts the stop so far in the position's favour from 100."""
    return {"stop_loss": {"stop_price": str(scene.at(away))}}


def target_at(scene: Scene, away: int) -> dict[str, object]:
    """Return a change to one target so far in the position's favour from 100."""
    return {"take_profit": [{"price": str(scene.at(away)), "position_percentage": 100}]}


SIDES = pytest.mark.parametrize("side", list(Side))
WRONG_STOP = ["stop_loss.stop_price wrong_side"]
WRONG_TARGET = ["take_profit[0].price wrong_side"]


@SIDES
@pytest.mark.parametrize("opening", [{}, {"entry_offset": None, "signal_price": 95}])
@pytest.mark.parametrize("market", [0, 5])
def test_exits_of_an_entry_that_rests_are_compared_with_its_limit(
    side: Side, opening: dict[str, object], market: int
) -> None:
    """Wherever the market has gone meanwhile."""
    if opening:
        limit = Decimal(100) - side.sign * 5
        opening = {**opening, "signal_price": limit}
    scene = resting(side, **opening)
    scene.favour(market)
    assert scene.status() is PositionStatus.PENDING
    assert accepts(scene, stop_at(scene, -5)) == WRONG_STOP
    assert accepts(scene, stop_at(scene, -4)) == WRONG_STOP
    assert accepts(scene, stop_at(scene, -6)) == []
    assert accepts(scene, target_at(scene, -5)) == WRONG_TARGET
    assert accepts(scene, target_at(scene, -6)) == WRONG_TARGET
    assert accepts(scene, target_at(scene, -4)) == []


@SIDES
def test_exits_of_an_entry_that_was_moved_are_compared_with_its_new_limit(side: Side) -> None:
    scene = resting(side)
    scene.hold = True
    entry = scene.order(Purpose.ENTRY).client_order_id
    moves = [{"order": entry, "price": str(scene.at(-8))}]
    scene.tell(read_changes({"move_orders": moves}, scene.position, scene.situation()))
    for release in (False, True):
        if release:
            scene.release()
        assert accepts(scene, stop_at(scene, -7)) == WRONG_STOP
        assert accepts(scene, stop_at(scene, -9)) == []
        assert accepts(scene, target_at(scene, -7)) == []


@SIDES
def test_exits_and_the_entry_that_moves_with_them_are_compared_with_each_other(side: Side) -> None:
    scene = resting(side, stop_loss=stop(price(str(100 - side.sign * 7))))
    entry = scene.order(Purpose.ENTRY).client_order_id
    moves: dict[str, object] = {"move_orders": [{"order": entry, "price": str(scene.at(-8))}]}
    assert accepts(scene, moves) == ["move_orders[0].price wrong_side"]
    assert accepts(scene, moves | stop_at(scene, -9)) == []
    assert accepts(scene, moves | stop_at(scene, -6)) == ["move_orders[0].price wrong_side"]


@SIDES
def test_exits_of_an_entry_that_the_market_has_reached_are_compared_with_both(side: Side) -> None:
    """Its fill may not be known yet."""
    scene = resting(side)
    scene.last = scene.at(-7)
    assert accepts(scene, stop_at(scene, -6)) == WRONG_STOP
    assert accepts(scene, stop_at(scene, -8)) == []
    assert accepts(scene, target_at(scene, -6)) == WRONG_TARGET


@SIDES
def test_exits_of_an_entry_that_waits_are_compared_as_at_its_opening(side: Side) -> None:
    scene = resting(side, condition=EntryCondition(time=Decimal(60)))
    assert not scene.position.orders
    assert accepts(scene, stop_at(scene, -4)) == WRONG_STOP
    assert accepts(scene, target_at(scene, -4)) == []
