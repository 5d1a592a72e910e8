import type { Position } from "./types";

/** A sum to its last digit; null if a part of it is not known. */
export function sum(values: Iterable<string | null>): string | null {
  let total = 0n;
  let digits = 0;
  for (const value of values) {
    if (value === null) return null;
    const [whole = "0", fraction = ""] = value.split(".");
    const more = Math.max(fraction.length - digits, 0);
    total *= 10n ** BigInt(more);
    digits += more;
    total += BigInt(whole + fraction.padEnd(digits, "0"));
  }
  const text = String(total < 0n ? -total : total).padStart(digits + 1, "0");
  const at = text.length - digits;
  const exact = digits ? `${text.slice(0, at)}.${text.slice(at)}`.replace(/\.?0+$/, "") : text;
  return total < 0n ? `-${exact}` : exact;
}

/** How far it is from the present price to another one, in % of the present price. */
export function distance(mark: string | null, price: string | null): string | null {
  if (mark === null || price === null || !Number(mark)) return null;
  return ((100 * (Number(price) - Number(mark))) / Number(mark)).toFixed(4);
}

/** What the positions that count in one currency come to together. */
export interface Total {
  quote: string;
  count: number;
  value: string | null;
  margin: string | null;
  /** What all stops together would lose. */
  risk: string | null;
  /** How many hold something and have nothing that ends a loss: `risk` says nothing of them. */
  unprotected: number;
  profit: string | null;
  fees: string | null;
  funding: string | null;
}

/** The totals of positions, a row for each currency that they count in. */
export function totals(positions: Iterable<Position>): Total[] {
  const groups = new Map<string, Position[]>();
  for (const position of positions) {
    const group = groups.get(position.quote);
    if (group) group.push(position);
    else groups.set(position.quote, [position]);
  }
  return [...groups].map(([quote, rows]) => {
    const of = (key: "value" | "margin" | "profit" | "fees" | "funding") => sum(rows.map((row) => row[key]));
    const held = rows.filter((row) => Number(row.size));
    return {
      quote,
      count: rows.length,
      value: of("value"),
      margin: of("margin"),
      risk: sum(held.filter((row) => row.stop_price !== null).map((row) => row.risk)),
      unprotected: held.filter((row) => row.stop_price === null).length,
      profit: of("profit"),
      fees: of("fees"),
      funding: of("funding"),
    };
  });
}

/** Whether a market has margin, funding and a price that liquidates. */
export function isPerpetual({ symbol }: Pick<Position, "symbol">): boolean {
  return symbol.includes(":");
}

/** When the life of a position begins to count: with its first fill, before it with its signal. */
export function since(position: Pick<Position, "filled_at" | "opened_at">): string {
  return position.filled_at ?? position.opened_at;
}
