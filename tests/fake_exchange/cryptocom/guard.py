"""How Crypto.com reads a request: an envelope of JSON, signed with its parameters in order."""

from collections.abc import Mapping
import hashlib
import hmac
import json
from urllib.parse import parse_qsl

from aiohttp import web

from ..core.account import Account, ApiKey
from ..wire import Call, RefusalError, Reply, Route, Security

LONGEST_MS = 60_000
DEEPEST = 3
STATUS = {40101: 401, 40103: 401, 40104: 401, 40401: 200, 40801: 408, 42901: 429}
BAD_REQUEST = frozenset(
    {202, 204, 208, 209, 213, 218, 220, 221, 223, 224, 308, 314, 315, 318}
    | {40001, 40002, 40003, 40004, 40005, 40006, 40102, 50001}
)


def status_of(code: int) -> int:
    """Return the HTTP status of a code."""
    return STATUS.get(code, 400 if code in BAD_REQUEST else 500)


def refusal(call: Call | None, code: int, message: str) -> RefusalError:
    """Return an error answer, with the request's own id and method."""
    answer: dict[str, object] = {"id": -1, "code": code, "message": message}
    if call is not None:
        answer["id"] = envelope_of(call.body).get("id", -1)
        answer["method"] = method_of(call)
    return RefusalError(Reply(answer, status_of(code)))


def method_of(call: Call) -> str:
    """Return the method that a request is for."""
    return call.path.removeprefix("/exchange/v1/")


def read(request: web.Request, host: str, path: str, body: str) -> Call:
    """Take the parameters from the query or the envelope."""
    query = request.rel_url.raw_query_string
    params = dict(parse_qsl(query, keep_blank_values=True))
    if request.method == "POST":
        envelope = envelope_of(body)
        given = envelope.get("params")
        given = given if isinstance(given, Mapping) else {}
        params = {str(name): _text(value) for name, value in given.items() if value is not None}
    return Call(
        method=request.method,
        host=host,
        path=path,
        params=params,
        headers=request.headers,
        query=query,
        body=body,
    )


def envelope_of(body: str) -> Mapping[str, object]:
    """Return what a request consists of; nothing if it can't be read."""
    try:
        content: object = json.loads(body or "{}")
    except ValueError:
        return {}
    return content if isinstance(content, Mapping) else {}


def _text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def admit(call: Call, route: Route, account: Account, now: int, *, strict: bool) -> None:
    """Let a request pass, or say what Crypto.com would."""
    if route.security is Security.SIGNED:
        envelope = envelope_of(call.body)
        call.key = check_signature(envelope, account, now, call)
        if envelope.get("method") != method_of(call):
            raise refusal(call, 40002, "METHOD_NOT_FOUND")
        given = envelope.get("params")
        if isinstance(given, Mapping) and (empty := [k for k, v in given.items() if v is None]):
            raise refusal(call, 40004, f"MISSING_OR_INVALID_ARGUMENT {empty[0]}")
    for name, check in {**route.required, **route.optional}.items():
        value = call.params.get(name)
        if name in route.required and not value:
            raise refusal(call, 40004, f"MISSING_OR_INVALID_ARGUMENT {name}")
        if value and not check(value):
            raise refusal(call, 40004, f"MISSING_OR_INVALID_ARGUMENT {name}")
    unknown = set(call.params) - set(route.required) - set(route.optional)
    if unknown and strict:
        raise refusal(call, 40003, f"INVALID_REQUEST {min(unknown)} (only by the imitation)")


def check_signature(
    envelope: Mapping[str, object], account: Account, now: int, call: Call | None = None
) -> ApiKey:
    """Return the key of a request; RefusalError if it or its signature is no good."""
    key = account.find_key(str(envelope.get("api_key")))
    if key is None or key.revoked:
        raise refusal(call, 40101, "UNAUTHORIZED")
    if key.address_refused:
        raise refusal(call, 40103, "IP_ILLEGAL")
    nonce = str(envelope.get("nonce"))
    if not nonce.isdigit() or abs(now - int(nonce)) > LONGEST_MS:
        raise refusal(call, 40102, "INVALID_NONCE")
    signed = (
        f"{envelope.get('method')}{envelope.get('id')}{key.key}"
        f"{written(envelope.get('params') or {}, 0)}{nonce}"
    )
    right = hmac.new(key.secret.encode(), signed.encode(), hashlib.sha256).hexdigest()
    if not hmac.compare_digest(str(envelope.get("sig")), right):
        raise refusal(call, 40101, "UNAUTHORIZED")
    return key


def written(value: object, depth: int) -> str:
    """Return parameters as they are signed: names in order, without anything between."""
    if depth >= DEEPEST:
        return str(value)
    if isinstance(value, Mapping):
        return "".join(f"{name}{_signed(value[name], depth)}" for name in sorted(value))
    return str(value)


def _signed(value: object, depth: int) -> str:
    if value is None:
        return "null"
    if isinstance(value, list):
        return "".join(written(one, depth + 1) for one in value)
    return written(value, depth + 1)


def check_trading(call: Call) -> None:
    """Refuse a key that may only read."""
    if call.key is None or not call.key.trade:
        raise refusal(call, 40101, "UNAUTHORIZED")
