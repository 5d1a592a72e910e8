"""How OKX reads a request: headers with key, passphrase, time and signature; query or JSON."""

import base64
from collections.abc import Mapping
from datetime import UTC, datetime
import hashlib
import hmac
import json
from urllib.parse import parse_qsl

from aiohttp import web

from ..core.account import Account, ApiKey
from ..core.clock import VenueClock
from ..wire import Call, Route, Security
from .errors import bad, refusal

PASSPHRASE = "fake-passphrase"
WINDOW_MS = 30_000
ADDRESS = "203.0.113.7"


def read(request: web.Request, host: str, path: str, body: str) -> Call:
    """Take the parameters from the query or the JSON body; of a list it is the only row."""
    query = request.rel_url.raw_query_string
    params = dict(parse_qsl(query, keep_blank_values=True))
    if request.method == "POST":
        params = _from_body(body)
    return Call(
        method=request.method,
        host=host,
        path=path,
        # The official client names what it leaves empty.
        params={name: value for name, value in params.items() if value},
        headers=request.headers,
        query=query,
        body=body,
    )


def _from_body(body: str) -> dict[str, str]:
    try:
        content: object = json.loads(body or "{}")
    except ValueError:
        return {}
    if isinstance(content, list):
        # A batch of several is not imitated: its parameters would be those of no order.
        content = content[0] if len(content) == 1 else {"rows": len(content)}
    if not isinstance(content, Mapping):
        return {}
    return {str(name): _text(value) for name, value in content.items() if value not in (None, [])}


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return json.dumps(value) if isinstance(value, list | Mapping) else str(value)


def admit(
    call: Call,
    route: Route,
    account: Account,
    clock: VenueClock,
    *,
    region: str,
    at: str,
    strict: bool,
) -> None:
    """Let a request pass, or say what OKX would; `at` is the region that was asked."""
    if route.security is Security.SIGNED:
        call.key = _find_key(call, account, known=region == at)
        _check_time(call, clock)
        path = f"{call.path}?{call.query}" if call.query else call.path
        sent = call.headers.get("OK-ACCESS-TIMESTAMP", "")
        payload = f"{sent}{call.method}{path}{call.body if call.method == 'POST' else ''}"
        signature = call.headers.get("OK-ACCESS-SIGN", "")
        if not hmac.compare_digest(signature, sign(call.key, payload)):
            raise refusal("50113", "Invalid Sign")
    for name, check in {**route.required, **route.optional}.items():
        value = call.params.get(name)
        if name in route.required and not value:
            raise refusal("50014", f"Parameter {name} can not be empty.")
        if value and not check(value):
            raise bad(name)
    unknown = set(call.params) - set(route.required) - set(route.optional)
    if unknown and strict:
        raise bad(f"{', '.join(sorted(unknown))} unknown (refused only by the imitation):")


def sign(key: ApiKey, payload: str) -> str:
    """Return the signature of a text."""
    digest = hmac.new(key.secret.encode(), payload.encode(), hashlib.sha256).digest()
    return base64.b64encode(digest).decode()


def check_trading(call: Call) -> None:
    """Refuse a key that may only read."""
    if call.key is None or not call.key.trade:
        raise refusal("50120", "This API key doesn't have permission to use this function")


def _find_key(call: Call, account: Account, *, known: bool) -> ApiKey:
    name = call.headers.get("OK-ACCESS-KEY", "")
    if not name:
        raise refusal("50103", 'Request header "OK-ACCESS-KEY" can\'t be empty.')
    found = account.find_key(name)
    if found is None or not known:
        raise refusal("50119", "API key doesn't exist")
    if found.revoked:
        raise refusal("50111", "Invalid OK-ACCESS-KEY")
    if call.headers.get("OK-ACCESS-PASSPHRASE") != PASSPHRASE:
        raise refusal("50105", 'Request header "OK-ACCESS-PASSPHRASE" incorrect.')
    if found.address_refused:
        raise refusal("50110", f"Your IP {ADDRESS} is not included in your API key's IP whitelist.")
    return found


def _check_time(call: Call, clock: VenueClock) -> None:
    sent = call.headers.get("OK-ACCESS-TIMESTAMP", "")
    try:
        at = datetime.fromisoformat(sent).astimezone(UTC).timestamp() * 1000
    except ValueError:
        raise refusal("50112", "Invalid OK-ACCESS-TIMESTAMP") from None
    if abs(clock.ms() - at) > WINDOW_MS:
        raise refusal("50102", "Timestamp request expired")
