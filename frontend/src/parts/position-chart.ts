import { LitElement, html, nothing, type PropertyValues } from "lit";
import { property, state } from "lit/decorators.js";
import { OVER } from "../actions";
import { errorText, type Unsubscribe } from "../api";
import { bestInterval, emptiness, INTERVALS, merged, span, volumesOf, withOlder, type Volumes } from "../candles";
import type { Context } from "../context";
import { changesFor, frees, isOverMarket, onGrid, type Draft } from "../drag";
import { customElement } from "../element";
import { market } from "../format";
import { levels, marks } from "../levels";
import { shared } from "../styles";
import type { Candle, Fill, Level, Plan, Position, Risk } from "../types";
import "./chart";
import type { Chart, Fit } from "./chart";
import { looks } from "./position-chart-styles";

const NONE: readonly Candle[] = [];
const NO_VOLUMES: Volumes = new Map();
const QUIET = 150;
const NEW_STOP = 0.98;
const FAR = 4;

/** The chart of a position: what its market did, its lines, and what moving one of them means. */
@customElement("tradehook-position-chart")
export class PositionChart extends LitElement {
  @property({ attribute: false }) ctx!: Context;
  @property({ attribute: false }) position!: Position;
  @property({ attribute: false }) fills: readonly Fill[] = [];
  /** What is planned for its exits: without, no line can be moved. */
  @property({ attribute: false }) plan: Plan | undefined;
  /** Undefined until the first answer about the market. */
  @state() private candles: readonly Candle[] | undefined;
  @state() private volumes: Volumes = NO_VOLUMES;
  /** What was before the candles that are followed, for those who scroll back. */
  @state() private older: readonly Candle[] = NONE;
  /** The exchange is still being asked for candles. */
  @state() private more = false;
  @state() private failed = "";
  @state() private interval: number | undefined;
  @state() private fit: Fit | undefined;
  @state() private full = false;
  @state() private draft: Draft | undefined;
  @state() private risk: Risk | undefined;
  @state() private refused = "";
  @state() private busy = false;

  private following: string | undefined;
  private askingOlder = false;
  private oldest = false;
  private end: Unsubscribe | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private asked = 0;

  override connectedCallback() {
    super.connectedCallback();
    window.addEventListener("keydown", this.onKey);
    if (this.hasUpdated) void this.follow();
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    window.removeEventListener("keydown", this.onKey);
    this.unfollow();
    this.forget();
  }

  protected override willUpdate(changed: PropertyValues) {
    const before = changed.get("position") as Position | undefined;
    if (changed.has("position") && before?.position_id !== this.position.position_id) {
      this.interval = bestInterval(this.position);
      this.fit = undefined;
      this.forget();
    }
    // What somebody holds may have filled meanwhile
    if (this.draft && !this.busy && !this.lines.some((level) => this.isSame(level))) this.forget();
    void this.follow();
  }

  private async follow() {
    const { account, symbol, opened_at, closed_at } = this.position;
    const wanted = `${account} ${symbol} ${this.interval} ${opened_at} ${closed_at}`;
    if (this.following === wanted || !this.isConnected) return;
    this.unfollow();
    this.following = wanted;
    try {
      const end = await this.ctx.api.market(
        account,
        symbol,
        this.interval ?? 60,
        (event) => {
          if (this.following !== wanted) return;
          this.candles = merged(this.candles ?? NONE, event);
          this.volumes = volumesOf(this.volumes, event);
          if (!event.candles) return;
          this.more = event.more ?? false;
          this.failed = event.failed ?? "";
        },
        span(opened_at, closed_at),
      );
      if (this.following === wanted) this.end = end;
      else end();
    } catch (error) {
      if (this.following === wanted) this.failed = errorText(error);
    }
  }

  private unfollow() {
    this.end?.();
    this.end = this.following = this.candles = undefined;
    this.volumes = NO_VOLUMES;
    this.older = NONE;
    this.oldest = this.askingOlder = false;
    this.failed = "";
  }

  /** All candles that are known, oldest first. */
  private get known(): readonly Candle[] {
    return withOlder(this.older, this.candles ?? NONE);
  }

  /** A page of older candles; once there are none, nobody is asked again. */
  private readonly fetchOlder = async ({ detail: before }: CustomEvent<number>) => {
    if (this.askingOlder || this.oldest || this.more) return;
    const { following } = this;
    const { account, symbol } = this.position;
    this.askingOlder = true;
    try {
      const told = await this.ctx.api.olderCandles(account, symbol, this.interval ?? 60, before);
      if (this.following !== following) return;
      this.failed = told.failed ?? "";
      this.oldest = !told.candles.length;
      this.older = [...told.candles.filter(([start]) => start < before), ...this.older];
      this.volumes = new Map([...told.volumes.map(([start, volume]) => [start, Number(volume)] as const), ...this.volumes]);
    } catch (error) {
      if (this.following !== following) return;
      this.failed = errorText(error);
      this.oldest = true;
    } finally {
      if (this.following === following) this.askingOlder = false;
    }
  };

