"""An account in a Home Assistant, as the tests of entities and actions use it."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from homeassistant.config_entries import ConfigSubentryDataWithId
from homeassistant.core import Context, HomeAssistant, State
from pytest_homeassistant_custom_component.common import MockConfigEntry, MockUser

from custom_components.tradehook.exchanges.paper import PaperExchange
from custom_components.tradehook.execution.account import Account
from custom_components.tradehook.lifecycle.entry_migration import ENTRY_MINOR_VERSION, ENTRY_VERSION
from custom_components.tradehook.trading.credentials import digest
from custom_components.tradehook.trading.settings.codec import settings_as
from custom_components.tradehook.trading.settings.settings import BotSettings
from tests.fake_exchange.clients import KEYS

DOMAIN = "tradehook"
BTC = "BTC/USDT"
ETH = "ETH/USDT"
BOT = "01J0000000000000000000BOT1"
KEY, SECRET = "the-key", "the-secret"
BOT_SWITCH = "switch.trend"
TRADING_SWITCH = "switch.paper_trading"
POSITION = "sensor.trend_btc_usdt_long_position"
PROFIT = "sensor.trend_btc_usdt_long_profit"
CLOSE_BUTTON = "button.trend_close_btc_usdt_long"
KEEP_BUTTON = "button.trend_keep_btc_usdt_long"
SETTINGS = BotSettings(name="Trend", quote="USDT", max_positions=5, max_positions_per_market=3)


def bot_subentry(
    bot_id: str = BOT, title: str = "Trend", settings: BotSettings = SETTINGS
) -> ConfigSubentryDataWithId:
    """Return what a bot's flow leaves in the entry."""
    return ConfigSubentryDataWithId(
        data={
            "settings": settings_as(settings),
            "api_key": KEY,
            "secret_digest": digest(SECRET),
            "webhook_id": f"hook-{bot_id}",
        },
        subentry_id=bot_id,
        subentry_type="bot",
        title=title,
        unique_id=None,
    )


def account_entry(
    *,
    title: str = "Paper",
    market_type: str = "spot",
    bots: tuple[ConfigSubentryDataWithId, ...] | None = None,
    only_admins_trade: bool = True,
    also: Mapping[str, object] | None = None,
) -> MockConfigEntry:
    """Return what the account's flow leaves behind; `also` adds to its data."""
    return MockConfigEntry(
        domain=DOMAIN,
        version=ENTRY_VERSION,
        minor_version=ENTRY_MINOR_VERSION,
        title=title,
        data={
            "account_type": "paper",
            "price_source": "simulated",
            "market_type": market_type,
            "currency": "USDT",
            "starting_balance": "10000",
            "maker_fee": "0.1",
            "taker_fee": "0.1",
            "slippage": "0.05",
            "max_leverage": 20,
            "seed": 7,
            "hedge_mode": False,
            **(also or {}),
        },
        options={"only_admins_trade": only_admins_trade},
        subentries_data=(bot_subentry(),) if bots is None else bots,
    )


def live_entry(
    exchange: str,
    *,
    market_type: str = "spot",
    credentials: Mapping[str, str] | None = None,
    bots: tuple[ConfigSubentryDataWithId, ...] | None = None,
) -> MockConfigEntry:
    """Return what the flow of a live account leaves behind; the key is that of the imitations."""
    return MockConfigEntry(
        domain=DOMAIN,
        version=ENTRY_VERSION,
        minor_version=ENTRY_MINOR_VERSION,
        title="Live",
        data={
            "account_type": "live",
            "exchange": exchange,
            "environment": "live",
            "market_type": market_type,
            "currency": "USDT",
            "credentials": credentials or {"api_key": KEYS["apiKey"], "secret": KEYS["secret"]},
            "maker_fee": "0.1",
            "taker_fee": "0.1",
            "slippage": "0.05",
        },
        options={"only_admins_trade": True},
        subentries_data=(bot_subentry(),) if bots is None else bots,
    )


@dataclass(kw_only=True)
class Face:
    """An account that is loaded, with what a test does to it."""

    hass: HomeAssistant
    entry: MockConfigEntry

    @property
    def account(self) -> Account:
        """Return the account of the newest load."""
        account: Account = self.entry.runtime_data
        return account

    async def settle(self) -> None:
        """Let what is under way come to rest, and be shown."""
        quiet = 0
        while quiet < 3:
            await asyncio.sleep(0.005)
            quiet = 0 if self.account.busy or self._venue_is_busy() else quiet + 1
        await self.hass.async_block_till_done()

    def _venue_is_busy(self) -> bool:
        venue = self.account.exchange
        return isinstance(venue, PaperExchange) and venue._worker.busy

    async def price(self, price: object, symbol: str = BTC) -> None:
        """Move a market, hold it there and let everything follow."""
        await self.account.set_simulated_price(symbol, price=Decimal(str(price)), hold=True)
        await self.settle()

    async def open(self, *, bot_id: str = BOT, **fields: Any) -> Mapping[str, object]:
        """Open a position and return the answer; 65,000 for 100 USDT unless told otherwise."""
        await self.price(65000, BTC if "symbol" not in fields else str(fields["symbol"]))
        message = {"action": "open", "symbol": BTC, "side": "long", **fields}
        answer = await self.account.send_signal(bot_id, message)
        assert answer.status == 202, answer.body
        await self.settle()
        return answer.body

    async def open_limit(self, **fields: Any) -> Mapping[str, object]:
        """Open with a limit entry that does not fill at 65,000."""
        return await self.open(order_type="limit", signal_price="60000", **fields)

    def state(self, entity_id: str) -> State:
        """Return a state that must be there."""
        state = self.hass.states.get(entity_id)
        assert state is not None, (entity_id, sorted(self.hass.states.async_entity_ids()))
        return state

    async def call(
        self,
        service: str,
        data: Mapping[str, object] | None = None,
        *,
        target: str | list[str] | None = None,
        domain: str = DOMAIN,
        context: Context | None = None,
        response: bool = True,
    ) -> Any:
        """Call an action, wait for what follows and return its response."""
        result = await self.hass.services.async_call(
            domain,
            service,
            dict(data or {}),
            blocking=True,
            target={"entity_id": target} if target else None,
            context=context,
            return_response=response,
        )
        await self.settle()
        return result

    async def press(self, entity_id: str, context: Context | None = None) -> None:
        """Press a button."""
        await self.call("press", target=entity_id, domain="button", context=context, response=False)

    async def turn(self, entity_id: str, on: bool, context: Context | None = None) -> None:
        """Flip a switch."""
        service = "turn_on" if on else "turn_off"
        await self.call(service, target=entity_id, domain="switch", context=context, response=False)

    async def reload(self) -> None:
        """Load the account again."""
        await self.hass.config_entries.async_reload(self.entry.entry_id)
        await self.settle()

    def person(self, *, admin: bool) -> Context:
        """Return the context of what a person does who may control all entities."""
        user = MockUser(is_owner=admin).add_to_hass(self.hass)
        if not admin:
            user.mock_policy({"entities": True})
        return Context(user_id=user.id)


@asynccontextmanager
async def loaded(hass: HomeAssistant, entry: MockConfigEntry) -> AsyncIterator[Face]:
    """Load an account, and unload it at the end unless the test removes it."""
    entry.add_to_hass(hass)
    assert await hass.config_entries.async_setup(entry.entry_id)
    face = Face(hass=hass, entry=entry)
    await face.settle()
    try:
        yield face
    finally:
        if hass.config_entries.async_get_entry(entry.entry_id):
            await hass.config_entries.async_unload(entry.entry_id)
        await hass.async_block_till_done()
