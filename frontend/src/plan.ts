import { named, type Localize } from "./localize";
import type { Form } from "./message";
import type { SignalPlan } from "./types";

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
export function placed(levels: readonly PlanLevel[], height: number, gap: number): Placed[] {
  const top = gap / 2;
  const room = height - gap;
  const [low, high] = range(levels);
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

/** The lowest and the highest price that a picture shows in scale. */
export function range(levels: readonly PlanLevel[]): [number, number] {
  const prices = levels.filter(({ kind }) => kind !== "liquidation").map(({ price }) => price);
  const low = Math.min(...prices);
  const high = Math.max(...prices);
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
