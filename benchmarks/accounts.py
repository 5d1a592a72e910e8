"""Accounts and bots of the benchmark, made through the flows as a person makes them."""

from typing import Any

from demo_client import HomeAssistant

from tests.fake_exchange.clients import KEYS

from .signals import Door

DOMAIN = "tradehook"
LOGINS = ((KEYS["apiKey"], KEYS["secret"]), ("second-key", "second-secret"))
"""The keys that the imitated venue knows; all are of the same account there."""


async def add_live_account(hass: HomeAssistant, exchange: str, key: int = 0) -> str:
    """Add an account on the imitated venue and return its config entry's id."""
    name, secret = LOGINS[key]
    place = {"exchange": exchange.lower(), "environment": "live"}
    answers = {**place, "api_key": name, "secret": secret}
    entry = await hass.add_entry(DOMAIN, answers, choices=("live",))
    return str(entry["result"]["entry_id"])


async def add_paper_account(hass: HomeAssistant) -> str:
    """Add an account on the simulated market and return its config entry's id."""
    entry = await hass.add_entry(DOMAIN, {"market_type": "spot"}, choices=("paper",))
    return str(entry["result"]["entry_id"])


async def add_bots(hass: HomeAssistant, entry_id: str, number: int) -> list[Door]:
    """Add bots without limits that stand in the way, and return where their signals go."""
    doors = []
    for index in range(number):
        answers: dict[str, Any] = {
            "name": f"Bench {index}",
            "preset": "signal",  # no exits of its own: each signal is one order
            "max_position_size": 1000,
            "max_positions": 1000,
            "max_positions_per_market": 1000,
            "rate_limit": 6000,
        }
        added = await hass.add_subentry(entry_id, "bot", answers, choices=("save",))
        told = added["description_placeholders"]
        fields = {
            "api_key": told["api_key"],
            "api_secret": told["api_secret"],
            "exchange": "BINA",
        }
        doors.append(Door(told["webhook_url"], fields, closes_all=True))
    return doors
