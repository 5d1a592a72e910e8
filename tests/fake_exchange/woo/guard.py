"""How WOO X reads a request: the header has key, time and signature, orders a body of JSON."""

import hashlib
import hmac

from ..core.account import Account, ApiKey
from ..spot import check_parameters
from ..wire import Call, RefusalError, Reply, Route, Security

STATUS = {-1000: 500, -1001: 401, -1002: 401, -1003: 429, -1006: 404, -1007: 409}


def refusal(code: int, message: str) -> RefusalError:
    """Return an error answer."""
    body = {"success": False, "code": code, "message": message}
    return RefusalError(Reply(body, STATUS.get(code, 400)))


def bad(name: str) -> RefusalError:
    """Return what is said of a parameter that is missing, no good or unknown."""
    return refusal(-1005, f"Some parameters are in wrong format for api: {name}")


def missing() -> RefusalError:
    """Return what is said of an order that is not there, or not open any more."""
    return refusal(-1006, "Your order and symbol are not valid or already canceled.")


def admit(account: Account, call: Call, route: Route) -> None:
    """Let a request pass, or say what WOO X would; no window for its time is documented."""
    if route.security is Security.SIGNED:
        call.key = _key(account, call)
        if call.method != "GET" and not call.key.trade:
            raise _refused_key()
    check_parameters(call.params, route, bad)


def _key(account: Account, call: Call) -> ApiKey:
    key = account.find_key(call.headers.get("x-api-key", ""))
    if key is None or key.revoked or key.address_refused:
        raise _refused_key()
    stamp = call.headers.get("x-api-timestamp", "")
    if call.path.startswith("/v1/"):
        signed = f"{call.query or call.body}|{stamp}"
    else:
        asked = f"?{call.query}" if call.query else ""
        signed = f"{stamp}{call.method}{call.path}{asked}{call.body}"
    right = hmac.new(key.secret.encode(), signed.encode(), hashlib.sha256).hexdigest()
    if not hmac.compare_digest(call.headers.get("x-api-signature", ""), right):
        raise refusal(-1001, "The api key or secret is in wrong format.")
    return key


def _refused_key() -> RefusalError:
    """Return what is said of a key that is not known, not for this, or not from here."""
    words = (
        "API key or secret is invalid, it may because key have insufficient permission or the "
        "key is expired/revoked."
    )
    return refusal(-1002, words)
