"""The action that tells what was earned: profit by period and group, and the words of the field."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from functools import partial
from typing import cast

from homeassistant.const import Platform
from homeassistant.core import HomeAssistant, ServiceCall
from homeassistant.helpers import entity_registry as er
from homeassistant.util import dt as dt_util
from homeassistant.util.json import JsonObjectType

from ..accounts.entry import TradehookConfigEntry
from ..const import CONF_ACCOUNT_TYPE, DOMAIN
from ..entities.read_policy import Reader, async_reader
from ..errors import explained, refusal
from ..execution.common.rows import BarRow, GroupRow, ResultsRow, SumsRow, TradeResultRow
from ..ledger.reading.filters import ResultsAsked
from ..trading.reasons.money import FINE, money
from ..trading.results.calendar import Period, moment
from ..trading.results.earnings import Earnings
from ..trading.results.report import Results, results
from ..trading.results.tally import Bar, Ended, Tally
from .records import filtered
from .schemas import ATTR_PERIOD, ATTR_SIDE, ATTR_SINCE, ATTR_TAG, ATTR_UNTIL

type Place = tuple[str, str]
"""Kind of account and currency: paper money isn't added to real money, nor one coin to another."""


async def async_get_results(call: ServiceCall) -> JsonObjectType:
    """Return what was earned."""
    reader = await async_reader(call)
    more: ResultsAsked = {
        "side": call.data.get(ATTR_SIDE),
        "tag": call.data.get(ATTR_TAG),
        "until": _moment(call, ATTR_UNTIL),
    }
    check_span(_moment(call, ATTR_SINCE), more["until"])
    meant = [(entry, {**one, **more}) for entry, one in filtered(call, reader)]
    rows = await async_results(call.hass, reader, meant, call.data[ATTR_PERIOD])
    registry = er.async_get(call.hass)
    for row in rows:
        for group in row["by_bot"]:
            switch = registry.async_get_entity_id(Platform.SWITCH, DOMAIN, group["key"])
            group["key"] = switch or group["key"]
    return cast(
        JsonObjectType, {"results": rows, "time_zone": str(dt_util.get_default_time_zone())}
    )


def _moment(call: ServiceCall, name: str) -> datetime | None:
    found: datetime | None = call.data.get(name)
    return found and dt_util.as_utc(found)


def check_span(since: datetime | None, until: datetime | None) -> None:
    """Raise for a span that ends before it begins: of it there would be no results."""
    if since is not None and until is not None and until <= since:
        raise refusal("invalid_until", "`until` must be later than `since`.")


async def async_results(
    hass: HomeAssistant,
    reader: Reader,
    meant: Sequence[tuple[TradehookConfigEntry, Mapping[str, object]]],
    period: Period,
) -> list[ResultsRow]:
    """Return what was earned in each currency, on paper and live."""
    places: dict[Place, tuple[list[str], Earnings]] = {}
    names: dict[str, str] = {}
    owners: dict[str, str] = {}
    with explained():
        for entry, asked in meant:
            found = await entry.runtime_data.results.earnings(**cast(ResultsAsked, asked))
            bots = entry.runtime_data.bots
            names.update({bot_id: bot.settings.name for bot_id, bot in bots.items()})
            for currency, earned in found.items():
                if not reader.account(entry.entry_id):
                    # Who may not read the equity doesn't find it here
                    earned = replace(earned, capital=None)  # noqa: PLW2901
                place = entry.data[CONF_ACCOUNT_TYPE], currency
                owners.update({trade[1]: entry.entry_id for trade in earned.trades})
                ids, before = places.get(place, ([], None))
                together = earned if before is None else before.with_others(earned)
                places[place] = [*ids, entry.entry_id], together
    zone = dt_util.get_default_time_zone()
    rows: list[ResultsRow] = []
    for place, (ids, earned) in sorted(places.items(), key=lambda one: one[0]):
        # 10,000 positions take some hundredths of a second: nobody else waits for them
        told = await hass.async_add_executor_job(partial(results, earned, zone=zone, period=period))
        rows.append(_row(place, ids, told, names, owners))
    return rows


def _row(
    place: Place,
    ids: list[str],
    told: Results,
    names: Mapping[str, str],
    owners: Mapping[str, str],
) -> ResultsRow:
    drawdown = told.drawdown
    account_type, currency = place
    return {
        "currency": currency,
        "account_type": account_type,
        "accounts": ids,
        "best": _trade(told.best, owners),
        "worst": _trade(told.worst, owners),
        **_sums(told.total),
        "max_drawdown": money(drawdown.amount) if drawdown else None,
        "max_drawdown_percentage": money(drawdown.percentage) if drawdown else None,
        "periods": [_bar(day.isoformat(), one) for day, one in told.periods],
        "by_bot": [_group(key, one, names) for key, one in told.by["bot"]],
        "by_market": [_group(key, one, {}) for key, one in told.by["market"]],
        "by_side": [_group(key, one, {}) for key, one in told.by["side"]],
        "by_tag": [_group(key, one, {}) for key, one in told.by["tag"]],
        "by_weekday": [_bar(number, one) for number, one in told.weekdays],
        "by_hour": [_bar(hour, one) for hour, one in told.hours],
        "curve": [(at // 1_000_000, money(total, FINE)) for at, total in told.curve],
    }


def _sums(one: Tally) -> SumsRow:
    return {
        "profit": money(one.profit),
        "fees": money(one.fees),
        "funding": money(one.funding),
        "trades": one.trades,
        "wins": one.wins,
        "losses": one.losses,
        "win_rate": money(one.win_rate),
        "profit_factor": money(one.profit_factor),
        "expectancy": money(one.expectancy, FINE),
        "expectancy_r": money(one.expectancy_r),
        "average_win": money(one.average_win, FINE),
        "average_loss": money(one.average_loss, FINE),
        "average_duration": one.average_duration,
    }


def _group(key: str, one: Tally, names: Mapping[str, str]) -> GroupRow:
    return {"key": key, "name": names.get(key, key), **_sums(one)}


def _bar(start: str | int, one: Bar) -> BarRow:
    return {"start": start, "profit": money(one.profit), "trades": one.trades, "wins": one.wins}


def _trade(trade: Ended | None, owners: Mapping[str, str]) -> TradeResultRow | None:
    if trade is None:
        return None
    at, position_id, _, symbol, side, profit, r_multiple, _ = trade
    return {
        "account": owners[position_id],
        "position_id": position_id,
        "symbol": symbol,
        "side": side,
        "closed_at": moment(at).astimezone(UTC).isoformat(),
        "profit": money(Decimal(profit)),
        "r_multiple": r_multiple,
    }
