"""What ccxt's client of Gate does wrong, as of 4.5.64."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from .model.traffic import Correction
from .pagination import Page, whole

type _Row = dict[str, Any]

PAGE = 100
"""How many rows a list has at most where nothing else is said."""
TRADES_PAGE = 1000
REMEMBERED_MS = 8 * 86_400_000
"""How far back finished orders are looked for: a day more than orders are remembered."""

_ENDS = (
    *("cancelled", "liquidated", "liquidate_cancelled", "ioc", "poc", "fok", "stp", "small"),
    *("depth_not_enough", "trader_not_enough", "auto_deleveraged", "reduce_only", "reduce_out"),
    *("position_closed", "failed", "expired"),
)
"""How orders are ended without being filled."""


def _know_all_ends(client: Any) -> None:
    """It hands on most of Gate's words for the end of an order: they look like an open one."""
    known = client.parse_order_status

    def status(word: str | None) -> str | None:
        return "canceled" if word in _ENDS else known(word)

    client.parse_order_status = status


def _read_what_is_filled(client: Any) -> None:
    """It divides amounts in quote currency to find what was bought, although Gate says it."""
    parse = client.parse_order

    def order(row: _Row, market: _Row | None = None) -> _Row:
        told: _Row = parse(row, market)
        if "filled_amount" in row and row.get("currency_pair"):
            told["filled"] = client.safe_number(row, "filled_amount")
        return told

    client.parse_order = order


def _order_in_gates_words(client: Any) -> None:
    """It sends its own words to Gate, and a client order id of a stop without its prefix.

    A position's side follows from the sign of an order's size and from whether it reduces; the
    margin mode is the market's.
    """
    describe = client.create_order_request

    def request(*arguments: Any) -> _Row:
        told: _Row = describe(*arguments)
        if "contract" in told or "initial" in told:
            for name in ("marginMode", "hedged"):
                told.pop(name, None)
        text = (initial := told.get("initial") or {}).get("text")
        if text and not text.startswith("t-"):
            initial["text"] = f"t-{text}"
        return told

    client.create_order_request = request


def _ask_for_an_orders_trades(client: Any) -> None:
    """It asks for trades of perpetual orders as for those of spot, and for one page of them."""

    async def trades(
        order_id: str,
        symbol: str,
        since: int | None = None,
        limit: int | None = None,
        params: Mapping[str, Any] | None = None,
    ) -> Sequence[_Row]:
        del since, limit
        market = client.market(symbol)
        named = {"limit": TRADES_PAGE, **(params or {})}
        if market["spot"]:

            async def page(number: int) -> Sequence[_Row]:
                more = {"order_id": order_id, "page": number + 1}
                found: Sequence[_Row] = await client.fetch_my_trades(
                    symbol, None, None, {**named, **more}
                )
                return found

        else:

            async def page(number: int) -> Sequence[_Row]:
                more = {"order": order_id, "offset": number * TRADES_PAGE}
                where = {"settle": market["settleId"], "contract": market["id"]}
                rows = await client.privateFuturesGetSettleMyTrades({**where, **named, **more})
                found: Sequence[_Row] = client.parse_trades(rows, market)
                return found

        return await _all(page, TRADES_PAGE)

    client.fetch_order_trades = trades


