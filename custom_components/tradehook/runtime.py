"""Builds an account from Home Assistant's parts."""

import asyncio
from collections.abc import Coroutine
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util

from .backup import take_restored
from .const import (
    CONF_CURRENCY,
    CONF_FUNDING_RATE,
    CONF_HEDGE_MODE,
    CONF_MAKER_FEE,
    CONF_MARKET_TYPE,
    CONF_MAX_LEVERAGE,
    CONF_SEED,
    CONF_SLIPPAGE,
    CONF_STARTING_BALANCE,
    CONF_TAKER_FEE,
    DOMAIN,
)
from .exchanges.paper import PaperExchange
from .exchanges.paper_rules import PaperTerms
from .exchanges.simulated_market import SimulatedMarket
from .execution.account import Account
from .execution.paper_books import LedgerBooks
from .ledger.ledger import Ledger
from .trading.market import MarketType

type TradehookConfigEntry = ConfigEntry[Account]

HUNDRED = Decimal(100)


def ledger_path(hass: HomeAssistant, entry_id: str) -> Path:
    """Return where an account's ledger lies."""
    return Path(hass.config.path(DOMAIN, f"{entry_id}.db"))


async def build_account(hass: HomeAssistant, entry: TradehookConfigEntry) -> Account:
    """Open an account's ledger and put the account together, without its bots and not started.

    Raises LedgerError and OSError.
    """
    path = ledger_path(hass, entry.entry_id)
    await hass.async_add_executor_job(_prepare, Path(hass.config.path()), path)
    ledger = await Ledger.open(path)
    try:
        return _account(hass, entry, ledger)
    except Exception:
        # Its threads would outlive the set-up that failed.
        await ledger.close()
        raise


def _account(hass: HomeAssistant, entry: TradehookConfigEntry, ledger: Ledger) -> Account:
    data = entry.data
    books = LedgerBooks(ledger)
    market = SimulatedMarket(
        books, seed=data[CONF_SEED], market_type=MarketType(data[CONF_MARKET_TYPE])
    )
    taker_fee, slippage = Decimal(data[CONF_TAKER_FEE]), Decimal(data[CONF_SLIPPAGE])
    exchange = PaperExchange(
        market,
        books,
        starting_balances={data[CONF_CURRENCY]: Decimal(data[CONF_STARTING_BALANCE])},
        terms=PaperTerms(
            maker_fee=Decimal(data[CONF_MAKER_FEE]),
            taker_fee=taker_fee,
            slippage=slippage,
            hedge_mode=data.get(CONF_HEDGE_MODE, False),
            max_leverage=data.get(CONF_MAX_LEVERAGE),
            funding_rate=Decimal(data.get(CONF_FUNDING_RATE, 0)),
        ),
    )

    def spawn[T](coro: Coroutine[Any, Any, T], name: str, /) -> asyncio.Task[T]:
        return hass.async_create_background_task(coro, f"Tradehook {name}")

    return Account(
        account_id=entry.entry_id,
        name=entry.title,
        currency=data[CONF_CURRENCY],
        exchange=exchange,
        ledger=ledger,
        simulated_market=market,
        now=dt_util.utcnow,
        midnight=_midnight,
        spawn=spawn,
        taker_fee=taker_fee / HUNDRED,
        slippage=slippage / HUNDRED,
        max_leverage=data.get(CONF_MAX_LEVERAGE),
    )


def _prepare(config_folder: Path, path: Path) -> None:
    """Make the folder of the ledgers, and let one from a backup take its place."""
    path.parent.mkdir(parents=True, exist_ok=True)
    take_restored(config_folder, path)


def _midnight(moment: datetime) -> datetime:
    """Return the last midnight of Home Assistant's time zone."""
    return dt_util.as_utc(dt_util.start_of_local_day(dt_util.as_local(moment)))
