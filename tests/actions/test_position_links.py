"""Test the actions for position links."""

from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.core_config import async_process_ha_core_config
from homeassistant.exceptions import ServiceValidationError
import probatio
import pytest
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from tests.face import BOT_SWITCH, POSITION, Face

LINK_KEYS = ["link_id", "mode", "position_id", "created_at", "used_at", "url", "question"]


@pytest.fixture
async def urls(hass: HomeAssistant) -> None:
    """Give Home Assistant an address outside and one inside."""
    await async_process_ha_core_config(
        hass, {"external_url": "https://out.example", "internal_url": "http://in.example:8123"}
    )


async def create(face: Face, mode: str = "close", **data: object) -> dict[str, Any]:
    """Make a link and return its answer."""
    answer = await face.call("create_position_link", {"mode": mode, **data}, target=POSITION)
    link: dict[str, Any] = answer[POSITION]
    return link


async def links(face: Face, **data: object) -> list[dict[str, Any]]:
    """Return the links that are listed."""
    found: list[dict[str, Any]] = (await face.call("list_position_links", data))["links"]
    return found


@pytest.mark.usefixtures("urls")
@pytest.mark.parametrize("mode", ["close", "keep"])
async def test_a_link_is_an_address_that_is_reached_from_outside(face: Face, mode: str) -> None:
    """Test the answer."""
    await face.open()
    (row,) = (await face.call("get_positions"))["positions"]

    link = await create(face, mode)

    assert list(link) == ["url", "mode", "position_id"]
    assert link["url"].startswith("https://out.example/api/tradehook/link/")
    assert link["mode"] == mode
    assert link["position_id"] == row["position_id"]


async def test_the_address_inside_is_better_than_none(hass: HomeAssistant, face: Face) -> None:
    """Test a Home Assistant that can't be reached from outside."""
    await async_process_ha_core_config(hass, {"internal_url": "http://in.example:8123"})
    await face.open()

    link = await create(face)

    assert link["url"].startswith("http://in.example:8123/api/tradehook/link/")


@pytest.mark.usefixtures("urls")
async def test_a_link_works_without_anything_else(
    face: Face, hass_client_no_auth: ClientSessionGenerator
) -> None:
    """Test that calling the address closes the position."""
    await face.open()
    link = await create(face)
    client = await hass_client_no_auth()

    answer = await client.post(link["url"].removeprefix("https://out.example"))
    await face.settle()

    assert answer.status == 200
    assert face.state(POSITION).state == "flat"


@pytest.mark.usefixtures("urls")
async def test_a_link_needs_exactly_one_position(face: Face) -> None:
    """Test that several are listed, and an id picks one."""
    await face.open(signal_id="first")
    await face.open(signal_id="second")
    rows = (await face.call("get_positions"))["positions"]

    with pytest.raises(ServiceValidationError) as caught:
        await create(face)
    assert caught.value.translation_key == "position_ambiguous"
    for row in rows:
        assert row["position_id"] in str(caught.value)
    assert await links(face) == []

    assert (await create(face, signal_id="first"))["position_id"] == rows[1]["position_id"]
    picked = await create(face, position_id=rows[0]["position_id"])
    assert picked["position_id"] == rows[0]["position_id"]


@pytest.mark.usefixtures("urls")
async def test_no_position_no_link(face: Face) -> None:
    """Test a flat sensor."""
    await face.open()
    await face.call("close_position", target=POSITION)

    with pytest.raises(ServiceValidationError, match="position_missing"):
        await create(face)


async def test_the_mode_is_close_or_keep(face: Face) -> None:
    """Test a mode that does not exist."""
    await face.open()

    with pytest.raises(probatio.Invalid):
        await create(face, "open")


@pytest.mark.usefixtures("urls")
async def test_links_are_listed_and_can_be_copied_again(face: Face) -> None:
    """Test the rows and the filters."""
    await face.open(signal_id="first")
    await face.open(signal_id="second")
    one = await create(face, "close", signal_id="first")
    two = await create(face, "keep", signal_id="second")

    rows = await links(face)

    assert {row["url"] for row in rows} == {one["url"], two["url"]}
    assert list(rows[0]) == LINK_KEYS
    assert rows[0]["used_at"] is None
    (row,) = await links(face, position_id=two["position_id"])
    assert row["mode"] == "keep"
    assert await links(face, link_id=row["link_id"]) == [row]
    assert len(await links(face, bot=BOT_SWITCH)) == 2
    assert await links(face, link_id="other") == []


@pytest.mark.usefixtures("urls")
async def test_a_question_is_made_listed_and_kept(face: Face) -> None:
    """Test the field of the action, through a restart too; without it a link acts at once."""
    await face.open()
    await create(face, question=True)
    await create(face, "keep")

    assert [row["question"] for row in await links(face)] == [True, False]
    await face.reload()
    assert [row["question"] for row in await links(face)] == [True, False]


@pytest.mark.usefixtures("urls")
async def test_a_revoked_link_is_gone(
    face: Face, hass_client_no_auth: ClientSessionGenerator
) -> None:
    """Test that it does nothing any more and is listed no longer."""
    await face.open()
    link = await create(face)
    (row,) = await links(face)

    answer = await face.call("revoke_position_link", {"link_id": row["link_id"]})

    assert answer == {"links": [row]}
    assert await links(face) == []
    client = await hass_client_no_auth()
    called = await client.post(link["url"].removeprefix("https://out.example"))
    assert called.status == 410
    assert face.state(POSITION).state == "open"


@pytest.mark.usefixtures("urls")
async def test_revoking_by_position_takes_all_its_links(face: Face) -> None:
    """Test two links of one position."""
    await face.open()
    link = await create(face, "close")
    await create(face, "keep")

    answer = await face.call("revoke_position_link", {"position_id": link["position_id"]})

    assert len(answer["links"]) == 2
    assert await links(face) == []


@pytest.mark.usefixtures("urls")
@pytest.mark.parametrize(
    ("data", "code"), [({}, "link_not_named"), ({"link_id": "other"}, "link_unknown")]
)
async def test_revoking_nothing_is_an_error(face: Face, data: dict[str, str], code: str) -> None:
    """Test that no field does not mean every link, and a wrong id is told."""
    await face.open()
    await create(face)

    with pytest.raises(ServiceValidationError, match=code):
        await face.call("revoke_position_link", data)

    assert len(await links(face)) == 1


async def test_without_any_network_the_machines_own_address_serves(
    hass: HomeAssistant, face: Face
) -> None:
    """Test that a link can still be used on the machine itself."""
    assert hass.config.api is not None
    hass.config.api.local_ip = "127.0.0.1"
    await face.open()

    link = await create(face)

    assert link["url"].startswith(f"http://127.0.0.1:{hass.config.api.port}/api/tradehook/link/")


async def test_no_link_is_made_that_could_not_be_shown(hass: HomeAssistant, face: Face) -> None:
    """Test a Home Assistant that knows no address at all."""
    hass.config.api = None
    await face.open()

    with pytest.raises(ServiceValidationError, match="no_url"):
        await create(face)

    assert await face.account.links() == []
