import { LitElement, html, nothing, type PropertyValues } from "lit";
import { property, state } from "lit/decorators.js";
import { errorText } from "../api";
import type { Context } from "../context";
import { inDefaultWords, isDefault } from "../default-message";
import { customElement } from "../element";
import { FollowedMarket } from "../followed-market";
import { marketOf } from "../format";
import { named } from "../localize";
import { curlOf, curlLine, hasMarket, messageOf, once, opens, signalOf, STARTING, strategyOf, type Form } from "../message";
import "../parts/answer";
import "../parts/default-message";
import "../parts/message-card";
import type { Tick } from "../parts/message-card";
import { NOTHING, type PastedMessage } from "../parts/pasted-alert";
import "../parts/signal-form";
import type { SignalForm } from "../parts/signal-form";
import { filledOf, wordsOf, type Message } from "../pasted";
import { consequences, openingOf } from "../plan";
import { purseOf } from "../parts/purse";
import { shared } from "../styles";
import { hasUnread } from "../typed-number";
import type { Account, BotWebhook, SignalAnswer } from "../types";
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
  /** An alert of another system is pasted rather than a form filled in. */
  @state() private pasting = false;
  @state() private pasted: PastedMessage = NOTHING;
  @state() private ownExchange = false;
  @state() private answer: SignalAnswer | undefined;
  @state() private judged = true;
  @state() private stale = false;
  @state() private busy = false;
  @state() private error = "";

  private readonly market = new FollowedMarket(this);
  private timer: ReturnType<typeof setTimeout> | undefined;
  private asked = 0;
  private world = "";
  /** A signal is on its way: what it changes is often told before it is answered. */
  private giving = false;

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
    clearTimeout(this.timer);
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
        ${this.pasting ? this.renderPasted() : this.renderForm()}
      </form>
      <div class="side">${this.renderVerdict()} ${this.renderMessage()}</div>
    </div>`;
  }

  private renderForm() {
    return html`<tradehook-signal-form
          .ctx=${this.ctx}
          .form=${this.form}
          .hook=${this.hook}
          .errors=${this.answer?.body.errors ?? []}
          @form-changed=${(event: CustomEvent<Partial<Form>>) => this.change(event.detail)}
        ></tradehook-signal-form>
        <button type="button" class="button plain afresh" @click=${this.clear}>${this.ctx.t("builder.clear")}</button>`;
  }

  private renderKind() {
    const { t } = this.ctx;
    return html`<div class="segments" role="group" aria-label=${t("builder.kind")}>
      ${(["signal", "strategy", "pasted"] as const).map(
        (kind) => html`<button
          type="button"
          aria-pressed=${String((this.pasting ? "pasted" : this.form.kind) === kind)}
          @click=${() => this.switchTo(kind)}
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
        ${this.unread ? html`<p class="error" data-unread>${t("verdict.marked")}</p>` : nothing}
        ${this.answer
          ? html`<tradehook-answer
              .ctx=${this.ctx}
              .answer=${this.answer}
              .form=${this.pasting ? undefined : inDefaultWords(this.form)}
              .candles=${this.market.candles}
              .account=${this.picked?.account.account ?? ""}
              ?judged=${this.judged}
              ?brief=${this.judged && !this.pasting}
            ></tradehook-answer>`
          : this.error || this.unread
            ? nothing
            : html`<p class="soft">${t(this.pasting && !this.pasted.message ? "pasted.nothing" : "common.loading")}</p>`}
      </div>
      <div class="actions">
        <button class="button outlined" ?disabled=${this.busy || !this.hook || this.unread || (this.pasting && !this.pasted.message)} @click=${this.test}>
          ${this.busy ? t("common.working") : t("builder.test")}
        </button>
        ${this.form.kind === "signal" && !this.pasting
          ? html`<button class="button" ?disabled=${this.busy || !this.hook || !this.sendable} @click=${this.send}>
              ${t("builder.send")}
            </button>`
          : nothing}
      </div>
    </section>`;
  }

  private renderMessage() {
    const { t } = this.ctx;
    const { form, hook } = this;
    if (!this.pasting && isDefault(form)) {
      return html`<tradehook-default-message .ctx=${this.ctx} .account=${this.picked?.account.account ?? ""} .bot=${this.chosen}></tradehook-default-message>`;
    }
    const ticks: Tick[] = [];
    const other = this.pasted.message?.exchange;
    if (!this.pasting && hasMarket(form)) ticks.push(["chart_market", t("builder.chart_market"), form.chart_market]);
    if (this.pasting && hook && typeof other === "string" && other.toUpperCase() !== hook.exchange) {
      ticks.push(["own_exchange", t("pasted.own_exchange", { exchange: hook.exchange, other }), this.ownExchange]);
    }
    if (!this.pasting || this.pasted.message) ticks.push(["timestamp", t("builder.timestamp"), form.timestamp]);
    return html`<tradehook-message-card
      .ctx=${this.ctx}
      .hook=${hook}
      .ticks=${ticks}
      .message=${(secret: string) => this.messageWith(secret)}
      .command=${(secret: string) => this.commandWith(secret)}
      @tick=${({ detail: { own_exchange, ...rest } }: CustomEvent<Record<string, boolean>>) => {
        if (own_exchange !== undefined) this.ownExchange = own_exchange;
        this.change(rest);
      }}
    ></tradehook-message-card>`;
  }

  private messageWith(secret: string): string {
    const { hook, form, words } = this;
    if (!hook || this.unread) return "";
    if (!this.pasting) return messageOf(form, hook.exchange, hook.api_key, secret);
    return words ? JSON.stringify({ api_key: hook.api_key, api_secret: secret, ...words }, null, 2) : "";
  }

  private commandWith(secret: string): string {
    const { hook, form } = this;
    if (!hook || this.unread || (this.pasting && !this.words)) return "";
    return this.pasting ? curlLine(this.signal, hook, secret) : curlOf(form, hook, secret);
  }

  /** What was pasted, as it is sent. */
  private get words(): Message | null {
    const exchange = this.ownExchange ? this.hook?.exchange : undefined;
    return wordsOf(this.pasted.message, this.form.timestamp, exchange);
  }

  /** What TradingView would make of it. */
  private get filled() {
    const exchange = this.hook?.exchange ?? "";
    const chart = { symbol: this.usual, exchange, strategy: strategyOf(this.form) };
    return filledOf(this.words ?? {}, this.pasted.values, chart);
  }

  private renderPasted() {
    return html`<tradehook-pasted-alert
      .ctx=${this.ctx}
      .missing=${this.filled.missing}
      .symbol=${this.usual}
      .transition=${this.form.transition}
      @alert-read=${({ detail }: CustomEvent<PastedMessage>) => {
        this.pasted = detail;
        this.change({ transition: detail.transition }, 0);
      }}
    ></tradehook-pasted-alert>`;
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

  private switchTo(kind: Form["kind"] | "pasted") {
    this.pasting = kind === "pasted";
    this.pasted = NOTHING;
    this.answer = undefined;
    this.change(kind === "pasted" ? {} : { kind, chart_market: kind === "strategy" }, 0);
  }

  private change(fields: Partial<Form>, wait = TYPED) {
    this.form = kept = { ...this.form, ...fields };
    this.stale = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.check(), wait);
  }

  private get signal() {
    if (this.pasting) return this.filled.signal;
    return signalOf(inDefaultWords(this.form), this.hook?.exchange ?? "");
  }

  /** Whether a number stands in the form that could be another one; its field says so. */
  private get unread(): boolean {
    const { pasting, form, signal } = this;
    const aged = opens(form) && !isDefault(form) && form.timestamp;
    return !pasting && (hasUnread(signal) || (aged && hasUnread(form.max_age)));
  }

  /** Have the bot judge what stands in the form; what was typed since wins. */
  private async check() {
    const { picked } = this;
    if (!picked || !this.hook) return;
    if (this.pasting && !this.pasted.message) {
      this.answer = undefined;
      return;
    }
    this.asked += 1;
    const { asked } = this;
    if (this.unread) {
      this.answer = undefined;
      this.error = "";
      this.judged = true;
      this.stale = false;
      return;
    }
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
    if (symbol) void this.market.follow(this.ctx.api, this.picked?.account.account ?? "", symbol);
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
    return Boolean(answer) && !this.unread && !this.stale && !(this.judged && answer!.status >= 300);
  }

  private send() {
    const { t, format } = this.ctx;
    const { picked, form, answer } = this;
    const signal = once(this.signal, form);
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
