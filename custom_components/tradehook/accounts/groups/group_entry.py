"""Builds a group of bots from its config entry."""

import asyncio
from collections import Counter
from collections.abc import Coroutine, Mapping
from decimal import Decimal
from typing import Any

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback
from homeassistant.util import dt as dt_util

from ...const import (
    CONF_ACCOUNT,
    CONF_API_KEY,
    CONF_BOT,
    CONF_LEARNED,
    CONF_MEMBERS,
    CONF_SECRET_DIGEST,
    CONF_SETTINGS,
    CONF_SIZE_FACTOR,
    DOMAIN,
)
from ...execution.groups import Group, GroupMember, GroupRuntime, GroupTerms
from ...ledger.files.backup_files import take_restored
from ...ledger.files.identity import check
from ...ledger.ledger import Ledger
from ...trading.credentials import OtherCredentials
from ...trading.settings.settings import BotSettings
from ..data import async_tradehook_data
from ..entry import GroupConfigEntry
from ..files import backup_paths, ledger_path
from ..vouched_ledgers import async_vouch, async_vouchers

type Member = Mapping[str, Any]
"""A bot of a group as its entry holds it."""


async def build_group(hass: HomeAssistant, entry: GroupConfigEntry) -> Group:
    """Open a group's ledger and put the group together, not started.

    Raises LedgerError and OSError.
    """
    path = ledger_path(hass, entry.entry_id)
    marker = backup_paths(hass)[1]
    known = await async_vouchers(hass).async_get(entry.entry_id)

    def prepare() -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not take_restored(marker, path) and known is not None:
            check(path, known)

    await hass.async_add_executor_job(prepare)
    ledger = await Ledger.open(path, lock=True)
    try:
        await async_vouch(hass, entry.entry_id, ledger)
    except Exception:
        await ledger.close()
        raise
    domain = async_tradehook_data(hass)

    def spawn[T](coro: Coroutine[Any, Any, T], name: str, /) -> asyncio.Task[T]:
        return hass.async_create_background_task(coro, f"Tradehook {name}")

    def is_removed(account_id: str) -> bool:
        return hass.config_entries.async_get_entry(account_id) is None

    runtime = GroupRuntime(
        now=dt_util.utcnow,
        spawn=spawn,
        account_of=domain.accounts.get,
        is_removed=is_removed,
        timings=domain.timings.groups,
    )
    return Group(terms_of(hass, entry), ledger, runtime)


@callback
def terms_of(hass: HomeAssistant, entry: GroupConfigEntry) -> GroupTerms:
    """Return a group as its entry has it; bots that were removed are left out."""
    settings = {name: value for name, value in entry.data[CONF_SETTINGS].items() if value}
    if networks := settings.get("allowed_networks"):
        settings["allowed_networks"] = tuple(networks)
    return GroupTerms(
        group_id=entry.entry_id,
        settings=BotSettings(name=entry.title, quote="", **settings),
        api_key=entry.data[CONF_API_KEY],
        secret_digest=entry.data[CONF_SECRET_DIGEST],
        members=_members(hass, entry),
        learned=frozenset().union(*(_learned(hass, one) for one in entry.data[CONF_MEMBERS])),
    )


@callback
def missing_members(hass: HomeAssistant, entry: GroupConfigEntry) -> list[Member]:
    """Return the bots of a group that were removed."""
    return [member for member in entry.data[CONF_MEMBERS] if bot_title(hass, member) is None]


@callback
def bot_title(hass: HomeAssistant, member: Member) -> str | None:
    """Return what a group's bot is called; None when it was removed."""
    account = _account(hass, member)
    bot = account.subentries.get(member[CONF_BOT]) if account is not None else None
    return None if bot is None else bot.title


def _learned(hass: HomeAssistant, member: Member) -> frozenset[str]:
    """Return the digests of other systems' tokens that a bot has learned."""
    account = _account(hass, member)
    bot = account.subentries.get(member[CONF_BOT]) if account is not None else None
    learned = {} if bot is None else bot.data.get(CONF_LEARNED, {})
    return OtherCredentials.of(learned, "").learned


def _account(hass: HomeAssistant, member: Member) -> ConfigEntry[Any] | None:
    entry = hass.config_entries.async_get_entry(member[CONF_ACCOUNT])
    return entry if entry is not None and entry.domain == DOMAIN else None


def _members(hass: HomeAssistant, entry: GroupConfigEntry) -> tuple[GroupMember, ...]:
    """Return the bots; where two have one name, that of the account stands behind it."""
    found = [
        (member, title)
        for member in entry.data[CONF_MEMBERS]
        if (title := bot_title(hass, member)) is not None
    ]
    names = Counter(title for _, title in found)
    members: dict[str, GroupMember] = {}
    for member, title in found:
        account = _account(hass, member)
        name = title if names[title] == 1 or account is None else f"{title} ({account.title})"
        while name in members:  # accounts can bear one name, too
            name = f"{name} *"
        members[name] = GroupMember(
            account_id=member[CONF_ACCOUNT],
            bot_id=member[CONF_BOT],
            name=name,
            size_factor=Decimal(member[CONF_SIZE_FACTOR]),
        )
    return tuple(members.values())
