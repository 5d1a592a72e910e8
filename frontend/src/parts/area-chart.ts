import { AreaSeries, createChart, type IChartApi, type ISeriesApi, type Time, type UTCTimestamp } from "lightweight-charts";
import { css, html, LitElement, type PropertyValues } from "lit";
import { property } from "lit/decorators.js";
import { customElement } from "../element";
import type { Format } from "../format";
import { shared } from "../styles";
import { colour, theme } from "./colour";

type Point = readonly [time: number, value: number];

const DAY = 86_400_000;

/** A value over time as a line above a shade; times in milliseconds, oldest first. */
@customElement("tradehook-area-chart")
export class AreaChart extends LitElement {
  @property({ attribute: false }) points: readonly Point[] = [];
  @property() label = "";
  @property() currency = "";
  @property({ attribute: false }) format!: Format;

  private chart: IChartApi | undefined;
  private series: ISeriesApi<"Area"> | undefined;
  private drawn = "";

  override render() {
    return html`<div class="chart" role="figure" aria-label=${this.label} dir="ltr"></div>
      <a class="by soft" href="https://www.tradingview.com/" target="_blank" rel="noopener">TradingView Lightweight Charts™</a>`;
  }

  override connectedCallback() {
    super.connectedCallback();
    if (this.hasUpdated) this.draw();
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.forget();
  }

  protected override updated(changed: PropertyValues) {
    if (changed.has("format")) this.forget();
    this.draw();
  }

  private forget() {
    this.chart?.remove();
    this.chart = this.series = undefined;
  }

  private draw() {
    const look = `${theme(this)} ${this.long}`;
    if (look !== this.drawn) this.forget();
    this.drawn = look;
    this.make();
    this.series?.setData(seconds(this.points).map(([time, value]) => ({ time: time as UTCTimestamp, value })));
    this.chart?.timeScale().fitContent();
  }

  private get long(): boolean {
    const [first] = this.points;
    return first !== undefined && Date.now() - first[0] > 2 * DAY;
  }

  private make() {
    if (this.chart) return;
    const moment = (value: Time) => new Date(Number(value) * 1000);
    const { format } = this;
    const full = format.times({ dateStyle: "medium", timeStyle: "short" });
    const tick = format.times(this.long ? { day: "numeric", month: "short" } : { timeStyle: "short" });
    this.chart = createChart(this.renderRoot.querySelector<HTMLElement>(".chart")!, {
      autoSize: true,
      // A page is scrolled over it, on a phone too
      handleScroll: false,
      handleScale: false,
      layout: {
        background: { color: "transparent" },
        textColor: colour(this, "--secondary-text-color"),
        fontFamily: getComputedStyle(this).fontFamily,
        // The logo would lie upon the line: its makers are named below
        attributionLogo: false,
      },
      grid: { vertLines: { visible: false }, horzLines: { color: colour(this, "--divider-color", 0.5) } },
      rightPriceScale: { borderVisible: false, scaleMargins: { top: 0.1, bottom: 0.1 } },
      timeScale: {
        borderVisible: false,
        timeVisible: true,
        tickMarkFormatter: (value: Time) => tick(moment(value)),
      },
      localization: {
        locale: format.language,
        timeFormatter: (value: Time) => full(moment(value)),
        priceFormatter: (price: number) => format.number(price, 2),
      },
    });
    this.series = this.chart.addSeries(AreaSeries, {
      lineColor: colour(this, "--primary-color"),
      topColor: colour(this, "--primary-color", 0.3),
      bottomColor: colour(this, "--primary-color", 0.02),
      lineWidth: 2,
      priceLineVisible: false,
    });
  }

  static override styles = [
    shared,
    css`
      :host {
        display: block;
        isolation: isolate;
      }
      .chart {
        height: 180px;
      }
      .by {
        display: block;
        font-size: 10px;
        line-height: 24px;
        padding: 0 16px;
        text-decoration: none;
        width: fit-content;
      }
    `,
  ];
}

/** Whole seconds, each once with its last value: the chart wants them rising. */
export function seconds(points: readonly Point[]): Point[] {
  const found = new Map<number, number>();
  for (const [time, value] of points) found.set(Math.floor(time / 1000), value);
  return [...found].sort(([a], [b]) => a - b);
}
