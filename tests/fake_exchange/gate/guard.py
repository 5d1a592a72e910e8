"""How Gate reads a request: headers with key, time and signature; query or JSON."""

from collections.abc import Iterator, Mapping
import hashlib
import hmac
import json
from urllib.parse import parse_qsl, unquote

from aiohttp import web

from ..core.account import Account, ApiKey
from ..core.clock import VenueClock
from ..wire import Call, Route, Security, number
from .errors import bad, refusal

FARTHEST_S = 60


def read(request: web.Request, host: str, path: str, body: str) -> Call:
    """Take the parameters from the query and the JSON body; what is nested gets a point."""
    query = request.rel_url.raw_query_string
    params = dict(parse_qsl(query, keep_blank_values=True))
    if body:
        try:
            content: object = json.loads(body)
        except ValueError:
            content = {}
        if isinstance(content, Mapping):
            params |= dict(_flat(content))
    return Call(
        method=request.method,
        host=host,
        path=path,
        params=params,
        headers=request.headers,
        query=query,
        body=body,
    )


def _flat(content: Mapping[str, object], within: str = "") -> Iterator[tuple[str, str]]:
    for name, value in content.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{within}{name}.")
        elif isinstance(value, bool):
            yield f"{within}{name}", "true" if value else "false"
        elif value is not None:
            yield f"{within}{name}", str(value)


def admit(
    call: Call,
    route: Route,
    account: Account,
    clock: VenueClock,
    *,
    at_home: bool,
    strict: bool,
) -> None:
    """Let a request pass, or say what Gate would; a key is known `at_home` only."""
    if route.security is Security.SIGNED:
        call.key = _find_key(call, account, at_home=at_home)
        _check_time(call, clock)
        signed = {
            sign(call.key, _payload(call, query)) for query in (call.query, unquote(call.query))
        }
        if call.headers.get("SIGN", "") not in signed:
            raise refusal("INVALID_SIGNATURE", "Signature mismatch", 401)
        if call.method != "GET" and not call.key.trade:
            raise refusal("READ_ONLY", "API key is read-only", 403)
    for name, check in {**route.required, **route.optional}.items():
        value = call.params.get(name)
        if name in route.required and not value:
            raise refusal("MISSING_REQUIRED_PARAM", f"Missing required parameter: {name}")
        if value and not check(value):
            raise bad(name)
    unknown = set(call.params) - set(route.required) - set(route.optional)
    if unknown and strict:
        raise bad(f"{', '.join(sorted(unknown))} (refused only by the imitation)")


def sign(key: ApiKey, payload: str) -> str:
    """Return the signature of a text."""
    return hmac.new(key.secret.encode(), payload.encode(), hashlib.sha512).hexdigest()


def _payload(call: Call, query: str) -> str:
    hashed = hashlib.sha512(call.body.encode()).hexdigest()
    return "\n".join((call.method, call.path, query, hashed, call.headers.get("Timestamp", "")))


def _find_key(call: Call, account: Account, *, at_home: bool) -> ApiKey:
    if not call.headers.get("KEY"):
        raise refusal("MISSING_REQUIRED_HEADER", "Missing required header: KEY", 401)
    found = account.find_key(call.headers["KEY"])
    if found is None or found.revoked or not at_home:
        raise refusal("INVALID_KEY", "Invalid key provided", 401)
    if found.address_refused:
        raise refusal("IP_FORBIDDEN", "Request IP not in whitelist: 203.0.113.7", 403)
    return found


def _check_time(call: Call, clock: VenueClock) -> None:
    sent = call.headers.get("Timestamp", "")
    now = clock.ms() / 1000
    if not number(sent) or abs(float(sent) - now) > FARTHEST_S:
        words = f"gap between request Timestamp and server time exceeds {FARTHEST_S}"
        raise refusal("REQUEST_EXPIRED", words, 403)
