import { said } from "./reasons";
import type {
  Account,
  Adopted,
  BotMarkets,
  BotRecord,
  BotWebhook,
  ChangedPlan,
  ClosedPositions,
  Connection,
  Fill,
  FillTotals,
  GroupsEvent,
  Habits,
  Learned,
  Link,
  MarketEvent,
  OtherSenders,
  PastedAlert,
  Position,
  OlderCandles,
  PositionDetails,
  PositionsEvent,
  ReadAlert,
  Risk,
  RecordFilters,
  Released,
  Results,
  SettingsChange,
  SettingsStep,
  Signal,
  SignalAnswer,
  SignalsEvent,
  Unowned,
} from "./types";

/** Goes up with the integration's, whenever a panel of before would misunderstand a message. */
export const PROTOCOL = 1;

export type Unsubscribe = () => void;

/** Asks over HTTP. */
export type Post = <T>(path: string, data: object) => Promise<T>;

/** The commands of the integration, typed. */
export class Api {
  /** Take the connection, and what to say of something that can't be done without it. */
  constructor(
    private readonly connection: Connection,
    private readonly lost: () => string = () => "Home Assistant is not connected",
    private readonly post: Post = () => Promise.reject(new Error("Home Assistant is not connected")),
    private readonly unanswered: () => string = () => "The connection was lost before an answer came",
  ) {}

  connect() {
    return this.ask<{ protocol: number; compatible: boolean; version: string }>("connect", {
      protocol: PROTOCOL,
    });
  }

  positions(callback: (event: PositionsEvent) => void) {
    return this.subscribe("subscribe_positions", {}, callback);
  }

  accounts(callback: (event: { accounts: Account[] }) => void) {
    return this.subscribe("subscribe_accounts", {}, callback);
  }

  signals(callback: (event: SignalsEvent) => void) {
    return this.subscribe("subscribe_signals", {}, callback);
  }

  /** The candles that begin before a time, in seconds; none are left of an empty page. */
  olderCandles(account: string, symbol: string, interval: number, before: number) {
    return this.ask<OlderCandles>("older_candles", { account, symbol, interval, before });
  }

  /** The groups, with what became of their newest alerts. */
  groups(callback: (event: GroupsEvent) => void) {
    return this.subscribe("subscribe_groups", {}, callback);
  }

  market(
    account: string,
    symbol: string,
    interval: number,
    callback: (event: MarketEvent) => void,
    span: { since?: number; until?: number } = {},
  ) {
    return this.subscribe("subscribe_market", { account, symbol, interval, ...span }, callback);
  }

  close(position: Place, order: { order_type?: "market" | "limit"; price?: string } = {}) {
    return this.act<{ done: string }>("close_position", { ...place(position), ...order });
  }

  modify(position: Place, changes: Record<string, unknown>) {
    return this.act<ChangedPlan>("modify_position", { ...place(position), changes });
  }

  /** What changes would make of the worst loss of a position; none of it is done. */
  checkChanges(position: Place, changes: Record<string, unknown>) {
    return this.ask<Risk>("check_changes", { ...place(position), changes });
  }

  keep(position: Place) {
    return this.act<{ done: string }>("keep_position", place(position));
  }

  /** Manage a position no more; nothing is sold. */
  release(position: Place) {
    return this.act<Released>("release_position", place(position));
  }

  /** What the exchange holds that belongs to nobody here. */
  unowned(account: string) {
    return this.ask<Unowned[]>("unowned", { account });
  }

  adopt(account: string, what: Adoption) {
    return this.act<Adopted>("adopt_position", { account, ...what });
  }

  closeAll(account: string, position_ids: readonly string[]) {
    return this.act<Outcome[]>("close_positions", { account, position_ids });
  }

  keepAll(account: string, position_ids: readonly string[]) {
    return this.act<Outcome[]>("keep_positions", { account, position_ids });
  }

  createLink(position: Place, mode: Link["mode"], question: boolean) {
    return this.act<Link>("create_link", { ...place(position), mode, question });
  }

  links(position: Place) {
    return this.ask<Link[]>("links", place(position));
  }

  setNote(position: Place, note: string, tags: readonly string[]) {
    return this.ask<{ note: string; tags: string[] }>("set_note", { ...place(position), note, tags });
  }

  revokeLink(account: string, link_id: string) {
    return this.act<Link>("revoke_link", { account, link_id });
  }

  position(position: Place) {
    return this.ask<PositionDetails>("position", place(position));
  }

  trades(account: string, before?: string, limit = 100, more: FillsAsked = {}) {
    return this.ask<Fill[]>("trades", { ...more, ...page(account, before), limit });
  }

