"""Start a real Home Assistant with a paper account and a running bot, to try Tradehook out."""

import argparse
import asyncio
from base64 import urlsafe_b64decode
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
import fcntl
from http import HTTPStatus
import json
import os
from pathlib import Path
import shutil
import signal
import socket
import sys
import time
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from demo_client import PASSWORD, USER, DemoError, HomeAssistant, Json

ROOT = Path(__file__).resolve().parent.parent
HOST = "127.0.0.1"
DOMAIN = "tradehook"
RESTART_EXIT_CODE = 100
STOP_SECONDS = 90
FREE_SECONDS = 10


class Account(NamedTuple):
    """A paper account of the demo, with one bot."""

    title: str
    market_type: str
    bot: str


EXCHANGE = "SIM"
ACCOUNTS = (
    Account("Paper spot account", "spot", "Demo bot"),
    Account("Paper futures account", "linear", "Demo futures bot"),
)
# What differs from the defaults, by which a bot already is as the demo wants it: market entries
# of 100 USDT, 5 positions at most, no filters, all exits from the signal, both sides
BOT_ANSWERS: Json = {
    "preset": "signal",
    "max_positions_per_market": 3,
    "sides": ["long", "short"],
    "break_even_offset": "0",
    "max_position_size": None,
}


class Folder:
    """The demo's configuration folder."""

    def __init__(self, path: Path) -> None:
        """Remember the paths of what the demo itself keeps there."""
        self.path = path
        self.handles = path / "handles.json"
        self.state = path / ".demo.json"
        self.lock = path / ".demo.lock"
        self.output = path / "hass.out"

    def clean(self) -> None:
        """Delete everything, unless it is somebody else's."""
        if not self.state.exists() and set(self.path.iterdir()) - {self.lock}:
            raise DemoError(f"{self.path} was not made by the demo, so it is not deleted")
        for path in set(self.path.iterdir()) - {self.lock}:
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink()

    def prepare(self, port: int) -> None:
        """Write what Home Assistant reads when it starts."""
        storage = self.path / ".storage"
        storage.mkdir(parents=True, exist_ok=True)
        if not self.state.exists():
            write_private(self.state, {"access_token": None, "bots": {}})
        for name, content in {
            "configuration.yaml": (ROOT / "scripts" / "demo_configuration.yaml").read_text(),
            "automations.yaml": "[]\n",
            "scripts.yaml": "{}\n",
        }.items():
            if not (self.path / name).exists():
                (self.path / name).write_text(content)
        (self.path / "demo_core.yaml").write_text(core_settings(port))
        # In YAML this would be on probation and be reverted five minutes after the start
        seed(storage, "http", 1, {"server_host": [HOST], "server_port": port})
        if not (storage / "onboarding").exists():
            # All that is left to do is the user; the others would add weather, radio and the like
            seed(storage, "onboarding", 4, {"done": ["core_config", "analytics", "integration"]})
        link(self.path / "custom_components" / DOMAIN, ROOT / "custom_components" / DOMAIN)
        for blueprints in sorted(ROOT.glob("blueprints/*/tradehook")):
            link_files(self.path / blueprints.relative_to(ROOT), blueprints)

    async def until_saved(self, key: str, text: str) -> None:
        """Wait until one of Home Assistant's stores has a text: it saves a second late."""
        path = self.path / ".storage" / key
        while not path.exists() or text not in path.read_text():
            await asyncio.sleep(0.1)

    @contextmanager
    def owned(self) -> Iterator[None]:
        """Make sure that no other demo runs in this folder; one that is just dying may finish."""
        self.path.mkdir(parents=True, exist_ok=True)
        with self.lock.open("w") as lock:
            deadline = time.monotonic() + FREE_SECONDS
            while True:
                try:
                    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError:
                    if time.monotonic() > deadline:
                        raise DemoError(f"A demo is already running in {self.path}") from None
                    time.sleep(0.1)
            yield


def core_settings(port: int) -> str:
    """Return Home Assistant's own settings, which depend on the port."""
    return (
        "name: Tradehook demo\n"
        "country: US\n"
        "currency: USD\n"
        "time_zone: UTC\n"
        "unit_system: metric\n"
        f"internal_url: http://{HOST}:{port}\n"
    )


def seed(storage: Path, key: str, version: int, data: Json) -> None:
    """Write one of Home Assistant's stores."""
    store = {"version": version, "minor_version": 1, "key": key, "data": data}
    (storage / key).write_text(json.dumps(store, indent=2))


def link(link_path: Path, target: Path) -> None:
    """Let a folder of the configuration be a folder of the working tree.

    A release that somebody has unpacked there stays.
    """
    link_path.parent.mkdir(parents=True, exist_ok=True)
    if link_path.is_symlink():
        link_path.unlink()
    elif link_path.is_dir():
        return
    link_path.symlink_to(target)


