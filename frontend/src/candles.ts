import type { Candle, MarketEvent } from "./types";

/** The candles with an event's; those of one moment replace each other. */
export function merged(before: readonly Candle[], event: MarketEvent): readonly Candle[] {
  if (event.candles) return event.candles;
  const rows = new Map(before.map((candle) => [candle[0], candle]));
  for (const candle of event.changed ?? []) rows.set(candle[0], candle);
  return [...rows.values()].sort((a, b) => a[0] - b[0]);
}
