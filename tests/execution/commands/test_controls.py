"""What people ask of bots and positions."""

import asyncio
from dataclasses import replace
from decimal import Decimal
from unittest.mock import patch

import pytest

from custom_components.tradehook.execution.common.events import (
    AccountEvent,
    BotAdded,
    BotRemoved,
    SlotAdded,
)
from custom_components.tradehook.execution.common.slots import SlotKey
from custom_components.tradehook.execution.state.bot import BotStatus
from custom_components.tradehook.ledger.errors import LedgerWriteError
from custom_components.tradehook.trading.model.market import Side
from custom_components.tradehook.trading.model.sections import OrderType
from custom_components.tradehook.trading.reasons.reasons import Refused
from tests.execution.house import BOT, BTC, KEY, SETTINGS, House

from .test_openings import open_long, open_long_at


async def test_stopping_cancels_openings_and_leaves_positions(home: House) -> None:
    """What has filled goes on being managed."""
    await open_long(home)
    await open_long_at(home, 59_000)
    await home.account.stop_bot(BOT)
    await home.settle()
    assert {row["status"] for row in await home.positions()} == {"open", "cancelled"}
    assert home.account.bots[BOT].status is BotStatus.STOPPED
    await home.account.start_bot(BOT)
    assert home.account.bots[BOT].status is BotStatus.RUNNING


async def test_close_all_closes_every_position(home: House) -> None:
    """Filled ones at market price, the others are cancelled."""
    await open_long(home)
    await open_long_at(home, 59_000)
    done = await home.account.close_all()
    assert sorted(str(item["done"]) for item in done) == ["cancelled", "closed"]
    await home.settle()
    assert {row["status"] for row in await home.positions()} == {"closed", "cancelled"}
    with pytest.raises(Refused) as refused:
        await home.account.close_all()
    assert refused.value.code == "position_missing"


async def test_limit_close_keeps_the_stop_until_it_fills(home: House) -> None:
    """Targets are cancelled, the stop goes on."""
    row = await open_long(home)
    await home.account.close_positions(
        [str(row["position_id"])], order_type=OrderType.LIMIT, price=Decimal(60_600)
    )
    await home.settle()
    row = await home.only()
    assert row["status"] == "closing"
    live = [o for o in row["orders"] if o["status"] == "open"]  # type: ignore[attr-defined]
    assert [(o["purpose"], o["price"]) for o in live] == [("close", "60600")]
    await home.price(60_700)
    row = await home.only()
    assert (row["status"], row["close_reason"]) == ("closed", "manual")


async def test_keep_cancels_what_is_open_of_an_entry(home: House) -> None:
    """Nothing filled: the opening is cancelled."""
    await open_long_at(home, 59_000)
    row = await home.only()
    (done,) = await home.account.keep_positions([str(row["position_id"])])
    assert done["done"] == "cancelled"
    await home.settle()
    assert (await home.only())["status"] == "cancelled"


async def test_removed_bot_leaves_its_positions_to_the_account(home: House) -> None:
    """Its entries are cancelled, its positions managed until they are flat."""
    await open_long(home)
    await open_long_at(home, 59_000)
    await home.account.remove_bot(BOT)
    await home.settle()
    assert BotRemoved(BOT) in home.changes
    assert {row["status"] for row in await home.positions()} == {"open", "cancelled"}
    await home.price(58_000)
    assert {row["status"] for row in await home.positions()} == {"closed", "cancelled"}
    await home.account.remove_bot(BOT)


async def test_removed_bot_buys_nothing_more_although_its_removal_could_not_be_written(
    home: House,
) -> None:
    """Its entries are cancelled while the disk is full; the next start writes down that it went."""
    await open_long_at(home, 59_000)
    with patch.object(home.ledger, "commit", side_effect=LedgerWriteError("disk full")):
        removing = asyncio.create_task(home.account.remove_bot(BOT))
        await asyncio.sleep(0)
    await removing
    await home.settle()
    assert BotRemoved(BOT) in home.changes
    await home.price(58_000)
    assert (await home.only())["status"] == "cancelled"


async def test_bots_come_and_change_without_touching_each_other(home: House) -> None:
    """A second bot has its own key and its own positions."""
    await open_long(home)
    await home.account.put_bot("bot-2", SETTINGS, api_key="key-2", secret_digest="0")
    assert BotAdded("bot-2") in home.changes
    await home.account.put_bot(BOT, SETTINGS, api_key=KEY, secret_digest="0")
    assert (await home.send(action="close", symbol="BTCUSDT")).status == 401
    assert home.account.bots["bot-2"].open_positions == 0
    assert home.account.bots[BOT].open_positions == 1