  /** What was earned in each currency, on paper and live. */
  results(asked: Asked & { period: "day" | "week" | "month" }) {
    return this.ask<Results[]>("results", asked);
  }

  closedPositions(asked: ClosedAsked) {
    return this.ask<ClosedPositions>("closed_positions", asked);
  }

  fillTotals(asked: Asked) {
    return this.ask<FillTotals[]>("fill_totals", asked);
  }

  recordFilters() {
    return this.ask<RecordFilters>("record_filters", {});
  }

  /** The numbers that an entity has had, from Home Assistant's own history. */
  async states(entity: string, hours: number): Promise<[number, number][]> {
    const answer = await this.connection.sendMessagePromise<
      Record<string, { s: string; lu: number }[]>
    >({
      type: "history/history_during_period",
      start_time: new Date(Date.now() - hours * 3_600_000).toISOString(),
      entity_ids: [entity],
      minimal_response: true,
      no_attributes: true,
    });
    return (answer[entity] ?? [])
      .map(({ s, lu }): [number, number] => [lu * 1000, Number(s)])
      .filter(([, value]) => Number.isFinite(value));
  }

  /** The averages that an entity has had, from Home Assistant's long-term statistics. */
  async averages(entity: string, hours: number, period: "hour" | "day"): Promise<[number, number][]> {
    const answer = await this.connection.sendMessagePromise<
      Record<string, { start: number; mean?: number | null }[]>
    >({
      type: "recorder/statistics_during_period",
      start_time: new Date(Date.now() - hours * 3_600_000).toISOString(),
      statistic_ids: [entity],
      period,
      types: ["mean"],
    });
    return (answer[entity] ?? []).flatMap(({ start, mean }): [number, number][] =>
      typeof mean === "number" ? [[start, mean]] : [],
    );
  }

  setBot(account: string, bot_id: string, on: boolean) {
    return this.act<null>("set_bot", { account, bot_id, on });
  }

  setTrading(account: string, on: boolean) {
    return this.act<null>("set_trading", { account, on });
  }

  webhook(account: string, bot_id: string) {
    return this.ask<BotWebhook>("bot_webhook", { account, bot_id });
  }

  /** In which markets a bot can open a position. */
  botMarkets(account: string, bot_id: string) {
    return this.ask<BotMarkets>("bot_markets", { account, bot_id });
  }

  sendSignal(account: string, bot_id: string, signal: Record<string, unknown>) {
    return this.act<SignalAnswer>("send_signal", { account, bot_id, signal });
  }

  /** Give a signal to a bot; one that is not accepted is an error with the bot's own words. */
  async command(account: string, bot_id: string, signal: Record<string, unknown>): Promise<SignalAnswer["body"]> {
    const { status, body } = await this.sendSignal(account, bot_id, signal);
    if (status < 300) return body;
    const rows = body.errors?.map(({ path, message }) => (path ? `${path}: ${said(message)}` : said(message)));
    throw new Error(rows?.join("; ") || body.error || body.code || String(status));
  }

  /** What the bot would answer to a test of it, without a row in the signal log. */
  checkSignal(account: string, bot_id: string, signal: Record<string, unknown>) {
    return this.ask<SignalAnswer>("check_signal", { account, bot_id, signal });
  }

  /** Move a market of a simulated account. */
  movePrice(account: string, symbol: string, change_percentage: number) {
    return this.connection.sendMessagePromise<unknown>({
      type: "call_service",
      domain: "tradehook",
      service: "set_simulated_price",
      service_data: { account, symbol, change_percentage },
      return_response: true,
    });
  }

  /** What a pasted alert is, and what it says in our words; its secret must not come into a log. */
  explainAlert(text: string) {
    return this.post<PastedAlert>("tradehook/pasted_alert", { text });
  }

  /** What a bot would make of an alert of another system, with the habits that are chosen. */
  readAlert(account: string, bot_id: string, text: string, habits: Partial<Habits>) {
    return this.botAlert<ReadAlert>("read_alert", { account, bot_id, text, ...habits });
  }

  /** Let a bot take alerts like this one. */
  learnAlert(account: string, bot_id: string, text: string, habits: Partial<Habits>) {
    return this.botAlert<Learned>("learn_alert", { account, bot_id, text, ...habits });
  }

  /** Make a secret address; a former one ends. */
  newSecretAddress(account: string, bot_id: string) {
    return this.botAlert<{ address: string }>("secret_address", { account, bot_id });
  }

  /** What has a secret in it goes over HTTP, which no log repeats. */
  private async botAlert<T>(what: string, data: object): Promise<T> {
    const answer = await this.post<T & { refused?: { message: string } }>(`tradehook/${what}`, data);
    if (answer.refused) throw new Error(answer.refused.message);
    return answer;
  }

