"""How Kraken reads a request: a form with a growing nonce, signed together with the path."""

import base64
from collections.abc import Mapping
import hashlib
import hmac
from urllib.parse import parse_qsl

from aiohttp import web

from ..core.account import Account, ApiKey
from ..wire import Call, RefusalError, Reply, Route, Security, integer


def refusal(*errors: str) -> RefusalError:
    """Return an error answer: HTTP 200 with a list of errors."""
    return RefusalError(Reply({"error": list(errors)}))


def bad(name: str) -> RefusalError:
    """Return what is said of a parameter that is missing, no good or unknown."""
    return refusal(f"EGeneral:Invalid arguments:{name}")


def read(request: web.Request, host: str, path: str, body: str) -> Call:
    """Take the parameters from the query or the form."""
    content = body if request.method == "POST" else request.rel_url.raw_query_string
    return Call(
        method=request.method,
        host=host,
        path=path,
        params=dict(parse_qsl(content, keep_blank_values=True)),
        headers=request.headers,
        query=request.rel_url.raw_query_string,
        body=body,
    )


class Guard:
    """Checks requests; remembers the last nonce of each key."""

    def __init__(self, account: Account) -> None:
        self.account = account
        self.nonces: dict[str, int] = {}

    def admit(self, call: Call, route: Route, *, strict: bool) -> None:
        """Let a request pass, or say what Kraken would."""
        if route.security is Security.SIGNED:
            call.key = self._find_key(call)
            self._check_signature(call, call.key)
            self._check_nonce(call, call.key)
        check_parameters(call.params, route, strict=strict)

    def _find_key(self, call: Call) -> ApiKey:
        key = self.account.find_key(call.headers.get("API-Key", ""))
        if key is None or key.revoked or key.address_refused:
            raise refusal("EAPI:Invalid key")
        return key

    def _check_signature(self, call: Call, key: ApiKey) -> None:
        nonce = call.params.get("nonce", "")
        digest = hashlib.sha256((nonce + call.body).encode()).digest()
        secret = base64.b64decode(key.secret)
        right = hmac.new(secret, call.path.encode() + digest, hashlib.sha512).digest()
        if not hmac.compare_digest(
            call.headers.get("API-Sign", ""), base64.b64encode(right).decode()
        ):
            raise refusal("EAPI:Invalid signature")

    def _check_nonce(self, call: Call, key: ApiKey) -> None:
        nonce = call.params.get("nonce", "")
        if not integer(nonce) or int(nonce) <= self.nonces.get(key.key, 0):
            raise refusal("EAPI:Invalid nonce")
        self.nonces[key.key] = int(nonce)


def check_parameters(params: Mapping[str, str], route: Route, *, strict: bool) -> None:
    """Refuse parameters that are missing, no good or, when strict, unknown."""
    for name, check in {**route.required, **route.optional}.items():
        value = params.get(name)
        if name in route.required and not value:
            raise bad(name)
        if value and not check(value):
            raise bad(name)
    unknown = set(params) - set(route.required) - set(route.optional) - {"nonce", "otp"}
    if unknown and strict:
        raise bad(min(unknown))


def check_trading(call: Call) -> None:
    """Refuse a key that may only read."""
    if call.key is None or not call.key.trade:
        raise refusal("EGeneral:Permission denied")
