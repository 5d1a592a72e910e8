import { LitElement, css, html, nothing, svg } from "lit";
import { property, state } from "lit/decorators.js";
import type { Context } from "../context";
import { customElement } from "../element";
import { tone } from "../format";
import type { Bar } from "../types";
import { shared } from "../styles";
import { byArrow } from "./choose";

const HEIGHT = 160;
const LABELS = 6;

/** Profits as bars above and below a line; one is chosen by pointing, tapping or with arrow keys. */
@customElement("tradehook-profit-bars")
export class ProfitBars extends LitElement {
  @property({ attribute: false }) ctx!: Context;
  @property({ attribute: false }) bars: readonly Bar[] = [];
  /** What a bar is called, in short and in full. */
  @property({ attribute: false }) called: (bar: Bar, full: boolean) => string = (bar) => String(bar.start);
  @property() currency = "";
  @property() label = "";
  @state() private chosen: number | undefined;

  override render() {
    const { bars } = this;
    if (!bars.length) return nothing;
    const { format } = this.ctx;
    const values = bars.map(({ profit }) => Number(profit));
    const top = Math.max(0, ...values);
    const bottom = Math.min(0, ...values);
    const scale = (top - bottom || 1) / HEIGHT;
    const zero = top / scale;
    const width = 100 / bars.length;
    const every = Math.ceil(bars.length / LABELS);
    // A few bars are no wider than many: one day alone is not a wall of colour
    const most = `max-width: min(${bars.length * 64}px, calc(100% - 72px))`;
    return html`<div
        class="plot"
        style=${most}
        role="img"
        tabindex="0"
        aria-label=${this.label}
        aria-describedby="chosen"
        @keydown=${this.move}
        @pointermove=${this.point}
        @pointerdown=${this.point}
        @pointerleave=${(event: PointerEvent) => event.pointerType === "mouse" && (this.chosen = undefined)}
      >
        <svg viewBox="0 0 100 ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true">
          ${values.map((value, index) => {
            const height = Math.max(Math.abs(value) / scale, value ? 1 : 0);
            return svg`<rect
              class=${value < 0 ? "loss" : "profit"}
              ?data-chosen=${index === this.chosen}
              x=${(index * width + width * 0.12).toFixed(3)}
              y=${(value < 0 ? zero : zero - height).toFixed(2)}
              width=${(width * 0.76).toFixed(3)}
              height=${height.toFixed(2)}
            ></rect>`;
          })}
          <line x1="0" x2="100" y1=${zero.toFixed(2)} y2=${zero.toFixed(2)}></line>
        </svg>
        <div class="scale soft" aria-hidden="true">
          <span>${format.number(top, 2)}</span><span>${bottom ? format.number(bottom, 2) : ""}</span>
        </div>
      </div>
      <div class="labels soft" style=${most} aria-hidden="true">
        ${bars.map((bar, index) => (index % every ? nothing : html`<span>${this.called(bar, false)}</span>`))}
      </div>
      <p id="chosen" class="small" aria-live="polite">${this.renderChosen()}</p>`;
  }

  private renderChosen() {
    const { t, format } = this.ctx;
    const bar = this.chosen === undefined ? undefined : this.bars[this.chosen];
    if (!bar) return html`<span class="soft">${t("results.choose_bar")}</span>`;
    return html`${this.called(bar, true)}:
      <b class="number ${tone(bar.profit)}">${format.money(bar.profit, this.currency, true)}</b>
      <span class="soft">· ${t("results.bar_trades", { count: bar.trades, wins: bar.wins })}</span>`;
  }

  private readonly point = (event: PointerEvent) => {
    const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
    const at = Math.floor(((event.clientX - box.left) / box.width) * this.bars.length);
    this.chosen = Math.min(Math.max(at, 0), this.bars.length - 1);
  };

  private readonly move = (event: KeyboardEvent) => {
    this.chosen = byArrow(event, this.chosen, this.bars.length - 1) ?? this.chosen;
  };

  static override styles = [
    shared,
    css`
      .plot {
        direction: ltr;
        margin-top: 12px;
        position: relative;
        touch-action: pan-y;
      }
      svg {
        display: block;
        height: ${HEIGHT}px;
        width: 100%;
      }
      rect {
        fill: currentColor;
        opacity: 0.75;
      }
      rect[data-chosen] {
        opacity: 1;
        stroke: var(--primary-text-color);
        stroke-width: 1;
        vector-effect: non-scaling-stroke;
      }
      line {
        stroke: var(--th-soft);
        vector-effect: non-scaling-stroke;
      }
      .scale {
        display: flex;
        flex-direction: column;
        font-size: 12px;
        height: 100%;
        inset-block-start: 0;
        inset-inline-start: 100%;
        justify-content: space-between;
        padding-inline-start: 6px;
        pointer-events: none;
        position: absolute;
      }
      .labels {
        direction: ltr;
        display: flex;
        font-size: 12px;
        justify-content: space-between;
        margin-top: 4px;
      }
      .small {
        font-size: 14px;
        margin: 8px 0 0;
        min-height: 21px;
      }
    `,
  ];
}
