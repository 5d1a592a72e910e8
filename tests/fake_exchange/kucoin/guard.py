"""How KuCoin reads a request: headers with key, time, signature and passphrase; query or JSON."""

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

PASSPHRASE = "fake-passphrase"
WINDOW_MS = 5_000


def read(request: web.Request, host: str, path: str, body: str) -> Call:
    """Take the parameters from the query or the JSON body."""
    query = request.rel_url.raw_query_string
    params = dict(parse_qsl(query, keep_blank_values=True))
    if body:
        try:
            content: object = json.loads(body)
        except ValueError:
            content = {}
        if isinstance(content, Mapping):
            params |= {str(name): _text(value) for name, value in content.items()}
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
    """Let a request pass, or say what KuCoin would."""
    if route.security is Security.SIGNED:
        _check_key(call, account, clock)
    for name, check in {**route.required, **route.optional}.items():
        value = call.params.get(name)
        if name in route.required and not value:
            raise bad(name, "is required")
        if value and not check(value):
            raise bad(name)
    unknown = set(call.params) - set(route.required) - set(route.optional)
    if unknown and strict:
        raise bad(", ".join(sorted(unknown)), "unknown (refused only by the imitation)")


def _check_key(call: Call, account: Account, clock: VenueClock) -> None:
    headers = call.headers
    sent = headers.get("KC-API-TIMESTAMP", "")
    needed = ("KC-API-KEY", "KC-API-SIGN", "KC-API-PASSPHRASE")
    if not sent or any(not headers.get(name) for name in needed):
        raise refusal("400001", "Please check the header of your request.", 401)
    if not integer(sent) or abs(int(sent) - clock.ms()) > WINDOW_MS:
        raise refusal("400002", "Invalid KC-API-TIMESTAMP", 401)
    key = account.find_key(headers["KC-API-KEY"])
    if key is None or key.revoked:
        raise refusal("400003", "KC-API-KEY not exists", 401)
    if key.address_refused:
        words = "The requested ip address is not in the api whitelist"
        raise refusal("400006", words, 401)
    if headers["KC-API-PASSPHRASE"] != sign(key, PASSPHRASE):
        raise refusal("400004", "Invalid KC-API-PASSPHRASE", 401)
    asked = f"{call.path}?{call.query}" if call.query else call.path
    payloads = (f"{sent}{call.method}{one}{call.body}" for one in (asked, unquote(asked)))
    if headers["KC-API-SIGN"] not in {sign(key, payload) for payload in payloads}:
        raise refusal("400005", "Invalid KC-API-SIGN", 401)
    call.key = key


def sign(key: ApiKey, payload: str) -> str:
    """Return the signature of a text."""
    digest = hmac.new(key.secret.encode(), payload.encode(), hashlib.sha256).digest()
    return base64.b64encode(digest).decode()


def check_trading(call: Call) -> None:
    """Refuse a key that may only read."""
    if call.key is None or not call.key.trade:
        raise refusal("400007", "Access denied, require more permission.", 403)
