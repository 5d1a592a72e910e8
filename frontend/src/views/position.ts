import { LitElement, html, nothing, type PropertyValues } from "lit";
import { property, state } from "lit/decorators.js";
import { positionMenu, quickActions } from "../actions";
import { errorText, type Unsubscribe } from "../api";
import { emptiness, merged, span } from "../candles";
import type { Context } from "../context";
import { customElement } from "../element";
import { market } from "../format";
import { levels, marks } from "../levels";
import { named } from "../localize";
import "../parts/chart";
import { copyText, LINKS_CHANGED } from "../parts/dialog";
import "../parts/menu";
import { sentence } from "../parts/sentence";
import { told } from "../story";
import { noStop } from "../parts/no-stop";
import { shared } from "../styles";
import type { Account, Candle, Fill, Link, Position, StoryRow } from "../types";
import { drawFacts } from "./position-facts";
import { drawOrders } from "./position-orders";
import { looks } from "./position-styles";

const INTERVALS = [5, 60] as const;
const NONE: readonly Candle[] = [];
const PAUSE = 300;
const SIMULATED = "SIM";
const YOUNG = 45 * 60 * 1000;

/** One position: its chart, numbers, links, orders, fills, and what happened to it and why. */
@customElement("tradehook-position")
export class PositionView extends LitElement {
  @property({ attribute: false }) ctx!: Context;
  /** Empty where the address names the position only: all accounts are asked then. */
  @property() account = "";
  @property({ attribute: false }) accounts: readonly Account[] = [];
  @property({ attribute: "position-id" }) positionId = "";
  /** The position as it is pushed; undefined once it is over. */
  @property({ attribute: false }) live: Position | undefined;
  @state() private loaded: Position | undefined;
  @state() private fills: readonly Fill[] = [];
  @state() private story: readonly StoryRow[] = [];
  @state() private links: readonly Link[] = [];
  /** Undefined until the first answer about the market. */
  @state() private candles: readonly Candle[] | undefined;
  /** The exchange is still being asked for candles. */
  @state() private more = false;
  @state() private interval: number | undefined;
  @state() private error = "";

  private following: string | undefined;
  private end: Unsubscribe | undefined;
  /** Whose the position is, if the address does not say it. */
  private found = "";
  private seen = "";
  private loading = false;
  private again = false;

  override connectedCallback() {
    super.connectedCallback();
    this.seen = "";
    window.addEventListener(LINKS_CHANGED, this.load);
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    window.removeEventListener(LINKS_CHANGED, this.load);
    this.unfollow();
  }

  protected override willUpdate(changed: PropertyValues) {
    if (changed.has("positionId")) {
      this.found = "";
      this.loaded = undefined;
      this.fills = this.story = this.links = [];
    }
    // Prices come with the rows; whatever else changes is part of the story
    const { live } = this;
    const mark = live
      ? JSON.stringify([live.status, live.size, live.orders, live.stop_loss, live.take_profit])
      : "over";
    const loaded = this.accounts.filter((account) => account.loaded).length;
    const key = `${this.account} ${this.positionId} ${mark} ${this.place.account ? "" : loaded}`;
    if (key !== this.seen) {
      this.seen = key;
      void this.load();
    }
  }

  private get place() {
    return { account: this.account || this.live?.account || this.found, position_id: this.positionId };
  }

  /** Ask one account after the other for a position of which only the id is known. */
  private async details() {
    const { place, accounts } = this;
    if (place.account) return this.ctx.api.position(place);
    let missing: unknown = new Error(this.ctx.t("position.missing"));
    for (const { account } of accounts.filter(({ loaded }) => loaded)) {
      try {
        const details = await this.ctx.api.position({ account, position_id: place.position_id });
        if (place.position_id === this.positionId) this.found = account;
        return details;
      } catch (error) {
        missing = error;
      }
    }
    throw missing;
  }

