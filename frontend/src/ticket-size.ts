import type { Form } from "./message";
import { openingOf } from "./plan";
import type { SignalAnswer } from "./types";

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

/** A form of the size that the bot would take by itself, to learn what is lost and what is free. */
export function probeOf(form: Form): Form {
  return { ...form, size_unit: "quote_amount", size: "" };
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
