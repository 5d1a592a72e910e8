import type {
  FieldErrorRow as FieldError,
  FillRow,
  MarketRow,
  OwnerRow,
  PanelPositionRow as Position,
  PreviewRow,
  ReadAlertRow,
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
  callApi<T>(method: "GET" | "POST" | "DELETE", path: string, data?: object): Promise<T>;
}

export type {
  AccountRow as Account,
  AlertPartRow as AlertPart,
  BarRow as Bar,
  BotGroupRow as BotGroup,
  BotRecordRow as BotRecord,
  BotMarketsRow as BotMarkets,
  BotRow as Bot,
  BotWebhookRow as BotWebhook,
  ChangedPlanRow as ChangedPlan,
  ClosedPositionRow as ClosedPosition,
  ClosedPositions,
  ClosedTotalsRow as ClosedTotals,
  FieldErrorRow as FieldError,
  FillTotalsRow as FillTotals,
  GroupChildRow as GroupChild,
  GroupRow as Group,
  GroupSignalRow as GroupSignal,
  GroupsEvent,
  LearnedRow as Learned,
  LinkRow as Link,
  MarketEvent,
  OlderCandles,
  OrderRow as Order,
  OtherSendersRow as OtherSenders,
  PanelCandle as Candle,
  PastedAlertRow as PastedAlert,
  PanelPositionRow as Position,
  PanelSignalRow as Signal,
  PlannedOrderRow as PlanOrder,
  AdoptedRow as Adopted,
  PlanRow as Plan,
  HabitsRow as Habits,
  ReleasedRow as Released,
  UnownedRow as Unowned,
  PositionPage as PositionDetails,
  PositionsEvent,
  RecordFilters,
  ResultsRow as Results,
  SectionRow,
  SettingRow as Setting,
  SettingsChangeRow as SettingsChange,
  SettingsStepRow as SettingsStep,
  SettingValue,
  SignalsEvent,
  RiskRow as Risk,
  TargetRow as Target,
  TimelineRow as StoryRow,
  TradeResultRow as TradeResult,
} from "./rows";

/** A fill, in a list of many accounts with its owner and its market. */
export type Fill = FillRow & Partial<OwnerRow & MarketRow>;

/** What a signal would lead to, as far as its action has it. */
export type SignalPlan = Partial<Omit<PreviewRow, "then" | "opening_refused">> & {
  then?: SignalPlan;
  opening_refused?: { code: string; error: string };
};

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

/** A pasted alert as a bot would take it. */
export type ReadAlert = Omit<ReadAlertRow, keyof SignalAnswer> & SignalAnswer;

/** A line in a chart, at a price. */
export interface Level {
  name: string;
  price: string;
  kind: "entry" | "dca" | "take_profit" | "stop" | "exit";
  /** What it is, whatever its price; none of a line that nobody can move. */
  key?: LevelKey;
  /** It has filled: it stays to be seen, and is locked. */
  filled?: boolean;
}

/** What a line in a chart stands for. */
export type LevelKey =
  | { is: "stop" | "emergency" | "close" }
  | { is: "target"; leg: number }
  | { is: "order"; order: string };

/** A trade in a chart; its time in seconds. */
export interface Mark {
  time: number;
  price: number;
  side: "buy" | "sell";
  name: string;
}

/** What a dialog does to a position. */
export type PositionAction = "close" | "increase" | "reduce" | "exits";

/** What a dialog does to several positions. */
export type SeveralAction = "close" | "keep";

/** A position whose links are shown. */
export type LinkFor = Pick<Position, "account" | "position_id" | "symbol" | "side">;

/** Whose money something moves. */
export type Purse = Pick<OwnerRow, "account_name" | "account_type">;

/** A line of a question: what, how much, and whether that is bad. */
export type Fact = [name: string, value: string, kind?: "loss"];

/** Something that is asked before it is done. */
export interface Question {
  title: string;
  text: string;
  purse?: Purse | undefined;
  facts?: Fact[];
  confirm: string;
  danger?: boolean;
  act: () => Promise<string>;
}

/** Something that is told, and stays until it was read. */
export interface Notice extends Omit<Question, "act"> {
  warnings: readonly string[];
}
