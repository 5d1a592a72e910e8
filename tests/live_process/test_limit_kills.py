"""Kill -9 while ten bots fire fifty alerts at once at a limit of the account: never one over.

How much of a limit is taken is worked out anew from the orders on record. Prices stand still, so
that nothing but an opening takes any of it.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial
import os
from pathlib import Path
import random
import time

import pytest

from .plan import Death, Moment
from .process import Answer, DiedError, Json, live_process
from .watching import Watch

D = Decimal
WHOLE = "CRASHES" in os.environ
ROUNDS = 100 if WHOLE else 1
A_HISTORY = 10
"""How many rounds one account lives through at most: its books are compared in each."""
BOTS, AT_ONCE, LEFT = 10, 50, 4
BASES = ("BTC", "ETH")
STOP = D("0.04")
FEE = D("0.001")
MINUTE = timedelta(minutes=1)
ADDS = {"entry", "dca", "increase"}
LIVE = {"pending", "open", "closing"}


@dataclass(frozen=True, kw_only=True)
class Limit:
    """A limit, how much of it is taken, and what an opening may find to be too little."""

    kind: str
    value: int
    code: str
    used: Callable[[Json], Decimal]
    least: int
    kept: int = 12
    """How many positions outlive a round at most: more would meet what else bounds an account."""


def _live(books: Json, base: str = "") -> list[Json]:
    rows: list[Json] = books["positions"]
    return [row for row in rows if row["status"] in LIVE and row["symbol"].startswith(base)]


def _parts(row: Json, books: Json) -> list[tuple[Decimal, Decimal]]:
    """Return what a position holds, at the price of now, and what it may still buy."""
    price = D(books["prices"][row["symbol"]])
    rests = [
        (D(order["amount"]) - D(order["filled"]), D(order["price"] or price))
        for order in row["orders"]
        if order["purpose"] in ADDS and order["status"] in {"open", "intended", "unknown"}
    ]
    return [(D(row["size"]), price), *rests]


def _worth(books: Json, base: str = "") -> Decimal:
    rows = _live(books, base)
    return sum((amount * at for row in rows for amount, at in _parts(row, books)), D(0))


def _risk(books: Json) -> Decimal:
    """Return what all stops lose of the averages after the ladders, with both fees."""
    entered = _worth(books)
    return entered * STOP + entered * FEE * (2 - STOP)


def _fastest_minute(books: Json) -> Decimal:
    """Return the most openings that any minute has seen."""
    at = [datetime.fromisoformat(str(row["opened_at"])) for row in books["positions"]]
    return D(max((sum(one <= other < one + MINUTE for other in at) for one in at), default=0))


LIMITS = [
    Limit(kind="exposure", value=4000, code="account_exposure_reached", used=_worth, least=600),
    Limit(
        kind="base_exposure",
        value=2500,
        code="account_base_exposure_reached",
        used=lambda books: _worth(books, "BTC"),
        least=600,
    ),
    Limit(kind="open_risk", value=150, code="account_open_risk_reached", used=_risk, least=30),
    Limit(
        kind="open_positions",
        value=12,
        code="account_positions_reached",
        used=lambda books: D(len(_live(books))),
        least=1,
    ),
    Limit(
        kind="openings_per_minute",
        value=9,
        code="account_openings_reached",
        used=_fastest_minute,
        least=1,
        kept=4,
    ),
]
OVER_BY = D("0.5")
"""What rounding to ticks may make of a stop's loss, in all."""


