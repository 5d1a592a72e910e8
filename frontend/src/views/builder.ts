import { LitElement, html, nothing, type PropertyValues } from "lit";
import { property, state } from "lit/decorators.js";
import { errorText, type Unsubscribe } from "../api";
import type { Context } from "../context";
import { customElement } from "../element";
import { merged } from "../candles";
import { marketOf } from "../format";
import { named } from "../localize";
import { curlOf, hasMarket, messageOf, signalOf, STARTING, type Form } from "../message";
import "../parts/answer";
import { copyText } from "../parts/dialog";
import "../parts/signal-form";
import type { SignalForm } from "../parts/signal-form";
import { consequences, openingOf } from "../plan";
import { purseOf } from "../parts/purse";
import { shared } from "../styles";
import type { Account, BotWebhook, Candle, SignalAnswer } from "../types";
import { builderStyles } from "./builder-styles";

/** What was filled in last, without the secret: a lost connection or another view forgets nothing. */
let kept: Form = STARTING;

/** The market of what a signal opens or closes. */
function symbolOf(answer: SignalAnswer | undefined): string | undefined {
  const plan = answer?.body.plan;
  return (plan && openingOf(plan).symbol) ?? undefined;
}

/** How long after the last key a form is checked, in milliseconds. */
const TYPED = 300;

/** Builds the message of an alert, judged by the bot as it is typed, and can send it. */
@customElement("tradehook-builder")
export class BuilderView extends LitElement {
  @property({ attribute: false }) ctx!: Context;
  @property({ attribute: false }) accounts: readonly Account[] = [];
  /** Build for this bot only. */
  @property() only = "";
  @state() private chosen = "";
  @state() private hook: BotWebhook | undefined;
  @state() private form: Form = kept;
  /** Typed for this page only: never stored, never sent anywhere. */
  @state() private secret = "";
  @state() private curl = false;
  @state() private answer: SignalAnswer | undefined;
  @state() private judged = true;
  @state() private stale = false;
  @state() private busy = false;
  @state() private error = "";
  @state() private candles: readonly Candle[] = [];

  private timer: ReturnType<typeof setTimeout> | undefined;
  private asked = 0;
  private world = "";
  /** A signal is on its way: what it changes is often told before it is answered. */
  private giving = false;
  private following = "";
  private end: Unsubscribe | undefined;

  private get bots() {
    return this.accounts.flatMap((account) =>
      account.loaded
        ? account.bots
            .filter(({ bot_id, manual }) => !manual && (!this.only || bot_id === this.only))
            .map((bot) => ({ account, bot }))
        : [],
    );
  }

  private get picked() {
    return this.bots.find(({ bot }) => bot.bot_id === this.chosen);
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.secret = "";
    clearTimeout(this.timer);
    this.unfollow();
  }

  protected override willUpdate(_changed: PropertyValues) {
    const first = this.bots[0];
    if (!this.picked && first) void this.pick(first.bot.bot_id);
    // What the bot thinks of the same signal changes with the bot; an answer to a real one stays
    const { bot, account } = this.picked ?? {};
    const world = JSON.stringify([bot?.bot_id, bot?.status, bot?.open_positions, account?.trading_enabled]);
    if (world !== this.world && this.judged && !this.giving && this.hook) this.change({}, 0);
    this.world = world;
  }

  private async pick(bot_id: string) {
    this.chosen = bot_id;
    this.hook = this.answer = undefined;
    this.error = "";
    const { picked } = this;
    if (!picked) return;
    try {
      const hook = await this.ctx.api.webhook(picked.account.account, bot_id);
      if (this.chosen !== bot_id) return;
      this.hook = hook;
      const known = hook.symbols.includes(this.form.symbol);
      const action = hook.market_type !== "linear" && this.form.action === "reverse" ? "open" : this.form.action;
      this.change({ action, ...(!known && { symbol: this.usual }) }, 0);
    } catch (error) {
      this.error = errorText(error);
    }
  }

  override render() {
    const { t } = this.ctx;
    if (!this.bots.length) {
      return html`<div class="card empty">
        <h2>${t("builder.none")}</h2>
        <p class="soft">${t("overview.no_bots")}</p>
      </div>`;
    }
    return html`<div class="columns">
      <form class="card" @submit=${(event: Event) => event.preventDefault()}>
        <div class="bar">
          <h2>${t("builder.signal")}</h2>
          ${this.renderKind()}
        </div>
        ${this.only ? nothing : this.renderBots()}
        <tradehook-signal-form
          .ctx=${this.ctx}
          .form=${this.form}
          .hook=${this.hook}
          .errors=${this.answer?.body.errors ?? []}
          @form-changed=${(event: CustomEvent<Partial<Form>>) => this.change(event.detail)}
        ></tradehook-signal-form>
        <button type="button" class="button plain afresh" @click=${this.clear}>${t("builder.clear")}</button>
      </form>
      <div class="side">${this.renderVerdict()} ${this.renderMessage()}</div>
    </div>`;
  }

