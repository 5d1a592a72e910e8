"""Names that several modules share."""

from typing import Final

DOMAIN: Final = "tradehook"
DOCS: Final = "https://github.com/tradehook/tradehook/blob/main/docs/"

# a config entry: one account
CONF_ACCOUNT_LIMITS: Final = "account_limits"
"""In the options: the account's own limits."""
CONF_ACCOUNT_TYPE: Final = "account_type"
CONF_CREDENTIALS: Final = "credentials"
CONF_CURRENCY: Final = "currency"
CONF_ENVIRONMENT: Final = "environment"
CONF_EXCHANGE: Final = "exchange"
CONF_FUNDING_RATE: Final = "funding_rate"
CONF_HEDGE_MODE: Final = "hedge_mode"
CONF_MAKER_FEE: Final = "maker_fee"
CONF_MANUAL: Final = "manual"
"""In the options: the settings of the account's own bot."""
CONF_MARKET_TYPE: Final = "market_type"
CONF_MAX_LEVERAGE: Final = "max_leverage"
CONF_ONLY_ADMINS_TRADE: Final = "only_admins_trade"
CONF_SHOWN_MARKETS: Final = "shown_markets"
"""Markets whose price is shown although nothing may be held there."""
CONF_LEDGER_MEGABYTES: Final = "ledger_megabytes"
DEFAULT_LEDGER_MEGABYTES: Final = 200
CONF_OWNER: Final = "owner"
CONF_PRICE_SOURCE: Final = "price_source"
CONF_REGION: Final = "region"
CONF_SEED: Final = "seed"
CONF_SLIPPAGE: Final = "slippage"
CONF_STARTING_BALANCE: Final = "starting_balance"
CONF_TAKER_FEE: Final = "taker_fee"
CONF_UPDATED_FROM: Final = "updated_from"
"""The version that an entry was migrated from, until its changes have been told."""

ACCOUNT_TYPE_LIVE: Final = "live"
ACCOUNT_TYPE_PAPER: Final = "paper"
ENTRY_GROUP: Final = "group"
"""In the place of an account's type: the entry is a group of bots."""
PRICE_SOURCE_SIMULATED: Final = "simulated"
MIN_BALANCE: Final = 1
MAX_BALANCE: Final = 1_000_000_000
"""What a paper account may begin with, in its currency."""

# a config entry: one group; what its sender needs is named as a bot's is
CONF_MEMBERS: Final = "members"
"""Its bots in their order, each with account, bot and size factor."""
CONF_ACCOUNT: Final = "account"
CONF_BOT: Final = "bot"
CONF_SIZE_FACTOR: Final = "size_factor"

# its subentries: one bot each
SUBENTRY_BOT: Final = "bot"
CONF_API_KEY: Final = "api_key"
CONF_SECRET_DIGEST: Final = "secret_digest"  # noqa: S105  the name of a field
CONF_SETTINGS: Final = "settings"
CONF_WEBHOOK_ID: Final = "webhook_id"
CONF_LEARNED: Final = "learned_tokens"
"""Digests of the tokens of other systems' alerts, by system: each once for every token."""
CONF_ADDRESS_DIGEST: Final = "address_digest"
"""Of the token in the bot's secret address."""
