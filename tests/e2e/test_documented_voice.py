"""Test the automation of docs/automations.md that answers a spoken question, by the assistant."""

from collections.abc import Iterator
import re

import pytest
import yaml

from tests.e2e.demo import ROOT, wait_for
from tests.e2e.trader import Trader

PAGE = (ROOT / "docs" / "automations.md").read_text()
AUTOMATION = "/api/config/automation/config/ask_by_voice"


@pytest.fixture
def asked_by_voice(spot: Trader) -> Iterator[Trader]:
    """Provide a house in which the automation of the page runs."""
    (text,) = re.findall(r"```yaml\n(alias: Ask by voice\n.*?)```", PAGE, re.DOTALL)
    spot.demo.request("POST", AUTOMATION, yaml.safe_load(text)).raise_for_status()
    wait_for(lambda: spot.demo.state("automation.ask_by_voice"), lambda state: state == "on")
    yield spot
    spot.demo.request("DELETE", AUTOMATION).raise_for_status()


def ask(trader: Trader, words: str) -> str:
    """Return what the assistant answers."""
    body = {"text": words, "language": "en"}
    answer = trader.demo.request("POST", "/api/conversation/process", body)
    answer.raise_for_status()
    return str(answer.json()["response"]["speech"]["plain"]["speech"])


def test_assistant_tells_how_the_positions_are(asked_by_voice: Trader) -> None:
    """Test that each is named with its profit in percent, and that nothing is called nothing."""
    assert ask(asked_by_voice, "How are my positions?") == "Nothing is held."

    asked_by_voice.move("BTC/USDT", 60000)
    asked_by_voice.open_filled("BTC/USDT")
    asked_by_voice.move("BTC/USDT", 66000)

    assert re.fullmatch(
        r"BTC long: (9|10)\.\d percent\.", ask(asked_by_voice, "What do my bots hold?").strip()
    )
