import { LitElement, css, html, nothing } from "lit";
import { property, state } from "lit/decorators.js";
import type { Context } from "../context";
import { customElement } from "../element";
import { shared } from "../styles";
import type { BotWebhook } from "../types";
import { builderStyles } from "../views/builder-styles";
import { copyText } from "./dialog";

/** Something that may be chosen for a message: its name, what it says, and whether it is chosen. */
export type Tick = readonly [name: string, text: string, checked: boolean];

/** The message of an alert to be copied, with the address and the secret; tells `tick`. */
@customElement("tradehook-message-card")
export class MessageCard extends LitElement {
  @property({ attribute: false }) ctx!: Context;
  @property({ attribute: false }) hook: BotWebhook | undefined;
  /** The message, and the same as a line for a shell, with a secret; nothing where there is none. */
  @property({ attribute: false }) message: (secret: string) => string = () => "";
  @property({ attribute: false }) command: (secret: string) => string = () => "";
  @property({ attribute: false }) ticks: readonly Tick[] = [];
  /** Typed for this page only: never stored, never sent anywhere. */
  @state() private secret = "";
  @state() private curl = false;

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.secret = "";
  }

  override render() {
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
          data-lpignore="true"
          data-1p-ignore
          .value=${this.secret}
          @input=${(event: Event) => (this.secret = (event.target as HTMLInputElement).value)}
        />
      </label>
      ${this.curl ? nothing : this.ticks.map((tick) => this.renderTick(tick))}
      <label class="labelled">
        <span>${t(this.curl ? "builder.as_curl" : "builder.as_message")}</span>
        <textarea class="field mono" id="message" rows="12" readonly dir="ltr" .value=${this.text}></textarea>
      </label>
      <div class="actions">
        <button class="button plain" @click=${() => (this.curl = !this.curl)}>
          ${t(this.curl ? "builder.show_message" : "builder.show_curl")}
        </button>
        <button class="button outlined" @click=${() => this.copy("url")}>${t("builder.copy_url")}</button>
        <button class="button" ?disabled=${!this.text} @click=${() => this.copy("message")}>
          ${t(this.curl ? "builder.copy_curl" : "builder.copy_message")}
        </button>
      </div>
    </section>`;
  }

  private renderTick([name, text, checked]: Tick) {
    return html`<label class="tick">
      <input type="checkbox" name=${name} .checked=${checked} @change=${this.tick} />
      <span>${text}</span>
    </label>`;
  }

  private tick(event: Event) {
    const { name, checked } = event.target as HTMLInputElement;
    this.dispatchEvent(new CustomEvent("tick", { detail: { [name]: checked } }));
  }

  private get text() {
    if (!this.hook) return "";
    const secret = this.secret || this.ctx.t("builder.secret_here");
    return this.curl ? this.command(secret) : this.message(secret);
  }

  private async copy(id: string) {
    const field = this.renderRoot.querySelector<HTMLTextAreaElement>(`#${id}`)!;
    if (await copyText(field)) this.ctx.say(this.ctx.t("common.copied"));
  }

  static override styles = [shared, builderStyles, css`:host { display: grid; min-width: 0; }`];
}
