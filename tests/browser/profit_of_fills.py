"""The profit of a month, worked out from an exported table of fills alone.

It knows nothing of the integration: it reads the table, and keeps the average cost of each
position from prices, amounts and fees. Neither the column `profit` nor anything else that the
integration has worked out is looked at, but for what a payment of funding was.

    python tests/browser/profit_of_fills.py tradehook-fills.csv 2026-11 Europe/Berlin
"""

import csv
from datetime import datetime
from decimal import Decimal
from pathlib import Path
import sys
from zoneinfo import ZoneInfo

ADDS = ("entry", "dca", "increase", "adopted")


def profits(table: Path, zone: str) -> dict[str, Decimal]:
    """Return the profit of each month, such as 2026-11, net of fees and funding."""
    with table.open(newline="") as file:
        rows = sorted(csv.DictReader(file), key=lambda row: row["time"])
    held: dict[str, tuple[Decimal, Decimal]] = {}
    months: dict[str, Decimal] = {}
    for row in rows:
        at = datetime.fromisoformat(row["time"]).astimezone(ZoneInfo(zone))
        size, cost = held.get(row["position_id"], (Decimal(0), Decimal(0)))
        if row["purpose"] == "funding":
            profit = Decimal(row["profit"])
        else:
            size, cost, profit = traded(row, size, cost)
        held[row["position_id"]] = size, cost
        month = f"{at:%Y-%m}"
        months[month] = months.get(month, Decimal(0)) + profit
    return months


def traded(row: dict[str, str], size: Decimal, cost: Decimal) -> tuple[Decimal, Decimal, Decimal]:
    """Return what is held after a fill, what it has cost, and what the fill has earned."""
    price, amount, fee = (Decimal(row[name]) for name in ("price", "amount", "fee"))
    in_base = bool(fee) and row["symbol"].startswith(f"{row['fee_currency']}/")
    sign = 1 if row["position_side"] == "long" else -1
    moved = amount - fee * sign if in_base else amount
    paid = fee * price if in_base else fee
    if row["purpose"] in ADDS:
        return size + moved, cost + moved * price, -paid
    gone = amount if not in_base else amount + fee * sign
    share = cost if gone >= size else cost * gone / size
    return max(size - gone, Decimal(0)), cost - share, sign * (gone * price - share) - paid


if __name__ == "__main__":
    path, wanted, zone_name = sys.argv[1:]
    print(profits(Path(path), zone_name).get(wanted, Decimal(0)))
