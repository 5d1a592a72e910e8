import { html, nothing } from "lit";
import type { Context } from "../context";
import { tone } from "../format";
import type { Position } from "../types";
import { isPerpetual, totals } from "../worth";

/** What all positions of a list come to, a row for each currency that they count in. */
export function drawTotals({ t, format }: Context, rows: readonly Position[]) {
  const perpetual = rows.some(isPerpetual);
  return html`<div class="totals" role="group" aria-label=${t("totals.title")} data-totals>
    ${totals(rows).map((total) => {
      const { quote, unprotected } = total;
      const money = (value: string | null, sign = false) => format.money(value, quote, sign);
      const fact = (name: string, value: string, kind = "") => html`<div data-total=${name}>
        <dt class="soft small">${t(`totals.${name}`)}</dt>
        <dd class="number ${kind}">${value}</dd>
      </div>`;
      return html`<dl data-quote=${quote}>
        ${fact("count", format.number(total.count))} ${fact("value", money(total.value))}
        ${fact("margin", money(total.margin))}
        <div data-total="risk">
          <dt class="soft small">${t("totals.risk")}</dt>
          <dd class="number">
            ${money(total.risk)}
            ${unprotected ? html`<b class="loss small">${t("totals.unprotected", { count: unprotected })}</b>` : nothing}
          </dd>
        </div>
        ${fact("profit", money(total.profit, true), tone(total.profit))} ${fact("fees", money(total.fees))}
        ${perpetual ? fact("funding", money(total.funding, true)) : nothing}
      </dl>`;
    })}
  </div>`;
}
