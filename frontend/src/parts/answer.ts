import { LitElement, css, html, nothing } from "lit";
import { property } from "lit/decorators.js";
import { positionPath } from "../actions";
import type { Context } from "../context";
import { customElement } from "../element";
import { named } from "../localize";
import type { Form } from "../message";
import { sentence, sentenceOf } from "./sentence";
import { shared } from "../styles";
import type { Candle, SignalAnswer } from "../types";
import "./plan";

/** What a bot answered to a signal: its plan, or everything that is wrong with it. */
@customElement("tradehook-answer")
export class Answer extends LitElement {
  @property({ attribute: false }) ctx!: Context;
  @property({ attribute: false }) answer!: SignalAnswer;
  /** Only judged, not sent: "would" instead of "was". */
  @property({ type: Boolean }) judged = false;
  /** What is wrong stands beside the fields already. */
  @property({ type: Boolean }) brief = false;
  @property() account = "";
  @property({ attribute: false }) form: Form | undefined;
  @property({ attribute: false }) candles: readonly Candle[] = [];

  override render() {
    const { t } = this.ctx;
    const { body } = this.answer;
    const refused = this.answer.status >= 300;
    const errors = this.brief ? [] : (body.errors ?? []);
    const [position] = body.position_ids ?? [];
    const idle = isIdle(this.answer);
    return html`<p class="verdict ${refused ? "loss" : idle || body.status === "duplicate" ? "" : "profit"}" data-answer=${body.status}>
        ${idle ? t(this.judged ? "verdict.nothing" : "verdict.nothing_done") : this.judged ? t(`verdict.${refused ? "refused" : body.status}`) : named(t, "signal", body.status)}
      </p>
      ${this.brief && body.errors?.length
        ? html`<p>${t("verdict.marked")}</p>`
        : nothing}
      ${body.error && !(this.brief && body.errors?.length) ? html`<p class="error">${sentence(body.error)} <code>${body.code}</code></p>` : nothing}
      ${errors.length
        ? html`<ul>
            ${errors.map((row) => html`<li><code>${row.path}</code> ${sentence(row.message)}</li>`)}
          </ul>`
        : nothing}
      ${(body.warnings ?? []).map((warning) => html`<p class="warning">${sentence(sentenceOf(warning))}</p>`)}
      ${body.plan && !idle
        ? html`<tradehook-plan .ctx=${this.ctx} .answer=${this.answer} .form=${this.form} .candles=${this.candles}></tradehook-plan>`
        : nothing}
      ${position && this.account
        ? html`<button
            class="button"
            @click=${() => this.ctx.go(positionPath({ position_id: position }))}
          >
            ${t("signals.to_position")}
          </button>`
        : nothing}`;
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
        overflow-wrap: anywhere;
      }
      .verdict {
        font-size: 16px;
        font-weight: 500;
      }
      .warning {
        border-inline-start: 3px solid var(--warning-color, #ffa600);
        padding-inline-start: 10px;
      }
      ul {
        margin: 0;
        overflow-wrap: anywhere;
        padding-inline-start: 20px;
      }
      .button {
        justify-self: start;
      }
    `,
  ];
}

/** Whether a bot takes the signal and has nothing to do for it; a warning says why. */
function isIdle({ body }: SignalAnswer): boolean {
  return Boolean(body.warnings?.some((warning) => warning.startsWith("nothing_to_do:"))) && !body.plan?.orders?.length;
}
