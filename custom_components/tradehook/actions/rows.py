"""What the actions answer, beside the rows of positions, signals and fills.

Numbers that carry money are texts, times ISO 8601 UTC; None = not known, or it doesn't apply.
"""

from typing import Annotated, NotRequired, TypedDict

from ..execution.account import LinkMode
from ..execution.common.rows import FieldErrorRow, PlanRow
from ..trading.preview import PreviewRow


class SignalAnswer(TypedDict):
    """What a bot answers to a signal."""

    status: str
    receipt_id: NotRequired[str]
    signal_id: NotRequired[str]
    position_ids: NotRequired[list[str]]
    opening: NotRequired[dict[str, str]]
    plan: NotRequired[PreviewRow]
    warnings: NotRequired[list[str]]
    code: NotRequired[str]
    error: NotRequired[str]
    errors: NotRequired[list[FieldErrorRow]]
    exit_price: NotRequired[str]
    market_price: NotRequired[str]
    signalBotPositions: NotRequired[dict[str, object]]
    dialect: NotRequired[str]
    read_as: NotRequired[dict[str, object]]
    instead: NotRequired[dict[str, object] | list[dict[str, object]]]
    notes: NotRequired[list[str]]


class ModifiedRow(TypedDict):
    """A position whose exits were changed."""

    position_id: str
    plan: PlanRow
    warnings: list[str]


class CreatedLinkRow(TypedDict):
    """A link that was made."""

    url: str
    mode: Annotated[str, LinkMode]
    position_id: str


class LinkRow(TypedDict):
    """A link of a position."""

    link_id: str
    mode: Annotated[str, LinkMode]
    position_id: str
    created_at: str
    used_at: str | None
    url: str
    question: bool


class SimulatedPriceRow(TypedDict):
    """Where a simulated market stands."""

    symbol: str
    price: str


class PaperResetRow(TypedDict):
    """What a paper account begins with."""

    balance: str
    currency: str


class PositionTotalsRow(TypedDict):
    """What all fitting positions come to."""

    count: int
    invested: str | None
    realized_profit: str | None
    unrealized_profit: str | None
    fees: str | None
    funding: str | None


class TradeTotalsRow(TypedDict):
    """What all fitting fills come to."""

    count: int
    cost: str | None
    fee_value: str | None
    profit: str | None


class SignalTotalsRow(TypedDict):
    """How many of the fitting signals had which outcome."""

    accepted: int
    refused: int
    duplicate: int
    test: int
    failed: int
    expired: int
