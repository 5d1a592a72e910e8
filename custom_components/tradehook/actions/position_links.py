"""The actions that list and revoke position links."""

from typing import cast

from homeassistant.core import ServiceCall
from homeassistant.util.json import JsonObjectType

from ..errors import explained, refusal
from ..execution.account import Account
from ..ledger.records import LinkRecord
from ..trading.reasons.reasons import ReasonCode, sentence
from ..web.link_view import URL
from ..web.webhook_urls import base_url
from .rows import LinkRow
from .schemas import ATTR_BOT, ATTR_LINK_ID, ATTR_POSITION_ID
from .targets import accounts, bot_of


def link_url(base: str, token: str) -> str:
    """Return the address that works a link."""
    return base + URL.format(token=token)


async def async_list_position_links(call: ServiceCall) -> JsonObjectType:
    """Return the links that fit; revoked ones are gone."""
    base = base_url(call.hass)
    return _links(base, [link for _, link in await _fitting(call) if link.revoked_at is None])


async def async_revoke_position_link(call: ServiceCall) -> JsonObjectType:
    """Make the links that fit useless, and return them."""
    if not call.data:
        raise refusal(
            "link_not_named", "Say which links to revoke: give `link_id`, `position_id` or `bot`."
        )
    base = base_url(call.hass)
    working = [
        (account, link)
        for account, link in await _fitting(call)
        if link.revoked_at is None and link.ended_at is None
    ]
    if not working:
        raise refusal(ReasonCode.LINK_UNKNOWN.value, sentence(ReasonCode.LINK_UNKNOWN))
    with explained():
        return _links(base, [await account.revoke_link(link.link_id) for account, link in working])


async def _fitting(call: ServiceCall) -> list[tuple[Account, LinkRecord]]:
    if ATTR_BOT in call.data:
        entry, bot_id = bot_of(call.hass, call.data[ATTR_BOT])
        entries, bot = [entry], bot_id
    else:
        entries, bot = accounts(call.hass), None
    with explained():
        return [
            (entry.runtime_data, link)
            for entry in entries
            for link in await entry.runtime_data.links(
                bot_id=bot,
                position_id=call.data.get(ATTR_POSITION_ID),
                link_id=call.data.get(ATTR_LINK_ID),
            )
        ]


def _links(base: str, links: list[LinkRecord]) -> JsonObjectType:
    rows: list[LinkRow] = [
        {
            "link_id": link.link_id,
            "mode": str(link.mode),
            "position_id": link.position_id,
            "created_at": link.created_at.isoformat(),
            "used_at": link.used_at.isoformat() if link.used_at else None,
            "url": link_url(base, link.token),
            "question": link.question,
        }
        for link in links
    ]
    return cast(JsonObjectType, {"links": rows})
