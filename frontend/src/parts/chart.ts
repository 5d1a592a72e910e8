import {
  CandlestickSeries,
  createChart,
  createSeriesMarkers,
  HistogramSeries,
  LineSeries,
  LineStyle,
  TickMarkType,
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
import { placed, type Volumes } from "../candles";
import { nameOf, type Draft } from "../drag";
import { decimals, type Format } from "../format";
import type { Localize } from "../localize";
import { shared } from "../styles";
import { colour, theme } from "./colour";
import "./level-handles";
import type { LevelHandles } from "./level-handles";
import type { Candle, Level, Mark } from "../types";

const COLOURS = {
  entry: "--primary-color",
  dca: "--warning-color",
  take_profit: "--success-color",
  stop: "--error-color",
  exit: "--success-color",
} as const;
const DAY = 86_400;
const MINUTE = 60;
const NO_VOLUMES: Volumes = new Map();
/** Room for the names of the lines, beside the newest candle (pixels). */
const NAMES = 124;
const NARROW = 520;
/** So many candles before the first one is in sight, older ones are asked for. */
const EDGE = 10;
/** How far apart candles begin (pixels). */
const SPACING = 8;

export type Fit = "levels" | "price";

/** Candles with the levels of a position as lines, and its fills as markers. */
@customElement("tradehook-chart")
export class Chart extends LitElement {
  @property({ attribute: false }) t!: Localize;
  @property({ attribute: false }) candles: readonly Candle[] = [];
  @property({ attribute: false }) volumes: Volumes = NO_VOLUMES;
  /** What the scale of prices must show: all lines too, or the candles alone. */
  @property() fit: Fit = "levels";
  /** A line that is being moved. */
  @property({ attribute: false }) draft: Draft | undefined;
  @property({ type: Boolean }) movable = false;
  /** The price that distances of lines count from. */
  @property() anchor: string | null = null;
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
  private traded: ISeriesApi<"Histogram"> | undefined;
  private drawnVolumes = "";
  /** The prices in sight while a line is held: the scale must not run away under the finger. */
  private still: Range | undefined;
  private range: Range | undefined;
  private markers: ISeriesMarkersPluginApi<Time> | undefined;
  private lines = new Map<string, IPriceLine>();
  private shown: readonly Candle[] = [];
  private look = "";
  /** Somebody has moved the chart. */
  private looked = false;

  override render() {
    return html`<div
        class="chart"
        role="figure"
        aria-label=${this.label}
        dir="ltr"
        @pointerdown=${this.onLook}
        @wheel=${this.onLook}
      ></div>
      <p class="legend number" aria-hidden="true" dir="ltr"></p>
      <tradehook-level-handles
        dir="ltr"
        .t=${this.t}
        .format=${this.format}
        .levels=${this.candles.length ? this.levels : []}
        .draft=${this.draft}
        .tick=${this.tick}
        .anchor=${this.anchor}
        .movable=${this.movable}
        @drag-begins=${this.hold}
        @drag-ends=${this.release}
      ></tradehook-level-handles>
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
    this.chart = this.series = this.fills = this.traded = this.markers = undefined;
    this.drawnVolumes = "";
    this.lines.clear();
    this.shown = [];
  }

  protected override updated(changed: PropertyValues) {
    if (changed.has("format") || changed.has("interval")) this.forget();
    this.draw();
    // Whoever moved or zoomed the scale wants it back with a choice of what to fit
    if (changed.has("fit")) this.series?.priceScale().applyOptions({ autoScale: true });
  }

  /** Show the newest candles again, and fit the scale. */
  reset() {
    this.series?.priceScale().applyOptions({ autoScale: true });
    this.chart?.timeScale().applyOptions({ barSpacing: SPACING });
    this.chart?.timeScale().scrollToRealTime();
  }

  private readonly onLook = () => {
    this.looked = true;
  };

  private readonly hold = () => {
    this.still = this.range;
  };

  private readonly release = () => {
    this.still = undefined;
  };

  private draw() {
    const look = theme(this);
    if (look !== this.look) this.forget();
    this.look = look;
    this.make();
    this.drawCandles();
    this.drawVolumes();
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
    const { format, interval } = this;
    const utc = interval >= DAY ? { timeZone: "UTC" } : {};
    const whole = format.times(
      interval >= DAY ? { dateStyle: "medium", ...utc } : { dateStyle: "medium", timeStyle: interval < MINUTE ? "medium" : "short" },
    );
    const ticks = {
      [TickMarkType.Year]: format.times({ year: "numeric", ...utc }),
      [TickMarkType.Month]: format.times({ month: "short", ...utc }),
      [TickMarkType.DayOfMonth]: format.times({ day: "numeric", month: "short", ...utc }),
      [TickMarkType.Time]: format.times({ timeStyle: "short" }),
      [TickMarkType.TimeWithSeconds]: format.times({ timeStyle: "medium" }),
    };
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
      rightPriceScale: { borderColor: line, scaleMargins: { top: 0.12, bottom: 0.14 } },
      // A finger that goes up or down scrolls the page; the axes are for those who mean the chart
      handleScroll: { vertTouchDrag: false },
      timeScale: {
        borderColor: line,
        timeVisible: interval < DAY,
        secondsVisible: interval < MINUTE,
        rightOffset: Math.ceil(NAMES / SPACING),
        tickMarkFormatter: (value: Time, type: TickMarkType) => ticks[type](moment(value)),
      },
      localization: {
        locale: format.language,
        timeFormatter: (value: Time) => whole(moment(value)),
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
      // Lines beyond the candles count too, if they are to be seen all at once
      autoscaleInfoProvider: (original: () => { priceRange: Range | null } | null) => {
        const info = original();
        if (!info?.priceRange) return info;
        const lines = this.fit === "levels" ? this.levels.filter((level) => !level.filled) : [];
        const prices = lines.map((level) => Number(level.price));
        if (this.draft) prices.push(Number(this.draft.price));
        this.range = this.still ?? {
          minValue: Math.min(info.priceRange.minValue, ...prices),
          maxValue: Math.max(info.priceRange.maxValue, ...prices),
        };
        return { ...info, priceRange: this.range };
      },
    });
    this.traded = this.chart.addSeries(HistogramSeries, {
      priceScaleId: "volume",
      priceFormat: { type: "volume" },
      lastValueVisible: false,
      priceLineVisible: false,
    });
    this.traded.priceScale().applyOptions({ scaleMargins: { top: 0.84, bottom: 0 } });
    this.fills = this.chart.addSeries(LineSeries, {
      lineVisible: false,
      crosshairMarkerVisible: false,
      lastValueVisible: false,
      priceLineVisible: false,
    });
    this.markers = createSeriesMarkers(this.fills, []);
    this.series.attachPrimitive({ updateAllViews: () => this.placeNames() });
    this.chart.subscribeCrosshairMove(({ time }) => this.tell(time));
    this.chart.timeScale().subscribeVisibleLogicalRangeChange((range) => {
      // Only whoever scrolls wants them: a chart with few candles has its left edge in sight from the start
      if (!this.looked || !range || range.from > EDGE || !this.candles.length) return;
      this.dispatchEvent(new CustomEvent("older-wanted", { detail: this.candles[0]![0] }));
    });
  }

  /** Whenever the chart is drawn, the names follow its scale. */
  private placeNames() {
    const { chart, series } = this;
    const names = this.renderRoot.querySelector<LevelHandles>("tradehook-level-handles");
    const area = this.renderRoot.querySelector<HTMLElement>(".chart");
    if (!chart || !series || !names || !area) return;
    names.scale = {
      at: (price) => series.priceToCoordinate(price),
      price: (at) => series.coordinateToPrice(at),
      height: area.clientHeight - chart.timeScale().height(),
      right: series.priceScale().width(),
    };
    names.place();
  }

  /** The numbers of the candle under the cross, or of the newest one. */
  private tell(time?: Time) {
    const legend = this.renderRoot.querySelector(".legend");
    const candle = time === undefined ? this.candles.at(-1) : this.candles.find(([start]) => start === time);
    if (!legend) return;
    // A narrow chart has no room for them all the time
    if (!candle || (time === undefined && this.clientWidth < NARROW)) {
      legend.textContent = "";
      return;
    }
    const digits = decimals(this.tick) ?? 2;
    const [start, ...prices] = candle;
    const names = ["open", "high", "low", "close"] as const;
    const parts = prices.map((price, index) => `${this.t(`chart.${names[index]!}`)} ${this.format.number(price, digits)}`);
    const volume = this.volumes.get(start);
    if (volume !== undefined) parts.push(`${this.t("chart.volume")} ${this.format.number(volume, volume < 100 ? 3 : 0)}`);
    legend.textContent = parts.join("  ");
  }

  private drawVolumes() {
    const { traded, volumes, candles } = this;
    const key = `${volumes.size} ${[...volumes].at(-1)?.join()} ${candles.length} ${candles[0]?.[0]}`;
    if (!traded || key === this.drawnVolumes) return;
    this.drawnVolumes = key;
    const [up, down] = [colour(this, "--success-color", 0.35), colour(this, "--error-color", 0.35)];
    traded.setData(
      candles.flatMap(([start, open, , , close]) => {
        const value = volumes.get(start);
        if (value === undefined) return [];
        return [{ time: start as UTCTimestamp, value, color: Number(close) < Number(open) ? down : up }];
      }),
    );
  }

  private drawCandles() {
    const { candles, shown, series } = this;
    if (!series || candles === shown) return;
    // Older ones before the same: the chart stays where somebody has scrolled it to
    const extended = this.looked && Boolean(shown.length && candles.length) && candles[0]![0] < shown[0]![0];
    const grown =
      shown.length > 0 &&
      candles[0]?.[0] === shown[0]?.[0] &&
      candles[shown.length - 1]?.[0] === shown.at(-1)?.[0] &&
      candles.length - shown.length <= 1 &&
      candles.length >= shown.length;
    if (grown) {
      // Those that are over may have been corrected by the exchange, too
      for (let at = Math.max(shown.length - 3, 0); at < candles.length; at++) {
        if (candles[at] !== shown[at]) series.update(bar(candles[at]!), at < shown.length - 1);
      }
    } else {
      series.setData(candles.map(bar));
      if (!extended) this.reset();
    }
    this.shown = candles;
  }

  private drawLevels() {
    const wanted = new Map<string, Level>();
    for (const level of this.levels) {
      wanted.set(level.key ? nameOf(level.key) : `${level.kind} ${level.name}`, level);
    }
    if (this.draft?.level.key) wanted.set("draft", { ...this.draft.level, price: this.draft.price });
    for (const [key, line] of this.lines) {
      if (wanted.has(key)) continue;
      this.series?.removePriceLine(line);
      this.lines.delete(key);
    }
    for (const [key, { kind, price, filled, key: movable }] of wanted) {
      const line = this.lines.get(key);
      if (line) {
        line.applyOptions({ price: Number(price) });
      } else if (this.series) {
        const held = key === "draft";
        const options = {
          price: Number(price),
          color: colour(this, COLOURS[kind], filled ? 0.4 : 1),
          lineWidth: held ? (2 as const) : (1 as const),
          lineStyle: held || (kind === "entry" && !movable) ? LineStyle.Solid : filled ? LineStyle.Dotted : LineStyle.Dashed,
          axisLabelVisible: !filled,
          title: "",
        };
        this.lines.set(key, this.series.createPriceLine(options));
      }
    }
    this.tell();
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
      .legend {
        color: var(--th-soft);
        font-size: 11px;
        inset-inline: 4px auto;
        margin: 0;
        max-width: calc(100% - 8px);
        padding: 0;
        background: color-mix(in srgb, var(--ha-card-background, var(--card-background-color)) 80%, transparent);
        pointer-events: none;
        text-align: start;
        top: 2px;
        white-space: pre-wrap;
      }
      .chart {
        height: var(--chart-height, clamp(280px, 45vh, 460px));
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
