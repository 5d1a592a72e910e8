// The rows that Home Assistant sends, made of the TypedDicts of execution/common/rows.py,
// panel/rows.py and trading/preview.py by scripts/docs.

export type SectionRow = { [name: string]: string | number };

/** An order of a position. */
export interface OrderRow {
  client_order_id: string;
  order_id: string | null;
  purpose: string;
  leg: number | null;
  side: string;
  order_type: string;
  price: string | null;
  trigger: string | null;
  amount: string;
  filled: string;
  average_price: string | null;
  reduce_only: boolean;
  status: string;
  code: string | null;
  message: string | null;
  created_at: string;
}

/** A take profit: its share of the position, and what of that it has yet to sell. */
export interface TargetRow {
  price: string | null;
  position_percentage: string;
  remaining_percentage: string;
  filled: string;
  done: boolean;
  trailing: boolean;
}

/** Where a protection is going to have the stop once the market allows it. */
export interface WaitingRow {
  stop: string;
  since: string;
}

/** The stop as it stands. */
export interface StopRow {
  stop_price: string | null;
  emergency_stop_price: string | null;
  resting_stop_price: string | null;
  protection_armed: boolean;
  waiting: WaitingRow | null;
  cool_down_until: string | null;
}

/** What of a position changes with every price. */
export interface PriceRow {
  mark_price: string | null;
  unrealized_profit: string | null;
  profit_percentage: string | null;
}

/**
 * A position with its exits and orders.
 *
 * `reason` says why a pending position is not placed yet, where that is not its own condition.
 * Of a position that release 0.1.0 wrote and that can't be read, what came later is None.
 */
export interface PositionRow extends PriceRow {
  position_id: string;
  bot_id: string;
  symbol: string;
  side: "long" | "short";
  status: "pending" | "open" | "closing" | "closed" | "cancelled" | "error";
  size: string;
  entry_price: string | null;
  invested: string;
  realized_profit: string;
  fees: string;
  funding: string | null;
  dust: string | null;
  leverage: number;
  signal_id: string;
  opened_at: string;
  closed_at: string | null;
  close_reason: string | null;
  message: string | null;
  reason: string | null;
  take_profit: TargetRow[];
  stop_loss: StopRow | null;
  stop_price: string | null;
  no_stop: boolean;
  next_target_price: string | null;
  waiting: WaitingRow | null;
  margin: string | null;
  risk: string | null;
  exit_price: string | null;
  most_at_risk: string | null;
  r_multiple: string | null;
  profit_before_adoption: string | null;
  note: string;
  tags: string[];
  orders: OrderRow[];
}

/** A position with what depends on the venue and on the time too; `duration` in seconds. */
export interface FullPositionRow extends PositionRow {
  roe_percentage: string | null;
  liquidation_price: string | null;
  duration: number | null;
}

/** An order of somebody else; what remains of one without an amount is 0. */
export interface ForeignOrderRow {
  order_id: string;
  side: string;
  remaining: string;
  price: string | null;
  trigger: string | null;
}

/** What the venue holds that belongs to nobody here, with the orders that would sell it. */
export interface UnownedRow {
  symbol: string;
  base: string;
  quote: string;
  side: string;
  size: string;
  available: string;
  entry_price: string | null;
  price: string | null;
  value: string | null;
  orders: ForeignOrderRow[];
}

/** A position that was adopted, and which orders of others were cancelled for it, or rest. */
export interface AdoptedRow {
  position: PositionRow;
  cancelled_orders: ForeignOrderRow[];
  resting_orders: ForeignOrderRow[];
  message: string | null;
}

/** A position that is managed no more, and the stop that went with it. */
export interface ReleasedRow {
  position_id: string;
  symbol: string;
  side: string;
  size: string;
  stop_price: string | null;
  resting_stop_order: string | null;
  cancelled_orders: number;
  done: string;
}

/** The exits of a position, spelled as in a signal; `auto_close` in seconds. */
export interface PlanRow {
  stop_loss: SectionRow | null;
  take_profit: SectionRow[];
  auto_close: number | null;
}

/** A position whose exits were changed, with its new plan. */
export interface ModifiedPositionRow extends PositionRow {
  plan: PlanRow;
  warnings: string[];
}

/**
 * What a position loses at worst, as it is and after a change; below zero it is a sure profit.
 *
 * None where nothing bounds it.
 */
export interface RiskRow {
  now: string | null;
  after: string | null;
}

