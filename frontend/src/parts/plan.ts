import { LitElement, css, html, nothing, svg } from "lit";
import { property } from "lit/decorators.js";
import type { Context } from "../context";
import { customElement } from "../element";
import { decimals, market } from "../format";
import { named } from "../localize";
import type { Form } from "../message";
import { amounts, openingOf, placed, planLevels, range, shareOf, type Placed } from "../plan";
import { sentence } from "./sentence";
import { shared } from "../styles";
import type { Candle, SignalPlan, SignalAnswer } from "../types";

const GAP = 26;
const LEAST = 220;
const WIDTH = 100;
/** How many candles are drawn at most. */
const PAST = 120;

/** What a bot would do: its orders on a scale of prices, what it needs and what is lost at worst. */
@customElement("tradehook-plan")
export class PlanView extends LitElement {
  @property({ attribute: false }) ctx!: Context;
  @property({ attribute: false }) answer!: SignalAnswer;
  @property({ attribute: false }) form: Form | undefined;
  @property({ attribute: false }) candles: readonly Candle[] = [];

  override render() {
    const { t } = this.ctx;
    const whole = this.answer.body.plan as SignalPlan;
    const plan = openingOf(whole);
    const closing = whole.then ? (whole.orders ?? []) : [];
    const refused = whole.opening_refused;
    return html`${closing.length
      ? html`<p>${t("plan.closes_first", { count: closing.length })}</p>`
      : nothing}
    ${refused ? html`<p class="error">${sentence(refused.error)} <code>${refused.code}</code></p>` : nothing}
    ${plan.bot ? html`<p>${t(`plan.bot_${plan.bot}`)}</p>` : nothing}
    ${plan.cancels?.length ? html`<p>${t("plan.cancels", { count: plan.cancels.length })}</p>` : nothing}
    ${plan.orders?.length ? this.renderPicture(plan) : nothing}
    ${plan.orders?.length ? html`${this.renderFacts(plan)} ${this.renderOrders(plan)}` : nothing}
    ${plan.orders?.length || plan.bot || closing.length || plan.cancels?.length
      ? nothing
      : html`<p>${t("builder.plan_nothing")}</p>`}`;
  }

  private price(text: string | number | null): string {
    const tick = this.answer.market?.price_tick ?? null;
    return this.ctx.format.number(text, text === null ? undefined : decimals(tick));
  }

  private renderPicture(plan: SignalPlan) {
    const { t, format } = this.ctx;
    const found = planLevels(t, plan, this.form);
    if (!found.length) return nothing;
    const height = Math.max(LEAST, GAP * (found.length + 1));
    const past = this.candles.slice(-PAST).map(([, , , , close]) => Number(close));
    const levels = placed(found, height, GAP, past);
    const entry = levels.find(({ kind }) => kind === "entry");
    const anchor = Number(entry?.price ?? plan.price);
    const distance = (level: Placed) =>
      anchor ? format.percent(String((100 * (level.price - anchor)) / anchor)) : "";
    const said = levels.map((level) => `${level.name} ${this.price(level.text)}`).join(", ");
    return html`<div
      class="picture"
      role="img"
      dir="ltr"
      aria-label=${t("plan.picture", { symbol: market(plan.symbol ?? ""), levels: said })}
      style="height:${height}px"
    >
      <svg viewBox="0 0 ${WIDTH} ${height}" preserveAspectRatio="none" aria-hidden="true">
        ${this.renderZones(levels, entry)} ${this.renderPast(levels, past, height)}
        ${levels.map(
          (level) => svg`<path
            class="line ${level.kind}"
            d="M0 ${level.at}H62L70 ${level.label}H100"
          ></path>`,
        )}
      </svg>
      ${levels.map(
        (level) => html`<div class="level ${level.kind}" style="top:${level.label}px" data-level=${level.kind}>
          <b>${level.name}</b>
          <span class="number">${this.price(level.text)}</span>
          ${level === entry || (level.kind === "now" && !distance(level))
            ? nothing
            : html`<span class="number distance">${distance(level)}</span>`}
        </div>`,
      )}
    </div>`;
  }

  /** What may be won and lost, as areas between the entry and its last target and its stop. */
  private renderZones(levels: Placed[], entry: Placed | undefined) {
    if (!entry) return nothing;
    const zone = (kind: "take_profit" | "stop", name: string) => {
      const ends = levels.filter((level) => level.kind === kind).map(({ at }) => at);
      const end = ends.sort((a, b) => Math.abs(b - entry.at) - Math.abs(a - entry.at))[0];
      if (end === undefined) return nothing;
      const [top, bottom] = [Math.min(end, entry.at), Math.max(end, entry.at)];
      return svg`<rect class=${name} x="0" y=${top} width="62" height=${bottom - top}></rect>`;
    };
    return svg`${zone("take_profit", "won")}${zone("stop", "lost")}`;
  }

