"""Imitated venues in a process of their own, as whoever started them sees them."""

from collections.abc import Iterator
from contextlib import contextmanager
import json
from pathlib import Path
import subprocess
import sys
from typing import Any
import urllib.request

from .server import LOCALHOST

ROOT = Path(__file__).parent.parent.parent


class RemoteVenues:
    """The venues and their hooks, from outside; every call waits for its answer."""

    def __init__(self, port: int, control: int) -> None:
        self.port = port
        self._control = control

    def state(self, venue: str) -> Any:
        """Return orders, fills, positions, balances and the names of the requests."""
        return self._call("GET", venue, None)

    def act(self, venue: str, action: str, **given: object) -> Any:
        """Do what FakeVenue does by that name, such as `set_price`."""
        return self._call("POST", f"{venue}/{action}", given)

    def fault(self, venue: str, effect: str, **given: object) -> None:
        """Add a fault; with `on_stream` one of the streams."""
        self._call("POST", f"{venue}/fault", {"effect": effect, **given})

    def streams(self, venue: str, **given: bool) -> None:
        """Set `silent`, `deaf` or `refusing`, or `cut` all connections."""
        self._call("POST", f"{venue}/streams", given)

    def cut(self) -> None:
        """Pull the plug."""
        self._call("POST", "cut", {})

    def restore(self) -> None:
        """Put the plug back in."""
        self._call("POST", "restore", {})

    def _call(self, method: str, path: str, content: object) -> Any:
        request = urllib.request.Request(
            f"http://{LOCALHOST}:{self._control}/{path}",
            data=None if content is None else json.dumps(content).encode(),
            method=method,
        )
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
            return json.loads(answer.read())


@contextmanager
def remote_venues(*names: str, more_markets: int = 0) -> Iterator[RemoteVenues]:
    """Start venues in a process of their own, and end it; Binance can have more markets."""
    command = [sys.executable, "-m", "tests.fake_exchange", *names]
    command += ["--more-markets", str(more_markets)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield RemoteVenues(**json.loads(process.stdout.readline()))
        finally:
            process.terminate()