/** What belongs to the events of a position: each kind has some of them. */
export interface TimelineValues {
  signal_id?: string;
  leverage?: number;
  purpose?: string;
  leg?: number | null;
  side?: string;
  order_type?: string;
  order_id?: string;
  amount?: string;
  size?: string;
  filled?: string | number;
  complete?: boolean;
  price?: string | null;
  entry?: string | null;
  prices?: string[];
  trigger?: string | null;
  emergency?: string | null;
  mark?: string | null;
  status?: string;
  reason?: string;
  why?: string;
  by?: string | null;
  code?: string | null;
  message?: string | null;
  dca?: boolean;
  until?: string | null;
  count?: number;
  seconds?: number | null;
  profit?: string;
  dust?: string | null;
}

/** Something that happened to a position, with what belongs to that kind of event. */
export interface TimelineEvent extends TimelineValues {
  event: string;
}

/** Something that happened to a position, and when. */
export interface TimelineRow extends TimelineEvent {
  at: string;
}

/** A position with its plan and with how it came about, oldest first. */
export interface PositionDetailsRow extends FullPositionRow {
  plan: PlanRow;
  story: TimelineRow[];
}

/** What an event of a position says; `profit` is the result so far at the mark price. */
export interface PositionEventRow {
  position_id: string;
  signal_id: string;
  symbol: string;
  side: string;
  price: string | null;
  size: string;
  entry_price: string | null;
  stop_price: string | null;
  realized_profit: string;
  profit: string | null;
  reason: string | null;
  amount?: string;
  leg?: number;
  order_id?: string | null;
  was?: string;
  by?: string | null;
  message?: string | null;
}

/**
 * What an event of a signal says, whatever became of it; the face adds which entity the bot is.
 *
 * Of a message without valid credentials only status, code and remote are told.
 */
export interface SignalEventRow {
  receipt_id: string | null;
  signal_id: string | null;
  action: string | null;
  symbol: string | null;
  side: string | null;
  status: string;
  code: string | null;
  message: string | null;
  position_ids: string[];
  position_id: string | null;
  remote: string | null;
}

/** What a person has written about a position. */
export interface NoteRow {
  position_id: string;
  note: string;
  tags: string[];
}

/** What was done with a position whose entry was cancelled. */
export interface KeptRow {
  position_id: string;
  symbol: string;
  side: string;
  done: string;
  size: string;
}

/** What was done with a position that was to be closed. */
export interface ClosedRow extends KeptRow {
  order_type: string;
  price: string | null;
}

/** A trade of a position; `profit` is None where it closes nothing. */
export interface FillRow {
  trade_id: string;
  order_id: string;
  client_order_id: string | null;
  position_id: string;
  bot_id: string;
  symbol: string;
  side: "buy" | "sell";
  price: string;
  amount: string;
  cost: string;
  fee: string;
  fee_currency: string;
  purpose: string;
  time: string;
  position_side: "long" | "short";
  fee_value: string | null;
  profit: string | null;
}

/** What a period (its first day), a weekday (Monday is 0) or an hour has brought. */
export interface BarRow {
  start: string | number;
  profit: string;
  trades: number;
  wins: number;
}

/** What was earned: money as it was booked, trades as they closed. */
export interface SumsRow {
  profit: string;
  fees: string | null;
  funding: string;
  trades: number;
  wins: number;
  losses: number;
  win_rate: string | null;
  profit_factor: string | null;
  expectancy: string | null;
  expectancy_r: string | null;
  average_win: string | null;
  average_loss: string | null;
  average_duration: number | null;
}

/** What a bot, a market, a side or a tag has earned; `name` is what a person reads. */
export interface GroupRow extends SumsRow {
  key: string;
  name: string;
}

/** A trade that stands out; `account` is the id of its config entry. */
export interface TradeResultRow {
  account: string;
  position_id: string;
  symbol: string;
  side: string;
  closed_at: string;
  profit: string;
  r_multiple: string | null;
}

/** What was earned in one currency, on paper or live. */
export interface ResultsRow extends SumsRow {
  currency: string;
  account_type: string;
  accounts: string[];
  best: TradeResultRow | null;
  worst: TradeResultRow | null;
  max_drawdown: string | null;
  max_drawdown_percentage: string | null;
  periods: BarRow[];
  by_bot: GroupRow[];
  by_market: GroupRow[];
  by_side: GroupRow[];
  by_tag: GroupRow[];
  by_weekday: BarRow[];
  by_hour: BarRow[];
  curve: [number, string][];
}

/** What is wrong with a field of a signal. */
export interface FieldErrorRow {
  path: string;
  message: string;
  code?: string;
}

