import {
  CandlestickSeries,
  createChart,
  createSeriesMarkers,
  LineSeries,
  LineStyle,
  type CandlestickData,
  type IChartApi,
  type IPriceLine,
  type ISeriesApi,
  type ISeriesMarkersPluginApi,
  type Time,
  type UTCTimestamp,
} from "lightweight-charts";
import { css, html, LitElement, nothing, type PropertyValues } from "lit";
import { customElement, property } from "lit/decorators.js";
import { placed } from "../candles";
import { decimals, type Format } from "../format";
import { shared } from "../styles";
import { colour, theme } from "./colour";
import type { Candle, Level, Mark } from "../types";

const COLOURS = {
  entry: "--primary-color",
  dca: "--warning-color",
  take_profit: "--success-color",
  stop: "--error-color",
} as const;

/** Candles with the levels of a position as lines, and its fills as markers. */
@customElement("tradehook-chart")
export class Chart extends LitElement {
  @property({ attribute: false }) candles: readonly Candle[] = [];
  @property({ attribute: false }) levels: readonly Level[] = [];
  @property({ attribute: false }) marks: readonly Mark[] = [];
  @property({ attribute: false }) interval = 60;
  @property() tick: string | null = null;
  @property({ attribute: false }) format!: Format;
  @property() label = "";
  /** Why there are no candles, in words. */
  @property() empty = "";

  private chart: IChartApi | undefined;
  private series: ISeriesApi<"Candlestick"> | undefined;
  private fills: ISeriesApi<"Line"> | undefined;
  private markers: ISeriesMarkersPluginApi<Time> | undefined;
  private lines = new Map<string, IPriceLine>();
  private shown: readonly Candle[] = [];
  private look = "";

  override render() {
    return html`<div class="chart" role="figure" aria-label=${this.label} dir="ltr"></div>
      ${this.empty ? html`<p class="soft" role="status">${this.empty}</p>` : nothing}`;
  }

  override connectedCallback() {
    super.connectedCallback();
    if (this.hasUpdated) this.draw();
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.forget();
  }

  private forget() {
    this.chart?.remove();
    this.chart = this.series = this.fills = this.markers = undefined;
    this.lines.clear();
    this.shown = [];
  }

  protected override updated(changed: PropertyValues) {
    if (changed.has("format")) this.forget();
    this.draw();
  }

  private draw() {
    const look = theme(this);
    if (look !== this.look) this.forget();
    this.look = look;
    this.make();
    this.drawCandles();
    this.drawLevels();
    this.drawMarks();
  }

  /** The fills have a series of their own, so that each stands at its time and price. */
  private drawMarks() {
    const marks = placed(this.marks, this.candles, this.interval);
    const moments = new Map(marks.map(({ time, price }) => [time, price]));
    this.fills?.setData([...moments].map(([time, value]) => ({ time: time as UTCTimestamp, value })));
    this.markers?.setMarkers(
      marks.map(({ time, price, side, name }) => ({
        time: time as UTCTimestamp,
        price,
        position: side === "buy" ? ("atPriceBottom" as const) : ("atPriceTop" as const),
        shape: side === "buy" ? ("arrowUp" as const) : ("arrowDown" as const),
        color: colour(this, side === "buy" ? "--success-color" : "--error-color"),
        text: name,
      })),
    );
  }

