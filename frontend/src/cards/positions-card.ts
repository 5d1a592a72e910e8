import { css, html, nothing } from "lit";
import { property } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { positionMenu, positionPath } from "../actions";
import type { Context } from "../context";
import { customElement } from "../element";
import { market, tone } from "../format";
import { DOTS, icon } from "../icons";
import { LiveHost, ROOT } from "../live-host";
import { named } from "../localize";
import "../parts/dialogs";
import "../parts/popup-menu";
import type { PopupMenu } from "../parts/popup-menu";
import { arranged } from "../state";
import { noStop } from "../parts/no-stop";
import { shared } from "../styles";
import type { Position } from "../types";
import { percentages } from "../views/position-row";
import { MOST_ROWS, type PositionsConfig } from "./config";

/** The open positions of one account or of all, as a card of a dashboard. */
@customElement("tradehook-positions-card-view")
export class PositionsCard extends LiveHost {
  @property({ attribute: false }) config!: PositionsConfig;

  constructor() {
    super(["positions", "accounts"]);
  }

  override render() {
    const { t, config } = this;
    const title = config.title ?? t("positions.title");
    return html`<ha-card>
        ${title ? html`<h2>${title}</h2>` : nothing} ${this.renderStale()}
        ${this.renderStatus() ?? this.renderPositions()}
      </ha-card>
      <tradehook-popup-menu></tradehook-popup-menu>
      <tradehook-dialogs .ctx=${this.context} .news=${this.news}></tradehook-dialogs>`;
  }

  private renderStatus() {
    const { t, live } = this;
    if (live.status === "ready" || live.stale) {
      return this.isUnknown ? html`<p class="note soft">${t("equity.unknown")}</p>` : undefined;
    }
    return html`<p class="note soft" role="status">${t(`status.${live.status}`)}</p>`;
  }

  /** Whether the card is set to an account that is no more. */
  private get isUnknown(): boolean {
    const { config, live } = this;
    return Boolean(config.account && live.accounts?.length) && !live.accounts?.some(({ account }) => account === config.account);
  }

  private renderPositions() {
    const { t, config, context: ctx } = this;
    const all = [...(this.live.positions?.values() ?? [])].filter(
      (row) => !config.account || row.account === config.account,
    );
    if (!all.length) {
      return html`<div class="note">
        <p>${t("positions.none")}</p>
        <p class="soft">${t(ctx.admin ? "positions.none_next" : "positions.none_soon")}</p>
        ${ctx.admin
          ? html`<a class="button outlined" href=${`${ROOT}/builder`} @click=${this.follow("/builder")}>
              ${t("positions.to_builder")}
            </a>`
          : nothing}
      </div>`;
    }
    const rows = arranged(all, "", { key: "opened_at", descending: true }).slice(0, config.limit ?? MOST_ROWS);
    const hidden = all.length - rows.length;
    return html`<ul aria-label=${t("positions.title")}>
        ${repeat(
          rows,
          (row) => row.position_id,
          (row) => this.renderRow(ctx, row),
        )}
      </ul>
      ${hidden ? html`<p class="note">${this.link("/positions", t("positions.hidden", { count: hidden }))}</p>` : nothing}`;
  }

  private renderRow(ctx: Context, row: Position) {
    const { t, format } = ctx;
    const name = `${market(row.symbol)} ${t(`side.${row.side}`)}`;
    const label = t("positions.menu", { name });
    return html`<li class="opens" data-position=${row.position_id}>
      <span class="what">
        <b>${this.link(positionPath(row), market(row.symbol), "whole")}</b>
        <span class="chip ${row.side === "long" ? "profit" : "loss"}">
          ${t(`side.${row.side}`)}${row.leverage > 1 ? ` ${row.leverage}×` : nothing}
        </span>
        ${noStop(t, row)}
        ${row.status === "open" ? nothing : html`<span class="chip">${named(t, "status", row.status)}</span>`}
        <span class="soft small">
          ${Number(row.size)
            ? `${format.number(row.size)} ${row.base} @ ${format.price(row.entry_price, row.price_tick)}`
            : (row.bot_name ?? t("positions.removed_bot"))}
        </span>
      </span>
      <span class="number end">
        <span class=${tone(row.profit)}>${percentages(ctx, row)}</span>
        <span class="small ${tone(row.profit)}">${format.money(row.profit, row.quote, true)}</span>
      </span>
      ${ctx.admin && this.config.actions !== false
        ? html`<button
            class="icon-button above"
            aria-label=${label}
            aria-haspopup="menu"
            aria-expanded="false"
            @click=${(event: Event) => this.showMenu(event, label, row)}
          >
            ${icon(DOTS)}
          </button>`
        : nothing}
    </li>`;
  }

  private link(path: string, text: string, kind = "") {
    return html`<a class=${kind} href=${ROOT + path} @click=${this.follow(path)}>${text}</a>`;
  }

  private follow(path: string) {
    return (event: MouseEvent) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      this.go(path);
    };
  }

  private showMenu(event: Event, label: string, row: Position) {
    const menu = this.renderRoot.querySelector<PopupMenu>("tradehook-popup-menu");
    void menu?.show(event.currentTarget as HTMLElement, label, positionMenu(this.context, row));
  }

  static override styles = [
    shared,
    css`
      :host {
        display: block;
      }
      h2 {
        font-size: var(--ha-card-header-font-size, 20px);
        font-weight: 400;
        padding: 16px 16px 4px;
      }
      ul {
        list-style: none;
        margin: 0;
        padding: 4px 0;
      }
      li {
        align-items: center;
        display: flex;
        gap: 8px;
        min-height: 56px;
        padding: 6px 8px 6px 16px;
        padding-inline: 16px 8px;
      }
      .what {
        flex: 1;
        min-width: 0;
      }
      b {
        font-weight: 500;
      }
      a:not(.button) {
        color: inherit;
      }
      b a {
        text-decoration: none;
      }
      b a:hover {
        text-decoration: underline;
      }
      .small {
        display: block;
        font-size: 12px;
        margin-top: 3px;
        overflow-wrap: anywhere;
      }
      .end {
        text-align: end;
      }
      .end:last-child {
        padding-inline-end: 8px;
      }
      .note {
        padding: 8px 16px 16px;
      }
      div.note {
        padding-top: 16px;
      }
      .note .button {
        display: inline-block;
      }
      p {
        margin: 0 0 8px;
      }
    `,
  ];
}
