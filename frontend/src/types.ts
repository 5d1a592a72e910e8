/** What Home Assistant hands to a panel, as far as this one uses it. */
export interface Connection {
  connected: boolean;
  sendMessagePromise<T>(message: object): Promise<T>;
  subscribeMessage<T>(
    callback: (event: T) => void,
    message: object,
    options?: { resubscribe?: boolean },
  ): Promise<() => Promise<void>>;
  addEventListener(type: "ready" | "disconnected", callback: () => void): void;
  removeEventListener(type: "ready" | "disconnected", callback: () => void): void;
}

/** What the user has chosen in the profile. */
export interface Locale {
  language: string;
  number_format: string;
  time_format?: string;
  time_zone?: string;
}

export interface Hass {
  connection: Connection;
  language: string;
  locale: Locale;
  config?: { time_zone: string };
  dockedSidebar?: string;
  themes?: { darkMode?: boolean };
  user?: { is_admin: boolean };
}

export interface Order {
  client_order_id: string;
  purpose: string;
  leg: number | null;
  side: string;
  order_type: string;
  price: string | null;
  amount: string;
  filled: string;
  average_price: string | null;
  status: string;
  code: string | null;
  message: string | null;
}

export interface Target {
  price: string | null;
  position_percentage: string;
  filled: string;
  done: boolean;
}

export interface Position {
  position_id: string;
  bot_id: string;
  account: string;
  account_name: string;
  bot_name: string | null;
  /** What a signal's `exchange` says, such as SIM. */
  exchange: string;
  symbol: string;
  base: string;
  quote: string;
  price_tick: string | null;
  amount_step: string | null;
  side: "long" | "short";
  status: "pending" | "open" | "closing" | "closed" | "cancelled" | "error";
  size: string;
  entry_price: string | null;
  mark_price: string | null;
  invested: string;
  realized_profit: string;
  unrealized_profit: string | null;
  profit_percentage: string | null;
  fees: string;
  leverage: number;
  signal_id: string;
  opened_at: string;
  closed_at: string | null;
  close_reason: string | null;
  message: string | null;
  take_profit: Target[];
  stop_loss: { stop_price: string | null; emergency_stop_price: string | null } | null;
  /** Nothing ends a loss: there is neither a stop, nor a planned one. */
  no_stop?: boolean;
  orders: Order[];
}

/** A section of a plan, spelled as in a signal. */
export type PlanRow = Record<string, string | number>;

export interface Plan {
  stop_loss: PlanRow | null;
  take_profit: PlanRow[];
  auto_close: number | null;
}

/** Something that happened to a position, with what belongs to it. */
export interface StoryRow {
  at: string;
  event: string;
  [value: string]: unknown;
}

/** A position with how it came about. */
export interface PositionDetails {
  position: Position;
  plan: Plan;
  story: StoryRow[];
  fills: Fill[];
}

export interface Fill {
  trade_id: string;
  position_id: string;
  symbol: string;
  side: "buy" | "sell";
  price: string;
  amount: string;
  cost: string;
  fee: string;
  fee_currency: string;
  purpose: string;
  time: string;
  account?: string;
  account_name?: string;
  bot_name?: string | null;
  price_tick?: string | null;
}

export interface Signal {
  receipt_id: string;
  signal_id: string | null;
  bot_id: string;
  bot_name: string | null;
  account: string;
  account_name: string;
  received_at: string;
  action: string | null;
  symbol: string | null;
  status: string;
  code: string | null;
  message: string | null;
  payload: Record<string, unknown>;
  position_id: string | null;
  remote: string | null;
  errors?: FieldError[];
}

export interface FieldError {
  path: string;
  message: string;
  code?: string;
}

export interface Bot {
  bot_id: string;
  name: string;
  on?: boolean;
  status?: string;
  reason?: string | null;
  open_positions?: number;
  invested?: string;
  unrealized_profit?: string;
  realized_profit?: string;
  trades?: number;
  win_rate?: string | null;
  last_signal_at?: string | null;
  quote?: string;
}

