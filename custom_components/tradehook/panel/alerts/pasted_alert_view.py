"""HTTP in: an alert that a person pastes into the panel → what it is, and what to send instead.

It carries a secret, and Home Assistant logs what comes over its websocket at DEBUG.
"""

from typing import Any, Final

from aiohttp import web
from homeassistant.components.http.data_validator import RequestDataValidator
from homeassistant.components.http.decorators import require_admin
from homeassistant.helpers.http import KEY_HASS, HomeAssistantView
import probatio

from ...trading.signal.pasted_alert import PastedAlert, read_pasted
from ..rows import PastedAlertRow, PastedRefusalRow

MOST_TEXT: Final = 16 * 1024
"""Characters of the longest alert that is read."""


class PastedAlertView(HomeAssistantView):
    """Explains alerts of other systems to administrators; keeps nothing."""

    url = "/api/tradehook/pasted_alert"
    name = "api:tradehook:pasted_alert"

    @require_admin
    @RequestDataValidator({probatio.Required("text"): str})
    async def post(self, request: web.Request, data: dict[str, Any]) -> web.Response:
        """Return the system, the message in our words, and what became of what."""
        hass = request.app[KEY_HASS]
        found = await hass.async_add_executor_job(read_pasted, data["text"][:MOST_TEXT])
        return self.json(_row(found))


def _row(alert: PastedAlert) -> PastedAlertRow:
    difference = None if alert.foreign is None else alert.foreign.difference
    return {
        "system": alert.title or None,
        "message": None if alert.message is None else dict(alert.message),
        "parts": [
            {
                "path": part.path,
                "value": part.value,
                "kind": part.kind.value,
                "ours": list(part.ours),
                "note": part.note,
            }
            for part in (() if difference is None else difference.parts)
        ],
        "added": list(difference.added) if difference else [],
        "notes": list(alert.notes),
        "unfilled": list(alert.unfilled),
        "refusal": _refusal(alert),
    }


def _refusal(alert: PastedAlert) -> PastedRefusalRow | None:
    refusal = alert.refusal
    if refusal is None:
        return None
    return {
        "code": refusal.code.value,
        "error": refusal.message,
        "errors": [{"path": error.path, "message": error.message} for error in refusal.errors],
    }
