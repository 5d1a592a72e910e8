import type { Plan, SectionRow, Target } from "./types";

export type StopChoice = "keep" | "price" | "percentage" | "break_even" | "none";

export interface TargetRow {
  kind: "price" | "price_percentage";
  value: string;
  share: string;
  /** What else the plan says of it, such as its trailing distance. */
  rest: SectionRow;
  /** It has filled: it stays as it is, whatever becomes of the others. */
  filled: boolean;
}

/** What someone wants to change of a position's exits. */
export interface Wanted {
  stop: StopChoice;
  stopValue: string;
  limitPrice: string;
  targets: TargetRow[] | undefined;
  cancelEntries: boolean;
  autoClose: "keep" | "never" | "after";
  /** Minutes from the first fill on. */
  minutes: string;
}

/** The changes as `modify_position` takes them: what is not touched stays, rule by rule. */
export function changesOf(wanted: Wanted, plan: Plan): Record<string, unknown> {
  const changes: Record<string, unknown> = {};
  const stop = stopOf(wanted, plan.stop_loss);
  if (stop !== undefined) changes.stop_loss = stop;
  if (wanted.targets) {
    changes.take_profit = wanted.targets.map(({ kind, value, share, rest }) => ({
      ...rest,
      [kind]: value,
      position_percentage: share,
    }));
  }
  if (wanted.cancelEntries) changes.cancel_entries = true;
  if (wanted.autoClose === "never") changes.auto_close = null;
  if (wanted.autoClose === "after") changes.auto_close = seconds(wanted.minutes);
  return changes;
}

/**
 * The rows of a plan's targets, to be changed. Those that have filled come first: the leading rows
 * of a change that equal them are known as those.
 */
export function targetRows(plan: Plan, targets: readonly Pick<Target, "done">[]): TargetRow[] {
  const rows = plan.take_profit.map(({ price, price_percentage, position_percentage, ...rest }, index): TargetRow => ({
    kind: price === undefined ? "price_percentage" : "price",
    value: String(price ?? price_percentage ?? ""),
    share: String(position_percentage ?? ""),
    rest,
    filled: targets[index]?.done ?? false,
  }));
  return [...rows.filter((row) => row.filled), ...rows.filter((row) => !row.filled)];
}

/** The share of the position that a new target may take: what no other one has. */
export function shareLeft(targets: readonly TargetRow[]): string {
  const left = 100 - targets.reduce((sum, row) => sum + (Number(row.share) || 0), 0);
  return String(left > 0 ? Number(left.toFixed(4)) : 100);
}

function stopOf({ stop, stopValue, limitPrice }: Wanted, before: SectionRow | null): unknown {
  switch (stop) {
    case "keep":
      return undefined;
    case "none":
      return null;
    case "break_even":
      return "break_even";
    default: {
      const { stop_price: _price, stop_percentage: _percentage, ...rest } = before ?? {};
      const level = stop === "price" ? { stop_price: stopValue } : { stop_percentage: stopValue };
      return { ...rest, ...level, ...(rest.limit_price === undefined ? {} : { limit_price: limitPrice }) };
    }
  }
}

/** Whole seconds of minutes; what is no number goes on as it was typed, to be refused by name. */
function seconds(minutes: string): number | string {
  const value = Number(minutes) * 60;
  return minutes !== "" && Number.isInteger(value) ? value : minutes;
}
