"""How HTX reads a request: what is signed stands in the query, orders in a body of JSON."""

import base64
from datetime import UTC, datetime
import hashlib
import hmac
import json
from urllib.parse import parse_qsl, urlencode

from ..core.account import Account
from ..spot import check_parameters
from ..wire import Call, RefusalError, Reply, Route, Security

SIGNED = ("AccessKeyId", "SignatureMethod", "SignatureVersion", "Timestamp", "Signature")
NOT_VALID = "api-signature-not-valid"
WINDOW_S = 300


def refusal(code: str, message: str, **more: object) -> RefusalError:
    """Return an error answer: HTTP 200 with a status."""
    body = {"status": "error", "err-code": code, "err-msg": message, "data": None, **more}
    return RefusalError(Reply(body))


def bad(name: str) -> RefusalError:
    """Return what is said of a parameter that is missing, no good or unknown."""
    return refusal("validation-format-error", f"Format Error: {name}.")


def admit(account: Account, now: int, call: Call, route: Route) -> None:
    """Let a request pass, or say what HTX would."""
    if route.security is Security.SIGNED:
        _check_key(account, call)
        _check_signature(call)
        _check_time(call, now)
    check_parameters(
        call.params, route, bad, always=SIGNED if route.security is Security.SIGNED else ()
    )
    if call.method == "POST":
        _check_permission(call)


def _check_key(account: Account, call: Call) -> None:
    key = account.find_key(call.params.get("AccessKeyId", ""))
    if key is None or key.revoked:
        raise refusal(NOT_VALID, "Signature not valid: Incorrect Access key [Access key错误]")
    if key.address_refused:
        raise refusal(NOT_VALID, "Signature not valid: Incorrect IP address [IP address错误]")
    call.key = key


def _check_signature(call: Call) -> None:
    assert call.key is not None
    query = dict(parse_qsl(call.query, keep_blank_values=True))
    signature = query.pop("Signature", "")
    words = "\n".join((call.method, call.host, call.path, urlencode(sorted(query.items()))))
    right = hmac.new(call.key.secret.encode(), words.encode(), hashlib.sha256).digest()
    if not hmac.compare_digest(signature, base64.b64encode(right).decode()):
        raise refusal(NOT_VALID, "Signature not valid: Verification failure [校验失败]")


def _check_time(call: Call, now: int) -> None:
    try:
        stamp = datetime.fromisoformat(call.params.get("Timestamp", "")).replace(tzinfo=UTC)
    except ValueError:
        stamp = datetime.fromtimestamp(0, UTC)
    if abs(stamp.timestamp() - now / 1000) > WINDOW_S:
        words = "Invalid submission time or incorrect time format [无效的提交时间或时间格式错误]"
        raise refusal(NOT_VALID, f"Signature not valid: {words}")


def _check_permission(call: Call) -> None:
    if call.key is None or not call.key.trade:
        words = "API key has no permission [API Key没有权限]"
        raise refusal(NOT_VALID, f"Signature not valid: {words}")


def body_of(body: str) -> dict[str, str]:
    """Return the parameters of a body."""
    found = json.loads(body) if body else {}
    return {name: str(value) for name, value in found.items()}
