import type { Form } from "./message";
import { openingOf } from "./plan";
import type { SignalAnswer, SignalPlan } from "./types";

/** Decimal places of an amount that a share comes to. */
const DIGITS = 8;

/** Whether the size of a form is a share, of which an amount has to be made. */
export function isShare({ size_unit }: Form): boolean {
  return size_unit === "margin_percentage" || size_unit === "risk_percentage";
}

/** A form with an amount of quote. */
function sized(form: Form, amount: number): Form {
  // Rounded down: never more than was asked for
  const [whole, part = ""] = amount.toFixed(DIGITS + 2).split(".");
  return { ...form, size_unit: "quote_amount", size: `${whole}.${part.slice(0, DIGITS)}` };
}

/** Whether a form says something that no signal can: what it comes to is found by a probe. */
export function needsProbe(form: Form): boolean {
  return isShare(form) || inMultiples(form);
}

/**
 * A form to learn from what is lost and what is free: of the size that the bot would take by itself
 * where its own is a share, and with targets in % where they are in R.
 */
export function probeOf(form: Form): Form {
  const sized = isShare(form) ? { ...form, size_unit: "quote_amount" as const, size: "" } : form;
  return inMultiples(sized) ? withTargets(sized, (level) => level) : sized;
}

/** What a form comes to as a signal can say it, or the key of what is missing. */
export function exactOf(form: Form, probe: SignalAnswer): { form: Form } | { missing: string } {
  const found = isShare(form) ? amountOf(form, probe) : { form };
  if ("missing" in found || !inMultiples(form)) return found;
  const stop = stopDistance(openingOf(probe.body.plan ?? {}));
  if (!stop) return { missing: "needs_stop_multiple" };
  const percentage = (level: string) => {
    const far = Number(level) * stop;
    // What is no number is told by the bot, in its own words
    return level.trim() && Number.isFinite(far) ? String(Number(far.toFixed(4))) : level;
  };
  return { form: withTargets(found.form, percentage) };
}

function inMultiples({ origins, take_profit }: Form): boolean {
  return origins.take_profit === "signal" && take_profit.some(({ unit }) => unit === "multiple");
}

function withTargets(form: Form, percentage: (level: string) => string): Form {
  const take_profit = form.take_profit.map((row) =>
    row.unit === "multiple" ? { ...row, unit: "percentage" as const, level: percentage(row.level) } : row,
  );
  return { ...form, take_profit };
}

/** How far the stop is from the entry, in % of the entry. */
function stopDistance({ orders = [], price }: SignalPlan): number | undefined {
  const entry = Number(orders.find(({ purpose }) => purpose === "entry")?.price ?? price);
  // Behind the first one there may be an emergency stop
  const stop = orders.find(({ purpose, leg }) => purpose === "stop_loss" && !leg);
  const at = Number(stop?.trigger ?? stop?.price);
  return entry > 0 && at > 0 && at !== entry ? (100 * Math.abs(entry - at)) / entry : undefined;
}

/**
 * The form with the amount that its share comes to, or the key of what is missing.
 *
 * What is lost at worst grows with the size: the plan of another size says what is lost of each unit,
 * fees, slippage and DCA orders in it.
 */
export function amountOf(form: Form, probe: SignalAnswer): { form: Form } | { missing: string } {
  const share = Number(form.size);
  if (!(share > 0 && share <= 100)) return { missing: "needs_size" };
  const whole = Number(form.size_unit === "risk_percentage" ? probe.equity : probe.free_balance);
  if (!(whole > 0)) return { missing: "needs_balance" };
  const plan = openingOf(probe.body.plan ?? {});
  const entry = Number(plan.entry_notional);
  if (form.size_unit === "margin_percentage") {
    return { form: sized(form, ((whole * share) / 100) * (plan.leverage ?? 1)) };
  }
  const loss = Number(plan.worst_loss);
  // Without a stop all of a coin is at risk: that is no size anybody means by it
  const stops = plan.orders?.some(({ purpose }) => purpose === "stop_loss");
  if (!stops || !(loss > 0) || !(entry > 0)) return { missing: "needs_stop" };
  return { form: sized(form, (((whole * share) / 100) * entry) / loss) };
}
