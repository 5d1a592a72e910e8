"""A live account with its ledger and a door for signals, as Home Assistant would run it."""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import closing
from datetime import UTC, datetime
from decimal import Decimal
from itertools import groupby
import json
import logging
from pathlib import Path
import signal
import sqlite3
import ssl

import aiohttp
from aiohttp import web

from custom_components.tradehook.exchanges.ccxt.core.protocol import CcxtClient
from custom_components.tradehook.exchanges.ccxt.core.runtime import Runtime
from custom_components.tradehook.exchanges.ccxt.exchange import CcxtExchange
from custom_components.tradehook.exchanges.ccxt.session import Credentials, VenueResources
from custom_components.tradehook.exchanges.port.exchange import VenueError
from custom_components.tradehook.exchanges.port.timings import PriceTimings, VenueTimings
from custom_components.tradehook.exchanges.venues.catalogue import VENUES
from custom_components.tradehook.exchanges.venues.model.access import Environment
from custom_components.tradehook.execution.account import Account
from custom_components.tradehook.execution.build import build_parts
from custom_components.tradehook.execution.common.events import (
    AccountChanged,
    AccountEvent,
    PositionEvent,
)
from custom_components.tradehook.execution.common.runtime import AccountRuntime
from custom_components.tradehook.execution.common.serializers import order_row
from custom_components.tradehook.execution.common.timing.timings import Timings
from custom_components.tradehook.ledger.column_types import time_from_db
from custom_components.tradehook.ledger.ledger import Ledger
from custom_components.tradehook.ledger.tables import FACTS_OF_ONE
from custom_components.tradehook.trading.credentials import digest
from custom_components.tradehook.trading.fact_storage import fact_from
from custom_components.tradehook.trading.model.market import MarginMode, MarketType, Side
from custom_components.tradehook.trading.model.order import OrderState
from custom_components.tradehook.trading.model.position import Position
from custom_components.tradehook.trading.position.evolve.apply import fold
from custom_components.tradehook.trading.settings.account_limits import limits_from
from custom_components.tradehook.trading.settings.settings import BotSettings
from tests.exchanges.venue_rows import changed
from tests.fake_exchange.clients import point
from tests.fake_exchange.server import FakeServer

from .deaths import Deaths
from .plan import Death, Moment, Plan

BOT, KEY, SECRET = "bot-1", "key-1", "secret-1"
"""The first bot; the others are `bot-2` and so on, with the same keys."""
MANUAL = "account-1-manual"
ALL = 10**6
AGAIN = 0.2
"""Seconds until the venue is tried again that could not be reached at the start."""


