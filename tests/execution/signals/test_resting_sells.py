"""Other systems' sells that rest: what is held is not sold at market at once."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any, Final

import pytest

from custom_components.tradehook.trading.model.market import MarketType
from tests.execution.house import House, Plan, house

from .test_taken_alerts import alert, know, sides

_POST: Final = {"ticker": "BTCUSDT", "action": "sell"}
_HUB: Final = {
    "token": "own-token-value",
    "apiKey": "own-key-name",
    "exchange": "binance",
    "pair": "BTCUSDT",
    "isSell": True,
}


def _octobot(*lines: str) -> str:
    return "\n".join(("SYMBOL=BTCUSDT", "SIGNAL=SELL", *lines))


@pytest.fixture(params=[MarketType.SPOT, MarketType.LINEAR], ids=["spot", "perpetual"])
async def held(plan: Plan, request: pytest.FixtureRequest) -> AsyncIterator[House]:
    """Return a house whose bot holds a long of 0.005."""
    async with house(replace(plan, market_type=request.param)) as home:
        await know(home)
        await home.price(60000, _market(home))
        opened = await home.send(action="open", side="long", symbol="BTCUSDT", base_amount="0.005")
        await home.settle()
        assert opened.status == 202
        yield home


def _market(home: House) -> str:
    perpetual = "BTC/USDT:USDT"
    return perpetual if perpetual in home.exchange.markets else "BTC/USDT"


async def _held(home: House) -> bool:
    """Return whether all of it is held still."""
    rows = [row for row in await home.positions() if row["status"] != "closed"]
    return [float(str(row["size"])) for row in rows] == [pytest.approx(0.005, rel=0.01)]


def _only_on_spot(home: House) -> None:
    if ":" in _market(home):
        pytest.skip("a sell without more opens a short there")


RESTS: Final = [
    _HUB | {"isSell": False, "isClose": True, "isLimit": True, "price": 65000},
    _octobot("ORDER_TYPE=LIMIT", "PRICE=65000", "REDUCE_ONLY=true"),
    _octobot("ORDER_TYPE=LIMIT", "PRICE=65000", "REDUCE_ONLY=true", "VOLUME=0.005"),
]
RESTS_ON_SPOT: Final = [
    _octobot("ORDER_TYPE=LIMIT", "PRICE=65000"),
    _octobot("ORDER_TYPE=LIMIT", "PRICE=65000", "VOLUME=0.005"),
    _octobot("ORDER_TYPE=LIMIT", "PRICE=5%"),
    _octobot("ORDER_TYPE=LIMIT", "PRICE=5%", "VOLUME=0.005"),
    _POST | {"orderType": "limit", "limitPrice": 65000},
    _HUB | {"isLimit": True, "price": 65000, "postOnly": False},
]


async def _rests(home: House, body: object) -> None:
    answer = await alert(home, body)
    assert answer.status == 202, answer.body
    assert await _held(home)

    await home.price(62000, _market(home))
    assert await _held(home)
    await home.price(65500, _market(home))
    assert await sides(home) == {}


@pytest.mark.parametrize("body", RESTS)
async def test_a_limit_that_only_reduces_rests(held: House, body: object) -> None:
    await _rests(held, body)


@pytest.mark.parametrize("body", RESTS_ON_SPOT, ids=str)
async def test_a_limit_sell_rests_on_spot(held: House, body: object) -> None:
    _only_on_spot(held)
    await _rests(held, body)


async def _is_the_stop(home: House, body: object) -> None:
    answer = await alert(home, body)
    stop: Any = (await home.only())["stop_loss"]
    assert answer.status == 202, answer.body
    assert str(stop["stop_price"]).startswith("58000")
    assert await _held(home)

    await home.price(57900, _market(home))
    assert await sides(home) == {}


STOP: Final = ("ORDER_TYPE=STOP", "STOP_PRICE=58000")


@pytest.mark.parametrize("lines", [STOP, (*STOP, "REDUCE_ONLY=true")])
async def test_a_stop_sell_is_the_stop_of_what_is_held(held: House, lines: tuple[str, ...]) -> None:
    await _is_the_stop(held, _octobot(*lines))


async def test_a_stop_sell_is_the_stop_of_what_is_held_on_spot(held: House) -> None:
    _only_on_spot(held)
    await _is_the_stop(held, _POST | {"orderType": "stop", "stopPrice": 58000})


@pytest.mark.parametrize(
    ("body", "path"),
    [
        (_octobot(*STOP, "REDUCE_ONLY=true", "VOLUME=0.001"), "VOLUME"),
        (_octobot("ORDER_TYPE=STOP", "REDUCE_ONLY=true"), "STOP_PRICE"),
        (_octobot("ORDER_TYPE=LIMIT", "PRICE=5%", "REDUCE_ONLY=true"), "PRICE"),
        (_POST | {"orderType": "stop", "stopPrice": 58000, "quantity": 0.001}, "quantity"),
        (_POST | {"orderType": "stop", "stopPrice": "NaN"}, "stopPrice"),
    ],
)
async def test_a_sell_that_can_not_rest_is_refused(held: House, body: object, path: str) -> None:
    if path in ("quantity", "stopPrice"):
        _only_on_spot(held)
    answer = await alert(held, body)
    errors: Any = answer.body["errors"]

    assert answer.status == 422, answer.body
    assert [error["path"] for error in errors] == [path]
    assert await _held(held)


async def test_a_limit_that_can_not_be_read_goes_to_market(held: House) -> None:
    answer = await alert(held, _octobot("ORDER_TYPE=LIMIT", "PRICE=NaN", "REDUCE_ONLY=true"))

    assert answer.status == 202, answer.body
    assert await sides(held) == {}
