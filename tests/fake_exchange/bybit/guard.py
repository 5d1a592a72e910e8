"""How Bybit reads a request: headers with key, time and signature; query or JSON."""

from collections.abc import Mapping
import hashlib
import hmac
import json
from urllib.parse import parse_qsl

from aiohttp import web

from ..core.account import Account, ApiKey
from ..core.clock import VenueClock
from ..wire import Call, Route, Security, integer
from .errors import bad, refusal

AHEAD_MS = 1_000
DEFAULT_WINDOW = "5000"


def read(request: web.Request, host: str, path: str, body: str) -> Call:
    """Take the parameters from the query or the JSON body."""
    query = request.rel_url.raw_query_string
    params = dict(parse_qsl(query, keep_blank_values=True))
    if request.method == "POST":
        try:
            content: object = json.loads(body or "{}")
        except ValueError:
            content = {}
        if isinstance(content, Mapping):
            params = {str(name): _text(value) for name, value in content.items()}
    return Call(
        method=request.method,
        host=host,
        path=path,
        params=params,
        headers=request.headers,
        query=query,
        body=body,
    )


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def admit(call: Call, route: Route, account: Account, clock: VenueClock, *, strict: bool) -> None:
    """Let a request pass, or say what Bybit would."""
    if route.security is Security.SIGNED:
        call.key = _find_key(call, account)
        _check_time(call, clock)
        content = call.body if call.method == "POST" else call.query
        payload = "".join(
            (
                call.headers.get("X-BAPI-TIMESTAMP", ""),
                call.key.key,
                call.headers.get("X-BAPI-RECV-WINDOW", DEFAULT_WINDOW),
                content,
            )
        )
        if not hmac.compare_digest(call.headers.get("X-BAPI-SIGN", ""), sign(call.key, payload)):
            raise refusal(10004, f"error sign! origin_string[{payload}]")
    for name, check in {**route.required, **route.optional}.items():
        value = call.params.get(name)
        if name in route.required and not value:
            raise bad(name, "is required")
        if value and not check(value):
            raise bad(name)
    unknown = set(call.params) - set(route.required) - set(route.optional)
    if unknown and strict:
        raise bad(", ".join(sorted(unknown)), "unknown (refused only by the imitation)")


def sign(key: ApiKey, payload: str) -> str:
    """Return the signature of a text."""
    return hmac.new(key.secret.encode(), payload.encode(), hashlib.sha256).hexdigest()


def check_trading(call: Call) -> None:
    """Refuse a key that may only read."""
    if call.key is None or not call.key.trade:
        raise refusal(10005, "Permission denied, please check your API key permissions.")


def _find_key(call: Call, account: Account) -> ApiKey:
    found = account.find_key(call.headers.get("X-BAPI-API-KEY", ""))
    if found is None or found.revoked or found.address_refused:
        raise refusal(10003, "API key is invalid.", 401)
    return found


def _check_time(call: Call, clock: VenueClock) -> None:
    sent = call.headers.get("X-BAPI-TIMESTAMP", "")
    window = call.headers.get("X-BAPI-RECV-WINDOW", DEFAULT_WINDOW)
    now = clock.ms()
    fits = integer(sent) and integer(window)
    if not fits or not now - int(window) <= int(sent) < now + AHEAD_MS:
        raise refusal(
            10002,
            "invalid request, please check your server timestamp or recv_window param. "
            f"req_timestamp[{sent}],server_timestamp[{now}],recv_window[{window}]",
        )