def link_files(folder: Path, source: Path) -> None:
    """Link each file of a folder: where a folder is a link itself, blueprints are not found."""
    if folder.is_symlink():
        folder.unlink()
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        if old.is_symlink():
            old.unlink()
    for path in sorted(source.iterdir()):
        link(folder / path.name, path)


def write_private(path: Path, content: Json) -> None:
    """Write a file at once or not at all, for nobody else to read."""
    partial = path.with_suffix(".partial")
    partial.unlink(missing_ok=True)
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(json.dumps(content, indent=2) + "\n")
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)


def wait_for_port(port: int) -> None:
    """Make sure that nobody listens on the port; one who is just dying may finish."""
    deadline = time.monotonic() + FREE_SECONDS
    while True:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except OSError as err:
                if time.monotonic() > deadline:
                    raise DemoError(f"Port {port} is taken; use --port") from err
            else:
                return
        time.sleep(0.1)


class Demo:
    """One run of the demo."""

    def __init__(self, folder: Folder, port: int) -> None:
        """Remember where things are."""
        self._folder = folder
        self._port = port
        self._stop = asyncio.Event()
        self._pid = 0

    async def run(self) -> int:
        """Run Home Assistant until somebody stops it."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, self._stop.set)
        while True:
            self._folder.handles.unlink(missing_ok=True)
            wait_for_port(self._port)
            try:
                code = await self._run_once()
            finally:
                self._folder.handles.unlink(missing_ok=True)
            if code != RESTART_EXIT_CODE:
                return code

    async def _run_once(self) -> int:
        """Start Home Assistant, set up what is missing, and wait for its end."""
        with self._folder.output.open("wb") as output:
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                *(str(ROOT / "scripts" / "demo_hass.py"), str(os.getpid())),
                *("--config", str(self._folder.path), "--skip-pip"),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                process_group=0,  # so that Ctrl-C reaches it once, through the demo
            )
        self._pid = process.pid
        ended = asyncio.create_task(process.wait())
        stop = asyncio.create_task(self._stop.wait())
        ready = asyncio.create_task(self._make_ready())
        try:
            await asyncio.wait((ended, stop, ready), return_when=asyncio.FIRST_COMPLETED)
            if ready.done():
                ready.result()
                await asyncio.wait((ended, stop), return_when=asyncio.FIRST_COMPLETED)
            if ended.done() and not ready.done():
                print(self._folder.output.read_text(), file=sys.stderr)
                raise DemoError("Home Assistant ended before it was ready")
            if ended.done():
                code = ended.result()
                if code not in (0, RESTART_EXIT_CODE):
                    raise DemoError(f"Home Assistant has ended by itself, with code {code}")
                return code
        finally:
            ready.cancel()
            stop.cancel()
            if not ended.done():
                await self._end(process, ended)
        return 0

    async def _end(self, process: asyncio.subprocess.Process, ended: asyncio.Task[int]) -> None:
        """Let Home Assistant shut down in its own time, within bounds."""
        say("Stopping…")
        with suppress(ProcessLookupError):
            process.terminate()
        done, _ = await asyncio.wait((ended,), timeout=STOP_SECONDS)
        if not done:
            process.kill()
            await ended

    async def _make_ready(self) -> None:
        """Bring the running Home Assistant to where a person or a script can use it."""
        state: Json = json.loads(self._folder.state.read_text())
        async with HomeAssistant(f"http://{HOST}:{self._port}") as hass:
            await hass.wait_until_it_answers()
            await hass.log_in(state["access_token"])
            if hass.token != state["access_token"]:
                state["access_token"] = hass.token
                write_private(self._folder.state, state)
            await hass.wait_until_running()
            if (await hass.expect("GET", "/api/config"))["recovery_mode"]:
                log = self._folder.path / "home-assistant.log"
                raise DemoError(f"Home Assistant is in recovery mode; see {log}")
            for account in ACCOUNTS:
                known = state["bots"].get(account.market_type)
                bot = await provide(hass, account, known)
                if bot != known:
                    state["bots"][account.market_type] = bot
                    write_private(self._folder.state, state)
            bots = [await handle(hass, bot) for bot in state["bots"].values()]
        await self._folder.until_saved("auth", token_id(hass.token))
        for bot in state["bots"].values():
            await self._folder.until_saved("core.config_entries", bot["subentry_id"])
        handles = {
            "base_url": hass.base_url,
            "access_token": hass.token,
            "bots": bots,
            "pid": self._pid,
        }
        write_private(self._folder.handles, handles)
        introduce(hass.base_url, bots, self._folder)


async def provide(hass: HomeAssistant, account: Account, known: Json | None) -> Json:
    """Return what a bot's user has to know; create, as a person would, what is missing."""
    found = await hass.expect("GET", f"/api/config/config_entries/entry?domain={DOMAIN}")
    ids = {entry["title"]: entry["entry_id"] for entry in found}
    entry_id: str | None = known["config_entry_id"] if known else ids.get(account.title)
    next_flow = None
    if entry_id is None or entry_id not in ids.values():
        entry = await hass.add_entry(DOMAIN, {"market_type": account.market_type}, ["paper"])
        entry_id, next_flow = str(entry["result"]["entry_id"]), entry.get("next_flow")
    before = await subentry_ids(hass, entry_id)
    if known and known["subentry_id"] in before:
        return known
    if before and not known:
        raise DemoError(
            f"The record of the bot in {account.title} is lost, and a bot's secret is told only "
            "once: start afresh with --clean"
        )
    bot = await hass.add_subentry(
        entry_id, "bot", {"name": account.bot, **BOT_ANSWERS}, next_flow=next_flow
    )
    (subentry_id,) = await subentry_ids(hass, entry_id) - before
    told = bot["description_placeholders"]
    return {
        "name": account.bot,
        "market_type": account.market_type,
        "exchange": EXCHANGE,
        "config_entry_id": entry_id,
        "subentry_id": subentry_id,
        "webhook_path": urlsplit(told["webhook_url"]).path,
        "api_key": told["api_key"],
        "api_secret": told["api_secret"],
    }