def _read_lists_to_their_end(client: Any) -> None:
    """It reads the first hundred rows of lists of orders and positions, and of flat ones too."""
    ask_open, ask_closed, ask_positions = (
        client.fetch_open_orders,
        client.fetch_closed_orders,
        client.fetch_positions,
    )

    def pages(
        ask: Callable[..., Awaitable[Sequence[_Row]]],
        symbol: str | None,
        params: Mapping[str, Any],
    ) -> Callable[[int], Awaitable[Sequence[_Row]]]:
        spot = (client.market(symbol)["spot"] if symbol else None) or (
            symbol is None and client.options["defaultType"] == "spot"
        )

        async def page(number: int) -> Sequence[_Row]:
            more = {"page": number + 1} if spot else {"offset": number * PAGE}
            return await ask(symbol, None, None, {**params, **more, "limit": PAGE})

        return page

    async def open_orders(
        symbol: str | None = None,
        since: int | None = None,
        limit: int | None = None,
        params: Mapping[str, Any] | None = None,
    ) -> Sequence[_Row]:
        del since, limit
        return await _all(pages(ask_open, symbol, params or {}), PAGE)

    async def closed_orders(
        symbol: str | None = None,
        since: int | None = None,
        limit: int | None = None,
        params: Mapping[str, Any] | None = None,
    ) -> Sequence[_Row]:
        del limit
        oldest = since or client.milliseconds() - REMEMBERED_MS

        def is_past(row: _Row) -> bool:
            at = row.get("lastTradeTimestamp") or row.get("timestamp")
            return at is not None and at < oldest

        return await _all(pages(ask_closed, symbol, params or {}), PAGE, is_past)

    async def positions(
        symbols: Sequence[str] | None = None, params: Mapping[str, Any] | None = None
    ) -> Sequence[_Row]:
        async def page(number: int) -> Sequence[_Row]:
            more = {"holding": True, "limit": PAGE, "offset": number * PAGE}
            found: Sequence[_Row] = await ask_positions(symbols, {**(params or {}), **more})
            return found

        return await _all(page, PAGE)

    client.fetch_open_orders = open_orders
    client.fetch_closed_orders = closed_orders
    client.fetch_positions = positions


async def _all(
    page: Callable[[int], Awaitable[Sequence[_Row]]],
    most: int,
    is_past: Callable[[_Row], bool] | None = None,
) -> Sequence[_Row]:
    """Return the rows of all pages, newest first, up to the first one that is past."""

    async def numbered(more: Mapping[str, Any]) -> Page:
        number = int(more.get("number", 0))
        found = await page(number)
        ended = len(found) < most or (is_past is not None and any(is_past(row) for row in found))
        return found, None if ended else {"number": number + 1}

    return await whole(numbered, key=_identity)


def _identity(row: _Row) -> str:
    return str(row.get("id") or f"{row.get('symbol')} {row.get('side')}")


def _tell_the_position_mode(client: Any) -> None:
    """It can set the position mode, and not ask for it."""

    async def mode(symbol: str | None = None) -> _Row:
        del symbol
        answer = await client.privateFuturesGetSettleAccounts({"settle": "usdt"})
        told = answer.get("position_mode")
        if told not in {None, "single", "dual"}:
            raise ValueError(
                f"positions are kept apart for each order there ({told}): set the position mode to "
                "one-way or hedge mode on Gate, then try again"
            )
        hedged = bool(answer.get("in_dual_mode")) or told == "dual"
        client.options["dualMode"] = hedged
        return {"hedged": hedged, "info": answer}

    client.fetch_position_mode = mode


def _set_leverage_with_its_margin_mode(client: Any) -> None:
    """It takes neither hedge mode nor the margin mode that a leverage is for.

    A leverage of 0 is cross margin, with a limit of its own; hedge mode has its own endpoint.
    """

    async def leverage(amount: int, symbol: str, params: Mapping[str, Any] | None = None) -> Any:
        market = client.market(symbol)
        is_cross = (params or {}).get("mgnMode") == "cross"
        told = {"leverage": "0", "cross_leverage_limit": str(amount)} if is_cross else {}
        request = {
            "settle": market["settleId"],
            "contract": market["id"],
            "leverage": str(amount),
            **told,
        }
        if client.options.get("dualMode"):
            return await client.privateFuturesPostSettleDualCompPositionsContractLeverage(request)
        return await client.privateFuturesPostSettlePositionsContractLeverage(request)

    client.set_leverage = leverage


def _tell_leverage_of_cross_positions(client: Any) -> None:
    """It says that a position with cross margin has a leverage of 0."""
    parse = client.parse_position

    def position(row: _Row, market: _Row | None = None) -> _Row:
        told: _Row = parse(row, market)
        if told.get("marginMode") == "cross":
            told["leverage"] = client.safe_number(row, "cross_leverage_limit")
        return told

    client.parse_position = position


