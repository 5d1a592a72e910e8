"""Serve imitated venues in a process of their own: `python -m tests.fake_exchange binance`."""

import argparse
import asyncio
from collections.abc import Callable, Mapping
import json
import signal

from .binance import FakeBinance
from .bitget import FakeBitget
from .bybit import FakeBybit
from .control import Control
from .hyperliquid import FakeHyperliquid
from .kraken import FakeKraken
from .krakenfutures import FakeKrakenFutures
from .kucoin import FakeKucoin
from .okx import FakeOkx
from .server import FakeServer
from .venue import FakeVenue

VENUES: Mapping[str, Callable[[], FakeVenue]] = {
    "binance": FakeBinance,
    "bitget": FakeBitget,
    "bybit": FakeBybit,
    "hyperliquid": FakeHyperliquid,
    "kraken": FakeKraken,
    "kucoin": FakeKucoin,
    "krakenfutures": FakeKrakenFutures,
    "okx": FakeOkx,
}


async def serve(names: list[str], port: int, control_port: int, more_markets: int) -> None:
    """Serve until a signal comes; the first line that is printed tells the ports."""
    venues = {
        name: FakeBinance(more_markets) if name == "binance" else VENUES[name]() for name in names
    }
    server = FakeServer(*venues.values())
    control = Control(server, venues)
    await server.start(port=port)
    await control.start(control_port)
    print(json.dumps({"port": server.port, "control": control.port}), flush=True)
    done = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, done.set)
    await done.wait()
    await control.stop()
    await server.stop()


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="tests.fake_exchange", description=__doc__)
    parser.add_argument("venue", nargs="*", default=list(VENUES))
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--control", type=int, default=0)
    parser.add_argument("--more-markets", type=int, default=0)
    arguments = parser.parse_args()
    asyncio.run(serve(arguments.venue, arguments.port, arguments.control, arguments.more_markets))


if __name__ == "__main__":
    main()
