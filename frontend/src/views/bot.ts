import { LitElement, css, html, nothing, type PropertyValues } from "lit";
import { property, state } from "lit/decorators.js";
import { switchBot } from "../actions";
import { errorText } from "../api";
import type { Context } from "../context";
import { customElement } from "../element";
import { tone } from "../format";
import { refusedPort } from "../hook";
import { named } from "../localize";
import { copyText } from "../parts/dialog";
import { path as curve } from "../parts/equity-points";
import { purseOf } from "../parts/purse";
import { shared } from "../styles";
import type { Account, Bot, BotRecord, BotWebhook, Position, SettingsChange, SettingsStep, Signal } from "../types";
import "../parts/settings";
import "./builder";
import "./other-systems";
import "./positions";
import "./signals";

export const PARTS = ["record", "builder", "signals", "others", "settings"] as const;
type Part = (typeof PARTS)[number];

/** One bot: how it does, its webhook, builder and signals, and its settings in words. */
@customElement("tradehook-bot")
export class BotView extends LitElement {
  @property({ attribute: false }) ctx!: Context;
  @property({ attribute: false }) accounts: readonly Account[] = [];
  @property({ attribute: false }) positions: ReadonlyMap<string, Position> = new Map();
  @property({ attribute: false }) signals: readonly Signal[] | undefined;
  @property() account = "";
  @property({ attribute: "bot-id" }) botId = "";
  @property() tab = "";
  @property() language = "en";
  @state() private record: BotRecord | undefined;
  @state() private hook: BotWebhook | undefined;
  @state() private settings: SettingsStep[] | undefined;
  @state() private changes: SettingsChange[] = [];
  @state() private error = "";

  private seen = "";

  private get owner(): Account | undefined {
    return this.accounts.find(({ account }) => account === this.account);
  }

  private get bot(): Bot | undefined {
    return this.owner?.bots.find(({ bot_id }) => bot_id === this.botId);
  }

  protected override willUpdate(_changed: PropertyValues) {
    const { bot, owner } = this;
    if (!bot || !owner?.loaded) return;
    // The record changes with what is earned, the settings with a change in Home Assistant
    const key = `${this.account} ${bot.bot_id} ${bot.trades} ${bot.realized_profit} ${bot.name}`;
    if (key === this.seen) return;
    this.seen = key;
    void this.load();
  }

  override connectedCallback() {
    super.connectedCallback();
    this.seen = "";
  }

  private async load() {
    const asked = this.seen;
    const { api, admin } = this.ctx;
    try {
      const [record, hook, settings, changes] = await Promise.all([
        api.botRecord(this.account, this.botId),
        this.bot?.manual || !admin ? undefined : api.webhook(this.account, this.botId),
        admin ? api.botSettings(this.account, this.botId) : undefined,
        admin ? api.botChanges(this.account, this.botId) : [],
      ]);
      if (asked !== this.seen) return;
      [this.record, this.hook, this.settings, this.changes] = [record, hook, settings, changes];
      this.error = "";
    } catch (error) {
      if (asked === this.seen) this.error = errorText(error);
    }
  }

  override render() {
    const { t, admin } = this.ctx;
    const { bot, owner } = this;
    if (!bot || !owner) {
      return html`<div class="card empty">
        <h2>${t("bot.gone")}</h2>
        <p class="soft">${t("bot.gone_next")}</p>
      </div>`;
    }
    // Signals and settings are an administrator's, and so is a message with a key
    const parts = PARTS.filter((one) => (admin ? !(bot.manual && (one === "builder" || one === "others")) : one === "record"));
    const part = (parts as readonly string[]).includes(this.tab) ? (this.tab as Part) : "record";
    return html`<div class="head">
        <h2>${bot.name}</h2>
        <span
          class="chip ${bot.status === "running" ? "profit" : bot.status === "halted" ? "loss" : ""}"
          data-status=${bot.status ?? ""}
        >
          ${named(t, "bot_status", bot.status)}
        </span>
        ${bot.reason ? html`<span class="soft">${named(t, "reason", bot.reason)}</span>` : nothing}
        <span class="soft">${owner.name}</span>
        <span class="space"></span>
        ${admin ? this.renderButtons(owner, bot) : nothing}
      </div>
      ${this.error ? html`<p class="card note error" role="alert">${this.error}</p>` : nothing}
      ${parts.length > 1
        ? html`<div class="segments parts" role="group" aria-label=${t("bot.parts")}>
            ${parts.map(
              (one) => html`<button aria-pressed=${String(one === part)} @click=${() => this.show(one)}>
                ${t(`bot.part_${one}`)}
              </button>`,
            )}
          </div>`
        : nothing}
      ${this.renderPart(part, owner, bot)}`;
  }