async def subentry_ids(hass: HomeAssistant, entry_id: str) -> set[str]:
    """Return the ids of an account's bots."""
    found = await hass.command(type="config_entries/subentries/list", entry_id=entry_id)
    return {subentry["subentry_id"] for subentry in found}


async def handle(hass: HomeAssistant, bot: Json) -> Json:
    """Return what a script needs to use a bot, once the bot is there."""
    deadline = time.monotonic() + 30
    while not (switch := await bot_switch(hass, bot)):
        if time.monotonic() > deadline:
            raise DemoError(f"{bot['name']} does not appear; see Home Assistant's log")
        await asyncio.sleep(0.2)
    return {
        "name": bot["name"],
        "market_type": bot["market_type"],
        "config_entry_id": bot["config_entry_id"],
        "exchange": bot["exchange"],
        "switch_entity_id": switch,
        "webhook_url": hass.base_url + bot["webhook_path"],
        "api_key": bot["api_key"],
        "api_secret": bot["api_secret"],
    }


async def bot_switch(hass: HomeAssistant, bot: Json) -> str | None:
    """Return the entity id of a bot's switch if the switch is there and says something."""
    for entity in await hass.command(type="config/entity_registry/list"):
        if entity["config_subentry_id"] != bot["subentry_id"]:
            continue
        entity_id: str = entity["entity_id"]
        if entity_id.startswith("switch."):
            status, state = await hass.request("GET", f"/api/states/{entity_id}")
            if status == HTTPStatus.OK and state["state"] in ("on", "off"):
                return entity_id
    return None


def introduce(base_url: str, bots: list[Json], folder: Folder) -> None:
    """Say where everything is and how to send a signal."""
    say(f"Home Assistant is running: {base_url}  (user {USER}, password {PASSWORD})")
    for bot in bots:
        signal_body: dict[str, Any] = {
            "api_key": bot["api_key"],
            "api_secret": bot["api_secret"],
            "action": "open",
            "exchange": bot["exchange"],
            "symbol": "BTC/USDT",
            "side": "long",
            "take_profit": [{"price_percentage": 2, "position_percentage": 100}],
            "stop_loss": {"stop_percentage": 3},
            "timestamp": datetime.now(UTC).isoformat(timespec="seconds"),
        }
        say(f"\nOpen a position with {bot['name']}:\n")
        header = "Content-Type: application/json"
        say(f"  curl -H '{header}' -d '{json.dumps(signal_body)}' {bot['webhook_url']}")
    say(f"\nFor scripts: {folder.handles}. Log: {folder.path}/home-assistant.log. Stop: Ctrl-C.")


def token_id(token: str) -> str:
    """Return the id that an access token carries."""
    payload = token.split(".")[1]
    issuer: str = json.loads(urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))["iss"]
    return issuer


def say(text: str) -> None:
    """Print at once, also into a pipe."""
    print(text, flush=True)


def main() -> int:
    """Run the demo."""
    parser = argparse.ArgumentParser(prog="scripts/demo", description=__doc__)
    parser.add_argument("--port", type=int, default=8123, help="default: %(default)s")
    parser.add_argument("--clean", action="store_true", help="forget the last run's state")
    arguments = parser.parse_args()
    folder = Folder(Path(os.environ.get("TRADEHOOK_DEMO_DIR", ROOT / ".demo")).resolve())
    try:
        with folder.owned():
            if arguments.clean:
                folder.clean()
            folder.prepare(arguments.port)
            return asyncio.run(Demo(folder, arguments.port).run())
    except DemoError as err:
        print(f"demo: {err}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
