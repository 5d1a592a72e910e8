import { LitElement, css, html, nothing } from "lit";
import { property } from "lit/decorators.js";
import { botPath, followed, switchBot } from "../actions";
import type { Context } from "../context";
import { customElement } from "../element";
import { tone } from "../format";
import { named } from "../localize";
import "../parts/equity";
import { purseOf } from "../parts/purse";
import { shared } from "../styles";
import type { Account, Bot } from "../types";

/** Says whether the account opens anything, and which of its limits keeps it from that. */
const tradingText = (account: Account): string => {
  if (account.trading_lock) return `overview.locked_${account.trading_lock}`;
  return account.trading_enabled ? "overview.trading_on" : "overview.trading_off";
};

/** Accounts and their bots at a glance, with what starts and stops them. */
@customElement("tradehook-overview")
export class OverviewView extends LitElement {
  @property({ attribute: false }) ctx!: Context;
  @property({ attribute: false }) accounts: readonly Account[] = [];

  override render() {
    const { t, admin } = this.ctx;
    if (!this.accounts.length) {
      return html`<div class="card empty">
        <h2>${t("overview.none")}</h2>
        ${admin
          ? html`<p class="soft">${t("overview.none_next")}</p>
              <button class="button" @click=${() => this.ctx.go("/setup/account")}>${t("setup.add_account")}</button>`
          : html`<p class="soft">${t("status.look_only")}</p>`}
      </div>`;
    }
    return html`<div class="grid">${this.accounts.map((account) => this.renderAccount(account))}</div>
      ${admin
        ? html`<button class="button outlined add" @click=${() => this.ctx.go("/setup/account")}>
              ${t("setup.add_account")}
            </button>
            <tradehook-unowned .ctx=${this.ctx} .accounts=${this.accounts}></tradehook-unowned>`
        : html`<p class="soft add" data-look-only>${t("status.look_only")}</p>`}`;
  }

  protected override firstUpdated() {
    // Below everything else, and asked for by a few: it is no part of the first view
    if (this.ctx.admin) void import("./unowned");
  }

  private renderAccount(account: Account) {
    const { t, format, admin } = this.ctx;
    const money = (value: string | null | undefined, sign = false) =>
      format.money(value, account.currency, sign);
    return html`<section class="card" aria-label=${account.name}>
      <header>
        <h2>${account.name}</h2>
        <span class="chip">${named(t, "account_type", account.type)}</span>
        <span class="chip">${named(t, "market_type", account.market_type)}</span>
        ${account.loaded && !account.connected
          ? html`<span class="chip loss">${t("overview.disconnected")}</span>`
          : nothing}
      </header>
      ${account.loaded
        ? html`<div class="equity">
              <span class="soft">${t("overview.equity")}</span>
              <span class="number" data-equity>${money(account.equity)}</span>
            </div>
            <tradehook-equity
              .ctx=${this.ctx}
              .entity=${account.equity_entity ?? ""}
              .now=${account.equity ?? ""}
              .currency=${account.currency}
            ></tradehook-equity>
            <dl>
              ${this.fact("realized_profit_today", money(account.realized_profit_today, true), tone(account.realized_profit_today))}
              ${this.fact("realized_profit", money(account.realized_profit, true), tone(account.realized_profit))}
              ${this.fact("unrealized_profit", money(account.unrealized_profit, true), tone(account.unrealized_profit))}
              ${this.fact("invested", money(account.invested))}
              ${this.fact("free_balance", money(account.free_balance))}
              ${this.fact(account.market_type === "spot" ? "reserved_spot" : "reserved_linear", money(account.reserved_balance))}
              ${account.type === "live" ? this.fact("everything_else", money(account.everything_else, true)) : nothing}
              ${this.fact("exposure", money(account.exposure))}
              ${this.fact("open_risk", money(account.open_risk))}
              ${this.fact("open_positions", String(account.open_positions ?? 0))}
            </dl>
            <div class="row">
              <span>
                <b>${t("overview.trading")}</b>
                <span class="soft small">
                  ${t(tradingText(account))}
                </span>
              </span>
              ${admin
                ? html`<button
                    class="button ${account.trading_enabled ? "outlined" : ""}"
                    @click=${() => this.switchTrading(account)}
                  >
                    ${t(account.trading_enabled ? "overview.turn_off" : "overview.turn_on")}
                  </button>`
                : nothing}
            </div>
            ${account.bots.some((bot) => !bot.manual)
              ? nothing
              : html`<p class="row soft">${t("overview.no_bots")}</p>`}
            ${account.bots.map((bot) => this.renderBot(account, bot))}
            ${admin
              ? html`<div class="row">
                  <button class="button plain" @click=${() => this.ctx.go(`/setup/bot/${account.account}`)}>
                    ${t("setup.add_bot")}
                  </button>
                </div>`
              : nothing}
            ${admin && this.isNew(account)
              ? html`<tradehook-checklist .ctx=${this.ctx} .account=${account}></tradehook-checklist>`
              : nothing}`
        : html`<p class="row error">
            ${named(t, "account_state", account.state)} ${account.problem ?? nothing}
          </p>`}
    </section>`;
  }

