"""Test an account from its first flow to its removal, through the API that the frontend uses.

One story, because each chapter could leave something behind that only the end shows.
"""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
import csv
from itertools import cycle
import re
from threading import Event

import pytest
import requests

from tests.e2e.demo import ROOT, Bot, Demo, wait_for
from tests.e2e.frontend import Frontend
from tests.e2e.trader import Json, Position, Trader

BTC, ETH, SOL = "BTC/USDT", "ETH/USDT", "SOL/USDT"
EXITS: Json = {
    "take_profit": [{"price_percentage": 5, "position_percentage": 100}],
    "stop_loss": {"stop_percentage": 1},
}
COMPLAINT = re.compile(
    r"^\S+ \S+ (?:WARNING|ERROR|CRITICAL) .*(?:tradehook|asyncio|homeassistant\.util\.loop|frame)"
    r"|blocking call|never retrieved|never awaited|Traceback",
    re.MULTILINE,
)
EXPECTED = "custom integration tradehook which has not been tested"


@pytest.fixture
def house(own_demo: Demo) -> Frontend:
    """Provide somebody in front of a fresh Home Assistant that has the probe, too."""
    own_demo.folder.mkdir(parents=True)
    base = (ROOT / "scripts" / "demo_configuration.yaml").read_text()
    (own_demo.folder / "configuration.yaml").write_text(f"{base}house_probe:\n")
    own_demo.install("house_probe")
    own_demo.start()
    return Frontend(own_demo)


class Load:
    """Senders that keep a bot busy while others are edited, and what they were answered."""

    def __init__(self, trader: Trader) -> None:
        """Take the bot."""
        self.trader = trader
        self.answers: list[tuple[int, str | None]] = []
        self.stopped_out = 0
        self._stop = Event()

    def run(self) -> Iterator[None]:
        """Run until the caller goes on."""
        with ThreadPoolExecutor(3) as pool:
            working: list[Future[None]] = [
                pool.submit(self._alerts, BTC),
                pool.submit(self._alerts, SOL),
                pool.submit(self._stops),
            ]
            try:
                yield
            finally:
                self._stop.set()
            for future in working:
                future.result()

    def _alerts(self, symbol: str) -> None:
        """Open and close, one after the other, without a break worth mentioning."""
        for action in cycle(("open", "close")):
            if self._stop.wait(0.1):
                return
            answer = self.trader.send(action=action, symbol=symbol, side="long")
            self.answers.append((answer.status_code, answer.json().get("code")))

    def _stops(self) -> None:
        """Let the market fall through the stop of a position, again and again."""
        while not self._stop.is_set():
            self.trader.move(ETH, 3000)
            opened = self.trader.open_filled(ETH, **EXITS)
            self.trader.move(ETH, 2900)
            closed = self.trader.until_status(opened.position_id, "closed")
            assert closed.close_reason == "stop_loss"
            self.stopped_out += 1


def test_account_lives_and_leaves_nothing_behind(house: Frontend) -> None:
    demo = house.demo
    before = house.inside()
    hooks_before = house.webhook_ids()

    # Added, with three bots

    entry_id, flow_id = house.add_account(market_type="spot", starting_balance=50000)
    house.until_loaded(entry_id)
    assert house.webhook_ids() == hooks_before
    busy = house.add_bot(
        entry_id,
        "Busy bot",
        flow_id,
        rate_limit=6000,
        max_positions=100,
        max_positions_per_market=100,
    )
    edited = house.add_bot(entry_id, "Edited bot")
    leaving = house.add_bot(entry_id, "Leaving bot", max_positions_per_market=3)
    bots = (busy, edited, leaving)
    assert len(house.webhook_ids() - hooks_before) == 3
    assert set(house.registered(entry_id)["devices"]) == {
        "Paper spot account 2",
        "Paper spot account 2 Manual",
        *(bot.name for bot in bots),
    }
    trader = Trader(demo, leaving)
    trader.move(BTC, 60000)
    trader.move(SOL, 150)

    # Its bots are edited and one is removed, while a sibling trades

    load = Load(Trader(demo, busy))
    working = load.run()
    next(working)
    edited = edit(house, edited)
    kept, link = remove_with_a_position(house, leaving)
    wait_for(lambda: load.stopped_out, lambda times: times >= 3, 60)
    wait_for(lambda: len(load.answers), lambda answers: answers >= 50, 60)
    with pytest.raises(StopIteration):
        next(working)
    assert set(load.answers) == {(202, None)}, "a sibling's webhook has to answer all the while"

    # The position of the removed bot is the account's now, and its link still works

    repair = f"removed_bot_positions_{entry_id}"
    assert repair in house.repairs()
    assert requests.get(link, timeout=30).json()["done"] == "closed"
    wait_for(house.repairs, lambda repairs: repair not in repairs)
    assert row_of(house, entry_id, kept.position_id)["close_reason"] == "link"

    # Changed, reloaded, switched off and on, and restarted

    held = Trader(demo, edited).open_filled(SOL, **EXITS)
    house.reconfigure_account(entry_id, taker_fee=0.2)
    house.until_loaded(entry_id)
    house.reload_account(entry_id)
    house.until_loaded(entry_id)
    assert goes_on(house, edited, held)
    house.enable_account(entry_id, on=False)
    house.until_loaded(entry_id, "not_loaded")
    assert demo.post_signal({"action": "close", "symbol": SOL}, edited).status_code == 503
    # Who tells of positions that nobody manages looks into the ledger for a moment
    wait_for(lambda: open_ledgers(house.inside()), lambda found: found == open_ledgers(before))
    house.enable_account(entry_id, on=True)
    house.until_loaded(entry_id)
    assert goes_on(house, edited, held)

    complaints = complaints_of(demo)
    assert demo.stop() == 0
    complaints += [line for line in complaints_of(demo) if line not in complaints]
    demo.start()
    house.until_loaded(entry_id)
    assert goes_on(house, edited, held)
    assert set(house.registered(entry_id)["devices"]) == {
        "Paper spot account 2",
        "Paper spot account 2 Manual",
        "Busy bot",
        "Edited bot",
    }

    # Removed

    house.remove_account(entry_id)

    assert house.registered(entry_id) == {"entities": [], "devices": []}
    assert set(house.webhook_ids()) >= set(hooks_before)  # former addresses go on answering
    retired = demo.post_signal({"action": "close", "symbol": SOL}, edited)
    assert (retired.status_code, retired.json()["code"]) == (410, "address_retired")
    told = {issue_id for issue_id in house.repairs() if entry_id in issue_id}
    assert told <= {f"unmanaged_positions_{entry_id}"}
    after = wait_for(
        house.inside, lambda found: open_ledgers(found) == open_ledgers(before), seconds=60
    )
    assert after["threads"] == before["threads"]
    assert tasks_of("Paper spot account 2", after) == []
    # Stores that are about to be saved wait for the final write
    more = {
        event: number
        for event, number in after["listeners"].items()
        if number > before["listeners"].get(event, 0) and event != "homeassistant_final_write"
    }
    assert more == {}
    assert not list((demo.folder / "tradehook").glob(f"{entry_id}*"))
    (history,) = demo.folder.glob("tradehook_paper_spot_account_2_*.csv")
    rows = list(csv.DictReader(history.open()))
    assert {row["bot"] for row in rows} >= {"Busy bot", "Edited bot"}
    assert held.position_id in {row["position_id"] for row in rows}
    notes = house.command(type="persistent_notification/get")
    assert any(history.name in note["message"] for note in notes)

    assert complaints + complaints_of(demo) == []


