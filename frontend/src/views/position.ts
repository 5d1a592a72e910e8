import { LitElement, html, nothing, type PropertyValues } from "lit";
import { property, state } from "lit/decorators.js";
import { positionMenu, quickActions } from "../actions";
import { errorText } from "../api";
import type { Context } from "../context";
import { customElement } from "../element";
import { market } from "../format";
import { named } from "../localize";
import "../parts/position-note";
import "../parts/position-chart";
import { copyText, LINKS_CHANGED } from "../parts/dialog";
import "../parts/menu";
import { sentence } from "../parts/sentence";
import { told } from "../story";
import { noStop } from "../parts/no-stop";
import "../parts/price-slider";
import { shared } from "../styles";
import type { Account, Fill, Link, Plan, Position, StoryRow } from "../types";
import { drawFacts } from "./position-facts";
import { drawOrders } from "./position-orders";
import { looks } from "./position-styles";

const PAUSE = 300;

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
  @state() private plan: Plan | undefined;
  @state() private error = "";

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
  }

  protected override willUpdate(changed: PropertyValues) {
    if (changed.has("positionId")) {
      this.found = "";
      this.loaded = this.plan = undefined;
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
      const { position, plan, fills, story } = await this.details();
      // A link is a secret that closes a position
      const links = this.ctx.admin ? await this.ctx.api.links({ ...place, account: position.account }) : [];
      if (place.position_id !== this.positionId || !this.isConnected) return;
      this.error = "";
      this.loaded = position;
      this.plan = plan;
      this.fills = fills;
      this.story = story;
      this.links = links;
    } catch (error) {
      if (place.position_id === this.positionId) this.error = errorText(error);
    } finally {
      this.loading = false;
      if (this.again && this.isConnected) {
        setTimeout(this.load, place.position_id === this.positionId ? PAUSE : 0);
      }
    }
  };

  override render() {
    const { t } = this.ctx;
    const position = this.live ?? this.loaded;
    if (this.error && !this.live) {
      return html`<p class="card empty error" role="alert">${this.error}</p>`;
    }
    if (!position) return html`<p class="empty soft" role="status">${t("common.loading")}</p>`;
    const name = `${market(position.symbol)} ${t(`side.${position.side}`)}`;
    const items = positionMenu(this.ctx, position, false);
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
      <tradehook-position-chart
        .ctx=${this.ctx}
        .position=${position}
        .fills=${this.fills}
        .plan=${this.plan}
      ></tradehook-position-chart>
      ${this.renderSlider(position)}
      ${this.renderLinks()} <tradehook-position-note .ctx=${this.ctx} .position=${position}></tradehook-position-note>
      ${this.renderStory(position)} ${drawOrders(this.ctx, position)}
      ${this.renderFills(position)}`;
  }

  /** A simulated market is moved where its position is watched. */
  private renderSlider(position: Position) {
    if (position.exchange !== "SIM" || position.closed_at !== null || !this.ctx.admin) return nothing;
    return html`<tradehook-price-slider
      class="card"
      .ctx=${this.ctx}
      .account=${position.account}
      .symbol=${position.symbol}
    ></tradehook-price-slider>`;
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