/** A row of the signal log; `payload` is what was sent, secrets masked. */
export interface SignalRow {
  receipt_id: string;
  signal_id: string | null;
  bot_id: string;
  received_at: string;
  action: string | null;
  symbol: string | null;
  status: string;
  code: string | null;
  message: string | null;
  payload: { [name: string]: unknown };
  side: string | null;
  position_id: string | null;
  position_ids: string[];
  remote: string | null;
  errors: FieldErrorRow[];
}

/** What has become of one bot's part of a group's signal. */
export interface GroupChildRow {
  bot_id: string;
  account_id: string;
  name: string;
  receipt_id: string;
  size_factor: string;
  status: string;
  code: string | null;
  message: string | null;
  signal_id: string | null;
  position_ids: string[];
}

/** A row of a group's signal log; `payload` is what was sent, secrets masked. */
export interface GroupSignalRow {
  receipt_id: string;
  received_at: string;
  signal_id: string | null;
  action: string | null;
  symbol: string | null;
  side: string | null;
  status: string;
  code: string | null;
  message: string | null;
  remote: string | null;
  payload: { [name: string]: unknown };
  bots: GroupChildRow[];
}

/** A bot: its state and record only while its account is loaded. */
export interface BotRow {
  bot_id: string;
  name: string;
  manual?: boolean;
  on?: boolean;
  status?: string;
  reason?: string | null;
  open_positions?: number;
  invested?: string | null;
  unrealized_profit?: string | null;
  realized_profit?: string;
  trades?: number;
  win_rate?: string | null;
  last_signal_at?: string | null;
  quote?: string;
}

/** An account with its bots: its numbers only while it is loaded. */
export interface AccountRow {
  account: string;
  name: string;
  type: string;
  market_type: string;
  currency: string;
  state: string;
  problem: string | null;
  loaded: boolean;
  simulated: boolean;
  bots: BotRow[];
  exchange?: string;
  last_outside?: string | null;
  connected?: boolean;
  trading_enabled?: boolean;
  trading_lock?: string | null;
  exposure?: string | null;
  open_risk?: string | null;
  equity?: string | null;
  free_balance?: string | null;
  reserved_balance?: string | null;
  invested?: string | null;
  unrealized_profit?: string | null;
  realized_profit?: string | null;
  realized_profit_today?: string | null;
  everything_else?: string | null;
  open_positions?: number;
  equity_entity?: string | null;
}

export type SettingValue = string | boolean | SettingValue[] | { [name: string]: SettingValue } | null;

export type PanelCandle = [number, string, string, string, string];

export type PanelVolume = [number, string];

/** The exits of a position after a change, with what to know about it. */
export interface ChangedPlanRow extends PlanRow {
  warnings: string[];
}

/** Whose a row is; the name of a removed bot is None. */
export interface OwnerRow {
  account: string;
  account_name: string;
  account_type: string;
  bot_name: string | null;
}

/** In what steps a market counts; None for one that is no longer listed. */
export interface MarketRow {
  base: string;
  quote: string;
  price_tick: string | null;
  amount_step: string | null;
}

/** What else of a position changes with every price: its whole result, and what is held. */
export interface WorthRow {
  profit: string | null;
  value: string | null;
}

/**
 * A position of any account; `exchange` is what a signal's `exchange` says, such as SIM.
 *
 * Of a live one `duration` is as old as the row: `filled_at` tells it at any time. Without a fill
 * `entry_limit_price` and `entry_condition_price` are what the entry waits for.
 */
export interface PanelPositionRow extends FullPositionRow, WorthRow, OwnerRow, MarketRow {
  exchange: string;
  filled_at: string | null;
  entry_limit_price: string | null;
  entry_condition_price: string | null;
}

export type MovedNumbers = [string | null, string | null, string | null, string | null, string | null, string | null];

/** A position that is over, with how long it was held, in seconds. */
export interface ClosedPositionRow extends PanelPositionRow {}

/** What positions that are over come to, on paper or live; `closed` ones had a fill. */
export interface ClosedTotalsRow {
  account_type: string;
  currency: string;
  count: number;
  closed: number;
  wins: number;
  profit: string;
  fees: string | null;
  funding: string | null;
}

/** A page of the positions that are over, with the sums and reasons of all that fit. */
export interface ClosedPositions {
  rows: ClosedPositionRow[];
  count: number;
  totals: ClosedTotalsRow[];
  close_reasons: string[];
}

/** What fills were worth, on paper or live. */
export interface FillTotalsRow {
  account_type: string;
  currency: string;
  count: number;
  cost: string;
  fee_value: string | null;
}