class Alerts:
    """Ten bots that fire at once; what dies meanwhile is not their business."""

    def __init__(self, watch: Watch, chance: random.Random) -> None:
        self._watch = watch
        self._chance = chance
        self._number = 0
        self.answers: list[Answer] = []
        self.slowest_exit = 0.0

    async def fire(self, exits: Sequence[Json] = (), *, increases: Sequence[Json] = ()) -> None:
        """Send fifty alerts at once, and return when each has its answer or never will."""
        others = [
            *(self._leave(row) for row in exits),
            *(self._increase(row) for row in increases),
        ]
        entries = [self._open() for _ in range(AT_ONCE - len(others))]
        alerts = [*entries, *others]
        self._chance.shuffle(alerts)
        self.answers.clear()
        await asyncio.gather(*alerts)

    def codes(self) -> set[str]:
        """Return why the newest alerts were refused."""
        return {str(one.body.get("code")) for one in self.answers if one.status == 409}

    async def _open(self) -> None:
        self._number += 1
        base, luck = self._chance.choice(BASES), self._chance.random()
        fields: Json = {
            "side": "long",
            "quote_amount": "250",
            "stop_loss": {"stop_percentage": 4},
            "take_profit": [],
        }
        if luck < 0.5:
            fields["dca_orders"] = [{"price_percentage": 1.5, "quantity_percentage": 100}]
        await self._send("open", base, f"s{self._number}", **fields)

    async def _increase(self, row: Json) -> None:
        self._number += 1
        more = {
            "increase_order": {"quote_amount": "150"},
            "timestamp": 1_700_000_000 + self._number,
        }
        await self._send("increase", _base(row), str(row["signal_id"]), bot=_bot(row), **more)

    async def _leave(self, row: Json) -> None:
        begun = time.monotonic()
        await self._send("close", _base(row), str(row["signal_id"]), bot=_bot(row))
        self.slowest_exit = max(self.slowest_exit, time.monotonic() - begun)

    async def _send(
        self, action: str, base: str, signal_id: str, *, bot: int | None = None, **fields: object
    ) -> None:
        bot = self._chance.randint(1, BOTS) if bot is None else bot
        market = self._watch.process.market(base)
        message: Json = {"action": action, "symbol": market, "signal_id": signal_id, **fields}
        try:
            answer = await self._watch.send(bot, **message)
        except DiedError:
            return
        assert answer.status in {200, 202, 409, 503}, answer  # 503: its ledger is not open yet
        self.answers.append(answer)


def _base(row: Json) -> str:
    return str(row["symbol"]).partition("/")[0]


def _bot(row: Json) -> int:
    return int(str(row["bot_id"]).removeprefix("bot-"))


def _within(books: Json, limit: Limit) -> Decimal:
    """Return what is taken of a limit; fail if that is too much."""
    used = limit.used(books)
    over = OVER_BY if limit.kind == "open_risk" else D(0)
    assert used <= limit.value + over, f"{used} of {limit.value} {limit.kind}"
    return used


def _is_reckoned(limit: Limit, books: Json) -> bool:
    """Return whether the account reckons the same.

    It counts what has never reached the venue and is going to be placed again in a moment.
    """
    used, own = limit.used(books), books["limits"].get(limit.kind)
    over = OVER_BY if limit.kind == "open_risk" else D(0)
    return own is None or abs(D(str(own)) - used) <= max(over, used / 1000)


async def _killed(watch: Watch, alerts: Alerts, chance: random.Random, rows: list[Json]) -> None:
    """Have the process die in the middle of fifty alerts."""
    process = watch.process
    if chance.random() < 0.5:
        moment = chance.choice(list(Moment))
        await process.arm(Death(moment=moment, number=chance.randint(1, 25)))
    busy = asyncio.create_task(alerts.fire(rows[:LEFT], increases=rows[LEFT : 2 * LEFT]))
    await asyncio.sleep(chance.uniform(0, 0.4))
    if process.alive:
        await process.kill()
    else:
        await process.buried()
    await busy


