"""Test the repairs of what somebody else did on the exchange."""

import asyncio
from collections.abc import AsyncIterator
from decimal import Decimal
from http import HTTPStatus
from itertools import count

from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.tradehook.accounts.data import async_tradehook_data
from custom_components.tradehook.exchanges.port.exchange import OrderRequest
from custom_components.tradehook.execution.common.events import ExternalOrderFound
from custom_components.tradehook.execution.common.timing.timings import (
    ReconciliationTimings,
    Timings,
)
from custom_components.tradehook.trading.model.market import OrderSide
from custom_components.tradehook.trading.model.sections import OrderType
from tests.face import BTC, Face, account_entry, loaded
from tests.patience import PATIENCE

PERP = "BTC/USDT:USDT"
EVENT = "event.trend_position"
_numbers = count()

pytestmark = pytest.mark.usefixtures("config_folder")


@pytest.fixture(autouse=True)
def often(hass: HomeAssistant) -> None:
    """Let the looks follow each other quickly."""
    looks = ReconciliationTimings(every=0.02, second_look=0.02)
    async_tradehook_data(hass).timings = Timings(reconciliation=looks)


@pytest.fixture
async def perps(hass: HomeAssistant) -> AsyncIterator[Face]:
    """Return an account for perpetuals that holds a position."""
    async with loaded(hass, account_entry(market_type="linear")) as face:
        await face.open(symbol=PERP, base_amount="0.0015")
        yield face


def issues(hass: HomeAssistant) -> dict[str, ir.IssueEntry]:
    """Return the repairs that wait for a click, by their kind."""
    return {
        issue.translation_key or "": issue
        for issue in ir.async_get(hass).issues.values()
        if issue.is_fixable
    }


async def sell(face: Face, amount: Decimal, symbol: str = PERP) -> None:
    """Sell as the exchange's app does."""
    request = OrderRequest(
        client_order_id=f"app-{next(_numbers)}",
        symbol=symbol,
        side=OrderSide.SELL,
        order_type=OrderType.MARKET,
        amount=amount,
        reduce_only=symbol == PERP,
    )
    await face.account.exchange.create_order(request)


async def appears(face: Face, kind: str) -> ir.IssueEntry:
    """Wait for a repair."""
    async with asyncio.timeout(PATIENCE):
        while kind not in issues(face.hass):  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    await face.settle()
    return issues(face.hass)[kind]


async def test_part_that_is_gone_is_told_until_the_position_is_over(perps: Face) -> None:
    """Test was and is, the event, and that the repair goes with the position."""
    await sell(perps, Decimal("0.0005"))
    issue = await appears(perps, "changed_outside")
    assert issue.translation_placeholders == {
        "account": "Paper",
        "symbol": PERP,
        "side": "long",
        "was": "0.0015",
        "size": "0.001",
        "price": "65000",
        "page": f"/tradehook/positions/{(issue.data or {})['position_id']}",
    }
    assert issue.is_fixable
    assert perps.state(EVENT).attributes["event_type"] == "changed_outside"
    await perps.account.close_all()
    await perps.settle()
    assert issues(perps.hass) == {}


async def test_less_than_a_fee_is_an_event_without_a_repair(hass: HomeAssistant) -> None:
    """Test that coins that an exchange keeps without a word accuse nobody."""
    async with loaded(hass, account_entry(market_type="linear")) as face:
        await face.open(symbol=PERP, base_amount="0.005")
        await sell(face, Decimal("0.00004"))
        async with asyncio.timeout(PATIENCE):
            while face.state(EVENT).attributes["event_type"] != "changed_outside":  # noqa: ASYNC110
                await asyncio.sleep(0.01)
        assert issues(hass) == {}
        await sell(face, Decimal("0.0001"))
        await appears(face, "changed_outside")


async def test_position_that_is_gone_is_told_until_somebody_has_seen_it(
    perps: Face, hass_client: ClientSessionGenerator
) -> None:
    """Test that it outlives the position and a restart, and that a click ends it."""
    assert await async_setup_component(perps.hass, "repairs", {})
    await sell(perps, Decimal("0.0005"))
    await appears(perps, "changed_outside")
    await sell(perps, Decimal("0.001"))
    issue = await appears(perps, "closed_outside")
    assert list(issues(perps.hass)) == ["closed_outside"]
    await perps.reload()
    assert list(issues(perps.hass)) == ["closed_outside"]
    client = await hass_client()
    begun = await client.post(
        "/api/repairs/issues/fix", json={"handler": "tradehook", "issue_id": issue.issue_id}
    )
    assert begun.status == HTTPStatus.OK
    flow = await begun.json()
    assert flow["step_id"] == "confirm"
    assert flow["description_placeholders"]["was"] == "0.001"
    done = await client.post(f"/api/repairs/issues/fix/{flow['flow_id']}", json={})
    assert (await done.json())["type"] == "create_entry"
    assert issues(perps.hass) == {}


async def test_repair_of_a_position_that_ended_meanwhile_is_dropped_at_the_start(
    perps: Face,
) -> None:
    """Test that a repair that outlived Home Assistant does not outlive its position."""
    await sell(perps, Decimal("0.0005"))
    issue = await appears(perps, "changed_outside")
    await perps.account.close_all()
    await perps.settle()
    ir.async_create_issue(
        perps.hass,
        "tradehook",
        issue.issue_id,
        data=issue.data,
        is_fixable=True,
        is_persistent=True,
        severity=ir.IssueSeverity.WARNING,
        translation_key="changed_outside",
        translation_placeholders=issue.translation_placeholders,
    )
    await perps.reload()
    assert issues(perps.hass) == {}


@pytest.mark.parametrize(
    ("cancelled", "kind"), [(True, "unknown_order_cancelled"), (False, "unknown_order_left")]
)
async def test_order_that_nobody_manages_is_told(face: Face, cancelled: bool, kind: str) -> None:
    """Test that what it filled is said, and that the account's removal ends it."""
    face.account._publish(
        ExternalOrderFound(symbol=BTC, order_id="77", filled=Decimal("0.5"), cancelled=cancelled)
    )
    issue = issues(face.hass)[kind]
    assert issue.translation_placeholders == {
        "account": "Paper",
        "symbol": BTC,
        "order": "77",
        "filled": "0.5",
        "page": "/tradehook/positions",
    }
    await face.hass.config_entries.async_remove(face.entry.entry_id)
    assert issues(face.hass) == {}