  private renderKind() {
    const { t } = this.ctx;
    return html`<div class="segments" role="group" aria-label=${t("builder.kind")}>
      ${(["signal", "strategy"] as const).map(
        (kind) => html`<button
          type="button"
          aria-pressed=${String(this.form.kind === kind)}
          @click=${() => this.change({ kind, chart_market: kind === "strategy" })}
        >
          ${t(`builder.kind_${kind}`)}
        </button>`,
      )}
    </div>`;
  }

  private renderBots() {
    const { t } = this.ctx;
    return html`<label class="labelled">
      <span>${t("builder.bot")}</span>
      <select
        class="field"
        name="bot"
        @change=${(event: Event) => void this.pick((event.target as HTMLSelectElement).value)}
      >
        ${this.bots.map(
          ({ bot, account }) => html`<option value=${bot.bot_id} ?selected=${bot.bot_id === this.chosen}>
            ${bot.name} · ${account.name}
          </option>`,
        )}
      </select>
    </label>`;
  }

  private renderVerdict() {
    const { t } = this.ctx;
    return html`<section class="card" data-stale=${String(this.stale)} aria-busy=${String(this.stale)}>
      <h2>${t(this.judged ? "builder.verdict" : "builder.answer")}</h2>
      <div role="status" class="status">
        ${this.error ? html`<p class="error">${this.error}</p>` : nothing}
        ${this.answer
          ? html`<tradehook-answer
              .ctx=${this.ctx}
              .answer=${this.answer}
              .form=${this.form}
              .candles=${this.candles}
              .account=${this.picked?.account.account ?? ""}
              ?judged=${this.judged}
              ?brief=${this.judged}
            ></tradehook-answer>`
          : this.error
            ? nothing
            : html`<p class="soft">${t("common.loading")}</p>`}
      </div>
      <div class="actions">
        <button class="button outlined" ?disabled=${this.busy || !this.hook} @click=${this.test}>
          ${this.busy ? t("common.working") : t("builder.test")}
        </button>
        ${this.form.kind === "signal"
          ? html`<button class="button" ?disabled=${this.busy || !this.hook || !this.sendable} @click=${this.send}>
              ${t("builder.send")}
            </button>`
          : nothing}
      </div>
    </section>`;
  }

  private renderMessage() {
    const { t } = this.ctx;
    const { form } = this;
    const tick = (name: "chart_market" | "timestamp") => html`<label class="tick">
      <input
        type="checkbox"
        name=${name}
        .checked=${form[name]}
        @change=${(event: Event) => this.change({ [name]: (event.target as HTMLInputElement).checked })}
      />
      <span>${t(`builder.${name}`)}</span>
    </label>`;
    return html`<section class="card">
      <h2>${t("builder.message")}</h2>
      <label class="labelled">
        <span>${t("builder.url")}</span>
        <textarea class="field mono" id="url" rows="2" readonly dir="ltr" .value=${this.hook?.url ?? ""}></textarea>
      </label>
      <label class="labelled">
        <span>${t("builder.secret")}</span>
        <input
          class="field"
          type="password"
          autocomplete="off"
          data-lpignore="true"
          data-1p-ignore
          .value=${this.secret}
          @input=${(event: Event) => (this.secret = (event.target as HTMLInputElement).value)}
        />
      </label>
      ${this.curl ? nothing : html`${hasMarket(form) ? tick("chart_market") : nothing} ${tick("timestamp")}`}
      <label class="labelled">
        <span>${t(this.curl ? "builder.as_curl" : "builder.as_message")}</span>
        <textarea class="field mono" id="message" rows="12" readonly dir="ltr" .value=${this.text}></textarea>
      </label>
      <div class="actions">
        <button class="button plain" @click=${() => (this.curl = !this.curl)}>
          ${t(this.curl ? "builder.show_message" : "builder.show_curl")}
        </button>
        <button class="button outlined" @click=${() => this.copy("url")}>${t("builder.copy_url")}</button>
        <button class="button" @click=${() => this.copy("message")}>
          ${t(this.curl ? "builder.copy_curl" : "builder.copy_message")}
        </button>
      </div>
    </section>`;
  }

  private get text() {
    const { hook, form } = this;
    if (!hook) return "";
    const secret = this.secret || this.ctx.t("builder.secret_here");
    return this.curl ? curlOf(form, hook, secret) : messageOf(form, hook.exchange, hook.api_key, secret);
  }

