"""Builds an account from Home Assistant's parts."""

import asyncio
from collections.abc import Coroutine, Mapping
from datetime import datetime
from decimal import Decimal
from pathlib import Path
import tempfile
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.helpers.storage import STORAGE_DIR
from homeassistant.util import dt as dt_util

from ..const import (
    ACCOUNT_TYPE_LIVE,
    CONF_ACCOUNT_TYPE,
    CONF_CREDENTIALS,
    CONF_CURRENCY,
    CONF_ENVIRONMENT,
    CONF_EXCHANGE,
    CONF_FUNDING_RATE,
    CONF_HEDGE_MODE,
    CONF_LEDGER_MEGABYTES,
    CONF_MAKER_FEE,
    CONF_MARKET_TYPE,
    CONF_MAX_LEVERAGE,
    CONF_PRICE_SOURCE,
    CONF_REGION,
    CONF_SEED,
    CONF_SLIPPAGE,
    CONF_STARTING_BALANCE,
    CONF_TAKER_FEE,
    DEFAULT_LEDGER_MEGABYTES,
    DOMAIN,
    PRICE_SOURCE_SIMULATED,
)
from ..exchanges.ccxt.exchange import CcxtExchange
from ..exchanges.ccxt.feeds import VenuePrices
from ..exchanges.ccxt.session import Credentials
from ..exchanges.paper import PaperExchange, PaperTerms
from ..exchanges.port.exchange import Exchange
from ..exchanges.port.price_source import PriceSource
from ..exchanges.simulated_market import SimulatedMarket
from ..exchanges.venues.catalogue import venue
from ..exchanges.venues.model.access import Credential, Environment, Region
from ..execution.account import Account
from ..execution.build import build_parts
from ..execution.common.runtime import AccountRuntime
from ..execution.paper_store import LedgerPaperStore
from ..ledger.files.backup_files import take_restored
from ..ledger.files.identity import Identity, check
from ..ledger.ledger import Ledger
from ..trading.model.market import MarketType
from .data import async_tradehook_data
from .entry import TradehookConfigEntry
from .files import backup_paths, ledger_path
from .venue_resources import async_venue_resources
from .vouched_ledgers import async_vouch, async_vouchers

HUNDRED = Decimal(100)


async def build_account(hass: HomeAssistant, entry: TradehookConfigEntry) -> Account:
    """Open an account's ledger and put the account together, without its bots and not started.

    Raises LedgerError and OSError.
    """
    path = ledger_path(hass, entry.entry_id)
    known = await async_vouchers(hass).async_get(entry.entry_id)
    await hass.async_add_executor_job(_prepare, backup_paths(hass)[1], path, known)
    ledger = await Ledger.open(path, lock=True)
    try:
        await async_vouch(hass, entry.entry_id, ledger)
        return _account(hass, entry, ledger)
    except Exception:
        # Its threads would outlive the set-up that failed.
        await ledger.close()
        raise


def _account(hass: HomeAssistant, entry: TradehookConfigEntry, ledger: Ledger) -> Account:
    data = entry.data
    market: SimulatedMarket | None = None
    exchange: Exchange
    if data[CONF_ACCOUNT_TYPE] == ACCOUNT_TYPE_LIVE:
        exchange = live_exchange(hass, data)
    else:
        store = LedgerPaperStore(ledger)
        source: PriceSource
        if data[CONF_PRICE_SOURCE] == PRICE_SOURCE_SIMULATED:
            source = market = SimulatedMarket(
                store, seed=data[CONF_SEED], market_type=MarketType(data[CONF_MARKET_TYPE])
            )
        else:
            source = VenuePrices(venue(data[CONF_PRICE_SOURCE]), async_venue_resources(hass))
        exchange = PaperExchange(
            source,
            store,
            starting_balances={data[CONF_CURRENCY]: Decimal(data[CONF_STARTING_BALANCE])},
            terms=_terms(data),
        )

    def spawn[T](coro: Coroutine[Any, Any, T], name: str, /) -> asyncio.Task[T]:
        return hass.async_create_background_task(coro, f"Tradehook {name}")

    return Account(
        build_parts(
            account_id=entry.entry_id,
            notes=_notes(hass, entry.entry_id),
            most_bytes=int(entry.options.get(CONF_LEDGER_MEGABYTES, DEFAULT_LEDGER_MEGABYTES))
            * 10**6,
            name=entry.title,
            currency=data[CONF_CURRENCY],
            exchange=exchange,
            ledger=ledger,
            simulated_market=market,
            runtime=AccountRuntime(
                now=dt_util.utcnow,
                midnight=_midnight,
                spawn=spawn,
                timings=async_tradehook_data(hass).timings,
            ),
            taker_fee=Decimal(data[CONF_TAKER_FEE]) / HUNDRED,
            slippage=Decimal(data[CONF_SLIPPAGE]) / HUNDRED,
            max_leverage=data.get(CONF_MAX_LEVERAGE),
        )
    )


def live_exchange(
    hass: HomeAssistant, data: Mapping[str, Any], *, is_new: bool = False
) -> CcxtExchange:
    """Return the venue of a live account, not open; `data` as its config entry has it."""
    return CcxtExchange(
        venue(data[CONF_EXCHANGE]),
        async_venue_resources(hass),
        Credentials({Credential(k): v for k, v in data[CONF_CREDENTIALS].items()}),
        environment=Environment(data[CONF_ENVIRONMENT]),
        # Accounts of before there were regions are where everybody was looked for.
        region=Region(data.get(CONF_REGION, Region.GLOBAL)),
        is_new=is_new,
    )


def _terms(data: Mapping[str, Any]) -> PaperTerms:
    return PaperTerms(
        maker_fee=Decimal(data[CONF_MAKER_FEE]),
        taker_fee=Decimal(data[CONF_TAKER_FEE]),
        slippage=Decimal(data[CONF_SLIPPAGE]),
        hedge_mode=data.get(CONF_HEDGE_MODE, False),
        max_leverage=data.get(CONF_MAX_LEVERAGE),
        funding_rate=Decimal(data.get(CONF_FUNDING_RATE, 0)),
    )


def _notes(hass: HomeAssistant, entry_id: str) -> tuple[Path, ...]:
    """Return where exits are noted that could not be recorded: elsewhere than the ledger."""
    name = f"{DOMAIN}.unrecorded.{entry_id}.json"
    return Path(hass.config.path(STORAGE_DIR, name)), Path(tempfile.gettempdir(), name)


def _prepare(marker: Path, path: Path, known: Identity | None) -> None:
    """Make the folder of the ledgers, and let one from a backup take its place.

    Raises LedgerLostError for a file that is not the ledger that is known.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    if not take_restored(marker, path) and known is not None:
        check(path, known)


def _midnight(moment: datetime) -> datetime:
    """Return the last midnight of Home Assistant's time zone."""
    return dt_util.as_utc(dt_util.start_of_local_day(dt_util.as_local(moment)))
