import { LitElement, css, html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Context } from "../context";
import { market } from "../format";
import { named } from "../localize";
import { shared } from "../styles";
import type { SignalAnswer } from "../types";

interface Plan {
  symbol: string;
  currency: string;
  cost?: string;
  worst_loss?: string | null;
  orders: {
    purpose: string;
    side: string;
    order_type: string;
    price: string | null;
    amount: string;
  }[];
}

/** What a bot answered to a signal: its plan, or everything that is wrong with it. */
@customElement("tradehook-answer")
export class Answer extends LitElement {
  @property({ attribute: false }) ctx!: Context;
  @property({ attribute: false }) answer!: SignalAnswer;

  override render() {
    const { t } = this.ctx;
    const { body } = this.answer;
    const warnings = (body.warnings ?? []) as { message?: string }[];
    return html`<section class="card" data-answer=${body.status}>
      <h2>${named(t, "signal", body.status)}</h2>
      ${body.error ? html`<p class="error">${body.error} <code>${body.code}</code></p>` : nothing}
      ${body.errors?.length
        ? html`<ul>
            ${body.errors.map((row) => html`<li><code>${row.path}</code> ${row.message}</li>`)}
          </ul>`
        : nothing}
      ${warnings.map((row) => html`<p>${row.message ?? String(row)}</p>`)}
      ${body.plan ? this.renderPlan(body.plan as Plan) : nothing}
    </section>`;
  }

  private renderPlan(plan: Plan) {
    const { t, format } = this.ctx;
    if (!plan.orders?.length) return html`<p>${t("builder.plan_nothing")}</p>`;
    return html`<p class="soft">${t("builder.plan", { symbol: market(plan.symbol) })}</p>
      <ul>
        ${plan.orders.map(
          (order) => html`<li>
            <span>${named(t, "purpose", order.purpose)} · ${t(`side.${order.side}`)} · ${named(t, "order_type", order.order_type)}</span>
            <span class="number">${format.number(order.amount)} @ ${format.number(order.price)}</span>
          </li>`,
        )}
        ${plan.cost ? html`<li><b>${t("builder.cost")}</b><span class="number">${format.money(plan.cost, plan.currency)}</span></li>` : nothing}
        ${plan.worst_loss
          ? html`<li><b>${t("builder.worst_loss")}</b><span class="number loss">${format.money(plan.worst_loss, plan.currency)}</span></li>`
          : nothing}
      </ul>`;
  }

  static override styles = [
    shared,
    css`
      section {
        display: grid;
        gap: 16px;
        min-width: 0;
        padding: 16px;
      }
      p {
        margin: 0;
      }
      ul {
        list-style: none;
        margin: 0;
        padding: 0;
      }
      li {
        border-top: 1px solid var(--th-line);
        display: flex;
        flex-wrap: wrap;
        gap: 4px 16px;
        justify-content: space-between;
        padding: 8px 0;
      }
    `,
  ];
}
