import { css, html, nothing } from "lit";
import { property } from "lit/decorators.js";
import { botPath, switchBot } from "../actions";
import { customElement } from "../element";
import { tone } from "../format";
import { LiveHost, ROOT } from "../live-host";
import { named } from "../localize";
import "../parts/dialogs";
import { shared } from "../styles";
import type { Account, Bot } from "../types";
import type { BotConfig } from "./config";
import { botOf, type Registries } from "./registry";

/** One bot: whether it runs, what it holds and what it has earned, as a card of a dashboard. */
@customElement("tradehook-bot-card-view")
export class BotCard extends LiveHost {
  @property({ attribute: false }) config!: BotConfig;

  constructor() {
    super(["accounts"]);
  }

  /** The bot of the device that was chosen; the first one until one is. */
  private get found(): { account: Account; bot: Bot } | undefined {
    const { device } = this.config;
    const wanted = device ? botOf(this.hass as unknown as Registries, device) : undefined;
    const all = (this.live.accounts ?? []).flatMap((account) =>
      account.bots.filter(({ manual }) => device !== undefined || !manual).map((bot) => ({ account, bot })),
    );
    return device ? all.find(({ bot }) => bot.bot_id === wanted) : all[0];
  }

  override render() {
    return html`<ha-card>${this.renderStale()} ${this.renderStatus() ?? this.renderBot()}</ha-card>
      <tradehook-dialogs .ctx=${this.context} .news=${this.news}></tradehook-dialogs>`;
  }

  private renderStatus() {
    const { t, live } = this;
    if (live.status !== "ready" && !live.stale) {
      return html`<p class="note soft" role="status">${t(`status.${live.status}`)}</p>`;
    }
    return this.found ? undefined : html`<p class="note soft">${t("bot_card.gone")}</p>`;
  }

  private renderBot() {
    const { found, t, config, context: ctx } = this;
    if (!found) return nothing;
    const { account, bot } = found;
    const { format } = ctx;
    const quote = bot.quote ?? account.currency;
    const path = botPath(account, bot);
    const name = config.title ?? bot.name;
    const tones: Record<string, string> = { running: "profit", halted: "loss" };
    return html`<div class="head">
        <h2>
          <a href=${ROOT + path} @click=${this.follow(path)}>${name}</a>
        </h2>
        <span class="chip ${tones[bot.status ?? ""] ?? ""}" data-status=${bot.status ?? ""}>
          ${named(t, "bot_status", bot.status)}
        </span>
        <span class="space"></span>
        ${ctx.admin && account.loaded
          ? html`<button
              class="button ${bot.on ? "outlined" : ""}"
              aria-label=${t(bot.on ? "overview.stop_bot" : "overview.start_bot", { name: bot.name })}
              @click=${() => switchBot(ctx, account, bot)}
            >
              ${t(bot.on ? "overview.stop" : "overview.start")}
            </button>`
          : nothing}
      </div>
      <p class="note soft">${account.name}${bot.reason ? html` · ${named(t, "reason", bot.reason)}` : nothing}</p>
      ${account.loaded
        ? html`<dl>
            ${this.fact("realized", format.money(bot.realized_profit, quote, true), tone(bot.realized_profit))}
            ${this.fact("unrealized", format.money(bot.unrealized_profit, quote, true), tone(bot.unrealized_profit))}
            ${this.fact("invested", format.money(bot.invested, quote))}
            ${this.fact("open", String(bot.open_positions ?? 0))} ${this.fact("trades", String(bot.trades ?? 0))}
            ${this.fact("win_rate", bot.win_rate ? `${format.number(bot.win_rate, 0)} %` : "–")}
          </dl>`
        : html`<p class="note error">${named(t, "account_state", account.state)}</p>`}`;
  }

  private fact(name: string, value: string, kind = "") {
    return html`<div>
      <dt class="soft">${this.t(name === "open" ? "overview.open_positions" : `bot.${name}`)}</dt>
      <dd class="number ${kind}" data-fact=${name}>${value}</dd>
    </div>`;
  }

  private follow(path: string) {
    return (event: MouseEvent) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      this.go(path);
    };
  }

  static override styles = [
    shared,
    css`
      :host {
        display: block;
      }
      .head {
        align-items: center;
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        padding: 12px 16px 0;
      }
      h2 {
        font-size: 16px;
      }
      h2 a {
        color: inherit;
        text-decoration: none;
      }
      h2 a:hover {
        text-decoration: underline;
      }
      .space {
        flex: 1;
      }
      .note {
        margin: 0;
        padding: 4px 16px;
      }
      dl {
        display: grid;
        gap: 12px 16px;
        grid-template-columns: repeat(auto-fill, minmax(110px, 1fr));
        margin: 0;
        padding: 8px 16px 16px;
      }
      dt {
        font-size: 12px;
      }
      dd {
        margin: 2px 0 0;
      }
    `,
  ];
}
