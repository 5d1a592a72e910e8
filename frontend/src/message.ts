/** What a person has filled in; numbers as they were typed. */
export interface Form {
  action: string;
  symbol: string;
  side: string;
  order_type: string;
  signal_price: string;
  quote_amount: string;
  percentage: string;
  take_profit: { price_percentage: string; position_percentage: string }[];
  dca_orders: { price_percentage: string; quantity_percentage: string }[];
  stop_percentage: string;
}

export const ACTIONS = [
  "open",
  "close",
  "increase",
  "reduce",
  "reverse",
  "start_bot",
  "stop_bot",
  "stop_and_close",
] as const;

export const EMPTY: Form = {
  action: "open",
  symbol: "",
  side: "long",
  order_type: "market",
  signal_price: "",
  quote_amount: "",
  percentage: "",
  take_profit: [],
  dca_orders: [],
  stop_percentage: "",
};

const OPENS: ReadonlySet<string> = new Set(["open", "reverse"]);
const OF_A_MARKET: ReadonlySet<string> = new Set(["open", "close", "increase", "reduce", "reverse"]);

export function opens(action: string): boolean {
  return OPENS.has(action);
}

export function hasMarket(action: string): boolean {
  return OF_A_MARKET.has(action);
}

export function resizes(action: string): action is "increase" | "reduce" {
  return action === "increase" || action === "reduce";
}

/** The signal that a form describes; what was left empty is left to the bot. */
export function signalOf(form: Form, exchange: string): Record<string, unknown> {
  const { action } = form;
  const signal: Record<string, unknown> = { action };
  if (!hasMarket(action)) return signal;
  signal.exchange = exchange;
  signal.symbol = form.symbol;
  signal.side = form.side;
  if (opens(action)) {
    signal.order_type = form.order_type;
    if (form.order_type === "limit") put(signal, "signal_price", form.signal_price);
    put(signal, "quote_amount", form.quote_amount);
    if (form.dca_orders.length) signal.dca_orders = form.dca_orders.map(numbers);
    if (form.take_profit.length) signal.take_profit = form.take_profit.map(numbers);
    if (form.stop_percentage.trim()) {
      signal.stop_loss = numbers({ stop_percentage: form.stop_percentage });
    }
  } else if (resizes(action)) {
    signal[`${action}_order`] = numbers({ quantity_percentage: form.percentage });
  }
  return signal;
}

/** The message for an alert: credentials first, then the signal. */
export function messageOf(
  signal: Record<string, unknown>,
  api_key: string,
  api_secret: string,
): string {
  return JSON.stringify({ api_key, api_secret, ...signal }, null, 2);
}

/** The same as a line for a shell. */
export function curlOf(url: string, message: string): string {
  const compact = JSON.stringify(JSON.parse(message)).replaceAll("'", "'\\''");
  return `curl -H 'Content-Type: application/json' -d '${compact}' '${url}'`;
}

function put(signal: Record<string, unknown>, name: string, value: string) {
  if (value.trim()) signal[name] = number(value);
}

function numbers(fields: Record<string, string>): Record<string, unknown> {
  const filled = Object.entries(fields).filter(([, value]) => value.trim());
  return Object.fromEntries(filled.map(([name, value]) => [name, number(value)]));
}

/** A number if it survives as one, else the text: the integration says what is wrong with it. */
function number(value: string): number | string {
  const text = value.trim();
  return String(Number(text)) === text ? Number(text) : text;
}
