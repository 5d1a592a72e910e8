import { LitElement, html, nothing, type PropertyValues } from "lit";
import { property, state } from "lit/decorators.js";
import { errorText, type Unsubscribe } from "../api";
import { merged } from "../candles";
import type { Context } from "../context";
import { customElement } from "../element";
import { market, marketOf } from "../format";
import { newRequest, signalOf, STARTING, type Form } from "../message";
import "../parts/answer";
import { purse, purseOf } from "../parts/purse";
import { sentence } from "../parts/sentence";
import "../parts/signal-form";
import "../parts/ticket-chart";
import { consequences, openingOf } from "../plan";
import { shared } from "../styles";
import { exactOf, needsProbe, probeOf } from "../ticket-size";
import { hasUnread } from "../typed-number";
import type { Account, BotMarkets, Candle, MarketEvent, SignalAnswer } from "../types";
import { builderStyles } from "./builder-styles";

const BEGIN: Form = { ...STARTING, order_type: "market", timestamp: false };

/** What was filled in last: a lost connection or another view forgets nothing. */
let kept: Form = BEGIN;

/** How long after the last key a form is checked, in milliseconds. */
const TYPED = 300;

const MINUTE = 60;

/** How often what stands there is judged anew: prices move. */
const AGAIN = 5000;

/** Opens a position by hand: judged by the account's own bot as it is typed. */
@customElement("tradehook-ticket")
export class TicketView extends LitElement {
  @property({ attribute: false }) ctx!: Context;
  @property({ attribute: false }) accounts: readonly Account[] = [];
  /** What it is called where it stands; empty for no name. */
  @property() named: string | undefined;
  @state() private chosen = "";
  @state() private markets: BotMarkets | undefined;
  @state() private form: Form = kept;
  /** What is sent: a size in % is an amount in it. */
  @state() private exact: Form | undefined;
  @state() private answer: SignalAnswer | undefined;
  @state() private missing = "";
  /** A number stands there that could be another one. */
  @state() private unread = false;
  @state() private judged = true;
  @state() private stale = true;
  @state() private error = "";
  @state() private candles: readonly Candle[] = [];
  @state() private price: string | null = null;
  @state() private following = "";

  private timer: ReturnType<typeof setTimeout> | undefined;
  private again: ReturnType<typeof setInterval> | undefined;
  private asked = 0;
  private world = "";
  private end: Unsubscribe | undefined;

  private get places() {
    return this.accounts.flatMap((account) => {
      const bot = account.loaded ? account.bots.find(({ manual }) => manual) : undefined;
      return bot ? [{ account, bot }] : [];
    });
  }

  private get place() {
    return this.places.find(({ account }) => account.account === this.chosen);
  }

