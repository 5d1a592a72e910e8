"""Watches a Home Assistant from inside for the benchmark; never installed anywhere else.

`bench.json` in the configuration folder says what to do: `venue` is the port of the imitated
exchange, `floor` whether to serve the durable floor behind the webhook component, `floor_venue`
where that trades if not there, `tradehook` whether to set up Tradehook even without an account,
`sync` how many seconds its ledgers wait after each commit, as for a slow disk, `traced` that the
interpreter traces what is allocated.
"""

import asyncio
from contextlib import ExitStack
import gc
from heapq import nlargest
import importlib
import json
from operator import itemgetter
from pathlib import Path
import time
import tracemalloc
from typing import Any

from aiohttp import web
from homeassistant.components import webhook
from homeassistant.const import EVENT_HOMEASSISTANT_STARTED, EVENT_HOMEASSISTANT_STOP
from homeassistant.core import Event, HomeAssistant
from homeassistant.helpers import config_validation as cv, recorder
from homeassistant.helpers.http import HomeAssistantView
from homeassistant.helpers.typing import ConfigType
from homeassistant.setup import async_setup_component

from benchmarks.bare import BareStore
from benchmarks.floor import Floor, client
from benchmarks.pointing import point

from .sampler import Sampler, thread_seconds

DOMAIN = "tradehook_bench"
CONFIG_SCHEMA = cv.empty_config_schema(DOMAIN)
STATE = "sensor.floor"
LOOKED_EVERY = 0.5
LOOKS = 14
BEAT = 0.005
"""Seconds between two looks at the clock: whatever comes later was held up."""


class Watch:
    """What happened in this process."""

    def __init__(self) -> None:
        """Start with nothing."""
        self.stalls: list[float] = []
        self.commits: list[float] = []

    async def beat(self) -> None:
        """Note by how much the event loop is late."""
        while True:
            due = time.monotonic() + BEAT
            await asyncio.sleep(BEAT)
            self.stalls.append(time.monotonic() - due)

    def on_commit(self) -> None:
        """Note a commit of a ledger."""
        self.commits.append(time.monotonic())


class WatchView(HomeAssistantView):
    """Tells and forgets what was noted."""

    url = "/api/tradehook_bench"
    name = "api:tradehook_bench"

    def __init__(self, watch: Watch) -> None:
        """Take the notes."""
        self._watch = watch

    async def post(self, _request: web.Request) -> web.Response:
        """Return the delays of the event loop and the moments of commits since the last call."""
        found = {"stalls": self._watch.stalls[:], "commits": self._watch.commits[:]}
        self._watch.stalls.clear()
        self._watch.commits.clear()
        return web.json_response(found)


class RestView(HomeAssistantView):
    """Answers once the recorder has written what it was told."""

    url = "/api/tradehook_bench/rest"
    name = "api:tradehook_bench:rest"

    def __init__(self, hass: HomeAssistant) -> None:
        """Take the instance."""
        self._hass = hass

    async def post(self, _request: web.Request) -> web.Response:
        """Wait for the recorder."""
        await recorder.get_instance(self._hass).async_block_till_done()
        return web.json_response({})


class ProfileView(HomeAssistantView):
    """Begins and ends a profile of the process."""

    url = "/api/tradehook_bench/profile"
    name = "api:tradehook_bench:profile"

    def __init__(self) -> None:
        """Start without one."""
        self._ends: ExitStack | None = None
        self._sampler = Sampler()
        self._before: dict[str, float] = {}

    async def post(self, _request: web.Request) -> web.Response:
        """Begin, or end and return what was found: samples by owner, seconds by thread.

        The seconds of collecting garbage are part of the event loop's.
        """
        if self._ends is None:
            self._ends, self._sampler, self._before = ExitStack(), Sampler(), thread_seconds()
            self._ends.enter_context(self._sampler.at_work())
            return web.json_response({})
        self._ends.close()
        self._ends = None
        threads = {
            name: seconds - self._before.get(name, 0.0)
            for name, seconds in thread_seconds().items()
        }
        found = {
            "threads": threads,
            "collecting": self._sampler.collected,
            "owners": self._sampler.owners,
            "functions": dict(nlargest(10, self._sampler.functions.items(), key=itemgetter(1))),
        }
        return web.json_response(found)