  private make() {
    if (this.chart) return;
    const text = colour(this, "--secondary-text-color");
    const line = colour(this, "--divider-color");
    const { format } = this;
    const time = format.times({ timeStyle: "medium" });
    const short = format.times({ timeStyle: "short" });
    const moment = (value: Time) => new Date(Number(value) * 1000);
    this.chart = createChart(this.renderRoot.querySelector<HTMLElement>(".chart")!, {
      autoSize: true,
      layout: {
        background: { color: "transparent" },
        textColor: text,
        fontFamily: getComputedStyle(this).fontFamily,
        attributionLogo: true,
      },
      grid: { vertLines: { visible: false }, horzLines: { color: line } },
      rightPriceScale: { borderColor: line },
      timeScale: {
        borderColor: line,
        timeVisible: true,
        secondsVisible: true,
        rightOffset: 4,
        tickMarkFormatter: (value: Time) => short(moment(value)),
      },
      localization: {
        locale: format.language,
        timeFormatter: (value: Time) => time(moment(value)),
        priceFormatter: (price: number) => format.number(price, decimals(this.tick) ?? 2),
      },
    });
    const [up, down] = [colour(this, "--success-color"), colour(this, "--error-color")];
    this.series = this.chart.addSeries(CandlestickSeries, {
      upColor: up,
      borderUpColor: up,
      wickUpColor: up,
      downColor: down,
      borderDownColor: down,
      wickDownColor: down,
      priceFormat: {
        type: "price",
        precision: decimals(this.tick) ?? 2,
        minMove: Number(this.tick ?? 0.01),
      },
      // Lines beyond the candles count too: a stop that can't be seen is of no use
      autoscaleInfoProvider: (original: () => { priceRange: Range | null } | null) => {
        const info = original();
        const prices = this.levels.map((level) => Number(level.price));
        if (!info?.priceRange || !prices.length) return info;
        return {
          ...info,
          priceRange: {
            minValue: Math.min(info.priceRange.minValue, ...prices),
            maxValue: Math.max(info.priceRange.maxValue, ...prices),
          },
        };
      },
    });
    this.fills = this.chart.addSeries(LineSeries, {
      lineVisible: false,
      crosshairMarkerVisible: false,
      lastValueVisible: false,
      priceLineVisible: false,
    });
    this.markers = createSeriesMarkers(this.fills, []);
  }

  private drawCandles() {
    const { candles, shown, series } = this;
    if (!series || candles === shown) return;
    const grown =
      shown.length > 0 &&
      candles[0]?.[0] === shown[0]?.[0] &&
      candles[shown.length - 1]?.[0] === shown.at(-1)?.[0] &&
      candles.length - shown.length <= 1 &&
      candles.length >= shown.length;
    if (grown) {
      for (const candle of candles.slice(shown.length - 1)) series.update(bar(candle));
    } else {
      series.setData(candles.map(bar));
      this.chart?.timeScale().applyOptions({ barSpacing: 8 });
      this.chart?.timeScale().scrollToRealTime();
    }
    this.shown = candles;
  }

  private drawLevels() {
    const wanted = new Map(this.levels.map((level) => [`${level.kind} ${level.name}`, level]));
    for (const [key, line] of this.lines) {
      if (wanted.has(key)) continue;
      this.series?.removePriceLine(line);
      this.lines.delete(key);
    }
    for (const [key, { kind, name, price }] of wanted) {
      const line = this.lines.get(key);
      if (line) {
        line.applyOptions({ price: Number(price) });
      } else if (this.series) {
        const options = {
          price: Number(price),
          color: colour(this, COLOURS[kind]),
          lineWidth: 1 as const,
          lineStyle: kind === "entry" ? LineStyle.Solid : LineStyle.Dashed,
          axisLabelVisible: true,
          title: name,
        };
        this.lines.set(key, this.series.createPriceLine(options));
      }
    }
  }

  static override styles = [
    shared,
    css`
      :host {
        display: block;
        isolation: isolate; /* the chart stacks its parts: none of them above the page's header */
        position: relative;
      }
      p {
        inset-inline: 0;
        margin: 0 auto;
        max-width: 36em;
        padding: 0 16px;
        position: absolute;
        text-align: center;
        top: 30%;
        z-index: 4;
      }
      .chart {
        height: clamp(260px, 45vh, 460px);
      }
    `,
  ];
}

type Range = { minValue: number; maxValue: number };

function bar([start, open, high, low, close]: Candle): CandlestickData {
  return {
    time: start as UTCTimestamp,
    open: Number(open),
    high: Number(high),
    low: Number(low),
    close: Number(close),
  };
}
