"""Test the subscriptions of the panel: a first picture, then what changed."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.typing import (
    MockHAClientWebSocket,
    WebSocketGenerator,
)

from tests.face import BOT, BTC, Face

type Browser = MockHAClientWebSocket

CANDLES = "custom_components.tradehook.panel.chart.candles"


@pytest.fixture
async def browser(face: Face, hass_ws_client: WebSocketGenerator) -> Browser:
    """Provide the connection of an administrator's browser to a loaded account."""
    return await hass_ws_client(face.hass)


async def opened(face: Face) -> str:
    """Open a position and return its id."""
    await face.open()
    [position] = [p for slot in face.account.slots for p in face.account.slot_positions(slot)]
    return position.position_id


async def subscribe(browser: Browser, what: str, **fields: Any) -> dict[str, Any]:
    """Subscribe and return the first picture."""
    await browser.send_json_auto_id({"type": f"tradehook/subscribe_{what}", **fields})
    answer = await browser.receive_json()
    assert answer["success"], answer
    return await event(browser)


async def event(browser: Browser) -> dict[str, Any]:
    """Return the next event."""
    message = await browser.receive_json(timeout=2)
    assert message["type"] == "event", message
    content: dict[str, Any] = message["event"]
    return content


async def next_with(browser: Browser, key: str) -> Any:
    """Return the next event's value of a key, whatever comes before it."""
    while not (value := (await event(browser)).get(key)):
        pass
    return value


async def test_a_new_position_appears(face: Face, browser: Browser) -> None:
    assert await subscribe(browser, "positions") == {"positions": []}

    position_id = await opened(face)

    row = (await next_with(browser, "changed"))[0]
    assert row["position_id"] == position_id
    assert row["account"] == face.entry.entry_id
    assert (row["account_name"], row["bot_name"]) == ("Paper", "Trend")
    assert (row["base"], row["quote"], row["price_tick"]) == ("BTC", "USDT", "0.01")


async def test_a_closed_position_goes(face: Face, browser: Browser) -> None:
    position_id = await opened(face)
    first = await subscribe(browser, "positions")
    assert [row["status"] for row in first["positions"]] == ["open"]

    await face.account.close_positions([position_id])

    assert await next_with(browser, "gone") == [position_id]


async def test_a_price_moves_its_own_numbers_only(face: Face, browser: Browser) -> None:
    position_id = await opened(face)
    await subscribe(browser, "positions")

    await face.price(66000)

    prices = await next_with(browser, "prices")
    mark, unrealized, percentage, roe, profit, value = prices[position_id]
    (row,) = await face.account.positions()
    assert mark == "66000"
    assert (unrealized, percentage, roe) == (
        row["unrealized_profit"],
        row["profit_percentage"],
        row["roe_percentage"],
    )
    assert Decimal(profit) == Decimal(row["realized_profit"]) + Decimal(unrealized)
    assert Decimal(value) == Decimal(row["size"]) * 66000


async def test_percent_and_money_of_a_row_measure_the_same(face: Face, browser: Browser) -> None:
    await opened(face)
    await face.price(66000)

    ((row,),) = (await subscribe(browser, "positions")).values()

    share = 100 * Decimal(row["profit"]) / Decimal(row["invested"])
    assert Decimal(row["profit_percentage"]) == pytest.approx(share, abs=Decimal("0.01"))
    assert row["filled_at"] is not None
    assert row["entry_limit_price"] is None


async def test_a_pending_entry_tells_the_price_it_waits_for(face: Face, browser: Browser) -> None:
    await face.open(order_type="limit", signal_price=60000)
    await face.open(
        order_type="limit",
        signal_price=61000,
        entry_condition={"price": 62000},
        signal_id="on a condition",
    )

    ((placed, waiting),) = (await subscribe(browser, "positions")).values()

    assert (placed["entry_limit_price"], placed["entry_condition_price"]) == ("60000", None)
    assert (waiting["entry_limit_price"], waiting["entry_condition_price"]) == ("61000", "62000")
    assert waiting["filled_at"] is None


async def test_positions_go_and_come_back_with_their_account(face: Face, browser: Browser) -> None:
    position_id = await opened(face)
    await subscribe(browser, "positions")

    await face.hass.config_entries.async_unload(face.entry.entry_id)
    assert await next_with(browser, "gone") == [position_id]
    await face.hass.config_entries.async_setup(face.entry.entry_id)

    rows = {row["position_id"] for row in await next_with(browser, "changed")}
    assert rows == {position_id}


