"""The table of reason codes: one stable word, one HTTP status and one sentence for each."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from string import Formatter
from types import MappingProxyType


class ReasonCode(StrEnum):
    """Why a signal or a link was refused, failed, or accepted with a warning."""

    # the message
    MALFORMED_JSON = "malformed_json"
    TOO_LARGE = "too_large"
    BODY_TOO_SLOW = "body_too_slow"
    ADDRESS_RETIRED = "address_retired"
    ADDRESS_UNKNOWN = "address_unknown"
    INVALID_SIGNAL = "invalid_signal"
    WRONG_SIDE = "wrong_side"
    EXITS_ALREADY_PASSED = "exits_already_passed"
    PRICE_NOT_POSITIVE = "price_not_positive"
    WRONG_EXCHANGE = "wrong_exchange"
    EXCHANGE_CLOSED = "exchange_closed"
    WRONG_QUOTE = "wrong_quote"
    UNKNOWN_SYMBOL = "unknown_symbol"
    AMBIGUOUS_SYMBOL = "ambiguous_symbol"
    # other systems' alerts
    DIALECT_UNKNOWN = "dialect_unknown"
    DIALECT_AMBIGUOUS = "dialect_ambiguous"
    DIALECT_NOT_ENABLED = "dialect_not_enabled"
    DIALECT_TOKEN_UNKNOWN = "dialect_token_unknown"  # noqa: S105 - a code
    DIALECT_FIELD_UNSUPPORTED = "dialect_field_unsupported"
    DIALECT_SIZE_UNCLEAR = "dialect_size_unclear"
    DIALECT_SIDE_UNCLEAR = "dialect_side_unclear"
    # the sender
    UNAUTHORIZED = "unauthorized"
    LOCKED_OUT = "locked_out"
    SENDER_NOT_ALLOWED = "sender_not_allowed"
    RATE_LIMITED = "rate_limited"
    # groups
    GROUP_EMPTY = "group_empty"
    # recording
    NOT_RECORDED = "not_recorded"
    EXPIRED = "expired"
    # order among signals
    SIGNAL_ID_REUSED = "signal_id_reused"
    REQUEST_ID_REUSED = "request_id_reused"
    WAITS_FOR_EXIT = "waits_for_exit"
    OUT_OF_ORDER = "out_of_order"
    SKIPPED_AFTER_REFUSAL = "skipped_after_refusal"
    CALLED_OFF = "called_off"
    TIMESTAMP_IN_FUTURE = "timestamp_in_future"
    # age and states
    SIGNAL_TOO_OLD = "signal_too_old"
    BOT_STOPPED = "bot_stopped"
    BOT_HALTED = "bot_halted"
    TRADING_OFF = "trading_off"
    MISSED_ENTRY = "missed_entry"
    ORDER_ACTION_MISSING = "order_action_missing"
    # positions
    POSITION_MISSING = "position_missing"
    POSITION_AMBIGUOUS = "position_ambiguous"
    POSITION_CLOSING = "position_closing"
    POSITION_UNREADABLE = "position_unreadable"
    WOULD_LOOSEN = "would_loosen"
    ALREADY_ON_SIDE = "already_on_side"
    OPENING_REFUSED = "opening_refused"
    OPPOSITE_POSITION = "opposite_position"
    FOREIGN_POSITION = "foreign_position"
    NOTHING_TO_ADOPT = "nothing_to_adopt"
    ADOPTION_TOO_LARGE = "adoption_too_large"
    HOLDING_UNSETTLED = "holding_unsettled"
    FOREIGN_ORDERS_REST = "foreign_orders_rest"
    LEVERAGE_CONFLICT = "leverage_conflict"
    LEVERAGE_TOO_HIGH = "leverage_too_high"
    REVERSE_NEEDS_FUTURES = "reverse_needs_futures"
    STOP_BEYOND_LIQUIDATION = "stop_beyond_liquidation"
    # filters
    SIDE_NOT_ALLOWED = "side_not_allowed"
    STOP_LOSS_REQUIRED = "stop_loss_required"
    PROTECTION_NEEDS_TARGETS = "protection_needs_targets"
    BASE_NOT_ALLOWED = "base_not_allowed"
    BASE_BLOCKED = "base_blocked"
    PRICE_TOO_LOW = "price_too_low"
    PRICE_TOO_HIGH = "price_too_high"
    VOLUME_TOO_LOW = "volume_too_low"
    VOLUME_UNKNOWN = "volume_unknown"
    PRICE_TOO_FAR = "price_too_far"
    SPREAD_TOO_WIDE = "spread_too_wide"
    MARKET_HALTED = "market_halted"
    MARKET_DELISTING = "market_delisting"
    # limits
    MAX_POSITIONS_REACHED = "max_positions_reached"
    MAX_POSITIONS_PER_MARKET_REACHED = "max_positions_per_market_reached"
    MAX_ENTRY_SIZE_EXCEEDED = "max_entry_size_exceeded"
    MAX_POSITION_SIZE_REACHED = "max_position_size_reached"
    MAX_INVESTED_REACHED = "max_invested_reached"
    COOLING_DOWN = "cooling_down"
    # the account's own limits
    ACCOUNT_EXPOSURE_REACHED = "account_exposure_reached"
    ACCOUNT_BASE_EXPOSURE_REACHED = "account_base_exposure_reached"
    ACCOUNT_OPEN_RISK_REACHED = "account_open_risk_reached"
    ACCOUNT_DAILY_LOSS = "account_daily_loss"
    ACCOUNT_DRAWDOWN = "account_drawdown"
    ACCOUNT_POSITIONS_REACHED = "account_positions_reached"
    ACCOUNT_OPENINGS_REACHED = "account_openings_reached"
    ACCOUNT_NUMBERS_UNKNOWN = "account_numbers_unknown"
    # funds and the market's rules
    MARKET_DATA_STALE = "market_data_stale"
    RISK_NEEDS_STOP = "risk_needs_stop"
    BELOW_MINIMUM = "below_minimum"
    INSUFFICIENT_FUNDS = "insufficient_funds"
    SHORT_NEEDS_BALANCE = "short_needs_balance"
    SHORT_NEEDS_STOP = "short_needs_stop"
    # after admission
    EXCHANGE_REFUSED = "exchange_refused"
    # position links
    BODY_NOT_EMPTY = "body_not_empty"
    PREVIEW_REFUSED = "preview_refused"
    LINK_UNKNOWN = "link_unknown"
    LINK_OVER = "link_over"
    LINK_REVOKED = "link_revoked"
    LINK_UNAVAILABLE = "link_unavailable"
    LINK_ASKS = "link_asks"
    # actions of Home Assistant
    NOT_SIMULATED = "not_simulated"
    NOT_PAPER = "not_paper"
    # warnings
    UNKNOWN_FIELD = "unknown_field"
    FIELD_IGNORED = "field_ignored"
    FIELD_REPEATED = "field_repeated"
    EMPTY_FIELD = "empty_field"
    SYMBOL_ASSUMED = "symbol_assumed"
    SECTION_FROM_BOT = "section_from_bot"
    MORE_WARNINGS = "more_warnings"
    DCA_BEYOND_STOP = "dca_beyond_stop"
    DCA_MARKETABLE = "dca_marketable"
    DCA_WITH_IMMEDIATE_TRAILING = "dca_with_immediate_trailing"
    TARGET_MERGED = "target_merged"
    EXIT_BELOW_MINIMUM = "exit_below_minimum"
    TARGETS_UNORDERED = "targets_unordered"
    NO_STOP = "no_stop"
    UNPROTECTED_WHILE_OFF = "unprotected_while_off"
    NOTHING_TO_DO = "nothing_to_do"


@dataclass(frozen=True, slots=True)
class Reason:
    """What a code means: the HTTP status of the answer, and a sentence with {placeholders}.

    Warnings have the status of what they come with: 202.
    """

    status: int
    template: str

    @property
    def placeholders(self) -> tuple[str, ...]:
        """Return the names of the values that the sentence needs."""
        return tuple(name for _, name, _, _ in Formatter().parse(self.template) if name)


_C = ReasonCode

REASONS: Mapping[ReasonCode, Reason] = MappingProxyType(
    {
        _C.MALFORMED_JSON: Reason(
            400, "The message is not a JSON object: {problem} (line {line}, column {column})."
        ),
        _C.TOO_LARGE: Reason(413, "The message is larger than {limit} KiB: shorten it."),
        _C.ADDRESS_RETIRED: Reason(
            410,
            "This address is over, because {why}: give the alert the address of a bot, or end it.",
        ),
        _C.BODY_TOO_SLOW: Reason(
            400, "The message did not arrive whole within {seconds} s: send it again."
        ),
        _C.ADDRESS_UNKNOWN: Reason(
            404, "This is no bot's secret address (any more): copy the present one from the bot."
        ),
        _C.INVALID_SIGNAL: Reason(
            422, "The signal can't be used as it is: correct what `errors` lists ({summary})."
        ),
        _C.WRONG_SIDE: Reason(
            422, "A price lies on the wrong side of the entry: correct it ({summary})."
        ),
        _C.EXITS_ALREADY_PASSED: Reason(
            409,
            "The market has passed the stop, or reached a target, that this asks for: choose "
            "another price ({summary}).",
        ),
        _C.PRICE_NOT_POSITIVE: Reason(
            422, "A distance reaches a price of zero or less: make it smaller ({summary})."
        ),
        _C.WRONG_EXCHANGE: Reason(
            422, "The bot trades on {expected}: set `exchange` and the symbol's prefix to that."
        ),
        _C.EXCHANGE_CLOSED: Reason(
            410, "{exchange} closed on {day}, nothing can be traded there any more: end this alert."
        ),
        _C.WRONG_QUOTE: Reason(
            422, "The bot trades {expected} markets only: `symbol` must be quoted in that."
        ),
        _C.UNKNOWN_SYMBOL: Reason(
            422, "No market of the account fits `symbol` {symbol}: use {candidates}."
        ),
        _C.AMBIGUOUS_SYMBOL: Reason(
            422, "Several markets of the account fit `symbol` {symbol}: use one of {candidates}."
        ),
        _C.DIALECT_UNKNOWN: Reason(
            400,
            "This is no message for Tradehook nor an alert of a known system, it is most like"
            " {systems}: write it in the Webhook builder of the Tradehook panel.",
        ),
        _C.DIALECT_AMBIGUOUS: Reason(
            400,
            "This alert could be of {systems}: leave out what belongs to one of them, or write it"
            " in the Webhook builder of the Tradehook panel.",
        ),
        _C.DIALECT_NOT_ENABLED: Reason(
            409,
            "This is an alert of {system}, which this bot does not take: allow {system} in the"
            " bot's form, or send `instead` with the bot's own key and secret.",
        ),
        _C.DIALECT_TOKEN_UNKNOWN: Reason(
            401,
            "This is an alert of {system} whose `{field}` this bot does not know: paste the alert"
            " into the bot's form, add `api_key` and `api_secret` to it, or send `instead` (or"
            " `errors` says what is in its way).",
        ),
        _C.DIALECT_FIELD_UNSUPPORTED: Reason(
            422, "This is an alert of {system} that can't be carried out: {summary}."
        ),
        _C.DIALECT_SIZE_UNCLEAR: Reason(
            422, "This is an alert of {system} whose size can't be told: {summary}."
        ),
        _C.DIALECT_SIDE_UNCLEAR: Reason(
            422, "This is an alert of {system} whose side can't be told: {summary}."
        ),
        _C.UNAUTHORIZED: Reason(
            401, "`api_key` or `api_secret` is wrong: copy both from the bot into the alert."
        ),
        _C.LOCKED_OUT: Reason(
            429, "Too many wrong secrets came from this address: try again in {seconds} s."
        ),
        _C.SENDER_NOT_ALLOWED: Reason(
            403, "The sender's address is not in the bot's allow-list: add it there."
        ),
        _C.RATE_LIMITED: Reason(
            429, "The bot takes {limit} signals a minute: send fewer or raise its rate limit."
        ),
        _C.GROUP_EMPTY: Reason(409, "The group has no bots: add some to it before it gets alerts."),
        _C.NOT_RECORDED: Reason(
            503, "The signal could not be recorded and nothing was done: send it again."
        ),
        _C.EXPIRED: Reason(
            202,
            "The order could not be sent within {seconds} s and was not sent late: send the "
            "signal again or raise the bot's time limit.",
        ),
        _C.SIGNAL_ID_REUSED: Reason(
            409,
            "`signal_id` {signal_id} has named another opening before: give each opening an id of "
            "its own, or none.",
        ),
        _C.REQUEST_ID_REUSED: Reason(
            409,
            "`request_id` {request_id} has named another request before: give each request an id "
            "of its own.",
        ),
        _C.OUT_OF_ORDER: Reason(
            409,
            "The alert was sent at {stamp}, before the newest one for this market ({newest}): it "
            "came too late and was not followed.",
        ),
        _C.TIMESTAMP_IN_FUTURE: Reason(
            409, "`timestamp` is {ahead} s ahead of our clock: set the wrong one of the two right."
        ),
        _C.SKIPPED_AFTER_REFUSAL: Reason(
            409,
            "A signal before it in the same list was refused: what adds to the risk is not carried "
            "out behind it, exits are.",
        ),
        _C.CALLED_OFF: Reason(
            409,
            "A later signal asked for something else before this one's turn came: send it again if "
            "it is still wanted.",
        ),
        _C.WAITS_FOR_EXIT: Reason(
            202, "The bot is leaving this market: the opening waits until that is done."
        ),
        _C.SIGNAL_TOO_OLD: Reason(
            409, "The signal is {age} s old and the bot takes at most {limit} s: send it earlier."
        ),
        _C.BOT_STOPPED: Reason(409, "The bot is stopped: start it, or send `start_and_open`."),
        _C.BOT_HALTED: Reason(409, "The bot is halted: {reason}."),
        _C.TRADING_OFF: Reason(
            409, "The account's Trading switch is off: switch it on to add exposure."
        ),
        _C.MISSED_ENTRY: Reason(
            409,
            "The strategy adds to a {side} that the bot does not have: wait until it was flat or "
            "has turned, or let the bot join a running trade.",
        ),
        _C.ORDER_ACTION_MISSING: Reason(
            422,
            "The alert does not tell whether the strategy bought or sold: let TradingView's "
            "placeholder strategy.order.action fill in `strategy.order_action`.",
        ),
        _C.POSITION_MISSING: Reason(
            409, "The bot has no such position: check `symbol`, `side` and `signal_id`."
        ),
        _C.POSITION_AMBIGUOUS: Reason(
            409, "Several positions fit ({positions}): name one by `position_id` or `signal_id`."
        ),
        _C.WOULD_LOOSEN: Reason(
            409,
            "That would raise what {signal_id} may lose, and the bot does not let alerts do so: "
            "send a tighter stop, or allow it in the bot's settings (alerts may loosen stops).",
        ),
        _C.POSITION_CLOSING: Reason(
            409,
            "The position is being closed: nothing of it is changed or added to before that is "
            "done.",
        ),
        _C.POSITION_UNREADABLE: Reason(
            409,
            "A position in {symbol} can't be read by this version of Tradehook: nothing is done in"
            " this market until the repair about it is solved.",
        ),
        _C.ALREADY_ON_SIDE: Reason(
            409, "The bot is already {side} in this market: reverse to the other side only."
        ),
        _C.OPENING_REFUSED: Reason(
            409, "The old position was closed and the new one refused: {reason}"
        ),
        _C.OPPOSITE_POSITION: Reason(
            409,
            "This market is already held {side}, and the account or the bot takes one side at a"
            " time: close that first.",
        ),
        _C.FOREIGN_POSITION: Reason(
            409, "Somebody else opened a position in this market on the exchange: close it first."
        ),
        _C.NOTHING_TO_ADOPT: Reason(
            409,
            "Nothing is there to adopt in {symbol} {side}: what the exchange holds belongs to a "
            "position already, is locked by an order, or is less than the market trades.",
        ),
        _C.ADOPTION_TOO_LARGE: Reason(
            409,
            "{size} is more than there is: {available} can be adopted, {locked} are locked by "
            "orders of others. Ask for less, or have these orders cancelled.",
        ),
        _C.HOLDING_UNSETTLED: Reason(
            409, "Orders are under way in {symbol}: try again in a moment."
        ),
        _C.FOREIGN_ORDERS_REST: Reason(
            409, "An order of somebody else in {symbol} could not be cancelled: {reason}"
        ),
        _C.LEVERAGE_CONFLICT: Reason(
            409,
            "The market is already traded with {held}: use the same leverage and margin mode.",
        ),
        _C.LEVERAGE_TOO_HIGH: Reason(
            409, "{owner} allows a leverage of at most {limit}: lower `leverage`."
        ),
        _C.REVERSE_NEEDS_FUTURES: Reason(
            409, "A spot account can't reverse: send `close` and then `open`."
        ),
        _C.STOP_BEYOND_LIQUIDATION: Reason(
            409,
            "The stop at {stop} lies beyond the liquidation at {liquidation}: move it closer or "
            "lower the leverage.",
        ),
        _C.SIDE_NOT_ALLOWED: Reason(
            409, "The bot does not trade {side}: allow that side in its settings."
        ),
        _C.STOP_LOSS_REQUIRED: Reason(
            409, "The bot opens with a stop loss only: add `stop_loss` to the signal or the bot."
        ),
        _C.PROTECTION_NEEDS_TARGETS: Reason(
            422,
            "A protection that follows take profits needs at least two of them: add them "
            "({summary}).",
        ),
        _C.BASE_NOT_ALLOWED: Reason(
            409, "{base} is not among the bot's allowed currencies: add it there."
        ),
        _C.BASE_BLOCKED: Reason(409, "{base} is among the bot's blocked currencies: remove it."),
        _C.MARKET_HALTED: Reason(
            409,
            "{symbol} is halted on the exchange: new positions have to wait until it trades again.",
        ),
        _C.MARKET_DELISTING: Reason(
            409, "The exchange delists {symbol} on {date}: only exits are taken there."
        ),
        _C.PRICE_TOO_LOW: Reason(
            409, "The price {price} is below the bot's minimum {limit}: lower that minimum."
        ),
        _C.PRICE_TOO_HIGH: Reason(
            409, "The price {price} is above the bot's maximum {limit}: raise that maximum."
        ),
        _C.VOLUME_TOO_LOW: Reason(
            409, "The 24 h volume {volume} is below the bot's minimum {limit}: lower that minimum."
        ),
        _C.VOLUME_UNKNOWN: Reason(
            409, "The 24 h volume of the market is not known: remove the bot's minimum volume."
        ),
        _C.PRICE_TOO_FAR: Reason(
            409,
            "`signal_price` is {distance} % away from the market and the bot allows {limit} %: "
            "send a newer price.",
        ),
        _C.SPREAD_TOO_WIDE: Reason(
            409, "The spread is {spread} % and the bot allows {limit} %: try again later."
        ),
        _C.MAX_POSITIONS_REACHED: Reason(
            409, "The bot has its {limit} positions: close one or raise the limit."
        ),
        _C.MAX_POSITIONS_PER_MARKET_REACHED: Reason(
            409, "The bot has its {limit} positions in this market: close one or raise the limit."
        ),
        _C.MAX_ENTRY_SIZE_EXCEEDED: Reason(
            409,
            "The entry of {size} is larger than the bot's maximum {limit}: lower the amount or "
            "raise that maximum.",
        ),
        _C.MAX_POSITION_SIZE_REACHED: Reason(
            409,
            "With this increase the position would be of {size} and may be of {limit}, {times} "
            "times its initial entry: add less or raise the bot's limit.",
        ),
        _C.MAX_INVESTED_REACHED: Reason(
            409,
            "With this entry and its DCA the bot would have invested {invested} of at most "
            "{limit}: close a position or raise the limit.",
        ),
        _C.COOLING_DOWN: Reason(
            409, "The bot cools down in this market for {seconds} s more: send the signal later."
        ),
        _C.ACCOUNT_EXPOSURE_REACHED: Reason(
            409,
            "All positions of the account would be worth {amount}, more than the {limit} that it "
            "allows: close something, or raise the account's limit.",
        ),
        _C.ACCOUNT_BASE_EXPOSURE_REACHED: Reason(
            409,
            "All positions of the account in {base} would be worth {amount}, more than the "
            "{limit} that it allows: close something, or raise the account's limit.",
        ),
        _C.ACCOUNT_OPEN_RISK_REACHED: Reason(
            409,
            "The stops of the account would lose {amount} together, more than the {limit} that it "
            "allows: use closer stops or less, or raise the account's limit.",
        ),
        _C.ACCOUNT_DAILY_LOSS: Reason(
            409,
            "The account has lost today what it may: it opens nothing until midnight, or until "
            "its Trading switch is turned on.",
        ),
        _C.ACCOUNT_DRAWDOWN: Reason(
            409,
            "The account has fallen as far below its highest result as it may: it opens nothing "
            "until its Trading switch is turned on.",
        ),
        _C.ACCOUNT_POSITIONS_REACHED: Reason(
            409,
            "The account has its {limit} positions: close one, or raise the account's limit.",
        ),
        _C.ACCOUNT_OPENINGS_REACHED: Reason(
            409,
            "The account opens {limit} positions a minute at most: wait, or raise its limit.",
        ),
        _C.ACCOUNT_NUMBERS_UNKNOWN: Reason(
            409,
            "It is not known now whether {what} stays within the limit: nothing is added before "
            "all prices and the exchange's positions are known.",
        ),
        _C.MARKET_DATA_STALE: Reason(
            409, "The {what} of the market is too old to trade on: check the connection."
        ),
        _C.RISK_NEEDS_STOP: Reason(
            409,
            "A size by risk needs a stop that sells for certain: add `stop_loss` with a price, and "
            "an emergency stop to a cool-down.",
        ),
        _C.BELOW_MINIMUM: Reason(
            409, "The {what} of {size} is below the market's minimum {minimum}: raise the amount."
        ),
        _C.INSUFFICIENT_FUNDS: Reason(
            409,
            "{what} needs {needed} and {available} is free, {missing} is missing: lower the "
            "amount or add funds.",
        ),
        _C.SHORT_NEEDS_BALANCE: Reason(
            409,
            "A short on spot sells {base} that the account has: {needed} is needed, "
            "{available} is free.",
        ),
        _C.SHORT_NEEDS_STOP: Reason(
            422, "A short on spot has to be bought back: add `stop_loss` with a stop to it."
        ),
        _C.EXCHANGE_REFUSED: Reason(202, "The exchange refused the order: {reason}"),
        _C.BODY_NOT_EMPTY: Reason(400, "A link takes no message: clear the alert's message box."),
        _C.PREVIEW_REFUSED: Reason(
            403, "A preview does not use the link: open it in a browser or call it by POST."
        ),
        _C.LINK_UNKNOWN: Reason(404, "There is no such link: make a new one at the position."),
        _C.LINK_OVER: Reason(410, "The position is over: there is nothing left to do."),
        _C.LINK_REVOKED: Reason(410, "The link was revoked: make a new one at the position."),
        _C.LINK_UNAVAILABLE: Reason(
            503, "The position's account is not running yet: call the link again in a moment."
        ),
        _C.LINK_ASKS: Reason(
            405,
            "The link asks first, so nothing was done: open it in a browser and press the button, "
            "or call it by POST.",
        ),
        _C.NOT_SIMULATED: Reason(
            409, "The account's prices come from an exchange: choose one on the simulated market."
        ),
        _C.NOT_PAPER: Reason(
            409, "The account trades with real money: only a paper account can be reset."
        ),
        _C.UNKNOWN_FIELD: Reason(202, "`{path}` is not a field of a signal and was ignored{hint}"),
        _C.FIELD_IGNORED: Reason(202, "`{path}` was ignored: {reason}."),
        _C.EMPTY_FIELD: Reason(202, "`{path}` is empty: it was taken as left out."),
        _C.SYMBOL_ASSUMED: Reason(
            202, "`symbol` names no market: the exit was taken for {symbol}, the bot's only one."
        ),
        _C.FIELD_REPEATED: Reason(202, "`{path}` is given twice with the same value."),
        _C.SECTION_FROM_BOT: Reason(
            202, "`{path}` was ignored: the bot takes it from its own settings."
        ),
        _C.MORE_WARNINGS: Reason(202, "{count} more warnings are not shown."),
        _C.DCA_BEYOND_STOP: Reason(
            202, "`{path}` lies beyond the stop and can't fill before it: move one of them."
        ),
        _C.DCA_MARKETABLE: Reason(
            202, "`{path}` is better than the market and fills at once: check its price."
        ),
        _C.DCA_WITH_IMMEDIATE_TRAILING: Reason(
            202,
            "The stop trails from the first fill on: each fill of `{path}` takes it back behind "
            "the price of that fill.",
        ),
        _C.TARGET_MERGED: Reason(
            202, "`{path}` is below the market's minimum and was merged into the next target."
        ),
        _C.EXIT_BELOW_MINIMUM: Reason(
            202,
            "At `{path}` an exit is worth less than the market's minimum and can't be sold alone: "
            "raise the amount.",
        ),
        _C.NO_STOP: Reason(
            202,
            "The position has no stop loss, and nothing ends a loss: send `stop_loss`, or set one "
            "in the bot.",
        ),
        _C.TARGETS_UNORDERED: Reason(
            202,
            "The prices of `{path}` are not in the order of the list: the nearest target fills "
            "first, whatever its place.",
        ),
        _C.UNPROTECTED_WHILE_OFF: Reason(
            202, "The position is unprotected while Home Assistant is off: {why}."
        ),
        _C.NOTHING_TO_DO: Reason(202, "Nothing was done: {reason}."),
    }
)