  private renderButtons(owner: Account, bot: Bot) {
    const { t } = this.ctx;
    return html`<span class="buttons">
      <button class="button ${bot.on ? "outlined" : ""}" @click=${() => switchBot(this.ctx, owner, bot)}>
        ${t(bot.on ? "overview.stop" : "overview.start")}
      </button>
      ${bot.manual
        ? nothing
        : html`<button class="button outlined" @click=${() => this.edit()}>${t("setup.edit")}</button>`}
      <button class="button outlined" @click=${() => this.stopAndClose(bot)}>${t("bot.stop_and_close")}</button>
    </span>`;
  }

  private edit(step = "") {
    this.ctx.go(`/setup/bot/${this.account}/${encodeURIComponent(this.botId)}${step && `/${step}`}`);
  }

  private show(part: Part) {
    this.ctx.go(`/bot/${this.account}/${encodeURIComponent(this.botId)}${part === "record" ? "" : `/${part}`}`);
  }

  private renderPart(part: Part, owner: Account, bot: Bot) {
    switch (part) {
      case "builder":
        return html`<tradehook-builder .ctx=${this.ctx} .accounts=${this.accounts} .only=${bot.bot_id}></tradehook-builder>`;
      case "signals":
        return html`<tradehook-signals
          .ctx=${this.ctx}
          .signals=${this.signals}
          .accounts=${this.accounts}
          .only=${bot.bot_id}
        ></tradehook-signals>`;
      case "others":
        return html`<tradehook-other-systems .ctx=${this.ctx} .owner=${owner} .bot=${bot.bot_id} .language=${this.language}></tradehook-other-systems>`;
      case "settings":
        return html`<tradehook-settings
          .ctx=${this.ctx}
          .steps=${this.settings}
          .changes=${this.changes}
          .account=${this.account}
          .language=${this.language}
        ></tradehook-settings>`;
      default:
        return this.renderRecord(owner, bot);
    }
  }

  private renderRecord(owner: Account, bot: Bot) {
    const { t, format } = this.ctx;
    const { record } = this;
    const quote = bot.quote ?? owner.currency;
    const money = (name: string, value: string | null | undefined) =>
      this.fact(name, format.money(value, quote, true), tone(value));
    const own = new Map([...this.positions].filter(([, { bot_id }]) => bot_id === bot.bot_id));
    return html`<section class="card">
        <h3>${t("bot.record")}</h3>
        <dl>
          ${money("realized_today", record?.realized_profit_today)}
          ${money("realized", bot.realized_profit)} ${money("unrealized", bot.unrealized_profit)}
          ${this.fact("trades", String(bot.trades ?? 0))}
          ${this.fact("win_rate", bot.win_rate ? `${format.number(bot.win_rate, 0)} %` : "–")}
          ${money("average", record?.average_profit)} ${money("best", record?.best)}
          ${money("worst", record?.worst)}
          ${this.fact("profit_factor", format.number(record?.profit_factor, 2))}
          ${this.fact("drawdown", format.money(record?.drawdown, quote))}
          ${this.fact("drawdown_percentage", record?.drawdown_percentage ? `${format.number(record.drawdown_percentage, 2)} %` : "–")}
          ${this.fact("invested", format.money(bot.invested, quote))}
          ${this.fact("last_signal", format.time(bot.last_signal_at))}
        </dl>
        ${this.renderCurve()}
      </section>
      <div data-positions>
        <h3>${t("bot.positions", { count: own.size })}</h3>
        ${own.size
          ? html`<tradehook-positions .ctx=${this.ctx} .positions=${own} only></tradehook-positions>`
          : html`<p class="soft">${t("bot.no_positions")}</p>`}
      </div>
      ${this.renderWebhook()}`;
  }

  private renderCurve() {
    const { t, format } = this.ctx;
    const sumsAt = (this.record?.curve ?? []).map(([at, sum]): [number, number] => [at, Number(sum)]);
    const [first, last] = [sumsAt[0], sumsAt.at(-1)];
    if (!first || !last || !this.bot) return nothing;
    // It begins with nothing, as long before the first result as results are apart
    const before = first[0] - Math.max(last[0] - first[0], 1) / sumsAt.length;
    const points: [number, number][] = [[before, 0], ...sumsAt];
    const d = curve(points);
    if (!d) return nothing;
    const sums = points.map(([, sum]) => sum);
    return html`<figure>
      <svg
        viewBox="0 0 320 64"
        preserveAspectRatio="none"
        role="img"
        aria-label=${t("bot.curve", { low: format.number(Math.min(...sums), 2), high: format.number(Math.max(...sums), 2) })}
      >
        <path d=${d}></path>
      </svg>
      <figcaption class="soft">${t("bot.curve_of", { count: this.bot.trades ?? sumsAt.length })}</figcaption>
    </figure>`;
  }