  override connectedCallback() {
    super.connectedCallback();
    this.again = setInterval(() => this.refresh(), AGAIN);
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.again);
    clearTimeout(this.timer);
    this.asked += 1;
    this.unfollow();
  }

  protected override willUpdate(_changed: PropertyValues) {
    const first = this.places[0];
    if (!this.place && first) void this.pick(first.account.account);
    const { account, bot } = this.place ?? {};
    const world = JSON.stringify([account?.account, bot?.status, bot?.open_positions, account?.trading_enabled]);
    if (world !== this.world && this.judged && this.markets) this.change({}, 0);
    this.world = world;
  }

  private async pick(chosen: string) {
    this.chosen = chosen;
    this.markets = this.answer = this.exact = undefined;
    this.stale = true;
    this.error = "";
    this.asked += 1;
    this.unfollow();
    const { place } = this;
    if (!place) return;
    try {
      const markets = await this.ctx.api.botMarkets(chosen, place.bot.bot_id);
      if (this.chosen !== chosen) return;
      this.markets = markets;
      const { symbols } = markets;
      const usual = symbols.find((name) => name.endsWith("_BTC")) ?? symbols[0] ?? "";
      this.change(symbols.includes(this.form.symbol) ? {} : { symbol: usual }, 0);
    } catch (error) {
      if (this.chosen === chosen) this.error = errorText(error);
    }
  }

  override render() {
    const { t } = this.ctx;
    const { place } = this;
    if (!place) return html`<p class="card empty soft">${t("ticket.none")}</p>`;
    return html`<div class="columns">
      <form class="card" @submit=${(event: Event) => event.preventDefault()}>
        ${this.named === "" ? nothing : html`<h2>${this.named ?? t("ticket.title")}</h2>`}
        <label class="labelled">
          <span>${t("ticket.account")}</span>
          <select
            class="field"
            name="account"
            @change=${(event: Event) => void this.pick((event.target as HTMLSelectElement).value)}
          >
            ${this.places.map(
              ({ account }) => html`<option value=${account.account} ?selected=${account.account === this.chosen}>
                ${account.name} · ${t(account.type === "live" ? "purse.live" : "purse.paper")}
              </option>`,
            )}
          </select>
        </label>
        ${purse(t, purseOf(place.account)!)} ${this.renderPrice()}
        <tradehook-signal-form
          ticket
          .ctx=${this.ctx}
          .form=${this.form}
          .hook=${this.markets}
          .errors=${this.answer?.body.errors ?? []}
          @form-changed=${(event: CustomEvent<Partial<Form>>) => this.change(event.detail)}
        ></tradehook-signal-form>
        <button type="button" class="button plain afresh" @click=${() => this.change({ ...BEGIN, symbol: this.form.symbol }, 0)}>
          ${t("builder.clear")}
        </button>
      </form>
      <div class="side">
        ${this.renderVerdict()}
        ${this.answer && this.judged && !this.missing
          ? html`<tradehook-ticket-chart
              .ctx=${this.ctx}
              .answer=${this.answer}
              .form=${this.form}
              .candles=${this.candles}
              @form-changed=${(event: CustomEvent<Partial<Form>>) => this.change(event.detail)}
            ></tradehook-ticket-chart>`
          : nothing}
      </div>
    </div>`;
  }

  private renderPrice() {
    const { t, format } = this.ctx;
    if (!this.following) return nothing;
    // A market in which nobody holds anything has no price that is told: the plan's is seconds old
    const price = this.price ?? openingOf(this.answer?.body.plan ?? {}).price ?? null;
    return html`<p class="bar" data-price>
      <span class="soft">${t("ticket.price", { market: market(this.following) })}</span>
      <b class="number">${price === null ? "–" : format.price(price, this.answer?.market?.price_tick ?? null)}</b>
    </p>`;
  }

  private renderVerdict() {
    const { t } = this.ctx;
    return html`<section class="card" data-stale=${String(this.stale)} aria-busy=${String(this.stale)}>
      <h2>${t(this.judged ? "builder.verdict" : "builder.answer")}</h2>
      <div role="status" class="status">
        ${this.error ? html`<p class="error">${sentence(this.error)}</p>` : nothing}
        ${this.missing ? html`<p class="error" data-missing>${t(`ticket.${this.missing}`)}</p>` : nothing}
        ${this.unread ? html`<p class="error" data-unread>${t("verdict.marked")}</p>` : nothing}
        ${this.answer && !this.missing
          ? html`<tradehook-answer
              .ctx=${this.ctx}
              .answer=${this.answer}
              .form=${this.exact ?? this.form}
              .candles=${this.candles}
              .account=${this.chosen}
              ?judged=${this.judged}
              ?brief=${this.judged}
            ></tradehook-answer>`
          : this.error || this.missing || this.unread
            ? nothing
            : html`<p class="soft">${t("common.loading")}</p>`}
      </div>
      <div class="actions">
        <button class="button" data-open ?disabled=${!this.sendable} @click=${this.send}>${t("ticket.open")}</button>
      </div>
    </section>`;
  }

  private change(fields: Partial<Form>, wait = TYPED) {
    this.form = kept = { ...this.form, ...fields };
    this.stale = true;
    // An answer to what stood there before is not one to this
    this.asked += 1;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.check(), wait);
  }

  private refresh() {
    if (this.answer && this.judged && !this.stale && !document.hidden) void this.check();
  }

  /** Have the bot judge what stands in the form; what was typed since wins. */
  private async check() {
    const { place, markets, form } = this;
    if (!place || !markets) return;
    this.asked += 1;
    const { asked } = this;
    if (hasUnread(signalOf(form, markets.exchange))) {
      // The fields say which number could be another one: nobody judges that
      this.answer = this.exact = undefined;
      this.missing = this.error = "";
      this.unread = this.judged = true;
      this.stale = false;
      return;
    }
    this.unread = false;
    const judge = (one: Form) =>
      this.ctx.api.checkSignal(place.account.account, place.bot.bot_id, signalOf(one, markets.exchange));
    try {
      let exact = needsProbe(form) ? undefined : form;
      let missing = "";
      let answer = await judge(probeOf(form));
      if (asked !== this.asked) return;
      if (needsProbe(form)) {
        const found = exactOf(form, answer);
        if ("form" in found) {
          exact = found.form;
          answer = await judge(exact);
          if (asked !== this.asked) return;
        } else if (answer.body.plan || found.missing === "needs_size") {
          missing = found.missing;
        }
      }
      this.exact = exact;
      this.missing = missing;
      this.show(answer, true);
    } catch (error) {
      if (asked === this.asked) this.error = errorText(error);
    }
  }

  private show(answer: SignalAnswer, judged: boolean) {
    const { market: before, currency, equity, free_balance } = this.answer ?? {};
    this.answer = judged
      ? answer
      : { market: before ?? null, currency: currency ?? "", equity: equity ?? null, free_balance: free_balance ?? null, ...answer };
    this.judged = judged;
    this.stale = false;
    this.error = "";
    const symbol = openingOf(answer.body.plan ?? {}).symbol;
    if (symbol) void this.follow(symbol);
  }

  private async follow(symbol: string) {
    if (this.following === symbol) return;
    this.unfollow();
    this.following = symbol;
    const account = this.chosen;
    const current = () => this.following === symbol && this.chosen === account && this.isConnected;
    try {
      const take = (event: MarketEvent) => {
        if (!current()) return;
        this.candles = merged(this.candles, event);
        this.price = event.price;
      };
      const end = await this.ctx.api.market(account, symbol, MINUTE, take, { since: Math.floor(Date.now() / 1000) });
      if (current()) this.end = end;
      else end();
    } catch {
      if (current()) this.unfollow();
    }
  }

  private unfollow() {
    this.end?.();
    this.end = undefined;
    this.following = "";
    this.price = null;
    this.candles = [];
  }

  /** Whether exactly what stands in the form has been judged, and would be accepted. */
  private get sendable(): boolean {
    const { answer } = this;
    return Boolean(answer && this.exact) && this.judged && !this.stale && !this.missing && answer!.status < 300;
  }

  private send() {
    const { t, format, api } = this.ctx;
    const { place, markets, exact, answer } = this;
    if (!place || !markets || !exact || !answer || !this.sendable) return;
    const { account, bot } = place;
    // Of this question: asked for twice because the first answer was lost it is done once
    const request_id = newRequest("ticket");
    const signal = { ...signalOf(exact, markets.exchange), request_id };
    this.ctx.ask({
      title: t("ticket.open_title", { name: `${marketOf(exact.symbol)} ${t(`side.${exact.side}`)}` }),
      purse: purseOf(account),
      text: t("ticket.text"),
      facts: consequences(t, format, answer),
      confirm: t("ticket.open"),
      act: async () => {
        clearTimeout(this.timer);
        this.asked += 1;
        const given = await api.sendSignal(account.account, bot.bot_id, signal);
        this.show(given, false);
        if (given.status >= 300) throw new Error(given.body.error ?? given.body.status);
        return t(given.body.status === "duplicate" ? "builder.duplicate" : "ticket.opened");
      },
    });
  }

  static override styles = [shared, builderStyles];
}
