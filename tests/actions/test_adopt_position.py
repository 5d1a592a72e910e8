"""Test that what is on the exchange already can be adopted, and that a position can be let go."""

from decimal import Decimal
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ServiceValidationError
import pytest

from tests.face import BOT_SWITCH, BTC, POSITION, Face, account_entry, loaded

MANUAL_POSITION = "sensor.paper_manual_btc_usdt_long_position"
COINS = "0.00153"
"""What 100 USDT buy at 65,000, in the steps of the market."""


async def released(face: Face, **fields: Any) -> dict[str, Any]:
    """Open a position of the bot, let it go, and return the answer: its coins are nobody's."""
    await face.open(**{"stop_loss": {"stop_percentage": 5}, **fields})
    answers = await face.call("release_position", target=POSITION)
    (answer,) = answers.values()
    assert isinstance(answer, dict)
    return answer


def call(face: Face, **fields: Any) -> dict[str, Any]:
    """Return a call that adopts."""
    return {"account": face.entry.entry_id, "symbol": BTC, **fields}


async def code_of(face: Face, data: dict[str, Any]) -> str:
    """Return the code with which an adoption is refused."""
    with pytest.raises(ServiceValidationError) as refused:
        await face.call("adopt_position", data)
    assert refused.value.translation_placeholders is not None
    return refused.value.translation_placeholders["code"]


async def test_a_released_position_is_closed_and_nothing_is_sold(face: Face) -> None:
    """Test that the answer names the stop that went, and the coins stay."""
    answer = await released(face)

    assert (answer["done"], answer["stop_price"]) == ("released", "61780.9")
    held = face.account.portfolio.balances["BTC"]
    assert (held.free, held.used) == (Decimal(answer["size"]), 0)
    (row,) = (await face.call("get_positions", {"status": "closed"}))["positions"]
    assert (row["close_reason"], row["size"]) == ("released", "0")
    trades = (await face.call("get_trades"))["trades"]
    assert [trade["purpose"] for trade in trades] == ["released", "entry"]
    assert face.state(POSITION).state == "flat"


async def test_released_coins_are_nobodys(face: Face) -> None:
    """Test the list that the panel shows, and that a position's own coins are not on it."""
    answer = await released(face)
    await face.open()

    (row,) = await face.account.adoptions.unowned()

    assert (row["symbol"], row["side"], row["orders"]) == (BTC, "long", [])
    assert row["size"] == row["available"]
    assert float(row["size"]) == pytest.approx(float(answer["size"]), abs=1e-5)


async def test_adopted_coins_are_a_position_of_manual(face: Face) -> None:
    """Test the entry that was told, the stop, and what counts from the market's price of now."""
    await released(face)
    await face.price(66000)

    answer = await face.call(
        "adopt_position",
        call(face, entry_price=60000, stop_loss={"stop_percentage": 5}),
    )

    row = answer["position"]
    assert (row["entry_price"], row["stop_price"]) == ("60000", None)
    assert face.state(MANUAL_POSITION).state == "open"
    attributes = face.state(MANUAL_POSITION).attributes
    assert (attributes["entry_price"], attributes["stop_price"]) == (60000.0, 57000.0)
    event = face.state("event.paper_manual_position").attributes
    assert (event["event_type"], event["reason"]) == ("opened", "adopted")
    (shown,) = (await face.call("get_positions", {"status": "open"}))["positions"]
    assert float(shown["profit_before_adoption"]) == pytest.approx(6000 * float(row["size"]))
    assert float(shown["unrealized_profit"]) == 0
    await face.price(56900)
    assert face.account.open_positions == 0
    assert face.account.portfolio.balances["BTC"].total < 0.0001


async def test_a_part_may_go_to_a_bot(face: Face) -> None:
    """Test that the rest stays nobody's, and that the bot's alerts mean what it got."""
    await released(face)

    await face.call("adopt_position", call(face, size=0.001, bot=BOT_SWITCH))

    assert face.state(POSITION).state == "open"
    (rest,) = await face.account.adoptions.unowned()
    assert float(rest["size"]) < 0.0006
    await face.call("send_signal", {"action": "close", "symbol": BTC}, target=BOT_SWITCH)
    assert face.account.open_positions == 0
    (rest_after,) = await face.account.adoptions.unowned()
    assert rest_after["size"] == rest["size"]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"size": 5}, "adoption_too_large"),
        ({"stop_loss": {"stop_price": 66000}}, "wrong_side"),
        ({"stop_loss": {"stop_price": 66000}, "entry_price": 70000}, "exits_already_passed"),
        ({"stop_loss": {"stop_percentage": 5}, "entry_price": 70000}, "exits_already_passed"),
        ({"take_profit": [{"price": 60000, "position_percentage": 100}]}, "wrong_side"),
        ({"stop_loss": {"stop_percentage": 0}}, "invalid_signal"),
        ({"side": "short"}, "nothing_to_adopt"),
        ({"symbol": "ETH/USDT"}, "nothing_to_adopt"),
        ({"symbol": "XYZ/USDT"}, "unknown_symbol"),
        ({"bot": "switch.paper_trading"}, "bot_missing"),
    ],
)
async def test_what_can_not_be_adopted_is_refused(
    face: Face, fields: dict[str, Any], code: str
) -> None:
    """Test that each refusal has its code, and that nothing is changed."""
    await released(face)

    assert await code_of(face, call(face, **fields)) == code
    assert face.account.open_positions == 0


async def test_a_stop_in_profit_is_taken(face: Face) -> None:
    """Test that it may lie above the entry, as long as the market has not passed it."""
    await released(face)

    await face.call(
        "adopt_position", call(face, entry_price=50000, stop_loss={"stop_price": 60000})
    )

    assert face.state(MANUAL_POSITION).attributes["stop_price"] == 60000.0


async def test_ours_is_not_adopted(face: Face) -> None:
    """Test that a position's own coins belong to it."""
    await face.open()

    assert await face.account.adoptions.unowned() == []
    assert await code_of(face, call(face)) == "nothing_to_adopt"


async def test_an_adopted_position_outlives_a_restart(face: Face) -> None:
    """Test that it is read back with its stop."""
    await released(face)
    await face.call("adopt_position", call(face, stop_loss={"stop_percentage": 5}))
    before = dict(face.state(MANUAL_POSITION).attributes)

    await face.reload()

    after = face.state(MANUAL_POSITION)
    assert after.state == "open"
    assert {name: after.attributes[name] for name in ("size", "stop_price", "entry_price")} == {
        name: before[name] for name in ("size", "stop_price", "entry_price")
    }


async def test_a_futures_position_is_adopted_with_its_leverage(
    hass: HomeAssistant,
    config_folder: object,  # noqa: ARG001  it moves the ledger there
) -> None:
    """Test a short: its side and its leverage are the exchange's."""
    async with loaded(hass, account_entry(market_type="linear")) as face:
        perpetual = "BTC/USDT:USDT"
        await face.open(symbol=perpetual, side="short", leverage=3)
        await face.call("release_position", target=POSITION.replace("long", "short"))
        (row,) = await face.account.adoptions.unowned()
        assert (row["symbol"], row["side"]) == (perpetual, "short")

        answer = await face.call(
            "adopt_position",
            call(face, symbol="BTC/USDT", side="short", stop_loss={"stop_percentage": 5}),
        )

        assert answer["position"]["leverage"] == 3
        assert await face.account.adoptions.unowned() == []
        await face.price(70000, perpetual)
        assert face.account.open_positions == 0
        assert await face.account.exchange.fetch_positions() == []