  /** Read what is not pushed; a position that changes all the time is read again after a pause. */
  private readonly load = async () => {
    if (this.loading) {
      this.again = true;
      return;
    }
    this.loading = true;
    this.again = false;
    const { place } = this;
    try {
      const { position, fills, story } = await this.details();
      const links = await this.ctx.api.links({ ...place, account: position.account });
      if (place.position_id !== this.positionId || !this.isConnected) return;
      this.error = "";
      this.loaded = position;
      this.fills = fills;
      this.story = story;
      this.links = links;
      const young = position.exchange === SIMULATED && Date.now() - Date.parse(position.opened_at) < YOUNG;
      this.interval ??= young ? 5 : 60;
      await this.follow(position);
    } catch (error) {
      if (place.position_id === this.positionId) this.error = errorText(error);
    } finally {
      this.loading = false;
      if (this.again && this.isConnected) {
        setTimeout(this.load, place.position_id === this.positionId ? PAUSE : 0);
      }
    }
  };

  private async follow({ account, symbol, opened_at, closed_at }: Position) {
    const wanted = `${account} ${symbol} ${this.interval} ${closed_at}`;
    if (this.following === wanted) return;
    this.unfollow();
    this.following = wanted;
    const end = await this.ctx.api.market(
      account,
      symbol,
      this.interval ?? 60,
      (event) => {
        if (this.following !== wanted) return;
        this.candles = merged(this.candles ?? NONE, event);
        if (event.candles) this.more = event.more ?? false;
      },
      span(opened_at, closed_at),
    );
    if (this.following === wanted) this.end = end;
    else end();
  }

  private unfollow() {
    this.end?.();
    this.end = this.following = this.candles = undefined;
  }

  override render() {
    const { t, format } = this.ctx;
    const position = this.live ?? this.loaded;
    if (this.error && !this.live) {
      return html`<p class="card empty error" role="alert">${this.error}</p>`;
    }
    if (!position) return html`<p class="empty soft" role="status">${t("common.loading")}</p>`;
    const name = `${market(position.symbol)} ${t(`side.${position.side}`)}`;
    const items = positionMenu(this.ctx, position, false);
    const over = position.closed_at !== null;
    const why = emptiness(this.candles, over, this.more);
    return html`<div class="head">
        <h2>${market(position.symbol)}</h2>
        <span class="chip ${position.side === "long" ? "profit" : "loss"}">
          ${t(`side.${position.side}`)}${position.leverage > 1 ? ` ${position.leverage}×` : nothing}
        </span>
        <span class="chip" data-status=${position.status}>${named(t, "status", position.status)}</span>
        ${noStop(t, position)}
        <span class="soft">${position.bot_name ?? t("positions.removed_bot")} · ${position.account_name}</span>
        <span class="space"></span>
        ${this.renderQuick(position)}
        ${items.length
          ? html`<tradehook-menu .label=${t("positions.menu", { name })} .items=${items}></tradehook-menu>`
          : nothing}
      </div>
      ${position.no_stop && Number(position.size) ? this.renderNoStop(position) : nothing} ${drawFacts(this.ctx, position)}
      ${position.message ? html`<p class="card note">${sentence(position.message)}</p>` : nothing}
      <section class="card">
        <div class="bar">
          <h3>${t("position.chart")}</h3>
          <div class="segments" role="group" aria-label=${t("position.interval")}>
            ${INTERVALS.map(
              (interval) => html`<button
                aria-pressed=${String(interval === this.interval)}
                @click=${() => this.choose(interval, position)}
              >
                ${t(`position.interval_${interval}`)}
              </button>`,
            )}
          </div>
        </div>
        <tradehook-chart
          .candles=${this.candles ?? NONE}
          .levels=${levels(t, position)}
          .marks=${marks(t, this.fills)}
          .interval=${this.interval ?? 60}
          .tick=${position.price_tick}
          .format=${format}
          .label=${t("position.chart_of", { name })}
          .empty=${why ? t(why === "loading" ? "common.loading" : `position.chart_${why}`) : ""}
        ></tradehook-chart>
        ${this.renderEarlier()}
      </section>
      ${this.renderLinks()} ${this.renderStory(position)} ${drawOrders(this.ctx, position)}
      ${this.renderFills(position)}`;
  }

  /** What the chart leaves out: of fills before the first candle nothing can be drawn. */
  private renderEarlier() {
    const { t, format } = this.ctx;
    const first = this.candles?.[0]?.[0];
    if (first === undefined) return nothing;
    const since = new Date(first * 1000).toISOString();
    if (!this.fills.some((fill) => Date.parse(fill.time) < first * 1000)) return nothing;
    return html`<p class="note soft" data-earlier>${t("position.chart_earlier", { time: format.time(since) })}</p>`;
  }