/** What lists of positions and fills can be narrowed by. */
export interface RecordFilters {
  markets: string[];
  tags: string[];
}

/** A row of the signal log of any account. */
export interface PanelSignalRow extends SignalRow, OwnerRow {}

/** A fill of any account. */
export interface PanelFillRow extends FillRow, OwnerRow, MarketRow {}

/** A position with how it came about. */
export interface PositionPage {
  position: PanelPositionRow;
  plan: PlanRow;
  story: TimelineRow[];
  fills: FillRow[];
}

/** A secret URL that closes or keeps a position. */
export interface LinkRow {
  link_id: string;
  mode: "close" | "keep";
  position_id: string;
  created_at: string;
  used_at: string | null;
  url: string;
  question: boolean;
}

/** Under which addresses a webhook can be reached. */
export interface WebhookUrls {
  external: string | null;
  internal: string | null;
  cloud: string | null;
}

/** In which markets a bot can open a position. */
export interface BotMarketsRow {
  exchange: string;
  market_type: string;
  quote: string;
  symbols: string[];
}

/** What a message to a bot needs, but for the secret. */
export interface BotWebhookRow extends BotMarketsRow {
  url: string;
  urls: WebhookUrls;
  api_key: string;
}

/** What the webhook of a bot would answer: HTTP status and JSON body. */
export interface SentSignal {
  status: number;
  body: { [name: string]: unknown };
}

/** What a test of a signal would be answered, with what its form needs to be read. */
export interface JudgedSignal extends SentSignal {
  market: MarketRow | null;
  currency: string;
  equity: string | null;
  free_balance: string | null;
}

/**
 * A part of a pasted alert and the paths of our fields that it has become.
 *
 * `kind` is `became`, `secret` or `left_out`, `path` its field ("" in a text).
 */
export interface AlertPartRow {
  path: string;
  value: string;
  kind: string;
  ours: string[];
  note: string;
}

/** Why a pasted alert can't be said in our words. */
export interface PastedRefusalRow {
  code: string;
  error: string;
  errors: FieldErrorRow[];
}

/**
 * A pasted alert, explained: `message` says it in our words, without credentials.
 *
 * `added` are the paths of our fields that no part of it has become, `unfilled` the placeholders
 * of one that can't be said as long as TradingView has not filled them in.
 */
export interface PastedAlertRow {
  system: string | null;
  message: { [name: string]: unknown } | null;
  parts: AlertPartRow[];
  added: string[];
  notes: string[];
  unfilled: string[];
  refusal: PastedRefusalRow | null;
}

/** How a bot goes about what another system's words leave open. */
export interface HabitsRow {
  opposite: string;
  repeat: string;
  foreign_chart: string;
}

/**
 * A pasted alert: whose it is, how a bot would know its sender, and what it would do.
 *
 * `way` says how its sender is known: `token` (its own one), or `address` (the bot's secret
 * address); `known` that the bot knows it already, `enabled` that it takes the system's alerts.
 * `chart` is the exchange that it names, where it is another one than the account's; the answer
 * was made with the `habits`.
 */
export interface ReadAlertRow extends JudgedSignal {
  system: string;
  dialect: string;
  title: string;
  way: string;
  known: boolean;
  enabled: boolean;
  chart: string | null;
  habits: HabitsRow;
  read_as: { [name: string]: unknown } | null;
  instead: { [name: string]: unknown } | null;
  notes: string[];
}

/** A system whose alerts a bot takes, and how many of its tokens it knows. */
export interface LearnedAlertRow {
  system: string;
  tokens: number;
}

/** Whose alerts a bot takes besides our own; `address` = it has a secret one. */
export interface OtherSendersRow {
  systems: LearnedAlertRow[];
  address: boolean;
  habits: HabitsRow;
}

/** What was learned; `address` is the secret address, shown once, where it is the way in. */
export interface LearnedRow {
  system: string;
  title: string;
  way: string;
  address: string | null;
}

/** A bot's secret address, shown once; None = it has none any more. */
export interface SecretAddressRow {
  address: string | null;
}

/** A column of a setting that is a list of objects. */
export interface SchemaColumnRow {
  name: string;
  kind: string;
  default: SettingValue;
  maximum: number | null;
  unit: string | null;
}

/** A setting that bots have; a field of another one names it as `part_of`. */
export interface SchemaRow {
  name: string;
  kind: string;
  step: string;
  section: string;
  default: SettingValue;
  minimum: number | null;
  maximum: number | null;
  unit: string | null;
  choices: string[] | null;
  columns: SchemaColumnRow[];
  optional: boolean;
  part_of: string | null;
  key: string;
}

