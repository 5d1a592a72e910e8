import { NEW_RULE, type DcaRow, type DcaRule } from "./dca";
import type { Unit } from "./unit";

/** Where a section comes from: the bot's settings, this signal as rows or by a rule, or explicitly nowhere. */
export type Origin = "bot" | "signal" | "rule" | "none" | "break_even";
export type Section = "take_profit" | "dca_orders" | "stop_loss";

/** R, multiples of what the stop risks, is only a ticket's, which makes a distance of it. */
export type TargetUnit = Unit | "multiple";

export interface TargetRow {
  unit: TargetUnit;
  level: string;
  position_percentage: string;
  trailing_distance: string;
}

export interface StopForm {
  unit: Unit;
  level: string;
  order_type: string;
  limit_unit: Unit;
  limit: string;
  cool_down_amount: string;
  cool_down_time_frame: string;
  cool_down_type: string;
  emergency_unit: Unit;
  emergency: string;
  protection_type: string;
  trailing_percentage: string;
  break_even_percentage: string;
  trailing_distance: string;
}

/** In what a size may be counted. */
const SIZE_UNITS = [
  "quote_amount",
  "base_amount",
  "balance_percentage",
  "equity_percentage",
  "margin_amount",
  "margin_percentage",
  "risk_percentage",
  "risk_amount",
] as const;
export type SizeUnit = (typeof SIZE_UNITS)[number];

/** What a person has filled in; numbers as they were typed, empty = left to the bot. */
export interface Form {
  kind: "signal" | "strategy";
  /** Whether a strategy's alert is in our words or left as TradingView writes it. */
  wording: "ours" | "default";
  action: string;
  /** What the strategy is imagined to do while its message is checked. */
  transition: string;
  symbol: string;
  side: string;
  order_type: string;
  signal_price: string;
  price_offset: string;
  max_age: string;
  /** A ticket makes an amount of the percentages that it takes. */
  size_unit: SizeUnit;
  size: string;
  leverage: string;
  adjust_fee: string;
  signal_id: string;
  /** Separated by commas. */
  tags: string;
  change_unit: "quantity_percentage" | "quote_amount" | "base_amount";
  change: string;
  price: string;
  origins: Record<Section, Origin>;
  take_profit: readonly TargetRow[];
  dca_orders: readonly DcaRow[];
  dca_rule: DcaRule;
  stop_loss: StopForm;
  condition: { price: string; time: string; operator: string };
  expiration: { time: string; price: string };
  /** Of a change of exits: whether what is still to be bought is cancelled. */
  cancel_entries: string;
  /** Let TradingView fill in exchange and symbol, and the time. */
  chart_market: boolean;
  timestamp: boolean;
}

export const ACTIONS = [
  "open",
  "increase",
  "reduce",
  "close",
  "cancel",
  "close_all",
  "modify",
  "reverse",
  "start_bot",
  "start_and_open",
  "stop_bot",
  "stop_and_close",
] as const;

type Sizes = Record<SizeUnit, string>;

/** In what the size of a ticket may be typed. */
export const TICKET_SIZES = {
  quote_amount: "quote_amount",
  base_amount: "base_amount",
  margin_percentage: "margin_percentage",
  risk_percentage: "risk_percentage",
} as Sizes;

/** In what a message may have its size. */
export const SIZES = Object.fromEntries(SIZE_UNITS.map((unit) => [unit, unit])) as Sizes;

/** From what to what a strategy may go: position before, position after. */
export const TRANSITIONS: Record<string, [string, string]> = {
  flat_long: ["flat", "long"],
  flat_short: ["flat", "short"],
  long_flat: ["long", "flat"],
  long_short: ["long", "short"],
  short_long: ["short", "long"],
};

export const NEW_TARGET: TargetRow = {
  unit: "percentage",
  level: "",
  position_percentage: "100",
  trailing_distance: "",
};

export const EMPTY: Form = {
  kind: "signal",
  wording: "ours",
  action: "open",
  transition: "flat_long",
  symbol: "",
  side: "long",
  order_type: "",
  signal_price: "",
  price_offset: "",
  max_age: "",
  size_unit: "quote_amount",
  size: "",
  leverage: "",
  adjust_fee: "",
  signal_id: "",
  tags: "",
  change_unit: "quantity_percentage",
  change: "",
  price: "",
  origins: { take_profit: "bot", dca_orders: "bot", stop_loss: "bot" },
  take_profit: [],
  dca_orders: [],
  dca_rule: NEW_RULE,
  stop_loss: {
    unit: "percentage",
    level: "",
    order_type: "",
    limit_unit: "percentage",
    limit: "",
    cool_down_amount: "",
    cool_down_time_frame: "minute",
    cool_down_type: "",
    emergency_unit: "percentage",
    emergency: "",
    protection_type: "",
    trailing_percentage: "",
    break_even_percentage: "",
    trailing_distance: "",
  },
  condition: { price: "", time: "", operator: "" },
  expiration: { time: "", price: "" },
  cancel_entries: "",
  chart_market: false,
  timestamp: false,
};

