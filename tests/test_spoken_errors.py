"""Test that what is wrong with a field is said in the languages of people."""

import ast
from collections.abc import Iterator
from itertools import chain, product
import json
from pathlib import Path
import re

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import issue_registry as ir
import pytest

from custom_components.tradehook.errors import in_english
from custom_components.tradehook.exchanges.ccxt.core.refusal_words import MEANINGS, explained
from custom_components.tradehook.exchanges.log_redaction import CAUSES
from custom_components.tradehook.issues.raising import async_raise
from custom_components.tradehook.trading.reasons.reading import Phrasebook
from custom_components.tradehook.trading.reasons.reasons import REASONS
from custom_components.tradehook.trading.signal.pasted_alert import read_pasted
from tests.dialects.corpus import CORPUS
from tests.face import BOT_SWITCH, BTC, Face, account_entry, loaded

INTEGRATION = Path(__file__).parents[1] / "custom_components" / "tradehook"
LANGUAGES = sorted({path.stem for path in (INTEGRATION / "translations").glob("*.json")} - {"en"})
MAKERS = {"FieldError", "InvalidValue", "error", "refusal", "SimulatedPriceError"}
"""What takes a sentence of its own; those of reasons come out of their table."""
MAKERS_OF_DIALECTS = {
    "refuse",
    "unsupported",
    "unclear_size",
    "refuse_side",
    "refuse_any",
    "append",
}
MAKERS_OF_VENUES = {
    "OrderRefusedError",
    "HedgeModeError",
    "AccountKindError",
    "NotSwitchedError",
    "CredentialsRefusedError",
}
NAMES = {"message", "_TOO_LONG", "_OUT_OF_RANGE", "why", "SECOND_COMMAND", "GIVEN_TWICE"}


def exceptions(language: str) -> dict[str, str]:
    """Return the sentences of reasons and fields in a language."""
    texts = json.loads((INTEGRATION / "translations" / f"{language}.json").read_text())
    return {
        key: told["message"].removesuffix(" ({code})")
        for key, told in texts["exceptions"].items()
        if key.startswith(("reason_", "field_", "venue_"))
    }


ENGLISH = exceptions("en")


def book(language: str) -> Phrasebook:
    """Return how a language says what is known."""
    wanted = exceptions(language)
    return Phrasebook((text, wanted[key]) for key, text in ENGLISH.items())


type Words = dict[str, list[str]]
"""What the variables of a module hold where that is a text."""


def spelled(node: ast.expr, words: Words) -> Iterator[str]:
    """Yield what a sentence in the code may come to, with a mark for each value."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.Name(id=name):
            yield from words.get(name, ())
        case ast.IfExp(body=body, orelse=orelse):
            yield from spelled(body, words)
            yield from spelled(orelse, words)
        case ast.FormattedValue(value=value):
            yield from [*spelled(value, words)] or ["7"]
        case ast.JoinedStr(values=parts):
            ends = [[*spelled(part, words)] for part in parts]
            yield from map("".join, product(*ends))


def sentences() -> Iterator[tuple[str, list[str]]]:
    """Yield every sentence about a field that stands in the code, and what it may come to."""
    for path in sorted(INTEGRATION.rglob("*.py")):
        parts = set(path.relative_to(INTEGRATION).parts)
        if "frontend" in parts:
            continue
        makers = MAKERS_OF_VENUES | (set() if "ccxt" in parts else MAKERS)
        makers |= MAKERS_OF_DIALECTS if "dialects" in parts else set()
        words: Words = {}
        for node in ast.walk(ast.parse(path.read_text())):
            found: list[ast.expr] = []
            match node:
                case ast.Call(func=ast.Attribute(value=ast.Name(id="_LOGGER"))):
                    continue
                case ast.Call(
                    func=ast.Name(id=name) | ast.Attribute(attr=name), args=args, keywords=named
                ):
                    found = args if name in makers else []
                    found = [*found, *(one.value for one in named if one.arg == "unusable")]
                case (
                    ast.Assign(targets=[ast.Name(id=name)], value=ast.expr() as value)
                    | ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value)
                ):
                    words.setdefault(name, []).extend(spelled(value, {}))
                    found = [value] if name in NAMES and "trading" in path.parts else []
            for one in found:
                texts = [text for text in spelled(one, words) if re.search("[a-z] ", text)]
                if texts and not isinstance(one, ast.Name):
                    yield f"{path.relative_to(INTEGRATION)}:{one.lineno}", texts


def has_words(known: Phrasebook, text: str) -> bool:
    """Return whether other languages say a sentence too, which may stand behind a field."""
    return re.search("<(field|venue)_", known.said(text)) is not None


def test_every_sentence_about_a_field_has_words_in_every_language() -> None:
    """Test what stands in the code, so that a new one isn't forgotten."""
    known = Phrasebook((text, f"<{key}>") for key, text in ENGLISH.items())

    told = dict(sentences())
    assert len(told) > 150
    unknown = {
        where: texts
        for where, texts in told.items()
        if not any(has_words(known, text) for text in texts)
    }
    assert unknown == {}


