import { LitElement, css, html, nothing, type PropertyValues } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { errorText } from "../api";
import type { Context } from "../context";
import { named } from "../localize";
import {
  ACTIONS,
  curlOf,
  EMPTY,
  hasMarket,
  messageOf,
  opens,
  resizes,
  signalOf,
  type Form,
} from "../message";
import "../parts/answer";
import { copyText } from "../parts/dialog";
import { shared } from "../styles";
import type { Account, BotWebhook, SignalAnswer } from "../types";

type Rows = "take_profit" | "dca_orders";

/** Builds the message of an alert, tests it against the bot, and can send it. */
@customElement("tradehook-builder")
export class BuilderView extends LitElement {
  @property({ attribute: false }) ctx!: Context;
  @property({ attribute: false }) accounts: readonly Account[] = [];
  @state() private chosen = "";
  @state() private hook: BotWebhook | undefined;
  @state() private form: Form = EMPTY;
  /** Typed for this page only: never stored, never sent anywhere. */
  @state() private secret = "";
  @state() private curl = false;
  @state() private answer: SignalAnswer | undefined;
  @state() private busy = false;
  @state() private error = "";

  private get bots() {
    return this.accounts.flatMap((account) =>
      account.loaded ? account.bots.map((bot) => ({ account, bot })) : [],
    );
  }

  private get picked() {
    return this.bots.find(({ bot }) => bot.bot_id === this.chosen);
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.secret = "";
  }

  protected override willUpdate(_changed: PropertyValues) {
    const first = this.bots[0];
    if (!this.picked && first) void this.pick(first.bot.bot_id);
  }

