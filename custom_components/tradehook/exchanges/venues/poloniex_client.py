"""What ccxt's client of Poloniex does wrong on spot."""

from collections.abc import Mapping, Sequence
from typing import Any

from .model.traffic import Correction

type Row = Mapping[str, Any]

_STATES = {"PENDING_NEW": "open", "PENDING_CANCEL": "open", "EXPIRED": "canceled"}


def spot_needs_no_futures(client: Any) -> None:
    """Read the markets of spot alone.

    The client reads the futures' list as well, so that spot could not be traded while that fails.
    """

    async def nothing(_params: Any = None) -> list[Any]:
        return []

    client.fetch_swap_markets = nothing


def codes_are_looked_up_as_words(client: Any) -> None:
    """Look the codes of errors up as the client lists them: as words.

    They come as numbers, which are not in the list: no refusal, no unknown order is known as one.
    """
    handle_errors = client.handle_errors

    def handle(*arguments: Any) -> Any:
        *before, answer, headers, body = arguments
        if isinstance(answer, dict) and "code" in answer:
            answer = {**answer, "code": str(answer["code"])}
        return handle_errors(*before, answer, headers, body)

    client.handle_errors = handle


def time_is_the_venues(client: Any) -> None:
    """Have requests signed by the venue's clock: the client goes by the one here alone."""

    def nonce() -> int:
        return int(client.milliseconds() - (client.options.get("timeDifference") or 0))

    client.nonce = nonce


def order_has_the_venues_id(client: Any) -> None:
    """Return an order with the venue's id: the client returns the id that it was asked for."""

    async def fetch(order_id: str, symbol: str, _params: Any = None) -> Any:
        answer = await client.privateGetOrdersId({"id": order_id})
        return client.parse_order(answer, client.market(symbol))

    client.fetch_order = fetch


def pending_orders_are_open(client: Any) -> None:
    """Have an order be open that is about to be cancelled: it may still fill until then."""
    parse_order_status = client.parse_order_status

    def status(told: str | None) -> Any:
        return _STATES.get(told or "") or parse_order_status(told)

    client.parse_order_status = status


def cost_has_digits_of_its_own(client: Any) -> None:
    """Write what a market buy spends with the digits of an amount: the client takes a price's."""
    parse_spot_market = client.parse_spot_market

    def parse(market: Row) -> Any:
        made = parse_spot_market(market)
        scale = client.safe_string(market.get("symbolTradeLimit"), "amountScale")
        cost = client.parse_number(client.parse_precision(scale))
        made["precision"] = {**made["precision"], "cost": cost}
        return made

    client.parse_spot_market = parse


def trades_are_those_of_the_market(client: Any) -> None:
    """Ask for the trades of a market: the client asks for those of all, of which it gets a page."""
    fetch_my_trades = client.fetch_my_trades

    async def fetch(
        symbol: str | None = None,
        since: int | None = None,
        limit: int | None = None,
        params: Row | None = None,
    ) -> Sequence[Row]:
        named = {} if symbol is None else {"symbols": client.market(symbol)["id"]}
        found: Sequence[Row] = await fetch_my_trades(
            symbol, since, limit, {**named, **(params or {})}
        )
        return found

    client.fetch_my_trades = fetch


CORRECTIONS = (
    Correction(spot_needs_no_futures),
    Correction(codes_are_looked_up_as_words),
    Correction(time_is_the_venues),
    Correction(order_has_the_venues_id),
    Correction(pending_orders_are_open),
    Correction(cost_has_digits_of_its_own),
    Correction(trades_are_those_of_the_market),
)
