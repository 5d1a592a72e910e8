"""What ccxt's client of Crypto.com does wrong."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from email.utils import parsedate_to_datetime
from typing import Any

from .model.traffic import Correction
from .pagination import Answer, Row, whole_answers

MONTH_NS = 30 * 24 * 3600 * 10**9
MOST = 100
"""How many rows the venue tells at once."""

type Ask = Callable[[Mapping[str, Any]], Awaitable[dict[str, Any]]]


def client_id_may_stand_alone(client: Any) -> None:
    """Have orders be asked for and cancelled by our id alone.

    The client always sends the venue's id too, empty where there is none, which is refused.
    """
    for name in ("v1PrivatePostPrivateGetOrderDetail", "v1PrivatePostPrivateCancelOrder"):
        setattr(client, name, _without_empty(getattr(client, name)))


def time_is_the_venues(client: Any) -> None:
    """Have requests be of the venue's time, which it tells with every answer and nowhere else.

    The client goes by the clock here alone, and a minute's difference is refused.
    """
    ask: Ask = client.v1PublicGetPublicGetTickers

    async def fetch_time() -> int | None:
        some = next(iter(client.markets.values()))
        await ask({"instrument_name": some["id"]})
        headers = client.last_response_headers or {}
        told = next((at for name, at in headers.items() if name.lower() == "date"), None)
        # Whole seconds: what is told began half a second ago, on average.
        return None if told is None else int(parsedate_to_datetime(told).timestamp() * 1000) + 500

    def nonce() -> int:
        return int(client.milliseconds() - (client.options.get("timeDifference") or 0))

    client.fetch_time = fetch_time
    client.nonce = nonce


def orders_of_a_month_are_listed(client: Any) -> None:
    """Have the list of orders be whole: the client reads the newest 100 of the last day."""
    _read_all_pages(client, "v1PrivatePostPrivateGetOrderHistory")


def trades_of_a_month_are_listed(client: Any) -> None:
    """Have the list of trades be whole: the client reads the newest 100, of a day if not since."""
    _read_all_pages(client, "v1PrivatePostPrivateGetTrades")


def _without_empty(ask: Ask) -> Ask:
    async def asked(params: Mapping[str, Any]) -> dict[str, Any]:
        return await ask({name: value for name, value in params.items() if value is not None})

    return asked


def _read_all_pages(client: Any, name: str) -> None:
    """Have an endpoint's answer contain all rows since a time, or of a month: it tells the newest.

    The next page ends just before the oldest row of this one.
    """

    def since_a_time(params: Row) -> Row:
        earliest = client.nonce() * 10**6 - MONTH_NS
        return {"start_time": str(earliest), **params, "limit": MOST}

    asked = whole_answers(
        getattr(client, name), ("result", "data"), _earlier, prepare=since_a_time, key=_key
    )
    setattr(client, name, asked)


def _earlier(_: Answer, page: Sequence[Row]) -> Row | None:
    """Return what names the page before: its end is no part of it, and a moment may have many."""
    if len(page) < MOST:
        return None
    return {"end_time": str(min(int(row["create_time_ns"]) for row in page) + 1)}


def _key(row: Row) -> tuple[object, object]:
    return row.get("trade_id"), row.get("order_id")


CORRECTIONS = (
    Correction(client_id_may_stand_alone),
    Correction(time_is_the_venues),
    Correction(orders_of_a_month_are_listed),
    Correction(trades_of_a_month_are_listed),
)