async def test_a_reloaded_account_is_followed_again(face: Face, browser: Browser) -> None:
    position_id = await opened(face)
    await subscribe(browser, "positions")
    await face.reload()

    await face.account.close_positions([position_id])

    assert await next_with(browser, "gone") == [position_id]


def named(account: dict[str, Any], name: str) -> dict[str, Any]:
    """Return the bot of this name."""
    bots: list[dict[str, Any]] = account["bots"]
    return next(bot for bot in bots if bot["name"] == name)


async def test_a_bot_that_stops_is_told(face: Face, browser: Browser) -> None:
    first = await subscribe(browser, "accounts")
    [account] = first["accounts"]
    assert (account["name"], account["currency"], account["loaded"]) == ("Paper", "USDT", True)
    assert account["equity"] == "10000"
    bot = named(account, "Trend")
    assert (bot["name"], bot["on"], bot["status"]) == ("Trend", True, "running")

    await face.account.stop_bot(BOT)

    [account] = await next_with(browser, "accounts")
    assert named(account, "Trend")["status"] == "stopped"


async def test_an_account_that_is_not_loaded_is_still_shown(
    hass: HomeAssistant, face: Face, browser: Browser
) -> None:
    await hass.config_entries.async_unload(face.entry.entry_id)

    [account] = (await subscribe(browser, "accounts"))["accounts"]

    assert (account["loaded"], account["state"]) == (False, "not_loaded")
    assert [(bot["name"], bot["manual"]) for bot in account["bots"]] == [
        ("Manual", True),
        ("Trend", False),
    ]
    await hass.config_entries.async_setup(face.entry.entry_id)


async def test_the_equity_sensor_is_named(face: Face, browser: Browser) -> None:
    [account] = (await subscribe(browser, "accounts"))["accounts"]

    entry = er.async_get(face.hass).async_get(account["equity_entity"])
    assert entry is not None
    assert entry.unique_id == f"{face.entry.entry_id}-equity"


async def test_a_refusal_appears_in_the_log(face: Face, browser: Browser) -> None:
    assert await subscribe(browser, "signals") == {"signals": []}

    await face.account.send_signal(BOT, {"action": "open", "symbol": "NOPE/USDT", "side": "long"})

    [row] = await next_with(browser, "changed")
    assert (row["status"], row["bot_name"]) == ("refused", "Trend")
    assert row["code"]
    assert row["message"]
    assert row["payload"]["symbol"] == "NOPE/USDT"


async def test_candles_follow_the_price(face: Face, browser: Browser) -> None:
    await face.open()
    first = await subscribe(browser, "market", account=face.entry.entry_id, symbol=BTC, interval=60)
    assert first["price"] == "65000"

    await face.price(66000)

    candles = await next_with(browser, "changed")
    _, begin, high, low, close = candles[-1]
    assert (high, close) == ("66000", "66000")
    assert float(low) <= float(begin) <= 66000


async def test_candles_are_sent_anew_when_the_clock_was_put_back(
    face: Face, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    await face.open()
    now = dt_util.utcnow()
    ahead = now + timedelta(hours=5)
    monkeypatch.setattr(
        "custom_components.tradehook.panel.chart.candles.dt_util.utcnow", lambda: ahead
    )
    await face.price(66000)
    await subscribe(browser, "market", account=face.entry.entry_id, symbol=BTC, interval=60)

    monkeypatch.setattr(
        "custom_components.tradehook.panel.chart.candles.dt_util.utcnow", lambda: now
    )
    await face.price(67000)

    candles = await next_with(browser, "candles")
    assert candles[-1][0] <= now.timestamp()
    assert candles[-1][4] == "67000"


def listeners(face: Face) -> int:
    """Return how many hear of every change of the account."""
    return len(face.account._event_bus._listeners.get(None, ()))


async def test_nobody_is_followed_after_the_end(face: Face, browser: Browser) -> None:
    before = listeners(face)
    await subscribe(browser, "positions")
    assert listeners(face) == before + 1

    await browser.send_json_auto_id({"type": "unsubscribe_events", "subscription": 1})
    assert (await browser.receive_json())["success"]

    assert listeners(face) == before
