"""How Bitvavo reads a request: query or JSON, signed with its time and path."""

from collections.abc import Mapping
import hashlib
import hmac
import json
from urllib.parse import parse_qsl

from aiohttp import web

from ..core.account import Account, ApiKey
from ..wire import Call, RefusalError, Reply, Route, Security, integer

LONGEST_WINDOW_MS = 60_000
STATUS = {
    103: 429,
    104: 429,
    105: 429,
    107: 503,
    108: 503,
    109: 503,
    110: 404,
    240: 404,
    300: 403,
    302: 403,
    303: 403,
    304: 403,
    305: 403,
    306: 403,
    307: 403,
    309: 403,
    310: 403,
    311: 403,
    400: 500,
}
"""The HTTP status of an error; 400 where it is not said."""


def refusal(code: int, words: str) -> RefusalError:
    """Return an error answer."""
    return RefusalError(Reply({"errorCode": code, "error": words}, STATUS.get(code, 400)))


def read(request: web.Request, host: str, path: str, body: str) -> Call:
    """Take the parameters from the query or the JSON body."""
    query = request.rel_url.raw_query_string
    params = dict(parse_qsl(query, keep_blank_values=True))
    if request.method in {"POST", "PUT"}:
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
    return value if isinstance(value, str) else json.dumps(value)


def admit(call: Call, route: Route, account: Account, now: int, *, strict: bool) -> None:
    """Let a request pass, or say what Bitvavo would."""
    if route.security is Security.SIGNED:
        call.key = _find_key(call, account)
        _check_time(call, now)
        target = f"{call.path}?{call.query}" if call.query else call.path
        stamp = call.headers.get("BITVAVO-ACCESS-TIMESTAMP", "")
        signed = f"{stamp}{call.method}{target}{call.body}"
        right = hmac.new(call.key.secret.encode(), signed.encode(), hashlib.sha256).hexdigest()
        if not hmac.compare_digest(call.headers.get("BITVAVO-ACCESS-SIGNATURE", ""), right):
            raise refusal(309, "The signature is invalid.")
    for name, check in {**route.required, **route.optional}.items():
        value = call.params.get(name)
        if name in route.required and not value:
            raise refusal(203, f"{name} parameter is required.")
        if value and not check(value):
            raise refusal(205, f"{name} parameter is invalid.")
    unknown = set(call.params) - set(route.required) - set(route.optional)
    if unknown and strict:
        code = 201 if call.method == "POST" else 200
        raise refusal(code, f"{min(unknown)} parameter is not supported.")


def check_trading(call: Call) -> None:
    """Refuse a key that may only read."""
    if call.key is None or not call.key.trade:
        raise refusal(310, "This key does not allow trading actions.")


def _find_key(call: Call, account: Account) -> ApiKey:
    name = call.headers.get("BITVAVO-ACCESS-KEY")
    if not name:
        raise refusal(300, "Authentication is required for this endpoint.")
    found = account.find_key(name)
    if found is None or found.revoked:
        raise refusal(305, "No active API key found.")
    if found.address_refused:
        raise refusal(307, "This key does not allow access from this IP.")
    return found


def _check_time(call: Call, now: int) -> None:
    stamp = call.headers.get("BITVAVO-ACCESS-TIMESTAMP", "")
    window = call.headers.get("BITVAVO-ACCESS-WINDOW", "10000")
    if not integer(stamp):
        raise refusal(302, "Timestamp is invalid.")
    if not integer(window) or int(window) > LONGEST_WINDOW_MS:
        raise refusal(303, "Window must be between 100 and 60000 ms.")
    if abs(now - int(stamp)) > int(window):
        raise refusal(304, "Request was not received within acceptable window.")
