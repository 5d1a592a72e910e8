"""Whom an action means: entities of a call become bots and positions of accounts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from homeassistant.config_entries import ConfigEntryState
from homeassistant.const import ATTR_ENTITY_ID, ENTITY_MATCH_ALL, Platform
from homeassistant.core import HomeAssistant, ServiceCall, callback
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import entity_registry as er

from ..accounts.entry import TradehookConfigEntry, is_group, loaded_accounts
from ..accounts.manual_bot import manual_bot_id
from ..const import DOMAIN
from ..entities.automations.selection import selected_entities
from ..entity import async_check_may_trade, slot_unique_id
from ..errors import position_ambiguous, position_missing, refusal
from ..execution.account import Account
from ..execution.common.slots import SlotKey
from ..trading.model.position import Position
from .schemas import ATTR_POSITION_ID, ATTR_SIGNAL_ID, TARGET_FIELDS


@dataclass(frozen=True, slots=True, kw_only=True)
class BotTarget:
    """A bot, and the switch that stands for it."""

    entity_id: str
    account: Account
    bot_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionsTarget:
    """The positions that are meant of a slot, and the sensor that stands for it."""

    entity_id: str
    account: Account
    positions: Sequence[Position]
    orphaned: bool = False
    """No sensor stands for it any more: its bot was removed."""

    @property
    def position_ids(self) -> list[str]:
        """Return the ids, oldest first."""
        return [position.position_id for position in self.positions]

    @property
    def only(self) -> str:
        """Return the id of the one position; raises when there are several."""
        if len(self.positions) == 1:
            return self.positions[0].position_id
        raise position_ambiguous(self.entity_id, self.position_ids)


type Unreached = dict[str, ServiceValidationError]
"""Targeted entities whose account is not loaded, each with the error that says so."""


@callback
def accounts(hass: HomeAssistant, entry_id: str | None = None) -> list[TradehookConfigEntry]:
    """Return one account that is loaded, or all of them; raises when the one is not."""
    if entry_id is None:
        return loaded_accounts(hass)
    entry = hass.config_entries.async_get_entry(entry_id)
    if entry is None or entry.domain != DOMAIN or is_group(entry):
        raise refusal(
            "account_missing",
            f"No account has the id `{entry_id}`: give the id of its config entry.",
        )
    if entry.state is not ConfigEntryState.LOADED:
        raise refusal(
            "account_not_loaded",
            f"{entry.title} is not loaded: see under Settings > Devices & services what it needs.",
        )
    return [entry]


@callback
def bot_of(hass: HomeAssistant, entity_id: str) -> tuple[TradehookConfigEntry, str]:
    """Return the account and the id of the bot that a switch stands for."""
    entry = er.async_get(hass).async_get(entity_id)
    if entry is not None and _is_ours(entry, Platform.SWITCH):
        account = _account_of(hass, entry)
        if entry.unique_id in account.runtime_data.bots:
            return account, entry.unique_id
    raise _bot_missing(entity_id)


async def bots_of_call(call: ServiceCall) -> tuple[list[BotTarget], Unreached]:
    """Return the bots that a call targets, and which can't be reached; raises when there is none.

    An account that is not loaded must not keep a signal from the others: it may be an exit.
    """
    targets = []
    found, unreached = _loaded(call, _targeted(call, Platform.SWITCH, unseen=False))
    for entry, account in found:
        if entry.unique_id in account.bots:
            if entry.unique_id == manual_bot_id(account.account_id) and not _names(call, entry):
                continue  # what means all bots, or those of an area, never opens by hand
            target = BotTarget(entity_id=entry.entity_id, account=account, bot_id=entry.unique_id)
            targets.append(target)
    if not targets and not unreached:
        raise _bot_missing(_named(call))
    return targets, unreached


def _names(call: ServiceCall, entry: er.RegistryEntry) -> bool:
    """Return whether a call targets an entity by its own id."""
    named = call.data.get(ATTR_ENTITY_ID) or ()
    return entry.entity_id in ([named] if isinstance(named, str) else named)


async def positions_of_call(call: ServiceCall) -> list[PositionsTarget]:
    """Return the positions that a call targets; raises when there is none, or one out of reach."""
    targets, unreached = await reachable_positions_of_call(call)
    for error in unreached.values():
        raise error
    return targets


async def reachable_positions_of_call(
    call: ServiceCall,
) -> tuple[list[PositionsTarget], Unreached]:
    """Return the positions that a call targets, by sensor, and the sensors that can't be reached.

    Raises when there is neither. Sensors without a fitting position are left out as long as
    another one has some. A position id needs no target. Positions of removed bots have no sensor
    any more: their id or *all* means them, and they answer under their id.
    """
    if not any(call.data.get(name) for name in TARGET_FIELDS):
        return _by_id(call), {}
    targets = []
    if call.data.get(ATTR_ENTITY_ID) == ENTITY_MATCH_ALL:
        targets += [one for one in _everywhere(call) if one.orphaned]
    found, unreached = _loaded(call, _targeted(call, Platform.SENSOR, unseen=True))
    for entry, account in found:
        slot = _slots(account).get(entry.unique_id)
        positions = list(_fitting(account, slot, call)) if slot else []
        if positions:
            targets.append(
                PositionsTarget(entity_id=entry.entity_id, account=account, positions=positions)
            )
    if not targets and not unreached:
        raise position_missing(_named(call))
    return targets, unreached


async def bots_to_trade(call: ServiceCall) -> tuple[list[BotTarget], Unreached]:
    """Return the bots that a call targets; raises unless whoever calls may trade with all."""
    targets, unreached = await bots_of_call(call)
    for target in targets:
        await check_may_trade(call, target.account, target.entity_id)
    return targets, unreached


async def positions_to_trade(call: ServiceCall) -> list[PositionsTarget]:
    """Return the positions that a call targets; raises unless whoever calls may trade all."""
    return await _checked(call, await positions_of_call(call))


async def reachable_positions_to_trade(
    call: ServiceCall,
) -> tuple[list[PositionsTarget], Unreached]:
    """Return those of accounts at work that whoever calls may trade, and why the others aren't."""
    targets, unreached = await reachable_positions_of_call(call)
    return await _checked(call, targets), unreached


