"""The steps that add and change a paper account."""

from collections.abc import Iterable
import secrets
from typing import Any, Final

from homeassistant.config_entries import ConfigFlowResult, ConfigSubentryData
from homeassistant.helpers.selector import BooleanSelector
import probatio

from ..const import (
    ACCOUNT_TYPE_PAPER,
    CONF_ACCOUNT_TYPE,
    CONF_CURRENCY,
    CONF_HEDGE_MODE,
    CONF_MAKER_FEE,
    CONF_MARKET_TYPE,
    CONF_PRICE_SOURCE,
    CONF_SEED,
    CONF_STARTING_BALANCE,
    CONF_TAKER_FEE,
    MAX_BALANCE,
    MIN_BALANCE,
    PRICE_SOURCE_SIMULATED,
)
from ..exchanges.simulated_listings import listings
from ..exchanges.venues.catalogue import venue
from ..trading.model.market import MarketType
from ..trading.reasons.text import plain
from .account_flow import AccountSteps, Failure
from .account_form import (
    DEFAULTS,
    PAPER_COSTS,
    cost_fields,
    cost_section,
    errors_of,
    futures_fields,
    plain_answers,
    required,
)
from .bot_flow import first_bot
from .bot_form import carried_over
from .selectors import choice, choice_of, decimal_box
from .venue_check import async_check_prices
from .venue_choice import code_of, venue_choice

TITLES: Final = {
    MarketType.SPOT: "Paper spot account",
    MarketType.LINEAR: "Paper futures account",
}


class PaperSteps(AccountSteps):
    """Add a paper account on the simulated market or on real prices, or change its costs."""

    async def async_step_quick(self, _user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Make an account and a bot with a target and a stop, and ask nothing."""
        asked = (CONF_MARKET_TYPE, CONF_CURRENCY, CONF_STARTING_BALANCE, *PAPER_COSTS)
        self._data = {CONF_PRICE_SOURCE: PRICE_SOURCE_SIMULATED, **{k: DEFAULTS[k] for k in asked}}
        return await self._async_create_paper([first_bot(self._data[CONF_CURRENCY])])

    async def async_step_paper(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask for what every account on the simulated market has."""
        errors: dict[str, str] = {}
        if user_input is not None:
            costs = {key: DEFAULTS[key] for key in PAPER_COSTS}
            self._data = {CONF_PRICE_SOURCE: PRICE_SOURCE_SIMULATED, **costs}
            self._data |= plain_answers(user_input)
            errors = errors_of(user_input)
            if self._data[CONF_CURRENCY] not in _currencies(self._market_type):
                errors[CONF_CURRENCY] = "currency_not_traded"
            if not errors:
                return await self._async_next()
        kinds = sorted({name for kind in MarketType for name in _currencies(kind)}, reverse=True)
        schema = probatio.Schema(
            {
                required(self._data, CONF_MARKET_TYPE): choice_of(MarketType, CONF_MARKET_TYPE),
                required(self._data, CONF_CURRENCY): choice(kinds),
                required(self._data, CONF_STARTING_BALANCE): decimal_box(MIN_BALANCE, MAX_BALANCE),
                **cost_section(self._data),
            }
        )
        return self.async_show_form(
            step_id="paper", data_schema=schema, errors=errors, last_step=False
        )

    async def async_step_real_prices(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask whose prices, markets and fees are taken."""
        errors, reason = {}, ""
        if user_input is not None:
            code = code_of(user_input[CONF_PRICE_SOURCE])
            found = await self._async_try(async_check_prices(self.hass, code))
            if not isinstance(found, Failure):
                self._facts = found
                self._data = {
                    CONF_PRICE_SOURCE: code,
                    CONF_MARKET_TYPE: venue(code).market_type.value,
                    CONF_CURRENCY: found.currencies[0],
                    CONF_MAKER_FEE: plain(found.fees.maker),
                    CONF_TAKER_FEE: plain(found.fees.taker),
                }
                return await self.async_step_real_account()
            errors, reason = {"base": found.error}, found.reason
        schema = probatio.Schema({probatio.Required(CONF_PRICE_SOURCE): venue_choice()})
        return self.async_show_form(
            step_id="real_prices",
            data_schema=schema,
            errors=errors,
            description_placeholders={"reason": reason},
            last_step=False,
        )

    async def async_step_real_account(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask for the money of an account on real prices."""
        assert self._facts is not None
        errors: dict[str, str] = {}
        if user_input is not None:
            self._data = {**{key: DEFAULTS[key] for key in PAPER_COSTS}, **self._data}
            self._data |= plain_answers(user_input)
            errors = errors_of(user_input)
            if not errors:
                return await self._async_next()
        schema = probatio.Schema(
            {
                required(self._data, CONF_CURRENCY): choice(self._facts.currencies),
                required(self._data, CONF_STARTING_BALANCE): decimal_box(MIN_BALANCE, MAX_BALANCE),
                **cost_section(self._data),
            }
        )
        return self.async_show_form(
            step_id="real_account",
            data_schema=schema,
            errors=errors,
            description_placeholders={"exchange": venue(self._data[CONF_PRICE_SOURCE]).name},
            last_step=self._market_type is MarketType.SPOT,
        )

    async def async_step_futures(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask for what only futures accounts have."""
        errors: dict[str, str] = {}
        if user_input is not None:
            self._data |= plain_answers(user_input)
            errors = errors_of(user_input)
            if not errors:
                return await self._async_create_paper()
        hedge = required(self._data, CONF_HEDGE_MODE)
        schema = probatio.Schema({**futures_fields(self._data), hedge: BooleanSelector()})
        return self.async_show_form(
            step_id="futures", data_schema=schema, errors=errors, last_step=True
        )

    async def async_step_reconfigure_paper(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask for what trading costs, and for leverage and funding of a futures account."""
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
        fields = cost_fields(shown)
        if entry.data[CONF_MARKET_TYPE] == MarketType.LINEAR:
            fields |= futures_fields(shown)
        return self.async_show_form(
            step_id="reconfigure_paper",
            data_schema=probatio.Schema(fields),
            errors=errors,
            description_placeholders={"account": entry.title},
        )

    @property
    def _market_type(self) -> MarketType:
        return MarketType(self._data[CONF_MARKET_TYPE])

    async def _async_next(self) -> ConfigFlowResult:
        if self._market_type is MarketType.LINEAR:
            return await self.async_step_futures()
        return await self._async_create_paper()

    async def _async_create_paper(
        self, bots: Iterable[ConfigSubentryData] = ()
    ) -> ConfigFlowResult:
        seed = secrets.randbits(32)
        await self.async_set_unique_id(f"{ACCOUNT_TYPE_PAPER}-{seed:08x}")
        self._abort_if_unique_id_configured()
        data = {CONF_ACCOUNT_TYPE: ACCOUNT_TYPE_PAPER, CONF_SEED: seed, **self._data}
        if (source := data[CONF_PRICE_SOURCE]) == PRICE_SOURCE_SIMULATED:
            return self._create(TITLES[self._market_type], data, bots)
        return self._create(f"Paper account on {venue(source).name}", data)


def _currencies(market_type: MarketType) -> set[str]:
    return {listing.market.quote for listing in listings(market_type).values()}