  endSecretAddress(account: string, bot_id: string) {
    return this.act<{ address: null }>("end_secret_address", { account, bot_id });
  }

  otherSenders(account: string, bot_id: string) {
    return this.ask<OtherSenders>("other_senders", { account, bot_id });
  }

  forgetAlerts(account: string, bot_id: string, system: string) {
    return this.act<OtherSenders>("forget_alerts", { account, bot_id, system });
  }

  stopAndClose(account: string, bot_id: string) {
    return this.act<null>("stop_and_close", { account, bot_id });
  }

  botSettings(account: string, bot_id: string) {
    return this.ask<SettingsStep[]>("bot_settings", { account, bot_id });
  }

  botChanges(account: string, bot_id: string) {
    return this.ask<SettingsChange[]>("bot_changes", { account, bot_id });
  }

  botRecord(account: string, bot_id: string) {
    return this.ask<BotRecord>("bot_record", { account, bot_id });
  }

  signalPage(account: string, filter: SignalFilter, before?: string, limit = 100) {
    return this.ask<Signal[]>("signals", { ...filter, ...page(account, before), limit });
  }

  /** The integration's own texts of a category, by their keys. */
  async texts(language: string, category: string): Promise<Record<string, string>> {
    const { resources } = await this.connection.sendMessagePromise<{
      resources: Record<string, string>;
    }>({ type: "frontend/get_translations", language, category, integration: ["tradehook"] });
    return resources;
  }

  /** Ask for what changes something. */
  private async act<T>(command: string, fields: object): Promise<T> {
    // It would be kept until the connection is back, and done when nobody expects it any more
    if (!this.connection.connected) throw new Error(this.lost());
    try {
      return await this.ask<T>(command, fields);
    } catch (error) {
      // It may have been done: only its answer is known to be missing
      throw isLost(error) ? new Error(this.unanswered()) : error;
    }
  }

  private ask<T>(command: string, fields: object): Promise<T> {
    return this.connection.sendMessagePromise<T>({ type: `tradehook/${command}`, ...fields });
  }

  private async subscribe<T>(
    command: string,
    fields: object,
    callback: (event: T) => void,
  ): Promise<Unsubscribe> {
    // Subscribed again by Live: right after a restart the integration may not be there yet
    const end = await this.connection.subscribeMessage<T>(
      callback,
      { type: `tradehook/${command}`, ...fields },
      { resubscribe: false },
    );
    // The connection may be gone by then, and the subscription with it
    return () => void end().catch(() => undefined);
  }
}

/** What is made a position: `exits` are the sections of a signal. */
export interface Adoption {
  symbol: string;
  side: string;
  size?: string;
  entry_price?: string;
  exits: Record<string, unknown>;
  cancel_orders: boolean;
}

/** What was done with one of several positions; one that was over already has no row. */
export interface Outcome {
  position_id: string;
  done: string;
}

/** The sentence of a refusal over HTTP. */
export function refusedOver(error: unknown): Error {
  const { body } = error as { body?: { message?: string } };
  return error instanceof Error ? error : new Error(body?.message ?? errorText(error));
}

/** Which accounts, bots, markets and days; days are the house's, both ends in it. */
export interface Asked {
  account?: string;
  account_type?: string;
  bot_id?: string;
  symbol?: string;
  side?: string;
  tag?: string;
  first_day?: string;
  last_day?: string;
}

export type FillsAsked = Pick<Asked, "bot_id" | "symbol" | "first_day" | "last_day"> & { books?: boolean };

export interface ClosedAsked extends Asked {
  close_reason?: string;
  sort?: string;
  descending?: boolean;
  offset?: number;
  limit?: number;
}

export interface SignalFilter {
  bot_id?: string;
  status?: string;
  action?: string;
  symbol?: string;
}

export type Place = Pick<Position, "account" | "position_id">;

function place({ account, position_id }: Place): Place {
  return { account, position_id };
}

function page(account: string, before?: string) {
  return before === undefined ? { account } : { account, before };
}

const CONNECTION_LOST = 3;

/** Whether a connection ended before the answer came: Home Assistant says so with a number. */
function isLost(error: unknown): boolean {
  const { code, error: inner } = Object(error) as { code?: unknown; error?: { code?: unknown } };
  return [error, code, inner?.code].includes(CONNECTION_LOST);
}

/** The sentence of whatever went wrong, in the user's language where the integration knows it. */
export function errorText(error: unknown): string {
  if (typeof error === "object" && error !== null) {
    if ("message" in error) return said(String(error.message));
    if ("error" in error) return errorText(error.error);
  }
  return String(error);
}