  private async pick(bot_id: string) {
    this.chosen = bot_id;
    this.hook = undefined;
    this.answer = undefined;
    this.error = "";
    const { picked } = this;
    if (!picked) return;
    try {
      const hook = await this.ctx.api.webhook(picked.account.account, bot_id);
      if (this.chosen !== bot_id) return;
      this.hook = hook;
      const known = hook.symbols.includes(this.form.symbol);
      const symbol = hook.symbols.find((name) => name.endsWith("_BTC")) ?? hook.symbols[0] ?? "";
      if (!known) this.form = { ...this.form, symbol };
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
        <h2>${t("builder.signal")}</h2>
        ${this.renderForm()}
      </form>
      <div class="side">${this.renderMessage()}
        <div role="status">
          ${this.error ? html`<p class="card note error">${this.error}</p>` : nothing}
          ${this.answer
            ? html`<tradehook-answer .ctx=${this.ctx} .answer=${this.answer}></tradehook-answer>`
            : nothing}
        </div>
      </div>
    </div>`;
  }

  private renderForm() {
    const { t } = this.ctx;
    const { form, hook } = this;
    return html`
      ${this.select("bot", this.chosen, this.bots.map(({ bot, account }) => [bot.bot_id, `${bot.name} · ${account.name}`]), (id) => void this.pick(id))}
      ${this.select("action", form.action, ACTIONS.filter((a) => a !== "reverse" || hook?.market_type === "linear").map((a) => [a, named(t, "action", a)]), (action) => this.change({ action }))}
      ${hasMarket(form.action)
        ? html`<div class="pair">
            ${this.select("symbol", form.symbol, (hook?.symbols ?? []).map((name) => [name, name]), (symbol) => this.change({ symbol }))}
            ${this.select("side", form.side, ["long", "short"].map((side) => [side, t(`side.${side}`)]), (side) => this.change({ side }))}
          </div>`
        : nothing}
      ${opens(form.action) ? this.renderOpening() : nothing}
      ${resizes(form.action)
        ? this.number(`${form.action}_percentage`, form.percentage, (percentage) => this.change({ percentage }))
        : nothing}
    `;
  }

  private renderOpening() {
    const { t } = this.ctx;
    const { form } = this;
    return html`<div class="pair">
        ${this.select("order_type", form.order_type, ["market", "limit"].map((kind) => [kind, t(`order_type.${kind}`)]), (order_type) => this.change({ order_type }))}
        ${form.order_type === "limit"
          ? this.number("signal_price", form.signal_price, (signal_price) => this.change({ signal_price }))
          : nothing}
        ${this.number("quote_amount", form.quote_amount, (quote_amount) => this.change({ quote_amount }))}
        ${this.number("stop_percentage", form.stop_percentage, (stop_percentage) => this.change({ stop_percentage }))}
      </div>
      ${this.rows("take_profit", ["price_percentage", "position_percentage"])}
      ${this.rows("dca_orders", ["price_percentage", "quantity_percentage"])}
      <p class="soft small">${t("builder.left_empty")}</p>`;
  }

  private rows(kind: Rows, fields: [string, string]) {
    const { t } = this.ctx;
    const rows = this.form[kind] as Record<string, string>[];
    const set = (next: Record<string, string>[]) => this.change({ [kind]: next } as Partial<Form>);
    return html`<fieldset>
      <legend>${t(`builder.${kind}`)}</legend>
      ${rows.map(
        (row, index) => html`<div class="line">
          ${fields.map((field) =>
            this.number(`${kind}_${field}`, row[field] ?? "", (value) =>
              set(rows.map((other, at) => (at === index ? { ...other, [field]: value } : other))),
            ),
          )}
          <button
            type="button"
            class="button plain"
            aria-label=${t("builder.remove_row", { name: t(`builder.${kind}`), number: index + 1 })}
            @click=${() => set(rows.filter((_, at) => at !== index))}
          >
            ${t("builder.remove")}
          </button>
        </div>`,
      )}
      <button
        type="button"
        class="button outlined"
        @click=${() => set([...rows, Object.fromEntries(fields.map((field) => [field, field === "price_percentage" ? String(rows.length + 1) : "100"]))])}
      >
        ${t(`builder.add_${kind}`)}
      </button>
    </fieldset>`;
  }

  private select(name: string, value: string, options: [string, string][] | string[][], take: (value: string) => void) {
    return html`<label class="labelled">
      <span>${this.ctx.t(`builder.${name}`)}</span>
      <select class="field" name=${name} @change=${(event: Event) => take((event.target as HTMLSelectElement).value)}>
        ${options.map(([key, text]) => html`<option value=${key!} ?selected=${key === value}>${text}</option>`)}
      </select>
    </label>`;
  }

  private number(name: string, value: string, take: (value: string) => void) {
    return html`<label class="labelled">
      <span>${this.ctx.t(`builder.${name}`)}</span>
      <input
        class="field"
        name=${name}
        inputmode="decimal"
        autocomplete="off"
        .value=${value}
        @input=${(event: Event) => take((event.target as HTMLInputElement).value)}
      />
    </label>`;
  }

  private change(fields: Partial<Form>) {
    this.form = { ...this.form, ...fields };
    this.answer = undefined;
    this.error = "";
  }

  private get signal() {
    return signalOf(this.form, this.hook?.exchange ?? "");
  }

  private get text() {
    const { hook } = this;
    if (!hook) return "";
    const message = messageOf(this.signal, hook.api_key, this.secret || this.ctx.t("builder.secret_here"));
    return this.curl ? curlOf(hook.url, message) : message;
  }

  private renderMessage() {
    const { t } = this.ctx;
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
          .value=${this.secret}
          @input=${(event: Event) => (this.secret = (event.target as HTMLInputElement).value)}
        />
      </label>
      <label class="labelled">
        <span>${t(this.curl ? "builder.as_curl" : "builder.as_message")}</span>
        <textarea class="field mono" id="message" rows="12" readonly dir="ltr" .value=${this.text}></textarea>
      </label>
      <div class="actions">
        <button class="button plain" @click=${() => (this.curl = !this.curl)}>
          ${t(this.curl ? "builder.show_message" : "builder.show_curl")}
        </button>
        <button class="button outlined" @click=${() => this.copy("url")}>${t("builder.copy_url")}</button>
        <button class="button outlined" @click=${() => this.copy("message")}>
          ${t(this.curl ? "builder.copy_curl" : "builder.copy_message")}
        </button>
      </div>
      <div class="actions">
        <button class="button outlined" ?disabled=${this.busy || !this.hook} @click=${this.test}>
          ${this.busy ? t("common.working") : t("builder.test")}
        </button>
        <button class="button" ?disabled=${this.busy || !this.hook} @click=${this.send}>${t("builder.send")}</button>
      </div>
    </section>`;
  }

  private async copy(id: string) {
    const field = this.renderRoot.querySelector<HTMLTextAreaElement>(`#${id}`)!;
    if (await copyText(field)) this.ctx.say(this.ctx.t("common.copied"));
  }

  private async test() {
    this.busy = true;
    try {
      this.answer = await this.give({ ...this.signal, test: true });
      this.error = "";
    } catch (error) {
      this.error = errorText(error);
    } finally {
      this.busy = false;
    }
  }

  private send() {
    const { t } = this.ctx;
    const { signal, picked } = this;
    const what = `${named(t, "action", this.form.action)}${hasMarket(this.form.action) ? ` ${this.form.symbol} ${t(`side.${this.form.side}`)}` : ""}`;
    this.ctx.ask({
      title: t("builder.send_title"),
      text: t("builder.send_text", { what, name: picked?.bot.name ?? "" }),
      confirm: t("builder.send"),
      act: async () => {
        const answer = await this.give(signal);
        this.answer = answer;
        if (answer.status >= 300) throw new Error(answer.body.error ?? answer.body.status);
        return t("builder.sent");
      },
    });
  }

  private async give(signal: Record<string, unknown>): Promise<SignalAnswer> {
    const { picked } = this;
    if (!picked) throw new Error(this.ctx.t("builder.none"));
    return this.ctx.api.sendSignal(picked.account.account, picked.bot.bot_id, signal);
  }

  static override styles = [
    shared,
    css`
      .columns {
        align-items: start;
        display: grid;
        gap: 16px;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 400px), 1fr));
      }
      .side {
        display: grid;
        gap: 16px;
      }
      form,
      section {
        display: grid;
        gap: 16px;
        min-width: 0;
        padding: 16px;
      }
      .pair {
        align-items: end;
        display: grid;
        gap: 16px;
        grid-template-columns: repeat(auto-fit, minmax(130px, 1fr));
      }
      fieldset {
        border: 1px solid var(--th-line);
        border-radius: var(--th-radius);
        margin: 0;
        min-width: 0;
        padding: 12px 16px 16px;
      }
      legend {
        padding: 0 4px;
      }
      .line {
        align-items: end;
        display: grid;
        gap: 8px;
        grid-template-columns: 1fr 1fr auto;
        margin-bottom: 12px;
      }
      .line .button {
        padding: 8px;
      }
      .mono {
        font-family: var(--ha-font-family-code, monospace);
        font-size: 13px;
        resize: vertical;
      }
      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        justify-content: flex-end;
      }
      .small {
        font-size: 12px;
        margin: 0;
      }
      .note {
        margin: 0;
        padding: 16px;
      }
    `,
  ];
}
