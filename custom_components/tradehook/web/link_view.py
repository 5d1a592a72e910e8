"""HTTP in: a position link → its account → what was done."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from http import HTTPStatus
import logging
import re
from typing import Final

from aiohttp import hdrs, web
from homeassistant.core import HomeAssistant
from homeassistant.helpers.http import HomeAssistantView

from ..accounts.data import DATA, async_tradehook_data
from ..accounts.entry import account_entries
from ..execution.account import LinkResult
from ..trading.reasons.reasons import ReasonCode, refuse
from .link_page import page, question_page
from .link_texts import async_page_texts
from .request_body import BodyTooSlowError, read_body
from .webhook import AGAIN, HANG_UP, json_response

_LOGGER = logging.getLogger(__name__)

URL: Final = "/api/tradehook/link/{token}"
MAX_TOKEN: Final = 256
MAX_BODY: Final = 64 * 1024
"""More than this is a message, even if it were all white space."""
HEADERS: Final = {
    hdrs.CACHE_CONTROL: "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}
QUESTION_HEADERS: Final = HEADERS | {
    "Content-Security-Policy": (
        f"{HEADERS['Content-Security-Policy']}; form-action 'self'; frame-ancestors 'none'"
    )
}
"""No other site may show the button as part of its own page."""
ASKS: Final = {hdrs.ALLOW: hdrs.METH_POST}
PREFETCH_HEADERS: Final = ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")
PREFETCHES: Final = ("prefetch", "prerender", "preview")
ROBOTS: Final = re.compile(
    r"(?<!cu)bot\b|crawler|spider|preview|externalagent|externalhit|validator|scanner|fetcher"
    r"|unfurl|\bgoogle-|-google\b|-user\b"
)
"""How robots name themselves; CUBOT is a telephone."""
PREVIEWERS: Final = (
    "barracuda",
    "bluesky cardyb",
    "embedly",
    "fireeye",
    "flipboardproxy",
    "forcepoint",
    "googleimageproxy",
    "googleother",
    "iframely",
    "kakaotalk-scrap",
    "mastodon/",
    "microsoft office",
    "microsoft outlook",
    "mimecast",
    "ms-office",
    "nextcloud",
    "outlook-android",
    "outlook-ios",
    "pinterest/0.",
    "proofpoint",
    "rocket.chat",
    "signal-desktop",
    "slack-imgproxy",
    "slurp",
    "snapchat",
    "symantec",
    "synapse",
    "trendmicro",
    "tumblr/",
    "urlscan",
    "viber/",
    "virustotal",
    "vkshare",
    "whatsapp",
    "yahoomailproxy",
    "zscaler",
)
"""Parts of other names, in lower case, under which programs for chat and mail look at links."""


@dataclass(frozen=True, slots=True)
class _Reply:
    """What a caller is told, however it is shown."""

    status: int
    body: Mapping[str, object]
    message: str

    @classmethod
    def refusal(cls, code: ReasonCode) -> _Reply:
        refusal = refuse(code)
        return cls(refusal.status, refusal.as_dict(), refusal.message)

    @classmethod
    def of(cls, result: LinkResult) -> _Reply:
        fields = asdict(result)
        fields.pop("status")
        if result.code is not None:
            fields["error"] = fields.pop("message")
        body = {key: value for key, value in fields.items() if value is not None}
        return cls(result.status, body, result.message)


class LinkView(HomeAssistantView):
    """Position links: GET and POST act, of one with a question only POST; HEAD does nothing."""

    url = URL
    name = "api:tradehook:link"
    requires_auth = False

    def __init__(self, hass: HomeAssistant) -> None:
        self._hass = hass

    async def head(self, _request: web.Request, token: str) -> web.Response:  # noqa: ARG002
        """Do nothing: programs look with HEAD whether an address exists."""
        return web.Response(headers=HEADERS)

    async def get(self, request: web.Request, token: str) -> web.Response:
        """Do what the link says, unless a machine asks that nobody told to."""
        if _is_preview(request.headers):
            refusal = _Reply.refusal(ReasonCode.PREVIEW_REFUSED)
            return await self._async_respond(request, refusal)
        return await self._async_use(request, token, body_empty=True, posted=False)

    async def post(self, request: web.Request, token: str) -> web.Response:
        """Do what the link says, unless the alert carries a message."""
        return await self._async_use(request, token)

    async def _async_use(
        self,
        request: web.Request,
        token: str,
        *,
        body_empty: bool | None = None,
        posted: bool = True,
    ) -> web.Response:
        """Use the link; whatever goes wrong is a 503, and no log line shows the token."""
        try:
            if body_empty is None:
                timings = async_tradehook_data(self._hass).interface_timings
                body_empty = await _is_blank(request, timings.body_within)
            reply = await self._async_reply(token, body_empty=body_empty, posted=posted)
        except BodyTooSlowError as err:
            reply = _Reply(err.refusal.status, err.refusal.as_dict(), err.refusal.message)
        except Exception:
            _LOGGER.exception("A position link could not be used")
            reply = _unavailable()
        return await self._async_respond(request, reply)

    async def _async_respond(self, request: web.Request, reply: _Reply) -> web.Response:
        headers = dict(HEADERS)
        code, done = reply.body.get("code"), reply.body.get("done")
        if reply.status == HTTPStatus.SERVICE_UNAVAILABLE:
            headers |= AGAIN
        elif code == ReasonCode.BODY_TOO_SLOW:
            headers |= HANG_UP
        asks = code == ReasonCode.LINK_ASKS
        if "text/html" not in request.headers.get(hdrs.ACCEPT, "").lower():
            return json_response(reply.status, reply.body, headers | ASKS if asks else headers)
        said = await async_page_texts(
            self._hass,
            request.headers.get(hdrs.ACCEPT_LANGUAGE, ""),
            code=None if code is None else str(code),
            done=None if done is None else str(done),
            message=reply.message,
        )
        headers[hdrs.VARY] = hdrs.ACCEPT_LANGUAGE
        return web.Response(
            status=HTTPStatus.OK if asks else reply.status,
            text=question_page(said, reply.body) if asks else page(reply.status, said, reply.body),
            content_type="text/html",
            charset="utf-8",
            headers=headers | QUESTION_HEADERS if asks else headers,
        )

    async def _async_reply(self, token: str, *, body_empty: bool, posted: bool) -> _Reply:
        if len(token) > MAX_TOKEN:
            return _Reply.refusal(ReasonCode.LINK_UNKNOWN)
        accounts = [account for account in self._hass.data[DATA].accounts.values() if account.ready]
        for account in accounts:
            result = await account.use_link(token, body_empty=body_empty, posted=posted)
            if result is not None:
                return _Reply.of(result)
        if len(accounts) < len(account_entries(self._hass)):
            return _unavailable()  # it may be a link of the account that is away
        return _Reply.refusal(ReasonCode.LINK_UNKNOWN)


def _unavailable() -> _Reply:
    refusal = refuse(ReasonCode.LINK_UNAVAILABLE)
    return _Reply(refusal.status, refusal.as_dict(), refusal.message)


def _is_preview(headers: Mapping[str, str]) -> bool:
    purpose = " ".join(headers.get(name, "") for name in PREFETCH_HEADERS).lower()
    agent = headers.get(hdrs.USER_AGENT, "").lower()
    return (
        any(word in purpose for word in PREFETCHES)
        or ROBOTS.search(agent) is not None
        or any(word in agent for word in PREVIEWERS)
    )


async def _is_blank(request: web.Request, within: float) -> bool:
    """Return whether a body is empty, or white space as TradingView may leave it behind."""
    try:
        body = await read_body(request, MAX_BODY + 1, within)
    except web.RequestPayloadError:
        return False
    return len(body) <= MAX_BODY and not body.decode(errors="replace").strip("\ufeff").strip()
