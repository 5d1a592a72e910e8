"""Test the sentences of docs/voice.md with Home Assistant's own agent, and a model by a script."""

from collections.abc import Mapping
from pathlib import Path
import re
from typing import Any, Literal, override

from homeassistant.components import conversation
from homeassistant.components.conversation.chat_log import AssistantContent, SystemContent
from homeassistant.components.conversation.models import AbstractConversationAgent
from homeassistant.core import Context
from homeassistant.helpers import chat_session, intent, llm
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
import yaml

from custom_components.tradehook.intent import INTENTS
from tests.face import BOT, BOT_SWITCH, CLOSE_BUTTON, POSITION

from .conftest import House

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "voice.md").read_text()
BLUEPRINT = (ROOT / "blueprints" / "automation" / "tradehook" / "spoken_answers.yaml").read_text()
FILES = {
    language: text
    for text in re.findall(r"```yaml\n(language: .*?)```", PAGE, re.DOTALL)
    for language in re.findall(r'^language: "(\w+)"', text)
}
FLAT = "Trend holds nothing long in BTC/USDT."
QUESTIONS: dict[str, dict[str, str]] = {
    "en": {
        "How are my positions?": "One position is open: BTC/USDT long of Trend",
        "how many positions are open": "One position is open",
        "which positions does trend have": "One position is open",
        "how is my bitcoin position doing": "One position is open",
        "how is my ether position": "Nothing is open in ether.",
        "How much did I earn today?": "Today: on paper: 0.10 USDT loss, no trade ended.",
        "what did trend lose this month": "This month: on paper: 0.10 USDT loss",
        "how was my trading last week": "Last week nothing was earned",
        "how much did my bots make": "Today: on paper",
        "Why was my last signal refused?": "No signal was refused.",
        "why did trend refuse my alert": "No signal was refused.",
        "which bots are running": "Trend runs, with one position.",
        "is the trend bot running": "Trend runs",
        "close the doge position": "No bot knows doge: nothing was done.",
        "stop the trend bot": "Trend is not exposed to voice assistants",
        "stop trading with nobody": "There is no bot called nobody.",
    },
    "de": {
        "Wie stehen meine Positionen?": "Eine Position ist offen: BTC/USDT Long von Trend",
        "wie viele Positionen sind offen": "Eine Position ist offen",
        "welche Positionen hat Trend": "Eine Position ist offen",
        "wie steht meine Bitcoin Position": "Eine Position ist offen",
        "Wie viel habe ich heute verdient?": "Heute: auf dem Papier: 0,10 USDT Verlust",
        "was hat Trend diese Woche verloren": "Diese Woche: auf dem Papier",
        "Wie läuft mein Handel": "Heute: auf dem Papier",
        "Warum wurde mein letztes Signal abgelehnt?": "Es wurde kein Signal abgelehnt.",
        "welche Bots laufen": "Trend läuft, mit einer Position.",
        "läuft der Bot Trend": "Trend läuft",
        "schließe die Doge Position": "Kein Bot kennt Doge: Es wurde nichts getan.",
        "stoppe den Bot Trend": "Trend ist nicht für Sprachassistenten freigegeben",
    },
}


async def talk(house: House, text: str, language: str = "en", agent: str | None = None) -> str:
    """Return what an agent answers to a sentence."""
    result = await conversation.async_converse(
        house.hass, text, None, Context(), language=language, agent_id=agent
    )
    await house.face.settle()
    return str(result.response.speech["plain"]["speech"])


def write(path: str, text: str) -> None:
    """Write a file of the configuration."""
    Path(path).parent.mkdir(parents=True)
    Path(path).write_text(text)


@pytest.fixture
async def listening(house: House) -> House:
    """Provide a house that has the files of the page where Home Assistant looks for them."""
    for language, text in FILES.items():
        write(house.hass.config.path("custom_sentences", language, "tradehook.yaml"), text)
    assert await async_setup_component(house.hass, "conversation", {})
    return house


def test_the_page_has_a_file_for_each_language_with_every_intent() -> None:
    assert FILES.keys() == {"en", "de"}
    for language, text in FILES.items():
        told: Mapping[str, Any] = yaml.safe_load(text)
        assert told["intents"].keys() == INTENTS.keys()
        spans = {row["out"] for row in told["lists"]["tradehook_span"]["values"]}
        assert all(f"`{span}`" in PAGE for span in spans)
        assert f"`custom_sentences/{language}/tradehook.yaml`" in PAGE


async def test_sentences_are_answered(listening: House) -> None:
    await listening.face.open(stop_loss={"stop_percentage": 3})

    for language, answers in QUESTIONS.items():
        for sentence, answer in answers.items():
            assert (await talk(listening, sentence, language)).startswith(answer), sentence
    listening.expose(CLOSE_BUTTON)
    said = await talk(listening, "schließe meine BTC Long Position von Trend", "de")
    assert said == "BTC/USDT Long von Trend wird zum Marktpreis geschlossen."
    said = await talk(listening, "drücke trend BTC/USDT long schließen", "de")
    assert said == "Trend hält nichts Long in BTC/USDT."


