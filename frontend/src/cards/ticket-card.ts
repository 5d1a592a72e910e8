import { css, html } from "lit";
import { property } from "lit/decorators.js";
import { customElement } from "../element";
import { LiveHost } from "../live-host";
import "../parts/dialogs";
import { shared } from "../styles";
import "../views/ticket";
import type { CardConfig } from "./config";

/** The panel's ticket as a card of a dashboard: a position by hand. */
@customElement("tradehook-ticket-card-view")
export class TicketCard extends LiveHost {
  @property({ attribute: false }) config!: CardConfig;

  constructor() {
    super(["accounts"]);
  }

  override render() {
    const { config, live, t, context: ctx } = this;
    const all = live.accounts ?? [];
    const accounts = config.account ? all.filter(({ account }) => account === config.account) : all;
    const note = !ctx.admin
      ? t("trade_card.admin")
      : live.status !== "ready" && !live.stale
        ? t(`status.${live.status}`)
        : config.account && all.length && !accounts.length
          ? t("equity.unknown")
          : "";
    return html`${this.renderStale()}
      ${note
        ? html`<ha-card><p class="note soft" role="status">${note}</p></ha-card>`
        : html`<tradehook-ticket .ctx=${ctx} .accounts=${accounts} .named=${config.title}></tradehook-ticket>`}
      <tradehook-dialogs .ctx=${ctx} .news=${this.news}></tradehook-dialogs>`;
  }

  static override styles = [
    shared,
    css`
      :host {
        display: block;
      }
      .note {
        margin: 0;
        padding: 16px;
      }
    `,
  ];
}