  private get lines(): Level[] {
    const found = levels(this.ctx.t, this.position);
    const { draft } = this;
    // A stop that is not there yet has a line as soon as somebody begins to set it
    if (draft?.level.key?.is === "stop" && !found.some((level) => level.key?.is === "stop")) found.push(draft.level);
    return found;
  }

  private isSame(level: Level): boolean {
    return JSON.stringify(level.key) === JSON.stringify(this.draft?.level.key);
  }

  private get movable(): boolean {
    const { status } = this.position;
    return this.ctx.admin && this.plan !== undefined && !OVER.has(status);
  }

  /** Lines far away would press the candles together: they are shown on demand. */
  private get fitting(): Fit {
    if (this.fit) return this.fit;
    const prices = (this.candles ?? NONE).slice(-120).flatMap(([, , high, low]) => [Number(high), Number(low)]);
    if (!prices.length) return "levels";
    const range = Math.max(...prices) - Math.min(...prices);
    const all = [...prices, ...this.lines.filter((level) => !level.filled).map((level) => Number(level.price))];
    return Math.max(...all) - Math.min(...all) > FAR * range && this.candles!.length > 20 ? "price" : "levels";
  }

  override render() {
    const { t, format } = this.ctx;
    const { position } = this;
    const over = position.closed_at !== null;
    const why = emptiness(this.candles, over, this.more);
    const name = `${market(position.symbol)} ${t(`side.${position.side}`)}`;
    const fit = this.fitting;
    return html`<section
      class="card ${this.full ? "full" : ""}"
      data-chart
      popover=${this.full ? "manual" : nothing}
      @level-moved=${(event: CustomEvent<Draft>) => this.move(event.detail)}
      @drag-cancelled=${this.forget}
      @drag-confirms=${this.toConfirm}
      @drag-ends=${this.showDraft}
    >
      <div class="bar">
        <h3>${this.full ? name : t("position.chart")}</h3>
        <div class="segments" role="group" aria-label=${t("position.interval")}>
          ${INTERVALS.map(
            (interval) => html`<button
              type="button"
              aria-pressed=${String(interval === this.interval)}
              @click=${() => (this.interval = interval)}
            >
              ${t(`position.interval_${interval}`)}
            </button>`,
          )}
        </div>
        <span class="tools">
          ${this.movable && position.no_stop && !this.draft
            ? html`<button type="button" class="tool" @click=${this.addStop}>${t("chart.add_stop")}</button>`
            : nothing}
          <button
            type="button"
            class="tool"
            title=${t(`chart.fit_${fit === "levels" ? "price" : "levels"}_means`)}
            @click=${this.switchFit}
          >
            ${t(`chart.fit_${fit === "levels" ? "price" : "levels"}`)}
          </button>
          <button type="button" class="tool" aria-pressed=${String(this.full)} @click=${this.switchFull}>
            ${t(this.full ? "chart.leave_full" : "chart.full")}
          </button>
        </span>
      </div>
      <tradehook-chart
        .t=${t}
        .candles=${this.known}
        .volumes=${this.volumes}
        @older-wanted=${this.fetchOlder}
        .levels=${this.lines}
        .draft=${this.draft}
        .movable=${this.movable}
        .fit=${fit}
        .anchor=${position.entry_price ?? position.mark_price}
        .marks=${marks(t, this.fills)}
        .interval=${this.interval ?? 60}
        .tick=${position.price_tick}
        .format=${format}
        .label=${t("position.chart_of", { name })}
        .empty=${why && !(this.failed && why !== "loading") ? t(why === "loading" ? "common.loading" : `position.chart_${why}`) : ""}
      ></tradehook-chart>
      ${this.draft ? this.renderDraft(this.draft) : nothing} ${this.renderFailed()} ${this.renderEarlier()}
    </section>`;
  }

  private renderDraft({ level, price }: Draft) {
    const { t, format } = this.ctx;
    const { position, risk } = this;
    const refused = this.refused;
    const money = (loss: string | null | undefined) =>
      loss === undefined
        ? "…"
        : loss === null
          ? t("plan.unbounded")
          : Number(loss) < 0
            ? t("chart.sure", { profit: format.money(loss.replace("-", ""), position.quote, true) })
            : `−${format.money(loss, position.quote)}`;
    const isNew = level.price === "";
    const now = format.price(price, position.price_tick);
    return html`<div class="draft" role="group" aria-label=${t("chart.draft")} data-draft>
      <p aria-live="polite">
        <b>${level.name}</b>
        <span class="number">${isNew ? "" : `${format.price(level.price, position.price_tick)} → `}${now} ${position.quote}</span>
        ${refused
          ? html`<span class="error" role="alert">${refused}</span>`
          : html`<span>
              ${t("chart.worst_loss")}
              <span class="number">${money(risk?.now)} → <b class=${Number(risk?.after) > 0 ? "loss" : "profit"} data-worst>${money(risk?.after)}</b></span>
            </span>`}
        <span class="soft small">
          ${frees({ level, price }, position) ? t("chart.frees") : nothing}
          ${t(`purse.${position.account_type}`)} · ${position.account_name}
        </span>
      </p>
      <span class="buttons">
        <button type="button" class="button plain" ?disabled=${this.busy} @click=${this.forget}>${t("common.cancel")}</button>
        <button
          type="button"
          class="button confirm"
          ?disabled=${this.busy || Boolean(refused) || !risk}
          @click=${this.confirm}
        >
          ${t("chart.confirm", { name: level.name })}
        </button>
      </span>
    </div>`;
  }

