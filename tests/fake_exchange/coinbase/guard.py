"""How Coinbase reads a request: query or JSON, with a token that its key has signed."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass
import json
from urllib.parse import parse_qsl

from aiohttp import web
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, utils
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from ..core.account import Account, ApiKey
from ..wire import Call, RefusalError, Reply, Route, Security

ORGANIZATION = "11111111-2222-4333-8444-555555555555"
ECDSA_NAME = f"organizations/{ORGANIZATION}/apiKeys/22222222-3333-4444-8555-666666666666"
ED25519_NAME = "33333333-4444-4555-8666-777777777777"
# The same ones each time: names of tests are made of them.
_P256 = ec.derive_private_key(2**200 + 12_345, ec.SECP256R1())
_EDWARDS = ed25519.Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PEM = _P256.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption()).decode()
"""The secret of an ECDSA key, as it is downloaded."""
ED25519_SECRET = base64.b64encode(
    _EDWARDS.private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())
    + _EDWARDS.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
).decode()
"""The secret of an Ed25519 key: 64 bytes, as it is downloaded."""
LONGEST_TOKEN_S = 120
SIGNATURE_BYTES = 64


def refusal(error: str, details: str, status: int = 400) -> RefusalError:
    """Return an error answer."""
    return RefusalError(
        Reply({"error": error, "error_details": details, "message": details}, status)
    )


def unauthorized() -> RefusalError:
    """Return what is said to whoever has no key, a wrong one, or a token that is no good."""
    return RefusalError(Reply("Unauthorized\n", 401))


def read(request: web.Request, host: str, path: str, body: str) -> Call:
    """Take the parameters from the query or the JSON body; repeated names become a list."""
    query = request.rel_url.raw_query_string
    params: dict[str, str] = {}
    for name, value in parse_qsl(query, keep_blank_values=True):
        params[name] = f"{params[name]},{value}" if name in params else value
    if request.method == "POST":
        try:
            content: object = json.loads(body or "{}")
        except ValueError:
            content = None
        if isinstance(content, Mapping):
            params = {str(name): _text(value) for name, value in content.items()}
    return Call(
        method=request.method,
        host=host,
        path=path,
        params=params,
        headers=request.headers,
        query=query,
        body=body,
    )


def _text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def admit(call: Call, route: Route, account: Account, now: float, *, strict: bool) -> None:
    """Let a request pass, or say what Coinbase would."""
    if route.security is Security.SIGNED:
        scheme, _, token = call.headers.get("Authorization", "").partition(" ")
        if scheme != "Bearer":
            raise unauthorized()
        claims = check_token(token, account, now)
        if not claims.allows(call):
            raise unauthorized()
        call.key = claims.key
    for name, check in {**route.required, **route.optional}.items():
        value = call.params.get(name)
        if name in route.required and not value:
            raise refusal("INVALID_ARGUMENT", f"{name} is required")
        if value and not check(value):
            raise refusal("INVALID_ARGUMENT", f"{name} is invalid")
    unknown = set(call.params) - set(route.required) - set(route.optional)
    if unknown and strict:
        names = ", ".join(sorted(unknown))
        raise refusal("INVALID_ARGUMENT", f"{names} unknown (refused only by the imitation)")


@dataclass(frozen=True, slots=True)
class Claims:
    """What a token proves: its key, and what it may ask."""

    key: ApiKey
    places: tuple[str, ...]

    def allows(self, call: Call) -> bool:
        """Return whether a request is what was signed; over plain HTTP other hosts stand before."""
        for place in self.places:
            method, _, address = place.partition(" ")
            asked = f"{call.host}{call.path}"
            if method == call.method and (address == asked or address.endswith(f"/{asked}")):
                return True
        return False


def check_token(token: str, account: Account, now: float) -> Claims:
    """Return what a token proves; RefusalError if it is no good."""
    try:
        written, payload, signature = token.split(".")
        header = json.loads(_bytes(written))
        claims = json.loads(_bytes(payload))
        key = account.find_key(claims["sub"])
        if key is None or key.revoked or key.address_refused or header["kid"] != claims["sub"]:
            raise unauthorized()
        _verify(header["alg"], key, f"{written}.{payload}".encode(), _bytes(signature))
        begins, ends = float(claims["nbf"]), float(claims["exp"])
        issuers = {"cdp", "coinbase-cloud"}
        if claims["iss"] not in issuers or not header.get("nonce"):
            raise unauthorized()
    except (ValueError, KeyError, TypeError, InvalidSignature) as err:
        raise unauthorized() from err
    if not begins - 60 <= now <= ends or ends - begins > LONGEST_TOKEN_S:
        raise unauthorized()
    places = claims.get("uris") or [claims.get("uri", "")]
    return Claims(key, tuple(places))


def _verify(algorithm: str, key: ApiKey, signed: bytes, signature: bytes) -> None:
    if algorithm == "EdDSA" and key.key == ED25519_NAME:
        _EDWARDS.public_key().verify(signature, signed)
    elif algorithm == "ES256" and key.key == ECDSA_NAME and len(signature) == SIGNATURE_BYTES:
        half = SIGNATURE_BYTES // 2
        numbers = (int.from_bytes(part, "big") for part in (signature[:half], signature[half:]))
        encoded = utils.encode_dss_signature(*numbers)
        _P256.public_key().verify(encoded, signed, ec.ECDSA(SHA256()))
    else:
        raise unauthorized()


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def check_trading(call: Call) -> None:
    """Refuse a key that may only view."""
    if call.key is None or not call.key.trade:
        raise refusal("PERMISSION_DENIED", "Missing required scopes", 403)