  private renderStory(position: Position) {
    const { t, format } = this.ctx;
    if (!this.story.length) return nothing;
    return html`<section class="card" data-story>
      <h3>${t("position.story")}</h3>
      <ol>
        ${[...this.story].reverse().map(
          (row) => html`<li data-event=${row.event}>
            <span>${told(t, format, position, row)}</span>
            <time class="soft small" datetime=${row.at}>${format.time(row.at)}</time>
          </li>`,
        )}
      </ol>
    </section>`;
  }

  /** Nothing ends the loss: said where nobody can overlook it, with what ends it. */
  private renderNoStop(position: Position) {
    const { t } = this.ctx;
    const action = quickActions(this.ctx, position).find(({ key }) => key === "exits");
    return html`<p class="card danger-note" role="alert" data-no-stop-note>
      <span><b>${t("positions.no_stop")}.</b> ${t("positions.no_stop_why")}</span>
      ${action
        ? html`<button class="button danger" @click=${action.act}>${t("position.set_stop")}</button>`
        : nothing}
    </p>`;
  }

  /** What is done most, within reach of a thumb. */
  private renderQuick(position: Position) {
    const { t } = this.ctx;
    const actions = quickActions(this.ctx, position);
    if (!actions.length) return nothing;
    return html`<div class="quick" role="group" aria-label=${t("position.quick")} data-quick>
      ${actions.map(
        ({ key, label, act, danger }) =>
          html`<button class="button ${danger ? "danger" : "outlined"}" data-quick-action=${key ?? ""} @click=${act}>
            ${label}
          </button>`,
      )}
    </div>`;
  }

  private renderFills(position: Position) {
    const { t, format } = this.ctx;
    if (!this.fills.length) return nothing;
    return html`<section class="card" data-fills>
      <h3>${t("position.fills")}</h3>
      <ul>
        ${this.fills.map(
          (fill) => html`<li>
            <span>
              <b>${named(t, "purpose", fill.purpose)}</b>
              <span class="soft small">${format.time(fill.time)}</span>
            </span>
            <span class="number end">
              ${format.number(fill.amount)} ${position.base} @
              ${format.price(fill.price, position.price_tick)}
              <span class="soft small">
                ${t("position.fee", { fee: `${format.number(fill.fee)} ${fill.fee_currency}` })}
              </span>
            </span>
          </li>`,
        )}
      </ul>
    </section>`;
  }

  private renderLinks() {
    const { t, format } = this.ctx;
    if (!this.live && !this.links.length) return nothing;
    return html`<section class="card" data-links>
      <h3>${t("position.links")}</h3>
      ${this.links.length
        ? html`<ul>
            ${this.links.map(
              (link) => html`<li>
                <span class="grow">
                  <b>${t(`link.${link.mode}`)}</b>
                  <span class="soft small">${format.time(link.created_at)}</span>
                  ${link.question ? html`<span class="soft small">${t("link.asks")}</span>` : nothing}
                  <textarea class="field" rows="2" readonly dir="ltr" aria-label=${t("position.link_url")} .value=${link.url}></textarea>
                </span>
                <span class="buttons">
                  <button class="button outlined" @click=${this.copy}>${t("common.copy")}</button>
                  <button class="button plain" @click=${() => this.revoke(link)}>${t("position.revoke")}</button>
                </span>
              </li>`,
            )}
          </ul>`
        : html`<p class="note soft">${t("position.no_links")}</p>`}
    </section>`;
  }

  private choose(interval: number, position: Position) {
    this.interval = interval;
    void this.follow(position);
  }

  private async copy(event: Event) {
    const field = (event.target as HTMLElement).closest("li")?.querySelector("textarea");
    if (field && (await copyText(field))) this.ctx.say(this.ctx.t("common.copied"));
  }

  private revoke(link: Link) {
    const { t, api } = this.ctx;
    this.ctx.ask({
      title: t("position.revoke_title"),
      text: t("position.revoke_text"),
      confirm: t("position.revoke"),
      danger: true,
      act: async () => {
        await api.revokeLink(this.place.account, link.link_id);
        this.links = this.links.filter((other) => other.link_id !== link.link_id);
        return t("position.revoked");
      },
    });
  }

  static override styles = [shared, looks];
}