class Home:
    """One account, from its ledger on; a start that fails is tried again, as Home Assistant does.

    Signals are taken from the moment the ledger is read.
    """

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.deaths = Deaths(plan.death)
        self.account: Account | None = None
        self.events: list[tuple[str, str]] = []
        """Whose: a position's signal id, or `account`; and what."""
        self._connected: bool | None = None

    async def live(self) -> None:
        """Start, and stay."""
        session = self.session = aiohttp.ClientSession(trace_configs=[self.deaths.trace()])
        self.account = await self._built(session)
        while True:
            try:
                await self.account.start()
            except VenueError as err:
                logging.getLogger(__name__).info("The venue can't be reached: %s", err)
                await asyncio.sleep(AGAIN)
            else:
                return

    async def _built(self, session: aiohttp.ClientSession) -> Account:
        plan = self.plan
        loop = asyncio.get_running_loop()

        async def executor[T](function: Callable[[], T]) -> T:
            return await loop.run_in_executor(None, function)

        surroundings = Runtime(
            session=session,
            ssl_context=ssl.create_default_context(),
            import_executor=executor,
            executor=executor,
            now=self._now,
            configure=self._configure,
            timings=VenueTimings(prices=PriceTimings(stream_lingers=plan.stream_lingers)),
        )
        venue = changed(VENUES[plan.code], **plan.venue)
        account = Account(
            build_parts(
                account_id="account-1",
                name=venue.name,
                currency=plan.quote,
                exchange=CcxtExchange(
                    venue,
                    VenueResources(surroundings),
                    Credentials(dict(zip(venue.credentials, plan.keys, strict=True))),
                    environment=Environment(plan.environment),
                ),
                ledger=await Ledger.open(Path(plan.ledger), lock=True),
                runtime=AccountRuntime(
                    now=self._now,
                    midnight=lambda at: at.replace(hour=0, minute=0, second=0, microsecond=0),
                    # As Home Assistant does: it begins at once
                    spawn=lambda coro, name: asyncio.Task(
                        coro, loop=loop, name=name, eager_start=True
                    ),
                    timings=Timings(losses_every=plan.losses_every),
                ),
                taker_fee=Decimal("0.001"),
                slippage=Decimal("0.001"),
                notes=tuple(map(Path, plan.notes)),
            )
        )
        settings = BotSettings(
            name="Bot",
            quote=plan.quote,
            size=Decimal(400),
            # Bybit keeps one margin mode for the whole account, and this one's is cross
            margin_mode=MarginMode.CROSS,
            max_positions=30,
            max_positions_per_market=4,
            rate_limit=100_000,
            time_limit=plan.time_limit,
        )
        for number in range(plan.bots):
            bot_id = f"bot-{number + 1}"
            await account.put_bot(bot_id, settings, api_key=KEY, secret_digest=digest(SECRET))
        account.set_limits(limits_from(plan.limits))
        await account.put_bot(MANUAL, settings, api_key="", secret_digest="")
        account.subscribe(self._hear)
        return account

    def _now(self) -> datetime:
        return datetime.now(UTC) + self.plan.ahead

    def _configure(self, client: CcxtClient) -> None:
        if self.plan.port:
            server = FakeServer()
            server.port = self.plan.port
            point(client, server)
        client.timeout_on_exit = 1  # it would sleep for a quarter of a second

    def _hear(self, change: AccountEvent) -> None:
        assert self.account is not None
        if isinstance(change, PositionEvent):
            self.events.append((str(change.data["signal_id"]), change.type))
        if isinstance(change, AccountChanged) and self.account.connected is not self._connected:
            self._connected = self.account.connected
            self.events.append(("account", "connected" if self._connected else "disconnected"))

    # The door

    async def signal(self, request: web.Request) -> web.Response:
        """Take a signal as the webhook does."""
        if self.account is None:
            return web.json_response({}, status=503)
        body = json.dumps(await request.json() | {"api_key": KEY, "api_secret": SECRET})
        bot_id = request.query.get("bot", BOT)
        answer = await self.account.receive(bot_id, body.encode(), "127.0.0.1")
        return web.json_response(dict(answer.body), status=answer.status, dumps=_dumps)

    async def by_hand(self, request: web.Request) -> web.Response:
        """Open a position of the account's own bot, as the ticket does."""
        assert self.account is not None
        answer = await self.account.send_signal(MANUAL, await request.json())
        return web.json_response(dict(answer.body), status=answer.status, dumps=_dumps)

    async def switch_on(self, _request: web.Request) -> web.Response:
        """Let the account open positions again, as a person does."""
        assert self.account is not None
        await self.account.set_trading(True)
        return web.json_response({})

    async def adopt(self, request: web.Request) -> web.Response:
        """Adopt what is there, with the orders of others out of the way."""
        assert self.account is not None
        given = await request.json()
        row = await self.account.adoptions.adopt(
            self.account.bots[MANUAL],
            given["symbol"],
            Side.LONG,
            exits=given["exits"],
            cancel_orders=True,
        )
        return web.json_response(row, dumps=_dumps)

    async def arm(self, request: web.Request) -> web.Response:
        """Choose the moment of death; tell what was passed until now."""
        given = await request.json()
        passed = dict(self.deaths.passed)
        death = Death(moment=Moment(given["moment"]), number=given["number"])
        self.deaths.arm(death)
        return web.json_response(passed)

    async def books(self, _request: web.Request) -> web.Response:
        """Tell everything that the account believes."""
        account = self.account
        if account is None or not account.ready:
            return web.json_response({"ready": False})
        balances = account.portfolio.balances
        rows = await account.positions(limit=ALL)
        live = account._position_cache.live
        return web.json_response(
            {
                "ready": True,
                "busy": [
                    *(task.get_name() for task in account._tasks.running),
                    *(["a market's queue"] if account._engine.queues.waiting else []),
                ],
                "unexecuted": len(await account.ledger.unexecuted_signals()),
                "signals": await account.signals(limit=ALL),
                "positions": [
                    row | {"guarded": self._is_guarded(live[str(row["position_id"])])}
                    if row["position_id"] in live
                    else row
                    for row in rows
                ],
                "orders": self._orders(),
                "fills": await account.trades(limit=ALL),
                "balances": {name: balance.total for name, balance in balances.items()},
                "prices": {
                    symbol: quote.bid for symbol, quote in account._engine.prices.quotes.items()
                },
                "events": self.events,
                "limits": self._limits(),
                "passed": dict(self.deaths.passed),
            },
            dumps=_dumps,
        )

    def _limits(self) -> Mapping[str, object]:
        """Return how much of its limits the account uses, by its own reckoning."""
        assert self.account is not None
        used = self.account.account_usage.now()
        return {
            "exposure": used.exposure(),
            "base_exposure": used.exposure("BTC"),
            "open_risk": used.open_risk,
            "open_positions": used.open_positions,
            "lock": self.account.trading_lock,
        }

    def _orders(self) -> list[object]:
        """Return every order on record; a position's row leaves some of them out."""
        with closing(sqlite3.connect(f"file:{self.plan.ledger}?mode=ro", uri=True)) as ledger:
            rows = ledger.execute("SELECT id, kind, at, data FROM facts ORDER BY id").fetchall()
        found: list[object] = []
        for _, facts in groupby(rows, lambda row: row[0] // FACTS_OF_ONE):
            position = fold(
                fact_from(kind, time_from_db(at), json.loads(data)) for _, kind, at, data in facts
            )
            found += [order_row(order) for order in position.orders.values()]
        return found

    def _is_guarded(self, position: Position) -> bool | None:
        """Return whether a stop is watched and rests where the venue holds it; None without one."""
        assert self.account is not None
        if position.size <= 0 or position.stop_price is None:
            return None
        if position.close_request is not None:
            return True
        prices = self.account._engine.prices
        price_band = prices._price_band.get(position.symbol)
        watched = price_band._positions.get(position.position_id) if price_band else None
        if watched is None or position.symbol not in prices.quotes:
            return False
        edge = watched.lower if position.side is Side.LONG else watched.upper
        return edge == position.stop_price and self._rests(position)

    def _rests(self, position: Position) -> bool:
        """Return whether the stop rests for all that is held: on spot the targets need coins."""
        assert self.account is not None
        exchange = self.account.exchange
        if exchange.market_type is MarketType.SPOT or not exchange.holds_stops(position.symbol):
            return True
        resting = [o for o in position.resting_stops if o.state is OrderState.OPEN]
        return sum(order.remaining for order in resting) == position.size


async def serve(plan: Plan) -> None:
    """Open the door and start the account; return after it was stopped in an orderly way."""
    logging.basicConfig(
        filename=f"{plan.ledger}.log", level=logging.INFO, format="%(asctime)s %(message)s"
    )
    home = Home(plan)
    app = web.Application()
    app.router.add_post("/signal", home.signal)
    app.router.add_post("/by_hand", home.by_hand)
    app.router.add_post("/adopt", home.adopt)
    app.router.add_post("/switch_on", home.switch_on)
    app.router.add_post("/arm", home.arm)
    app.router.add_get("/books", home.books)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.UnixSite(runner, plan.socket).start()
    await home.live()
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    await stop.wait()
    assert home.account is not None
    await home.account.stop()
    await runner.cleanup()
    await home.session.close()


def _dumps(content: object) -> str:
    return json.dumps(content, default=str)
