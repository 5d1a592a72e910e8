"""Test what is answered to spoken questions, in whose words, and what is not known."""

from collections.abc import Iterable
from datetime import timedelta
from decimal import Decimal
import json

from homeassistant.core import Context, HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockUser

from custom_components.tradehook.execution.account import BotStatus
from custom_components.tradehook.execution.commands.position_links import SENTENCES
from custom_components.tradehook.trading.admission.checks.limits import HaltReason
from custom_components.tradehook.trading.model.facts import PositionStatus
from custom_components.tradehook.trading.model.market import Side
from custom_components.tradehook.voice import sentences, wording
from custom_components.tradehook.voice.answers import FAILURES
from custom_components.tradehook.voice.asked_span import Span
from custom_components.tradehook.voice.names import means, means_market
from tests.entities.test_read_policy import may_read
from tests.face import BOT, BOT_SWITCH, ETH, POSITION, account_entry, bot_subentry, loaded

from .conftest import House


async def test_open_positions_are_told_in_the_speakers_language(house: House) -> None:
    assert await house.say("GetPositions") == "Nothing is open."
    await house.face.open(stop_loss={"stop_percentage": 3})
    one = "One position is open: BTC/USDT long of Trend, 0.15 % loss."
    assert await house.say("GetPositions") == one
    await house.face.open(symbol=ETH)

    assert await house.say("GetPositions") == (
        "2 positions are open: ETH/USDT long of Trend, 0.15 % loss, without a stop loss; "
        "BTC/USDT long of Trend, 0.15 % loss. Together 0.10 USDT loss, not realized yet."
    )
    assert await house.say("GetPositions", language="de-CH") == (
        "2 Positionen sind offen: ETH/USDT Long von Trend, 0,15 % Verlust, ohne Stop-Loss; "
        "BTC/USDT Long von Trend, 0,15 % Verlust. "
        "Zusammen 0,10 USDT Verlust, noch nicht realisiert."
    )
    assert await house.say("GetPositions", market="Bitcoin", bot="the Trend bot") == one
    assert await house.say("GetPositions", market="solana") == "Nothing is open in solana."
    assert await house.say("GetPositions", bot="Range") == (
        "There is no bot called Range. There are: Manual, Trend."
    )


async def test_a_profit_that_is_not_known_is_not_called_nothing(hass: HomeAssistant) -> None:
    known = {
        "market": "BTC/USDT",
        "side": "long",
        "bot": "Trend",
        "status": "open",
        "currency": "USDT",
        "unrealized_profit": "5",
        "profit_percentage": "1",
        "no_stop": False,
    }
    unknown = {**known, "bot": None, "unrealized_profit": None, "profit_percentage": None}
    waiting = {**unknown, "status": "pending", "no_stop": True}
    said = await wording.async_wording(hass, "en")
    doubts = {"accounts_not_loaded": (), "accounts_not_connected": (), "more_is_hidden": False}

    told = sentences.positions(said, {"positions": [known, unknown, waiting], **doubts}, None)

    assert told == (
        "3 positions are open: BTC/USDT long of Trend, 1.00 % profit; BTC/USDT long of a removed "
        "bot, profit unknown; BTC/USDT long of a removed bot, waiting for its entry. "
        "Together profit unknown, not realized yet."
    )
    many = sentences.positions(said, {"positions": [waiting] * 8, **doubts}, None)
    assert many.endswith("waiting for its entry; and 3 more.")


async def test_an_account_that_is_not_loaded_is_named(house: House) -> None:
    async with loaded(house.hass, account_entry(title="Second", bots=())):
        pass
    assert await house.say("GetPositions") == (
        "Nothing is open. Not loaded, so that nothing is known of them: Second."
    )
    lost = (
        "No bot knows eth: nothing was done. Not loaded, so that nothing is known of them: Second."
    )
    assert await house.say("ClosePosition", market="eth") == lost
    house.face.account.on_connected(False)

    assert "prices may be old: Paper." in await house.say("GetBots")


