"""A demo as tests use it: started by its script, used through its handles, killed at will."""

from collections.abc import Callable, Mapping
import json
import os
from pathlib import Path
import shutil
import signal
import socket
import subprocess
import time
from typing import Any, NamedTuple

import requests

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 180
STOP_SECONDS = 60


class Bot(NamedTuple):
    """What the handles say about a bot."""

    name: str
    market_type: str
    config_entry_id: str
    exchange: str
    switch_entity_id: str
    webhook_url: str
    api_key: str
    api_secret: str


class Handles(NamedTuple):
    """What the demo tells scripts."""

    base_url: str
    access_token: str
    bots: list[Bot]
    pid: int


class Demo:
    """A demo in a folder of its own, on a port of its own."""

    def __init__(self, folder: Path, port: int | None = None) -> None:
        """Choose a free port, unless one is given."""
        self.folder = folder
        self.port = port or free_port()
        self._process: subprocess.Popen[bytes] | None = None
        self._handles: Handles | None = None

    @property
    def handles(self) -> Handles:
        """Return what the demo has told when it was ready."""
        assert self._handles is not None, "the demo is not running"
        return self._handles

    @property
    def bot(self) -> Bot:
        """Return the bot of the spot account."""
        return next(bot for bot in self.handles.bots if bot.market_type == "spot")

    @property
    def futures_bot(self) -> Bot:
        """Return the bot of the account for perpetual futures."""
        return next(bot for bot in self.handles.bots if bot.market_type == "linear")

    def install(self, component: str) -> None:
        """Put a component of the tests there, beside Tradehook.

        Its manifest is called component.json in the repository: hassfest looks for manifests
        everywhere, and would ask of these what it asks of all integrations.
        """
        folder = self.folder / "custom_components" / component
        shutil.copytree(Path(__file__).parent / component, folder)
        (folder / "component.json").rename(folder / "manifest.json")

    # Its life

    def launch(self, *arguments: str) -> None:
        """Start the script without waiting for anything."""
        self.folder.mkdir(parents=True, exist_ok=True)
        environment = {**os.environ, "TRADEHOOK_DEMO_DIR": str(self.folder)}
        with (self.folder.parent / f"{self.folder.name}.out").open("ab") as output:
            self._process = subprocess.Popen(
                (ROOT / "scripts" / "demo", "--port", str(self.port), *arguments),
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )

    def start(self, *arguments: str) -> Handles:
        """Start the script and wait until the demo can be used."""
        self.launch(*arguments)
        return self.wait_until_ready()

    def wait_until_ready(self) -> Handles:
        """Wait for the handles."""
        assert self._process is not None
        path = self.folder / "handles.json"
        deadline = time.monotonic() + START_SECONDS
        # A killed demo leaves its handles behind; those of this start carry another process
        old = self._handles.pid if self._handles else None
        while True:
            assert self._process.poll() is None, f"the demo has ended:\n{self.output()}"
            assert time.monotonic() < deadline, f"the demo is not ready:\n{self.output()}"
            if path.exists():
                content = json.loads(path.read_text())
                if content["pid"] != old:
                    break
            time.sleep(0.05)
        self._handles = Handles(
            base_url=content["base_url"],
            access_token=content["access_token"],
            bots=[Bot(**bot) for bot in content["bots"]],
            pid=content["pid"],
        )
        return self._handles

    def output(self) -> str:
        """Return what the script has printed so far."""
        return (self.folder.parent / f"{self.folder.name}.out").read_text()

    def log(self) -> str:
        """Return Home Assistant's log since its start."""
        return (self.folder / "home-assistant.log").read_text()

    def stop(self) -> int:
        """Stop the demo as Ctrl-C does, and return its exit code."""
        assert self._process is not None
        self._process.send_signal(signal.SIGINT)
        return self._process.wait(STOP_SECONDS)

    def kill(self) -> None:
        """Kill Home Assistant, and the script with it, as a power cut would."""
        assert self._process is not None
        if self._handles is not None:
            kill_process(self._handles.pid)
        kill_process(self._process.pid)
        self._process.wait(STOP_SECONDS)

    def restart(self) -> Handles:
        """Kill the demo and start it again at once."""
        self.kill()
        return self.start()

    def close(self) -> None:
        """Make sure that nothing is left running."""
        if self._process is not None and self._process.poll() is None:
            self.kill()

    # Its use

    def request(self, method: str, path: str, json: Any = None) -> requests.Response:
        """Send a request to Home Assistant as the demo's user."""
        return requests.request(
            method,
            f"{self.handles.base_url}{path}",
            headers={"Authorization": f"Bearer {self.handles.access_token}"},
            json=json,
            timeout=30,
        )

    def call_service(
        self,
        domain: str,
        service: str,
        data: Mapping[str, Any] | None = None,
        *,
        return_response: bool = False,
    ) -> Any:
        """Call an action that has to succeed, and return what it answers."""
        path = f"/api/services/{domain}/{service}"
        answer = self.request(
            "POST", f"{path}?return_response" if return_response else path, dict(data or {})
        )
        assert answer.ok, f"{domain}.{service}: {answer.status_code} {answer.text}"
        return answer.json()["service_response"] if return_response else answer.json()

    def states(self) -> dict[str, dict[str, Any]]:
        """Return the states of all entities by their ids."""
        return {state["entity_id"]: state for state in self.request("GET", "/api/states").json()}

    def state(self, entity_id: str) -> str | None:
        """Return the state of one entity, or None if there is no such entity."""
        answer = self.request("GET", f"/api/states/{entity_id}")
        return str(answer.json()["state"]) if answer.ok else None

    def post_signal(
        self, body: Mapping[str, Any] | None = None, bot: Bot | None = None, **fields: Any
    ) -> requests.Response:
        """Send a signal to a bot's webhook, with the bot's key, secret and exchange filled in."""
        bot = bot or self.bot
        message = {
            "api_key": bot.api_key,
            "api_secret": bot.api_secret,
            "exchange": bot.exchange,
            **(body or {}),
            **fields,
        }
        return requests.post(bot.webhook_url, json=message, timeout=30)


def kill_process(pid: int) -> None:
    """Kill a process if it is still there."""
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for[T](read: Callable[[], T], wanted: Callable[[T], bool], seconds: float = 60) -> T:
    """Read until what is read is as wanted, and return it."""
    deadline = time.monotonic() + seconds
    while not wanted(value := read()):
        assert time.monotonic() < deadline, f"still {value!r} after {seconds} s"
        time.sleep(0.05)
    return value
