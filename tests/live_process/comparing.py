"""Compares the account's books with the venue's and with the signals that were answered."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from .process import Json

D = Decimal
RESTING = frozenset({"UNTRIGGERED", "NEW", "PARTIALLY_FILLED"})
OVER = frozenset({"closed", "cancelled", "failed", "expired"})
OURS = "7468"
ROUNDED = D("0.00000001")
"""What a venue rounds the profit of a fill to."""


@dataclass(slots=True, kw_only=True)
class Sent:
    """A signal that was answered with 202."""

    action: str
    signal_id: str
    position_ids: list[str]
    receipt_id: str


@dataclass(slots=True)
class Promises:
    """What was accepted, by receipt; the same signal may have been accepted in an earlier life."""

    accepted: dict[str, Sent] = field(default_factory=dict)


def differences(
    books: Json, venue: Json, start: Mapping[str, Decimal], *, linear: bool
) -> Iterator[str]:
    """Yield in sentences what the account believes and the venue doesn't; `start` is the wallet."""
    yield from _orders(books, venue)
    yield from _fills(books, venue)
    if linear:
        ((currency, cash),) = start.items()
        yield from _perpetuals(books, venue, currency, cash)
    else:
        yield from _coins(books, venue, start)


def balances(books: Json, venue: Json, *, linear: bool) -> Iterator[str]:
    """Yield which balances the account shows wrongly; they follow some time after a trade."""
    wallet = venue["linear" if linear else "spot"]
    for currency, total in books["balances"].items():
        if D(total) != D(wallet.get(currency, 0)):
            yield f"balance: {total} {currency}, the venue has {wallet.get(currency)}"


def broken(books: Json, promises: Promises) -> Iterator[str]:
    """Yield in sentences which accepted signals were lost or doubled."""
    if books["unexecuted"]:
        yield f"lost: {books['unexecuted']} signals wait for nothing"
    rows = {row["receipt_id"]: row for row in books["signals"]}
    opened = Counter(position["signal_id"] for position in books["positions"])
    for signal_id, number in opened.items():
        if number > 1:
            yield f"doubled: {number} positions of signal {signal_id}"
    over = {row["position_id"] for row in books["positions"] if row["status"] in OVER}
    for receipt_id, sent in promises.accepted.items():
        row = rows.get(receipt_id, {"status": "missing"})
        if row["status"] == "missing":
            yield f"lost: the log does not have {sent}"
        elif sent.action in {"open", "reverse"}:
            told = row["status"] == "accepted" and row["code"] != "opening_refused"
            if told and sent.signal_id not in opened:
                yield f"lost: nothing was opened for {sent}"
        elif sent.action == "close" and not over.issuperset(sent.position_ids):
            yield f"lost: not everything was closed for {sent}"
    yield from _steps(books, rows)
    for position in books["positions"]:
        changes = [row for row in rows.values() if position["position_id"] in row["position_ids"]]
        asked = sum(row["action"] in {"increase", "reduce"} for row in changes)
        yield from _ladder(position, asked)


def unprotected(books: Json) -> Iterator[str]:
    """Yield positions whose stop nobody watches, or which does not rest where it should."""
    for position in books["positions"]:
        if position.get("guarded") is False:
            yield f"unprotected: {position['position_id']} {position['stop_loss']}"


def _steps(books: Json, rows: dict[str, Json]) -> Iterator[str]:
    """Check that each increase and each reduction was ordered once."""
    wanted: dict[str, list[Json]] = defaultdict(list)
    for row in rows.values():
        if row["action"] in {"increase", "reduce"} and row["status"] == "accepted":
            for position_id in row["position_ids"]:
                wanted[position_id].append(row)
    for position in books["positions"]:
        placed = min(
            (o["created_at"] for o in position["orders"] if o["status"] != "rejected"), default=""
        )
        for purpose in ("increase", "reduce"):
            orders = [o for o in position["orders"] if o["purpose"] == purpose]
            # What is proven not to have been sent, or was refused, may be ordered anew
            done = sum(order["status"] != "rejected" for order in orders)
            asked = [row for row in wanted[position["position_id"]] if row["action"] == purpose]
            # Before the first order is placed a change is a part of it
            apart = sum(row["received_at"] > placed for row in asked)
            if done > len(asked):
                yield f"doubled: {done} orders to {purpose} for {len(asked)} signals, {position}"
            if position["status"] == "open" and len(orders) < apart and not _resized(position):
                yield f"lost: {len(orders)} orders to {purpose} for {apart} signals, {position}"


def _resized(position: Json) -> bool:
    """Return whether an entry rests anew with another amount: so a change before its fill works."""
    legs = Counter(
        (order["purpose"], order["leg"])
        for order in position["orders"]
        if order["purpose"] in {"entry", "increase"} and order["status"] != "rejected"
    )
    return any(number > 1 for number in legs.values())