async def test_slot_shows_what_its_positions_add_up_to(home: House) -> None:
    """State and profit of a bot's market and side."""
    key = SlotKey(BOT, BTC, Side.LONG)
    assert home.account.slot_state(key) == "flat"
    assert home.account.slot_profit(key) is None
    await open_long(home)
    assert SlotAdded(key) in home.changes
    assert home.account.slot_state(key) == "open"
    profit = home.account.slot_profit(key)
    assert profit is not None
    assert Decimal("-0.3") < profit < 0
    (position,) = home.account.slot_positions(key)
    row = home.account.position_row(position.position_id)
    assert row is not None
    assert row["status"] == "open"
    assert home.account.position_row("nobody") is None
    await home.price(61_000)
    profit = home.account.slot_profit(key)
    assert profit is not None
    assert profit > 1


async def test_account_knows_what_it_is_worth(home: House) -> None:
    """Equity is what would be there at the mark prices."""
    account = home.account
    assert account.equity == account.free_balance == Decimal(10_000)
    await open_long(home)
    assert account.equity is not None
    assert account.free_balance is not None
    assert account.equity - account.free_balance == pytest.approx(Decimal(100), abs=Decimal("0.3"))
    assert account.invested is not None
    assert account.unrealized_profit is not None
    assert account.realized_profit is not None
    assert account.invested == account.bots[BOT].invested
    assert account.invested > 0
    assert account.unrealized_profit == account.bots[BOT].unrealized_profit
    assert account.unrealized_profit < 0
    assert account.realized_profit < 0
    assert account.open_positions == 1


async def test_failing_subscriber_stops_nothing(home: House) -> None:
    """What looks on can't break what is done."""

    def broken(_change: AccountEvent) -> None:
        raise RuntimeError("broken")

    unsubscribe = home.account.subscribe(broken)
    assert (await open_long(home))["status"] == "open"
    unsubscribe()
    unsubscribe()


@pytest.mark.parametrize(
    ("settings", "reason"),
    [
        ({"max_consecutive_losses": 1}, "consecutive_losses"),
        ({"daily_loss_limit": Decimal(1)}, "daily_loss"),
    ],
)
async def test_losses_halt_the_bot(home: House, settings: dict[str, object], reason: str) -> None:
    """Halted: no opening and no increase until the halt is over."""
    await home.account.put_bot(
        BOT,
        replace(SETTINGS, **settings),  # type: ignore[arg-type]
        api_key=KEY,
        secret_digest=home.account.bots[BOT].secret_digest,
    )
    await open_long(home)
    await home.send(symbol="BTCUSDT", side="long", order_type="limit", signal_price=50000)
    await home.price(58_000)
    await home.settle()
    bot = home.account.bots[BOT]
    assert (bot.status, bot.reason) == (BotStatus.HALTED, reason)
    refused = await home.send(symbol="BTCUSDT", side="long", signal_id="again")
    assert (refused.status, refused.body["code"]) == (409, "bot_halted")
    waited, lost = await home.positions()
    assert (waited["status"], waited["close_reason"]) == ("cancelled", "bot_halted")
    assert lost["close_reason"] == "stop_loss"


async def test_closed_position_keeps_its_entry_price_and_result(home: House) -> None:
    """A row of the history says what was paid and what it came to."""
    entry = (await open_long(home))["entry_price"]
    await home.price(58_000)
    row = await home.only()
    assert row["entry_price"] == entry
    assert -5 < Decimal(str(row["profit_percentage"])) < -3


async def test_newer_close_replaces_a_resting_one_and_says_so(home: House) -> None:
    """A limit close is ordered, another replaces it, a market close ends it."""
    row = await open_long(home)
    ids = [str(row["position_id"])]
    for price in (61_000, 60_500):
        (done,) = await home.account.close_positions(
            ids, order_type=OrderType.LIMIT, price=Decimal(price)
        )
        assert done["done"] == "ordered"
        await home.settle()
    (done,) = await home.account.close_positions(ids)
    assert done["done"] == "closed"
    await home.settle()
    assert (await home.only())["status"] == "closed"


async def test_log_shows_a_wrong_action_as_it_was_sent(home: House) -> None:
    """A number is no action, and no Python object either."""
    assert (await home.send(action=4, symbol=["BTCUSDT"])).status == 422
    (row,) = await home.account.signals()
    assert row["action"] == "4"
    assert "Json" not in str(row)


async def test_lost_connection_is_logged_once_and_once_when_it_is_back(
    home: House, caplog: pytest.LogCaptureFixture
) -> None:
    """A log that repeats itself hides what happened."""
    caplog.set_level("INFO", "custom_components.tradehook")
    for connected in (False, False, True, True):
        home.account.on_connected(connected)

    told = [record.message for record in caplog.records if "Connection" in record.message]
    assert told == [
        "Connection of Paper to simulated is lost",
        "Connection of Paper to simulated is back",
    ]
