"""Test the repairs of what is wrong with an account now."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
import json
from pathlib import Path
import sqlite3

from homeassistant.components.repairs.issue_handler import RepairsFlowManager
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import issue_registry as ir
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util
import pytest

from custom_components.tradehook.accounts.data import async_tradehook_data
from custom_components.tradehook.exchanges.paper.exchange import PaperExchange
from custom_components.tradehook.exchanges.port.exchange import MoneyDoubt, MoneyKind
from custom_components.tradehook.execution.common.timing.timings import HealthTimings, Timings
from custom_components.tradehook.execution.engine import engine
from custom_components.tradehook.trading.model.inputs import Reevaluate
from custom_components.tradehook.trading.model.position import RetryState
from tests.face import BTC, DOMAIN, POSITION, Face

STOP = {"stop_percentage": 3}
FOLDER = Path(__file__).parents[2] / "custom_components" / "tradehook"
TEXTS = json.loads((FOLDER / "translations" / "en.json").read_text())


def issues(face: Face) -> dict[str, ir.IssueEntry]:
    """Return the account's repairs by their kind, those of the way in left out."""
    return {
        issue.translation_key or "": issue
        for issue in ir.async_get(face.hass).issues.values()
        if issue.translation_key not in {"no_external_url", "no_outside_alert"}
    }


def check(face: Face) -> None:
    """Look at the account's health now."""
    face.account._reconciliation_loop.health.check()


def silence(face: Face, seconds: float) -> None:
    """Let the newest price be so old."""
    quotes = face.account._engine.prices.quotes
    at = dt_util.utcnow() - timedelta(seconds=seconds)
    quotes[BTC] = replace(quotes[BTC], at=at)


@pytest.mark.parametrize(("seconds", "told"), [(29, False), (31, True)])
async def test_stop_without_a_price_protects_nothing(
    face: Face, seconds: float, told: bool
) -> None:
    """Test that it is told after half a minute, and that prices end it."""
    await face.open(stop_loss=STOP)
    silence(face, seconds)
    check(face)
    assert ("unprotected_position" in issues(face)) is told
    if told:
        issue = issues(face)["unprotected_position"]
        assert issue.severity is ir.IssueSeverity.ERROR
        assert issue.translation_placeholders is not None
        assert issue.translation_placeholders["symbol"] == BTC
    await face.price(65_001)
    check(face)
    assert issues(face) == {}


async def test_position_without_a_stop_is_what_its_owner_wanted(face: Face) -> None:
    """Test that nothing is told that nobody can mend."""
    await face.open()
    silence(face, 120)
    check(face)
    assert issues(face) == {}


