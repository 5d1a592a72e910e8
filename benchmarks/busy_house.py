"""The start of Home Assistant with a house full of bots, and of an empty integration."""

import asyncio
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from demo_client import HomeAssistant

from .accounts import DOMAIN, add_bots, add_paper_account
from .figures import Figure, Goal, Line
from .history import multiplied
from .home import Folder, running
from .processes import process

GROUP = "A busy house"
ACCOUNTS = 3
BOTS = 30
OPEN = 100
CLOSED = 100_000
COINS = ("BTC", "ETH", "SOL", "XRP", "DOGE", "ADA", "LTC", "LINK", "AVAX", "BNB")
EXITS = {
    "take_profit": [
        {"price_percentage": 40, "position_percentage": 50},
        {"price_percentage": 60, "position_percentage": 50},
    ],
    "stop_loss": {"stop_percentage": 50},
    "dca_orders": [{"price_percentage": 30, "quantity_percentage": 100}],
}


async def measured(rounds: int) -> list[Line]:
    """Return the lines of this group; the two houses start in turn."""
    async with process("benchmarks.venue", "400") as venue:
        return await _measured(rounds, {"tradehook": True, "venue": venue["port"]})


async def _measured(rounds: int, wanted: dict[str, object]) -> list[Line]:
    with TemporaryDirectory() as path:
        empty = Folder(Path(path) / "empty")
        async with running(empty, **wanted):
            pass
        busy = empty.copy(Path(path) / "busy")
        async with running(busy, **wanted) as home:
            ledgers = [await _settle_in(home.hass, busy.path) for _ in range(ACCOUNTS)]
        loop = asyncio.get_running_loop()
        for ledger in ledgers:
            await loop.run_in_executor(None, multiplied, ledger, CLOSED // ACCOUNTS)
        starts: tuple[list[float], list[float]] = ([], [])
        for number in range(rounds + 1):
            pairs = list(zip((busy, empty), starts, strict=True))
            for folder, seconds in pairs if number % 2 else reversed(pairs):
                async with running(folder, **wanted) as home:
                    took, _ = await home.start_figures()
                if number:
                    seconds.append(took)
    added = tuple(full - bare for full, bare in zip(*starts, strict=True))
    house = f"{ACCOUNTS} paper accounts, {BOTS} bots, {OPEN} open and {CLOSED:,} closed positions"
    return [
        Line(
            group=GROUP,
            measure=f"start with {house}",
            ours=Figure(tuple(starts[0])),
            floor=Figure(tuple(starts[1])),
            note="floor: the integration without an account",
        ),
        Line(
            group=GROUP,
            measure="start-up added by them",
            ours=Figure(added),
            goal=Goal(limit=1.5, of_ratio=False),
        ),
    ]


async def _settle_in(hass: HomeAssistant, folder: Path) -> Path:
    """Add an account whose bots hold its share of the positions; return its ledger."""
    entry_id = await add_paper_account(hass)
    doors = await add_bots(hass, entry_id, BOTS // ACCOUNTS)

    async def send(number: int, **message: Any) -> None:
        door = doors[number % len(doors)]
        body = {**door.fields, "exchange": "SIM", "side": "long", **message}
        path = door.url.removeprefix(hass.base_url)
        await hass.expect("POST", path, json=body)

    async def until(status: str, number: int) -> None:
        while len(await _positions(hass, entry_id, status)) < number:
            await asyncio.sleep(0.2)

    await send(0, symbol="BTC/USDT", **EXITS)
    await until("open", 1)
    await send(0, action="close", symbol="BTC/USDT")
    await until("closed", 1)
    share = -(-OPEN // ACCOUNTS)
    for number in range(share):
        coin = COINS[number * 7 % len(COINS)]
        await send(number, symbol=f"{coin}/USDT", signal_id=f"open-{number}", **EXITS)
    await until("open", share)
    return folder / DOMAIN / f"{entry_id}.db"


async def _positions(hass: HomeAssistant, entry_id: str, status: str) -> list[Any]:
    asked = {"account": entry_id, "status": status, "limit": 1000}
    path = f"/api/services/{DOMAIN}/get_positions?return_response"
    answer = await hass.expect("POST", path, json=asked)
    found: list[Any] = answer["service_response"]["positions"]
    return found
