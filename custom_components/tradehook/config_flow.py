"""The flow that adds an account, and those that change it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
import secrets
from typing import Any, Final, override

from homeassistant.config_entries import (
    SOURCE_USER,
    ConfigEntry,
    ConfigFlow,
    ConfigFlowResult,
    ConfigSubentryFlow,
    FlowType,
    OptionsFlow,
    SubentryFlowContext,
)
from homeassistant.core import callback
from homeassistant.data_entry_flow import section
from homeassistant.helpers.selector import BooleanSelector
import probatio

from .bot_flow import BotFlow
from .const import (
    ACCOUNT_TYPE_PAPER,
    CONF_ACCOUNT_TYPE,
    CONF_CURRENCY,
    CONF_FUNDING_RATE,
    CONF_HEDGE_MODE,
    CONF_MAKER_FEE,
    CONF_MARKET_TYPE,
    CONF_MAX_LEVERAGE,
    CONF_ONLY_ADMINS_TRADE,
    CONF_PRICE_SOURCE,
    CONF_SEED,
    CONF_SLIPPAGE,
    CONF_STARTING_BALANCE,
    CONF_TAKER_FEE,
    DOMAIN,
    MAX_BALANCE,
    MIN_BALANCE,
    PRICE_SOURCE_SIMULATED,
    SUBENTRY_BOT,
)
from .exchanges.simulated_markets import listings
from .form_fields import choice, choice_of, decimal_box, percent_box, whole_box
from .trading.market import MarketType
from .trading.text import plain

SECTION_COSTS: Final = "costs"
COSTS: Final = (CONF_MAKER_FEE, CONF_TAKER_FEE, CONF_SLIPPAGE)
TITLES: Final = {
    MarketType.SPOT: "Paper spot account",
    MarketType.LINEAR: "Paper futures account",
}
DEFAULTS: Final[Mapping[str, Any]] = {
    CONF_MARKET_TYPE: MarketType.SPOT.value,
    CONF_CURRENCY: "USDT",
    CONF_STARTING_BALANCE: "10000",
    CONF_MAKER_FEE: "0.1",
    CONF_TAKER_FEE: "0.1",
    CONF_SLIPPAGE: "0.05",
    CONF_MAX_LEVERAGE: 20,
    CONF_FUNDING_RATE: "0",
    CONF_HEDGE_MODE: False,
}


@dataclass(frozen=True, slots=True)
class _Range:
    """What a number may be, and the error that says so."""

    minimum: Decimal
    maximum: Decimal
    error: str


MAX_FUNDING_RATE: Final = Decimal(4)
"""In percent per 8 hours, and at least minus that: far more than the usual 0.01."""
_PERCENT: Final = _Range(Decimal(0), Decimal(10), "costs_out_of_range")
_RANGES: Final = {
    CONF_STARTING_BALANCE: _Range(
        Decimal(MIN_BALANCE), Decimal(MAX_BALANCE), "balance_out_of_range"
    ),
    CONF_MAKER_FEE: _PERCENT,
    CONF_TAKER_FEE: _PERCENT,
    CONF_SLIPPAGE: _PERCENT,
    CONF_MAX_LEVERAGE: _Range(Decimal(1), Decimal(125), "leverage_out_of_range"),
    CONF_FUNDING_RATE: _Range(-MAX_FUNDING_RATE, MAX_FUNDING_RATE, "funding_out_of_range"),
}


class AccountFlow(ConfigFlow, domain=DOMAIN):
    """Add a paper account on the simulated market, or change its costs."""

    VERSION = 1
    MINOR_VERSION = 1

    def __init__(self) -> None:
        """Start without answers."""
        self._data: dict[str, Any] = {}

    @staticmethod
    @callback
    @override
    def async_get_options_flow(config_entry: ConfigEntry) -> OptionsFlow:
        """Return the flow for the account's options."""
        return AccountOptionsFlow()

    @classmethod
    @callback
    @override
    def async_get_supported_subentry_types(
        cls, config_entry: ConfigEntry
    ) -> dict[str, type[ConfigSubentryFlow]]:
        """Return the flow of what an account holds: its bots."""
        return {SUBENTRY_BOT: BotFlow}

    async def async_step_user(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask for what every paper account has."""
        errors: dict[str, str] = {}
        if user_input is not None:
            self._data = {key: DEFAULTS[key] for key in COSTS} | _plain(user_input)
            errors = _errors(user_input)
            market_type = MarketType(self._data[CONF_MARKET_TYPE])
            if self._data[CONF_CURRENCY] not in _currencies(market_type):
                errors[CONF_CURRENCY] = "currency_not_traded"
            if not errors:
                if market_type is MarketType.LINEAR:
                    return await self.async_step_futures()
                return await self._async_create()
        return self.async_show_form(
            step_id="user", data_schema=_user_schema(self._data), errors=errors, last_step=False
        )

    async def async_step_futures(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask for what only futures accounts have."""
        errors: dict[str, str] = {}
        if user_input is not None:
            self._data |= _plain(user_input)
            errors = _errors(user_input)
            if not errors:
                return await self._async_create()
        hedge = probatio.Required(CONF_HEDGE_MODE, default=_value(self._data, CONF_HEDGE_MODE))
        schema = probatio.Schema({**_futures_fields(self._data), hedge: BooleanSelector()})
        return self.async_show_form(
            step_id="futures", data_schema=schema, errors=errors, last_step=True
        )

    async def async_step_reconfigure(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask for what trading costs, and for leverage and funding of a futures account."""
        entry = self._get_reconfigure_entry()
        shown = dict(entry.data)
        errors: dict[str, str] = {}
        if user_input is not None:
            shown |= _plain(user_input)
            errors = _errors(user_input)
            if not errors:
                return self.async_update_and_abort(entry, data=shown)
        fields = _cost_fields(shown)
        if entry.data[CONF_MARKET_TYPE] == MarketType.LINEAR:
            fields |= _futures_fields(shown)
        return self.async_show_form(
            step_id="reconfigure",
            data_schema=probatio.Schema(fields),
            errors=errors,
            description_placeholders={"account": entry.title},
        )

    @override
    async def async_on_create_entry(self, result: ConfigFlowResult) -> ConfigFlowResult:
        """Go on with the account's first bot."""
        bot = await self.hass.config_entries.subentries.async_init(
            (result["result"].entry_id, SUBENTRY_BOT),
            context=SubentryFlowContext(source=SOURCE_USER),
        )
        result["next_flow"] = (FlowType.CONFIG_SUBENTRIES_FLOW, bot["flow_id"])
        return result

    async def _async_create(self) -> ConfigFlowResult:
        seed = secrets.randbits(32)
        await self.async_set_unique_id(f"{ACCOUNT_TYPE_PAPER}-{seed:08x}")
        self._abort_if_unique_id_configured()
        data = {
            CONF_ACCOUNT_TYPE: ACCOUNT_TYPE_PAPER,
            CONF_PRICE_SOURCE: PRICE_SOURCE_SIMULATED,
            CONF_SEED: seed,
        }
        return self.async_create_entry(
            title=self._title(MarketType(self._data[CONF_MARKET_TYPE])),
            data=data | self._data,
            options={CONF_ONLY_ADMINS_TRADE: True},
        )

    def _title(self, market_type: MarketType) -> str:
        """Return a title that no other account has; people rename it like any entry."""
        taken = {entry.title for entry in self._async_current_entries()}
        title, number = TITLES[market_type], 2
        while title in taken:
            title, number = f"{TITLES[market_type]} {number}", number + 1
        return title


class AccountOptionsFlow(OptionsFlow):
    """Change how an account may be used."""

    async def async_step_init(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask who may trade."""
        if user_input is not None:
            return self.async_create_entry(data=user_input)
        only_admins = self.config_entry.options.get(CONF_ONLY_ADMINS_TRADE, True)
        field = probatio.Required(CONF_ONLY_ADMINS_TRADE, default=only_admins)
        return self.async_show_form(
            step_id="init", data_schema=probatio.Schema({field: BooleanSelector()})
        )


def _user_schema(shown: Mapping[str, Any]) -> probatio.Schema:
    def field(key: str) -> probatio.Required:
        return probatio.Required(key, default=_value(shown, key))

    currencies = sorted({name for kind in MarketType for name in _currencies(kind)}, reverse=True)
    return probatio.Schema(
        {
            field(CONF_MARKET_TYPE): choice_of(MarketType, CONF_MARKET_TYPE),
            field(CONF_CURRENCY): choice(currencies),
            field(CONF_STARTING_BALANCE): decimal_box(MIN_BALANCE, MAX_BALANCE),
            probatio.Optional(SECTION_COSTS): section(
                probatio.Schema(_cost_fields(shown)), {"collapsed": True}
            ),
        }
    )


def _cost_fields(shown: Mapping[str, Any]) -> dict[probatio.Marker, Any]:
    return {probatio.Required(key, default=_value(shown, key)): percent_box(0, 10) for key in COSTS}


def _futures_fields(shown: Mapping[str, Any]) -> dict[probatio.Marker, Any]:
    def field(key: str) -> probatio.Required:
        return probatio.Required(key, default=_value(shown, key))

    return {
        field(CONF_MAX_LEVERAGE): whole_box(1, 125),
        field(CONF_FUNDING_RATE): percent_box(float(-MAX_FUNDING_RATE), float(MAX_FUNDING_RATE)),
    }


def _value(shown: Mapping[str, Any], key: str) -> Any:
    """Return what a field shows at first: numbers as JSON numbers, which is what the box takes."""
    value = shown.get(key, DEFAULTS[key])
    return float(value) if key in _RANGES and isinstance(value, str) else value


def _currencies(market_type: MarketType) -> set[str]:
    return {listing.market.quote for listing in listings(market_type).values()}


def _plain(user_input: Mapping[str, Any]) -> dict[str, Any]:
    """Flatten the section, and turn decimals into text so that JSON keeps every digit."""
    flat = {key: value for key, value in user_input.items() if key != SECTION_COSTS}
    flat |= user_input.get(SECTION_COSTS, {})
    return {k: plain(v) if isinstance(v, Decimal) else v for k, v in flat.items()}


def _errors(user_input: Mapping[str, Any]) -> dict[str, str]:
    """Return the errors, keyed by field, or by section for what lies in one."""
    found = {}
    for key, value in user_input.items():
        inner = value if isinstance(value, Mapping) else {key: value}
        for name, number in inner.items():
            allowed = _RANGES.get(name)
            if allowed and not allowed.minimum <= number <= allowed.maximum:
                found[key] = allowed.error
    return found
