"""Test an update from a release to the file that the store would download now, and the way back.

`tests/releases/house-0.1.0` is what a Home Assistant with 0.1.0 had on its disk when it was
stopped: two accounts with a bot each, a position held on each, an entry that waits, closed
positions, a link, and an entity that somebody has renamed.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
import json
import os
from pathlib import Path
import shutil
import sqlite3
import subprocess
import sys
import tarfile
from typing import Any
import zipfile

import pytest
import requests

from tests.e2e.demo import ROOT, Demo, wait_for
from tests.e2e.frontend import Frontend
from tests.e2e.trader import Json, Trader
from tests.sampling import LONG

sys.path.insert(0, str(ROOT / "scripts"))
release_zip: Any = import_module("release_zip")

RELEASES = ROOT / "tests" / "releases"
FIRST = RELEASES / "tradehook-0.1.0.tar.xz"
HOUSE = RELEASES / "house-0.1.0"
RECORDED: list[Json] = json.loads((HOUSE / "positions.json").read_text())
LINK = "/api/tradehook/link/2Rqn65ixmzjQjbMzIb859tP3mvrycxc1hzHUifnidmo"
BTC, ETH = "BTC/USDT", "ETH/USDT"
KEPT = ("entity_id", "symbol", "side", "status", "size", "entry_price", "realized_profit")
STALE = """\
with open({marker!r}, "a") as file:
    print(__name__, file=file)
raise ImportError("a module of 0.1.0 was loaded")
"""


def installed(demo: Demo) -> Path:
    """Return the integration's folder in a demo's configuration."""
    return demo.folder / "custom_components" / "tradehook"


def marker(demo: Demo) -> Path:
    """Return the file in which a module of the former release would say that it was loaded."""
    return demo.folder / "stale-modules.txt"


def install_the_first(demo: Demo) -> None:
    """Put 0.1.0 where the store puts it: what is there is deleted before."""
    shutil.rmtree(installed(demo), ignore_errors=True)
    with tarfile.open(FIRST) as file:
        file.extractall(installed(demo), filter="data")


def move_in(demo: Demo) -> None:
    """Put there what Home Assistant with 0.1.0 had on its disk."""
    install_the_first(demo)
    (demo.folder / ".storage").mkdir()
    (demo.folder / "tradehook").mkdir()
    for store in (HOUSE / "storage").iterdir():
        shutil.copy(store, demo.folder / ".storage" / store.stem)
    shutil.copy(HOUSE / "demo.json", demo.folder / ".demo.json")
    for dump in (HOUSE / "ledgers").iterdir():
        with sqlite3.connect(ledger_of(demo, dump.stem)) as database:
            database.executescript(dump.read_text())
        database.close()


def ledger_of(demo: Demo, entry_id: str) -> Path:
    """Return an account's ledger."""
    return demo.folder / "tradehook" / f"{entry_id}.db"


def update(demo: Demo, folder: Path) -> None:
    """Unpack a release's file over what is there, as Home Assistant's own store does.

    It is the one that is about to be published (RELEASE_ZIP), or that of what is here.
    """
    path = Path(os.environ.get("RELEASE_ZIP", folder / "tradehook.zip"))
    if "RELEASE_ZIP" not in os.environ:
        release_zip.build(path)
    store = import_module("homeassistant.components.marketplace.repositories.base")
    told = store.RepositoryManifest.from_dict(json.loads((ROOT / "hacs.json").read_text()))
    assert (told.zip_release, told.filename, told.hide_default_branch) == (True, path.name, True)
    with zipfile.ZipFile(path) as file:
        store._check_archive_size(file)
        file.extractall(installed(demo))  # noqa: S202 (made two lines above)
    integration = import_module("homeassistant.components.marketplace.repositories.integration")
    integration._check_loadable_manifest(installed(demo), "tradehook")


def poison_what_is_left(demo: Demo) -> int:
    """Let each module that only the former release has say when it is loaded; return how many."""
    left = [
        installed(demo) / name
        for name in release_zip.names_of(FIRST)
        if name.endswith(".py") and not (ROOT / release_zip.FOLDER / name).exists()
    ]
    for path in left:
        path.write_text(STALE.format(marker=str(marker(demo))))
    return len(left)


def positions(demo: Demo) -> dict[str, Json]:
    """Return all positions by their ids."""
    answer = demo.call_service("tradehook", "get_positions", {"limit": 100}, return_response=True)
    return {row["position_id"]: row for row in answer["positions"]}


def of(signal_id: str) -> Json:
    """Return a position as it was recorded."""
    (row,) = (row for row in RECORDED if row["signal_id"] == signal_id)
    return row


def assert_nothing_changed(demo: Demo) -> None:
    """Compare everything that a person or an automation knows of each position."""
    found = positions(demo)
    for row in RECORDED:
        now = found[row["position_id"]]
        assert {key: now[key] for key in KEPT} == {key: row[key] for key in KEPT}
        assert stop_of(now) == stop_of(row)
        assert [t["price"] for t in now["take_profit"]] == [t["price"] for t in row["take_profit"]]


def stop_of(row: Json) -> str | None:
    """Return where a position's stop is; an entry that waits has none yet."""
    price: str | None = (row["stop_loss"] or {}).get("stop_price")
    return price


