"""Repairs of a ledger that is lost, damaged or can't be used, and what their buttons do."""

import functools
import logging
from pathlib import Path
from typing import Any, Final, override

from homeassistant.components.repairs import RepairsFlow, RepairsFlowResult
from homeassistant.config_entries import ConfigEntry, ConfigEntryState
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import issue_registry as ir
from homeassistant.util import dt as dt_util
import probatio

from ..accounts.files import ledger_path
from ..accounts.vouched_ledgers import async_vouchers
from ..const import DOMAIN
from ..ledger.files.identity import Found, Loss, find_newest, is_damaged, put_aside, put_in_place
from .raising import async_raise

_LOGGER = logging.getLogger(__name__)

LOST: Final = "ledger_lost"
UNAVAILABLE: Final = "ledger_unusable"
ENTRY_ID: Final = "entry_id"
NAME: Final = "name"
_KINDS: Final = (LOST, UNAVAILABLE)
_TEXTS: Final = {
    Loss.MISSING: "ledger_lost_missing",
    Loss.EMPTY: "ledger_lost_empty",
    Loss.OLDER: "ledger_lost_older",
    Loss.FOREIGN: "ledger_lost_foreign",
    Loss.REPLACED: "ledger_lost_replaced",
    Loss.DAMAGED: "ledger_lost_damaged",
}


@callback
def async_tell_lost(hass: HomeAssistant, entry: ConfigEntry[Any], loss: Loss) -> None:
    """Raise the repair of a ledger that is not the account's; it is solved by a person."""
    _raise(hass, entry, LOST, _TEXTS[loss], loss.value)


@callback
def async_tell_unusable(hass: HomeAssistant, entry: ConfigEntry[Any], error: Exception) -> None:
    """Raise the repair of a ledger that can't be used, as it is tried again and again."""
    if is_damaged(error):
        _raise(hass, entry, LOST, _TEXTS[Loss.DAMAGED], str(error))
    else:
        _raise(hass, entry, UNAVAILABLE, UNAVAILABLE, str(error))


@callback
def async_ledger_is_back(hass: HomeAssistant, entry_id: str) -> None:
    """Withdraw the repairs of an account whose ledger is in use, or that is gone."""
    for kind in _KINDS:
        ir.async_delete_issue(hass, DOMAIN, _issue_id(kind, entry_id))


def _issue_id(kind: str, entry_id: str) -> str:
    return f"{kind}_{entry_id}"


def _raise(hass: HomeAssistant, entry: ConfigEntry[Any], kind: str, text: str, error: str) -> None:
    issue_id = _issue_id(kind, entry.entry_id)
    if ir.async_get(hass).async_get_issue(DOMAIN, issue_id) is None:
        _LOGGER.error("The ledger of %s can't be used: %s", entry.title, error)
    for other in _KINDS:
        if other != kind:
            ir.async_delete_issue(hass, DOMAIN, _issue_id(other, entry.entry_id))
    lost = kind == LOST
    async_raise(
        hass,
        issue_id,
        text,
        {
            "account": entry.title,
            "file": str(ledger_path(hass, entry.entry_id)),
            "error": error,
        },
        severity=ir.IssueSeverity.CRITICAL if lost else ir.IssueSeverity.ERROR,
        fixable=lost,  # what only keeps the file busy passes by itself
        about={ENTRY_ID: entry.entry_id},
    )


class LedgerLostFlow(RepairsFlow):
    """Asks what the account shall go on with; nothing is deleted, whatever is chosen."""

    def __init__(self, entry: ConfigEntry[Any]) -> None:
        self._entry = entry
        self._newest: Found | None = None
        self._chosen = False

    @property
    def _path(self) -> Path:
        return ledger_path(self.hass, self._entry.entry_id)

    async def async_step_init(self, _input: dict[str, str] | None = None) -> RepairsFlowResult:
        """Offer what there is to go on with."""
        known = await async_vouchers(self.hass).async_get(self._entry.entry_id)
        if known is not None:
            find = functools.partial(find_newest, self._path, known.ledger_id)
            self._newest = await self.hass.async_add_executor_job(find)
        options = ["check_again", "begin_anew"]
        if self._newest is not None:
            options.insert(0, "restore")
        return self.async_show_menu(
            step_id="init",
            menu_options=options,
            description_placeholders={"account": self._entry.title, "file": str(self._path)},
        )

    async def async_step_restore(self, answer: dict[str, str] | None = None) -> RepairsFlowResult:
        """Put the newest copy in the ledger's place."""
        assert self._newest is not None
        if answer is None:
            return self.async_show_form(
                step_id="restore",
                description_placeholders={
                    "account": self._entry.title,
                    "copy": self._newest.path.name,
                    "time": dt_util.as_local(self._newest.at).strftime("%Y-%m-%d %H:%M:%S"),
                },
            )
        copy = self._newest.path
        return await self._async_done(
            functools.partial(put_in_place, self._path, copy, dt_util.now())
        )

    async def async_step_begin_anew(
        self, answer: dict[str, str] | None = None
    ) -> RepairsFlowResult:
        """Begin with an empty ledger, once the account's name was typed."""
        errors = {}
        if answer is not None:
            if answer[NAME].strip() == self._entry.title:
                return await self._async_done(
                    functools.partial(put_aside, self._path, dt_util.now()), forget=True
                )
            errors[NAME] = "not_the_name"
        return self.async_show_form(
            step_id="begin_anew",
            data_schema=probatio.Schema({probatio.Required(NAME): str}),
            errors=errors,
            description_placeholders={"account": self._entry.title},
        )

    async def async_step_check_again(
        self, _input: dict[str, str] | None = None
    ) -> RepairsFlowResult:
        """Try once more: somebody has put the right file back."""
        return await self._async_done(None)

    async def _async_done(
        self, change: functools.partial[None] | None, *, forget: bool = False
    ) -> RepairsFlowResult:
        entry, self._chosen = self._entry, True
        if entry.state is ConfigEntryState.LOADED:
            await self.hass.config_entries.async_unload(entry.entry_id)
        try:
            if change is not None:
                await self.hass.async_add_executor_job(change)
        except OSError as err:
            _LOGGER.error("The ledger of %s can't be put right: %s", entry.title, err)  # noqa: TRY400
            return self.async_abort(
                reason="not_possible", description_placeholders={"error": str(err)}
            )
        if forget:
            await async_vouchers(self.hass).async_forget(entry.entry_id)
        return self.async_create_entry(data={})

    @callback
    @override
    def async_remove(self) -> None:
        """Set the account up again, once the flow has taken its own repair away."""
        if self._chosen:
            self.hass.config_entries.async_schedule_reload(self._entry.entry_id)