  /** The price so far, in the markets that are followed. */
  private renderPast(levels: Placed[], closes: number[], height: number) {
    if (closes.length < 2) return nothing;
    const [low, high] = range(levels, closes);
    const room = height - GAP;
    const path = closes
      .map((close, index) => {
        const share = Math.min(Math.max((high - close) / (high - low || 1), 0), 1);
        return `${index ? "L" : "M"}${((index / (closes.length - 1)) * 60).toFixed(1)} ${(GAP / 2 + share * room).toFixed(1)}`;
      })
      .join("");
    return svg`<path class="past" d=${path}></path>`;
  }

  private renderFacts(plan: SignalPlan) {
    const { t, format } = this.ctx;
    const { answer } = this;
    const facts = amounts(t, format, answer);
    const needs = plan.currency === answer.currency ? shareOf(plan.cost, answer.free_balance) : undefined;
    return html`<dl>
        ${facts.map(
          ([name, value, kind]) => html`<div>
            <dt class="soft">${name}</dt>
            <dd class="number ${kind ?? ""}">${value}</dd>
          </div>`,
        )}
        ${plan.cost
          ? html`<div>
              <dt class="soft">${t("plan.cost")}</dt>
              <dd class="number">${format.money(plan.cost, plan.currency ?? "")}</dd>
            </div>`
          : nothing}
      </dl>
      ${needs === undefined
        ? nothing
        : html`<label class="balance">
            <span class="soft">
              ${t("plan.of_balance", { share: format.number(needs, 1), free: format.money(answer.free_balance, plan.currency ?? "") })}
            </span>
            <meter min="0" max="100" high="50" optimum="0" .value=${Math.min(needs, 100)}></meter>
          </label>`}`;
  }

  private renderOrders(plan: SignalPlan) {
    const { t, format } = this.ctx;
    const base = this.answer.market?.base ?? "";
    return html`<details>
      <summary>${t("plan.orders", { count: plan.orders?.length ?? 0 })}</summary>
      <ul>
        ${plan.orders?.map(
          (order) => html`<li>
            <span>
              ${named(t, "purpose", order.purpose)} · ${t(`side.${order.side}`)} ·
              ${named(t, "order_type", order.order_type)}
            </span>
            <span class="number">${format.number(order.amount)} ${base} @ ${this.price(order.price)}</span>
          </li>`,
        )}
      </ul>
    </details>`;
  }

  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        gap: 12px;
        min-width: 0;
      }
      p {
        margin: 0;
      }
      .picture {
        --won: color-mix(in srgb, var(--success-color, #43a047) 14%, transparent);
        --lost: color-mix(in srgb, var(--error-color, #db4437) 14%, transparent);
        background: color-mix(in srgb, var(--primary-text-color) 3%, transparent);
        border-radius: 8px;
        overflow: hidden;
        position: relative;
      }
      svg {
        height: 100%;
        inset: 0;
        position: absolute;
        width: 100%;
      }
      .won {
        fill: var(--won);
      }
      .lost {
        fill: var(--lost);
      }
      .line,
      .past {
        fill: none;
        stroke: var(--colour);
        stroke-width: 1.5;
        vector-effect: non-scaling-stroke;
      }
      .past {
        stroke: var(--th-soft);
        stroke-width: 1;
      }
      .entry {
        --colour: var(--th-link);
      }
      .dca,
      .wait {
        --colour: color-mix(in srgb, var(--warning-color, #ffa600) 55%, var(--primary-text-color));
      }
      .take_profit {
        --colour: var(--th-profit);
      }
      .stop,
      .liquidation {
        --colour: var(--th-loss);
      }
      .now {
        --colour: var(--th-soft);
      }
      .line.now,
      .line.wait {
        stroke-dasharray: 2 4;
      }
      .line.dca,
      .line.take_profit,
      .line.stop {
        stroke-dasharray: 6 4;
      }
      .level {
        align-items: baseline;
        background: var(--ha-card-background, var(--card-background-color));
        border: 1px solid var(--colour);
        border-radius: 6px;
        color: var(--primary-text-color);
        display: flex;
        font-size: 12px;
        gap: 6px;
        line-height: 20px;
        padding: 0 6px;
        position: absolute;
        right: 6px;
        transform: translateY(-50%);
        white-space: nowrap;
      }
      .level b {
        color: var(--colour);
        font-weight: 600;
      }
      .distance {
        color: var(--th-soft);
      }
      dl {
        display: grid;
        gap: 12px 16px;
        grid-template-columns: repeat(auto-fill, minmax(140px, 1fr));
        margin: 0;
      }
      dt {
        font-size: 12px;
      }
      dd.number {
        margin: 2px 0 0;
        white-space: normal;
      }
      .balance {
        display: grid;
        font-size: 12px;
        gap: 4px;
      }
      meter {
        height: 12px;
        width: 100%;
      }
      summary {
        color: var(--th-link);
        cursor: pointer;
        min-height: 24px;
      }
      ul {
        list-style: none;
        margin: 8px 0 0;
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
