"""Test what the buttons of repairs do: each through Home Assistant's own flow."""

from decimal import Decimal
import json
from pathlib import Path
import re
from typing import Any

from homeassistant.components.repairs.issue_handler import RepairsFlowManager
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import issue_registry as ir
from homeassistant.setup import async_setup_component
import pytest

from custom_components.tradehook.accounts.data import async_tradehook_data
from custom_components.tradehook.accounts.timings import InterfaceTimings
from custom_components.tradehook.const import DOCS
from custom_components.tradehook.execution.account import HealthIssue, HealthIssueKind
from custom_components.tradehook.execution.common.events import (
    ExternalOrderFound,
    HealthChanged,
    PositionEvent,
)
from custom_components.tradehook.execution.common.rows import ClosedRow
from custom_components.tradehook.issues.account_health import CLOSABLE
from custom_components.tradehook.issues.raising import NETWORK, learn_more
from custom_components.tradehook.trading.reasons.reasons import ReasonCode, Refused, refuse
from tests.face import BOT, BTC, DOMAIN, ETH, Face

ROOT = Path(__file__).parents[2]
TEXTS = json.loads((ROOT / "custom_components" / DOMAIN / "translations" / "en.json").read_text())
STOP = {"stop_percentage": 3}


async def ask(face: Face, issue_id: str, *answers: dict[str, Any]) -> dict[str, Any]:
    """Begin the flow of a repair, answer its steps, and return what it says then."""
    assert await async_setup_component(face.hass, "repairs", {})
    manager: RepairsFlowManager = face.hass.data["repairs"]["flow_manager"]
    step = await manager.async_init(DOMAIN, data={"issue_id": issue_id})
    for answer in answers:
        step = await manager.async_configure(step["flow_id"], answer)
    await face.settle()
    return dict(step)


def issue(face: Face, issue_id: str) -> ir.IssueEntry | None:
    """Return a repair, if it is there."""
    return ir.async_get(face.hass).async_get_issue(DOMAIN, issue_id)


def only(face: Face) -> str:
    """Return the id of the account's only position."""
    (position_id,) = face.account._position_cache.live
    return position_id


def tell(face: Face, kind: HealthIssueKind, **said: str) -> str:
    """Let the account have a concern about its position, and return the repair's id."""
    health = face.account._reconciliation_loop.health
    said = {"symbol": BTC, "side": "long", "size": "0.0015", **said}
    health.health_issues = (HealthIssue(kind=kind, about=only(face), said=said),)
    face.account._publish(HealthChanged())
    return f"{kind}_{only(face)}"


def test_every_repair_leads_to_a_section_of_the_documentation() -> None:
    """Test that the page is there and has the heading, whatever repairs there are."""
    for key in TEXTS["issues"]:
        url = learn_more(key)
        if url == NETWORK:
            continue
        page, _, anchor = url.removeprefix(DOCS).partition("#")
        text = (ROOT / "docs" / page).read_text()
        headings = [
            re.sub(r"[^a-z0-9 -]", "", line.lstrip("#").strip().lower()).replace(" ", "-")
            for line in text.splitlines()
            if line.startswith("#")
        ]
        assert anchor in headings, (key, url)


async def test_position_is_closed_from_its_repair(face: Face) -> None:
    """Test each repair that ends with its position: it says what is closed, asks, and is done."""
    for kind in sorted(CLOSABLE):
        await face.open(stop_loss=STOP, signal_id=kind)
        issue_id = tell(face, kind, stop="63000", missing="1", date="-", orders="-", reason="-")
        found = issue(face, issue_id)
        assert found is not None
        assert found.is_fixable
        assert found.translation_placeholders is not None
        assert found.translation_placeholders["page"] == f"/tradehook/positions/{only(face)}"

        menu = await ask(face, issue_id)
        assert (menu["type"], list(menu["menu_options"])) == (FlowResultType.MENU, ["close"])
        form = await ask(face, issue_id, {"next_step_id": "close"})
        assert form["description_placeholders"]["positions"].startswith(f"{BTC} long 0.0015")
        assert face.account.open_positions == 1, "the question alone closes nothing"
        done = await ask(face, issue_id, {"next_step_id": "close"}, {})

        assert done["type"] is FlowResultType.CREATE_ENTRY
        assert face.account.open_positions == 0
        assert issue(face, issue_id) is None


