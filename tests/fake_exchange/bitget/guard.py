"""How Bitget reads a request: headers with key, passphrase, time and signature; query or JSON."""

import base64
from collections.abc import Mapping
import hashlib
import hmac
import json
from urllib.parse import parse_qsl, unquote

from aiohttp import web

from ..core.account import Account, ApiKey
from ..core.clock import VenueClock
from ..wire import Call, Route, Security, integer
from .errors import bad, refusal

WINDOW_MS = 30_000
PASSPHRASE = "fake-passphrase"
LISTS = "orderIdList"
"""The only parameter that is a list."""


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
    if isinstance(value, list):
        return json.dumps(value)
    return str(value).lower() if isinstance(value, bool) else str(value)


def admit(call: Call, route: Route, account: Account, clock: VenueClock, *, strict: bool) -> None:
    """Let a request pass, or say what Bitget would."""
    if route.security is Security.SIGNED:
        call.key = _find_key(call, account)
        _check_kind(call, account)
    for name, check in {**route.required, **route.optional}.items():
        value = call.params.get(name)
        if name in route.required and not value:
            raise bad(name, "can not be empty")
        if value and not check(value):
            raise bad(name)
    unknown = set(call.params) - set(route.required) - set(route.optional)
    if unknown and strict:
        raise bad(", ".join(sorted(unknown)), "is unknown (refused only by the imitation)")
    if call.key is not None:
        _check_time(call, clock)


def _check_kind(call: Call, account: Account) -> None:
    """Refuse the interface of the other kind of account."""
    if account.unified and call.path.startswith("/api/v2/"):
        raise refusal(
            40085,
            "You are in Unified Account mode, and the Classic Account API is not supported at "
            "this time",
        )
    if not account.unified and call.path.startswith("/api/v3/"):
        raise refusal(
            40084,
            "You are in Classic Account mode, and the Unified Account API is not supported at "
            "this time",
        )


def sign(key: ApiKey, payload: str) -> str:
    """Return the signature of a text."""
    return base64.b64encode(
        hmac.new(key.secret.encode(), payload.encode(), hashlib.sha256).digest()
    ).decode()


def check_trading(call: Call) -> None:
    """Refuse a key that may only read."""
    if call.key is None or not call.key.trade:
        raise refusal(40014, "Incorrect permissions, need trade write permissions", 403)


def _find_key(call: Call, account: Account) -> ApiKey:
    found = account.find_key(call.headers.get("ACCESS-KEY", ""))
    if found is None or found.revoked:
        raise refusal(40037, "Apikey does not exist")
    if found.address_refused:
        raise refusal(40018, "Invalid IP", 403)
    if call.headers.get("ACCESS-PASSPHRASE", "") != PASSPHRASE:
        raise refusal(40012, "apikey/password is incorrect")
    content = call.body if call.method == "POST" else _query(call)
    payload = f"{call.headers.get('ACCESS-TIMESTAMP', '')}{call.method}{call.path}{content}"
    if not hmac.compare_digest(call.headers.get("ACCESS-SIGN", ""), sign(found, payload)):
        raise refusal(40009, "sign signature error")
    return found


def _query(call: Call) -> str:
    """Return the query as it is signed: not encoded."""
    return f"?{unquote(call.query)}" if call.query else ""


def _check_time(call: Call, clock: VenueClock) -> None:
    sent = call.headers.get("ACCESS-TIMESTAMP", "")
    if not integer(sent) or abs(clock.ms() - int(sent)) > WINDOW_MS:
        raise refusal(40008, "Request timestamp expired")
