import { LitElement, css, html, nothing } from "lit";
import { property, state } from "lit/decorators.js";
import { errorText } from "../api";
import type { Context } from "../context";
import { customElement } from "../element";
import { shared } from "../styles";
import { copyText } from "./dialog";

/** A bot's secret address: shown once when it is made, renewed and ended; tells `address-changed`. */
@customElement("tradehook-secret-address")
export class SecretAddress extends LitElement {
  @property({ attribute: false }) ctx!: Context;
  @property() account = "";
  @property() bot = "";
  /** Whether there is one. */
  @property({ type: Boolean }) there = false;
  /** The one that was just made. */
  @property() address = "";
  @state() private error = "";

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.address = "";
  }

  override render() {
    const { t } = this.ctx;
    return html`<p class="soft">${t(this.there ? "others.address_there" : "others.address_none")}</p>
      ${this.error ? html`<p class="error" role="alert">${this.error}</p>` : nothing}
      ${this.address
        ? html`<p class="warning">${t("others.address_once")}</p>
            <div class="row">
              <label class="labelled">
                <span>${t("others.address")}</span>
                <textarea class="field mono" name="address" rows="3" readonly dir="ltr" .value=${this.address}></textarea>
              </label>
              <button class="button outlined" @click=${this.copy}>${t("builder.copy_url")}</button>
            </div>`
        : nothing}
      <div class="buttons">
        <button class="button outlined" @click=${this.renew}>${t(this.there ? "others.address_renew" : "others.address_make")}</button>
        ${this.there ? html`<button class="button outlined" @click=${this.end}>${t("others.address_end")}</button>` : nothing}
      </div>`;
  }

  private async copy() {
    const field = this.renderRoot.querySelector<HTMLTextAreaElement>("textarea");
    if (field && (await copyText(field))) this.ctx.say(this.ctx.t("common.copied"));
  }

  private renew() {
    const { t, api } = this.ctx;
    const make = async () => {
      this.tell((await api.newSecretAddress(this.account, this.bot)).address);
      return t("others.address_made");
    };
    if (!this.there) {
      make().catch((error: unknown) => (this.error = errorText(error)));
      return;
    }
    this.ctx.ask({ title: t("others.address_renew"), text: t("others.address_renew_text"), confirm: t("others.address_renew"), danger: true, act: make });
  }

  private end() {
    const { t, api } = this.ctx;
    this.ctx.ask({
      title: t("others.address_end"),
      text: t("others.address_end_text"),
      confirm: t("others.address_end"),
      danger: true,
      act: async () => {
        await api.endSecretAddress(this.account, this.bot);
        this.tell("");
        return t("others.address_ended");
      },
    });
  }

  private tell(address: string) {
    this.error = "";
    this.address = address;
    this.dispatchEvent(new CustomEvent("address-changed", { detail: address }));
  }

  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        gap: 12px;
        grid-template-columns: minmax(0, 1fr);
        min-width: 0;
      }
      p {
        margin: 0;
      }
      .row {
        align-items: end;
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      label {
        flex: 1 1 240px;
        min-width: 0;
      }
      .mono {
        field-sizing: content;
        font-family: var(--ha-font-family-code, monospace);
        font-size: 13px;
        overflow-wrap: anywhere;
        resize: none;
      }
      .buttons {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      .warning {
        border-inline-start: 3px solid var(--warning-color, #ffa600);
        font-weight: 500;
        padding-inline-start: 10px;
      }
    `,
  ];
}
