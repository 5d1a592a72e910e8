"""How Kraken Futures reads a request: a query or a form, signed together with the path."""

import base64
from collections.abc import Mapping
import hashlib
import hmac
from urllib.parse import parse_qsl

from aiohttp import web

from ..core.account import Account, ApiKey
from ..wire import Call, RefusalError, Reply, Route, Security


def refusal(error: str, status: int = 200) -> RefusalError:
    """Return an error answer."""
    return RefusalError(Reply({"result": "error", "error": error}, status))


def read(request: web.Request, host: str, path: str, body: str) -> Call:
    """Take the parameters from the query and the form; lists are names that come again."""
    query = request.rel_url.raw_query_string
    params: dict[str, str] = {}
    for name, value in parse_qsl(query or body, keep_blank_values=True):
        params[name] = f"{params[name]},{value}" if name in params else value
    return Call(
        method=request.method,
        host=host,
        path=path,
        params=params,
        headers=request.headers,
        query=query,
        body=body,
    )


def admit(call: Call, route: Route, account: Account) -> None:
    """Let a request pass, or say what Kraken Futures would."""
    if route.security is Security.SIGNED:
        call.key = _key(call, account)
    for name in route.required:
        if not call.params.get(name):
            raise refusal(f"requiredArgumentMissing: {name}")
    for name, check in {**route.required, **route.optional}.items():
        if (value := call.params.get(name)) and not check(value):
            raise refusal(f"invalidArgument: {name}")
    if unknown := set(call.params) - set(route.required) - set(route.optional):
        raise refusal(f"invalidArgument: {', '.join(sorted(unknown))}")


def check_trading(call: Call) -> None:
    """Refuse a key that may only read."""
    if call.key is None or not call.key.trade:
        raise refusal("authenticationError")


def sign(secret: str, path: str, content: str, nonce: str = "") -> str:
    """Return the signature of a request."""
    digest = hashlib.sha256((content + nonce + path).encode()).digest()
    return base64.b64encode(
        hmac.new(base64.b64decode(secret), digest, hashlib.sha512).digest()
    ).decode()


def _key(call: Call, account: Account) -> ApiKey:
    headers: Mapping[str, str] = call.headers
    found = account.find_key(headers.get("APIKey", ""))
    if found is None or found.revoked or found.address_refused:
        raise refusal("authenticationError")
    content = call.query or call.body
    path = call.path.removeprefix("/derivatives")
    wanted = sign(found.secret, path, content, headers.get("Nonce", ""))
    if not hmac.compare_digest(headers.get("Authent", ""), wanted):
        raise refusal("authenticationError")
    return found
