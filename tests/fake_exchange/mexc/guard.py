"""How MEXC reads a request: the query is signed, with a time and a window."""

import hashlib
import hmac

from ..core.account import Account
from ..spot import check_parameters
from ..wire import Call, RefusalError, Reply, Route, Security, integer

SIGNED = ("timestamp", "recvWindow", "signature")
AHEAD_MS = 1000
LONGEST_MS = 60_000


def refusal(code: int, message: str, status: int = 400) -> RefusalError:
    """Return an error answer."""
    return RefusalError(Reply({"msg": message, "code": code, "_extend": None}, status))


def bad(name: str) -> RefusalError:
    """Return what is said of a parameter that is missing, no good or unknown."""
    return refusal(700008, f"Illegal characters found in parameter '{name}'")


def admit(account: Account, now: int, call: Call, route: Route) -> None:
    """Let a request pass, or say what MEXC would."""
    if route.security is Security.SIGNED:
        _check_key(account, call)
        _check_signature(call)
        _check_time(call, now)
    check_parameters(
        call.params, route, bad, always=SIGNED if route.security is Security.SIGNED else ()
    )


def _check_key(account: Account, call: Call) -> None:
    name = call.headers.get("X-MEXC-APIKEY", "")
    if not name:
        raise refusal(400, "api key required")
    key = account.find_key(name)
    if key is None or key.revoked:
        raise refusal(10072, "Api key info invalid")
    if key.address_refused:
        raise refusal(700006, "IP non white list")
    call.key = key


def _check_signature(call: Call) -> None:
    assert call.key is not None
    signed, _, signature = call.query.rpartition("&signature=")
    right = hmac.new(call.key.secret.encode(), signed.encode(), hashlib.sha256).hexdigest()
    if not hmac.compare_digest(signature, right):
        raise refusal(700002, "Signature for this request is not valid.")


def _check_time(call: Call, now: int) -> None:
    window = call.params.get("recvWindow", "5000")
    stamp = call.params.get("timestamp", "")
    if not integer(window) or int(window) > LONGEST_MS:
        raise refusal(700005, "recvWindow must less than 60000")
    if not integer(stamp) or not -AHEAD_MS < now - int(stamp) <= int(window):
        raise refusal(700003, "Timestamp for this request is outside of the recvWindow.")


def check_trading(call: Call) -> None:
    """Refuse a key that may only read."""
    if call.key is None or not call.key.trade:
        raise refusal(700007, "No permission to access the endpoint.", 403)
