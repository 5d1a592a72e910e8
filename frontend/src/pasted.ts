/** A message in our words that a pasted alert was turned into, as it can be tried and sent. */
export type Message = Readonly<Record<string, unknown>>;

const PLACEHOLDER = /\{\{[^{}\s]{1,60}\}\}/g;
const STRATEGY = /^\{\{strategy\./;
/** Nobody needs a value for these: the time of a check is now. */
export const TIME = "{{timenow}}";

/** What TradingView fills in for a chart and a strategy that are imagined. */
export interface Chart {
  symbol: string;
  exchange: string;
  strategy: Readonly<Record<string, unknown>>;
}

/** The placeholders that a person may give a value for, in the order in which they stand there. */
export function placeholdersOf(message: Message): string[] {
  const found = JSON.stringify(message).match(PLACEHOLDER) ?? [];
  const own = (name: string) => name !== TIME && name !== "{{exchange}}" && !STRATEGY.test(name);
  return [...new Set(found)].filter(own);
}

/** Whether it leaves to the strategy what is to be done. */
export function followsStrategy(message: Message): boolean {
  return "strategy" in message;
}

/** A message as it is sent: with TradingView's time or without, and with another exchange if one is given. */
export function wordsOf(message: Message | null, time: boolean, exchange?: string): Message | null {
  if (!message) return null;
  const { timestamp: _time, max_age, ...rest } = message;
  return {
    ...rest,
    ...(exchange && "exchange" in message && { exchange }),
    ...(time && { timestamp: TIME }),
    // An age counts from the time that the alert tells
    ...(time && max_age !== undefined && { max_age }),
  };
}

/**
 * The signal that TradingView would make of a message, and the fields that are left out of it.
 *
 * What nobody has given a value for is unknown: a field with it is left out rather than guessed.
 */
export function filledOf(
  message: Message,
  values: Readonly<Record<string, string>>,
  chart: Chart,
): { signal: Record<string, unknown>; missing: string[] } {
  const known: Record<string, string> = { "{{exchange}}": chart.exchange };
  for (const [name, value] of Object.entries(values)) if (value.trim()) known[name] = value.trim();
  known["{{ticker}}"] ??= chart.symbol;
  const missing: string[] = [];
  const fill = (value: unknown, path: string): unknown => {
    if (Array.isArray(value)) return value.map((row, at) => fill(row, `${path}[${at}]`));
    if (typeof value === "object" && value !== null) {
      const rows = Object.entries(value).map(([key, item]) => [key, fill(item, path ? `${path}.${key}` : key)]);
      return Object.fromEntries(rows.filter(([, item]) => item !== undefined));
    }
    if (typeof value !== "string") return value;
    const text = value.replace(PLACEHOLDER, (name) => known[name] ?? name);
    if (text.match(PLACEHOLDER) === null) return text;
    if (text !== TIME) missing.push(path);
    return undefined;
  };
  const { strategy, timestamp: _time, max_age: _age, ...rest } = message;
  const signal = fill(rest, "") as Record<string, unknown>;
  return { signal: strategy === undefined ? signal : { ...signal, strategy: chart.strategy }, missing };
}

/** The value at a path of a message, as it is spelled; empty for a section. */
export function valueAt(message: Message | null, path: string): string {
  let node: unknown = message;
  for (const part of path.match(/[^.[\]]+/g) ?? []) {
    node = typeof node === "object" && node !== null ? (node as Record<string, unknown>)[part] : undefined;
  }
  if (node === undefined || node === null) return "";
  return typeof node === "object" ? (Object.keys(node).length ? "" : "[]") : String(node);
}
