"""The durable floor: the least that a webhook which trades can do and lose nothing.

It checks the secret, commits the signal, answers, commits the intent, calls the exchange.
`python -m benchmarks.floor PORT-OF-THE-VENUE FILE` serves it with nothing around it.
"""

import asyncio
from collections.abc import Callable
import hmac
from http import HTTPStatus
import json
from pathlib import Path
import signal
import ssl
import sys
from typing import Any
import uuid

from aiohttp import web

from custom_components.tradehook.exchanges.ccxt.session.lazy_import import load_client
from tests.fake_exchange.clients import KEYS
from tests.fake_exchange.server import LOCALHOST

from .bare import BareStore
from .pointing import point

AMOUNT = 0.005
SECRET = "floor"  # noqa: S105  it guards nothing


def client(port: int) -> Any:
    """Return ccxt's own client, without its limiter; blocks."""
    found: Any = load_client("binance")(
        {
            **KEYS,
            "enableRateLimit": False,
            "ssl_context": ssl.create_default_context(),
            "options": {"fetchMarkets": {"types": ["spot"]}},
        }
    )
    point(found, port)
    return found


class Floor:
    """Takes a signal and has it executed."""

    def __init__(self, store: BareStore, exchange: Any, filled: Callable[[int], None]) -> None:
        """Take where it writes and trades, and whom to tell how many orders have filled."""
        self._store = store
        self._exchange = exchange
        self._filled = filled
        self._tasks: set[asyncio.Task[None]] = set()
        self._fills = 0

    async def take(self, body: bytes) -> int:
        """Return the status of the answer."""
        message = json.loads(body)
        if not hmac.compare_digest(message["api_secret"], SECRET):
            return HTTPStatus.UNAUTHORIZED
        await self._store.insert("signal", body.decode())
        task = asyncio.get_running_loop().create_task(self._execute(message))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return HTTPStatus.ACCEPTED

    async def _execute(self, message: dict[str, Any]) -> None:
        client_order_id = uuid.uuid4().hex
        side = "buy" if message["action"] == "open" else "sell"
        order = {"id": client_order_id, "symbol": message["symbol"], "side": side}
        await self._store.insert("intent", json.dumps(order))
        amount = float(message.get("base_amount", AMOUNT))
        answer = await self._exchange.create_order(
            message["symbol"], "market", side, amount, None, {"clientOrderId": client_order_id}
        )
        await self._store.insert("fill", json.dumps(answer["info"]))
        self._fills += 1
        self._filled(self._fills)


async def serve(venue: int, path: Path) -> None:
    """Serve until a signal comes."""
    store = BareStore(path)
    exchange = client(venue)
    await exchange.load_markets()
    floor = Floor(store, exchange, lambda _fills: None)

    async def handle(request: web.Request) -> web.Response:
        status = await floor.take(await request.read())
        return web.json_response({"status": status}, status=status)

    app = web.Application()
    app.router.add_post("/signal", handle)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, LOCALHOST, 0).start()
    print(json.dumps({"port": runner.addresses[0][1]}), flush=True)
    done = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, done.set)
    await done.wait()
    await runner.cleanup()
    await exchange.close()
    store.close()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), Path(sys.argv[2])))
