"""Test that the recorder makes long-term statistics of equity and profit."""

from datetime import timedelta
from pathlib import Path

from homeassistant.components.recorder.statistics import list_statistic_ids
from homeassistant.core import HomeAssistant
from homeassistant.helpers.recorder import get_instance
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.components.recorder.common import (
    async_wait_recording_done,
    do_adhoc_statistics,
)

from tests.face import account_entry, loaded

KEPT = {
    "sensor.paper_equity": "USDT",
    "sensor.paper_free_balance": "USDT",
    "sensor.paper_invested": "USDT",
    "sensor.paper_realized_profit": "USDT",
    "sensor.paper_realized_profit_today": "USDT",
    "sensor.paper_unrealized_profit": "USDT",
    "sensor.trend_realized_profit": "USDT",
    "sensor.trend_unrealized_profit": "USDT",
    "sensor.trend_win_rate": "%",
    "sensor.trend_btc_usdt_long_profit": "%",
}


async def test_equity_and_profit_have_long_term_statistics(
    recorder_mock: object,  # noqa: ARG001  it has to come before hass
    hass: HomeAssistant,
    config_folder: Path,  # noqa: ARG001  it moves the ledger there
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Test what a statistics card offers, with units, and that nothing is complained of."""
    async with loaded(hass, account_entry()) as face:
        await face.open(take_profit=[{"price_percentage": 1, "position_percentage": 50}])
        await face.price(66000)
        await async_wait_recording_done(hass)

        minutes = timedelta(minutes=dt_util.utcnow().minute % 5)
        begun = dt_util.utcnow().replace(second=0, microsecond=0) - minutes
        do_adhoc_statistics(hass, start=begun)
        await async_wait_recording_done(hass)

        listed = await get_instance(hass).async_add_executor_job(list_statistic_ids, hass)

    found = {row["statistic_id"]: row for row in listed}
    units = {name: found[name]["statistics_unit_of_measurement"] for name in KEPT if name in found}
    assert units == KEPT
    assert found["sensor.paper_equity"]["has_mean"]
    about_statistics = ("homeassistant.components.sensor", "homeassistant.components.recorder")
    assert not [
        record.getMessage()
        for record in caplog.records
        if record.name.startswith(about_statistics) and record.levelname in ("WARNING", "ERROR")
    ]


async def test_realized_profit_has_a_sum_that_starts_anew_with_a_reset(
    recorder_mock: object,  # noqa: ARG001  it has to come before hass
    hass: HomeAssistant,
    config_folder: Path,  # noqa: ARG001  it moves the ledger there
) -> None:
    """Test what a chart of profit per day needs; a total says since when it counts."""
    totals = ("sensor.paper_realized_profit", "sensor.trend_realized_profit")
    today = "sensor.paper_realized_profit_today"
    async with loaded(hass, account_entry()) as face:
        await face.open(take_profit=[{"price_percentage": 1, "position_percentage": 50}])
        await face.price(66000)
        for entity_id in (*totals, today):
            assert face.state(entity_id).attributes["state_class"] == "total"
        for entity_id in totals:
            assert face.state(entity_id).attributes.get("last_reset") is None
        midnight = dt_util.start_of_local_day().isoformat()
        assert dt_util.parse_datetime(
            str(face.state(today).attributes["last_reset"])
        ) == dt_util.parse_datetime(midnight)
        await async_wait_recording_done(hass)
        minutes = timedelta(minutes=dt_util.utcnow().minute % 5)
        begun = dt_util.utcnow().replace(second=0, microsecond=0) - minutes
        do_adhoc_statistics(hass, start=begun)
        await async_wait_recording_done(hass)
        found = await get_instance(hass).async_add_executor_job(list_statistic_ids, hass)
        sums = {row["statistic_id"] for row in found if row["has_sum"]}
        assert {*totals, today} <= sums

        before = dt_util.utcnow()
        await face.account.reset_paper()
        await face.settle()
        for entity_id in totals:
            at = dt_util.parse_datetime(str(face.state(entity_id).attributes["last_reset"]))
            assert at is not None
            assert before <= at <= dt_util.utcnow()
        told = face.state(totals[0]).attributes["last_reset"]
        await face.reload()
        assert face.state(totals[0]).attributes["last_reset"] == told, "also after a restart"
