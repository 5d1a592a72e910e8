"""Test what the panel asks of a bot: its page, its signal log, and how it judges a form."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from pytest_homeassistant_custom_component.typing import (
    MockHAClientWebSocket,
)

from custom_components.tradehook.trading.credentials import digest
from custom_components.tradehook.trading.model.sections import PriceLevel, StopLoss
from tests.face import BOT, BTC, KEY, SECRET, SETTINGS, Face
from tests.panel.test_api import browser, result

__all__ = ["browser"]

SIGNAL = {"action": "open", "symbol": BTC, "side": "long", "stop_loss": {"stop_percentage": 2}}


async def test_a_form_is_judged_as_a_test_is(face: Face, browser: MockHAClientWebSocket) -> None:
    await face.price(65000)

    checked = await result(face, browser, "check_signal", bot_id=BOT, signal=SIGNAL)
    tested = await result(face, browser, "send_signal", bot_id=BOT, signal=SIGNAL | {"test": True})

    own = {"receipt_id", "plan"}
    assert checked["status"] == tested["status"] == 200
    assert checked["body"].keys() == tested["body"].keys()
    assert {k: v for k, v in checked["body"].items() if k not in own} == {
        k: v for k, v in tested["body"].items() if k not in own
    }
    ids = {"signal_id": None}
    assert checked["body"]["plan"] | ids == tested["body"]["plan"] | ids
    assert (checked["equity"], checked["currency"]) == ("10000", "USDT")
    assert checked["market"]["base"] == "BTC"
    assert checked["body"]["plan"]["price"] == "65000"


async def test_a_checked_form_leaves_no_trace(face: Face, browser: MockHAClientWebSocket) -> None:
    await face.price(65000)
    told: list[Any] = []
    end = face.account.subscribe(told.append)

    for signal in (SIGNAL, SIGNAL | {"side": "up"}, SIGNAL | {"signal_id": "once"}):
        await result(face, browser, "check_signal", bot_id=BOT, signal=signal)
    end()

    assert not [change for change in told if type(change).__name__ != "MarksChanged"]
    assert await face.account.signals() == []
    assert face.account.bots[BOT].last_signal_at is None
    await face.open(signal_id="once")
    again = await result(
        face, browser, "check_signal", bot_id=BOT, signal=SIGNAL | {"signal_id": "once"}
    )
    assert again["body"]["status"] == "duplicate"


async def test_a_wrong_form_is_told_field_by_field(
    face: Face, browser: MockHAClientWebSocket
) -> None:
    await face.price(65000)
    targets = [{"price_percentage": "lots", "position_percentage": 150}]
    signal = SIGNAL | {"side": "up", "take_profit": targets}

    checked = await result(face, browser, "check_signal", bot_id=BOT, signal=signal)

    assert checked["status"] == 422
    assert checked["market"] is None
    assert {error["path"] for error in checked["body"]["errors"]} >= {
        "side",
        "take_profit[0].price_percentage",
    }


async def test_what_the_bot_refuses_is_refused_while_typing(
    face: Face, browser: MockHAClientWebSocket
) -> None:
    await face.price(65000)
    await face.account.stop_bot(BOT)

    checked = await result(face, browser, "check_signal", bot_id=BOT, signal=SIGNAL)

    assert (checked["status"], checked["body"]["code"]) == (409, "bot_stopped")


async def test_a_refusal_keeps_the_fields_it_is_about(
    face: Face, browser: MockHAClientWebSocket
) -> None:
    signal = {"action": "open", "symbol": BTC, "side": "long", "take_profit": [{"price": -1}]}
    await face.account.send_signal(BOT, signal)

    [row] = await result(face, browser, "signals")

    paths = [error["path"] for error in row["errors"]]
    assert paths == ["take_profit[0].price", "take_profit[0].position_percentage"]
    assert all(error["message"] for error in row["errors"])
    assert (row["bot_name"], row["account_name"]) == ("Trend", "Paper")


async def test_the_signal_log_is_filtered_and_paged(
    face: Face, browser: MockHAClientWebSocket
) -> None:
    await face.open()
    for number in range(3):
        await face.account.send_signal(BOT, {"action": "open", "symbol": BTC, "side": f"{number}"})

    first = await result(face, browser, "signals", status="refused", limit=2)
    then = await result(
        face, browser, "signals", status="refused", limit=2, before=first[-1]["receipt_id"]
    )
    accepted = await result(face, browser, "signals", status="accepted", bot_id=BOT)

    assert [row["payload"]["side"] for row in first + then] == ["2", "1", "0"]
    assert [row["status"] for row in accepted] == ["accepted"]
    assert await result(face, browser, "signals", bot_id="another") == []
    assert await result(face, browser, "signals", action="close") == []
    assert len(await result(face, browser, "signals", symbol=BTC, action="open")) == 4


async def test_a_bot_is_stopped_and_its_positions_closed(
    face: Face, browser: MockHAClientWebSocket
) -> None:
    await face.open()

    await result(face, browser, "stop_and_close", bot_id=BOT)

    assert face.account.open_positions == 0
    assert not face.account.bots[BOT].is_on


async def test_the_record_of_a_bot_is_that_of_its_positions(
    face: Face, browser: MockHAClientWebSocket
) -> None:
    await face.open()
    await face.price(66000)
    await face.call("close_position", target="sensor.trend_btc_usdt_long_position")

    record = await result(face, browser, "bot_record", bot_id=BOT)

    assert record["best"] == record["worst"] == record["average_profit"]
    assert float(record["best"]) == pytest.approx(1.3, abs=0.1)
    assert record["realized_profit_today"] == record["best"]
    assert [total for _, total in record["curve"]] == [record["best"]]


async def test_the_settings_of_a_bot_are_grouped_as_in_its_flow(
    face: Face, browser: MockHAClientWebSocket
) -> None:
    steps = await result(face, browser, "bot_settings", bot_id=BOT)

    assert [step["step"] for step in steps] == ["entry", "exits", "limits"]
    fields = {
        (section["name"], field["name"]): field
        for step in steps
        for section in step["sections"]
        for field in section["fields"]
    }
    assert fields["", "name"]["value"] == "Trend"
    assert fields["", "size_type"] == {
        "name": "size_type",
        "value": "quote_amount",
        "unit": None,
        "choices": "size_type",
        "instead": None,
    }
    assert fields["", "max_entry_size"]["instead"] == "500 USDT"
    assert fields["", "size"]["value"] == "100"
    assert fields["stop", "stop_percentage"] == {
        "name": "stop_percentage",
        "value": None,
        "unit": "%",
        "choices": None,
        "instead": None,
    }
    assert fields["security", "strict_fields"]["value"] is True
    assert sorted(fields["entry_details", "sides"]["value"]) == ["long", "short"]
    assert "leverage" not in {name for _, name in fields}


async def test_each_change_of_the_settings_is_told_with_its_time(
    face: Face, browser: MockHAClientWebSocket
) -> None:
    """Test that the newest comes first, and only what has changed."""
    assert await result(face, browser, "bot_changes", bot_id=BOT) == []
    stop = StopLoss(level=PriceLevel(percentage=Decimal(3)))
    for changes in ({"max_positions": 7}, {"max_positions": 7, "stop_loss": stop}):
        settings = replace(SETTINGS, **changes)
        await face.account.put_bot(BOT, settings, api_key=KEY, secret_digest=digest(SECRET))

    newest, oldest = await result(face, browser, "bot_changes", bot_id=BOT)

    assert newest["at"] >= oldest["at"]
    assert newest["fields"] == [{"name": "stop_percentage", "before": None, "after": "3"}]
    assert oldest["fields"] == [{"name": "max_positions", "before": "5", "after": "7"}]


async def test_all_addresses_of_the_webhook_are_told(
    face: Face, browser: MockHAClientWebSocket
) -> None:
    hook = await result(face, browser, "bot_webhook", bot_id=BOT)

    assert hook["urls"].keys() == {"external", "internal", "cloud"}
    assert hook["urls"]["cloud"] is None
    assert hook["urls"]["internal"] in {None, hook["url"]}
