import type { Candle, Mark, MarketEvent } from "./types";

/** The candles with an event's; those of one moment replace each other. */
export function merged(before: readonly Candle[], event: MarketEvent): readonly Candle[] {
  if (event.candles) return event.candles;
  const rows = new Map(before.map((candle) => [candle[0], candle]));
  for (const candle of event.changed ?? []) rows.set(candle[0], candle);
  return [...rows.values()].sort((a, b) => a[0] - b[0]);
}

/**
 * The marks that have a place beside the candles, at the start of the candle's time that each falls
 * into. What lies before the first candle has none: the chart would draw it where it never was.
 */
export function placed(marks: readonly Mark[], candles: readonly Candle[], interval: number): Mark[] {
  const first = candles[0]?.[0] ?? Infinity;
  return marks
    .map((mark) => ({ ...mark, time: Math.floor(mark.time / interval) * interval }))
    .filter(({ time }) => time >= first);
}

/** From when to when a position was held, in seconds, so that the chart shows the time around it. */
export function span(openedAt: string, closedAt: string | null): { since: number; until?: number } {
  const since = Math.floor(Date.parse(openedAt) / 1000);
  return closedAt === null ? { since } : { since, until: Math.ceil(Date.parse(closedAt) / 1000) };
}

/** Why a chart has no candles, as the name of a text; undefined if it has some. */
export function emptiness(
  candles: readonly Candle[] | undefined,
  over: boolean,
  more = false,
): "loading" | "over" | "waiting" | undefined {
  if (!candles) return "loading";
  if (candles.length) return undefined;
  if (more) return "loading";
  return over ? "over" : "waiting";
}