/** What the builder begins with: a message with a target and a stop, whose time TradingView fills in. */
export const STARTING: Form = {
  ...EMPTY,
  origins: { take_profit: "signal", dca_orders: "bot", stop_loss: "signal" },
  take_profit: [{ ...NEW_TARGET, level: "4" }],
  stop_loss: { ...EMPTY.stop_loss, level: "2" },
  timestamp: true,
};

const OPENS: ReadonlySet<string> = new Set(["open", "reverse", "start_and_open"]);
const UNORDERED: ReadonlySet<string> = new Set(["cancel", "close_all", "modify"]);
const OF_THE_BOT: ReadonlySet<string> = new Set(["start_bot", "stop_bot", "stop_and_close"]);

/** What the message asks for; a strategy's opens, whatever it comes to in the end. */
export function opens(form: Form): boolean {
  return form.kind === "strategy" || OPENS.has(form.action);
}

export function hasMarket(form: Form): boolean {
  return form.kind === "strategy" || !OF_THE_BOT.has(form.action);
}

/** Whether it takes an order type: what cancels, or leaves everything, is nothing to wait for. */
export function orders(form: Form): boolean {
  return !UNORDERED.has(form.action);
}

export function resizes(form: Form): boolean {
  return form.kind === "signal" && (form.action === "increase" || form.action === "reduce");
}

type Fields = Record<string, unknown>;

/** The signal that a form describes, as it can be checked and sent from here. */
export function signalOf(form: Form, exchange: string): Fields {
  return build(form, { exchange, symbol: form.symbol }, strategyOf(form));
}

/** The message for an alert: credentials first, and what TradingView fills in as placeholders. */
export function messageOf(
  form: Form,
  exchange: string,
  api_key: string,
  api_secret: string,
): string {
  const market = form.chart_market
    ? { exchange: "{{exchange}}", symbol: "{{ticker}}" }
    : { exchange, symbol: form.symbol };
  const signal = build(form, market, PLACEHOLDERS);
  if (form.timestamp) signal.timestamp = "{{timenow}}";
  if (form.timestamp && opens(form)) put(signal, "max_age", form.max_age, number);
  if (form.kind === "signal" && form.action === "reduce") signal.request_id = requestOf(form);
  return JSON.stringify({ api_key, api_secret, ...signal }, null, 2);
}

/** A signal that is sent by hand: confirmed again because its answer was lost, it is done once. */
export function once(signal: Fields, form: Form): Fields {
  if (!opens(form) && !resizes(form) && form.action !== "modify") return signal;
  return { ...signal, request_id: newRequest(form.action) };
}

/** An id of one question. */
export function newRequest(action: string): string {
  return `${action} ${Date.now()} ${Math.random().toString(36).slice(2, 8)}`;
}

/** An id that is new with each alert: the same reduction may rightly come twice within seconds. */
function requestOf({ side, change }: Form): string {
  const parts = ["reduce", side, change.trim().slice(0, 12)].filter(Boolean);
  return `${parts.join(" ")} {{timenow}}`;
}

/** The same as a line for a shell, which has nobody to fill placeholders in. */
export function curlOf(
  form: Form,
  hook: { url: string; exchange: string; api_key: string },
  api_secret: string,
): string {
  return curlLine(signalOf(form, hook.exchange), hook, api_secret);
}

/** Any signal as a line for a shell. */
export function curlLine(filled: Fields, hook: { url: string; api_key: string }, api_secret: string): string {
  const signal = { api_key: hook.api_key, api_secret, ...filled };
  const compact = JSON.stringify(signal).replaceAll("'", "'\\''");
  return `curl -H 'Content-Type: application/json' -d '${compact}' '${hook.url}'`;
}

const PLACEHOLDERS = {
  market_position: "{{strategy.market_position}}",
  prev_market_position: "{{strategy.prev_market_position}}",
  market_position_size: "{{strategy.market_position_size}}",
  prev_market_position_size: "{{strategy.prev_market_position_size}}",
  order_action: "{{strategy.order.action}}",
  contracts: "{{strategy.order.contracts}}",
};

/** What TradingView would fill in for the transition that is imagined. */
export function strategyOf({ transition }: Form): Fields {
  const [before, after] = TRANSITIONS[transition] ?? ["flat", "long"];
  return {
    market_position: after,
    prev_market_position: before,
    market_position_size: after === "flat" ? "0" : "1",
    prev_market_position_size: before === "flat" ? "0" : "1",
    order_action: after === "long" || before === "short" ? "buy" : "sell",
    contracts: "1",
  };
}

