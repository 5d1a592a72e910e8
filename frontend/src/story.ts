import type { Format } from "./format";
import { named, type Localize } from "./localize";
import { said } from "./reasons";
import type { Position, StoryRow } from "./types";

/** What a row of a position's story says, in words. */
export function told(t: Localize, format: Format, position: Position, row: StoryRow): string {
  const price = (value: unknown) => format.price(value as string | null, position.price_tick);
  const amount = (value: unknown) => `${format.number(value as string)} ${position.base}`;
  const reason = (value: unknown) => named(t, "close_reason", value as string);
  const order = () => {
    const name = named(t, "purpose", row.purpose as string);
    const many = row.purpose === "dca" || row.purpose === "take_profit";
    return many ? `${name} ${Number(row.leg) + 1}` : name;
  };
  const at = (limit: string, market: string, values: Record<string, string>) =>
    row.price === null ? t(market, values) : t(limit, { ...values, price: price(row.price) });
  switch (row.event) {
    case "accepted":
      return t("story.accepted", { signal: String(row.signal_id) });
    case "placed":
      return row.trigger
        ? t("story.placed_trigger", { order: order(), amount: amount(row.amount), price: price(row.trigger) })
        : t("story.placed", { order: order(), amount: amount(row.amount), price: price(row.price) });
    case "filled":
      return t(row.complete ? "story.filled" : "story.partly_filled", {
        order: order(),
        filled: amount(row.filled),
        amount: amount(row.amount),
        price: price(row.price),
      });
    case "rejected":
      return t("story.rejected", { order: order(), message: said(String(row.message ?? row.code ?? "")) });
    case "unknown":
      return t("story.unknown", { order: order() });
    case "cancelled_outside":
      return t("story.cancelled_outside", { order: order() });
    case "changed_outside":
      return t(row.by ? "story.taken_by_ours" : "story.changed_outside", { amount: amount(row.amount), price: price(row.price), size: amount(row.size) });
    case "adopted":
      return t(row.entry ? "story.adopted_entry" : "story.adopted", { amount: amount(row.amount), price: price(row.price), entry: price(row.entry) });
    case "released":
      return t("story.released", { amount: amount(row.amount), price: price(row.price) });
    case "entries_cancelled":
      return t(row.dca ? "story.entries_cancelled" : "story.entry_cancelled", { reason: reason(row.reason) });
    case "stop_set":
    case "stop_moved":
      return row.price === null
        ? t("story.emergency_set", { price: price(row.emergency) })
        : t(`story.${row.event}`, { price: price(row.price), why: named(t, "stop_cause", row.why as string) });
    case "stop_waits":
      return t("story.stop_waits", { price: price(row.price), why: named(t, "stop_cause", row.why as string) });
    case "targets":
      return t("story.targets", { prices: (row.prices as string[]).map(price).join(" · ") });
    case "targets_changed":
      return t(row.filled ? "story.targets_changed_filled" : "story.targets_changed", {
        count: String(row.count),
        filled: String(row.filled),
      });
    case "auto_close_changed":
      return t("story.auto_close_changed", { minutes: format.number(Number(row.seconds) / 60) });
    case "cool_down_started":
      return t("story.cool_down_started", { price: price(row.price), until: format.time(row.until as string) });
    case "cool_down_ended":
      return t("story.cool_down_ended", { price: price(row.price) });
    case "trailing_started":
    case "trailing_hit":
      return t(`story.${row.event}`, { number: String(Number(row.leg) + 1), price: price(row.price) });
    case "trailing_reset":
      return t("story.trailing_reset", { number: String(Number(row.leg) + 1) });
    case "increase_asked":
    case "reduce_asked":
      return at(`story.${row.event}_limit`, `story.${row.event}`, { amount: amount(row.amount) });
    case "increase_cut":
      return t("story.increase_cut", { amount: amount(row.amount) });
    case "order_moved":
      return t("story.order_moved", { order: order(), price: price(row.price) });
    case "entry_resized":
      return t("story.entry_resized", { amount: amount(row.amount) });
    case "close_asked":
      if (row.mark) return t("story.close_asked_mark", { reason: reason(row.reason), price: price(row.mark) });
      return at("story.close_asked_limit", "story.close_asked", { reason: reason(row.reason) });
    case "ended": {
      const profit = format.money(row.profit as string, position.quote, true);
      const text = t(row.status === "closed" ? "story.closed" : `story.${row.status}`, { reason: reason(row.reason), profit });
      const dust = row.dust ? ` ${t("story.dust", { dust: amount(row.dust) })}` : "";
      return `${text}${dust}${row.message ? ` ${said(String(row.message))}` : ""}`;
    }
    default:
      return named(t, "story", row.event);
  }
}
