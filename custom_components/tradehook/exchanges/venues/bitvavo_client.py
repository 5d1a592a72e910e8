"""What ccxt's client of Bitvavo does wrong."""

from collections.abc import Mapping, Sequence
from typing import Any

from .client_errors import error_class
from .model.traffic import Correction


def wrong_time_is_told_as_such(client: Any) -> None:
    """Have a refusal for its time be one: the client takes it for a wrong key."""
    client.exceptions["exact"]["304"] = error_class(client, "InvalidNonce")
    client.exceptions["exact"]["302"] = error_class(client, "InvalidNonce")


def time_is_the_venues(client: Any) -> None:
    """Have requests signed by the venue's clock: the client goes by the one here alone."""
    here = client.milliseconds

    def there() -> int:
        return int(here() - (client.options.get("timeDifference") or 0))

    sign = client.sign

    def signed(*arguments: Any, **named: Any) -> Any:
        client.milliseconds = there
        try:
            return sign(*arguments, **named)
        finally:
            client.milliseconds = here

    client.sign = signed


def order_tells_all_its_trades(client: Any) -> None:
    """Have an order be asked for its trades, of which it tells all.

    The client knows the list of a market only, which is cut off after the newest 500.
    """

    async def trades(
        order_id: str,
        symbol: str,
        _since: int | None = None,
        _limit: int | None = None,
        params: Mapping[str, Any] | None = None,
    ) -> Sequence[Mapping[str, Any]]:
        order = await client.fetch_order(order_id, symbol, params or {})
        # Within its order a trade leaves out what the order says.
        told = {"order": order["id"], "side": order["side"]}
        return [{**trade, **told} for trade in order["trades"]]

    client.fetch_order_trades = trades


CORRECTIONS = (
    Correction(wrong_time_is_told_as_such),
    Correction(time_is_the_venues),
    Correction(order_tells_all_its_trades),
)