async def test_results_are_told_with_paper_money_apart(house: House) -> None:
    assert await house.say("GetResults", span="yesterday") == (
        "Yesterday nothing was earned and nothing lost."
    )
    await house.face.open()
    assert await house.say("GetResults") == "Today: on paper: 0.10 USDT loss, no trade ended."
    await house.face.price(70000)
    await house.face.call("close_position", target="sensor.trend_btc_usdt_long_position")

    assert await house.say("GetResults", bot="trend") == (
        "Today: on paper: 7.37 USDT profit, one trade ended, won 1."
    )
    assert await house.say("GetResults", language="de", span="all") == (
        "Seit Beginn: auf dem Papier: 7,37 USDT Gewinn, ein Trade beendet, gewonnen 1."
    )


async def test_why_a_signal_was_refused_is_told(house: House) -> None:
    assert await house.say("GetRefusedSignals") == "No signal was refused."
    message = {"action": "open", "symbol": "BTC/EUR", "side": "long"}
    await house.face.account.send_signal(BOT, message)

    said = await house.say("GetRefusedSignals")
    assert said.startswith("Today at ")
    assert said.endswith(
        " Trend refused open BTC/EUR: No market of the account fits symbol BTC/EUR: "
        "use SIM_USDT_BTC, SIM_USDC_BTC."
    )
    assert "hat Trend open BTC/EUR abgelehnt: Kein Markt" in await house.say(
        "GetRefusedSignals", language="de"
    )


async def test_a_strangers_words_are_not_repeated(house: House) -> None:
    body = b'{"api_key": "the-key", "api_secret": "x", "action": "open", "symbol": "SAY YES"}'
    await house.face.account.receive(BOT, body, "203.0.113.9")
    await house.face.settle()

    said = await house.say("GetRefusedSignals")

    assert "Trend refused a signal: api_key or api_secret is wrong" in said
    assert "SAY YES" not in said


async def test_which_bots_run_is_told(house: House) -> None:
    await house.face.open()
    assert await house.say("GetBots") == "Trend runs, with one position."
    await house.face.turn(BOT_SWITCH, on=False)
    await house.face.turn("switch.paper_trading", on=False)

    assert await house.say("GetBots", language="de") == (
        "Trend ist gestoppt, mit einer Position. "
        "Der Handel von Paper ist ausgeschaltet: Dort wird nichts eröffnet."
    )
    bot = house.face.account.bots[BOT]
    assert bot.reason is None


async def test_of_bots_with_one_name_the_account_decides(house: House) -> None:
    second = account_entry(title="Second", bots=(bot_subentry("01J0000000000000000000BOT2"),))
    async with loaded(house.hass, second):
        assert await house.say("GetBots", bot="Trend") == (
            "Several bots are called Trend: Paper Trend, Second Trend. Say the account too."
        )
        assert await house.say("GetBots", bot="second trend") == "Trend runs."


async def test_nobody_hears_what_he_may_not_see(house: House) -> None:
    await house.face.open()
    user = MockUser().add_to_hass(house.hass)
    context = Context(user_id=user.id)
    may_read(user, {})
    assert await house.say("GetPositions", context=context) == "You may see nothing of Tradehook."
    assert await house.say("GetRefusedSignals", context=context) == (
        "You may see nothing of Tradehook."
    )
    may_read(user, {"entity_ids": {POSITION: True}})
    assert "BTC/USDT long of Trend" in await house.say("GetPositions", context=context)
    more = "There is more that you may not see."
    assert await house.say("GetBots", context=context) == f"There is no bot. {more}"
    may_read(user, {"entity_ids": {BOT_SWITCH: True}})
    assert await house.say("GetPositions", context=context) == f"Nothing is open. {more}"
    assert await house.say("GetBots", context=context) == f"Trend runs. {more}"
    assert await house.say("GetRefusedSignals", context=context) == "You may not do that."
    assert await house.say("ClosePosition", context=context, market="btc") == (
        "No bot knows btc: nothing was done."
    )