@pytest.mark.parametrize(
    "sentence",
    [
        *(explained(code, "Its own words.") for code in MEANINGS),
        explained("invalid_order", "Order size is below the minimum."),
        *CAUSES.values(),
    ],
)
def test_what_an_exchange_refuses_has_words_in_every_language(sentence: str) -> None:
    """Test what is said before an exchange's own words, and why there was no connection."""
    known = Phrasebook((text, f"<{key}>") for key, text in ENGLISH.items())
    assert known.said(sentence).startswith("<venue_")


def test_every_note_on_an_alert_has_words_in_every_language() -> None:
    """Test what is told of a pasted alert of another system: what is left out or wrong."""
    known = Phrasebook((text, f"<{key}>") for key, text in ENGLISH.items())
    notes: set[str] = set()
    wrong: set[str] = set()
    for body, _ in chain.from_iterable(CORPUS.values()):
        alert = read_pasted(body if isinstance(body, str) else json.dumps(body))
        notes |= set(alert.notes)
        if alert.refusal:
            wrong |= {f"{error.path}: {error.message}" for error in alert.refusal.errors}

    assert len(notes) > 5
    assert len(wrong) > 20
    assert {note for note in notes | wrong if not has_words(known, note)} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_sentence_is_read_as_its_own(language: str) -> None:
    """Test that no template takes what another one says, and that values come through."""
    wanted, said = exceptions(language), book(language).said
    for key, text in ENGLISH.items():
        names = re.findall(r"\{(\w+)\}", text)
        values = {name: f"{number}.5" for number, name in enumerate(names)}
        assert said(text.format(**values)) == wanted[key].format(**values), key