/**
 * A setting of a bot; `choices` is the translation key of what its value means.
 *
 * `instead` is what holds where nothing is set.
 */
export interface SettingRow {
  name: string;
  value: SettingValue;
  unit: string | null;
  choices: string | null;
  instead: string | null;
}

/** Settings that stand together in the bot's flow. */
export interface SettingsSectionRow {
  name: string;
  fields: SettingRow[];
}

/** A step of the bot's flow. */
export interface SettingsStepRow {
  step: string;
  sections: SettingsSectionRow[];
}

/** What a setting was before and after a change. */
export interface ChangedSettingRow {
  name: string;
  before: SettingValue;
  after: SettingValue;
}

/** When which settings of a bot were changed. */
export interface SettingsChangeRow {
  at: string;
  fields: ChangedSettingRow[];
}

/** What closed positions come to; `curve` is their running sum, as [seconds, money]. */
export interface StatisticsRow {
  average_profit: string | null;
  best: string | null;
  worst: string | null;
  profit_factor: string | null;
  drawdown: string | null;
  drawdown_percentage: string | null;
  curve: [number, string][];
}

/** What a bot has earned. */
export interface BotRecordRow extends StatisticsRow {
  realized_profit_today: string;
}

/**
 * All positions that are not over, or what changed of them.
 *
 * `prices` has what a price moves: mark price, unrealized profit, profit %, ROE %, profit, value.
 */
export interface PositionsEvent {
  positions?: PanelPositionRow[];
  changed?: PanelPositionRow[];
  gone?: string[];
  prices?: { [name: string]: MovedNumbers };
}

/** All accounts with their bots. */
export interface AccountsEvent {
  accounts: AccountRow[];
}

/** The newest rows of the signal log, or those that are new or changed. */
export interface SignalsEvent {
  signals?: PanelSignalRow[];
  changed?: PanelSignalRow[];
}

/** A bot of a group; the names are None when it was removed. */
export interface GroupMemberRow {
  account: string;
  account_name: string | null;
  bot_id: string;
  name: string | null;
  size_factor: string;
}

/** A group with its newest signals; `reason` is why it is not loaded. */
export interface BotGroupRow {
  group: string;
  name: string;
  loaded: boolean;
  reason: string | null;
  only_tradingview: boolean;
  allowed_networks: string[];
  rate_limit: number;
  waiting: number;
  bots: GroupMemberRow[];
  signals: GroupSignalRow[];
}

/** All groups. */
export interface GroupsEvent {
  groups: BotGroupRow[];
}

/** The candles before a time, oldest first; `failed` is why the exchange could not be asked. */
export interface OlderCandles {
  candles: PanelCandle[];
  volumes: PanelVolume[];
  failed?: string;
}

/**
 * The candles of a market, or those that changed, with what was traded in them.
 *
 * `more` while an exchange is asked, `failed` is why it could not be.
 */
export interface MarketEvent {
  candles?: PanelCandle[];
  changed?: PanelCandle[];
  volumes?: PanelVolume[];
  more?: boolean;
  failed?: string;
  price: string | null;
}

/** An order that a signal would lead to; `position_id` is that of a position there is. */
export interface PlannedOrderRow {
  purpose: string;
  leg: number;
  position_id?: string;
  side: string;
  order_type: string;
  price: string | null;
  amount: string;
  cost: string | null;
  trigger: string | null;
}

/** The exits of a position as a change would leave them, and what it loses at worst. */
export interface ChangedExitsRow {
  position_id: string;
  stop_price: string | null;
  waiting: string | null;
  targets: Array<string | null>;
  auto_close: number | null;
  worst_loss_before: string | null;
  worst_loss: string | null;
}

/** What one command of a signal would lead to: each kind of command has some of it. */
export interface PreviewPart {
  orders?: PlannedOrderRow[];
  cancels?: string[];
  changes?: ChangedExitsRow[];
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
  then?: PreviewRow;
  opening_refused?: { [name: string]: unknown };
}

/**
 * What a signal would lead to.
 *
 * `worst_loss` is what is lost, with fees, when the stop is hit with the whole ladder filled;
 * without a stop all that is paid, or null where nothing bounds it. `price` is the last price,
 * `liquidation_price` an estimate for the initial entry. A reversal has what comes after its
 * closing in `then`.
 */
export interface PreviewRow extends PreviewPart {
  action: string;
  symbol: string | null;
  side: string | null;
  signal_id: string | null;
  warnings?: string[];
  missed_alert?: { [name: string]: string };
}