async def test_positions_of_a_removed_bot_are_closed_together(face: Face) -> None:
    """Test that all are listed, and that those of other bots stay."""
    await face.open()
    await face.open(symbol=ETH)
    face.hass.config_entries.async_remove_subentry(face.entry, BOT)
    await face.settle()
    issue_id = f"removed_bot_positions_{face.entry.entry_id}"

    form = await ask(face, issue_id, {"next_step_id": "close"})
    assert BTC in form["description_placeholders"]["positions"]
    assert ETH in form["description_placeholders"]["positions"]
    done = await ask(face, issue_id, {"next_step_id": "close"}, {})

    assert done["type"] is FlowResultType.CREATE_ENTRY
    assert face.account.open_positions == 0
    assert issue(face, issue_id) is None


async def test_refused_close_says_why_and_leaves_the_repair(
    face: Face, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Test that nothing looks solved that isn't."""
    await face.open(stop_loss=STOP)
    issue_id = tell(face, HealthIssueKind.UNPROTECTED, stop="63000")

    async def refused(_ids: list[str]) -> list[ClosedRow]:
        raise Refused(refuse(ReasonCode.POSITION_CLOSING))

    monkeypatch.setattr(face.account, "close_positions", refused)
    done = await ask(face, issue_id, {"next_step_id": "close"}, {})

    assert (done["type"], done["reason"]) == (FlowResultType.ABORT, "refused")
    assert "position_closing" in done["description_placeholders"]["reason"]
    assert issue(face, issue_id) is not None


async def test_close_that_takes_long_leaves_the_repair(
    face: Face, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Test that an order alone is not taken for the end."""
    await face.open(stop_loss=STOP)
    issue_id = tell(face, HealthIssueKind.UNPROTECTED, stop="63000")

    async def ordered(_ids: list[str]) -> list[ClosedRow]:
        return []

    monkeypatch.setattr(face.account, "close_positions", ordered)
    async_tradehook_data(face.hass).interface_timings = InterfaceTimings(closed_within=0.01)
    done = await ask(face, issue_id, {"next_step_id": "close"}, {})

    assert (done["type"], done["reason"]) == (FlowResultType.ABORT, "under_way")
    assert issue(face, issue_id) is not None


@pytest.mark.parametrize(("answer", "left"), [("seen", 1), ("close", 0)])
async def test_part_taken_outside_is_read_or_its_rest_is_closed(
    face: Face, answer: str, left: int
) -> None:
    """Test that reading changes nothing, and that the rest can be closed at once."""
    await face.open(stop_loss=STOP)
    data = {"position_id": only(face), "symbol": BTC, "side": "long", "price": "65000"}
    data |= {"was": "0.0015", "size": "0.001"}
    face.account._publish(PositionEvent(BOT, "changed_outside", data))
    issue_id = f"changed_outside_{only(face)}"

    menu = await ask(face, issue_id)
    assert list(menu["menu_options"]) == ["seen", "close"]
    answers = [{"next_step_id": answer}, *([{}] if answer == "close" else [])]
    done = await ask(face, issue_id, *answers)

    assert done["type"] is FlowResultType.CREATE_ENTRY
    assert face.account.open_positions == left
    assert issue(face, issue_id) is None


async def test_what_a_strange_order_bought_is_adopted(face: Face) -> None:
    """Test the button of an order that nobody managed: what is there becomes *Manual*'s."""
    await face.price(65000)
    found = ExternalOrderFound(symbol=BTC, order_id="77", filled=Decimal("0.5"), cancelled=True)
    face.account._publish(found)
    issue_id = f"unknown_order_{face.entry.entry_id}_77"
    menu = await ask(face, issue_id)
    assert list(menu["menu_options"]) == ["seen", "adopt"]

    nothing = await ask(face, issue_id, {"next_step_id": "adopt"})
    assert (nothing["type"], nothing["reason"]) == (FlowResultType.ABORT, "nothing_there")
    assert issue(face, issue_id) is not None

    await face.open()
    await face.call("release_position", {"position_id": only(face)})
    await face.settle()
    form = await ask(face, issue_id, {"next_step_id": "adopt"})
    assert form["type"] is FlowResultType.FORM
    assert form["description_placeholders"]["side"] == "long"
    done = await ask(face, issue_id, {"next_step_id": "adopt"}, {"stop_percentage": 2})

    assert done["type"] is FlowResultType.CREATE_ENTRY
    (row,) = await face.account.positions(statuses=["open"])
    assert row["symbol"] == BTC
    assert row["stop_price"] is not None
    assert issue(face, issue_id) is None
