"""Test that the page of a link speaks the language of the browser, and nothing else does."""

from http import HTTPStatus
from typing import Any

from aiohttp.test_utils import TestClient
import pytest
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.tradehook.execution.commands.position_links import LinkMode
from custom_components.tradehook.trading.reasons.reasons import ReasonCode, refuse
from custom_components.tradehook.web.link_texts import async_page_texts
from tests.face import Face

GERMAN = {"Accept": "text/html", "Accept-Language": "de-AT,de;q=0.9,en;q=0.7"}


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("", "en"),
        ("de", "de"),
        ("de-CH", "de"),
        ("DE-de;q=0.5, en;q=0.9", "en"),
        ("sv, de;q=0.3", "de"),
        ("fr-CA, de;q=0.3", "fr"),
        ("pt-br", "pt-BR"),
        ("pt-PT", "pt-BR"),
        ("xx, yy;q=0.3", "en"),
        ("de;q=0", "en"),
        ("de;q=much, en", "en"),
        ("*", "en"),
        (",;q=,\x00", "en"),
    ],
)
async def test_the_language_that_is_preferred_most_is_taken(
    face: Face, accepted: str, language: str
) -> None:
    """Test `Accept-Language`, whatever stands in it."""
    said = await async_page_texts(face.hass, accepted, code=None, done="closed", message="m")

    assert said.language == language


async def test_a_reason_is_said_with_its_values(face: Face) -> None:
    """Test a sentence with a placeholder, and one that is not the code's own."""
    reason = refuse(ReasonCode.BODY_TOO_SLOW, seconds=7)

    said = await async_page_texts(
        face.hass, "de", code=reason.code.value, done=None, message=reason.message
    )
    other = await async_page_texts(
        face.hass, "de", code=reason.code.value, done=None, message="Something else."
    )

    assert said.message == (
        "Die Nachricht kam nicht innerhalb von 7 s vollständig an: Sende sie noch einmal."
    )
    assert other.message == "Something else."


async def test_a_link_speaks_german_to_a_german_browser_and_english_on_the_wire(
    face: Face, hass_client_no_auth: ClientSessionGenerator
) -> None:
    """Test the question, what was done, and a refusal; a program gets English."""
    client: TestClient[Any, Any] = await hass_client_no_auth()
    await face.open()
    (position,) = await face.account.positions()
    row = await face.account.create_link(
        str(position["position_id"]), LinkMode.CLOSE, question=True
    )
    path = f"/api/tradehook/link/{row.token}"

    asked = await client.get(path, headers=GERMAN)
    done = await client.post(path, headers=GERMAN)
    unknown = await client.get("/api/tradehook/link/none", headers=GERMAN)
    program = await client.get("/api/tradehook/link/none", headers={"Accept-Language": "de"})
    await face.settle()

    page = await asked.text()
    assert '<html lang="de">' in page
    assert "Diese Position schließen?" in page
    assert asked.headers["Vary"] == "Accept-Language"
    assert "Die Position wird zum Marktpreis geschlossen." in await done.text()
    assert unknown.status == HTTPStatus.NOT_FOUND
    assert "Diesen Link gibt es nicht" in await unknown.text()
    assert (await program.json())["error"].startswith("There is no such link")
