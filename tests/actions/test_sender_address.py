"""Tests of which address an allow-list sees: directly, behind a proxy, through a cloudhook."""

from collections.abc import Mapping
from http import HTTPStatus
import json
from typing import Any

from homeassistant.components import webhook
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
from homeassistant.util.aiohttp import MockRequest
import pytest
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.tradehook.trading.settings.settings import BotSettings
from tests.face import BOT, KEY, SECRET, Face, account_entry, bot_subentry, loaded

pytestmark = pytest.mark.usefixtures("config_folder")

PROXY, TRADINGVIEW, STRANGER = "127.0.0.1", "52.89.214.238", "203.0.113.9"
URL = f"/api/webhook/hook-{BOT}"
OPEN = {"api_key": KEY, "api_secret": SECRET, "symbol": "BTC/USDT", "side": "long"}
TRUSTING = {"use_x_forwarded_for": True, "trusted_proxies": [PROXY]}
OTHER_PROXY = {"use_x_forwarded_for": True, "trusted_proxies": ["192.168.1.2"]}


def with_list(**settings: Any) -> Any:
    """Return an account whose bot has an allow-list."""
    bot = BotSettings(name="Trend", quote="USDT", **settings)
    return account_entry(bots=(bot_subentry(settings=bot),))


@pytest.mark.parametrize(
    ("http", "forwarded_for", "status", "code"),
    [
        (TRUSTING, TRADINGVIEW, HTTPStatus.ACCEPTED, None),
        (TRUSTING, STRANGER, HTTPStatus.FORBIDDEN, "sender_not_allowed"),
        # who claims to be TradingView is still known by the address that reached the proxy
        (TRUSTING, f"{TRADINGVIEW}, {STRANGER}", HTTPStatus.FORBIDDEN, "sender_not_allowed"),
        # a proxy that does not tell whom it speaks for speaks for itself
        (TRUSTING, None, HTTPStatus.FORBIDDEN, "sender_not_allowed"),
    ],
)
async def test_trusted_proxy_tells_who_the_sender_is(
    hass: HomeAssistant,
    hass_client_no_auth: ClientSessionGenerator,
    http: Mapping[str, Any],
    forwarded_for: str | None,
    status: HTTPStatus,
    code: str | None,
) -> None:
    """Test that the address which counts is the last one before the trusted proxy."""
    assert await async_setup_component(hass, "http", {"http": http})
    async with loaded(hass, with_list(only_tradingview=True)) as face:
        await face.price(65000)
        headers = {"X-Forwarded-For": forwarded_for} if forwarded_for else {}
        response = await (await hass_client_no_auth()).post(URL, json=OPEN, headers=headers)
        await face.settle()

    assert response.status == status
    assert (await response.json()).get("code") == code


@pytest.mark.parametrize("http", [{}, OTHER_PROXY], ids=["no proxies", "another proxy"])
async def test_proxy_that_nobody_trusts_reaches_no_bot(
    hass: HomeAssistant, hass_client_no_auth: ClientSessionGenerator, http: Mapping[str, Any]
) -> None:
    """Test that Home Assistant itself answers, and the signal log stays empty."""
    assert await async_setup_component(hass, "http", {"http": http})
    async with loaded(hass, with_list(only_tradingview=True)) as face:
        headers = {"X-Forwarded-For": TRADINGVIEW}
        response = await (await hass_client_no_auth()).post(URL, json=OPEN, headers=headers)

        assert response.status == HTTPStatus.BAD_REQUEST
        assert not await face.account.signals()


async def test_proxy_that_tells_nothing_can_be_allowed_itself(
    hass: HomeAssistant, hass_client_no_auth: ClientSessionGenerator
) -> None:
    """Test the way out for a proxy that can't be configured."""
    async with loaded(hass, with_list(allowed_networks=(PROXY,))) as face:
        await face.price(65000)
        response = await (await hass_client_no_auth()).post(URL, json=OPEN)
        await face.settle()

    assert response.status == HTTPStatus.ACCEPTED


@pytest.mark.parametrize(
    ("settings", "status"),
    [
        ({}, HTTPStatus.ACCEPTED),
        ({"only_tradingview": True}, HTTPStatus.FORBIDDEN),
        ({"allowed_networks": ("0.0.0.0/0", "::/0")}, HTTPStatus.FORBIDDEN),
    ],
    ids=["no list", "only TradingView", "all networks"],
)
async def test_cloudhook_has_no_address(
    hass: HomeAssistant, settings: Mapping[str, Any], status: HTTPStatus
) -> None:
    """Test that an allow-list refuses what comes through Home Assistant Cloud."""
    async with loaded(hass, with_list(**settings)) as face:
        await face.price(65000)
        response = await from_cloud(face)
        await face.settle()

    assert response == status


async def from_cloud(face: Face) -> int:
    """Send a signal as Home Assistant Cloud delivers it."""
    request = MockRequest(content=json.dumps(OPEN).encode(), mock_source="cloud", method="POST")
    response = await webhook.async_handle_webhook(face.hass, f"hook-{BOT}", request)
    return response.status