async def _checked(call: ServiceCall, targets: list[PositionsTarget]) -> list[PositionsTarget]:
    for target in targets:
        sensor = None if target.orphaned else target.entity_id
        await check_may_trade(call, target.account, sensor)
    return targets


async def check_may_trade(call: ServiceCall, account: Account, entity_id: str | None) -> None:
    """Raise unless whoever calls may trade with an account; None = no entity stands for it."""
    (entry,) = accounts(call.hass, account.account_id)
    await async_check_may_trade(call.hass, call.context, entry, entity_id)


async def check_may_use_bot(call: ServiceCall, account: Account, bot_id: str) -> None:
    """Raise unless whoever calls may trade with a bot."""
    registry = er.async_get(call.hass)
    switch = registry.async_get_entity_id(Platform.SWITCH, DOMAIN, bot_id)
    await check_may_trade(call, account, switch)


def _by_id(call: ServiceCall) -> list[PositionsTarget]:
    """Return the one position whose id a call gives, whoever's it is."""
    if targets := list(_everywhere(call)):
        return targets
    raise position_missing(str(call.data[ATTR_POSITION_ID]))


def _everywhere(call: ServiceCall) -> Iterator[PositionsTarget]:
    """Yield the fitting positions of all loaded accounts, one by one."""
    registry = er.async_get(call.hass)
    for entry in accounts(call.hass):
        account = entry.runtime_data
        for slot in account.slots:
            unique_id = slot_unique_id(slot, "position")
            sensor = registry.async_get_entity_id(Platform.SENSOR, DOMAIN, unique_id)
            for position in _fitting(account, slot, call):
                yield PositionsTarget(
                    entity_id=sensor or position.position_id,
                    account=account,
                    positions=[position],
                    orphaned=sensor is None,
                )


def _fitting(account: Account, slot: SlotKey, call: ServiceCall) -> Iterator[Position]:
    position_id, signal_id = call.data.get(ATTR_POSITION_ID), call.data.get(ATTR_SIGNAL_ID)
    for position in account.slot_positions(slot):
        if position_id in (None, position.position_id) and signal_id in (None, position.signal_id):
            yield position


def _slots(account: Account) -> dict[str, SlotKey]:
    return {slot_unique_id(slot, "position"): slot for slot in account.slots}


def _targeted(call: ServiceCall, domain: str, *, unseen: bool) -> list[er.RegistryEntry]:
    """Return the registry entries of ours that a call targets.

    The registry and not the states: a disabled sensor must not hide a position from its close, and
    with `unseen` neither does a hidden one from that of its bot's device.
    """
    registry = er.async_get(call.hass)
    entity_ids = sorted(selected_entities(call.hass, call.data, unseen=unseen))
    found = (registry.async_get(entity_id) for entity_id in entity_ids)
    ours = [entry for entry in found if entry is not None and _is_ours(entry, domain)]
    if call.data.get(ATTR_ENTITY_ID) != ENTITY_MATCH_ALL:
        return ours
    loaded = {entry.entry_id for entry in accounts(call.hass)}
    return [entry for entry in ours if entry.config_entry_id in loaded]


def _loaded(
    call: ServiceCall, entries: Sequence[er.RegistryEntry]
) -> tuple[list[tuple[er.RegistryEntry, Account]], Unreached]:
    """Return the entities with their accounts, and those whose account is not loaded."""
    found, unreached = [], {}
    for entry in entries:
        try:
            found.append((entry, _account_of(call.hass, entry).runtime_data))
        except ServiceValidationError as error:
            unreached[entry.entity_id] = error
    return found, unreached


def _is_ours(entry: er.RegistryEntry, domain: str) -> bool:
    return entry.platform == DOMAIN and entry.domain == domain


def _account_of(hass: HomeAssistant, entry: er.RegistryEntry) -> TradehookConfigEntry:
    assert entry.config_entry_id is not None
    return accounts(hass, entry.config_entry_id)[0]


def _named(call: ServiceCall) -> str:
    """Return what a call's target says, for the error that nothing matches it."""
    target = (call.data.get(name) for name in TARGET_FIELDS)
    return ", ".join(
        one for value in target if value for one in ([value] if isinstance(value, str) else value)
    )


def _bot_missing(target: str) -> ServiceValidationError:
    return ServiceValidationError(
        translation_domain=DOMAIN,
        translation_key="bot_missing",
        translation_placeholders={"code": "bot_missing", "target": target},
    )
