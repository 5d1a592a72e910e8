"""Test how the panel has a pasted alert explained: to administrators, its secret in no log."""

import logging
from typing import Any

import pytest
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.tradehook.panel.alerts.pasted_alert_view import PastedAlertView
from tests.face import Face

URL = PastedAlertView.url
ALERT = """{"secret": "own-secret-value", "bot_uuid": "own-uuid",
 "tv_instrument": "BTCUSDT", "action": "enter_long"}"""


async def test_an_administrator_has_an_alert_explained(
    face: Face, hass_client: ClientSessionGenerator, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    browser = await hass_client()
    answer = await browser.post(URL, json={"text": ALERT})
    told: dict[str, Any] = await answer.json()

    assert told["system"] == "3Commas signal bot"
    assert told["message"] == {"symbol": "BTCUSDT", "side": "long", "action": "open"}
    assert {part["path"]: part["kind"] for part in told["parts"]}["secret"] == "secret"
    assert told["refusal"] is None
    assert "own-secret-value" not in repr(told) + caplog.text
    assert await face.account.signals() == []
    refused = await (await browser.post(URL, json={"text": "good morning"})).json()
    assert refused["refusal"]["code"] == "dialect_unknown"
    assert (await browser.post(URL, json={"texts": ALERT})).status == 400


async def test_nobody_else_has_one_explained(
    face: Face, hass_client: ClientSessionGenerator, hass_client_no_auth: ClientSessionGenerator,
    hass_read_only_access_token: str,
) -> None:  # fmt: skip
    assert face.account
    stranger = await hass_client_no_auth()
    assert (await stranger.post(URL, json={"text": ALERT})).status == 401
    guest = await hass_client(hass_read_only_access_token)
    assert (await guest.post(URL, json={"text": ALERT})).status == 401
