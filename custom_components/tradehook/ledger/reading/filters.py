"""What rows are asked for: the same words for pages, sums and counts."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypedDict

from sqlalchemy import Column, ColumnElement, Table

from ..column_types import time_to_db


class PositionsAsked(TypedDict, total=False):
    """Which positions; what is None or left out says nothing."""

    bot_ids: Collection[str] | None
    statuses: Collection[str] | None
    symbol: str | None
    since: datetime | None
    closed_since: datetime | None


class ResultsAsked(TypedDict, total=False):
    """Which positions that are over; what is None or left out says nothing."""

    bot_ids: Collection[str] | None
    statuses: Collection[str] | None
    symbol: str | None
    side: str | None
    tag: str | None
    close_reason: str | None
    since: datetime | None
    until: datetime | None


class SignalsAsked(TypedDict, total=False):
    """Which signals; what is None or left out says nothing."""

    bot_ids: Collection[str] | None
    statuses: Collection[str] | None
    action: str | None
    symbol: str | None
    since: datetime | None


class FillsAsked(TypedDict, total=False):
    """Which fills; what is None or left out says nothing."""

    bot_ids: Collection[str] | None
    position_id: str | None
    symbol: str | None
    since: datetime | None
    until: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Conditions of rows; None = all."""

    bot_ids: Collection[str] | None = None
    statuses: Collection[str] | None = None
    action: str | None = None
    position_id: str | None = None
    symbol: str | None = None
    side: str | None = None
    tag: str | None = None
    close_reason: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    closed_since: datetime | None = None

    def conditions(self, table: Table, time: Column[Any]) -> list[ColumnElement[bool]]:
        """Return all conditions but those of bots, for a table with its column of time."""
        words = {
            "symbol": self.symbol,
            "action": self.action,
            "position_id": self.position_id,
            "side": self.side,
            "close_reason": self.close_reason,
        }
        found: list[ColumnElement[bool]] = [
            table.c[name] == value for name, value in words.items() if value is not None
        ]
        if self.statuses is not None:
            found.append(table.c.status.in_(sorted(self.statuses)))
        if self.closed_since is not None:
            found.append(table.c.closed_at >= time_to_db(self.closed_since))
        if self.since is not None:
            found.append(time >= time_to_db(self.since))
        if self.until is not None:
            found.append(time < time_to_db(self.until))
        return found

    def of_bots(self, table: Table) -> list[ColumnElement[bool]]:
        """Return the condition of bots, if there is one."""
        return [] if self.bot_ids is None else [table.c.bot_id.in_(sorted(self.bot_ids))]
