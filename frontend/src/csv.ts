import type { Fill } from "./types";

const COLUMNS = [
  "time",
  "account_name",
  "bot_name",
  "symbol",
  "side",
  "purpose",
  "price",
  "amount",
  "cost",
  "fee",
  "fee_currency",
  "position_id",
  "trade_id",
] as const satisfies readonly (keyof Fill)[];

/** Fills as a table for a spreadsheet; a name that looks like a formula stays a name. */
export function csvOf(fills: readonly Fill[]): string {
  const rows = fills.map((fill) => COLUMNS.map((column) => cell(fill[column])).join(","));
  return `${[COLUMNS.join(","), ...rows].join("\r\n")}\r\n`;
}

function cell(value: string | null | undefined): string {
  const text = value ?? "";
  const safe = /^[=+\-@\t\r]/.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
