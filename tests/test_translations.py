"""Test that every language says all that English says, with the same placeholders."""

from collections.abc import Iterator, Mapping
import json
from pathlib import Path
import re
from typing import Any

import pytest

from custom_components.tradehook.execution.commands.position_links import SENTENCES
from custom_components.tradehook.trading.reasons.reading import values_of
from custom_components.tradehook.trading.reasons.reasons import REASONS, ReasonCode, sentence

ROOT = Path(__file__).parent.parent
INTEGRATION = ROOT / "custom_components" / "tradehook"
FOLDERS = (
    INTEGRATION / "translations",
    INTEGRATION / "voice" / "texts",
    INTEGRATION / "web" / "texts",
    ROOT / "frontend" / "src" / "translations",
    ROOT / "frontend" / "src" / "translations" / "cards",
)
LANGUAGES = {"en", "de", "es", "fr", "it", "nl", "pl", "pt-BR"}
PLACEHOLDER = re.compile(r"\{\w+\}")
TYPED = re.compile(r"`[^`\n]+`")


def texts(tree: Mapping[str, Any], *path: str) -> Iterator[tuple[str, str]]:
    for key, value in tree.items():
        if isinstance(value, Mapping):
            yield from texts(value, *path, key)
        else:
            yield ".".join((*path, key)), value


def read(path: Path) -> dict[str, str]:
    return dict(texts(json.loads(path.read_text())))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: str(folder.relative_to(ROOT)))
def test_every_folder_of_texts_has_every_language(folder: Path) -> None:
    assert {path.stem for path in folder.glob("*.json")} == LANGUAGES


@pytest.mark.parametrize("language", sorted(LANGUAGES - {"en"}))
@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: str(folder.relative_to(ROOT)))
def test_a_language_has_the_keys_placeholders_and_typed_words_of_english(
    folder: Path, language: str
) -> None:
    english, other = read(folder / "en.json"), read(folder / f"{language}.json")

    assert other.keys() == english.keys()
    wrong = {
        key: text
        for key, text in other.items()
        if not text.strip(" \n")
        or set(PLACEHOLDER.findall(text)) != set(PLACEHOLDER.findall(english[key]))
        or set(TYPED.findall(text)) != set(TYPED.findall(english[key]))
    }
    assert wrong == {}


def test_every_reason_is_an_exception_that_home_assistant_can_say() -> None:
    exceptions = json.loads((INTEGRATION / "translations" / "en.json").read_text())["exceptions"]

    said = {
        code.value: exceptions[f"reason_{code.value}"]["message"].removesuffix(" ({code})")
        for code in ReasonCode
    }
    assert said == {code.value: reason.template for code, reason in REASONS.items()}


@pytest.mark.parametrize("code", list(ReasonCode))
def test_the_values_of_a_reason_are_read_out_of_its_sentence(code: ReasonCode) -> None:
    values = {name: f"<{name}:1.5(x)>" for name in REASONS[code].placeholders}

    assert values_of(code.value, sentence(code, **values)) == values


@pytest.mark.parametrize(
    ("code", "message"),
    [("bot_stopped", "side: is missing"), ("no_such_code", "x"), ("price_too_low", "")],
)
def test_no_values_are_made_up(code: str, message: str) -> None:
    assert values_of(code, message) is None


def test_pages_of_links_say_in_english_what_the_wire_says() -> None:
    english = json.loads((INTEGRATION / "web" / "texts" / "en.json").read_text())

    assert english["done"] == {done.value: text for done, text in SENTENCES.items()}
