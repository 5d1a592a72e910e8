import type {
  FieldErrorRow as FieldError,
  FillRow,
  MarketRow,
  OwnerRow,
  PanelPositionRow as Position,
  PanelSignalRow as Signal,
} from "./rows";

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

export type {
  AccountRow as Account,
  BotRecordRow as BotRecord,
  BotRow as Bot,
  BotWebhookRow as BotWebhook,
  FieldErrorRow as FieldError,
  LinkRow as Link,
  OrderRow as Order,
  PanelPositionRow as Position,
  PanelSignalRow as Signal,
  PlanRow as Plan,
  PositionPage as PositionDetails,
  SectionRow,
  SettingRow as Setting,
  SettingsChangeRow as SettingsChange,
  SettingsStepRow as SettingsStep,
  SettingValue,
  TargetRow as Target,
  TimelineRow as StoryRow,
} from "./rows";

/** A fill, in a list of many accounts with its owner and its market. */
export type Fill = FillRow & Partial<OwnerRow & MarketRow>;

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
  market?: MarketRow | null;
  currency?: string;
  equity?: string | null;
  free_balance?: string | null;
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