  private fact(name: string, value: string, kind = "") {
    return html`<div>
      <dt class="soft">${this.ctx.t(`bot.${name}`)}</dt>
      <dd class="number ${kind}" data-fact=${name}>${value}</dd>
    </div>`;
  }

  private renderWebhook() {
    const { t } = this.ctx;
    const { hook } = this;
    if (!hook) return nothing;
    const rows: [string, string | null][] = [
      ["external", hook.urls.external],
      ["cloud", hook.urls.cloud],
      ["internal", hook.urls.internal],
      ["api_key", hook.api_key],
    ];
    const reachable = hook.urls.external ?? hook.urls.cloud;
    const port = hook.urls.cloud || !hook.urls.external ? null : refusedPort(hook.urls.external);
    return html`<section class="card" data-webhook>
      <h3>${t("bot.webhook")}</h3>
      ${reachable ? nothing : html`<p class="warning">${t("bot.no_external")}</p>`}
      ${port === null ? nothing : html`<p class="warning" data-refused-port>${t("bot.refused_port", { port })}</p>`}
      <ul>
        ${rows.map(([name, value]) =>
          value
            ? html`<li>
                <label class="labelled">
                  <span>${t(`bot.${name}`)}</span>
                  <textarea class="field mono" rows=${name === "api_key" ? 1 : 2} readonly dir="ltr" .value=${value}></textarea>
                </label>
                <button
                  class="button outlined"
                  aria-label=${t("bot.copy_of", { name: t(`bot.${name}`) })}
                  @click=${this.copy}
                >
                  ${t("common.copy")}
                </button>
              </li>`
            : nothing,
        )}
      </ul>
      <p class="soft small">${t("bot.secret")}</p>
      <div class="buttons">
        <button class="button outlined" @click=${() => this.edit("message")}>${t("setup.handover")}</button>
        <button class="button outlined" @click=${() => this.edit("rotate_secret")}>${t("setup.new_secret")}</button>
      </div>
    </section>`;
  }

  private async copy(event: Event) {
    const field = (event.target as HTMLElement).closest("li")?.querySelector("textarea");
    if (field && (await copyText(field))) this.ctx.say(this.ctx.t("common.copied"));
  }

  private stopAndClose(bot: Bot) {
    const { t, api } = this.ctx;
    this.ctx.ask({
      title: t("bot.stop_and_close_title", { name: bot.name }),
      purse: purseOf(this.owner),
      text: t("bot.stop_and_close_text", { count: bot.open_positions ?? 0 }),
      confirm: t("bot.stop_and_close"),
      danger: true,
      act: async () => {
        await api.stopAndClose(this.account, bot.bot_id);
        return t("bot.stopped_and_closed", { name: bot.name });
      },
    });
  }

  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        gap: 16px;
        min-width: 0;
      }
      :host > * {
        min-width: 0;
      }
      .head {
        align-items: center;
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      .space {
        flex: 1;
      }
      .buttons {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      section {
        padding: 16px;
      }
      [data-positions] h3 {
        margin-bottom: 12px;
      }
      .parts {
        display: flex;
        max-width: 600px;
        overflow-x: auto;
      }
      .parts button {
        flex: 1 1 auto;
        padding: 4px 10px;
      }
      dl {
        display: grid;
        gap: 12px 16px;
        grid-template-columns: repeat(auto-fill, minmax(130px, 1fr));
        margin: 12px 0 0;
      }
      dt {
        font-size: 12px;
      }
      dd {
        margin: 2px 0 0;
      }
      figure {
        margin: 16px 0 0;
      }
      figure svg {
        display: block;
        height: 72px;
        width: 100%;
      }
      figure path {
        fill: none;
        stroke: var(--th-link);
        stroke-width: 2;
        vector-effect: non-scaling-stroke;
      }
      figcaption {
        font-size: 12px;
      }
      ul {
        display: grid;
        gap: 12px;
        grid-template-columns: minmax(0, 1fr);
        list-style: none;
        margin: 12px 0 0;
        padding: 0;
      }
      li {
        align-items: end;
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      li label {
        flex: 1 1 240px;
        min-width: 0;
      }
      .mono {
        font-family: var(--ha-font-family-code, monospace);
        field-sizing: content;
        font-size: 13px;
        resize: none;
      }
      .note {
        margin: 0;
        padding: 16px;
      }
      .warning {
        border-inline-start: 3px solid var(--warning-color, #ffa600);
        padding-inline-start: 10px;
      }
      .small {
        font-size: 12px;
      }
    `,
  ];
}
