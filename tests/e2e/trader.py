"""Somebody who trades with a bot of the demo, by its public doors alone."""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
import json
from typing import Any
from uuid import uuid4

import requests

from tests.e2e.demo import Bot, Demo, wait_for
from tests.sampling import LONG

type Json = dict[str, Any]

SOON = 2.0 if LONG else 60.0
"""Seconds within which the demo shows what a signal has led to.

Only a machine that does nothing else can tell whether it takes two.
"""


class Order:
    """An order of a position, as `get_positions` shows it."""

    def __init__(self, row: Json) -> None:
        """Take the row apart."""
        self.purpose: str = row["purpose"]
        self.order_type: str = row["order_type"]
        self.status: str = row["status"]
        self.price = number(row["price"])
        self.triggered: bool = row["trigger"] is not None
        """Whether it is a stop that rests on the exchange, where there are such."""
        self.amount = Decimal(row["amount"])
        self.filled = Decimal(row["filled"])


class Target:
    """A take profit of a position, as `get_positions` shows it."""

    def __init__(self, row: Json) -> None:
        """Take the row apart."""
        self.price = number(row["price"])
        self.filled = Decimal(row["filled"])
        self.done: bool = row["done"]
        self.trailing: bool = row["trailing"]


class Position:
    """A row of `get_positions`."""

    def __init__(self, row: Json) -> None:
        """Take the row apart."""
        self.row = row
        self.position_id: str = row["position_id"]
        self.entity_id: str = row["entity_id"]
        self.status: str = row["status"]
        self.size = Decimal(row["size"])
        self.close_reason: str | None = row["close_reason"]
        self.realized_profit = Decimal(row["realized_profit"])
        self.targets = [Target(target) for target in row["take_profit"]]
        self.orders = [Order(order) for order in row["orders"]]
        stop = row["stop_loss"] or {}
        self.stop = number(stop.get("stop_price"))
        self.emergency_stop = number(stop.get("emergency_stop_price"))
        self.protected: bool = stop.get("protection_armed", False)
        self.cools_down = stop.get("cool_down_until") is not None

    def __repr__(self) -> str:
        """Return the row: a test that waits in vain shows it."""
        return repr(self.row)

    @property
    def entry_price(self) -> Decimal:
        """Return the average entry; there is one once something is filled."""
        price = number(self.row["entry_price"])
        assert price is not None
        return price

    @property
    def resting(self) -> list[tuple[str, Decimal | None, Decimal]]:
        """Return purpose, price and what is left of the orders at the exchange, without stops."""
        return [
            (order.purpose, order.price, order.amount - order.filled)
            for order in self.orders
            if order.status == "open" and not order.triggered
        ]

    def resting_as(self, purpose: str) -> list[tuple[Decimal | None, Decimal]]:
        """Return price and what is left of the orders of one purpose at the exchange."""
        return [(price, amount) for found, price, amount in self.resting if found == purpose]


