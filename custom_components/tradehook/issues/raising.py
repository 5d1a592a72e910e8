"""How a repair is raised: its text, what is concerned, and where one learns more."""

from collections.abc import Mapping
from typing import Final

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import issue_registry as ir

from ..const import DOCS, DOMAIN
from ..errors import said as said_in

SENTENCES: Final = ("problem", "reason", "why")
"""Placeholders that hold sentences, which are told in the language of the house."""
NETWORK: Final = "homeassistant://config/network"
"""Home Assistant's own page is what helps there."""
_PROMISED: Final = "reliability.md#what-is-promised-and-how-it-is-tested"
_ALONE: Final = "reliability.md#killed-cut-off-left-alone"
_NOT_LOADED: Final = "troubleshooting.md#an-account-doesnt-load"
_STRATEGY: Final = "signals.md#strategy-alerts"
_DUPLICATES: Final = "signals.md#duplicates"
_RETIRED: Final = "signals.md#retired-addresses"
_SPOT_SHORTS: Final = "signals.md#open"

SECTIONS: Final[Mapping[str, str]] = {
    "absent_too_long": _ALONE,
    **dict.fromkeys(
        (
            "account_daily_loss",
            "account_daily_loss_warning",
            "account_drawdown",
            "account_drawdown_warning",
        ),
        "accounts.md#limits-of-the-whole-account",
    ),
    "address_retired_removed": _RETIRED,
    "address_retired_rotated": _RETIRED,
    "balance_not_believed": _PROMISED,
    "changed_outside": _PROMISED,
    "clock_skew": _PROMISED,
    "closed_outside": _PROMISED,
    "disk_nearly_full": "limits.md#what-it-costs",
    "exit_refused": _PROMISED,
    "failing_position": "troubleshooting.md#reporting-a-fault",
    "fee_not_believed": _PROMISED,
    "flat_markets": "entities.md#markets-that-were-left",
    "group_bots_removed": "groups.md#bots-that-were-removed",
    "invalid_bot_settings": "bots.md#settings",
    "ledger_lost_damaged": _NOT_LOADED,
    "ledger_lost_empty": _NOT_LOADED,
    "ledger_lost_foreign": _NOT_LOADED,
    "ledger_lost_missing": _NOT_LOADED,
    "ledger_lost_older": _NOT_LOADED,
    "ledger_lost_replaced": _NOT_LOADED,
    "ledger_not_writable": _PROMISED,
    "ledger_unusable": _NOT_LOADED,
    "market_delisting": "signals.md#reason-codes",
    "market_halted": "signals.md#reason-codes",
    "missed_alert": _STRATEGY,
    "missed_alert_refused": _STRATEGY,
    "no_outside_alert": "troubleshooting.md#an-alert-does-nothing",
    "not_watched": _PROMISED,
    "order_given_up": _PROMISED,
    "position_not_believed": _PROMISED,
    "reductions_swallowed": _DUPLICATES,
    "removed_bot_positions": "removal.md#a-bot",
    "short_reserve_spent": _SPOT_SHORTS,
    "signal_id_reused": _DUPLICATES,
    "spot_short_sells_own_coins": _SPOT_SHORTS,
    "strategy_alerts_changed": _STRATEGY,
    "taken_by_own_order": "reliability.md#what-cant-be-promised",
    "unexplained_difference": "accounts.md#everything-else",
    "unknown_order_cancelled": _ALONE,
    "unknown_order_left": _ALONE,
    "unmanaged_disabled": _NOT_LOADED,
    "unmanaged_failing": _NOT_LOADED,
    "unmanaged_removed": "removal.md#an-account",
    "unprotected_position": _PROMISED,
    "unreadable_position": _PROMISED,
}
"""Which section of the documentation is about a repair, by the key of its text."""


ACCOUNTS: Final = f"/config/integrations/integration/{DOMAIN}"
POSITIONS: Final = f"/{DOMAIN}/positions"


def position_page(position_id: str) -> str:
    """Return where the panel shows a position."""
    return f"{POSITIONS}/{position_id}"


def bot_page(account_id: str, bot_id: str, part: str) -> str:
    """Return where the panel shows a part of a bot's page."""
    return f"/{DOMAIN}/bot/{account_id}/{bot_id}/{part}"


@callback
def async_raise(
    hass: HomeAssistant,
    issue_id: str,
    key: str,
    said: Mapping[str, str],
    *,
    severity: ir.IssueSeverity = ir.IssueSeverity.WARNING,
    fixable: bool = False,
    persistent: bool = False,
    about: Mapping[str, str] | None = None,
) -> None:
    """Raise a repair by the key of its text; `about` is what its flow has to know."""
    ir.async_create_issue(
        hass,
        DOMAIN,
        issue_id,
        data=None if about is None else dict(about),
        is_fixable=fixable,
        is_persistent=persistent,
        learn_more_url=learn_more(key),
        severity=severity,
        translation_key=key,
        translation_placeholders={
            name: said_in(hass, hass.config.language, text) if name in SENTENCES else text
            for name, text in said.items()
        },
    )


def learn_more(key: str) -> str:
    """Return where one learns more about a repair."""
    return NETWORK if key == "no_external_url" else DOCS + SECTIONS[key]
