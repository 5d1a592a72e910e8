"""A strategy's alerts, one of which never arrives."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest

from custom_components.tradehook.execution.changes import AlertAgreed, AlertMissed
from custom_components.tradehook.trading.market import MarketType
from custom_components.tradehook.trading.settings import MissedAlert

from .house import BOT, House, Plan, house

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
        "market_position_size": sizes[now],
        "prev_market_position_size": sizes[before],
    }
    answer = await home.send(symbol="SIM_USDT_BTC", strategy=strategy, **fields)  # type: ignore[arg-type]
    await home.settle()
    return dict(answer.body)


def told(home: House) -> list[AlertMissed | AlertAgreed]:
    """Return what was told of alerts, once."""
    found = [c for c in home.changes if isinstance(c, AlertMissed | AlertAgreed)]
    home.changes.clear()
    return found


async def test_alerts_in_their_order_agree(perps: House) -> None:
    """From flat to long, and back."""
    await alert(perps, "flat", "long")
    await alert(perps, "long", "flat")
    assert told(perps) == [AlertAgreed(BOT, PERP)] * 2


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
    assert told(perps) == [AlertAgreed(BOT, PERP)]


async def test_missed_alert_is_told_when_it_is_refused(linear: Plan) -> None:
    """The bot takes no new exposure until both agree."""
    async with house(linear.but(missed_alert=MissedAlert.REFUSE)) as home:
        await home.price(60_000, PERP)
        body = await alert(home, "long", "short")
        assert (body["status"], body["code"]) == ("refused", "alert_missed")
        assert told(home) == [
            AlertMissed(
                bot_id=BOT,
                symbol=PERP,
                expected="long",
                held="flat",
                target="short",
                followed=False,
            )
        ]
        assert await home.positions() == []
        await alert(home, "flat", "long")
        assert told(home) == [AlertAgreed(BOT, PERP)]


async def test_exit_is_followed_although_an_alert_was_missed(linear: Plan) -> None:
    """Flat is where it goes in any case."""
    async with house(linear.but(missed_alert=MissedAlert.REFUSE)) as home:
        await home.price(60_000, PERP)
        await alert(home, "flat", "long")
        told(home)
        await alert(home, "short", "flat")
        (missed,) = told(home)
        assert isinstance(missed, AlertMissed)
        assert (missed.expected, missed.held, missed.followed) == ("short", "long", True)
        assert (await home.only())["status"] == "closed"


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
