import { isLooser, targetRows } from "./changes";
import { decimals } from "./format";
import type { Level, LevelKey, Plan, Position, SectionRow } from "./types";

/** A line that somebody has moved, and to where. */
export interface Draft {
  level: Level;
  price: string;
}

const COARSE = 0.001;
const WIDE = 10;

/** The name of what a line stands for: the same as long as it stands for that. */
export function nameOf(key: LevelKey): string {
  return key.is === "target" ? `target ${key.leg}` : key.is === "order" ? `order ${key.order}` : key.is;
}

/** A price on the market's grid. */
export function onGrid(price: number, tick: string | null): string {
  const digits = decimals(tick);
  const step = Number(tick);
  if (digits === undefined || !(step > 0)) return String(Number(price.toPrecision(8)));
  return Math.max(Math.round(price / step) * step, step).toFixed(digits);
}

/** By how much a press of an arrow key moves a line: about a thousandth, or one tick with Shift. */
export function stepOf(price: number, tick: string | null, fine: boolean, wide = false): number {
  const step = Number(tick) || price * COARSE;
  const coarse = Math.max(Math.round((price * COARSE) / step), 1) * step;
  return fine ? step : wide ? coarse * WIDE : coarse;
}

/**
 * Whether a line would act at once where it is: a stop beyond the market, a target or a limit that
 * the market has reached. Home Assistant refuses it too; this is told before it is asked.
 */
export function isOverMarket({ level, price }: Draft, { side, mark_price }: Pick<Position, "side" | "mark_price">): boolean {
  const last = Number(mark_price);
  if (!last) return false;
  const above = Number(price) > last;
  const long = side === "long";
  const belongsAbove = level.kind === "take_profit" || level.kind === "exit" ? long : !long;
  return Number(price) === last || above !== belongsAbove;
}

/** What is asked of the position, as `modify_position` takes it; a limit close is asked for by itself. */
export function changesFor({ level, price }: Draft, plan: Plan, position: Position): Record<string, unknown> {
  const { key } = level;
  switch (key?.is) {
    case "order":
      return { move_orders: [{ order: key.order, price }] };
    case "target":
      return { take_profit: targetsWith(key.leg, price, plan, position) };
    case "emergency":
      return { stop_loss: { ...without(plan.stop_loss, "emergency_stop"), emergency_stop_price: price } };
    default: {
      const rest = withLimit(plan.stop_loss, price, position);
      return { stop_loss: { ...(frees({ level, price }, position) ? free(rest) : rest), stop_price: price } };
    }
  }
}

/** Whether a stop is put where its protection would not leave it: then it follows no more. */
export function frees({ level, price }: Draft, position: Position): boolean {
  return level.key?.is === "stop" && isLooser(price, position);
}

function free(stop: SectionRow): SectionRow {
  const { protection_type: _type, trailing_percentage: _start, trailing_distance: _distance, break_even_percentage: _even, ...rest } = stop;
  return rest;
}

/** The list of targets in which one has moved; those that have filled come first and stay. */
function targetsWith(leg: number, price: string, plan: Plan, position: Position) {
  const order = position.take_profit.map((_, index) => index);
  const sorted = [
    ...order.filter((index) => position.take_profit[index]?.done),
    ...order.filter((index) => !position.take_profit[index]?.done),
  ];
  return targetRows(plan, position.take_profit).map((row, index) => {
    const moved = sorted[index] === leg;
    const share = moved || row.sold <= 0 ? row.share : String(Number((Number(row.share) + row.sold).toFixed(4)));
    const level = moved ? { price } : { [row.kind]: row.value };
    return { ...row.rest, ...level, position_percentage: share };
  });
}

function without(section: SectionRow | null, name: string): SectionRow {
  const { [`${name}_price`]: _price, [`${name}_percentage`]: _percentage, ...rest } = section ?? {};
  return rest;
}

/** The rest of a stop that moves; the limit of a limit stop goes with it, at the same gap. */
function withLimit(section: SectionRow | null, price: string, position: Position): SectionRow {
  const rest = without(section, "stop");
  const limit = rest.limit_price;
  const before = Number(position.stop_loss?.stop_price ?? section?.stop_price);
  if (limit === undefined || !before) return rest;
  return { ...rest, limit_price: onGrid(Number(limit) + Number(price) - before, position.price_tick) };
}
