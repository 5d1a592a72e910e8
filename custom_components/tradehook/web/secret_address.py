"""HTTP in: other systems' alerts at a bot's secret address."""

from http import HTTPStatus
import logging
from typing import Final

from aiohttp import web
from homeassistant.core import HomeAssistant
from homeassistant.helpers.http import HomeAssistantView

from ..accounts.data import DATA
from ..const import CONF_ADDRESS_DIGEST
from ..execution.common.new_ids import new_id
from ..execution.common.timing.steady_clock import steady_now
from ..trading.credentials import digest, is_one_of
from ..trading.reasons.reasons import ReasonCode, Refusal, refuse
from ..trading.sender_access import Lockout
from .webhook import async_answer, json_response, not_recorded

_LOGGER = logging.getLogger(__name__)

URL: Final = "/api/tradehook/in/{token}"
MAX_TOKEN: Final = 256


class SecretAddressView(HomeAssistantView):
    """Secret addresses: whoever knows one may send to its bot; only POST does anything."""

    url = URL
    name = "api:tradehook:in"
    requires_auth = False

    def __init__(self, hass: HomeAssistant) -> None:
        self._hass = hass
        self._lockout = Lockout()

    async def post(self, request: web.Request, token: str) -> web.Response:
        """Answer an alert; no log line shows the token, and whatever goes wrong is a 503."""
        try:
            return await self._async_answer(request, token)
        except Exception:
            _LOGGER.exception("An alert at a secret address could not be taken")
            return not_recorded()

    async def _async_answer(self, request: web.Request, token: str) -> web.Response:
        now = steady_now()
        webhook_id = self._webhook_of(token)
        if webhook_id is not None:
            return await async_answer(self._hass, webhook_id, request, secretly=True)
        if wait := self._lockout.retry_after(request.remote, now):
            headers = {"Retry-After": str(wait)}
            return _refused(refuse(ReasonCode.LOCKED_OUT, seconds=wait), headers)
        self._lockout.failed(request.remote, now)
        return _refused(refuse(ReasonCode.ADDRESS_UNKNOWN))

    def _webhook_of(self, token: str) -> str | None:
        """Return the bot whose secret address has a token, in the same time whichever it is."""
        found, looked_for = None, digest(token[:MAX_TOKEN])
        domain = self._hass.data[DATA]
        digests = [(key, hook.data.get(CONF_ADDRESS_DIGEST)) for key, hook in domain.hooks.items()]
        former = () if domain.retired is None else domain.retired.secret_addresses()
        for webhook_id, known in (*former, *digests):
            if is_one_of(looked_for, (known or "",)) and known:
                found = webhook_id
        return found if len(token) <= MAX_TOKEN else None


def _refused(refusal: Refusal, headers: dict[str, str] | None = None) -> web.Response:
    body = refusal.as_dict() | {"status": "refused", "receipt_id": new_id()}
    return json_response(HTTPStatus(refusal.status), body, headers)
