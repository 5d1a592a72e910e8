import { named, type Localize } from "./localize";
import type { Form } from "./message";
import type { Format } from "./format";
import { decimals, market } from "./format";
import type { Fact, SignalAnswer, SignalPlan } from "./types";

export type LevelKind = "now" | "entry" | "dca" | "take_profit" | "stop" | "liquidation" | "wait";

/** A price of a plan that matters; `amount` in base where something is bought or sold there. */
export interface PlanLevel {
  kind: LevelKind;
  name: string;
  price: number;
  text: string;
  amount: string | null;
}

/** So near to the entry, the price of now is the same line (a share of the price). */
const SAME = 0.001;

/** The plan of what is opened, which a reversal has behind its closing. */
export function openingOf(plan: SignalPlan): SignalPlan {
  return plan.then ?? plan;
}

/** The prices of a plan, the highest first. */
export function planLevels(t: Localize, plan: SignalPlan, form?: Form): PlanLevel[] {
  const found: PlanLevel[] = [];
  const add = (kind: LevelKind, name: string, price: string | null | undefined, amount: string | null = null) => {
    const number = Number(price);
    if (price && number > 0) found.push({ kind, name, price: number, text: price, amount });
  };
  for (const order of plan.orders ?? []) {
    const { purpose, leg, price, trigger, amount } = order;
    if (purpose === "take_profit") {
      add("take_profit", `${t("level.take_profit")} ${leg + 1}`, trigger ?? price, amount);
    } else if (purpose === "dca") {
      add("dca", `${t("level.dca")} ${leg + 1}`, price, amount);
    } else if (purpose === "stop_loss") {
      add("stop", t(leg ? "level.emergency" : "level.stop"), trigger ?? price, leg ? null : amount);
    } else {
      add("entry", named(t, "purpose", purpose), price, amount);
    }
  }
  add("liquidation", t("level.liquidation"), plan.liquidation_price);
  if (form) {
    add("wait", t("level.condition"), form.condition.price);
    add("wait", t("level.expiration"), form.expiration.price);
  }
  const entry = found.find(({ kind }) => kind === "entry")?.price ?? 0;
  if (Math.abs(Number(plan.price) - entry) > entry * SAME) add("now", t("level.now"), plan.price);
  return found.sort((a, b) => b.price - a.price);
}

/** What a plan costs and risks: its size, its margin, what it needs and what is lost at worst. */
export function amounts(t: Localize, format: Format, answer: SignalAnswer): Fact[] {
  const plan = openingOf(answer.body.plan ?? {});
  const quote = answer.market?.quote ?? answer.currency ?? "";
  const facts: Fact[] = [];
  if (plan.entry_notional) facts.push([t("plan.size"), format.money(plan.entry_notional, quote)]);
  if (plan.notional && plan.orders?.some(({ purpose }) => purpose === "dca")) {
    facts.push([t("plan.ladder"), format.money(plan.notional, quote)]);
  }
  if (plan.leverage && plan.leverage > 1) {
    facts.push([t("plan.margin"), `${format.money(plan.margin, quote)} (${plan.leverage}×)`]);
  }
  if (plan.worst_loss) {
    const share = shareOf(plan.worst_loss, answer.equity);
    const of =
      share === undefined || quote !== answer.currency
        ? ""
        : ` · ${t("plan.of_equity", { share: format.number(share, 2) })}`;
    facts.push([t("plan.worst_loss"), `−${format.money(plan.worst_loss, quote)}${of}`, "loss"]);
  } else if (plan.entry_notional) {
    facts.push([t("plan.worst_loss"), t("plan.unbounded"), "loss"]);
  }
  return facts;
}

/** What a signal is going to do, line by line, as it is asked before it is sent. */
export function consequences(t: Localize, format: Format, answer: SignalAnswer): Fact[] {
  const whole = answer.body.plan;
  if (!whole) return [];
  const plan = openingOf(whole);
  const digits = decimals(answer.market?.price_tick ?? null);
  const coin = plan.symbol?.split("/")[0] ?? "";
  const facts: Fact[] = [];
  if (plan.symbol) {
    const side = plan.side ? ` ${named(t, "side", plan.side)}` : "";
    facts.push([t("column.symbol"), `${market(plan.symbol)}${side}`]);
  }
  if (whole.then && whole.orders?.length) {
    facts.push([t("purpose.close"), t("plan.closes_first", { count: whole.orders.length })]);
  }
  const levels = planLevels(t, plan).filter(({ kind }) => kind !== "now");
  for (const { name, text, amount } of levels) {
    const base = amount === null ? "" : ` · ${format.number(amount)} ${answer.market?.base ?? coin}`;
    facts.push([name, `${format.number(text, digits)}${base}`]);
  }
  const opens = plan.orders?.some(({ purpose }) => purpose === "entry");
  if (opens && !levels.some(({ kind }) => kind === "stop")) {
    facts.push([t("level.stop"), t("positions.no_stop"), "loss"]);
  }
  const size = t("plan.size");
  return [...facts, ...amounts(t, format, answer).map(([name, ...rest]): Fact => [name === size ? t("column.size") : name, ...rest])];
}

/** Where each level stands in a picture: its own height, and that of its label (pixels). */
export interface Placed extends PlanLevel {
  at: number;
  label: number;
}

/**
 * Place levels (the highest first) so that no label covers another.
 *
 * Far ones would press all the rest together: a level that is more than eight times as far from
 * the entry as the next one stands at the edge.
 */
export function placed(levels: readonly PlanLevel[], height: number, gap: number, past: readonly number[] = []): Placed[] {
  const top = gap / 2;
  const room = height - gap;
  const [low, high] = range(levels, past);
  const span = high - low || 1;
  const found = levels.map((level) => {
    const share = Math.min(Math.max((high - level.price) / span, 0), 1);
    return { ...level, at: top + share * room, label: 0 };
  });
  let last = -Infinity;
  for (const level of found) {
    level.label = Math.max(level.at, last + gap);
    last = level.label;
  }
  let next = height - top + gap;
  for (const level of [...found].reverse()) {
    level.label = Math.min(level.label, next - gap);
    next = level.label;
  }
  return found;
}

const FAR = 8;

/** The part of its price that is shown around a single level, which has no scale of its own. */
const AROUND = 0.005;

/** The lowest and the highest price that a picture shows in scale, the price so far among them. */
export function range(levels: readonly PlanLevel[], past: readonly number[] = []): [number, number] {
  const prices = [...levels.filter(({ kind }) => kind !== "liquidation").map(({ price }) => price), ...past];
  let low = Math.min(...prices);
  let high = Math.max(...prices);
  const least = high * AROUND;
  if (high - low < least) [low, high] = [(low + high - least) / 2, (low + high + least) / 2];
  const span = high - low || high * 0.01;
  const far = levels.find(({ kind }) => kind === "liquidation")?.price;
  if (far === undefined || far < low - FAR * span || far > high + FAR * span) {
    return far === undefined
      ? [low, high]
      : far < low
        ? [low - span * 0.15, high]
        : [low, high + span * 0.15];
  }
  return [Math.min(low, far), Math.max(high, far)];
}

/** What is lost at worst, in percent of the equity; undefined where nobody knows. */
export function shareOf(part: string | null | undefined, whole: string | null | undefined): number | undefined {
  if (!part || !whole || Number(whole) <= 0) return undefined;
  return (100 * Number(part)) / Number(whole);
}
