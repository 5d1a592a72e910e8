"""3Commas' alerts that cancel everything: nothing more is bought, in whatever market."""

from typing import Any, Final

import pytest

from tests.execution.house import BOT, House

from .test_taken_alerts import alert

PERP: Final = "BTC/USDT:USDT"
OTHER: Final = "ETH/USDT:USDT"
LADDER: Final = [{"price_percentage": 5, "quantity_percentage": 100}]
COMMAS: Final = {"secret": "s" * 20, "bot_uuid": "u" * 20, "action": "disable"}
DEAL: Final = {"message_type": "bot", "bot_id": 1, "email_token": "1c2d-xx", "delay_seconds": 0}
STOPS: Final[dict[str, Any]] = {
    "signal bot": COMMAS | {"positions_sub_action": "cancel"},
    "DCA bot": DEAL | {"action": "cancel_all_and_stop_bot"},
}


async def ladder(home: House) -> None:
    """Hold a long that has a DCA order."""
    opened = await home.send(
        action="open", side="long", symbol="BTCUSDT", quote_amount=300, dca_orders=LADDER
    )
    await home.settle()
    assert opened.status == 202, opened.body


async def resting(home: House) -> list[str]:
    """Return the markets in which something is still to be bought."""
    return sorted(order.symbol for order in await home.exchange.fetch_open_orders())


@pytest.mark.parametrize("stop", STOPS.values(), ids=STOPS)
@pytest.mark.parametrize("stopped", [False, True])
async def test_cancel_all_and_stop_takes_the_dca_orders_of_what_is_held(
    perps: House, stop: object, *, stopped: bool
) -> None:
    await ladder(perps)
    if stopped:
        await perps.send(action="stop_bot")
    before = await resting(perps)
    answer = await alert(perps, stop)

    assert before == [PERP]
    assert answer.status == 202, answer.body
    assert await resting(perps) == []
    assert perps.account.bots[BOT].state == "stopped"
    assert (await perps.only())["status"] == "open"


@pytest.mark.parametrize("held", ["market_close", "keep"])
async def test_other_ways_to_stop_are_as_they_were(perps: House, held: str) -> None:
    await ladder(perps)
    answer = await alert(perps, COMMAS | {"positions_sub_action": held})

    assert answer.status == 202, answer.body
    assert await resting(perps) == ([] if held == "market_close" else [PERP])


async def test_cancel_all_without_a_pair_is_for_every_market(perps: House) -> None:
    await ladder(perps)
    await perps.price(3500, OTHER)
    limit: dict[str, Any] = {"order_type": "limit", "signal_price": 3000, "quote_amount": 100}
    await perps.send(action="open", side="long", symbol="ETHUSDT", **limit)
    await perps.settle()
    before = await resting(perps)
    answer = await alert(perps, DEAL | {"action": "cancel_all"})
    again = await alert(perps, DEAL | {"action": "cancel_all"})

    assert before == [PERP, OTHER]
    assert answer.status == 202, answer.body
    assert await resting(perps) == []
    assert again.status == 202


async def test_cancel_all_with_nothing_there_finds_no_position(perps: House) -> None:
    answer = await alert(perps, DEAL | {"action": "cancel_all"})

    assert (answer.status, answer.body["code"]) == (409, "position_missing")
