"""The client's numbers and times as ours: floats end here."""

from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation

from ....trading.model.market import MarginMode


def number(value: object) -> Decimal | None:
    """Return a number exactly as the venue spelled it; None when there is none."""
    if value is None or value == "":
        return None
    try:
        found = Decimal(str(value))
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def plain(value: Decimal) -> str:
    """Return a number without an exponent."""
    return f"{value:f}"


def moment(milliseconds: object) -> datetime | None:
    """Return a time of the venue; None when there is none, or none that can be."""
    found = number(milliseconds)
    try:
        return None if not found else datetime.fromtimestamp(float(found) / 1000, UTC)
    except OverflowError, OSError, ValueError:
        return None


def margin_mode(text: object) -> MarginMode:
    """Return a margin mode; what is not called isolated is cross."""
    return MarginMode.ISOLATED if text == MarginMode.ISOLATED.value else MarginMode.CROSS


def milliseconds(at: datetime) -> int:
    """Return a time as the client takes it."""
    return int(at.timestamp() * 1000)
