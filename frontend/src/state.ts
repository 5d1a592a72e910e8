import type { Position, PositionsEvent, Signal, SignalsEvent } from "./types";
import { distance, since } from "./worth";

/** Apply an event to the live positions; what did not change keeps its identity. */
export function applyPositions(
  before: ReadonlyMap<string, Position>,
  event: PositionsEvent,
): Map<string, Position> {
  const rows = new Map(
    event.positions ? event.positions.map((row) => [row.position_id, row]) : before,
  );
  for (const id of event.gone ?? []) rows.delete(id);
  for (const row of event.changed ?? []) rows.set(row.position_id, row);
  for (const [id, moved] of Object.entries(event.prices ?? {})) {
    const row = rows.get(id);
    if (!row) continue;
    const [mark_price, unrealized_profit, profit_percentage, roe_percentage, profit, value] = moved;
    rows.set(id, { ...row, mark_price, unrealized_profit, profit_percentage, roe_percentage, profit, value });
  }
  return rows;
}

/** Apply an event to the signal log, newest first. */
export function applySignals(before: readonly Signal[], event: SignalsEvent): Signal[] {
  const rows = new Map((event.signals ? [] : before).map((row) => [row.receipt_id, row]));
  for (const row of [...(event.signals ?? []), ...(event.changed ?? [])]) {
    rows.set(row.receipt_id, row);
  }
  return [...rows.values()].sort((a, b) => compareText(b.received_at, a.received_at));
}

/** What a list of positions can be sorted by: a column, or how far the price is from an exit. */
export type SortKey =
  | "symbol"
  | "status"
  | "value"
  | "entry_price"
  | "mark_price"
  | "stop_distance"
  | "target_distance"
  | "risk"
  | "profit"
  | "profit_percentage"
  | "roe_percentage"
  | "margin"
  | "liquidation_distance"
  | "fees"
  | "funding"
  | "opened_at";

export interface Sort {
  key: SortKey;
  descending: boolean;
}

const TEXTS: ReadonlySet<SortKey> = new Set(["symbol", "status", "opened_at"]);

const DISTANCES = {
  stop_distance: "stop_price",
  target_distance: "next_target_price",
  liquidation_distance: "liquidation_price",
} as const;

/** The positions whose market, bot, account or side has every word, in the order asked for. */
export function arranged(rows: Iterable<Position>, filter: string, sort: Sort): Position[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const shown = [...rows].filter((row) => {
    const text = [row.symbol, row.bot_name, row.account_name, row.side, row.status]
      .join(" ")
      .toLowerCase();
    return words.every((word) => text.includes(word));
  });
  const sign = sort.descending ? -1 : 1;
  return shown.sort(
    (a, b) => sign * compare(a, b, sort.key) || compareText(a.position_id, b.position_id),
  );
}

function compare(a: Position, b: Position, key: SortKey): number {
  const [left, right] = [worth(a, key), worth(b, key)];
  if (left === null || right === null) return Number(left !== null) - Number(right !== null);
  return TEXTS.has(key) ? compareText(left, right) : Number(left) - Number(right);
}

/** What of a row is compared: of an exit how near it is, on whichever side. */
function worth(row: Position, key: SortKey): string | null {
  if (key === "opened_at") return since(row);
  if (!(key in DISTANCES)) return row[key as keyof Position] as string | null;
  const away = distance(row.mark_price, row[DISTANCES[key as keyof typeof DISTANCES]]);
  return away === null ? null : away.replace("-", "");
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
