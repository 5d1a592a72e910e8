"""How HitBTC reads a request: the header has key, signature and time, orders a body of JSON."""

import base64
import binascii
import hashlib
import hmac

from ..core.account import Account, ApiKey
from ..spot import check_parameters
from ..wire import Call, RefusalError, Reply, Route, Security


def refusal(code: int, message: str, status: int = 400) -> RefusalError:
    """Return an error answer."""
    return RefusalError(
        Reply({"error": {"code": code, "message": message, "description": ""}}, status)
    )


def bad(name: str) -> RefusalError:
    """Return what is said of a parameter that is missing, no good or unknown."""
    return refusal(10001, f"Validation error: {name}")


def admit(account: Account, call: Call, route: Route) -> None:
    """Let a request pass, or say what HitBTC would; it has no clock to ask, so none is compared."""
    if route.security is Security.SIGNED:
        call.key = _key(account, call)
        if call.method != "GET" and not call.key.trade:
            raise refusal(1003, "Action is forbidden for this API key", 403)
    check_parameters(call.params, route, bad)


def _key(account: Account, call: Call) -> ApiKey:
    words = call.headers.get("Authorization", "")
    try:
        told = base64.b64decode(words.removeprefix("HS256 "), validate=True).decode()
        name, signature, stamp = told.split(":")
    except binascii.Error, ValueError:
        raise refusal(1001, "Authorization is required", 401) from None
    key = account.find_key(name)
    if key is None or key.revoked or key.address_refused:
        raise refusal(1002, "Authorization is required or has been failed", 401)
    content = call.body or (f"?{call.query}" if call.query else "")
    signed = f"{call.method}{call.path}{content}{stamp}"
    right = hmac.new(key.secret.encode(), signed.encode(), hashlib.sha256).hexdigest()
    if not hmac.compare_digest(signature, right):
        raise refusal(1002, "Authorization is required or has been failed", 401)
    return key