  /** The market to begin with. */
  private get usual(): string {
    const symbols = this.hook?.symbols ?? [];
    return symbols.find((name) => name.endsWith("_BTC")) ?? symbols[0] ?? "";
  }

  /** Begin afresh: what was said of the form before, and parts that were opened for it, are gone too. */
  private clear() {
    this.asked += 1;
    this.answer = undefined;
    this.renderRoot.querySelector<SignalForm>("tradehook-signal-form")?.shut();
    this.change({ ...STARTING, symbol: this.usual }, 0);
  }

  private change(fields: Partial<Form>, wait = TYPED) {
    this.form = kept = { ...this.form, ...fields };
    this.stale = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.check(), wait);
  }

  private get signal() {
    return signalOf(this.form, this.hook?.exchange ?? "");
  }

  /** Have the bot judge what stands in the form; what was typed since wins. */
  private async check() {
    const { picked } = this;
    if (!picked || !this.hook) return;
    this.asked += 1;
    const { asked } = this;
    try {
      const answer = await this.ctx.api.checkSignal(picked.account.account, picked.bot.bot_id, this.signal);
      if (asked !== this.asked) return;
      this.show(answer, true);
    } catch (error) {
      if (asked === this.asked) this.error = errorText(error);
    }
  }

  private show(answer: SignalAnswer, judged: boolean) {
    // What is only said of a judged signal is still true of the same one when it is tested
    const { market, currency, equity, free_balance } = this.answer ?? {};
    const same = symbolOf(this.answer) === symbolOf(answer);
    this.answer = { market: (same && market) || null, equity: equity ?? null, free_balance: free_balance ?? null, currency: currency ?? "", ...answer };
    this.judged = judged;
    this.stale = false;
    this.error = "";
    const plan = answer.body.plan;
    const symbol = plan ? openingOf(plan).symbol : undefined;
    if (symbol) void this.follow(symbol);
  }

  private async follow(symbol: string) {
    const account = this.picked?.account.account ?? "";
    const wanted = `${account} ${symbol}`;
    if (this.following === wanted) return;
    this.unfollow();
    this.following = wanted;
    const end = await this.ctx.api.market(account, symbol, 5, (event) => {
      if (this.following === wanted) this.candles = merged(this.candles, event);
    });
    if (this.following === wanted) this.end = end;
    else end();
  }

  private unfollow() {
    this.end?.();
    this.end = undefined;
    this.following = "";
    this.candles = [];
  }

  private async copy(id: string) {
    const field = this.renderRoot.querySelector<HTMLTextAreaElement>(`#${id}`)!;
    if (await copyText(field)) this.ctx.say(this.ctx.t("common.copied"));
  }

  private async test() {
    this.busy = true;
    try {
      this.show(await this.give({ ...this.signal, test: true }), false);
      this.ctx.say(this.ctx.t("builder.tested"));
    } catch (error) {
      this.error = errorText(error);
    } finally {
      this.busy = false;
    }
  }

  /** Whether what stands in the form has been judged, and would not be refused. */
  private get sendable(): boolean {
    const { answer } = this;
    return Boolean(answer) && !this.stale && !(this.judged && answer!.status >= 300);
  }

  private send() {
    const { t, format } = this.ctx;
    const { signal, picked, form, answer } = this;
    const side = form.side ? ` ${t(`side.${form.side}`)}` : "";
    const what = `${named(t, "action", form.action)}${hasMarket(form) ? ` ${marketOf(form.symbol)}${side}` : ""}`;
    this.ctx.ask({
      title: t("builder.send_title"),
      purse: purseOf(picked?.account),
      text: t("builder.send_text", { what, name: picked?.bot.name ?? "" }),
      facts: answer ? consequences(t, format, answer) : [],
      confirm: t("builder.send"),
      act: async () => {
        const answer = await this.give(signal);
        this.show(answer, false);
        if (answer.status >= 300) throw new Error(answer.body.error ?? answer.body.status);
        return t(answer.body.status === "duplicate" ? "builder.duplicate" : "builder.sent");
      },
    });
  }

  private async give(signal: Record<string, unknown>): Promise<SignalAnswer> {
    const { picked } = this;
    if (!picked) throw new Error(this.ctx.t("builder.none"));
    clearTimeout(this.timer);
    this.asked += 1; // an answer to a check that is still under way would be older
    this.giving = true;
    try {
      return await this.ctx.api.sendSignal(picked.account.account, picked.bot.bot_id, signal);
    } finally {
      // Only once the answer is shown, which happens right after
      setTimeout(() => (this.giving = false));
    }
  }

  static override styles = [shared, builderStyles];
}