def edit(house: Frontend, bot: Bot) -> Bot:
    """Change a bot in every way that there is, and check what is true at once."""
    trader = Trader(house.demo, bot)
    house.reconfigure_bot(bot, "entry", size=50)
    sized = trader.open_filled(BTC)
    assert 49 < float(sized.row["invested"]) < 51
    house.reconfigure_bot(bot, "limits", max_positions=1)
    assert trader.refused(symbol=ETH, side="long") == (409, "max_positions_reached")
    house.reconfigure_bot(bot, "exits", require_stop_loss=True)
    assert trader.refused(symbol=ETH, side="long", stop_loss=None)[1] == "stop_loss_required"

    renewed = house.rotate(bot, "secret")
    assert trader.refused(action="close", symbol=BTC) == (401, "unauthorized")
    moved = house.rotate(renewed, "url")
    wait_for(
        lambda: Trader(house.demo, renewed).send(action="close", symbol=BTC),
        lambda answer: answer.status_code == 410,  # an address that was the bot's
    )
    assert trader.stays(sized.position_id)
    trader = Trader(house.demo, moved)
    trader.accepted(action="close", symbol=BTC)
    trader.until_status(sized.position_id, "closed")

    trader.switch(on=False)
    assert trader.refused(symbol=BTC, side="long") == (409, "bot_stopped")
    trader.switch(on=True)
    return moved


def remove_with_a_position(house: Frontend, bot: Bot) -> tuple[Position, str]:
    """Remove a bot that holds one position and waits for another; return the one and a link."""
    trader = Trader(house.demo, bot)
    held = trader.open_filled(SOL, **EXITS)
    link = trader.act("create_position_link", held.entity_id, mode="close")["url"]
    waiting = trader.open(SOL, order_type="limit", signal_price=100)
    trader.until(waiting, lambda position: len(position.resting_as("entry")) == 1)

    house.remove_bot(bot)

    def of(position_id: str) -> Json:
        return row_of(house, bot.config_entry_id, position_id)

    wait_for(lambda: of(waiting)["status"], lambda status: status == "cancelled")
    kept = Position(of(held.position_id))
    assert kept.status == "open"
    assert [order.purpose for order in kept.orders if order.status == "open"] == ["take_profit"]
    assert kept.stop == held.stop
    names = house.registered(bot.config_entry_id)
    assert bot.name not in names["devices"]
    assert not [entity_id for entity_id in names["entities"] if "leaving_bot" in entity_id]
    return held, link


def row_of(house: Frontend, entry_id: str, position_id: str) -> Json:
    """Return a position of an account, whoever's it is."""
    rows = house.demo.call_service(
        "tradehook", "get_positions", {"account": entry_id, "limit": 1000}, return_response=True
    )["positions"]
    (row,) = [row for row in rows if row["position_id"] == position_id]
    found: Json = row
    return found


def goes_on(house: Frontend, bot: Bot, held: Position) -> bool:
    """Return whether a bot answers and holds its position with all its exits."""
    trader = Trader(house.demo, bot)
    position = trader.until(held.position_id, lambda found: len(found.resting) == 1, seconds=60)
    return (position.size, position.stop) == (held.size, held.stop)


def open_ledgers(found: Json) -> set[str]:
    """Return which ledgers are open."""
    return {name.partition(".")[0] for name in found["files"]}


def tasks_of(account: str, found: Json) -> list[str]:
    """Return what runs for an account."""
    return [name for name in found["tasks"] if account in name]


def complaints_of(demo: Demo) -> list[str]:
    """Return the lines of the log by which somebody would report a fault of ours."""
    return [
        line for line in demo.log().splitlines() if COMPLAINT.search(line) and EXPECTED not in line
    ]
