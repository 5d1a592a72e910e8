import { css, html, nothing, type CSSResultGroup } from "lit";
import { state } from "lit/decorators.js";
import { customElement } from "../element";
import { isLive } from "../levels";
import { newRequest } from "../message";
import type { Position } from "../types";
import { FormDialog } from "./form-dialog";

type By = "quantity_percentage" | "quote_amount" | "base_amount";

const QUICK = ["25", "50", "75", "100"];

/** Increases or reduces a position, through the same checks as a signal of that kind. */
@customElement("tradehook-resize-dialog")
export class ResizeDialog extends FormDialog {
  @state() private action: "increase" | "reduce" = "increase";
  @state() private by: By = "quantity_percentage";
  @state() private amount = "";
  @state() private type: "market" | "limit" = "market";
  @state() private price = "";
  /** What was sent last, with its id: asked for again because the answer was lost, it is done once. */
  private sent: { signal: string; request_id: string } | undefined;

  resize(position: Position, action: "increase" | "reduce") {
    this.action = action;
    return this.ask(position);
  }

  protected override begin(position: Position) {
    this.by = "quantity_percentage";
    this.amount = "50";
    this.type = "market";
    this.price = position.mark_price ?? "";
    this.sent = undefined;
  }

  protected override heading(name: string) {
    return this.ctx.t(`resize.${this.action}_title`, { name });
  }

  protected override fields(position: Position) {
    const { t } = this.ctx;
    const units: [By, string][] = [
      ["quantity_percentage", t(`resize.${this.action}_percentage`)],
      ["quote_amount", position.quote],
      ["base_amount", position.base],
    ];
    return html`<p class="soft">${t(`resize.${this.action}_text`)}</p>
      <div class="row">
        ${this.number("amount", t("resize.amount"), this.amount, (to) => (this.amount = to))}
        <label class="labelled">
          <span>${t("resize.unit")}</span>
          <select class="field" name="by" @change=${this.choose}>
            ${units.map(([by, label]) => html`<option value=${by} ?selected=${by === this.by}>${label}</option>`)}
          </select>
        </label>
      </div>
      ${this.by === "quantity_percentage"
        ? html`<div class="quick" role="group" aria-label=${t("resize.quick")}>
            ${QUICK.map(
              (share) => html`<button
                type="button"
                class="button outlined"
                aria-pressed=${String(this.amount === share)}
                @click=${() => (this.amount = share)}
              >
                ${share} %
              </button>`,
            )}
          </div>`
        : nothing}
      <p class="number" data-estimate>${this.estimate(position)}</p>
      <div class="row">
        <label class="labelled">
          <span>${t("resize.order")}</span>
          <select
            class="field"
            name="type"
            @change=${(event: Event) => (this.type = (event.target as HTMLSelectElement).value as "market" | "limit")}
          >
            ${(["market", "limit"] as const).map(
              (type) => html`<option value=${type} ?selected=${type === this.type}>${t(`order_type.${type}`)}</option>`,
            )}
          </select>
        </label>
        ${this.type === "limit"
          ? this.number("price", t("resize.price", { quote: position.quote }), this.price, (to) => (this.price = to))
          : nothing}
      </div>`;
  }

  /** Roughly what it comes to; what is ordered is the integration's to say. */
  private estimate(position: Position): string {
    const { t, format } = this.ctx;
    const amount = Number(this.amount);
    const price = Number(this.type === "limit" && this.price ? this.price : position.mark_price);
    const whole = this.action === "reduce" ? Number(position.size) : entryAmount(position);
    const base =
      this.by === "base_amount" ? amount : this.by === "quote_amount" ? amount / price : (whole * amount) / 100;
    if (!(base > 0) || !Number.isFinite(base)) return "";
    const digits = position.amount_step?.split(".")[1]?.replace(/0+$/, "").length ?? 0;
    const size = `${format.number(base.toFixed(digits), digits)} ${position.base}`;
    const money = price > 0 ? format.money(String(base * price), position.quote) : "–";
    const all = this.action === "reduce" && base >= Number(position.size);
    return t(all ? "resize.estimate_all" : "resize.estimate", { size, money });
  }

  protected override present(position: Position) {
    const { positions } = this.ctx.live;
    return positions ? positions.get(position.position_id) : position;
  }

  protected override confirm() {
    return this.ctx.t(`resize.${this.action}_confirm`);
  }

  protected override danger() {
    return this.action === "reduce";
  }

  protected override ready() {
    return this.amount !== "";
  }

  protected override async act(position: Position) {
    const { action, by, amount, type, price } = this;
    const signal = {
      action,
      symbol: position.symbol,
      side: position.side,
      signal_id: position.signal_id,
      order_type: type,
      [`${action}_order`]: { [by]: amount, ...(type === "limit" && price ? { price } : {}) },
    };
    const { status, warnings = [] } = await this.ctx.api.command(position.account, position.bot_id, {
      ...signal,
      request_id: this.requestId(JSON.stringify(signal)),
    });
    return { said: this.ctx.t(status === "duplicate" ? "builder.duplicate" : `resize.${action}_done`), warnings };
  }

  /** The id of this question: the same one as long as nothing else is asked. */
  private requestId(signal: string): string {
    if (this.sent?.signal !== signal) {
      this.sent = { signal, request_id: newRequest(this.action) };
    }
    return this.sent.request_id;
  }

  private choose(event: Event) {
    this.by = (event.target as HTMLSelectElement).value as By;
    this.amount = this.by === "quantity_percentage" ? "50" : "";
  }

  static override styles: CSSResultGroup = [
    FormDialog.styles,
    css`
      .quick {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        margin-top: 8px;
      }
      .quick .button {
        min-height: 36px;
        padding: 4px 14px;
      }
      .quick [aria-pressed="true"] {
        background: color-mix(in srgb, var(--primary-color) 18%, transparent);
      }
      @media (max-width: 480px) {
        .row {
          grid-template-columns: minmax(0, 0.6fr) minmax(0, 1fr);
        }
        .row .field {
          padding-inline: 8px;
        }
      }
      [data-estimate] {
        min-height: 1.5em;
      }
    `,
  ];
}

/** The base amount of the initial entry, which an increase in per cent counts from. */
export function entryAmount(position: Position): number {
  return position.orders
    .filter((order) => order.purpose === "entry" && (isLive(order.status) || Number(order.filled)))
    .reduce((sum, order) => sum + Number(isLive(order.status) ? order.amount : order.filled), 0);
}
