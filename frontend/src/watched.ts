import { isLive } from "./levels";
import type { Position } from "./types";

/** A price for which no order waits at the exchange: Home Assistant looks for it. */
export interface Watched {
  kind: "stop_loss" | "emergency_stop" | "waiting_stop" | "take_profit" | "entry";
  /** The number of a target. */
  leg?: number;
  price: string;
  /** How much is sold there, in %. */
  share?: string;
  trailing?: boolean;
}

const LIVE: ReadonlySet<string> = new Set(["pending", "open", "closing"]);

/** What Home Assistant watches of a position, since there is no order for it at the exchange. */
export function watched(position: Position): Watched[] {
  if (!LIVE.has(position.status)) return [];
  const found: Watched[] = [];
  if (position.entry_condition_price !== null) {
    found.push({ kind: "entry", price: position.entry_condition_price });
  }
  const stop = position.stop_loss;
  if (stop) {
    const rests = (price: string) =>
      stop.resting_stop_price !== null &&
      Math.abs(Number(stop.resting_stop_price) - Number(price)) <= 1.001 * Number(position.price_tick ?? 0);
    const { stop_price, emergency_stop_price, waiting } = stop;
    if (stop_price !== null && !rests(stop_price)) found.push({ kind: "stop_loss", price: stop_price });
    if (emergency_stop_price !== null && !rests(emergency_stop_price)) {
      found.push({ kind: "emergency_stop", price: emergency_stop_price });
    }
    if (waiting) found.push({ kind: "waiting_stop", price: waiting.stop });
  }
  if (position.status === "closing") return found;
  position.take_profit.forEach(({ price, done, position_percentage, trailing }, leg) => {
    const rests = position.orders.some(
      (order) => order.purpose === "take_profit" && order.leg === leg && isLive(order.status),
    );
    if (!done && price !== null && !rests) {
      found.push({ kind: "take_profit", leg, price, share: position_percentage, trailing });
    }
  });
  return found;
}
