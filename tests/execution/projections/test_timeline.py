"""What the panel tells of a position: each thing that happened once, with its reason."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from custom_components.tradehook.execution.commands.position_links import LinkMode
from tests.execution.commands.test_openings import open_long, open_long_at
from tests.execution.house import House, Plan, house

BREAK_EVEN = {"stop_percentage": 5, "protection_type": "BREAK_EVEN"}
DCA = [{"price_percentage": 2, "quantity_percentage": 100}]
TWO_TARGETS = [
    {"price_percentage": 1, "position_percentage": 50},
    {"price_percentage": 10, "position_percentage": 50},
]
NAMES = ("purpose", "why", "reason", "prices", "count", "seconds", "price", "complete")


async def told(home: House, *names: str) -> list[tuple[Any, ...]]:
    """Return the story of the only position: each event with those values that it names."""
    shown: Any = await home.account.position(str((await home.only())["position_id"]))
    moments = [row["at"] for row in shown["story"]]
    assert moments == sorted(moments)
    return [
        (row["event"], *(row[name] for name in names or NAMES if row.get(name) is not None))
        for row in shown["story"]
    ]


async def test_an_opening_with_its_exits(home: House) -> None:
    await open_long(home, dca_orders=DCA, stop_loss=BREAK_EVEN, take_profit=TWO_TARGETS)

    assert await told(home) == [
        ("accepted",),
        ("placed", "dca", "58800"),
        ("filled", "entry", "60030.02", True),
        ("stop_set", "plan", "57028.52"),
        ("targets", ["60630.33", "66033.03"]),
    ]


async def test_a_stop_that_moves_says_why(home: House) -> None:
    await open_long(home, dca_orders=DCA, stop_loss=BREAK_EVEN, take_profit=TWO_TARGETS)
    opened = len(await told(home))
    await home.price(58_700)
    await home.price(60_500)

    assert (await told(home, "purpose", "why"))[opened:] == [
        ("filled", "dca"),
        ("stop_moved", "average_entry"),
        ("targets",),
        ("filled", "take_profit"),
        ("stop_moved", "break_even"),
    ]


async def test_a_stop_that_trails_is_told_once(home: House) -> None:
    trailing = {"protection_type": "PRICE", "trailing_percentage": 1, "trailing_distance": 1}
    await open_long(home, take_profit=[], stop_loss={"stop_percentage": 5} | trailing)
    for price in (61_000, 62_000, 63_000):
        await home.price(price)

    assert (await told(home, "why", "price"))[2:] == [
        ("stop_set", "plan", "57028.52"),
        ("stop_moved", "trailing", "62370"),
    ]


async def test_what_people_changed(home: House) -> None:
    row = await open_long(home, take_profit=[])
    opened = len(await told(home))
    changes: tuple[dict[str, object], ...] = (
        {"stop_loss": {"stop_price": 59_000}},
        {"take_profit": TWO_TARGETS, "auto_close": 60},
        {"stop_loss": None, "take_profit": [], "auto_close": None},
    )
    for change in changes:
        await home.account.modify_position(str(row["position_id"]), change)
        await home.settle()

    assert (await told(home, "why", "price", "count", "seconds"))[opened:] == [
        ("stop_moved", "modified", "59000"),
        ("targets_changed", 2),
        ("auto_close_changed", 60),
        ("targets",),
        ("stop_removed",),
        ("targets_removed", 0),
        ("auto_close_removed",),
    ]


async def test_sizes_that_were_asked_for(home: House) -> None:
    await open_long(home, take_profit=[], stop_loss=None)
    opened = len(await told(home))
    for action, percentage in (("increase", 50), ("reduce", 20)):
        order: dict[str, Any] = {f"{action}_order": {"quantity_percentage": percentage}}
        answer = await home.send(action=action, symbol="BTCUSDT", **order)
        assert answer.status == 202, answer.body
        await home.settle()

    assert (await told(home, "purpose", "amount"))[opened:] == [
        ("increase_asked", "0.000833"),
        ("filled", "increase", "0.000833"),
        ("reduce_asked", "0.000499"),
        ("filled", "reduce", "0.000499"),
    ]


async def test_fills_of_one_order_are_told_once(home: House) -> None:
    await home.price(60_000, max_fill="0.0005")
    await open_long(home, take_profit=[], stop_loss=None)
    await home.price(60_000)

    assert await told(home, "filled", "amount", "complete") == [
        ("accepted",),
        ("filled", "0.001666", "0.001666", True),
    ]


async def test_an_end_says_who_asked_for_it(home: House) -> None:
    row = await open_long(home, take_profit=[], stop_loss=None)
    link = await home.account.create_link(str(row["position_id"]), LinkMode.CLOSE)
    await home.account.use_link(link.token, body_empty=True)
    await home.settle()

    [asked, filled, ended] = (await told(home, "reason", "purpose", "status"))[-3:]
    assert asked == ("close_asked", "link")
    assert filled == ("filled", "close")
    assert ended == ("ended", "link", "closed")


async def test_an_entry_that_never_filled(home: House) -> None:
    await open_long_at(home, 59_000)
    await home.account.set_trading(False)
    await home.settle()

    assert await told(home, "purpose", "reason", "status") == [
        ("accepted",),
        ("placed", "entry"),
        ("entries_cancelled", "trading_off"),
        ("ended", "trading_off", "cancelled"),
    ]


async def test_a_position_that_never_was_has_none(home: House) -> None:
    assert await home.account.position("nobody") is None


async def test_a_position_that_is_over_is_shown_as_it_ended(home: House) -> None:
    row = await open_long(home)
    await home.price(50_000)

    shown: Any = await home.account.position(str(row["position_id"]))
    plan, story = shown.pop("plan"), shown.pop("story")

    assert shown == await home.only()
    assert plan["stop_loss"]["stop_percentage"] == "3"
    assert story[-1]["reason"] == "stop_loss"


async def test_a_waiting_protection_is_shown_with_its_stop(plan: Plan) -> None:
    targets = [
        {"price_percentage": 0.1, "position_percentage": 50},
        {"price_percentage": 3, "position_percentage": 50},
    ]
    async with house(plan.but(break_even_offset=Decimal("0.3"))) as home:
        stop_loss = {"stop_percentage": 5, "protection_type": "BREAK_EVEN"}
        await home.price(60_000)
        await open_long(home, take_profit=targets, stop_loss=stop_loss)
        await home.price(60_100)
        stop: Any = (await home.only())["stop_loss"]
        assert (stop["stop_price"], stop["protection_armed"]) == ("57028.52", False)
        assert stop["waiting"]["stop"] == "60210.12"
        assert datetime.fromisoformat(stop["waiting"]["since"]) <= datetime.now(UTC)
        assert ("stop_waits", "break_even") in await told(home, "why")

        await home.price(60_300)
        stop = (await home.only())["stop_loss"]
        assert (stop["stop_price"], stop["waiting"]) == ("60210.12", None)
