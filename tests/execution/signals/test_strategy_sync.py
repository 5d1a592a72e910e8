"""A strategy's alerts, one of which never arrives."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest

from custom_components.tradehook.execution.common.events import AlertMissed, StrategyInSync
from custom_components.tradehook.trading.model.market import MarketType
from tests.execution.house import BOT, House, Plan, house

PERP = "BTC/USDT:USDT"


@pytest.fixture
def linear(plan: Plan) -> Plan:
    """Return the plan of an account for perpetuals."""
    return replace(plan, market_type=MarketType.LINEAR)


@pytest.fixture
async def perps(linear: Plan) -> AsyncIterator[House]:
    """Return a running house whose bot follows the target."""
    async with house(linear) as built:
        await built.price(60_000, PERP)
        yield built


async def alert(home: House, before: str, now: str, **fields: object) -> dict[str, Any]:
    """Send what TradingView sends when a strategy goes from one position to another."""
    sizes = {"flat": "0", "long": "1", "short": "1"}
    strategy = {
        "market_position": now,
        "prev_market_position": before,
        "market_position_size": "2" if now == before else sizes[now],
        "prev_market_position_size": sizes[before],
    }
    answer = await home.send(symbol="SIM_USDT_BTC", strategy=strategy, **fields)  # type: ignore[arg-type]
    await home.settle()
    return dict(answer.body)


def told(home: House) -> list[AlertMissed | StrategyInSync]:
    """Return what was told of alerts, once."""
    found = [c for c in home.changes if isinstance(c, AlertMissed | StrategyInSync)]
    home.changes.clear()
    return found


async def test_alerts_in_their_order_agree(perps: House) -> None:
    """From flat to long, and back."""
    await alert(perps, "flat", "long")
    await alert(perps, "long", "flat")
    assert told(perps) == [StrategyInSync(BOT, PERP)] * 2


async def test_missed_alert_is_told_and_the_target_followed(perps: House) -> None:
    """The alert that opened the long never came: the reverse opens the short all the same."""
    body = await alert(perps, "long", "short")
    assert body["status"] == "accepted"
    assert told(perps) == [
        AlertMissed(
            bot_id=BOT, symbol=PERP, expected="long", held="flat", target="short", followed=True
        )
    ]
    assert (await perps.only())["side"] == "short"
    await alert(perps, "short", "flat")
    assert told(perps) == [StrategyInSync(BOT, PERP)]


async def test_missed_entry_is_told_and_waits_for_the_next_one(perps: House) -> None:
    """The bot takes no new exposure until the strategy was flat or has turned."""
    body = await alert(perps, "short", "short")
    assert (body["status"], body["code"]) == ("refused", "missed_entry")
    assert told(perps) == [
        AlertMissed(
            bot_id=BOT, symbol=PERP, expected="short", held="flat", target="short", followed=False
        )
    ]
    assert await perps.positions() == []
    await alert(perps, "flat", "long")
    assert told(perps) == [StrategyInSync(BOT, PERP)]


async def test_running_trade_is_joined_where_the_bot_is_set_to(linear: Plan) -> None:
    """The target is followed, at the bot's own size."""
    async with house(linear.but(join_running_trade=True)) as home:
        await home.price(60_000, PERP)
        assert (await alert(home, "short", "short"))["status"] == "accepted"
        (missed,) = told(home)
        assert isinstance(missed, AlertMissed)
        assert missed.followed
        assert (await home.only())["side"] == "short"


async def test_alert_that_leaves_a_short_does_not_touch_the_long(perps: House) -> None:
    """It is late, or another one was lost: that is told, and the long stays."""
    await alert(perps, "flat", "long")
    told(perps)
    body = await alert(perps, "short", "flat")
    assert body["code"] == "position_missing"
    (missed,) = told(perps)
    assert isinstance(missed, AlertMissed)
    assert (missed.expected, missed.held, missed.followed) == ("short", "long", False)
    assert (await perps.only())["status"] == "open"


async def test_partial_exits_that_overtake_each_other_open_nothing(perps: House) -> None:
    """Flat first, then the scale-out before it: nothing is bought."""
    await alert(perps, "flat", "long")
    await alert(perps, "long", "flat")
    told(perps)
    strategy = {
        "market_position": "long",
        "prev_market_position": "long",
        "market_position_size": "0.0015",
        "prev_market_position_size": "0.003",
        "order_action": "sell",
    }
    answer = await perps.send(symbol="SIM_USDT_BTC", strategy=strategy)
    await perps.settle()
    assert (answer.status, answer.body["code"]) == (409, "position_missing")
    (missed,) = told(perps)
    assert isinstance(missed, AlertMissed)
    assert (missed.expected, missed.held) == ("long", "flat")
    assert (await perps.only())["status"] == "closed"


async def test_turn_whose_opening_is_missed_still_closes(perps: House) -> None:
    """The bot is short, the strategy grows a long that the bot never had: the short goes."""
    await alert(perps, "flat", "short")
    body = await alert(perps, "long", "long")
    assert (body["status"], body["opening"]["code"]) == ("accepted", "missed_entry")
    assert body["opening"]["status"] == "refused"
    assert body["warnings"][-1].startswith("opening_refused: ")
    assert (await perps.only())["status"] == "closed"
    row = (await perps.account.signals())[0]
    assert (row["status"], row["code"]) == ("accepted", "opening_refused")


async def test_alert_that_is_refused_for_another_reason_did_not_follow(perps: House) -> None:
    """The Trading switch is off."""
    await perps.account.set_trading(False)
    await alert(perps, "long", "short")
    (missed,) = told(perps)
    assert isinstance(missed, AlertMissed)
    assert not missed.followed


@pytest.mark.parametrize("fields", [{"test": True}, {"exchange": "BINA"}])
async def test_tests_and_foreign_markets_tell_nothing(
    perps: House, fields: dict[str, object]
) -> None:
    """A test changes nothing, and what is not ours can't be compared."""
    await alert(perps, "long", "short", **fields)
    assert told(perps) == []


async def test_repeated_alert_tells_nothing(perps: House) -> None:
    """A duplicate was judged before."""
    await alert(perps, "flat", "long")
    told(perps)
    body = await alert(perps, "flat", "long")
    assert body["status"] == "duplicate"
    assert told(perps) == []


async def test_ordinary_signals_tell_nothing(perps: House) -> None:
    """They have no strategy to be in step with."""
    await perps.send(symbol="SIM_USDT_BTC", side="long")
    assert told(perps) == []
