import { PERIODS, type Period } from "../periods";
import { PRESETS, type Preset } from "../spans";

export { PERIODS, type Period };
/** How a card is set up in a dashboard. */
export interface CardConfig {
  type: string;
  title?: string;
  /** The config entry of an account. */
  account?: string;
}

export interface PositionsConfig extends CardConfig {
  limit?: number;
  actions?: boolean;
}

export interface EquityConfig extends CardConfig {
  period?: Period;
}

export interface BotConfig extends CardConfig {
  /** The device of a bot. */
  device?: string;
}

/** The days that a card of results can be about; it has no place to choose them by hand. */
export type ResultsSpan = Exclude<Preset, "custom">;
export const SPANS = PRESETS.filter((one): one is ResultsSpan => one !== "custom");

export interface ResultsConfig extends CardConfig {
  period?: ResultsSpan;
}

export const RESULTS = "tradehook-results-card";
export const TICKET = "tradehook-ticket-card";
export const POSITIONS = "tradehook-positions-card";
export const EQUITY = "tradehook-equity-card";
export const BOT = "tradehook-bot-card";
export const MOST_ROWS = 10;
export const MAX_ROWS = 100;

export function checkPositions(config: PositionsConfig): void {
  const { limit } = config;
  if (limit !== undefined && !(Number.isInteger(limit) && limit >= 1 && limit <= MAX_ROWS)) {
    throw new Error(`limit: a whole number from 1 to ${MAX_ROWS}`);
  }
}

export function checkBot(config: BotConfig): void {
  const { device } = config;
  if (device !== undefined && typeof device !== "string") throw new Error("device: the id of a bot's device");
}

export function checkResults(config: ResultsConfig): void {
  const { period } = config;
  if (period !== undefined && !SPANS.includes(period)) throw new Error(`period: one of ${SPANS.join(", ")}`);
}

export function checkEquity(config: EquityConfig): void {
  const { period } = config;
  if (period !== undefined && !PERIODS.includes(period)) {
    throw new Error(`period: one of ${PERIODS.join(", ")}`);
  }
}