def _ladder(position: Json, changes: int) -> Iterator[str]:
    """Check that each rung of entries and targets stands or has filled once.

    What an entry lacks after a change of its size is an order of its own: one for each change.
    """
    whole: Counter[tuple[str, int]] = Counter()
    for order in position["orders"]:
        if order["status"] in {"open", "intended", "unknown"} or (
            order["status"] == "filled" and order["filled"] == order["amount"]
        ):
            whole[order["purpose"], order["leg"]] += 1
    for (purpose, leg), number in whole.items():
        if purpose in {"entry", "dca"} and number > 1 + (changes if purpose == "entry" else 0):
            yield f"doubled: {purpose} {leg} of {position}"
        standing = [
            o
            for o in position["orders"]
            if (o["purpose"], o["leg"], o["status"]) == (purpose, leg, "open")
        ]
        if purpose in {"take_profit", "stop_loss"} and len(standing) > 1:
            yield f"doubled: {purpose} {leg} stands {len(standing)} times, {position}"


def _orders(books: Json, venue: Json) -> Iterator[str]:
    ours = {order["client_order_id"]: order for order in books["orders"]}
    standing = [key for key, order in ours.items() if order["status"] == "open"]
    unsettled = [key for key, o in ours.items() if o["status"] in {"intended", "unknown"}]
    if unsettled:
        yield f"unsettled: {[ours[key] for key in unsettled]}"
    placed = Counter(
        order["client_id"]
        for order in venue["orders"]
        if order["client_id"].startswith(OURS) and not order["parent"]  # a triggered stop's own
    )
    for client_id, number in placed.items():
        if number > 1:
            yield f"doubled: {number} orders {client_id}"
        if client_id not in ours:
            yield f"orphan: the venue has order {client_id} which we don't know"
    resting = {o["client_id"] for o in venue["orders"] if o["status"] in RESTING}
    for client_id in resting - set(standing):
        yield f"orphan: {client_id} rests, for us it is {ours.get(client_id)}"
    for client_id in set(standing) - resting:
        yield f"missing: {ours[client_id]} does not rest"


def _fills(books: Json, venue: Json) -> Iterator[str]:
    named = {order["order_id"]: order["client_id"] for order in venue["orders"]}
    # What a stop has become may have an id of its own.
    owners = {
        order["order_id"]: named.get(order["parent"], order["client_id"])
        for order in venue["orders"]
    }
    theirs = Counter(
        (owners[fill["order_id"]], *_exact(fill, "fee_asset"))
        for fill in venue["fills"]
        if owners.get(fill["order_id"], "").startswith(OURS)
    )
    ours = Counter(
        (fill["client_order_id"], *_exact(fill, "fee_currency"))
        for fill in books["fills"]
        if fill["client_order_id"] is not None  # what was taken outside is no trade of ours
    )
    for fill in (theirs - ours).elements():
        yield f"lost fill: {fill}"
    for fill in (ours - theirs).elements():
        yield f"doubled fill: {fill}"


def _exact(fill: Json, asset: str) -> tuple[str, Decimal, Decimal, Decimal, str]:
    side = str(fill["side"]).lower()
    return side, D(fill["price"]), D(fill["amount"]), D(fill["fee"]), str(fill[asset])


def _perpetuals(books: Json, venue: Json, currency: str, start: Decimal) -> Iterator[str]:
    ours: dict[str, Decimal] = defaultdict(Decimal)
    for position in books["positions"]:
        sign = 1 if position["side"] == "long" else -1
        ours[position["symbol"]] += sign * D(position["size"])
    theirs = {row["market"]: D(row["amount"]) for row in venue["positions"]}
    for symbol in ours.keys() | theirs.keys():
        if ours[symbol] != theirs.get(symbol, 0):
            yield f"size: {ours[symbol]} {symbol}, the venue has {theirs.get(symbol, 0)}"
    if not theirs:
        earned = start + sum((D(row["realized_profit"]) for row in books["positions"]), D(0))
        cash = D(venue["linear"][currency])
        if abs(earned - cash) > ROUNDED * max(1, len(venue["fills"])):
            yield f"cash: {earned}, the venue has {cash}"


def _coins(books: Json, venue: Json, start: Mapping[str, Decimal]) -> Iterator[str]:
    ours: dict[str, Decimal] = defaultdict(Decimal, start)
    for fill in books["fills"]:
        base, quote = fill["symbol"].split("/")
        sign = 1 if fill["side"] == "buy" else -1
        ours[base] += sign * D(fill["amount"])
        ours[quote] -= sign * D(fill["cost"])
        ours[fill["fee_currency"]] -= D(fill["fee"])
    for asset, total in venue["spot"].items():
        if ours[asset] != D(total):
            yield f"cash: {ours[asset]} {asset}, the venue has {total}"
    held: dict[str, Decimal] = defaultdict(Decimal)
    for position in books["positions"]:
        base = position["symbol"].split("/")[0]
        held[base] += D(position["size"]) + D(position["dust"])
    for base, size in held.items():
        if start.get(base, 0) + size != ours[base]:
            yield f"size: {size} {base}, with what was there the fills say {ours[base]}"