def _count_unified_balances(client: Any) -> None:
    """It leaves the margin of positions out of a unified account's totals.

    Equity has it, and the open result besides.
    """
    ask = client.fetch_balance

    async def balance(params: Mapping[str, Any] | None = None) -> _Row:
        answer: _Row = await ask(dict(params or {}))
        info = answer.get("info")
        balances = info.get("balances") if isinstance(info, Mapping) else None
        if not isinstance(balances, Mapping):
            return answer
        result = await _open_result()
        for name, row in balances.items():
            code = client.safe_currency_code(name)
            whole = client.safe_string(row, "equity")
            if whole is None or code not in answer:
                continue
            if code == "USDT" and result is not None:
                whole = str(Decimal(whole) - Decimal(result))
            answer[code] = {**answer[code], "total": whole, "used": None}
            answer["total"][code], answer["used"][code] = client.parse_number(whole), None
        return answer

    async def _open_result() -> str | None:
        try:
            account = await client.privateFuturesGetSettleAccounts({"settle": "usdt"})
        except Exception as error:
            if '"USER_NOT_FOUND"' in str(error):
                return None  # nothing was ever traded there
            raise
        found: str | None = client.safe_string(account, "unrealised_pnl")
        return found

    client.fetch_balance = balance


def _know_markets_that_end(client: Any) -> None:
    """It says of contracts that are being delisted that they can be traded."""
    parse = client.parse_contract_market

    def market(row: _Row, settle: str) -> _Row:
        told: _Row = parse(row, settle)
        ends = row.get("in_delisting") or row.get("status", "trading") != "trading"
        return {**told, "active": not ends}

    client.parse_contract_market = market


def _find_out_the_user(client: Any) -> None:
    """It wants to be told the user's number for private streams of perpetuals: Gate tells it."""
    subscribe = client.subscribe_private

    async def subscribed(*arguments: Any) -> Any:
        if not client.uid:
            detail = await client.privateAccountGetDetail({})
            client.uid = str(detail["user_id"])
        return await subscribe(*arguments)

    client.subscribe_private = subscribed


def _tell_what_changed_the_account(client: Any) -> None:
    """It reads a hundred rows of funding, without their numbers, and the market from a remark.

    What was held when it was charged follows from the mark price of that minute, told elsewhere.
    """

    async def book(kind: str, since: int | None, **more: object) -> Sequence[_Row]:
        asked = {"settle": "usdt", "type": kind, "from": (since or 0) // 1000, **more}

        async def page(number: int) -> Sequence[_Row]:
            part = {"limit": PAGE, "offset": number * PAGE}
            rows: Sequence[_Row] = await client.privateFuturesGetSettleAccountBook(asked | part)
            return rows

        return [_change(client, row) for row in reversed(await _all(page, PAGE))]

    async def funding(
        symbol: str, since: int | None = None, limit: int | None = None, params: object = None
    ) -> Sequence[_Row]:
        del limit, params
        contract = client.market(symbol)["id"]
        rows = await book("fund", since, contract=contract)
        minutes = {row["timestamp"] // 60_000 * 60 for row in rows}
        marks = {minute: await mark(contract, minute) for minute in minutes}
        return [
            {**row, "symbol": symbol, "price": marks[row["timestamp"] // 60_000 * 60]}
            for row in rows
        ]

    async def mark(contract: str, minute: int) -> str | None:
        asked = {"contract": f"mark_{contract}", "interval": "1m", "from": minute, "to": minute}
        found = await client.publicFuturesGetSettleCandlesticks({"settle": "usdt", **asked})
        told = [str(row["o"]) for row in found if int(row["t"]) == minute]
        return told[0] if told else None

    async def ledger(
        code: str | None, since: int | None, limit: int | None, params: Mapping[str, Any]
    ) -> Sequence[_Row]:
        del code, limit
        return await book(params["type"], since, to=params["endTime"] // 1000 + 1)

    client.fetch_funding_history, client.fetch_ledger = funding, ledger


def _change(client: Any, row: _Row) -> _Row:
    amount = str(row["change"])
    return {
        "id": row["id"],
        "currency": "USDT",
        "amount": client.parse_number(amount),
        "direction": "out" if amount.startswith("-") else "in",
        "timestamp": client.safe_timestamp(row, "time"),
        "info": row,
    }


CORRECTIONS = tuple(
    Correction(apply)
    for apply in (
        _know_all_ends,
        _read_what_is_filled,
        _order_in_gates_words,
        _ask_for_an_orders_trades,
        _read_lists_to_their_end,
        _tell_the_position_mode,
        _set_leverage_with_its_margin_mode,
        _tell_leverage_of_cross_positions,
        _count_unified_balances,
        _know_markets_that_end,
        _find_out_the_user,
        _tell_what_changed_the_account,
    )
)
