"""What may be ordered by word: stop a bot, close or keep a position. Nothing here opens anything.

Only for what is exposed to the assistant that is asked, and only what the asker may do elsewhere.
"""

from collections.abc import Mapping
from typing import Any

from homeassistant.const import ATTR_ENTITY_ID, SERVICE_TURN_OFF, STATE_UNAVAILABLE, Platform

from ..errors import nothing_held
from ..execution.account import BotStatus
from ..trading.model.market import Side
from .answers import Answer
from .asker import Asker, NotAnsweredError
from .found import FoundSlot, async_found


async def async_stop_bot(asker: Asker, *, bot: str) -> Answer:
    """Stop a bot: it opens nothing any more, its positions go on."""
    meant = (await async_found(asker)).meant(bot)
    if not asker.has(meant.switch):
        raise NotAnsweredError("bot_not_exposed", bot=meant.name)
    assert meant.switch is not None
    state = asker.hass.states.get(meant.switch)
    if state is None or state.state == STATE_UNAVAILABLE:
        # Home Assistant would skip it in silence
        raise NotAnsweredError("bot_not_available", bot=meant.name)
    was_stopped = meant.bot.status is BotStatus.STOPPED  # a halted one would run again by itself
    await asker.hass.services.async_call(
        Platform.SWITCH,
        SERVICE_TURN_OFF,
        {ATTR_ENTITY_ID: meant.switch},
        blocking=True,
        context=asker.context,
    )
    return {
        "done": "was_stopped" if was_stopped else "stopped",
        "bot": meant.name,
        "account": meant.entry.title,
        "positions": meant.live,
    }


async def async_close_position(
    asker: Asker, *, market: str, side: str | None = None, bot: str | None = None
) -> Answer:
    """Close what one bot holds in a market and side, or cancel what has not filled."""
    return await _order(asker, "close", market, side, bot)


async def async_keep_position(
    asker: Asker, *, market: str, side: str | None = None, bot: str | None = None
) -> Answer:
    """Cancel what has not filled of an entry and leave the rest alone."""
    return await _order(asker, "keep", market, side, bot)


async def _order(asker: Asker, what: str, market: str, side: str | None, bot: str | None) -> Answer:
    meant = await _meant(asker, what, market, side, bot)
    assert meant.sensor is not None
    answer = await asker.async_ask(f"{what}_position", **{ATTR_ENTITY_ID: meant.sensor})
    rows: list[Mapping[str, Any]] = answer[meant.sensor]["positions"]  # type: ignore[assignment, index, call-overload]
    return {
        "market": meant.market,
        "side": meant.slot.side.value,
        "bot": meant.owner.name,
        "account": meant.owner.entry.title,
        "connected": meant.owner.account.connected,
        "done": list(dict.fromkeys(str(row["done"]) for row in rows)),
        "positions": len(rows),
    }


async def _meant(
    asker: Asker, what: str, market: str, side: str | None, bot: str | None
) -> FoundSlot:
    """Return the one place that is meant: of several that hold something, none is chosen."""
    found = await async_found(asker)
    slots = list(found.slots(market, None if side is None else Side(side), bot))
    if not slots:
        raise NotAnsweredError("nothing_known", found.not_loaded, market=market)
    exposed = [one for one in slots if one.sensor and one.exposed(asker, what)]
    if not exposed:
        raise NotAnsweredError("position_not_exposed", market=slots[0].market)
    held = [one for one in exposed if one.held]
    match held, exposed:
        case [one], _:
            return one
        case [], [only]:
            raise nothing_held(only.owner.name, only.slot.symbol, only.slot.side)
        case [], _:
            raise NotAnsweredError("nothing_held", market=exposed[0].market)
        case _:
            raise NotAnsweredError("which_position", positions=", ".join(map(_called, held)))


def _called(one: FoundSlot) -> str:
    return f"{one.market} {one.slot.side} ({one.owner.entry.title} {one.owner.name})"
