"""Leverage, margin mode and position mode: set where that is a market's, read where it is more."""

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import suppress
import logging

from ....trading.model.market import Bracket, MarginMode, MarketType, Side
from ...port.exchange import (
    CredentialsRefusedError,
    HedgeModeError,
    NotSentError,
    OrderRefusedError,
    OrderRequest,
)
from ...venues.model.margin import MarginSetting, PositionModeQuery
from ..connection.connection import Connection
from ..core.errors import (
    ClientFailedError,
    attempt,
    is_done_already,
    is_refusal,
    is_rejection,
    never_left,
    order_refusal,
)
from ..core.markets import brackets_of, highest_leverage, with_leverage
from ..core.numbers import margin_mode, number
from ..core.protocol import CcxtClient, Row
from ..session import ClientPool

_LOGGER = logging.getLogger(__name__)

_ACCOUNT_MODES = {
    "ISOLATED_MARGIN": MarginMode.ISOLATED,
    "REGULAR_MARGIN": MarginMode.CROSS,
}


class Margin:
    """Has a market's leverage and margin mode as an order wants them, before it is sent."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._set: dict[str, tuple[int | None, MarginMode | None, Side | None]] = {}
        self._account_mode = connection.venue.margin.account_mode
        self.brackets: Mapping[str, Sequence[Bracket]] = {}
        """The maintenance margins by unified symbol, as far as the venue has told them."""
        self.hedge_mode = False
        """Whether the account keeps long and short apart, as it was read last."""
        self._reading: asyncio.Task[None] | None = None

    @property
    def account_mode(self) -> MarginMode | None:
        """Return the margin mode of the whole account, where it is not each market's own."""
        return self._account_mode

    async def read_hedge_mode(self, symbol: str | None = None) -> bool:
        """Return whether the account keeps long and short apart, in a market; raises VenueError.

        It is never changed: that would touch whatever else the account does.
        """
        connection = self._connection
        venue, client = connection.venue, connection.client
        match venue.margin.position_mode:
            case PositionModeQuery.ONE_WAY:
                return False
            case PositionModeQuery.ASK:
                answer = await connection.ask(client.fetch_position_mode())
                hedged = bool(answer.get("hedged"))
            case PositionModeQuery.POSITION_INDEX:
                hedged = await self._by_position_index(symbol)
                if venue.margin.setting is MarginSetting.ACCOUNT:
                    await self._read_account_mode()
        if hedged and not venue.margin.hedge_allowed:
            raise HedgeModeError(
                f"{venue.name}: this account keeps long and short apart (hedge mode). Set it to "
                "one-way mode on the exchange, then try again."
            )
        self.hedge_mode = hedged
        return hedged

    async def read_leverage(self, client_pool: ClientPool) -> None:
        """Find out the markets' maximum leverage, where they don't say it themselves."""
        connection = self._connection
        venue = connection.venue
        if not venue.margin.tiers:
            return

        async def read(client: CcxtClient) -> tuple[Mapping[str, Sequence[Row]], object]:
            tiers = await client.fetch_leverage_tiers()
            await client.load_leverage_brackets()
            return tiers, client.options.get("leverageBrackets")

        try:
            tiers, brackets = await attempt(client_pool.in_background(read))
        except ClientFailedError as failed:
            _LOGGER.warning(
                "%s does not tell the maximum leverage, so %d is assumed: %s",
                venue.name,
                venue.margin.max_leverage,
                connection.told(failed.error),
            )
            return
        # Else the client would read them again, on the event loop, with the first position.
        connection.client.options["leverageBrackets"] = brackets
        connection.catalogue = with_leverage(connection.catalogue, highest_leverage(tiers))
        self.brackets = brackets_of(tiers)

    def read_brackets_later(self, client_pool: ClientPool) -> None:
        """Find out maintenance margins where that takes many questions: nobody waits for it."""
        venue, client = self._connection.venue, self._connection.client
        told = client.has.get("fetchLeverageTiers") is True
        if venue.market_type is MarketType.LINEAR and told and not venue.margin.tiers:
            self._reading = asyncio.create_task(
                self._read_brackets(client_pool), name=f"tradehook brackets {venue.code}"
            )

    async def stop(self) -> None:
        """Stop reading."""
        if self._reading is not None:
            self._reading.cancel()
            await asyncio.gather(self._reading, return_exceptions=True)

    async def _read_brackets(self, client_pool: ClientPool) -> None:
        try:
            tiers = await attempt(
                client_pool.in_background(lambda client: client.fetch_leverage_tiers())
            )
        except ClientFailedError as failed:
            told = self._connection.told(failed.error)
            _LOGGER.debug("Maintenance margins are not known: %s", told)
            return
        self.brackets = brackets_of(tiers)

    async def leverage_of(self, symbol: str) -> int:
        """Return the leverage that a market is set to; 1 where the venue does not say."""
        connection = self._connection
        if connection.venue.margin.leverage_query is None:
            return 1
        query = getattr(connection.client, connection.venue.margin.leverage_query)
        native = connection.listed(symbol).market.native_symbol
        rows = await connection.ask(query({"symbol": native}))
        leverage = number(rows[0].get("leverage")) if rows else None
        return int(leverage or 1)

    async def prepare(self, request: OrderRequest) -> None:
        """Set what an order that opens wants of its market; one that closes takes it as it is.

        Raises OrderRefusedError or NotSentError: the order itself has not been sent.
        """
        wanted = (request.leverage, request.margin_mode, request.position_side)
        unwanted = request.is_exit or wanted[:2] == (None, None)
        if unwanted or self._set.get(request.symbol) == wanted:
            return
        mode, leverage, symbol = request.margin_mode, request.leverage, request.symbol
        match self._connection.venue.margin.setting:
            case MarginSetting.ORDER:
                pass
            case MarginSetting.LEVERAGE_IN_ORDER:
                await self._set_mode_if_other(mode, leverage, symbol)
            case MarginSetting.ACCOUNT:
                self._check_account_mode(mode)
                await self._set_leverage(leverage, symbol, {})
            case MarginSetting.WITH_LEVERAGE:
                self._check_account_mode(mode)
                await self._set_leverage(leverage, symbol, _mode_params(mode, request))
            case MarginSetting.SYMBOL:
                self._check_account_mode(mode)
                if mode is not None and self._account_mode is None:
                    await self._set_margin_mode(mode, symbol, leverage)
                if mode is None or not self._connection.venue.margin.mode_with_leverage:
                    # Where one says both, the other would say a mode of its own.
                    await self._set_leverage(leverage, symbol, {})
        self._set[symbol] = wanted

    def forget(self) -> None:
        """Set everything again with the next order: somebody else may have changed it."""
        self._set.clear()

    async def _set_mode_if_other(
        self, mode: MarginMode | None, leverage: int | None, symbol: str
    ) -> None:
        """Set a market's margin mode, and the leverage of cross positions."""
        if mode is not None and mode is not await self._mode_of(symbol):
            await self._set_margin_mode(mode, symbol, leverage)
        if mode is MarginMode.CROSS:
            await self._set_leverage(leverage, symbol, {})

    async def _mode_of(self, symbol: str) -> MarginMode | None:
        """Return the margin mode that a market is in.

        Where something is held or rests, a venue may refuse to set even what is set already.
        """
        try:
            answer = await attempt(self._connection.client.fetch_margin_mode(symbol))
        except ClientFailedError as failed:
            self._refuse(failed.error)
            return None
        return margin_mode(answer.get("marginMode"))

    async def _set_leverage(self, leverage: int | None, symbol: str, params: Row) -> None:
        if leverage is None:
            return
        client = self._connection.client
        try:
            await attempt(client.set_leverage(leverage, symbol, params))
        except ClientFailedError as failed:
            self._refuse(failed.error)

    async def _set_margin_mode(self, mode: MarginMode, symbol: str, leverage: int | None) -> None:
        client = self._connection.client
        with_leverage = self._connection.venue.margin.mode_with_leverage and leverage
        params = {"leverage": leverage} if with_leverage else {}
        try:
            await attempt(client.set_margin_mode(mode.value, symbol, params))
        except ClientFailedError as failed:
            self._refuse(failed.error)

    def _refuse(self, error: Exception) -> None:
        """Raise what a failed setting means for the order behind it; nothing if it is set."""
        texts = self._connection.venue.errors
        if is_done_already(error, texts):
            return
        message = self._connection.told(error)
        failure = self._connection.failure(error)
        definite = not never_left(error) and error.__cause__ is None
        # An operation that is rejected may pass later, when orders or positions are gone.
        definite = definite and is_refusal(error, texts) and not is_rejection(error)
        if isinstance(failure, CredentialsRefusedError) or definite:
            raise order_refusal(error, message, texts) from None
        raise NotSentError(message) from None

    def _check_account_mode(self, mode: MarginMode | None) -> None:
        if mode is None or self._account_mode in (None, mode):
            return
        raise OrderRefusedError(
            "margin_mode_differs",
            f"{self._connection.venue.name}: the account's margin mode is {self._account_mode}, "
            f"the signal wants {mode}. It applies to the whole account, so change it there.",
        )

    async def _by_position_index(self, symbol: str | None) -> bool:
        connection = self._connection
        symbol = symbol or next(iter(connection.catalogue.listed), None)
        if symbol is None:
            return False
        rows = await connection.ask(connection.client.fetch_positions([symbol]))
        return any(str((row.get("info") or {}).get("positionIdx")) in {"1", "2"} for row in rows)

    async def _read_account_mode(self) -> None:
        connection = self._connection
        with suppress(AttributeError):
            answer = await connection.ask(connection.client.privateGetV5AccountInfo({}))
            mode = (answer.get("result") or {}).get("marginMode")
            self._account_mode = _ACCOUNT_MODES.get(str(mode))


def _mode_params(mode: MarginMode | None, request: OrderRequest) -> Row:
    """Return what says the margin mode with the leverage: an isolated side has one of its own."""
    if mode is None:
        return {}
    params = {"mgnMode": mode.value}
    if mode is MarginMode.ISOLATED and request.position_side is not None:
        params["posSide"] = request.position_side.value
    return params
