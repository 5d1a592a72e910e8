"""Test the sentences of docs/voice.md on the newest Home Assistant, by its own assistant."""

from collections.abc import Iterator
from pathlib import Path
import re

import pytest

from tests.e2e.frontend import Frontend
from tests.e2e.trader import Trader

PAGE = (Path(__file__).parents[2] / "docs" / "voice.md").read_text()
ETH = "ETH/USDT"
CLOSE = "button.demo_bot_close_eth_usdt_long"


@pytest.fixture
def listening(spot: Trader) -> Iterator[Trader]:
    """Provide a demo that has the page's files of sentences."""
    files = []
    for language, text in re.findall(r'```yaml\n(?=language: "(\w+)")(.*?)```', PAGE, re.DOTALL):
        path = spot.demo.folder / "custom_sentences" / language / "tradehook.yaml"
        path.parent.mkdir(parents=True)
        path.write_text(text)
        files.append(path)
        spot.demo.call_service("conversation", "reload", {"language": language})
    assert len(files) == 2
    yield spot
    for path in files:
        path.unlink()


def said(trader: Trader, text: str, language: str = "en") -> str:
    """Return what the assistant answers."""
    answer = trader.demo.request(
        "POST", "/api/conversation/process", {"text": text, "language": language}
    )
    assert answer.ok, answer.text
    return str(answer.json()["response"]["speech"]["plain"]["speech"])


def expose(trader: Trader, entity_id: str, *, yes: bool) -> None:
    """Expose an entity to the assistant, as the settings do."""
    Frontend(trader.demo).command(
        type="homeassistant/expose_entity",
        assistants=["conversation"],
        entity_ids=[entity_id],
        should_expose=yes,
    )


def test_positions_are_told_and_closed_by_word(listening: Trader) -> None:
    listening.move(ETH, 3000)
    position = listening.open_filled(ETH, stop_loss={"stop_percentage": 3})
    name = listening.demo.bot.name
    press = f"press {name} close {ETH} long"

    assert f"{ETH} long of {name}" in said(listening, "how are my positions?")
    assert f"{ETH} Long von {name}" in said(listening, "Wie stehen meine Positionen?", "de")
    assert said(listening, press) == (
        f"{ETH} is not exposed to voice assistants: expose its position first."
    )
    expose(listening, CLOSE, yes=True)
    try:
        assert said(listening, press) == f"{ETH} long of {name} is being closed at market price."
        listening.until_status(position.position_id, "closed")
        assert said(listening, press) == f"{name} holds nothing long in {ETH}."
    finally:
        expose(listening, CLOSE, yes=False)
