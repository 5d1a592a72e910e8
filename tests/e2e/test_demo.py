"""Test the demo itself: its life, and what it tells."""

import fcntl
import os
from pathlib import Path
import stat
import subprocess

import requests

from tests.e2e.demo import ROOT, Demo, free_port
from tests.e2e.frontend import Frontend


def test_handles_lead_to_a_running_bot(demo: Demo) -> None:
    """Test that the handles are for nobody else, and that what they name is there."""
    path = demo.folder / "handles.json"

    assert stat.S_IMODE(path.stat().st_mode) == stat.S_IRUSR | stat.S_IWUSR
    assert demo.request("GET", "/api/config").json()["state"] == "RUNNING"
    assert demo.state(demo.bot.switch_entity_id) == "on"
    assert demo.bot.webhook_url.startswith(demo.handles.base_url)


def test_blueprints_are_offered(demo: Demo) -> None:
    """Test that Home Assistant's settings list them, with their names."""
    found = Frontend(demo).command(type="blueprint/list", domain="automation")

    wanted = {f"tradehook/{path.name}" for path in ROOT.glob("blueprints/automation/*/*.yaml")}
    assert len(wanted) == 15
    assert {path for path, one in found.items() if "metadata" in one} == wanted


def test_log_is_quiet(demo: Demo) -> None:
    """Test that nothing of ours complains while the demo starts."""
    assert "tradehook" not in demo.log().replace("custom integration tradehook which has not", "")


def test_state_survives_a_kill_and_ends_with_clean(demo: Demo) -> None:
    """Test that a killed demo starts again at once, with the same bot, also elsewhere.

    The last test of all, since nothing is left for others after it.
    """
    before = demo.handles
    demo.kill()
    demo.port = free_port()
    after = demo.start()

    assert after.access_token == before.access_token
    assert [bot._replace(webhook_url="") for bot in after.bots] == [
        bot._replace(webhook_url="") for bot in before.bots
    ]
    assert demo.bot.webhook_url.startswith(f"http://127.0.0.1:{demo.port}/")
    assert demo.stop() == 0
    assert not (demo.folder / "handles.json").exists()

    afresh = demo.start("--clean")

    assert afresh.access_token != before.access_token
    assert afresh.bots[0].api_key != before.bots[0].api_key


def test_handles_of_a_killed_demo_go_before_anything_else(tmp_path: Path) -> None:
    """Test that no script finds the old ones while the new demo starts; --help is soon over."""
    handles, lock = tmp_path / "handles.json", tmp_path / ".demo.lock"
    handles.touch()
    lock.touch()

    def start() -> None:
        command = (ROOT / "scripts" / "demo", "--help")
        environment = {**os.environ, "TRADEHOOK_DEMO_DIR": str(tmp_path)}
        subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)

    with lock.open() as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        start()
        assert handles.exists(), "those of a demo that runs belong to it"
    start()

    assert not handles.exists()


def test_a_login_works(demo: Demo) -> None:
    """Test that a person can log in with the demo's user and password."""
    client_id = f"{demo.handles.base_url}/"
    flow = requests.post(
        f"{demo.handles.base_url}/auth/login_flow",
        json={
            "client_id": client_id,
            "handler": ["homeassistant", None],
            "redirect_uri": client_id,
        },
        timeout=30,
    ).json()
    answer = requests.post(
        f"{demo.handles.base_url}/auth/login_flow/{flow['flow_id']}",
        json={"client_id": client_id, "username": "demo", "password": "demo"},
        timeout=30,
    ).json()

    assert answer["type"] == "create_entry"
