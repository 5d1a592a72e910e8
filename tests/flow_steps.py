"""Walking through flows in tests, as the browser does."""

from collections.abc import Mapping
from typing import Any

from homeassistant.config_entries import SOURCE_USER, SubentryFlowContext
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import config_validation as cv
from homeassistant.util import dt as dt_util
import probatio

DOMAIN = "tradehook"


def fields_of(result: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return a form's fields as the browser gets them."""
    fields = probatio.to_field_list(result["data_schema"], custom_serializer=cv.custom_serializer)
    assert isinstance(fields, list)
    return fields


def defaults_of(fields: list[dict[str, Any]]) -> dict[str, Any]:
    """Return what the browser submits when nothing is touched."""
    filled: dict[str, Any] = {}
    for field in fields:
        suggested = (field.get("description") or {}).get("suggested_value")
        if field.get("type") == "expandable":
            filled[field["name"]] = defaults_of(field["schema"])
        elif suggested is not None:
            filled[field["name"]] = suggested
        elif "default" in field:
            filled[field["name"]] = field["default"]
    return filled


def filled(result: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return a form's defaults with some fields changed, wherever they lie; None empties one."""
    answers = defaults_of(fields_of(result))
    left = dict(changes)
    if any(field["name"] == "environment" for field in fields_of(result)):
        left.setdefault("environment", "live")  # nothing is chosen beforehand
    for field in fields_of(result):
        inner = field["schema"] if field.get("type") == "expandable" else [field]
        target = answers[field["name"]] if field.get("type") == "expandable" else answers
        for one in inner:
            if one["name"] in left:
                target[one["name"]] = left.pop(one["name"])
                if target[one["name"]] is None:
                    del target[one["name"]]
    assert not left, f"the form does not ask for {left}"
    return answers


async def start_account(hass: HomeAssistant, kind: str = "paper") -> dict[str, Any]:
    """Begin to add an account: `paper`, `real_prices` or `live`."""
    result: Any = await hass.config_entries.flow.async_init(DOMAIN, context={"source": SOURCE_USER})
    assert (result["type"], result["step_id"]) == (FlowResultType.MENU, "user")
    result = await hass.config_entries.flow.async_configure(
        result["flow_id"], {"next_step_id": kind}
    )
    assert result["type"] is FlowResultType.FORM
    return dict(result)


async def submit(
    hass: HomeAssistant, result: Mapping[str, Any], changes: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Submit a form of an account's flow."""
    answers = filled(result, changes or {})
    got: Any = await hass.config_entries.flow.async_configure(result["flow_id"], answers)
    return dict(got)


async def start_bot(hass: HomeAssistant, entry_id: str) -> dict[str, Any]:
    """Begin to add a bot."""
    result: Any = await hass.config_entries.subentries.async_init(
        (entry_id, "bot"), context=SubentryFlowContext(source=SOURCE_USER)
    )
    assert result["type"] is FlowResultType.FORM
    return dict(result)


async def submit_bot(
    hass: HomeAssistant, result: Mapping[str, Any], changes: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Submit a form of a bot's flow."""
    answers = filled(result, changes or {})
    got: Any = await hass.config_entries.subentries.async_configure(result["flow_id"], answers)
    return dict(got)


async def save_bot(hass: HomeAssistant, result: Mapping[str, Any]) -> dict[str, Any]:
    """Save a bot in spite of what the check of its settings warns of, if it does."""
    if result["type"] is not FlowResultType.MENU:
        return dict(result)
    assert result["step_id"] == "check"
    got: Any = await hass.config_entries.subentries.async_configure(
        result["flow_id"], {"next_step_id": "save"}
    )
    return dict(got)


def sent_by_tradingview(message: str) -> bytes:
    """Return a ready message as it arrives: with the time filled in."""
    now = dt_util.utcnow().isoformat(timespec="seconds")
    assert message.count("{{timenow}}") == 1
    return message.replace("{{timenow}}", now).encode()