  private renderFailed() {
    const { t } = this.ctx;
    if (!this.failed) return nothing;
    return html`<p class="note" role="status" data-failed>
      ${t("position.chart_failed", { reason: this.failed })}
      <button type="button" class="button plain" @click=${this.again}>${t("chart.again")}</button>
    </p>`;
  }

  /** What the chart leaves out: of fills before the first candle nothing can be drawn. */
  private renderEarlier() {
    const { t, format } = this.ctx;
    const first = this.known[0]?.[0];
    if (first === undefined) return nothing;
    const since = new Date(first * 1000).toISOString();
    if (!this.fills.some((fill) => Date.parse(fill.time) < first * 1000)) return nothing;
    return html`<p class="note soft" data-earlier>${t("position.chart_earlier", { time: format.time(since) })}</p>`;
  }

  private readonly again = () => {
    this.unfollow();
    void this.follow();
  };

  private readonly switchFit = () => {
    this.fit = this.fitting === "levels" ? "price" : "levels";
  };

  private readonly switchFull = async () => {
    this.full = !this.full;
    await this.updateComplete;
    if (this.full) this.renderRoot.querySelector<HTMLElement>("[data-chart]")?.showPopover?.();
  };

  private readonly onKey = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || !this.full || event.defaultPrevented) return;
    event.preventDefault();
    void this.switchFull();
  };

  /** Begin with a stop two percent from the market: it is only a line until it is confirmed. */
  private readonly addStop = () => {
    const { t } = this.ctx;
    const { side, mark_price, entry_price, price_tick } = this.position;
    const from = Number(mark_price ?? entry_price);
    if (!from) return;
    const price = onGrid(from * (side === "long" ? NEW_STOP : 2 - NEW_STOP), price_tick);
    this.move({ level: { kind: "stop", name: t("level.stop"), price: "", key: { is: "stop" } }, price });
  };

  private move({ level, price }: Draft) {
    if (this.busy) return;
    const same = this.draft && this.isSame(level);
    this.draft = { level: same ? this.draft!.level : level, price };
    if (!same) this.risk = undefined;
    this.refused = "";
    if (isOverMarket(this.draft, this.position)) {
      const last = this.ctx.format.price(this.position.mark_price, this.position.price_tick);
      this.refused = this.ctx.t("chart.over_market", { name: level.name, price: last });
      this.asked++;
      clearTimeout(this.timer);
      this.timer = undefined;
      return;
    }
    // While it moves, the newest place alone is asked about
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      void this.judge();
    }, QUIET);
  }

  /** Ask what the line where it is makes of the worst loss: the plan's own calculation. */
  private async judge() {
    const { draft, plan, position } = this;
    if (!draft || !plan) return;
    const asked = ++this.asked;
    const isClose = draft.level.key?.is === "close";
    try {
      const risk = await this.ctx.api.checkChanges(position, isClose ? {} : changesFor(draft, plan, position));
      if (asked === this.asked) this.risk = risk;
    } catch (error) {
      if (asked !== this.asked) return;
      this.refused = errorText(error);
    }
  }

  private readonly confirm = async () => {
    const { draft, plan, position } = this;
    if (!draft || !plan || this.busy || this.refused) return;
    this.busy = true;
    try {
      let warnings: readonly string[] = [];
      if (draft.level.key?.is === "close") {
        await this.ctx.api.close(position, { order_type: "limit", price: draft.price });
      } else {
        ({ warnings } = await this.ctx.api.modify(position, changesFor(draft, plan, position)));
      }
      this.ctx.tell(this.ctx.t("exits.done"), warnings);
      this.busy = false;
      this.forget();
    } catch (error) {
      this.refused = errorText(error);
    } finally {
      this.busy = false;
    }
  };

  private readonly forget = () => {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.asked++;
    this.draft = this.risk = undefined;
    this.refused = "";
  };

  /** What has come of a line that was let go is seen, and not below the edge of a phone. */
  private readonly showDraft = async () => {
    await this.updateComplete;
    this.renderRoot.querySelector("[data-draft]")?.scrollIntoView({ block: "nearest" });
  };

  private readonly toConfirm = () => {
    this.renderRoot.querySelector<HTMLElement>(".confirm")?.focus();
  };

  /** The chart itself, for those who look at it. */
  get chart(): Chart | null {
    return this.renderRoot.querySelector("tradehook-chart");
  }

  static override styles = [shared, looks];
}