def test_update_over_the_first_release_goes_on_with_its_positions(
    own_demo: Demo, tmp_path: Path
) -> None:
    """Test that no module of before is loaded, and that all that was told before still holds."""
    demo = own_demo
    demo.folder.mkdir(parents=True)
    move_in(demo)
    update(demo, tmp_path)
    assert poison_what_is_left(demo) > 100

    demo.start()
    house = Frontend(demo)

    for bot in demo.handles.bots:
        house.until_loaded(bot.config_entry_id)
    told = house.command(type="manifest/get", integration="tradehook")
    assert told["version"] == json.loads((installed(demo) / "manifest.json").read_text())["version"]
    assert_nothing_changed(demo)
    assert demo.state("sensor.my_bitcoin") not in (None, "unavailable", "unknown")

    spot, futures = Trader(demo, demo.bot), Trader(demo, demo.futures_bot)
    answer = requests.get(f"{demo.handles.base_url}{LINK}", timeout=30)
    assert answer.json()["done"] == "closed"
    closed = spot.until_status(of("spot-held-2")["position_id"], "closed")
    assert closed.close_reason == "link"
    spot.move(ETH, 2890)
    filled = spot.until_status(of("spot-waiting-2")["position_id"], "open")
    spot.move(ETH, filled.stop - 10 if filled.stop else 0)
    stopped = spot.until_status(filled.position_id, "closed")
    assert stopped.close_reason == "stop_loss"
    futures.move(BTC, 62_000)
    stopped = futures.until_status(of("futures-held-2")["position_id"], "closed")
    assert stopped.close_reason == "stop_loss"
    opened = spot.open_filled(BTC, stop_loss={"stop_percentage": 3})
    assert opened.entity_id == "sensor.my_bitcoin"

    panel = requests.get(f"{demo.handles.base_url}{panel_of(house)}", timeout=30)
    assert panel.ok
    assert not marker(demo).exists(), marker(demo).read_text()
    assert [line for line in demo.log().splitlines() if " ERROR " in line] == []


def panel_of(house: Frontend) -> str:
    """Return the address of the panel's script."""
    config = house.command(type="get_panels")["tradehook"]["config"]["_panel_custom"]
    return str(config["module_url"])


@contextmanager
def home_assistant(demo: Demo) -> Iterator[Frontend]:
    """Run Home Assistant alone: the demo waits for bots, which a refused account does not have."""
    command = (str(ROOT / "scripts" / "demo_hass.py"), str(os.getpid()))
    log = (demo.folder.parent / "home-assistant.out").open("wb")
    with (
        log,
        subprocess.Popen(
            (sys.executable, *command, "--config", str(demo.folder), "--skip-pip"),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        ) as process,
    ):
        try:
            wait_for(lambda: running(demo), bool)
            yield Frontend(demo)
        finally:
            process.terminate()


def running(demo: Demo) -> bool:
    """Return whether everything has been set up."""
    try:
        answer = demo.request("GET", "/api/config")
    except requests.ConnectionError:
        return False
    return answer.ok and bool(answer.json()["state"] == "RUNNING")


def contents(path: Path) -> list[str]:
    """Return everything that a ledger holds."""
    with sqlite3.connect(path) as database:
        found = list(database.iterdump())
    database.close()
    return found


@pytest.mark.skipif(not LONG, reason="four starts: scripts/test long")
def test_first_release_refuses_what_it_can_not_read_and_loses_nothing(
    own_demo: Demo, tmp_path: Path
) -> None:
    """Test the way from 0.1.0 at work to the update, back to 0.1.0, and to the update again."""
    demo = own_demo
    demo.folder.mkdir(parents=True)
    move_in(demo)
    demo.start()
    assert demo.post_signal({"symbol": "SOL/USDT", "side": "long"}).status_code == 202
    held = wait_for(lambda: held_in(demo, "SOL/USDT"), lambda found: found is not None)
    assert held is not None
    demo.kill()

    update(demo, tmp_path)
    demo.start()
    assert_nothing_changed(demo)
    assert positions(demo)[held["position_id"]]["size"] == held["size"]
    assert demo.stop() == 0
    accounts = {
        bot.config_entry_id: ledger_of(demo, bot.config_entry_id) for bot in demo.handles.bots
    }
    before = {entry_id: contents(path) for entry_id, path in accounts.items()}

    install_the_first(demo)
    with home_assistant(demo) as house:
        for entry_id in accounts:
            entry = house.command(type="config_entries/get_single", entry_id=entry_id)
            assert entry["config_entry"]["state"] == "setup_error", entry
            assert "newer version" in entry["config_entry"]["reason"]
        assert demo.post_signal({"symbol": BTC, "side": "long"}).status_code != 202
    assert {entry_id: contents(path) for entry_id, path in accounts.items()} == before

    update(demo, tmp_path)
    demo.start()
    assert_nothing_changed(demo)
    assert positions(demo)[held["position_id"]]["size"] == held["size"]


def held_in(demo: Demo, symbol: str) -> Json | None:
    """Return the position that is held in a market, once there is one with a size."""
    rows = (row for row in positions(demo).values() if row["symbol"] == symbol)
    return next((row for row in rows if row["status"] == "open" and row["size"] != "0"), None)
