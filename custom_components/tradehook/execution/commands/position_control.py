"""What people ask of positions: at a button, in an action or in the panel."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from ...ledger.ledger import Ledger
from ...trading.admission.changes.asked import changed as foreseen
from ...trading.admission.changes.change_warnings import change_warnings
from ...trading.admission.changes.modify_exits import read_changes
from ...trading.admission.changes.worst_loss import worst_loss
from ...trading.fact_storage import fact_from
from ...trading.model.commands import Extent, ModifyExits
from ...trading.model.facts import CloseReason
from ...trading.model.inputs import MarketContext, Modify
from ...trading.model.position import Position
from ...trading.model.sections import OrderType
from ...trading.position.decide import decide
from ...trading.position.evolve.apply import apply, fold
from ...trading.reasons.money import money
from ...trading.reasons.reasons import ReasonCode, Refused, refuse
from ..common.rows import ClosedRow, KeptRow, ModifiedPositionRow, PositionRow, RiskRow
from ..common.serializers import plan_row, position_row
from ..state.account_state import AccountState
from .handler import CommandHandler
from .model.origin import PERSON
from .model.position_inputs import closing
from .position_links import LinkDone, LinkMode, outcome


class PositionControl:
    """Turns requests into commands; each is durable before it is answered."""

    def __init__(
        self,
        handler: CommandHandler,
        state: AccountState,
        ledger: Ledger,
        situation: Callable[[str], MarketContext],
    ) -> None:
        """Take who carries commands out; `situation` returns the world as a market sees it."""
        self._handler = handler
        self._state = state
        self._ledger = ledger
        self._situation = situation

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
        commands = closing(positions, Extent.WHOLE, reason, order_type=order_type, price=price)
        await self._handler.handle(commands, PERSON)
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
        commands = closing(positions, Extent.UNFILLED, CloseReason.KEEP)
        await self._handler.handle(commands, PERSON)
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
        asked = self._read(position, changes)
        situation = self._situation(position.symbol)
        left = foreseen(position, asked, situation)
        command = ModifyExits(symbol=position.symbol, changes=((position_id, asked),))
        (decided,) = await self._handler.handle((command,), PERSON)
        if position_id not in decided:
            raise Refused(refuse(ReasonCode.POSITION_MISSING))
        changed = self._state.position_cache.live.get(position_id)
        if changed is None:  # an opening without a fill has ended with its entries
            facts = await self._ledger.facts(position_id)
            changed = fold(fact_from(fact.kind, fact.at, fact.data) for fact in facts)
        row = position_row(changed, self._state.position_cache.mark_price(changed.symbol))
        warnings = [*change_warnings(left, asked, situation)]
        return {**row, "plan": plan_row(changed.plan), "warnings": warnings}

    def check_changes(self, position_id: str, changes: Mapping[str, object]) -> RiskRow:
        """Return what changes would make of the worst loss; none of it is done.

        Raises what `modify_position` raises. Without any change the two are the same.
        """
        position = self._picked([position_id])[0]
        situation = self._situation(position.symbol)
        after = position
        if changes:
            asked = self._read(position, changes)
            for fact in decide(position, asked, situation):
                after = apply(after, fact)
        return {
            "now": money(worst_loss(position, situation)),
            "after": money(worst_loss(after, situation)),
        }

    def _read(self, position: Position, changes: Mapping[str, object]) -> Modify:
        if position.closes_at_market:
            raise Refused(refuse(ReasonCode.POSITION_CLOSING))
        held = self._state.venue.position(position.symbol, position.side)
        return read_changes(
            changes,
            position,
            self._situation(position.symbol),
            held.liquidation_price if held else None,
        )

    def position_row(self, position_id: str) -> PositionRow | None:
        """Return a live position as the actions show it."""
        position = self._state.position_cache.live.get(position_id)
        if position is None:
            return None
        return position_row(position, self._state.position_cache.mark_price(position.symbol))

    def _picked(self, position_ids: Sequence[str]) -> list[Position]:
        live = self._state.position_cache.live
        positions = [live[position_id] for position_id in position_ids if position_id in live]
        if not positions:
            raise Refused(refuse(ReasonCode.POSITION_MISSING))
        return positions


def _closes(position: Position, order_type: OrderType) -> LinkDone:
    if order_type is OrderType.LIMIT and position.size:
        return LinkDone.ORDERED
    return outcome(LinkMode.CLOSE, position)
