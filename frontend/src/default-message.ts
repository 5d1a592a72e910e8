import { EMPTY, type Form } from "./message";

/** What TradingView's message box of a strategy's alert has in it by itself. */
export const DEFAULT_MESSAGE =
  "Strategy: order {{strategy.order.action}} @ {{strategy.order.contracts}} filled on {{ticker}}. " +
  "New strategy position is {{strategy.position_size}}";

/** Whether the alert is left in TradingView's words. */
export function isDefault({ kind, wording }: Form): boolean {
  return kind === "strategy" && wording === "default";
}

/** What such a message can say: what the strategy holds. All else is the bot's. */
export function inDefaultWords(form: Form): Form {
  const { kind, wording, transition, symbol } = form;
  return isDefault(form) ? { ...EMPTY, kind, wording, transition, symbol } : form;
}
