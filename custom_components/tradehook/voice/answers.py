"""What is answered to a question: positions, results, refused signals, bots. Nothing is changed."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from ..const import ACCOUNT_TYPE_PAPER, CONF_ACCOUNT_TYPE
from ..errors import async_reason
from ..execution.common.events import SignalEventType
from ..execution.common.row_views import view
from ..trading.model.market import market_pair, quote_currency
from ..trading.reasons.reasons import REASONS, ReasonCode
from .asked_span import Span
from .asker import Asker
from .found import Found, FoundBot, async_found
from .names import means_market

type Answer = dict[str, Any]

FAILURES: Final = [
    SignalEventType.REFUSED.value,
    SignalEventType.FAILED.value,
    SignalEventType.EXPIRED.value,
]
SHOWN_OF_POSITION: Final = (
    *("side", "status", "size", "entry_price", "mark_price", "unrealized_profit"),
    *("realized_profit", "profit_percentage", "stop_price", "no_stop", "next_target_price"),
    *("liquidation_price", "opened_at", "position_id"),
)
STRANGERS: Final = {
    ReasonCode.UNAUTHORIZED,
    ReasonCode.LOCKED_OUT,
    ReasonCode.SENDER_NOT_ALLOWED,
}
"""Reasons for which a sender was not let in."""
SHOWN_OF_RESULT: Final = (
    *("currency", "profit", "fees", "funding", "trades", "wins", "losses", "win_rate"),
)


async def async_positions(
    asker: Asker, *, market: str | None = None, bot: str | None = None
) -> Answer:
    """Return what is open, or waits for its entry."""
    found = await async_found(asker)
    only = None if bot is None else found.meant(bot).bot.bot_id
    return {
        "positions": [
            {
                "market": market_pair(row["symbol"]),
                "currency": quote_currency(row["symbol"]),
                "bot": _name(found.by_id(row["bot_id"])),
                "account": entry.title,
                **view(row, SHOWN_OF_POSITION),
            }
            for entry, row in await found.live_rows()
            if only in (None, row["bot_id"])
            and (market is None or means_market(market, row["symbol"]))
        ],
        **_doubts(found),
    }


async def async_results(asker: Asker, *, bot: str | None = None, **span: object) -> Answer:
    """Return what was earned in a span, paper money apart."""
    found = await async_found(asker)
    answer = await asker.async_ask("get_results", **span, **_of(found, bot))
    rows: Sequence[Any] = answer["results"]  # type: ignore[assignment]
    return {
        "results": [
            {"paper": row[CONF_ACCOUNT_TYPE] == ACCOUNT_TYPE_PAPER}
            | {name: row[name] for name in SHOWN_OF_RESULT}
            for row in rows
        ],
        **_doubts(found),
    }


async def async_results_of(asker: Asker, span: Span, *, bot: str | None = None) -> Answer:
    """Return what was earned today, this week and so on."""
    return {"span": span.value, **await async_results(asker, bot=bot, **span.moments())}


async def async_refused_signals(asker: Asker, *, bot: str | None = None, limit: int = 5) -> Answer:
    """Return which signals came to nothing or only to a part, and why, the newest first."""
    found = await async_found(asker)
    of = _of(found, bot)
    answer = await asker.async_ask("get_signals", status=FAILURES, limit=limit, **of)
    rows: list[Any] = list(answer["signals"])  # type: ignore[arg-type]
    taken = await asker.async_ask("get_signals", status=["accepted"], **of)
    # A turn whose exit was done and whose opening was refused
    rows += [row for row in taken["signals"] if row["code"] is not None]  # type: ignore[union-attr, index, call-overload]
    rows.sort(key=lambda row: str(row["received_at"]), reverse=True)
    return {
        "signals": [await _signal(asker, found, row) for row in rows[:limit]],
        **_doubts(found),
    }


async def async_bots(asker: Asker, *, bot: str | None = None) -> Answer:
    """Return whether bots run, and what stops them."""
    found = await async_found(asker)
    bots = [one for one in (found.bots if bot is None else [found.meant(bot)]) if one.readable]
    return {
        "bots": [
            {
                "bot": one.name,
                "account": one.entry.title,
                "paper": one.paper,
                "manual": one.manual,
                "state": one.bot.status.value,
                "reason": one.bot.reason,
                "account_takes_openings": one.account.trading_enabled,
                "positions": one.live,
            }
            for one in bots
        ],
        **_doubts(found),
    }


async def _signal(asker: Asker, found: Found, row: Mapping[str, Any]) -> Answer:
    code, message = row["code"], row["message"]
    shown = {name: row[name] for name in ("action", "side", "status", "code")}
    if code in STRANGERS:
        # A stranger's words are told to nobody, least of all to a model that may follow them
        shown |= {"action": None, "side": None}
        market = None
        message = None if code == ReasonCode.LOCKED_OUT else REASONS[ReasonCode(code)].template
    else:
        market = row["symbol"] and market_pair(row["symbol"])
    if code is not None and message is not None:
        message = await async_reason(asker.hass, asker.language, message)
    return {
        "received_at": row["received_at"],
        "bot": _name(found.by_switch(row["bot"])),
        "market": market,
        **shown,
        "reason": message,
    }


def _of(found: Found, bot: str | None) -> dict[str, object]:
    """Return the field by which an action asks about one bot."""
    return {} if bot is None else {"bot": found.meant(bot).switch}


def _name(bot: FoundBot | None) -> str | None:
    """Return what a bot is called; one that was removed has no name any more."""
    return None if bot is None else bot.name


def _doubts(found: Found) -> Answer:
    return {
        "accounts_not_loaded": found.not_loaded,
        "accounts_not_connected": found.not_connected,
        "more_is_hidden": found.hides,
    }
