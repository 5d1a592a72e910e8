import { LitElement, css, html, nothing, type PropertyValues } from "lit";
import { property, state } from "lit/decorators.js";
import { errorText } from "../api";
import type { Context } from "../context";
import { DEFAULT_MESSAGE } from "../default-message";
import { customElement } from "../element";
import { shared } from "../styles";
import type { OtherSenders } from "../types";
import { builderStyles } from "../views/builder-styles";
import { copyText } from "./dialog";
import "./secret-address";

const SYSTEM = "tradingview";

/** TradingView's own message of a strategy: what stands in its box, and the address that it needs. */
@customElement("tradehook-default-message")
export class DefaultMessage extends LitElement {
  @property({ attribute: false }) ctx!: Context;
  @property() account = "";
  @property() bot = "";
  @state() private senders: OtherSenders | undefined;
  /** The secret address that was just made: shown once. */
  @state() private address = "";
  @state() private error = "";

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.address = "";
  }

  protected override willUpdate(changed: PropertyValues) {
    if (!changed.has("bot") && !changed.has("account")) return;
    this.senders = undefined;
    this.address = this.error = "";
    if (this.bot) void this.load();
  }

  override render() {
    const { t } = this.ctx;
    return html`<section class="card">
      <h2>${t("builder.message")}</h2>
      <p class="soft">${t("builder.default_means")}</p>
      <label class="labelled">
        <span>${t("builder.as_message")}</span>
        <textarea class="field mono" id="message" rows="4" readonly dir="ltr" .value=${DEFAULT_MESSAGE}></textarea>
      </label>
      <div class="actions">
        <button class="button outlined" @click=${this.copy}>${t("builder.copy_message")}</button>
      </div>
      <h3>${t("others.address")}</h3>
      ${this.error ? html`<p class="error" role="alert">${this.error}</p>` : nothing}
      ${this.senders ? this.renderWay(this.senders) : this.error ? nothing : html`<p class="soft" role="status">${t("common.loading")}</p>`}
    </section>`;
  }

  private renderWay({ systems, address }: OtherSenders) {
    const { t } = this.ctx;
    const taken = systems.some(({ system }) => system === SYSTEM);
    if (!taken) {
      return html`<p data-way>${t("others.way_address")}</p>
        <div class="actions">
          <button class="button" data-learn @click=${this.learn}>${t("others.take", { system: t("builder.wording_default") })}</button>
        </div>`;
    }
    return html`${address ? html`<p data-way>${t("others.known")}</p>` : nothing}
      <tradehook-secret-address
        .ctx=${this.ctx}
        .account=${this.account}
        .bot=${this.bot}
        .there=${address}
        .address=${this.address}
        @address-changed=${({ detail }: CustomEvent<string>) => {
          this.address = detail;
          void this.load();
        }}
      ></tradehook-secret-address>`;
  }

  private async load() {
    const { account, bot } = this;
    try {
      const senders = await this.ctx.api.otherSenders(account, bot);
      if (bot !== this.bot) return;
      this.senders = senders;
      this.error = "";
    } catch (error) {
      if (bot === this.bot) this.error = errorText(error);
    }
  }

  private learn() {
    const { t, api } = this.ctx;
    const { account, bot } = this;
    const system = t("builder.wording_default");
    this.ctx.ask({
      title: t("others.take", { system }),
      text: t("others.take_address"),
      confirm: t("others.take_confirm"),
      act: async () => {
        const { address } = await api.learnAlert(account, bot, DEFAULT_MESSAGE, {});
        if (bot === this.bot) {
          this.address = address ?? "";
          await this.load();
        }
        return t("others.learned", { system });
      },
    });
  }

  private async copy() {
    const field = this.renderRoot.querySelector<HTMLTextAreaElement>("#message");
    if (field && (await copyText(field))) this.ctx.say(this.ctx.t("common.copied"));
  }

  static override styles = [
    shared,
    builderStyles,
    css`
      :host {
        display: grid;
        min-width: 0;
      }
      p {
        margin: 0;
        overflow-wrap: anywhere;
      }
      h3 {
        font-size: 16px;
        font-weight: 500;
        margin: 0;
      }
    `,
  ];
}
