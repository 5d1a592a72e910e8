"""How Binance reads a request: key, signature, clock, parameters."""

from collections.abc import Mapping
import hashlib
import hmac
import re
from urllib.parse import parse_qsl, unquote

from aiohttp import web

from ..core.account import Account, ApiKey
from ..core.clock import VenueClock
from ..wire import Call, Check, RefusalError, Route, Security, integer, number
from .errors import missing, refusal

DEFAULT_WINDOW_MS = 5_000
LONGEST_WINDOW_MS = 60_000
AHEAD_MS = 1_000
ILLEGAL = "Illegal characters found in parameter '{0}'; legal range is '{1}'."
SIGNED_ONLY: Mapping[str, Check] = {"recvWindow": number}


def read(request: web.Request, host: str, path: str, body: str) -> Call:
    """Take the parameters from the query and the form."""
    query = request.rel_url.raw_query_string
    pairs = parse_qsl(query, keep_blank_values=True) + parse_qsl(body, keep_blank_values=True)
    call = Call(
        method=request.method,
        host=host,
        path=path,
        params=dict(pairs),
        headers=request.headers,
        query=query,
        body=body,
    )
    call.repeated = len(pairs) != len(call.params)
    return call


def admit(call: Call, route: Route, account: Account, clock: VenueClock) -> None:
    """Let a request pass, or say what Binance would."""
    if call.repeated:
        raise refusal(-1101, "Duplicate values for a parameter detected.")
    if route.security is not Security.NONE:
        call.key = find_key(account, call.headers.get("X-MBX-APIKEY", ""))
    if route.security is Security.SIGNED:
        check_time(call.params, clock)
        check_signature(call, call.key)
    check_parameters(call.params, route)


def find_key(account: Account, key: str) -> ApiKey:
    """Return the API key, or refuse."""
    if re.fullmatch(r"[\w-]{4,128}", key) is None:
        raise refusal(-2014, "API-key format invalid.", 401)
    found = account.find_key(key)
    if found is None or found.revoked or found.address_refused:
        raise refusal(-2015, "Invalid API-key, IP, or permissions for action.", 401)
    return found


def check_trading(call: Call) -> None:
    """Refuse a key that may only read."""
    if call.key is None or not call.key.trade:
        raise refusal(-2015, "Invalid API-key, IP, or permissions for action.", 401)


def check_time(params: Mapping[str, str], clock: VenueClock) -> None:
    """Refuse a time that is not the venue's."""
    if not integer(params.get("timestamp", "")):
        raise missing("timestamp")
    window = params.get("recvWindow", str(DEFAULT_WINDOW_MS))
    if not number(window):
        raise missing("recvWindow")
    if float(window) > LONGEST_WINDOW_MS:
        raise refusal(-1131, "recvWindow must be less than 60000.")
    now, sent = clock.ms(), int(params["timestamp"])
    if sent >= now + AHEAD_MS:
        raise refusal(
            -1021,
            f"Timestamp for this request was {AHEAD_MS}ms ahead of the server's time.",
        )
    if now - sent > float(window):
        raise refusal(-1021, "Timestamp for this request is outside of the recvWindow.")


def check_signature(call: Call, key: ApiKey | None) -> None:
    """Refuse what the secret did not sign: the query and the form as they were sent."""
    sent = call.params.get("signature", "")
    if not sent:
        raise missing("signature")
    content = "".join(_unsigned(part) for part in (call.query, call.body))
    assert key is not None
    if not hmac.compare_digest(unquote(sent), sign(key, content)):
        raise refusal(-1022, "Signature for this request is not valid.")


def sign(key: ApiKey, content: str) -> str:
    """Return the signature of a text."""
    return hmac.new(key.secret.encode(), content.encode(), hashlib.sha256).hexdigest()


def _unsigned(part: str) -> str:
    return re.sub(r"(^|&)signature=[^&]*", "", part)


def check_parameters(params: Mapping[str, str], route: Route) -> None:
    """Refuse parameters that are missing, malformed or not of this endpoint."""
    signed = route.security is Security.SIGNED
    common = {"timestamp", "signature"} if signed else set()
    known: dict[str, Check] = {**route.required, **route.optional}
    if signed:
        known.update(SIGNED_ONLY)
    for name in route.required:
        if not params.get(name):
            raise missing(name)
    for name, check in known.items():
        value = params.get(name)
        if value == "":
            raise refusal(-1105, f"Parameter '{name}' was empty.")
        if value is not None and not check(value):
            raise malformed(name)
    read_count = sum(name in known or name in common for name in params)
    if read_count != len(params):
        raise refusal(
            -1104,
            f"Not all sent parameters were read; read '{read_count}' parameter(s) "
            f"but was sent '{len(params)}'.",
        )


def malformed(name: str) -> RefusalError:
    """Return what is said of a parameter that makes no sense."""
    match name:
        case "timeInForce":
            return refusal(-1115, "Invalid timeInForce.")
        case "type" | "orderType":
            return refusal(-1116, "Invalid orderType.")
        case "side":
            return refusal(-1117, "Invalid side.")
        case "newClientOrderId":
            return refusal(-1100, ILLEGAL.format(name, "^[a-zA-Z0-9-_]{1,36}$"))
        case "clientAlgoId":
            return refusal(-1100, ILLEGAL.format(name, r"^[\\.A-Z\\:/a-z0-9_-]{1,36}$"))
        case "quantity" | "price" | "stopPrice" | "triggerPrice" | "quoteOrderQty":
            range_ = r"^([0-9]{1,20})(\\.[0-9]{1,20})?$"
            return refusal(-1100, ILLEGAL.format(name, range_))
        case _:
            return missing(name)
