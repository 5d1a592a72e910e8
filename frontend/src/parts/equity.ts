import { LitElement, css, html, nothing, svg, type PropertyValues } from "lit";
import { property, state } from "lit/decorators.js";
import type { Context } from "../context";
import { customElement } from "../element";
import { pastEquity } from "../equity-history";
import { PERIODS, type Period } from "../periods";
import { shared } from "../styles";
import { byArrow } from "./choose";
import { added, joined, path } from "./equity-points";

type Point = [time: number, value: number];

const WIDTH = 400;
const HEIGHT = 96;

/** The equity of a day, a week, a month or a year as a line, from Home Assistant's history and what comes now. */
@customElement("tradehook-equity")
export class Equity extends LitElement {
  @property({ attribute: false }) ctx!: Context;
  @property() entity = "";
  @property() now = "";
  @property() currency = "";
  @state() private points: readonly Point[] = [];
  @state() private period: Period = "day";
  @state() private chosen: number | undefined;

  protected override willUpdate(changed: PropertyValues) {
    if (changed.has("entity") && this.entity) void this.load();
    if (changed.has("now") && this.now) {
      this.points = added(this.points, [Date.now(), Number(this.now)]);
    }
  }

  private async load() {
    const { entity, period } = this;
    try {
      const past = await pastEquity(this.ctx.api, entity, period);
      if (entity === this.entity && period === this.period) this.points = joined(past, this.points);
    } catch {
      // Without Home Assistant's history the line begins now
    }
  }

  private choose(period: Period) {
    this.period = period;
    this.chosen = undefined;
    this.points = this.points.slice(-1);
    if (this.entity) void this.load();
  }

  override render() {
    const { t } = this.ctx;
    return html`<div class="segments" role="group" aria-label=${t("equity.period")}>
        ${PERIODS.map(
          (period) => html`<button
            aria-pressed=${String(period === this.period)}
            aria-label=${t(`equity.${period}`)}
            @click=${() => this.choose(period)}
          >
            ${t(`equity.${period}_short`)}
          </button>`,
        )}
      </div>
      ${this.renderLine()}`;
  }

  private renderLine() {
    const { points, period } = this;
    const line = path(points, WIDTH, HEIGHT);
    const [first] = points;
    const last = points.at(-1);
    if (!line || !first || !last) return nothing;
    const { t, format } = this.ctx;
    const values = points.map(([, value]) => value);
    const [low, high] = [Math.min(...values), Math.max(...values)];
    const label = t("equity.curve", {
      period: t(`equity.${period}`),
      low: format.number(low, 2),
      high: format.number(high, 2),
    });
    const day = period === "day";
    const tick = format.times(day ? { timeStyle: "short" } : { day: "numeric", month: "short" });
    const full = format.times({ dateStyle: "medium", timeStyle: "short" });
    const point = this.chosen === undefined ? undefined : points[this.chosen];
    const x = point ? ((point[0] - first[0]) / (last[0] - first[0])) * WIDTH : 0;
    return html`<div class="plot">
        <svg
          viewBox="0 0 ${WIDTH} ${HEIGHT}"
          preserveAspectRatio="none"
          role="img"
          aria-label=${label}
          tabindex="0"
          @pointermove=${this.point}
          @pointerdown=${this.point}
          @pointerleave=${(event: PointerEvent) => event.pointerType === "mouse" && (this.chosen = undefined)}
          @keydown=${this.move}
        >
          ${svg`<path d=${line}></path>`} ${point ? svg`<line x1=${x} x2=${x} y1="0" y2=${HEIGHT}></line>` : nothing}
        </svg>
        <div class="scale soft" aria-hidden="true"><span>${format.number(high, 2)}</span>${high > low ? html`<span>${format.number(low, 2)}</span>` : nothing}</div>
      </div>
      <div class="times soft" aria-live="polite">
        ${point
          ? html`<span>${full(new Date(point[0]))}</span><b class="number">${format.money(point[1].toFixed(8), this.currency)}</b>`
          : html`<span>${tick(new Date(first[0]))}</span><span>${tick(new Date(last[0]))}</span>`}
      </div>`;
  }

  private readonly point = (event: PointerEvent) => {
    const { points } = this;
    const [first] = points;
    const last = points.at(-1);
    if (!first || !last) return;
    const box = (event.currentTarget as Element).getBoundingClientRect();
    const at = first[0] + ((event.clientX - box.left) / box.width) * (last[0] - first[0]);
    const behind = points.findIndex(([time]) => time >= at);
    this.chosen = behind < 0 ? points.length - 1 : behind;
  };

  private readonly move = (event: KeyboardEvent) => {
    this.chosen = byArrow(event, this.chosen, this.points.length - 1) ?? this.chosen;
  };

  static override styles = [
    shared,
    css`
      :host {
        display: block;
        padding: 8px 16px 0;
      }
      .segments button {
        min-height: 32px;
        padding: 2px 12px;
      }
      .segments button + button {
        border-inline-start: 0;
      }
      .plot {
        direction: ltr;
        display: flex;
        gap: 8px;
      }
      svg {
        display: block;
        height: ${HEIGHT}px;
        flex: 1;
        margin-top: 8px;
        min-width: 0;
        touch-action: pan-y;
      }
      path {
        fill: none;
        stroke: var(--primary-color);
        stroke-width: 2;
        vector-effect: non-scaling-stroke;
      }
      line {
        stroke: var(--th-soft);
        vector-effect: non-scaling-stroke;
      }
      .scale {
        align-items: end;
        display: flex;
        flex-direction: column;
        font-size: 12px;
        justify-content: space-between;
        margin-top: 4px;
      }
      .times {
        direction: ltr;
        display: flex;
        font-size: 12px;
        justify-content: space-between;
        margin-top: 4px;
      }
    `,
  ];
}

