import { named, type Localize } from "./localize";
import type { Fill, Level, Mark, Position } from "./types";

const OVER: ReadonlySet<string> = new Set(["filled", "cancelled", "rejected", "expired"]);

export function isLive(status: string): boolean {
  return !OVER.has(status);
}

/** The prices of a position that matter, each with its name. */
export function levels(t: Localize, position: Position): Level[] {
  const found: Level[] = [];
  if (position.entry_price !== null) {
    found.push({ kind: "entry", name: t("level.entry"), price: position.entry_price });
  }
  for (const order of position.orders) {
    if (order.price === null || !isLive(order.status)) continue;
    if (order.purpose === "entry" && position.entry_price === null) {
      found.push({ kind: "entry", name: t("level.entry"), price: order.price });
    } else if (order.purpose === "dca") {
      found.push({ kind: "dca", name: leg(t("level.dca"), order.leg), price: order.price });
    }
  }
  position.take_profit.forEach((target, index) => {
    if (target.price === null || target.done) return;
    const name = leg(t("level.take_profit"), index);
    found.push({ kind: "take_profit", name, price: target.price });
  });
  const stop = position.stop_loss;
  if (stop?.stop_price) {
    found.push({ kind: "stop", name: t("level.stop"), price: stop.stop_price });
  }
  if (stop?.emergency_stop_price) {
    found.push({ kind: "stop", name: t("level.emergency"), price: stop.emergency_stop_price });
  }
  return found;
}

/** The fills as markers, oldest first. */
export function marks(t: Localize, fills: readonly Fill[]): Mark[] {
  return fills
    .map((fill) => ({
      time: Date.parse(fill.time) / 1000,
      price: Number(fill.price),
      side: fill.side,
      name: named(t, "purpose", fill.purpose),
    }))
    .sort((a, b) => a.time - b.time);
}

function leg(name: string, index: number | null): string {
  return index === null ? name : `${name} ${index + 1}`;
}