async def test_orders_are_carried_out(listening: House) -> None:
    await listening.face.open()
    listening.expose(POSITION, CLOSE_BUTTON, BOT_SWITCH)
    closing = "BTC/USDT long of Trend is being closed at market price."
    for sentence in ("close my bitcoin position", "Close BTC/USDT long of trend."):
        assert await talk(listening, sentence) == closing
        assert listening.state(POSITION) == "flat"
        await listening.face.open()
    kept = "BTC/USDT long of Trend is filled and was left alone."
    assert await talk(listening, "keep the btc usdt long position of trend") == kept

    press = "press trend close BTC/USDT long"
    assert await talk(listening, press) == closing
    assert await talk(listening, press) == FLAT
    assert await talk(listening, "stop the bot trend") == (
        "Trend is stopped: it opens nothing any more."
    )
    assert listening.state(BOT_SWITCH) == "off"


async def test_the_blueprint_answers_without_a_file(house: House) -> None:
    path = "tradehook/spoken_answers.yaml"
    write(house.hass.config.path("blueprints", "automation", path), BLUEPRINT)
    assert await async_setup_component(house.hass, "conversation", {})
    config = {"automation": [{"id": "voice", "use_blueprint": {"path": path, "input": {}}}]}
    assert await async_setup_component(house.hass, "automation", config)
    await house.face.open(stop_loss={"stop_percentage": 3})

    for language, sentence, answer in (
        ("en", "How are my positions?", "One position is open"),
        ("en", "what did my bots earn yesterday", "Yesterday nothing was earned"),
        ("en", "how much did I lose this week", "This week: on paper"),
        ("de", "welche Trades sind offen", "Eine Position ist offen"),
        ("de", "was haben wir diesen Monat verdient", "Diesen Monat: auf dem Papier"),
        ("de", "warum wurde mein letzter Alert abgelehnt", "Es wurde kein Signal abgelehnt."),
        ("de", "welche Bots laufen", "Trend läuft"),
        ("de", "laufen meine Bots", "Trend läuft"),
    ):
        assert (await talk(house, sentence, language)).startswith(answer), sentence


class ScriptedModel(AbstractConversationAgent):
    """A language model that calls one tool and says what that has answered."""

    def __init__(self, house: House, tool: str, **asked: Any) -> None:
        """Keep what it is going to call."""
        self._hass = house.hass
        self._call = llm.ToolInput(f"tradehook__{tool}", asked)
        self.prompt = ""

    @property
    @override
    def supported_languages(self) -> Literal["*"]:
        """Return that it speaks everything."""
        return "*"

    @override
    async def async_process(
        self, user_input: conversation.ConversationInput
    ) -> conversation.ConversationResult:
        """Ask for the tools as models do, and use one."""
        with (
            chat_session.async_get_chat_session(self._hass) as session,
            conversation.async_get_chat_log(self._hass, session, user_input) as log,
        ):
            await log.async_provide_llm_data(user_input.as_llm_context("test"), "assist")
            assert isinstance(log.content[0], SystemContent)
            self.prompt = log.content[0].content
            content = AssistantContent(user_input.agent_id, None, tool_calls=[self._call])
            (result,) = [one async for one in log.async_add_assistant_content(content)]
        response = intent.IntentResponse(language=user_input.language)
        data = result.result.data
        response.async_set_speech(str(data.get("sentence") or data.get("error")))
        return conversation.ConversationResult(response, session.conversation_id)


async def test_a_language_model_reads_and_orders_through_the_tools(listening: House) -> None:
    await listening.face.open(stop_loss={"stop_percentage": 3})
    await listening.face.account.send_signal(BOT, {"action": "open", "symbol": "X/Y"})
    listening.expose(POSITION)
    entry = MockConfigEntry(domain="test")
    entry.add_to_hass(listening.hass)

    async def through(tool: str, **asked: Any) -> tuple[str, ScriptedModel]:
        model = ScriptedModel(listening, tool, **asked)
        conversation.async_set_agent(listening.hass, entry, model)
        return await talk(listening, "whatever", agent=entry.entry_id), model

    said, model = await through("get_positions")
    assert said.startswith("One position is open: BTC/USDT long of Trend")
    assert "null means that a value is not known" in model.prompt
    assert (await through("get_refused_signals"))[0].startswith("Today at ")
    said, _ = await through("stop_bot", bot="Trend")
    assert said == "HomeAssistantError"  # its switch isn't exposed: there is no such tool
    said, _ = await through("close_position", market="BTC/USDT")
    assert said == "BTC/USDT long of Trend is being closed at market price."
    said, _ = await through("close_position", market="BTC/USDT")
    assert said == FLAT