async def test_position_that_can_not_decide_is_told(
    face: Face, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Test that a fault of ours is no secret, and that it is over with the next decision."""
    await face.open(stop_loss=STOP)
    (position,) = face.account._position_cache.live.values()

    def fail(*_: object) -> None:
        raise RuntimeError("a fault")

    with monkeypatch.context() as patch:
        patch.setattr(engine, "decided", fail)
        await face.account._engine.queues.put(BTC, [(position.position_id, Reevaluate())])
    check(face)
    assert list(issues(face)) == ["failing_position"]
    await face.account._engine.queues.put(BTC, [(position.position_id, Reevaluate())])
    check(face)
    assert issues(face) == {}


async def test_position_that_can_not_be_read_is_named(face: Face, config_folder: Path) -> None:
    """Test that the repair says which one, and that its sensor does not say that it is flat."""
    await face.open(stop_loss=STOP)
    (position_id,) = face.account._position_cache.live
    await face.hass.config_entries.async_unload(face.entry.entry_id)
    path = config_folder / DOMAIN / f"{face.entry.entry_id}.db"
    with sqlite3.connect(path) as database:
        database.execute("UPDATE facts SET kind = 'Teleported' WHERE id % 16777216 = 1")
    database.close()
    await face.hass.config_entries.async_setup(face.entry.entry_id)
    await face.settle()
    check(face)
    issue = issues(face)["unreadable_position"]
    assert issue.severity is ir.IssueSeverity.ERROR
    placeholders = issue.translation_placeholders
    assert placeholders is not None
    assert (placeholders["position"], placeholders["symbol"]) == (position_id, BTC)
    assert "Teleported is no kind of fact" in placeholders["why"]
    assert face.state(POSITION).state == "unknown"


@pytest.mark.parametrize(("count", "told"), [(4, False), (5, True)])
async def test_exit_that_is_refused_again_and_again_is_told(
    face: Face, count: int, told: bool
) -> None:
    """Test that the person learns what the exchange says."""
    await face.open(stop_loss=STOP)
    face.account.exchange.paused = True  # type: ignore[attr-defined]
    await face.account.close_all()
    (position,) = face.account._position_cache.live.values()
    refusals = {"close:0": RetryState(count=count, retry_at=dt_util.utcnow())}
    stuck = replace(position, refusals=refusals, message="No, thanks.")
    face.account._position_cache.put(
        stuck, face.account._position_cache.facts(position.position_id)
    )
    check(face)
    assert ("exit_refused" in issues(face)) is told
    if told:
        placeholders = issues(face)["exit_refused"].translation_placeholders
        assert placeholders is not None
        assert placeholders["reason"] == "No, thanks."
    face.account.exchange.paused = False  # type: ignore[attr-defined]


async def test_order_that_is_not_fought_for_is_told(face: Face) -> None:
    """Test that somebody who cancels a target twice hears that it stays away."""
    await face.open(take_profit=[{"price_percentage": 5, "position_percentage": 100}])
    (position,) = face.account._position_cache.live.values()
    later = dt_util.utcnow() + timedelta(minutes=1)
    refusals = {"outside:take_profit:0": RetryState(count=2, retry_at=later)}
    left = replace(position, refusals=refusals)
    face.account._position_cache.put(left, face.account._position_cache.facts(position.position_id))
    check(face)
    placeholders = issues(face)["order_given_up"].translation_placeholders
    assert placeholders is not None
    assert placeholders["orders"] == "take_profit 1"


@pytest.fixture
def told_soon(hass: HomeAssistant) -> None:
    """Let a clock be told that is wrong for a fifth of a second."""
    health = HealthTimings(skew_lasts=timedelta(seconds=0.2))
    async_tradehook_data(hass).timings = Timings(health=health)


@pytest.mark.usefixtures("told_soon")
async def test_clock_that_stays_wrong_is_told(face: Face, monkeypatch: pytest.MonkeyPatch) -> None:
    """Test that one measurement alone tells nothing, and that a right clock ends it."""
    exchange = face.account.exchange
    monkeypatch.setattr(exchange, "clock_skew", -1.5)
    check(face)
    assert issues(face) == {}
    await asyncio.sleep(0.3)
    check(face)
    placeholders = issues(face)["clock_skew"].translation_placeholders
    assert placeholders == {"account": "Paper", "seconds": "-1.5"}
    assert face.account.clock_skew == Decimal("-1.5")
    monkeypatch.setattr(exchange, "clock_skew", 0.9)
    check(face)
    assert issues(face) == {}


@pytest.mark.usefixtures("told_soon")
async def test_repairs_go_with_the_account(face: Face, monkeypatch: pytest.MonkeyPatch) -> None:
    """Test that an account that is not loaded complains of nothing."""
    monkeypatch.setattr(face.account.exchange, "clock_skew", 5.0)
    check(face)
    await asyncio.sleep(0.3)
    check(face)
    assert list(issues(face)) == ["clock_skew"]
    await face.hass.config_entries.async_unload(face.entry.entry_id)
    assert issues(face) == {}


async def test_a_person_says_that_a_position_is_still_there(face: Face) -> None:
    """Test the repair of a long absence, and that its answer lets the account go on."""
    assert await async_setup_component(face.hass, "repairs", {})
    await face.open(stop_loss=STOP)
    (position_id,) = face.account._position_cache.live
    face.account._engine.held_back = {position_id}
    check(face)
    issue = issues(face)["absent_too_long"]
    assert issue.is_fixable
    manager: RepairsFlowManager = face.hass.data["repairs"]["flow_manager"]
    asked = await manager.async_init(DOMAIN, data={"issue_id": issue.issue_id})
    assert asked["type"] is FlowResultType.FORM
    assert asked["description_placeholders"] == issue.translation_placeholders
    assert face.account._engine.held_back == {position_id}, "the question alone changes nothing"

    done = await manager.async_configure(asked["flow_id"], {})

    assert done["type"] is FlowResultType.CREATE_ENTRY
    assert face.account._engine.held_back == set()
    check(face)
    assert issues(face) == {}


async def test_money_that_is_not_believed_is_told_until_it_is(face: Face) -> None:
    """Test that each kind says what was asked and answered, and goes by itself."""
    exchange = face.account.exchange
    assert isinstance(exchange, PaperExchange)
    exchange.money_doubts = [
        MoneyDoubt(
            kind=MoneyKind.BALANCE,
            said={"currencies": "USDT", "before": "10 USDT", "answers": "1 USDT | 5 USDT"},
        ),
        MoneyDoubt(
            kind=MoneyKind.FEE,
            said={"symbol": BTC, "trade": "7", "answered": "60 USDT", "recorded": "0.06 USDT"},
        ),
        MoneyDoubt(kind=MoneyKind.POSITION, said={"symbols": BTC}),
    ]
    check(face)
    told = issues(face)
    assert told.keys() == {
        "balance_not_believed",
        "fee_not_believed",
        "position_not_believed",
    }
    for issue in told.values():
        assert issue.severity is ir.IssueSeverity.WARNING
        assert not issue.is_fixable
        text = TEXTS["issues"][issue.translation_key]["description"]
        assert text.format(**issue.translation_placeholders or {})
    exchange.money_doubts = []
    check(face)
    assert issues(face) == {}
