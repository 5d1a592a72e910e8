import type { Position, PositionsEvent, Signal, SignalsEvent } from "./types";

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
  for (const [id, [mark_price, unrealized_profit, profit_percentage]] of Object.entries(
    event.prices ?? {},
  )) {
    const row = rows.get(id);
    if (row) rows.set(id, { ...row, mark_price, unrealized_profit, profit_percentage });
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

export type SortKey =
  | "symbol"
  | "side"
  | "status"
  | "size"
  | "entry_price"
  | "mark_price"
  | "profit_percentage"
  | "unrealized_profit"
  | "opened_at";

export interface Sort {
  key: SortKey;
  descending: boolean;
}

const NUMBERS: ReadonlySet<SortKey> = new Set([
  "size",
  "entry_price",
  "mark_price",
  "profit_percentage",
  "unrealized_profit",
]);

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
  const [left, right] = [a[key], b[key]];
  if (left === null || right === null) return Number(left !== null) - Number(right !== null);
  return NUMBERS.has(key) ? Number(left) - Number(right) : compareText(left, right);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