  /** Whether nothing was ever traded: then what comes next is said. */
  private isNew(account: Account): boolean {
    const traded = ({ trades, open_positions }: Bot) => Boolean(trades || open_positions);
    const fresh = account.bots.some((bot) => !bot.manual) && !account.open_positions && !account.bots.some(traded);
    if (fresh) void import("../parts/checklist");
    return fresh;
  }

  private fact(name: string, value: string, kind = "") {
    return html`<div>
      <dt class="soft">${this.ctx.t(`overview.${name}`)}</dt>
      <dd class="number ${kind}">${value}</dd>
    </div>`;
  }

  private renderBot(account: Account, bot: Bot) {
    const { t, format } = this.ctx;
    const numbers = t("overview.bot_numbers", {
      open: bot.open_positions ?? 0,
      trades: bot.trades ?? 0,
      wins: bot.win_rate === null || bot.win_rate === undefined ? "–" : `${format.number(bot.win_rate, 0)} %`,
    });
    return html`<div class="row" data-bot=${bot.bot_id}>
      <span>
        <a href=${`/tradehook${botPath(account, bot)}`} @click=${followed(this.ctx, botPath(account, bot))}
          ><b>${bot.name}</b></a
        >
        <span class="chip ${bot.status === "running" ? "profit" : bot.status === "halted" ? "loss" : ""}">
          ${named(t, "bot_status", bot.status)}
        </span>
        <span class="soft small">${numbers}</span>
        ${bot.reason ? html`<span class="soft small">${named(t, "reason", bot.reason)}</span>` : nothing}
      </span>
      ${this.ctx.admin
        ? html`<button
            class="button ${bot.on ? "outlined" : ""}"
            aria-label=${t(bot.on ? "overview.stop_bot" : "overview.start_bot", { name: bot.name })}
            @click=${() => switchBot(this.ctx, account, bot)}
          >
            ${t(bot.on ? "overview.stop" : "overview.start")}
          </button>`
        : nothing}
    </div>`;
  }

  private switchTrading(account: Account) {
    const { t, api } = this.ctx;
    const on = !account.trading_enabled;
    this.ctx.ask({
      title: t(on ? "overview.trading_start" : "overview.trading_stop", { name: account.name }),
      purse: purseOf(account),
      text: t(on ? "overview.trading_start_text" : "overview.trading_stop_text"),
      confirm: t(on ? "overview.turn_on" : "overview.turn_off"),
      danger: !on,
      act: async () => {
        await api.setTrading(account.account, on);
        return t(on ? "overview.trading_on" : "overview.trading_off");
      },
    });
  }

  static override styles = [
    shared,
    css`
      .grid {
        display: grid;
        gap: 16px;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 360px), 1fr));
      }
      header {
        align-items: center;
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        padding: 16px 16px 0;
      }
      .equity {
        padding: 8px 16px 0;
      }
      .equity span {
        display: block;
        font-size: 12px;
      }
      .equity .number {
        font-size: 28px;
      }
      dl {
        display: grid;
        gap: 12px 16px;
        grid-template-columns: repeat(auto-fill, minmax(120px, 1fr));
        margin: 0;
        padding: 16px;
      }
      dt {
        font-size: 12px;
      }
      dd {
        margin: 2px 0 0;
      }
      .row {
        align-items: center;
        border-top: 1px solid var(--th-line);
        display: flex;
        gap: 16px;
        justify-content: space-between;
        margin: 0;
        padding: 12px 16px;
      }
      .row a {
        color: var(--th-link);
      }
      .row b {
        font-weight: 500;
      }
      .small {
        display: block;
        font-size: 12px;
        margin-top: 4px;
      }
      .add {
        margin-top: 16px;
      }
      .empty .button {
        display: inline-block;
      }
    `,
  ];
}
