import { named, type Localize } from "./localize";
import type { Fill, Level, Mark, Order, Position } from "./types";

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
    const level = orderLevel(t, order);
    if (level) found.push(level);
  }
  position.take_profit.forEach((target, leg) => {
    if (target.price === null) return;
    const name = numbered(t("level.take_profit"), leg);
    const rest: Partial<Level> = target.done ? { filled: true } : { key: { is: "target", leg } };
    found.push({ kind: "take_profit", name, price: target.price, ...rest });
  });
  const stop = position.stop_loss;
  if (stop?.stop_price) {
    found.push({ kind: "stop", name: t("level.stop"), price: stop.stop_price, key: { is: "stop" } });
  }
  if (stop?.emergency_stop_price) {
    const name = t("level.emergency");
    found.push({ kind: "stop", name, price: stop.emergency_stop_price, key: { is: "emergency" } });
  }
  return found;
}

/** The line of a limit order that rests; targets and stops have theirs by themselves. */
function orderLevel(t: Localize, { purpose, status, order_type, price, leg, client_order_id }: Order): Level | undefined {
  if (price === null || order_type !== "limit" || !isLive(status)) return undefined;
  const key = { is: "order", order: client_order_id } as const;
  switch (purpose) {
    case "entry":
      return { kind: "entry", name: t("level.limit"), price, key };
    case "dca":
      return { kind: "dca", name: numbered(t("level.dca"), leg), price, key };
    case "increase":
      return { kind: "dca", name: t("level.increase"), price, key };
    case "reduce":
      return { kind: "exit", name: t("level.reduce"), price, key };
    case "close":
      return { kind: "exit", name: t("level.close"), price, key: { is: "close" } };
    default:
      return undefined;
  }
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

function numbered(name: string, index: number | null): string {
  return index === null ? name : `${name} ${index + 1}`;
}
