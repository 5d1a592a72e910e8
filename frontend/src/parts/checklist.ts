import { LitElement, css, html, nothing, type PropertyValues } from "lit";
import { property, state } from "lit/decorators.js";
import { botPath, followed, positionPath } from "../actions";
import { errorText } from "../api";
import type { Context } from "../context";
import { customElement } from "../element";
import { refusedPort } from "../hook";
import { signalOf, STARTING } from "../message";
import { consequences } from "../plan";
import { shared } from "../styles";
import type { Account, Bot, BotWebhook } from "../types";
import { working } from "../working";
import { purseOf } from "./purse";

/** The way from a new bot to its first trade: what is done, and what comes next. */
@customElement("tradehook-checklist")
export class Checklist extends LitElement {
  @property({ attribute: false }) ctx!: Context;
  @property({ attribute: false }) account!: Account;
  @state() private hook: BotWebhook | undefined;
  @state() busy = false;
  @state() error = "";
  private asked = "";

  private get bot(): Bot | undefined {
    const bots = this.account.bots.filter(({ manual }) => !manual);
    return bots.find(({ on }) => on) ?? bots[0];
  }

  protected override willUpdate(_changed: PropertyValues) {
    const { bot } = this;
    if (!bot || bot.bot_id === this.asked) return;
    this.asked = bot.bot_id;
    void this.load(bot);
  }

  private async load(bot: Bot) {
    try {
      this.hook = await this.ctx.api.webhook(this.account.account, bot.bot_id);
    } catch (error) {
      this.error = errorText(error);
    }
  }

  override render() {
    const { t } = this.ctx;
    const { bot, hook, account } = this;
    if (!bot || !hook) return this.error ? html`<p class="error">${this.error}</p>` : nothing;
    const address = hook.urls.cloud ?? hook.urls.external;
    const port = hook.urls.cloud || !hook.urls.external ? null : refusedPort(hook.urls.external);
    const reachable = Boolean(address) && port === null;
    const why = port === null ? t("checklist.no_address") : t("bot.refused_port", { port });
    const path = `/setup/bot/${account.account}/${bot.bot_id}/rotate_secret`;
    return html`<h3>${t("checklist.title")}</h3>
      <ol>
        ${this.item("reachable", reachable, reachable
          ? html`<span class="soft">${address}</span>`
          : html`<span class="soft">${why}</span> <a href="/config/network">${t("checklist.network")}</a>`)}
        ${this.item("alert", Boolean(account.last_outside), html`<span class="soft">${t("checklist.alert_next")}</span>
            <a href=${`/tradehook${path}`} @click=${followed(this.ctx, path)}>${t("checklist.alert_message")}</a>`)}
        ${this.item("trade", false, html`<button class="button" data-first ?disabled=${this.busy || !bot.on} @click=${() => this.trade(bot)}>
            ${this.busy ? t("common.working") : t("checklist.trade_now")}
          </button>
          <a href=${`/tradehook${botPath(account, bot)}/builder`} @click=${followed(this.ctx, `${botPath(account, bot)}/builder`)}
            >${t("checklist.builder")}</a
          >`)}
      </ol>
      <div role="alert">${this.error ? html`<p class="error">${this.error}</p>` : nothing}</div>`;
  }

  private item(name: string, done: boolean, next: unknown) {
    const { t } = this.ctx;
    return html`<li data-item=${name} data-done=${String(done)}>
      <span class="tick ${done ? "profit" : "soft"}" role="img" aria-label=${t(done ? "checklist.done" : "checklist.open")}
        >${done ? "✓" : "○"}</span
      >
      <span class="what"><b>${t(`checklist.${name}`)}</b>${next}</span>
    </li>`;
  }

  /** Ask with everything that a first trade does, and open it: with a target and a stop. */
  private async trade(bot: Bot) {
    const { hook, account } = this;
    const { t, format, api } = this.ctx;
    if (!hook) return;
    await working(this, async () => {
      const symbol = hook.symbols.find((name) => name.endsWith("_BTC")) ?? hook.symbols[0] ?? "";
      const signal = signalOf({ ...STARTING, symbol }, hook.exchange);
      const judged = await api.checkSignal(account.account, bot.bot_id, signal);
      if (judged.status >= 300) throw new Error(judged.body.error ?? judged.body.status);
      this.ctx.ask({
        title: t("checklist.ask"),
        purse: purseOf(account),
        text: t("checklist.ask_text", { name: bot.name }),
        facts: consequences(t, format, judged),
        confirm: t("checklist.trade_now"),
        act: async () => {
          const { status, body } = await api.sendSignal(account.account, bot.bot_id, signal);
          if (status >= 300) throw new Error(body.error ?? body.status);
          const [position_id] = body.position_ids ?? [];
          if (position_id) this.ctx.go(positionPath({ position_id }));
          return t("builder.sent");
        },
      });
    });
  }

  static override styles = [
    shared,
    css`
      :host {
        border-top: 1px solid var(--th-line);
        display: block;
        padding: 16px;
      }
      ol {
        display: grid;
        gap: 12px;
        list-style: none;
        margin: 12px 0 0;
        padding: 0;
      }
      li {
        display: flex;
        gap: 12px;
      }
      .tick {
        flex: none;
        font-size: 18px;
        width: 20px;
      }
      .what {
        align-items: center;
        display: flex;
        flex: 1;
        flex-wrap: wrap;
        gap: 4px 12px;
        min-width: 0;
        overflow-wrap: anywhere;
      }
      b {
        flex: 1 0 100%;
        font-weight: 500;
      }
      a {
        color: var(--th-link);
      }
    `,
  ];
}
