import { html, nothing } from "lit";
import { OVER } from "../actions";
import type { Context } from "../context";
import { tone } from "../format";
import { named } from "../localize";
import type { Position } from "../types";
import { distance, isPerpetual, since } from "../worth";
import { ageOf, entryOf, span } from "./position-row";

/** The numbers of a position: what it has come to, where it ends, and what it costs. */
export function drawFacts(ctx: Context, position: Position) {
  const { t, format } = ctx;
  const over = OVER.has(position.status);
  const perpetual = isPerpetual(position);
  const money = (value: string | null, sign = false) => format.money(value, position.quote, sign);
  const price = (value: string | null) => format.price(value, position.price_tick);
  const fact = (name: string, value: string, kind = "", note = "") => html`<div data-fact=${name}>
    <dt class="soft">${t(`column.${name}`)}</dt>
    <dd class="number ${kind}">
      ${value}${note ? html` <span class="soft note-inline">${note}</span>` : nothing}
    </dd>
  </div>`;
  const away = (value: string | null) => {
    const far = distance(position.mark_price, value);
    return far === null ? "" : format.percent(far);
  };
  const tones = tone(position.profit);
  return html`<dl class="card facts">
    ${fact("profit", money(position.profit, true), tones)}
    ${fact("profit_percentage", format.percent(position.profit_percentage), tones)}
    ${position.leverage > 1 ? fact("roe_percentage", format.percent(position.roe_percentage), tones) : nothing}
    ${over
      ? fact("exit_price", price(position.exit_price))
      : html`${fact("unrealized_profit", money(position.unrealized_profit, true), tone(position.unrealized_profit))}
        ${fact("realized_profit", money(position.realized_profit, true), tone(position.realized_profit))}
        ${fact("size", `${format.number(position.size)} ${position.base}`)} ${fact("value", money(position.value))}`}
    ${fact("entry_price", entryOf(ctx, position))}
    ${over
      ? nothing
      : html`${fact("mark_price", price(position.mark_price))}
        ${position.no_stop
          ? fact("stop_price", t("positions.no_stop"), "loss strong")
          : fact("stop_price", price(position.stop_price), "", away(position.stop_price))}
        ${fact("next_target_price", price(position.next_target_price), "", away(position.next_target_price))}
        ${fact("risk", money(position.risk))} ${fact("margin", money(position.margin))}
        ${perpetual
          ? fact("liquidation_price", price(position.liquidation_price), "", away(position.liquidation_price))
          : nothing}
        ${fact("invested", money(position.invested))}`}
    ${fact("fees", money(position.fees))}
    ${perpetual ? fact("funding", money(position.funding, true)) : nothing}
    ${over
      ? fact("duration", position.duration === null ? "–" : span(t, position.duration))
      : html`<div data-fact="age">
          <dt class="soft">${t("column.age")}</dt>
          <dd class="number">${ageOf(ctx, since(position))}</dd>
        </div>`}
    ${fact("opened_at", format.time(position.opened_at))}
    ${position.closed_at ? fact("closed_at", format.time(position.closed_at)) : nothing}
    ${position.close_reason ? fact("close_reason", named(t, "close_reason", position.close_reason)) : nothing}
  </dl>`;
}