@pytest.mark.timeout(900)
@pytest.mark.parametrize("history", range(-(-ROUNDS // A_HISTORY)))
@pytest.mark.parametrize("limit", LIMITS if WHOLE else LIMITS[:1], ids=lambda limit: limit.kind)
async def test_no_kill_makes_an_account_take_more_than_its_limit(
    limit: Limit, history: int, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    chance = random.Random(f"{limit.kind}-{history}")
    limits = {limit.kind: {"mode": "block", "value": str(limit.value)}}
    async with live_process("BIFU", tmp_path, bots=BOTS, limits=limits) as process:
        watch = Watch(process=process)
        alerts, reckoned = Alerts(watch, chance), partial(_is_reckoned, limit)
        books = await watch.restart()
        for _ in range(min(ROUNDS, A_HISTORY)):
            rows = _live(books)
            chance.shuffle(rows)
            await _killed(watch, alerts, chance, rows)
            _within(await watch.restart(meanwhile=alerts.fire), limit)
            books = await watch.agree(reckoned)
            _within(books, limit)
            # Full, and the exits go through all the same
            live = _live(books)
            exits = chance.sample(live, max(min(LEFT, len(live)), len(live) - limit.kept))
            await alerts.fire(exits)
            left = {row["position_id"] for row in exits}
            books = await watch.agree(partial(_is_left, left))
            await alerts.fire()
            books = await watch.agree(reckoned)
            assert limit.code in alerts.codes()
            assert _within(books, limit) > limit.value - limit.least
            process.is_later(MINUTE)
    figures = {"of": f"{limit.kind} of the account", **watch.figures()}
    record_property("figures", figures | {"slowest exit": round(alerts.slowest_exit, 2)})


def _is_left(ids: set[str], books: Json) -> bool:
    return not any(row["position_id"] in ids for row in _live(books))


@pytest.mark.skipif(not WHOLE, reason="CRASHES=… plays it")
@pytest.mark.timeout(900)
@pytest.mark.parametrize("history", range(-(-ROUNDS // A_HISTORY)))
@pytest.mark.parametrize(("kind", "value"), [("daily_loss", "40"), ("drawdown", "0.4")])
async def test_no_kill_lets_an_account_forget_what_its_losses_have_locked(
    kind: str,
    value: str,
    history: int,
    tmp_path: Path,
    record_property: Callable[[str, object], None],
) -> None:
    chance = random.Random(f"{kind}-{history}")
    exposure = {"mode": "block", "value": "3000"}
    limits = {kind: {"mode": "block", "value": value}, "exposure": exposure}
    async with live_process(
        "BIFU", tmp_path, bots=BOTS, limits=limits, losses_every=0.05
    ) as process:
        watch = Watch(process=process)
        alerts = Alerts(watch, chance)
        await watch.restart()
        for _ in range(min(ROUNDS, A_HISTORY)):
            for base, price in (("BTC", 60_000), ("ETH", 3000)):
                process.move(base, price)
            await alerts.fire()
            books = await watch.agree()
            assert _live(books)
            for base, price in (("BTC", 57_900), ("ETH", 2895)):  # 3.5 %
                process.move(base, price)
            await _killed(watch, alerts, chance, [])
            locked = f"account_{kind}" in alerts.codes()
            books = await watch.restart(meanwhile=alerts.fire)
            taken = [one for one in alerts.answers if one.status == 202]
            assert not (locked and taken), "what was told to be locked has opened"
            books = await watch.agree(lambda books: books["limits"]["lock"] == kind)
            exits = _live(books)[: 2 * LEFT]
            await alerts.fire(exits)
            assert sum(one.status == 202 for one in alerts.answers) == len(exits)
            assert alerts.codes() == {f"account_{kind}"}
            await process.kill()
            books = await watch.restart(meanwhile=alerts.fire)
            assert not [one for one in alerts.answers if one.status == 202]
            assert books["limits"]["lock"] == kind
            await alerts.fire(_live(books)[:AT_ONCE])
            await watch.agree(lambda books: not _live(books))
            await process.switch_on()
    figures = {"of": f"{kind} of the account", **watch.figures()}
    record_property("figures", figures | {"slowest exit": round(alerts.slowest_exit, 2)})
