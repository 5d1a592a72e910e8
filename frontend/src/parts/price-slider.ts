import { LitElement, css, html, nothing } from "lit";
import { property, state } from "lit/decorators.js";
import type { Context } from "../context";
import { customElement } from "../element";
import { shared } from "../styles";
import { working } from "../working";

const MOST = 10;

/** Moves a simulated market by some percent, to see targets and stops at work. */
@customElement("tradehook-price-slider")
export class PriceSlider extends LitElement {
  @property({ attribute: false }) ctx!: Context;
  @property() account = "";
  @property() symbol = "";
  @state() private change = 0;
  @state() busy = false;
  @state() error = "";

  override render() {
    const { t, format } = this.ctx;
    const change = format.percent(String(this.change));
    return html`<label class="labelled">
        <span>${t("slider.label")} <b class="number" aria-hidden="true">${change}</b></span>
        <input
          type="range"
          name="change"
          min=${-MOST}
          max=${MOST}
          step="0.5"
          aria-valuetext=${change}
          .value=${String(this.change)}
          @input=${(event: Event) => (this.change = Number((event.target as HTMLInputElement).value))}
        />
      </label>
      <button class="button outlined" ?disabled=${this.busy || !this.change} @click=${this.move}>
        ${this.busy ? t("common.working") : t("slider.move")}
      </button>
      ${this.error ? html`<p class="error" role="alert">${this.error}</p>` : nothing}`;
  }

  private move() {
    return working(this, async () => {
      await this.ctx.api.movePrice(this.account, this.symbol, this.change);
      this.ctx.say(this.ctx.t("slider.moved"));
      this.change = 0;
    });
  }

  static override styles = [
    shared,
    css`
      :host {
        align-items: end;
        display: flex;
        flex-wrap: wrap;
        gap: 8px 16px;
        padding: 12px 16px;
      }
      label {
        flex: 1 1 220px;
      }
      input {
        accent-color: var(--th-link);
        min-height: 32px;
        width: 100%;
      }
    `,
  ];
}
