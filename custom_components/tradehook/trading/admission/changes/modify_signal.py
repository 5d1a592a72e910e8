"""A change of exits that a signal asks for: an exit as long as it adds nothing to the risk."""

from dataclasses import replace
from decimal import Decimal

from ...model.commands import ModifyExits
from ...model.market import Market
from ...model.position import ZERO, Position
from ...reasons.reasons import ReasonCode, Refused, refuse, warn
from ...signal.fields.modification import BREAK_EVEN
from ...signal.fields.section_rows import stop_loss_row, take_profit_rows
from ...signal.signal import ExitChanges
from ..account_limits.check import check_account
from ..alert_order import check_order
from ..checks.bot_state import check_lock
from ..checks.filters import check_age
from ..model import AdmissionContext, AdmissionRequest, Reservation
from ..selection import check_picked, missing, picked
from .asked import changed, situation_of
from .change_warnings import change_warnings
from .modify_exits import read_changes
from .stop_risk import adds_risk


def admit_modify(
    request: AdmissionRequest, market: Market
) -> tuple[ModifyExits, Reservation | None]:
    """Return what is changed of which positions, of all or of none, and what may lose more.

    Raises Refused.

    What loosens a stop, takes it away or raises what may be lost counts as new exposure: for age,
    order, rate and the account's limits, and from a webhook only where the bot allows it.
    """
    signal, context = request.signal, request.context
    changes = signal.changes
    assert changes is not None
    found = picked(signal, context, market.symbol)
    if not found:
        raise missing()
    check_picked(signal, found, ())
    positions = [position for position in found if not position.closes_at_market]
    if not positions:
        raise Refused(refuse(ReasonCode.POSITION_CLOSING))
    if changes.break_even:
        positions = _filled(positions, request.warnings)
    situation = situation_of(context, market)
    asked = tuple(
        (
            position,
            read_changes(_as_fields(changes), position, situation, _liquidation(position, context)),
        )
        for position in positions
    )
    left = {
        position.position_id: changed(position, change, situation) for position, change in asked
    }
    for position, change in asked:
        warned = change_warnings(left[position.position_id], change, situation)
        request.warnings.extend(row for row in warned if row not in request.warnings)
    riskier = [p for p, _ in asked if adds_risk(p, left[p.position_id], situation)]
    for position in riskier:
        _check_addition(request, position)
    if riskier:
        check_lock(context)
        positions = [left.get(p.position_id, p) for p in context.positions]
        check_account(replace(context, positions=positions), market.symbol, request.warnings)
    command = ModifyExits(
        symbol=market.symbol,
        changes=tuple((position.position_id, change) for position, change in asked),
    )
    if not riskier:
        return command, None
    changing = tuple(left[position.position_id] for position in riskier)
    return command, Reservation(notional=ZERO, cost=ZERO, currency=market.quote, changing=changing)


def _filled(positions: list[Position], warnings: list[str]) -> list[Position]:
    """Return the positions that have an average entry to move a stop to; raises Refused."""
    filled = [position for position in positions if position.average_entry is not None]
    if not filled:
        raise missing()
    warnings += [
        warn(
            ReasonCode.FIELD_IGNORED,
            path="stop_loss",
            reason=f"of {position.signal_id} nothing has filled yet",
        )
        for position in positions
        if position.average_entry is None
    ]
    return filled


def _as_fields(changes: ExitChanges) -> dict[str, object]:
    """Return the changes as a person would ask for them."""
    fields: dict[str, object] = {}
    if changes.break_even:
        fields["stop_loss"] = BREAK_EVEN
    elif "stop_loss" in changes.names:
        stop = changes.stop_loss
        fields["stop_loss"] = None if stop is None else stop_loss_row(stop)
    if "take_profit" in changes.names:
        fields["take_profit"] = take_profit_rows(changes.take_profit)
    if "auto_close" in changes.names:
        fields["auto_close"] = changes.auto_close
    if changes.cancel_entries:
        fields["cancel_entries"] = True
    return fields


def _liquidation(position: Position, context: AdmissionContext) -> Decimal | None:
    held = (
        held.liquidation_price
        for held in context.venue_positions
        if (held.symbol, held.side) == (position.symbol, position.side)
    )
    return next(held, None)


def _check_addition(request: AdmissionRequest, position: Position) -> None:
    """Refuse what adds to the risk of a position as new exposure would be; raises Refused."""
    signal, context = request.signal, request.context
    if request.opening_refused is not None:
        raise Refused(request.opening_refused)
    check_age(context, signal)
    check_order(signal, context)
    if context.from_webhook and not context.settings.loosen_stops:
        raise Refused(refuse(ReasonCode.WOULD_LOOSEN, signal_id=position.signal_id))
