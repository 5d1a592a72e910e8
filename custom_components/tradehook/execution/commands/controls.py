"""What people ask of positions and bots: at a switch, a button, an action or a link."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from ...ledger.ledger import Ledger
from ...ledger.records import Batch, BotRecord, LinkRecord
from ...trading.admission.checks.limits import HaltReason, halt_reason
from ...trading.admission.model.context import BotState
from ...trading.admission.modify_exits import read_changes
from ...trading.fact_storage.codec import fact_from
from ...trading.model.commands import ControlBot
from ...trading.model.facts import CloseReason
from ...trading.model.inputs import CancelEntries, Close, Input, Keep
from ...trading.model.position import Position
from ...trading.model.sections import OrderType
from ...trading.position.evolve.apply import fold
from ...trading.reasons.money import money
from ...trading.reasons.reasons import ReasonCode, Refused, refuse
from ..common.events import AccountChanged, AccountEvent, BotChanged
from ..common.rows import ClosedRow, KeptRow, ModifiedPositionRow, PositionRow
from ..common.serializers import plan_row, position_row
from ..engine.engine import Engine
from ..state.bot import Bot
from ..state.bot_registry import BotRegistry
from ..state.portfolio import Portfolio
from ..state.venue_positions import VenuePositions
from .position_links import SENTENCES, LinkDone, LinkMode, LinkResult, PositionLinks, outcome

TRADING = "trading_enabled"
"""Key of the Trading switch in the ledger."""


class Controls:
    """Turns requests into events in the queues; each is durable before it is answered."""

    def __init__(
        self,
        *,
        engine: Engine,
        ledger: Ledger,
        bots: BotRegistry,
        links: PositionLinks,
        portfolio: Portfolio,
        venue: VenuePositions,
        publish: Callable[[AccountEvent], None],
    ) -> None:
        """Take the parts of the account that requests touch."""
        self._engine = engine
        self._position_cache = engine.position_cache
        self._ledger = ledger
        self._bots = bots
        self._links = links
        self._portfolio = portfolio
        self._venue = venue
        self._publish = publish
        self.trading_enabled = True

    def command(
        self, bot: Bot, command: ControlBot, at: datetime, *, forgives: bool = True
    ) -> BotRecord:
        """Change what a bot does, in memory, and return the row that has to be written.

        Started with `forgives`, its losses in a row are over.
        """
        match command:
            case ControlBot.START:
                today = self._portfolio.today.get(bot.bot_id, Decimal(0))
                return self._bots.start(bot, today, at, forgives=forgives)
            case ControlBot.STOP:
                return self._bots.set_state(bot, BotState.STOPPED, None, at)
            case ControlBot.STOP_AND_CLOSE:
                return self._bots.set_state(bot, BotState.CLOSED, None, at)

    async def start_bot(self, bot_id: str, *, person: bool = True) -> None:
        """Run a bot; a person ends any halt by that, and what was lost before counts no more.

        Anything else leaves a halt as it is: raises Refused.
        """
        bot = self._bots[bot_id]
        today, now = self._portfolio.today.get(bot_id, Decimal(0)), self._position_cache.now()
        if person:
            self._bots.forgive(bot, today, now)
            await self._tell(bot, ControlBot.START)
            return
        halt = bot.reason if bot.state is BotState.HALTED else None
        halt = halt or halt_reason(bot.settings, today - bot.forgiven, bot.consecutive_losses)
        if halt is not None:
            raise Refused(refuse(ReasonCode.BOT_HALTED, reason=HaltReason(halt).sentence))
        await self._tell(bot, ControlBot.START)

    async def stop_bot(self, bot_id: str) -> None:
        """Stop a bot: openings without a fill are cancelled, positions go on being managed."""
        await self._tell(self._bots[bot_id], ControlBot.STOP)
        await self.cancel_openings(bot_id)

    async def stop_and_close(self, bot_id: str) -> None:
        """Stop a bot and close its positions at market price."""
        await self._tell(self._bots[bot_id], ControlBot.STOP_AND_CLOSE)
        await self.close_bot(bot_id)

    async def cancel_openings(
        self, bot_id: str, reason: CloseReason = CloseReason.BOT_STOPPED
    ) -> None:
        """Cancel what a stopped or halted bot has not bought yet."""
        await self.ask(self._position_cache.of_bot(bot_id), CancelEntries(reason=reason))

    async def close_bot(self, bot_id: str) -> None:
        """Close every position of a bot at market price."""
        event = Close(reason=CloseReason.STOP_AND_CLOSE)
        await self.ask(self._position_cache.of_bot(bot_id), event)

    async def set_trading(self, on: bool) -> None:
        """Turn the Trading switch: off takes every resting entry back, exits go on."""
        await self._ledger.commit(Batch(values={TRADING: on}))
        self.trading_enabled = on
        self._publish(AccountChanged())
        if not on:
            event = CancelEntries(reason=CloseReason.TRADING_OFF, dca=True)
            await self.ask(list(self._position_cache.live.values()), event)

    async def close_all(self) -> list[ClosedRow]:
        """Close every position of the account at market price."""
        return await self.close_positions(list(self._position_cache.live))

    async def close_positions(
        self,
        position_ids: Sequence[str],
        *,
        order_type: OrderType = OrderType.MARKET,
        price: Decimal | None = None,
        reason: CloseReason = CloseReason.MANUAL,
    ) -> list[ClosedRow]:
        """Close positions, or cancel those without a fill; raises Refused for none."""
        positions = self._picked(position_ids)
        event = Close(reason=reason, order_type=order_type, price=price)
        await self.ask(positions, event)
        return [
            {
                "position_id": position.position_id,
                "symbol": position.symbol,
                "side": position.side.value,
                "done": _closes(position, order_type).value,
                "order_type": order_type.value,
                "price": money(price),
                "size": money(position.size),
            }
            for position in positions
        ]

    async def keep_positions(self, position_ids: Sequence[str]) -> list[KeptRow]:
        """Cancel what is open of entries and leave what is filled alone."""
        positions = self._picked(position_ids)
        await self.ask(positions, Keep(reason=CloseReason.KEEP))
        return [
            {
                "position_id": position.position_id,
                "symbol": position.symbol,
                "side": position.side.value,
                "done": outcome(LinkMode.KEEP, position).value,
                "size": money(position.size),
            }
            for position in positions
        ]

    async def modify_position(
        self, position_id: str, changes: Mapping[str, object]
    ) -> ModifiedPositionRow:
        """Change the exits of a live position and return it with its new plan.

        Raises Refused, with every wrong field when it is an InvalidSignal.
        """
        position = self._picked([position_id])[0]
        if position.closes_at_market:
            raise Refused(refuse(ReasonCode.POSITION_CLOSING))
        held = self._venue.position(position.symbol, position.side)
        event = read_changes(
            changes,
            position,
            self._engine.situation(position.symbol),
            held.liquidation_price if held else None,
        )
        decided = await self._engine.put(position.symbol, [(position_id, event)])
        if position_id not in decided:
            raise Refused(refuse(ReasonCode.POSITION_MISSING))
        changed = self._position_cache.live.get(position_id)
        if changed is None:  # an opening without a fill has ended with its entries
            facts = await self._ledger.facts(position_id)
            changed = fold(fact_from(fact.kind, fact.at, fact.data) for fact in facts)
        row = position_row(changed, self._position_cache.mark_price(changed.symbol))
        return {**row, "plan": plan_row(changed.plan)}

    async def create_link(
        self, position_id: str, mode: LinkMode, *, question: bool = False
    ) -> LinkRecord:
        """Make a link for a live position; raises Refused when it is over."""
        return await self._links.create(self._picked([position_id])[0], mode, question=question)

    async def use_link(
        self, token: str, *, body_empty: bool, posted: bool = True
    ) -> LinkResult | None:
        """Do what a link says, once; None when the token opens nothing here."""
        row = await self._links.by_token(token)
        if row is None:
            return None
        if row.revoked_at is not None:
            return self._link_result(row, None, ReasonCode.LINK_REVOKED)
        position = self._position_cache.live.get(row.position_id)
        if position is None:
            return self._link_result(row, None, ReasonCode.LINK_OVER)
        if not body_empty:
            return self._link_result(row, position, ReasonCode.BODY_NOT_EMPTY)
        if row.question and not posted:
            return self._link_result(row, position, ReasonCode.LINK_ASKS)
        mode = LinkMode(row.mode)
        event = Close(reason=CloseReason.LINK) if mode is LinkMode.CLOSE else Keep()
        done = outcome(mode, position)
        await self._engine.put(
            position.symbol, [(position.position_id, event)], self._links.used(row)
        )
        return LinkResult(
            status=200,
            done=done,
            message=SENTENCES[done],
            position_id=position.position_id,
            symbol=position.symbol,
            side=position.side.value,
            mode=mode,
        )

    def position_row(self, position_id: str) -> PositionRow | None:
        """Return a live position as the actions show it."""
        position = self._position_cache.live.get(position_id)
        if position is None:
            return None
        return position_row(position, self._position_cache.mark_price(position.symbol))

    async def ask(self, positions: Sequence[Position], event: Input) -> None:
        """Hand the same event to several positions and wait until it is recorded."""
        by_symbol: dict[str, list[str]] = {}
        for position in positions:
            by_symbol.setdefault(position.symbol, []).append(position.position_id)
        waiting = [
            self._engine.put(symbol, [(position_id, event) for position_id in position_ids])
            for symbol, position_ids in by_symbol.items()
        ]
        for done in waiting:
            await done

    def _picked(self, position_ids: Sequence[str]) -> list[Position]:
        live = self._position_cache.live
        positions = [live[position_id] for position_id in position_ids if position_id in live]
        if not positions:
            raise Refused(refuse(ReasonCode.POSITION_MISSING))
        return positions

    async def _tell(self, bot: Bot, command: ControlBot) -> None:
        row = self.command(bot, command, self._position_cache.now())
        await self._ledger.commit(Batch(bots=(row,)))
        self._publish(BotChanged(bot.bot_id))

    def _link_result(
        self, row: LinkRecord, position: Position | None, code: ReasonCode
    ) -> LinkResult:
        refusal = refuse(code)
        return LinkResult(
            status=refusal.status,
            done=LinkDone.NOTHING,
            code=refusal.code.value,
            message=refusal.message,
            position_id=row.position_id,
            symbol=position.symbol if position else None,
            side=position.side.value if position else None,
            mode=LinkMode(row.mode),
        )


def _closes(position: Position, order_type: OrderType) -> LinkDone:
    if order_type is OrderType.LIMIT and position.size:
        return LinkDone.ORDERED
    return outcome(LinkMode.CLOSE, position)