function build(form: Form, market: { exchange: string; symbol: string }, strategy: Fields): Fields {
  const { action } = form;
  const signal: Fields = form.kind === "strategy" ? { strategy } : { action };
  if (!hasMarket(form)) return signal;
  if (form.action !== "close_all" || form.symbol.trim() || form.chart_market) Object.assign(signal, market);
  if (form.kind === "signal") put(signal, "side", form.side);
  if (opens(form)) return Object.assign(signal, opening(form));
  if (orders(form)) put(signal, "order_type", form.order_type);
  put(signal, "signal_id", form.signal_id);
  if (form.action === "modify") return Object.assign(signal, modification(form));
  if (!orders(form)) return signal;
  if (resizes(form)) {
    const price = form.order_type === "limit" ? form.price : "";
    signal[`${action}_order`] = numbers({ [form.change_unit]: form.change, price });
  } else if (form.order_type === "limit") {
    put(signal, "price", form.price, number);
  }
  return signal;
}

function opening(form: Form): Fields {
  const found: Fields = {};
  put(found, "order_type", form.order_type);
  put(found, "signal_price", form.signal_price, number);
  put(found, "price_offset_percentage", form.price_offset, number);
  put(found, form.size_unit, form.size, number);
  put(found, "leverage", form.leverage, number);
  if (form.adjust_fee) found.adjust_fee = form.adjust_fee === "true";
  if (form.kind === "signal") put(found, "signal_id", form.signal_id);
  const tags = form.tags.split(",").map((tag) => tag.trim()).filter(Boolean);
  if (tags.length) found.tags = tags;
  const { price, time, operator } = form.condition;
  if (price.trim() || time.trim()) {
    found.entry_condition = { ...numbers({ price, time }), ...(operator && { operator }) };
  }
  const expiration = numbers(form.expiration);
  if (Object.keys(expiration).length) found.entry_expiration = expiration;
  if (form.origins.dca_orders === "rule") found.dca_rule = numbers({ ...form.dca_rule });
  else section(found, form, "dca_orders", [], () =>
    form.dca_orders.map(({ unit, level, ...rest }) =>
      numbers({ [unitName("price", unit)]: level, ...rest }),
    ),
  );
  section(found, form, "take_profit", [], () => targetsOf(form));
  section(found, form, "stop_loss", null, () => stopOf(form.stop_loss));
  return found;
}

/** What is left as it is stays out of the message. */
function modification(form: Form): Fields {
  const found: Fields = {};
  section(found, form, "take_profit", [], () => targetsOf(form));
  if (form.origins.stop_loss === "break_even") found.stop_loss = "break_even";
  else section(found, form, "stop_loss", null, () => stopOf(form.stop_loss));
  if (form.cancel_entries) found.cancel_entries = form.cancel_entries === "true";
  return found;
}

function targetsOf({ take_profit }: Form): Fields[] {
  return take_profit.map(({ unit, level, ...rest }) => numbers({ [unitName("price", unit)]: level, ...rest }));
}

function section(found: Fields, form: Form, name: Section, none: unknown, rows: () => unknown) {
  const origin = form.origins[name];
  // Break even is of positions that are there: an opening leaves it to the bot
  if (origin !== "bot" && origin !== "break_even") found[name] = origin === "none" ? none : rows();
}

function stopOf(stop: StopForm): Fields {
  const limit = stop.order_type === "STOP_LOSS_LIMIT";
  const cools = stop.cool_down_amount.trim();
  const trails = stop.protection_type === "PRICE";
  return {
    ...numbers({ [unitName("stop", stop.unit)]: stop.level }),
    ...(stop.order_type && { order_type: stop.order_type }),
    ...(limit && numbers({ [unitName("limit", stop.limit_unit)]: stop.limit })),
    ...numbers({ cool_down_amount: stop.cool_down_amount }),
    ...(cools && { cool_down_time_frame: stop.cool_down_time_frame }),
    ...(stop.cool_down_type && { cool_down_type: stop.cool_down_type }),
    ...numbers({ [unitName("emergency_stop", stop.emergency_unit)]: stop.emergency }),
    ...(stop.protection_type && { protection_type: stop.protection_type }),
    ...(stop.protection_type === "BREAK_EVEN" && numbers({ break_even_percentage: stop.break_even_percentage })),
    ...(trails &&
      numbers({
        trailing_percentage: stop.trailing_percentage,
        trailing_distance: stop.trailing_distance,
      })),
  };
}

/** The field of a level: a target's and a DCA order's price has no word of its own before it. */
export function unitName(what: string, unit: TargetUnit): string {
  if (what === "price") return unit === "price" ? "price" : "price_percentage";
  return `${what}_${unit}`;
}

function put(
  signal: Fields,
  name: string,
  value: string,
  as: (value: string) => unknown = (text) => text.trim(),
) {
  if (value.trim()) signal[name] = as(value);
}

function numbers(fields: Record<string, string>): Fields {
  const filled = Object.entries(fields).filter(([, value]) => value.trim());
  return Object.fromEntries(filled.map(([name, value]) => [name, number(value)]));
}

/** A number if it survives as one, else the text: the integration says what is wrong with it. */
function number(value: string): number | string {
  const text = value.trim();
  return String(Number(text)) === text ? Number(text) : text;
}