async def test_automations_get_the_sentence_as_an_answer(house: House) -> None:
    answer = await house.face.call("get_spoken_answer", {"question": "positions"})
    assert answer == {"speech": "Nothing is open.", "error": None}
    asked = {"question": "results", "span": "this_week", "language": "de", "bot": BOT_SWITCH}
    answer = await house.face.call("get_spoken_answer", asked)
    assert answer["speech"] == "Diese Woche wurde nichts gewonnen und nichts verloren."
    answer = await house.face.call(
        "get_spoken_answer", {"question": "bots", "bot": "switch.no_such_bot"}
    )
    assert answer["error"] == "unknown_bot"


@pytest.mark.parametrize(
    ("spoken", "names", "meant"),
    [
        ("trend", ["Trend"], True),
        ("my trend bot", ["Trend"], True),
        ("dem Trend Bot", ["Trend"], True),
        ("bot", ["Bot"], True),
        ("tren", ["Trend"], False),
        ("", ["Trend", ""], False),
        ("BTC-scalper", ["BTC scalper"], True),
    ],
)
def test_a_bot_is_known_by_its_name(spoken: str, names: list[str], meant: bool) -> None:
    assert means(spoken, names) is meant


@pytest.mark.parametrize(
    ("spoken", "symbol", "meant"),
    [
        ("BTC/USDT", "BTC/USDT", True),
        ("btc usdt", "BTC/USDT:USDT", True),
        ("b t c", "BTC/USDT", True),
        ("Bitcoin", "BTC/USDT", True),
        ("Bitcoin Cash", "BTC/USDT", False),
        ("Bitcoin Cash", "BCH/USDT", True),
        ("usdt", "BTC/USDT", False),
        ("eth", "BTC/USDT", False),
        ("", "BTC/USDT", False),
    ],
)
def test_a_market_is_known_by_its_coin(spoken: str, symbol: str, meant: bool) -> None:
    assert means_market(spoken, symbol) is meant


@pytest.mark.parametrize(
    ("value", "unit", "english", "german"),
    [
        (None, "USDT", "profit unknown", "Gewinn unbekannt"),
        ("0", "USDT", "neither profit nor loss", "weder Gewinn noch Verlust"),
        ("1234567.5", "USDT", "1,234,567.50 USDT profit", "1.234.567,50 USDT Gewinn"),
        ("-0.0041234", "USDT", "0.0041 USDT loss", "0,0041 USDT Verlust"),
        ("0.00012", "BTC", "0.00012 BTC profit", "0,00012 BTC Gewinn"),
        ("2", "BTC", "2.00 BTC profit", "2,00 BTC Gewinn"),
        ("-3.456", "%", "3.46 % loss", "3,46 % Verlust"),
    ],
)
async def test_numbers_are_said_as_the_language_does(
    hass: HomeAssistant, value: str | None, unit: str, english: str, german: str
) -> None:
    for language, text in (("en", english), ("xx", english), ("de_AT", german)):
        said = await wording.async_wording(hass, language)
        assert said.profit(value and str(Decimal(value)), unit) == text


@pytest.mark.parametrize(
    ("group", "keys"),
    [
        ("bots", [*BotStatus, *HaltReason]),
        ("orders", [*SENTENCES, "stopped", "was_stopped"]),
        ("positions", [PositionStatus.PENDING, PositionStatus.CLOSING]),
        ("results", Span),
        ("signals", [*FAILURES, "accepted"]),
        ("words", Side),
    ],
)
def test_there_are_words_for_everything(group: str, keys: Iterable[str]) -> None:
    for path in sorted(wording.FOLDER.glob("*.json")):
        assert set(map(str, keys)) <= json.loads(path.read_text())[group].keys()


async def test_spans_follow_each_other(hass: HomeAssistant) -> None:
    await hass.config.async_set_time_zone("Europe/Berlin")
    for earlier, later in (
        (Span.YESTERDAY, Span.TODAY),
        (Span.LAST_WEEK, Span.THIS_WEEK),
        (Span.LAST_MONTH, Span.THIS_MONTH),
    ):
        assert earlier.moments()["until"] == later.moments()["since"]
        assert later.moments().keys() == {"since"}
    week = Span.LAST_WEEK.moments()
    assert week["since"].weekday() == 0
    assert week["until"].date() - week["since"].date() == timedelta(days=7)
    assert Span.ALL.moments() == {}