class Trader:
    """Somebody with a bot's key and secret, and a user in Home Assistant."""

    slippage = Decimal("0.0005")
    """How much worse than the quote a market order fills, as a fraction."""

    def __init__(self, demo: Demo, bot: Bot) -> None:
        """Take the demo and one of its bots."""
        self.demo = demo
        self.bot = bot

    # Signals

    def send(self, **fields: Any) -> requests.Response:
        """Send a signal, with the time in it: the same body again would be a duplicate."""
        now = datetime.now(UTC).isoformat()
        return self.demo.post_signal({"timestamp": now, **fields}, self.bot)

    def accepted(self, **fields: Any) -> Json:
        """Send a signal that has to be accepted."""
        answer = self.send(**fields)
        assert answer.status_code == 202, answer.text
        body: Json = answer.json()
        assert body["status"] == "accepted"
        return body

    def refused(self, **fields: Any) -> tuple[int, str]:
        """Send a signal that must not be accepted, and return status and reason code."""
        answer = self.send(**fields)
        assert not answer.ok, answer.text
        body = answer.json()
        assert body["error"].endswith("."), "a refusal says in a sentence what to change"
        assert body["receipt_id"]
        return answer.status_code, body["code"]

    def open(self, symbol: str, side: str = "long", action: str = "open", **fields: Any) -> str:
        """Open a position and return its id."""
        signal_id = f"test-{uuid4()}"
        fields = {"action": action, "symbol": symbol, "side": side, "signal_id": signal_id} | fields
        self.accepted(**fields)
        return self.by_signal(fields["signal_id"]).position_id

    def open_filled(self, symbol: str, side: str = "long", **fields: Any) -> Position:
        """Open a position at market price and return it as soon as its exits stand."""
        position_id = self.open(symbol, side, **fields)

        def stands(position: Position) -> bool:
            entries = [order for order in position.orders if order.purpose == "entry"]
            if "take_profit" in fields:
                targets = [row for row in fields["take_profit"] if "trailing_distance" not in row]
            else:
                targets = position.row["take_profit"]  # what the bot's own settings bring
            return (
                position.status == "open"
                and all(order.status == "filled" for order in entries)
                and len(position.resting_as("dca")) == len(fields.get("dca_orders", ()))
                and len(position.resting_as("take_profit")) == len(targets)
                and ("stop_loss" not in fields or position.stop is not None)
            )

        return self.until(position_id, stands)

    # The market

    def move(self, symbol: str, price: Decimal | str | int, **more: Any) -> Decimal:
        """Move a market, for good, and return the new mid."""
        answer = self.demo.call_service(
            "tradehook",
            "set_simulated_price",
            {
                "account": self.bot.config_entry_id,
                "symbol": symbol,
                "price": str(price),
                "hold": True,
                **more,
            },
            return_response=True,
        )
        return Decimal(answer["price"])

    # What is there

    def rows(self, what: str, **filters: Any) -> list[Json]:
        """Return rows of this bot: positions, signals or trades, the newest first."""
        rows: list[Json] = self.demo.call_service(
            "tradehook",
            f"get_{what}",
            {"bot": self.bot.switch_entity_id, **filters},
            return_response=True,
        )[what]
        return rows

    def by_signal(self, signal_id: str) -> Position:
        """Return the only position that a signal has opened."""
        (row,) = [row for row in self.rows("positions") if row["signal_id"] == signal_id]
        return Position(row)

    def position(self, position_id: str) -> Position:
        """Return a position."""
        (row,) = [row for row in self.rows("positions") if row["position_id"] == position_id]
        return Position(row)

    def live(self) -> list[Position]:
        """Return the positions that are not over."""
        rows = self.rows("positions", status=["pending", "open", "closing"])
        return [Position(row) for row in rows]

    def until(
        self, position_id: str, wanted: Callable[[Position], bool], seconds: float = SOON
    ) -> Position:
        """Return a position as soon as it is as wanted."""
        return wait_for(lambda: self.position(position_id), wanted, seconds)

    def until_status(self, position_id: str, status: str, seconds: float = SOON) -> Position:
        """Return a position as soon as it has a status."""
        return self.until(position_id, lambda position: position.status == status, seconds)

    def until_resting(
        self, position_id: str, *resting: tuple[str, Decimal | int | None, Decimal]
    ) -> Position:
        """Return a position as soon as exactly these orders of it are at the exchange."""
        return self.until(position_id, lambda position: position.resting == [*resting])

    def stays(self, position_id: str, status: str = "open") -> Position:
        """Return a position whose status is the same when nothing happens any more."""
        self.settle()
        position = self.position(position_id)
        assert position.status == status, position
        return position

    def settle(self) -> None:
        """Wait until nothing happens any more: twice the same rows, a few ticks apart."""
        seen: list[list[Json]] = []

        def rows_repeat() -> bool:
            seen.append(self.rows("positions", limit=20))
            return len(seen) > 4 and all(rows == seen[-1] for rows in seen[-4:])

        wait_for(rows_repeat, lambda repeats: repeats)

    def trades(self, position_id: str) -> list[Json]:
        """Return the fills of a position, the oldest first."""
        return self.rows("trades", position_id=position_id)[::-1]

    def state(self, entity_id: str) -> str | None:
        """Return the state of an entity."""
        return self.demo.state(entity_id)

    def until_state(self, entity_id: str, state: str) -> None:
        """Wait for the state of an entity."""
        wait_for(lambda: self.state(entity_id), lambda found: found == state, SOON)

    # Home Assistant

    def act(self, service: str, entity_id: str, **data: Any) -> Json:
        """Call an action on an entity and return the entity's answer."""
        answers: Json = self.demo.call_service(
            "tradehook", service, {"entity_id": entity_id, **data}, return_response=True
        )
        answer: Json = answers[entity_id]
        return answer

    def act_refused(self, service: str, **data: Any) -> str:
        """Call an action that has to be refused and return what the user is told."""
        path = f"/api/services/tradehook/{service}?return_response"
        answer = self.demo.request("POST", path, data)
        assert answer.status_code == 400, answer.text
        message: str = answer.json()["message"]
        return message

    def reconfigure(self, step: str, section: str, **settings: Any) -> None:
        """Change settings of the bot, and wait until they would outlive a power cut."""
        flows = "/api/config/config_entries/subentries/flow"
        bots = json.loads((self.demo.folder / ".demo.json").read_text())["bots"]
        subentry_id = bots[self.bot.market_type]["subentry_id"]
        handler = [self.bot.config_entry_id, "bot"]
        begun = {"handler": handler, "subentry_id": subentry_id}
        flow = self.demo.request("POST", flows, begun).json()
        path = f"{flows}/{flow['flow_id']}"
        form = self.demo.request("POST", path, {"next_step_id": step}).json()
        answers = shown(form["data_schema"])
        answers[section].update(settings)
        done = self.demo.request("POST", path, answers).json()
        assert done["reason"] == "reconfigure_successful", done
        saved = self.demo.folder / ".storage" / "core.config_entries"

        def stored() -> Json:
            entries = json.loads(saved.read_text())["data"]["entries"]
            (found,) = [
                subentry["data"]["settings"]
                for entry in entries
                for subentry in entry["subentries"]
                if subentry["subentry_id"] == subentry_id
            ]
            return {name: found.get(name) for name in settings}

        wait_for(stored, lambda values: values == settings)

    def clear_up(self) -> None:
        """End all positions and let the bot run again."""
        for position in self.live():
            self.act("close_position", position.entity_id, position_id=position.position_id)
        wait_for(self.live, lambda positions: not positions)
        if self.state(self.bot.switch_entity_id) == "off":
            self.switch(on=True)

    def switch(self, entity_id: str | None = None, *, on: bool) -> None:
        """Turn a switch, else that of the bot."""
        entity_id = entity_id or self.bot.switch_entity_id
        self.demo.call_service("switch", "turn_on" if on else "turn_off", {"entity_id": entity_id})
        self.until_state(entity_id, "on" if on else "off")


def number(text: str | None) -> Decimal | None:
    """Return an amount of money."""
    return None if text is None else Decimal(text)


def shown(schema: list[Json]) -> Json:
    """Return what a form says that is submitted as it is shown."""
    answers: Json = {}
    for field in schema:
        if field.get("type") == "expandable":
            answers[field["name"]] = shown(field["schema"])
            continue
        suggested = (field.get("description") or {}).get("suggested_value")
        value = field.get("default") if suggested is None else suggested
        if value is not None:
            answers[field["name"]] = value
    return answers


def up(value: Decimal, step: str) -> Decimal:
    """Round up to a tick."""
    return (value / Decimal(step)).to_integral_value(ROUND_CEILING) * Decimal(step)


def down(value: Decimal, step: str) -> Decimal:
    """Round down to a tick or a step."""
    return (value / Decimal(step)).to_integral_value(ROUND_FLOOR) * Decimal(step)
