import type { Candle, Mark, MarketEvent } from "./types";

/** The candles with an event's; those of one moment replace each other. */
export function merged(before: readonly Candle[], event: MarketEvent): readonly Candle[] {
  if (event.candles) return event.candles;
  const rows = new Map(before.map((candle) => [candle[0], candle]));
  for (const candle of event.changed ?? []) rows.set(candle[0], candle);
  return [...rows.values()].sort((a, b) => a[0] - b[0]);
}

/** The candles with older ones; what is known of a moment already stays as it is. */
export function withOlder(older: readonly Candle[], candles: readonly Candle[]): readonly Candle[] {
  const first = candles[0]?.[0];
  if (first === undefined || !older.length) return candles;
  return [...older.filter(([start]) => start < first), ...candles];
}

/** What was traded in each candle, by its start in seconds. */
export type Volumes = ReadonlyMap<number, number>;

/** The volumes with an event's: those of one moment replace each other. */
export function volumesOf(before: Volumes, event: MarketEvent): Volumes {
  if (!event.volumes && !event.candles) return before;
  const rows = (event.volumes ?? []).map(([start, volume]): [number, number] => [start, Number(volume)]);
  return new Map(event.candles ? rows : [...before, ...rows]);
}

/** The lengths of candles that a chart has, in seconds. */
export const INTERVALS = [5, 60, 300, 900, 3600, 14400, 86400] as const;
const FITS = 200;
const MINUTE = 60;

/** The shortest candles with which all of a position is on a chart, the time before it too. */
export function bestInterval(position: { exchange: string; opened_at: string; closed_at: string | null }): number {
  const until = position.closed_at === null ? Date.now() : Date.parse(position.closed_at);
  const held = (until - Date.parse(position.opened_at)) / 1000;
  // Only a simulated market is followed so closely that the shortest candles have a past
  const least = position.exchange === "SIM" ? 0 : MINUTE;
  return INTERVALS.find((length) => length >= least && held / length <= FITS) ?? INTERVALS[INTERVALS.length - 1]!;
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
