"""What the actions accept."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, Final

from homeassistant.const import (
    ATTR_AREA_ID,
    ATTR_DEVICE_ID,
    ATTR_ENTITY_ID,
    ATTR_FLOOR_ID,
    ATTR_LABEL_ID,
)
from homeassistant.helpers import config_validation as cv
import probatio

from ..const import MAX_BALANCE, MIN_BALANCE
from ..execution.account import LinkMode
from ..trading.model.market import Side
from ..trading.model.sections import OrderType
from ..trading.results.calendar import Period

ATTR_ACCOUNT: Final = "account"
ATTR_ACTION: Final = "action"
ATTR_AUTO_CLOSE: Final = "auto_close"
ATTR_BALANCE: Final = "balance"
ATTR_BEFORE: Final = "before"
ATTR_BOT: Final = "bot"
ATTR_CANCEL_ENTRIES: Final = "cancel_entries"
ATTR_CANCEL_ORDERS: Final = "cancel_orders"
ATTR_MOVE_ORDERS: Final = "move_orders"
ATTR_CHANGE_PERCENTAGE: Final = "change_percentage"
ATTR_CLOSED_SINCE: Final = "closed_since"
ATTR_CONFIRM: Final = "confirm"
ATTR_ENTRY_PRICE: Final = "entry_price"
ATTR_HOLD: Final = "hold"
ATTR_LIMIT: Final = "limit"
ATTR_LINK_ID: Final = "link_id"
ATTR_MARK: Final = "mark"
ATTR_MAX_FILL: Final = "max_fill"
ATTR_MODE: Final = "mode"
ATTR_QUESTION: Final = "question"
ATTR_REQUIRE_CREDENTIALS: Final = "require_credentials"
ATTR_ON_REFUSAL: Final = "on_refusal"
ATTR_ORDER_TYPE: Final = "order_type"
ATTR_PERIOD: Final = "period"
ATTR_NOTE: Final = "note"
ATTR_POSITION_ID: Final = "position_id"
ATTR_PRICE: Final = "price"
ATTR_SIGNAL_ID: Final = "signal_id"
ATTR_SIDE: Final = "side"
ATTR_SINCE: Final = "since"
ATTR_SIZE: Final = "size"
ATTR_STATUS: Final = "status"
ATTR_STOP_LOSS: Final = "stop_loss"
ATTR_STALE: Final = "stale"
ATTR_SYMBOL: Final = "symbol"
ATTR_TAG: Final = "tag"
ATTR_TAGS: Final = "tags"
ATTR_TAKE_PROFIT: Final = "take_profit"
ATTR_UNTIL: Final = "until"

TARGET_FIELDS: Final = (
    ATTR_ENTITY_ID,
    ATTR_DEVICE_ID,
    ATTR_AREA_ID,
    ATTR_FLOOR_ID,
    ATTR_LABEL_ID,
)
DEFAULT_LIMIT: Final = 100
MAX_LIMIT: Final = 1000


def number(value: Any) -> Decimal:
    """Validate a number, typed or templated, without ever rounding it."""
    if isinstance(value, bool):
        raise probatio.Invalid("expected a number")
    try:
        result = Decimal(str(value).strip())
    except InvalidOperation as error:
        raise probatio.Invalid("expected a number") from error
    if not result.is_finite():
        raise probatio.Invalid("expected a finite number")
    return result


def positive_number(value: Any) -> Decimal:
    """Validate a number above zero."""
    result = number(value)
    if result <= 0:
        raise probatio.Invalid("expected a number above 0")
    return result


def exact(value: Any) -> Any:
    """Return a signal's field without floats: a float never carries money.

    A template may have made a number of what was typed as text, and the other way round.
    """
    if isinstance(value, float):
        return int(value) if value.is_integer() else f"{Decimal(repr(value)):f}"
    if isinstance(value, Mapping):
        return {name: exact(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [exact(item) for item in value]
    return value


class OnRefusal(StrEnum):
    """What an action does when the signal was refused."""

    RAISE = "raise"
    ANSWER = "answer"


# Everything else about a signal is the account's to judge: it lists all errors at once.
SEND_SIGNAL_SCHEMA: Final = cv.make_entity_service_schema(
    {
        probatio.Optional(ATTR_SIGNAL_ID): probatio.Any(None, cv.string),
        probatio.Optional(ATTR_REQUIRE_CREDENTIALS): cv.boolean,
        probatio.Optional(ATTR_ON_REFUSAL, default=OnRefusal.RAISE): probatio.Coerce(OnRefusal),
    },
    extra=probatio.ALLOW_EXTRA,
)

# So is everything about an opening by hand; `account` is the id of its config entry.
OPEN_SCHEMA: Final = probatio.Schema(
    {
        probatio.Remove("metadata"): dict,
        probatio.Required(ATTR_ACCOUNT): cv.string,
        probatio.Optional(ATTR_SIGNAL_ID): probatio.Any(None, cv.string),
        probatio.Optional(ATTR_ON_REFUSAL, default=OnRefusal.RAISE): probatio.Coerce(OnRefusal),
    },
    extra=probatio.ALLOW_EXTRA,
)

_PICK: Final = {
    probatio.Optional(ATTR_POSITION_ID): cv.string,
    probatio.Optional(ATTR_SIGNAL_ID): cv.string,
}


def _has_target(value: dict[str, Any]) -> dict[str, Any]:
    """Check that a call says which positions it means."""
    names = (*TARGET_FIELDS, ATTR_POSITION_ID)
    if not any(value.get(name) for name in names):
        raise probatio.Invalid(f"must contain at least one of {', '.join(names)}")
    return value


def _of_positions(fields: dict[Any, Any] | None = None) -> probatio.Schema:
    """Return the schema of an action on positions: with a target, or the id of one position."""
    known = {
        probatio.Remove("metadata"): dict,
        **_PICK,
        **(fields or {}),
        **cv.ENTITY_SERVICE_FIELDS,
    }
    return probatio.Schema(probatio.All(probatio.Schema(known), _has_target))


CLOSE_SCHEMA: Final = _of_positions(
    {
        probatio.Optional(ATTR_ORDER_TYPE, default=OrderType.MARKET): probatio.Coerce(OrderType),
        probatio.Optional(ATTR_PRICE): positive_number,
    }
)
KEEP_SCHEMA: Final = _of_positions()
RELEASE_SCHEMA: Final = _of_positions()
EXITS: Final = (ATTR_STOP_LOSS, ATTR_TAKE_PROFIT)
"""Exits of what is adopted, as in a signal; the account judges them."""
ADOPT_SCHEMA: Final = probatio.Schema(
    {
        probatio.Required(ATTR_ACCOUNT): cv.string,
        probatio.Required(ATTR_SYMBOL): cv.string,
        probatio.Optional(ATTR_SIDE, default=Side.LONG): probatio.Coerce(Side),
        probatio.Optional(ATTR_SIZE): positive_number,
        probatio.Optional(ATTR_ENTRY_PRICE): positive_number,
        probatio.Optional(ATTR_BOT): cv.entity_id,
        probatio.Optional(ATTR_CANCEL_ORDERS, default=False): cv.boolean,
        **{probatio.Optional(name): cv.match_all for name in EXITS},
    }
)
CHANGES: Final = (
    ATTR_STOP_LOSS,
    ATTR_TAKE_PROFIT,
    ATTR_CANCEL_ENTRIES,
    ATTR_AUTO_CLOSE,
    ATTR_MOVE_ORDERS,
)
"""What can be changed of a position. Null is a value, and the account judges them together."""
MODIFY_SCHEMA: Final = _of_positions({probatio.Optional(name): cv.match_all for name in CHANGES})
CREATE_LINK_SCHEMA: Final = _of_positions(
    {
        probatio.Required(ATTR_MODE): probatio.Coerce(LinkMode),
        probatio.Optional(ATTR_QUESTION, default=False): cv.boolean,
    }
)

LINKS_SCHEMA: Final = probatio.Schema(
    {
        probatio.Optional(ATTR_BOT): cv.entity_id,
        probatio.Optional(ATTR_POSITION_ID): cv.string,
        probatio.Optional(ATTR_LINK_ID): cv.string,
    }
)

_PAGE: Final = {
    probatio.Optional(ATTR_ACCOUNT): cv.string,
    probatio.Optional(ATTR_BOT): cv.entity_id,
    probatio.Optional(ATTR_SYMBOL): cv.string,
    probatio.Optional(ATTR_SINCE): cv.datetime,
    probatio.Optional(ATTR_BEFORE): cv.string,
    probatio.Optional(ATTR_LIMIT, default=DEFAULT_LIMIT): probatio.All(
        probatio.Coerce(int), probatio.Range(min=1, max=MAX_LIMIT)
    ),
}
_STATUS: Final = {probatio.Optional(ATTR_STATUS): probatio.All(cv.ensure_list, [cv.string])}
GET_POSITIONS_SCHEMA: Final = probatio.Schema(
    {**_PAGE, **_STATUS, probatio.Optional(ATTR_CLOSED_SINCE): cv.datetime}
)
GET_SIGNALS_SCHEMA: Final = probatio.Schema(
    {**_PAGE, **_STATUS, probatio.Optional(ATTR_ACTION): cv.string}
)
GET_TRADES_SCHEMA: Final = probatio.Schema(
    {**_PAGE, probatio.Optional(ATTR_POSITION_ID): cv.string}
)
GET_RESULTS_SCHEMA: Final = probatio.Schema(
    {
        probatio.Optional(ATTR_ACCOUNT): cv.string,
        probatio.Optional(ATTR_BOT): cv.entity_id,
        probatio.Optional(ATTR_SYMBOL): cv.string,
        probatio.Optional(ATTR_SIDE): probatio.Coerce(Side),
        probatio.Optional(ATTR_TAG): cv.string,
        probatio.Optional(ATTR_SINCE): cv.datetime,
        probatio.Optional(ATTR_UNTIL): cv.datetime,
        probatio.Optional(ATTR_PERIOD, default=Period.DAY): probatio.Coerce(Period),
    }
)

SET_NOTE_SCHEMA: Final = probatio.Schema(
    {
        probatio.Required(ATTR_POSITION_ID): cv.string,
        probatio.Optional(ATTR_NOTE): cv.string,
        probatio.Optional(ATTR_TAGS): probatio.All(cv.ensure_list, [cv.string]),
    }
)

SET_PRICE_SCHEMA: Final = probatio.Schema(
    {
        probatio.Optional(ATTR_ACCOUNT): cv.string,
        probatio.Required(ATTR_SYMBOL): cv.string,
        probatio.Exclusive(ATTR_PRICE, "target"): positive_number,
        probatio.Exclusive(ATTR_CHANGE_PERCENTAGE, "target"): number,
        probatio.Optional(ATTR_HOLD, default=False): cv.boolean,
        probatio.Optional(ATTR_MAX_FILL): positive_number,
        probatio.Optional(ATTR_MARK): positive_number,
        probatio.Optional(ATTR_STALE, default=False): cv.boolean,
    }
)

RESET_PAPER_SCHEMA: Final = probatio.Schema(
    {
        probatio.Required(ATTR_ACCOUNT): cv.string,
        probatio.Optional(ATTR_BALANCE): probatio.All(
            number, probatio.Range(min=MIN_BALANCE, max=MAX_BALANCE)
        ),
        probatio.Required(ATTR_CONFIRM): cv.boolean,
    }
)
