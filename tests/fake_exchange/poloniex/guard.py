"""How Poloniex reads a request: the header has key, time and signature, orders a body of JSON."""

import base64
import hashlib
import hmac

from ..core.account import Account, ApiKey
from ..spot import check_parameters
from ..wire import Call, RefusalError, Reply, Route, Security, integer

AHEAD_MS = 1000
BEHIND_MS = 5000


def refusal(code: int | str, message: str, status: int = 400) -> RefusalError:
    """Return an error answer."""
    return RefusalError(Reply({"code": code, "message": message}, status))


def bad(_name: str) -> RefusalError:
    """Return what is said of a parameter that is missing, no good or unknown."""
    return refusal(601, "Invalid Parameter")


def admit(account: Account, now: int, call: Call, route: Route) -> None:
    """Let a request pass, or say what Poloniex would."""
    if route.security is Security.SIGNED:
        call.key = _key(account, call)
        _check_time(call, now)
        if call.method != "GET" and not call.key.trade:
            raise refusal("FORBIDDEN", "Invalid API key/secret pair.")
    check_parameters(call.params, route, bad)


def _key(account: Account, call: Call) -> ApiKey:
    """Return the key; a wrong one, or a wrong signature, is answered without a word."""
    nothing = RefusalError(Reply("", 401))
    key = account.find_key(call.headers.get("key", ""))
    if key is None or key.revoked or key.address_refused:
        raise nothing
    signed = f"{call.method}\n{call.path}\n{_signed_parameters(call)}"
    digest = hmac.new(key.secret.encode(), signed.encode(), hashlib.sha256).digest()
    right = base64.b64encode(digest).decode()
    if not hmac.compare_digest(call.headers.get("signature", ""), right):
        raise nothing
    return key


def _signed_parameters(call: Call) -> str:
    stamp = f"signTimestamp={call.headers.get('signTimestamp', '')}"
    if call.body:
        return f"requestBody={call.body}&{stamp}"
    pairs = call.query.split("&") if call.query else []
    return "&".join(sorted([*pairs, stamp], key=lambda pair: pair.partition("=")[0]))


def _check_time(call: Call, now: int) -> None:
    stamp = call.headers.get("signTimestamp", "")
    if not integer(stamp) or int(stamp) - now > AHEAD_MS:
        raise refusal(400, "signTimestamp is more than 1 second from poloniex system time")
    window = call.headers.get("recvWindow", "")
    if now - int(stamp) > (int(window) if integer(window) else BEHIND_MS):
        raise refusal(408, "recvWindow has been breached", 408)
