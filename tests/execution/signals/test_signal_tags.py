"""The tags of an opening: kept with its position, and read strictly."""

from dataclasses import replace
from typing import Any

import pytest

from custom_components.tradehook.trading.model.market import MarketType
from custom_components.tradehook.trading.signal.parse import InvalidSignal
from tests.execution.house import BTC, House, Plan, house
from tests.trading.admission_world import signal

OPEN: dict[str, Any] = {"symbol": BTC, "side": "long", "quote_amount": 100}
INCREASE: dict[str, Any] = {
    "symbol": BTC,
    "action": "increase",
    "increase_order": {"quantity_percentage": 50},
    "tags": ["later"],
}


async def tags(home: House) -> object:
    """Return the tags of the only position, as its row has them."""
    await home.settle()
    row = home.account.position_row(str((await home.only())["position_id"]))
    assert row is not None
    return row["tags"]


async def test_tags_of_an_opening_stay_with_its_position(plan: Plan) -> None:
    """An increase adds none, and a restart keeps them."""
    async with house(plan) as home:
        await home.price(60_000)
        assert (await home.send(**OPEN, tags=[" breakout ", "eu", "breakout"])).status == 202
        assert await tags(home) == ["breakout", "eu"]
        answer = await home.send(**INCREASE)
        assert answer.status == 202
        assert "tags" in str(answer.body["warnings"])
        assert await tags(home) == ["breakout", "eu"]
    async with house(plan) as home:
        await home.price(60_000)
        assert await tags(home) == ["breakout", "eu"]
        assert await home.account.ledger.tags() == {
            str((await home.only())["position_id"]): ("breakout", "eu")
        }


async def test_tags_of_a_reverse_are_those_of_its_opening(plan: Plan) -> None:
    """Also when it waits for the close of what was held."""
    async with house(replace(plan, market_type=MarketType.LINEAR)) as home:
        await home.price(60_000, f"{BTC}:USDT")
        assert (await home.send(**OPEN, tags=["up"])).status == 202
        assert await tags(home) == ["up"]
        turn = {**OPEN, "action": "reverse", "side": "short", "tags": ["down"]}
        assert (await home.send(**turn)).status == 202
        await home.settle()
        assert sorted((await home.account.ledger.tags()).values()) == [("down",), ("up",)]


@pytest.mark.parametrize(
    ("given", "path", "message"),
    [
        ("breakout", "tags", "must be a list of 1 to 5 texts"),
        ([], "tags", "must have 1 to 5 texts and has 0"),
        (list("abcdef"), "tags", "must have 1 to 5 texts and has 6"),
        (["a", "x" * 33], "tags[1]", "must have at most 32 characters and has 33"),
        (["a", " "], "tags[1]", "must not be empty"),
        ([7], "tags[0]", "must be a text in quotes"),
        (["{{plot_0}}"], "tags[0]", "still holds a {{placeholder}}"),
    ],
)
def test_wrong_tags_are_told_each_at_its_place(given: object, path: str, message: str) -> None:
    """Test what is not a list of short texts."""
    with pytest.raises(InvalidSignal) as caught:
        signal(tags=given)
    (error,) = caught.value.errors
    assert error.path == path
    assert error.message.startswith(message)


def test_empty_text_and_null_are_no_tags() -> None:
    """Test what a template leaves where it has none."""
    assert signal(tags="").tags == signal(tags=None).tags == ()
    assert signal(tags=["x" * 32, "y"]).tags == ("x" * 32, "y")


def test_tag_that_holds_the_secret_is_refused() -> None:
    """Everybody in the house can read a position's tags."""
    with pytest.raises(InvalidSignal) as caught:
        signal(api_secret="0123456789abcdef", tags=["my 0123456789abcdef"])
    assert caught.value.errors[0].path == "tags[0]"
