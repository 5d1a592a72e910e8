import { LitElement, css, html, nothing, svg, type PropertyValues } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Context } from "../context";
import { shared } from "../styles";

type Point = [time: number, value: number];

const HOURS = 24;
const SPACING = 20_000;
const WIDTH = 400;
const HEIGHT = 64;

/** The equity of the last 24 hours as a line, from Home Assistant's history and what comes now. */
@customElement("tradehook-equity")
export class Equity extends LitElement {
  @property({ attribute: false }) ctx!: Context;
  @property() entity = "";
  @property() now = "";
  @state() private points: readonly Point[] = [];

  protected override willUpdate(changed: PropertyValues) {
    if (changed.has("entity") && this.entity) void this.load();
    if (changed.has("now") && this.now) {
      this.points = added(this.points, [Date.now(), Number(this.now)]);
    }
  }

  private async load() {
    const { entity } = this;
    try {
      const past = await this.ctx.api.states(entity, HOURS);
      if (entity === this.entity) this.points = joined(past, this.points);
    } catch {
      // Without Home Assistant's history the line begins now
    }
  }

  override render() {
    const line = path(this.points);
    if (!line) return nothing;
    const { t, format } = this.ctx;
    const values = this.points.map(([, value]) => value);
    const label = t("overview.equity_curve", {
      low: format.number(Math.min(...values), 2),
      high: format.number(Math.max(...values), 2),
    });
    return html`<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label=${label}>
      ${svg`<path d=${line}></path>`}
    </svg>`;
  }

  static override styles = [
    shared,
    css`
      svg {
        direction: ltr;
        display: block;
        height: ${HEIGHT}px;
        padding: 8px 16px 0;
        width: 100%;
      }
      path {
        fill: none;
        stroke: var(--primary-color);
        stroke-width: 2;
        vector-effect: non-scaling-stroke;
      }
    `,
  ];
}

/** What is known of the past, followed by what came since. */
export function joined(past: readonly Point[], since: readonly Point[]): Point[] {
  const first = since[0]?.[0] ?? Infinity;
  return [...past.filter(([time]) => time < first), ...since];
}

/** The points with a new one; many in a short time become one. */
export function added(points: readonly Point[], point: Point): Point[] {
  const before = points.at(-2);
  const close = before !== undefined && point[0] - before[0] < SPACING;
  return [...(close ? points.slice(0, -1) : points), point];
}

/** A line through the points; none for fewer than two. */
export function path(points: readonly Point[]): string {
  const [first] = points;
  const last = points.at(-1);
  if (!first || !last || first[0] === last[0]) return "";
  const values = points.map(([, value]) => value);
  const low = Math.min(...values);
  const span = Math.max(...values) - low || 1;
  return points
    .map(([time, value], index) => {
      const x = ((time - first[0]) / (last[0] - first[0])) * WIDTH;
      const y = HEIGHT - 4 - ((value - low) / span) * (HEIGHT - 8);
      return `${index ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`;
    })
    .join("");
}
