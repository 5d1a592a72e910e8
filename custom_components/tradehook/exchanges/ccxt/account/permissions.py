"""What an account's key may do, where the venue tells."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
import logging

from ...port.exchange import VenueError
from ...venues.model import Environment
from ..core.protocol import Row
from ..orders.connection import Connection

_LOGGER = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Permissions:
    """What a key may do; None = the venue does not tell."""

    trade: bool | None = None
    withdraw: bool | None = None
    ip_restricted: bool | None = None
    """Whether only some addresses may use it."""
    owner: str | None = None
    """What the venue calls the account that the key belongs to."""


UNTOLD = Permissions()


@dataclass(frozen=True, slots=True)
class _Question:
    method: str
    read: Callable[[Row, bool], Permissions]
    """Takes the answer, and whether perpetuals are traded."""
    only_live: bool = False
    """Whether test networks don't have it."""


async def fetch_permissions(
    connection: Connection, environment: Environment, *, linear: bool
) -> Permissions:
    """Ask the venue what the key may do; what it does not answer is unknown."""
    question = _QUESTIONS.get(connection.venue.client_id)
    if question is None or (question.only_live and environment is not Environment.LIVE):
        return UNTOLD
    ask = getattr(connection.client, question.method)
    try:
        answer = await connection.ask(ask({}))
    except VenueError as error:
        _LOGGER.debug("The key's permissions are unknown: %s", error)
        return UNTOLD
    return question.read(answer, linear)


def _binance(answer: Row, linear: bool) -> Permissions:
    trades = answer.get("enableFutures" if linear else "enableSpotAndMarginTrading")
    return Permissions(
        trade=_flag(trades),
        withdraw=_flag(answer.get("enableWithdrawals")),
        ip_restricted=_flag(answer.get("ipRestrict")),
    )


def _bybit(answer: Row, linear: bool) -> Permissions:
    result = _row(answer.get("result"))
    granted = _row(result.get("permissions"))
    read_only = _flag(result.get("readOnly"))
    trades = granted.get("ContractTrade" if linear else "Spot")
    ips = _names(result.get("ips"))
    return Permissions(
        trade=None if read_only is None else not read_only and bool(trades),
        withdraw="withdraw" in _names(granted.get("Wallet")),
        ip_restricted=bool(ips) and "*" not in ips,
        owner=_name(result.get("userID")),
    )


def _okx(answer: Row, _linear: bool) -> Permissions:
    row = _first(answer.get("data"))
    granted = _names(row.get("perm"))
    return Permissions(
        trade="trade" in granted,
        withdraw="withdraw" in granted,
        ip_restricted=bool(row.get("ip")),
        owner=_name(row.get("uid")),
    )


def _kucoin(answer: Row, linear: bool) -> Permissions:
    row = _row(answer.get("data"))
    granted = _names(row.get("permission"))
    return Permissions(
        trade=bool(granted & ({"futures"} if linear else {"spot", "trade"})),
        withdraw=bool(granted & {"transfer", "withdrawal", "withdraw"}),
        ip_restricted=bool(row.get("ipWhitelist")),
    )


def _kraken(answer: Row, _linear: bool) -> Permissions:
    result = _row(answer.get("result"))
    granted = _names(result.get("permissions"))
    return Permissions(withdraw=any("withdraw" in name for name in granted))


def _coinbase(answer: Row, _linear: bool) -> Permissions:
    return Permissions(
        trade=_flag(answer.get("can_trade")), withdraw=_flag(answer.get("can_transfer"))
    )


def _bitget(answer: Row, _linear: bool) -> Permissions:
    row = _row(answer.get("data"))
    granted = _names(row.get("authorities"))
    return Permissions(
        withdraw=bool(granted & {"wwow", "withdraw"}),
        ip_restricted=bool(row.get("ips")),
        owner=_name(row.get("userId")),
    )


def _gate(answer: Row, _linear: bool) -> Permissions:
    return Permissions(ip_restricted=bool(answer.get("ip_whitelist")))


_QUESTIONS: Mapping[str, _Question] = {
    "binance": _Question("sapiGetAccountApiRestrictions", _binance, only_live=True),
    "binanceusdm": _Question("sapiGetAccountApiRestrictions", _binance, only_live=True),
    "bybit": _Question("privateGetV5UserQueryApi", _bybit),
    "okx": _Question("privateGetAccountConfig", _okx),
    "kucoin": _Question("privateGetUserApiKey", _kucoin),
    "kucoinfutures": _Question("privateGetUserApiKey", _kucoin),
    "kraken": _Question("privatePostGetApiKeyInfo", _kraken),
    "coinbase": _Question("v3PrivateGetBrokerageKeyPermissions", _coinbase),
    "bitget": _Question("privateSpotGetV2SpotAccountInfo", _bitget),
    "gate": _Question("privateAccountGetDetail", _gate),
}


def tells(client_id: str) -> bool:
    """Return whether a venue says anything of a key."""
    return client_id in _QUESTIONS


def _flag(value: object) -> bool | None:
    """Read a flag, which the exact reader of JSON gives as a text where it is a number."""
    if value is None:
        return None
    return value is True or str(value).lower() in {"1", "true"}


def _name(value: object) -> str | None:
    return str(value) if value else None


def _row(value: object) -> Row:
    return value if isinstance(value, Mapping) else {}


def _first(value: object) -> Row:
    return _row(value[0]) if isinstance(value, list) and value else {}


def _names(value: object) -> set[str]:
    """Return a list of names, or a text of them, in lower case."""
    parts = value.split(",") if isinstance(value, str) else value
    return {str(part).strip().lower() for part in parts} if isinstance(parts, list) else set()
