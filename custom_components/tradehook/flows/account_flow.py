"""What the steps of all kinds of accounts share: answers so far, and how a flow ends."""

import asyncio
from collections.abc import Coroutine, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from homeassistant.config_entries import ConfigFlow, ConfigFlowResult, ConfigSubentryData

from ..accounts.data import async_tradehook_data
from ..accounts.manual_bot import first_settings
from ..const import CONF_MANUAL, CONF_ONLY_ADMINS_TRADE, CONF_SETTINGS
from ..errors import in_house
from ..exchanges.port.exchange import VenueError
from .venue_check import VenueFacts, error_of


@dataclass(frozen=True, slots=True)
class Failure:
    """Why an exchange could not be used: the key of a sentence, and what was said."""

    error: str
    reason: str


class AccountSteps(ConfigFlow):
    """The base of the steps of paper and live accounts."""

    def __init__(self) -> None:
        """Start without answers."""
        self._data: dict[str, Any] = {}
        self._facts: VenueFacts | None = None

    async def _async_try(self, trial: Coroutine[Any, Any, VenueFacts]) -> VenueFacts | Failure:
        """Return what was found out of a venue, or why nothing was."""
        within = async_tradehook_data(self.hass).interface_timings.trial_within
        try:
            async with asyncio.timeout(within):
                return await trial
        except VenueError as err:
            return Failure(error_of(err), in_house(str(err)))
        except TimeoutError:
            return Failure("cannot_connect", in_house(f"no answer within {within:.0f} s"))

    def _create(
        self, title: str, data: Mapping[str, Any], bots: Iterable[ConfigSubentryData] = ()
    ) -> ConfigFlowResult:
        return self.async_create_entry(
            title=self._free_title(title),
            data=data,
            options={
                CONF_ONLY_ADMINS_TRADE: True,
                CONF_MANUAL: {CONF_SETTINGS: first_settings(data)},
            },
            subentries=bots,
        )

    def _free_title(self, wanted: str) -> str:
        """Return a title that no other account has; people rename it like any entry."""
        taken = {entry.title for entry in self._async_current_entries()}
        title, number = wanted, 2
        while title in taken:
            title, number = f"{wanted} {number}", number + 1
        return title
