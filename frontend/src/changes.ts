import type { Plan, Position, SectionRow, Target } from "./types";

export type StopChoice = "keep" | "price" | "percentage" | "break_even" | "none";

export interface TargetRow {
  kind: "price" | "price_percentage";
  value: string;
  /** What is left to sell: all of its share, unless a part of it has filled. */
  share: string;
  /** The part of the position, in percent, that it has sold at the level it had. */
  sold: number;
  /** Where it stood before the change; none of a new one. */
  before?: Pick<TargetRow, "kind" | "value">;
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
  /** A stop that is set goes on following what the plan says; without, it stays where it is put. */
  keepProtection: boolean;
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
    changes.take_profit = wanted.targets.map((row) => ({
      ...row.rest,
      [row.kind]: row.value,
      position_percentage: shareOf(row),
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
export function targetRows(
  plan: Plan,
  targets: readonly Pick<Target, "done" | "remaining_percentage">[],
): TargetRow[] {
  const rows = plan.take_profit.map(({ price, price_percentage, position_percentage, ...rest }, index): TargetRow => {
    const kind = price === undefined ? "price_percentage" : "price";
    const value = String(price ?? price_percentage ?? "");
    const share = String(position_percentage ?? "");
    const { done: filled = false, remaining_percentage: left = share } = targets[index] ?? {};
    const sold = filled ? 0 : Number(share) - Number(left);
    return { kind, value, share: sold > 0 ? rounded(Number(left)) : share, sold, before: { kind, value }, rest, filled };
  });
  return [...rows.filter((row) => row.filled), ...rows.filter((row) => !row.filled)];
}

/** The share of the position that a new target may take: what no other one has. */
export function shareLeft(targets: readonly TargetRow[]): string {
  const left = 100 - targets.reduce((sum, row) => sum + (Number(row.share) || 0) + row.sold, 0);
  return left > 0 ? rounded(left) : "100";
}

/**
 * The share that is sent: a level that stays counts what it has sold too, one that moves sells no
 * more than what was left of it.
 */
function shareOf({ share, sold, before, kind, value }: TargetRow): string {
  const stays = before?.kind === kind && before.value === value;
  return sold > 0 && stays && share !== "" ? rounded(Number(share) + sold) : share;
}

/** How far a position's stop is from its average entry, in percent; nothing once it is in profit. */
export function stopDistance({ side, entry_price, stop_loss }: StopPlace): string {
  const entry = Number(entry_price);
  const stop = Number(stop_loss?.stop_price);
  if (!entry || !stop) return "";
  const distance = ((side === "long" ? entry - stop : stop - entry) / entry) * 100;
  return distance > 0 ? rounded(distance) : "";
}

/** The limit of a limit stop that stands at a price: at the gap that the plan gives them. */
export function limitAt(stop: string, before: SectionRow | null): string {
  const limit = before?.limit_price;
  if (limit === undefined) return "";
  const gap = Number(before?.stop_price) - Number(limit);
  const moved = Number(stop) - gap;
  const digits = Math.max(places(stop), places(String(limit)), places(String(before?.stop_price)));
  return stop !== "" && Number.isFinite(moved) ? moved.toFixed(digits) : String(limit);
}

/** Whether a protection leaves the stop where it stands, because a price would loosen it. */
export function isLooser(price: string, { side, stop_loss }: StopPlace): boolean {
  const stop = Number(stop_loss?.stop_price);
  const wanted = Number(price);
  if (!stop_loss?.protection_armed || !stop || !wanted) return false;
  return side === "long" ? wanted < stop : wanted > stop;
}

type StopPlace = Pick<Position, "side" | "entry_price" | "stop_loss">;

function places(number: string): number {
  return number.split(".")[1]?.length ?? 0;
}

function rounded(number: number): string {
  return String(Number(number.toFixed(4)));
}

function stopOf({ stop, stopValue, limitPrice, keepProtection }: Wanted, before: SectionRow | null): unknown {
  switch (stop) {
    case "keep":
      return undefined;
    case "none":
      return null;
    case "break_even":
      return "break_even";
    default: {
      const { stop_price: _price, stop_percentage: _percentage, ...all } = before ?? {};
      const rest = keepProtection ? all : unprotected(all);
      const level = stop === "price" ? { stop_price: stopValue } : { stop_percentage: stopValue };
      return { ...rest, ...level, ...(rest.limit_price === undefined ? {} : { limit_price: limitPrice }) };
    }
  }
}

function unprotected(stop: SectionRow): SectionRow {
  const { protection_type: _type, trailing_percentage: _start, trailing_distance: _distance, break_even_percentage: _even, ...rest } = stop;
  return rest;
}

/** Whole seconds of minutes; what is no number goes on as it was typed, to be refused by name. */
function seconds(minutes: string): number | string {
  const value = Number(minutes) * 60;
  const whole = Math.round(value);
  // 1.1 minutes are 66 seconds, though a float says a little more
  return minutes !== "" && Math.abs(value - whole) < 1e-6 ? whole : minutes;
}
