"""Who has signed an action: the address behind a secp256k1 signature of its hash (EIP-712)."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from ccxt.static_dependencies import keccak as _keccak, msgpack as _msgpack

P = 2**256 - 2**32 - 977
N = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141
GENERATOR = (
    0x79BE667EF9DCBBAC55A06295CE870B07029BFCDB2DCE28D959F2815B16F81798,
    0x483ADA7726A3C4655DA4FBFC0E1108A8FD17B448A68554199C47D08FFB10D4B8,
)
CHAIN_ID = 1337

type Point = tuple[int, int, int]
"""A point of the curve as x/z², y/z³; a z of 0 is nowhere."""


def keccak(content: bytes) -> bytes:
    """Return Ethereum's hash."""
    return bytes(_keccak.SHA3(content))


def address_of(private_key: str) -> str:
    """Return the address of a private key."""
    return _address(_times(int(private_key, 16), (*GENERATOR, 1)))


def signer(
    action: Mapping[str, Any],
    nonce: int,
    signature: Mapping[str, Any],
    *,
    mainnet: bool,
    vault: str | None = None,
    expires: int | None = None,
) -> str | None:
    """Return the address that has signed an action; None for what is no signature."""
    try:
        r, s = int(signature["r"], 16), int(signature["s"], 16)
        odd = bool(int(signature["v"]) - 27)
    except KeyError, TypeError, ValueError:
        return None
    digest = _digest(canonical(action), nonce, mainnet=mainnet, vault=vault, expires=expires)
    return _recovered(int.from_bytes(digest), r, s, odd=odd)


def canonical(action: Mapping[str, Any]) -> dict[str, Any]:
    """Return an action as the venue writes it itself: fields in their order, numbers without zeros.

    Whoever signs it written otherwise has signed something else.
    """
    match action.get("type"):
        case "order":
            orders = [_order(order) for order in action["orders"]]
            written = {"type": "order", "orders": orders, "grouping": action["grouping"]}
            return written | ({"builder": action["builder"]} if "builder" in action else {})
        case "cancel":
            cancels = [{"a": one["a"], "o": one["o"]} for one in action["cancels"]]
            return {"type": "cancel", "cancels": cancels}
        case "cancelByCloid":
            named = [{"asset": one["asset"], "cloid": one["cloid"]} for one in action["cancels"]]
            return {"type": "cancelByCloid", "cancels": named}
        case "updateLeverage":
            names = ("type", "asset", "isCross", "leverage")
            return {name: action[name] for name in names}
        case _:
            return dict(action)


def _order(order: Mapping[str, Any]) -> dict[str, Any]:
    kind = order["t"]
    if "trigger" in kind:
        trigger = kind["trigger"]
        written = {
            "isMarket": trigger["isMarket"],
            "triggerPx": _number(trigger["triggerPx"]),
            "tpsl": trigger["tpsl"],
        }
        told: dict[str, Any] = {"trigger": written}
    else:
        told = {"limit": {"tif": kind["limit"]["tif"]}}
    result = {
        "a": order["a"],
        "b": order["b"],
        "p": _number(order["p"]),
        "s": _number(order["s"]),
        "r": order["r"],
        "t": told,
    }
    return result | ({"c": order["c"]} if order.get("c") is not None else {})


def _number(value: str) -> str:
    return f"{Decimal(value).normalize():f}"


def _digest(
    action: Mapping[str, Any],
    nonce: int,
    *,
    mainnet: bool,
    vault: str | None,
    expires: int | None,
) -> bytes:
    content = _msgpack.packb(action) + nonce.to_bytes(8)
    content += b"\x00" if vault is None else b"\x01" + bytes.fromhex(vault.removeprefix("0x"))
    if expires is not None:
        content += b"\x00" + expires.to_bytes(8)
    domain = keccak(
        keccak(
            b"EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"
        )
        + keccak(b"Exchange")
        + keccak(b"1")
        + CHAIN_ID.to_bytes(32)
        + bytes(32)
    )
    agent = keccak(
        keccak(b"Agent(string source,bytes32 connectionId)")
        + keccak(b"a" if mainnet else b"b")
        + keccak(content)
    )
    return keccak(b"\x19\x01" + domain + agent)


def _recovered(digest: int, r: int, s: int, *, odd: bool) -> str | None:
    if not (0 < r < N and 0 < s < N):
        return None
    y = pow(r**3 + 7, (P + 1) // 4, P)
    if y * y % P != (r**3 + 7) % P:
        return None
    if bool(y % 2) != odd:
        y = P - y
    inverse = pow(r, -1, N)
    parts = (
        _times(s * inverse % N, (r, y, 1)),
        _times(-digest * inverse % N, (*GENERATOR, 1)),
    )
    return _address(_plus(*parts))


def _address(point: Point) -> str:
    x, y, z = point
    inverse = pow(z, -1, P)
    flat = x * inverse**2 % P, y * inverse**3 % P
    return "0x" + keccak(flat[0].to_bytes(32) + flat[1].to_bytes(32))[-20:].hex()


def _times(number: int, point: Point) -> Point:
    result: Point = (0, 1, 0)
    for digit in f"{number:b}":
        result = _twice(result)
        if digit == "1":
            result = _plus(result, point)
    return result


def _twice(point: Point) -> Point:
    x, y, z = point
    if not z:
        return point
    square = y * y % P
    s, m = 4 * x * square % P, 3 * x * x % P
    new_x = (m * m - 2 * s) % P
    return new_x, (m * (s - new_x) - 8 * square * square) % P, 2 * y * z % P


def _plus(one: Point, other: Point) -> Point:
    if not one[2]:
        return other
    if not other[2]:
        return one
    (x1, y1, z1), (x2, y2, z2) = one, other
    u1, u2 = x1 * z2 * z2 % P, x2 * z1 * z1 % P
    s1, s2 = y1 * z2**3 % P, y2 * z1**3 % P
    if u1 == u2:
        return _twice(one) if s1 == s2 else (0, 1, 0)
    h, r = u2 - u1, s2 - s1
    new_x = (r * r - h**3 - 2 * u1 * h * h) % P
    return new_x, (r * (u1 * h * h - new_x) - s1 * h**3) % P, h * z1 * z2 % P