GERMAN = {
    "must be a number": "muss eine Zahl sein",
    "size must be a number; 2 more": "size muss eine Zahl sein; 2 weitere",
    "a.b[1].c: is required; name: must not be empty": "a.b[1].c: fehlt; name: darf nicht leer sein",
    "must lie above the price 5 of a long entry (it comes from the bot's settings)": (
        "muss über dem Preis 5 eines long-Einstiegs liegen "
        "(das kommt aus den Einstellungen des Bots)"
    ),
    "must be one of a, b: did you mean `a`?": "muss eines von a, b sein: Meintest du `a`?",
    "switch.trend: size: is required": "switch.trend: size: fehlt",
    "still holds a {{placeholder}} that TradingView did not fill in": (
        "enthält noch einen {{placeholder}}, den TradingView nicht ausgefüllt hat"
    ),
    "The venue says: it is above": "The venue says: it is above",
    "`SIGNAL`: a sell opens a short here: on spot write `action` close": (
        "`SIGNAL`: ein Verkauf eröffnet hier eine Short-Position: "
        "Am Spotmarkt schreibe `action` close"
    ),
    "`orders[0].takeProfit` is left out": "`orders[0].takeProfit` wird weggelassen",
    "`ofs[0].piece` is needed for a target, together with `ofs` or `price`": (
        "`ofs[0].piece` wird für ein Ziel gebraucht, zusammen mit `ofs` oder `price`"
    ),
    "TAKE_PROFIT_PRICE_1: must be a number; [1]: must be one price; `my-field` is left out": (
        "TAKE_PROFIT_PRICE_1: muss eine Zahl sein; [1]: muss ein einziger Preis sein; "
        "`my-field` wird weggelassen"
    ),
    "This is an alert of TradingView's default message that can't be carried out: "
    "`command` says trail, which has no certain equal here.": (
        "Das ist ein Alarm von TradingViews Standardmeldung, der nicht ausgeführt werden kann: "
        "`command` sagt trail, wofür es hier keine sichere Entsprechung gibt."
    ),
    "The exchange refused the order: Not enough balance is free for this order. "
    "The exchange says: Margin is insufficient. (-2019)": (
        "Die Börse hat die Order abgelehnt: Für diese Order ist nicht genug Guthaben frei. "
        "Die Börse sagt: Margin is insufficient. (-2019)"
    ),
    "Kraken Futures: the connection failed: it took too long": (
        "Kraken Futures: die Verbindung kam nicht zustande: es hat zu lange gedauert"
    ),
    "`leverage` was ignored: must be a number.": (
        "`leverage` wurde nicht beachtet: muss eine Zahl sein."
    ),
    "Nothing was done: the bot holds what the strategy asks for.": (
        "Nichts wurde getan: der Bot hält, was die Strategie verlangt."
    ),
    "what nobody knows; nor this": "what nobody knows; nor this",
}


@pytest.mark.parametrize("sentence", GERMAN)
def test_sentences_are_said_with_their_fields(sentence: str) -> None:
    """Test lists, fields, what is around a sentence, and what stays as it is."""
    assert book("de").said(sentence) == GERMAN[sentence]


def test_templates_hold_no_reason_twice() -> None:
    """Test that what a field says is no reason's sentence."""
    reasons = {reason.template for reason in REASONS.values()}
    fields = [text for key, text in ENGLISH.items() if not key.startswith("reason_")]

    assert reasons.isdisjoint(fields)
    assert len(set(fields)) == len(fields)


async def test_a_german_house_is_told_in_german_and_the_wire_in_english(
    hass: HomeAssistant,
) -> None:
    """Test an action's error, what the panel gets of it, a repair, and the answer itself."""
    hass.config.language = "de"
    wrong = {"action": "open", "symbol": BTC, "quote_amount": "much"}
    async with loaded(hass, account_entry()) as face:
        with pytest.raises(HomeAssistantError) as raised:
            await face.call("send_signal", wrong, target=BOT_SWITCH)
        answer = await face.call(
            "send_signal", {**wrong, "on_refusal": "answer"}, target=BOT_SWITCH
        )
        told = await errors_of_another(face)
        asks = {"account": "A", "symbol": BTC, "side": "long", "size": "1", "page": "/"}
        async_raise(hass, "one", "exit_refused", asks | {"reason": "must be a number"})

    placeholders = raised.value.translation_placeholders or {}
    assert placeholders["message"] == "side: fehlt; quote_amount: muss eine Zahl sein"
    assert in_english(raised.value) == (
        "side: is required; quote_amount: must be a number (invalid_signal)"
    )
    assert {row["message"] for row in answer["errors"]} == {"must be a number", "is required"}
    assert told == "Eine Limit-Order braucht einen Preis: Gib `price` an."
    repair = ir.async_get(hass).async_get_issue("tradehook", "one")
    assert repair is not None
    assert (repair.translation_placeholders or {})["reason"] == "muss eine Zahl sein"


async def errors_of_another(face: Face) -> str:
    """Return what an action without a field says."""
    await face.open()
    with pytest.raises(HomeAssistantError) as raised:
        await face.call(
            "close_position",
            {"order_type": "limit"},
            target="sensor.trend_btc_usdt_long_position",
        )
    return (raised.value.translation_placeholders or {})["message"]
