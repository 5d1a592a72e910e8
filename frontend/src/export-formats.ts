import type { ClosedPosition, Fill } from "./types";

type Cell = string | number | null | undefined;

const FILL_COLUMNS = [
  "time",
  "account_name",
  "account_type",
  "bot_name",
  "symbol",
  "side",
  "position_side",
  "purpose",
  "price",
  "amount",
  "cost",
  "fee",
  "fee_currency",
  "fee_value",
  "profit",
  "quote",
  "position_id",
  "trade_id",
] as const satisfies readonly (keyof Fill)[];

const POSITION_COLUMNS = [
  "position_id",
  "account_name",
  "account_type",
  "bot_name",
  "symbol",
  "side",
  "status",
  "leverage",
  "opened_at",
  "closed_at",
  "duration",
  "close_reason",
  "entry_price",
  "exit_price",
  "realized_profit",
  "quote",
  "profit_percentage",
  "roe_percentage",
  "r_multiple",
  "fees",
  "funding",
  "signal_id",
] as const satisfies readonly (keyof ClosedPosition)[];

/** What was booked, as a table for a spreadsheet: fills, funding, and what left the books without one. */
export function fillsCsv(fills: readonly Fill[]): string {
  return table(FILL_COLUMNS, fills.map((fill) => FILL_COLUMNS.map((column) => fill[column])));
}

/** Positions that are over, as a table for a spreadsheet. */
export function positionsCsv(rows: readonly ClosedPosition[]): string {
  const columns = [...POSITION_COLUMNS, "tags"];
  return table(columns, rows.map((row) => [...POSITION_COLUMNS.map((column) => row[column]), row.tags.join(" ")]));
}

const FUNDING = "funding";
/** Booked without having been traded: the coin is held still, or somebody else sold it. */
const UNTRADED = ["dust", "changed_outside"];
const ENTRIES = ["entry", "dca", "increase"];

/** A perpetual: what is traded is a contract, only its result, fees and funding are coins. */
function isPerpetual(fill: Fill): boolean {
  return fill.symbol.includes(":");
}

/** What a fill of a perpetual has brought (or cost, below 0), its own fee taken off. */
function result(fill: Fill): string {
  if (!ENTRIES.includes(fill.purpose)) return fill.profit ?? "0";
  return negated(fill.fee_value ?? "0");
}

function negated(money: string): string {
  return Number(money) === 0 ? "0" : money.startsWith("-") ? money.slice(1) : `-${money}`;
}

/** Moments as tax programs read them: UTC, without a zone. */
function moment(fill: Fill): string {
  return new Date(fill.time).toISOString().slice(0, 19).replace("T", " ");
}

const KOINLY = [
  "Date",
  "Sent Amount",
  "Sent Currency",
  "Received Amount",
  "Received Currency",
  "Fee Amount",
  "Fee Currency",
  "Net Worth Amount",
  "Net Worth Currency",
  "Label",
  "Description",
  "TxHash",
];

/** Fills in Koinly's universal format: spot as trades, perpetuals as realized gains. */
export function koinlyCsv(fills: readonly Fill[]): string {
  return table(KOINLY, fills.filter(taxed).map(koinlyRow));
}

function koinlyRow(fill: Fill): Cell[] {
  const [base, quote] = [fill.base ?? "", fill.quote ?? ""];
  const text = `${fill.symbol} ${fill.purpose} ${fill.trade_id}`;
  if (isPerpetual(fill)) {
    const money = result(fill);
    const lost = money.startsWith("-");
    const sent = lost ? [negated(money), quote] : ["", ""];
    const received = lost ? ["", ""] : [money, quote];
    return [moment(fill), ...sent, ...received, "", "", "", "", "realized gain", text, ""];
  }
  const [sent, received] = fill.side === "buy" ? [[fill.cost, quote], [fill.amount, base]] : [[fill.amount, base], [fill.cost, quote]];
  return [moment(fill), ...sent!, ...received!, ...fee(fill), "", "", "", text, ""];
}

const COINTRACKING = [
  "Type",
  "Buy Amount",
  "Buy Currency",
  "Sell Amount",
  "Sell Currency",
  "Fee",
  "Fee Currency",
  "Exchange",
  "Trade-Group",
  "Comment",
  "Date",
];

/** Fills in CoinTracking's format: spot as trades, perpetuals as profits and losses of futures. */
export function coinTrackingCsv(fills: readonly Fill[]): string {
  return table(COINTRACKING, fills.filter(taxed).map(coinTrackingRow));
}

function coinTrackingRow(fill: Fill): Cell[] {
  const [base, quote] = [fill.base ?? "", fill.quote ?? ""];
  const rest = [fill.account_name, fill.bot_name ?? "", `${fill.symbol} ${fill.purpose} ${fill.trade_id}`, moment(fill)];
  if (isPerpetual(fill)) {
    const money = result(fill);
    return money.startsWith("-")
      ? ["Derivatives / Futures Loss", "", "", negated(money), quote, "", "", ...rest]
      : ["Derivatives / Futures Profit", money, quote, "", "", "", "", ...rest];
  }
  const [sold, bought] = fill.side === "buy" ? [[fill.cost, quote], [fill.amount, base]] : [[fill.amount, base], [fill.cost, quote]];
  return ["Trade", ...bought!, ...sold!, ...fee(fill), ...rest];
}

function fee(fill: Fill): Cell[] {
  return Number(fill.fee) ? [fill.fee, fill.fee_currency] : ["", ""];
}

function taxed(fill: Fill): boolean {
  if (UNTRADED.includes(fill.purpose)) return false;
  return fill.purpose === FUNDING || !isPerpetual(fill) || Number(result(fill)) !== 0;
}

function table(columns: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return [columns, ...rows].map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}

/** A name that looks like a formula stays a name. */
function cell(value: Cell): string {
  const text = String(value ?? "");
  const safe = /^[=+\-@\t\r]/.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
