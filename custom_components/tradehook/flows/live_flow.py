"""The steps that add and change a live account."""

import asyncio
from collections.abc import Mapping
from typing import Any, Final

from homeassistant.config_entries import (
    SOURCE_REAUTH,
    SOURCE_USER,
    ConfigEntry,
    ConfigEntryState,
    ConfigFlowResult,
)
from homeassistant.helpers.aiohttp_client import async_get_clientsession
from homeassistant.helpers.selector import (
    BooleanSelector,
    TextSelector,
    TextSelectorConfig,
    TextSelectorType,
)
from homeassistant.util.location import async_detect_location_info
import probatio

from ..const import (
    ACCOUNT_TYPE_LIVE,
    CONF_ACCOUNT_TYPE,
    CONF_CREDENTIALS,
    CONF_CURRENCY,
    CONF_ENVIRONMENT,
    CONF_EXCHANGE,
    CONF_MARKET_TYPE,
    CONF_OWNER,
    CONF_REGION,
    CONF_TAKER_FEE,
)
from ..exchanges.venues.catalogue import venue
from ..exchanges.venues.model.access import Credential, Environment, Region, UnreadableKeyError
from ..exchanges.venues.model.venue import Venue
from ..trading.reasons.text import plain
from .account_flow import AccountSteps, Failure
from .account_form import LIVE_COSTS, cost_fields, cost_section, errors_of, plain_answers, required
from .bot_form import carried_over
from .region_trial import async_try_regions, regions_of
from .selectors import choice
from .venue_check import VenueFacts, account_id, async_check_live, owner_of
from .venue_choice import KEY_PAGES, account_choice, code_of

CONF_INSIST: Final = "insist"
_SHOWN: Final = (Credential.API_KEY, Credential.UID, Credential.WALLET_ADDRESS)
"""What may be read over one's shoulder."""
_ADDRESS_WAIT: Final = 3
"""Seconds: the address of the house is a help, and nothing that a form waits for."""