export interface Account {
  account: string;
  name: string;
  type: string;
  market_type: string;
  currency: string;
  state: string;
  problem: string | null;
  loaded: boolean;
  connected?: boolean;
  trading_enabled?: boolean;
  equity?: string | null;
  free_balance?: string | null;
  everything_else?: string | null;
  invested?: string;
  unrealized_profit?: string;
  realized_profit?: string;
  realized_profit_today?: string;
  open_positions?: number;
  equity_entity?: string | null;
  bots: Bot[];
}

export interface Link {
  link_id: string;
  mode: "close" | "keep";
  position_id: string;
  created_at: string;
  used_at: string | null;
  url: string;
  question: boolean;
}

export interface BotWebhook {
  url: string;
  urls: { external: string | null; internal: string | null; cloud: string | null };
  api_key: string;
  exchange: string;
  market_type: string;
  quote: string;
  symbols: string[];
}

export interface PlanOrder {
  purpose: string;
  leg: number;
  side: string;
  order_type: string;
  price: string | null;
  amount: string;
  cost: string | null;
  trigger: string | null;
}

/** What a signal would lead to; a reversal has what comes after its closing in `then`. */
export interface SignalPlan {
  action?: string;
  symbol?: string | null;
  side?: string | null;
  orders?: PlanOrder[];
  cancels?: string[];
  bot?: string;
  price?: string | null;
  liquidation_price?: string | null;
  entry_notional?: string;
  notional?: string;
  leverage?: number;
  margin?: string;
  cost?: string;
  currency?: string;
  worst_loss?: string | null;
  then?: SignalPlan;
  opening_refused?: { code: string; error: string };
}

export interface SignalAnswer {
  status: number;
  body: {
    status: string;
    code?: string;
    error?: string;
    errors?: FieldError[];
    warnings?: string[];
    plan?: SignalPlan;
    position_ids?: string[];
  };
  /** Only of a signal that was judged without being sent. */
  market?: Pick<Position, "base" | "quote" | "price_tick" | "amount_step"> | null;
  currency?: string;
  equity?: string | null;
  free_balance?: string | null;
}

export type SettingValue = string | boolean | null | SettingValue[] | { [name: string]: SettingValue };

export interface Setting {
  name: string;
  value: SettingValue;
  unit: string | null;
  choices: string | null;
}

export interface SettingsStep {
  step: string;
  sections: { name: string; fields: Setting[] }[];
}

/** A change of a bot's settings: which ones, and what they were before. */
export interface SettingsChange {
  at: string;
  fields: { name: string; before: SettingValue; after: SettingValue }[];
}

export interface BotRecord {
  realized_profit_today: string;
  average_profit: string | null;
  best: string | null;
  worst: string | null;
  profit_factor: string | null;
  drawdown: string | null;
  curve: [number, string][];
}

/** Start (seconds), open, high, low, close. */
export type Candle = [number, string, string, string, string];

/** A line in a chart, at a price. */
export interface Level {
  name: string;
  price: string;
  kind: "entry" | "dca" | "take_profit" | "stop";
}

/** A trade in a chart; its time in seconds. */
export interface Mark {
  time: number;
  price: number;
  side: "buy" | "sell";
  name: string;
}

export interface PositionsEvent {
  positions?: Position[];
  changed?: Position[];
  gone?: string[];
  prices?: Record<string, [string | null, string | null, string | null]>;
}

export interface SignalsEvent {
  signals?: Signal[];
  changed?: Signal[];
}

export interface MarketEvent {
  candles?: Candle[];
  /** The exchange is still being asked for older ones. */
  more?: boolean;
  changed?: Candle[];
  price: string | null;
}

/** What a dialog does to a position. */
export type PositionAction = "close" | "increase" | "reduce" | "exits";

/** A position whose links are shown. */
export type LinkFor = Pick<Position, "account" | "position_id" | "symbol" | "side">;

/** Something that is asked before it is done. */
export interface Question {
  title: string;
  text: string;
  confirm: string;
  danger?: boolean;
  act: () => Promise<string>;
}