async def async_setup(hass: HomeAssistant, _config: ConfigType) -> bool:
    """Do what the benchmark asked for."""
    text = await hass.async_add_executor_job(Path(hass.config.path("bench.json")).read_text)
    wanted: dict[str, Any] = json.loads(text)
    watch = Watch()
    if wanted.get("tradehook"):
        await hass.async_add_import_executor_job(_import_tradehook)
        _watch_ledgers(watch, wanted.get("sync", 0.0))
        _leave_orders_uncounted()
        _point_accounts(hass, wanted["venue"])
        await async_setup_component(hass, "tradehook", {})
    hass.http.register_view(WatchView(watch))
    hass.http.register_view(RestView(hass))
    hass.http.register_view(ProfileView())
    hass.async_create_background_task(watch.beat(), "benchmark")
    if wanted.get("floor"):
        await _serve_floor(hass, wanted.get("floor_venue", wanted["venue"]))
    _tell_start(hass)
    return True


def _point_accounts(hass: HomeAssistant, port: int) -> None:
    """Point Tradehook's live accounts to the imitated venue, through the seam made for it."""
    data = importlib.import_module("custom_components.tradehook.accounts.data")
    data.async_tradehook_data(hass).configure = lambda found: point(found, port)


def _leave_orders_uncounted() -> None:
    """Have no order wait for the venue's count of them: 500 at once would take a minute there."""
    shared = importlib.import_module("custom_components.tradehook.exchanges.ccxt.session.shared")
    limits = shared.Limits

    def uncounted(*given: Any, orders: object, **more: Any) -> Any:
        del orders
        return limits(*given, **more)

    vars(shared)["Limits"] = uncounted


def _watch_ledgers(watch: Watch, sync: float) -> None:
    """Note each commit that is awaited; the thread that writes sleeps after each there is."""
    ledger = importlib.import_module("custom_components.tradehook.ledger.ledger")
    at_once, bring_in = ledger.write_together, ledger.Journal.bring_in

    def write_together(*given: Any, **more: Any) -> Any:
        outcomes = at_once(*given, **more)
        if sync:
            time.sleep(sync)
        watch.on_commit()
        return outcomes

    def bring_in_slowly(journal: Any, connection: Any) -> None:
        waits = journal.waits
        bring_in(journal, connection)
        if sync and waits:
            time.sleep(sync)

    vars(ledger)["write_together"] = write_together
    ledger.Journal.bring_in = bring_in_slowly


def _import_tradehook() -> None:
    importlib.import_module("custom_components.tradehook")


def _tell_start(hass: HomeAssistant) -> None:
    """Write how long the start took, and what the process then weighs."""

    async def on_started(_event: Event) -> None:
        started = time.time()
        await asyncio.sleep(2)
        gc.collect()
        figures = {"started_at": started, "rss": _rss(), "traced": await _traced()}
        path = Path(hass.config.path("started.json"))
        await hass.async_add_executor_job(path.write_text, json.dumps(figures))

    hass.bus.async_listen_once(EVENT_HOMEASSISTANT_STARTED, on_started)


async def _traced() -> int:
    """Return the least bytes of Python objects within two polls of prices; 0: not traced."""
    if not tracemalloc.is_tracing():
        return 0
    least = tracemalloc.get_traced_memory()[0]
    for _ in range(LOOKS):
        await asyncio.sleep(LOOKED_EVERY)
        gc.collect()
        least = min(least, tracemalloc.get_traced_memory()[0])
    return least


def _rss() -> int:
    line = next(
        line for line in Path("/proc/self/status").read_text().splitlines() if "VmRSS" in line
    )
    return int(line.split()[1]) * 1024


async def _serve_floor(hass: HomeAssistant, port: int) -> None:
    """Serve the floor behind Home Assistant's webhook component."""
    exchange = await hass.async_add_import_executor_job(client, port)
    await exchange.load_markets()
    store = BareStore(Path(hass.config.path("floor.db")))
    floor = Floor(store, exchange, lambda fills: hass.states.async_set(STATE, str(fills)))

    async def handle(_hass: HomeAssistant, _webhook_id: str, request: web.Request) -> web.Response:
        return web.json_response({}, status=await floor.take(await request.read()))

    async def on_stop(_event: Event) -> None:
        await exchange.close()
        store.close()

    webhook.async_register(hass, DOMAIN, "Floor", "floor", handle)
    hass.bus.async_listen_once(EVENT_HOMEASSISTANT_STOP, on_stop)