class LiveSteps(AccountSteps):
    """Add a live account, give it a new key, or change what it reckons with."""

    _environment: str | None = None
    """The environment that was chosen in the form."""
    _address: str | None = None
    """The public address of the house; empty = it can't be found out."""

    async def async_step_live(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask which exchange."""
        if user_input is not None:
            at = venue(code_of(user_input[CONF_EXCHANGE]))
            self._data = {
                CONF_ACCOUNT_TYPE: ACCOUNT_TYPE_LIVE,
                CONF_EXCHANGE: at.code,
                CONF_MARKET_TYPE: at.market_type.value,
                CONF_ENVIRONMENT: Environment.LIVE.value,
            }
            return await self.async_step_credentials()
        schema = probatio.Schema({probatio.Required(CONF_EXCHANGE): account_choice()})
        return self.async_show_form(step_id="live", data_schema=schema, last_step=False)

    async def async_step_credentials(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask for what the exchange wants to know of the account."""
        return await self._async_key("credentials", user_input)

    async def async_step_reauth(self, _entry_data: Mapping[str, Any]) -> ConfigFlowResult:
        """Begin to replace a key that the exchange refuses."""
        return await self.async_step_reauth_confirm()

    async def async_step_reauth_confirm(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask for a key that works."""
        self._data = dict(self._get_reauth_entry().data)
        return await self._async_key("reauth_confirm", user_input)

    async def async_step_replace_key(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask for another key of the same account."""
        self._data = dict(self._get_reconfigure_entry().data)
        return await self._async_key("replace_key", user_input)

    async def async_step_live_costs(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask for the fee and the slippage to reckon with."""
        entry = self._get_reconfigure_entry()
        shown = dict(entry.data)
        errors: dict[str, str] = {}
        if user_input is None:
            self._data = shown
        else:
            answered = {**self._data, **plain_answers(user_input)}
            shown = carried_over(self._data, answered, entry.data)
            errors = errors_of(user_input)
            if not errors:
                return self.async_update_and_abort(entry, data=shown)
        return self.async_show_form(
            step_id="live_costs",
            data_schema=probatio.Schema(cost_fields(shown, LIVE_COSTS)),
            errors=errors,
            description_placeholders={"account": entry.title},
        )

    async def async_step_withdrawal(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Refuse a key that may withdraw, unless the user insists."""
        errors = {}
        if user_input is not None:
            if user_input[CONF_INSIST]:
                return await self._async_warn_of_addresses()
            errors[CONF_INSIST] = "withdrawal_allowed"
        schema = probatio.Schema({probatio.Required(CONF_INSIST, default=False): BooleanSelector()})
        return self.async_show_form(
            step_id="withdrawal",
            data_schema=schema,
            errors=errors,
            description_placeholders={"exchange": self._venue.name},
            last_step=False,
        )

    async def async_step_unrestricted(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Warn of a key that works from everywhere."""
        if user_input is not None:
            return await self._async_key_is_good()
        return self.async_show_form(
            step_id="unrestricted",
            data_schema=probatio.Schema({}),
            description_placeholders={"exchange": self._venue.name},
            last_step=False,
        )

    async def async_step_live_account(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask what the account counts in."""
        assert self._facts is not None
        errors: dict[str, str] = {}
        if user_input is not None:
            self._data |= plain_answers(user_input)
            errors = errors_of(user_input)
            if not errors:
                environment = Environment(self._data[CONF_ENVIRONMENT])
                suffix = "" if environment is Environment.LIVE else f" {environment}"
                return self._create(f"{self._there.name}{suffix}", self._data)
        schema = probatio.Schema(
            {
                required(self._data, CONF_CURRENCY): choice(self._facts.currencies),
                **cost_section(self._data, LIVE_COSTS),
            }
        )
        return self.async_show_form(
            step_id="live_account",
            data_schema=schema,
            errors=errors,
            description_placeholders={"exchange": self._there.name, "kind": self._kind},
            last_step=True,
        )

    @property
    def _venue(self) -> Venue:
        return venue(self._data[CONF_EXCHANGE])

    @property
    def _there(self) -> Venue:
        """Return the row of the region where the account was found."""
        return self._venue.at(Region(self._data.get(CONF_REGION, Region.GLOBAL)))

    @property
    def _kind(self) -> str:
        """Return a sentence on the account's kind; empty where the exchange has only one."""
        assert self._facts is not None
        kind = self._venue.kind(self._facts.account_kind)
        return f"This is {kind.title}." if kind else ""

    async def _async_key(self, step_id: str, user_input: dict[str, Any] | None) -> ConfigFlowResult:
        """Show a form for a key, or try the one that was entered."""
        errors: dict[str, str] = {}
        reason = ""
        if user_input is not None:
            errors = self._take(user_input)
            if not errors:
                if other := await self._async_other_account():
                    return self.async_abort(
                        reason="already_configured", description_placeholders={"account": other}
                    )
                is_new = self.source == SOURCE_USER
                found = await async_try_regions(
                    self._data,
                    lambda data: self._async_try(async_check_live(self.hass, data, is_new=is_new)),
                )
                if not isinstance(found, Failure):
                    if not (error := self._objection(found)):
                        self._facts = found
                        return await self._async_judge_permissions()
                    errors["base"] = error
                else:
                    errors["base"], reason = found.error, found.reason
        at = self._venue
        account = "" if self.source == SOURCE_USER else self._changed_entry().title
        return self.async_show_form(
            step_id=step_id,
            data_schema=self._key_schema(),
            errors=errors,
            description_placeholders={
                "exchange": at.name,
                "account": account,
                "reason": reason,
                "key_page": KEY_PAGES[at.client_id],
                "address": await self._async_address() if not account else "",
                "regions": ", ".join(at.at(region).name for region in regions_of(self._data)),
            },
            last_step=False,
        )

    async def _async_address(self) -> str:
        """Return from where the exchange is asked, as a part of a sentence.

        Home Assistant's own service tells it, which was asked when the house was set up, too.
        """
        if self._address is None:
            try:
                async with asyncio.timeout(_ADDRESS_WAIT):
                    found = await async_detect_location_info(async_get_clientsession(self.hass))
            except TimeoutError:
                found = None
            self._address = found.ip if found else ""
        return f" (`{self._address}`)" if self._address else ""

    def _objection(self, found: VenueFacts) -> str | None:
        """Return the error of a key that works, but not for this."""
        if found.permissions.trade is False:
            return "key_cannot_trade"
        if self.source == SOURCE_USER:
            return None
        before, now = self._data.get(CONF_OWNER), owner_of(self._data, found)
        moved = found.region != self._data.get(CONF_REGION, Region.GLOBAL)
        if (before and now and before != now) or (moved and not (before and now)):
            # Positions of the account that is set up would be left alone, without their stops.
            # Where it is not told whose a key is, one of another region is somebody else's.
            return "other_account"
        return None

    def _take(self, user_input: dict[str, Any]) -> dict[str, str]:
        """Keep what was entered as the exchange's client wants it, and return what is wrong."""
        at = self._venue
        given = {name: str(user_input[name.value]).strip() for name in at.credentials}
        errors = {name.value: "credential_missing" for name in at.credentials if not given[name]}
        if not errors and at.read_credentials is not None:
            try:
                given = {**given, **at.read_credentials(given)}
            except UnreadableKeyError:
                errors["base"] = "key_unreadable"
        if at.environments and self.source == SOURCE_USER:
            self._environment = user_input.get(CONF_ENVIRONMENT)
            if self._environment is None:
                errors[CONF_ENVIRONMENT] = "environment_missing"
        environment = self._environment or self._data[CONF_ENVIRONMENT]
        self._data |= {
            CONF_CREDENTIALS: {name.value: value for name, value in given.items()},
            CONF_ENVIRONMENT: environment,
        }
        return errors

    def _key_schema(self) -> probatio.Schema:
        fields: dict[probatio.Marker, Any] = {}
        at = self._venue
        if at.environments and self.source == SOURCE_USER:
            # An account never moves to another environment: its orders and positions stay there.
            choices = [Environment.LIVE, *at.environments]
            # None is chosen beforehand, and of a required one Home Assistant's form takes the first
            shown = {"suggested_value": self._environment} if self._environment else None
            fields[probatio.Optional(CONF_ENVIRONMENT, description=shown)] = choice(
                [one.value for one in choices], CONF_ENVIRONMENT
            )
        for name in at.credentials:
            kind = TextSelectorType.TEXT if name in _SHOWN else TextSelectorType.PASSWORD
            config = TextSelectorConfig(type=kind, autocomplete="off")
            fields[probatio.Required(name.value)] = TextSelector(config)
        return probatio.Schema(fields)

    async def _async_other_account(self) -> str | None:
        """Return the title of another account that has this key."""
        known = await self.async_set_unique_id(account_id(self._data), raise_on_progress=False)
        if known is None:
            return None
        own = self.source != SOURCE_USER and known.entry_id == self._changed_entry().entry_id
        return None if own else known.title

    async def _async_judge_permissions(self) -> ConfigFlowResult:
        assert self._facts is not None
        if self._facts.permissions.withdraw:
            return await self.async_step_withdrawal()
        return await self._async_warn_of_addresses()

    async def _async_warn_of_addresses(self) -> ConfigFlowResult:
        assert self._facts is not None
        if self._facts.permissions.ip_restricted is False:
            return await self.async_step_unrestricted()
        return await self._async_key_is_good()

    async def _async_key_is_good(self) -> ConfigFlowResult:
        """Go on to the account's currency, or give the account that is there its new key."""
        assert self._facts is not None
        if self.source == SOURCE_USER:
            self._data[CONF_CURRENCY] = self._facts.currencies[0]
            self._data[CONF_TAKER_FEE] = plain(self._facts.fees.taker)
            self._data |= self._found(self._facts)
            return await self.async_step_live_account()
        entry = self._changed_entry()
        changes = {CONF_CREDENTIALS: self._data[CONF_CREDENTIALS], **self._found(self._facts)}
        key = account_id(self._data)
        if entry.state is ConfigEntryState.LOADED:
            # It listens to its entry, and begins anew by itself.
            return self.async_update_and_abort(entry, unique_id=key, data_updates=changes)
        return self.async_update_reload_and_abort(entry, unique_id=key, data_updates=changes)

    def _found(self, facts: VenueFacts) -> dict[str, Any]:
        """Return what is kept of what was found out: where the account is, and whose it is."""
        found = {CONF_REGION: facts.region.value} if self._venue.regions else {}
        if owner := owner_of(self._data, facts):
            found[CONF_OWNER] = owner
        return found

    def _changed_entry(self) -> ConfigEntry:
        if self.source == SOURCE_REAUTH:
            return self._get_reauth_entry()
        return self._get_reconfigure_entry()
