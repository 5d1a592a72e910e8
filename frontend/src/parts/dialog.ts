import { css, html, LitElement, nothing } from "lit";
import { property, state } from "lit/decorators.js";
import { errorText } from "../api";
import type { Context } from "../context";
import { customElement } from "../element";
import { market } from "../format";
import { purse } from "./purse";
import { sentence, sentenceOf } from "./sentence";
import { shared } from "../styles";
import type { Link, LinkFor, Notice, Question } from "../types";

export const looks = css`
  dialog {
    background: var(--ha-card-background, var(--card-background-color));
    border: 0;
    border-radius: var(--ha-dialog-border-radius, 24px);
    color: var(--primary-text-color);
    max-width: min(520px, calc(100vw - 32px));
    padding: 24px;
    width: 520px;
  }
  dialog::backdrop {
    background: rgb(0 0 0 / 50%);
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    justify-content: flex-end;
    margin-top: 24px;
  }
  .warning {
    border-inline-start: 3px solid var(--warning-color, #ffa600);
    margin: 12px 0 0;
    overflow-wrap: anywhere;
    padding-inline-start: 10px;
  }
  .purse {
    align-items: center;
    display: flex;
    gap: 8px;
    margin: 12px 0 0;
  }
  [data-facts] {
    display: grid;
    gap: 6px;
    margin: 12px 0 0;
  }
  [data-facts] div {
    display: flex;
    gap: 4px 16px;
    justify-content: space-between;
  }
  [data-facts] dd {
    margin: 0;
    text-align: end;
    white-space: normal;
  }
  .choice {
    border: 1px solid var(--th-line);
    border-radius: var(--th-radius);
    cursor: pointer;
    display: flex;
    gap: 12px;
    margin-top: 12px;
    padding: 12px 16px;
  }
  .choice:has(:checked) {
    border-color: var(--th-link);
  }
  .choice b {
    display: block;
    font-weight: 500;
  }
  .choice input {
    accent-color: var(--th-link);
    flex: none;
    height: 20px;
    width: 20px;
  }
`;

/** Told to the window when a link was made. */
export const LINKS_CHANGED = "tradehook-links-changed";

/** Asks before anything is done, shows that it is under way, and what came of it. */
@customElement("tradehook-confirm")
export class Confirm extends LitElement {
  @property({ attribute: false }) ctx!: Context;
  @state() private question: Question | Notice | undefined;
  @state() private busy = false;
  @state() private error = "";

  async ask(question: Question | Notice) {
    this.question = question;
    this.error = "";
    await this.updateComplete;
    this.renderRoot.querySelector("dialog")!.showModal();
  }

  override render() {
    const { question } = this;
    if (!question) return nothing;
    return html`<dialog
      aria-labelledby="title"
      @close=${this.onClose}
      @cancel=${(event: Event) => this.busy && event.preventDefault()}
    >
      <h2 id="title">${question.title}</h2>
      ${question.purse ? purse(this.ctx.t, question.purse) : nothing}
      ${question.text ? html`<p>${question.text}</p>` : nothing}
      ${("warnings" in question ? question.warnings : []).map((warning) => html`<p class="warning" data-warning>${sentence(sentenceOf(warning))}</p>`)}
      ${question.facts?.length
        ? html`<dl data-facts>
            ${question.facts.map(
              ([name, value, kind]) => html`<div>
                <dt class="soft">${name}</dt>
                <dd class="number ${kind ?? ""}">${value}</dd>
              </div>`,
            )}
          </dl>`
        : nothing}
      <div role="alert">
        ${this.error ? html`<p class="error" data-error>${sentence(this.error)}</p>` : nothing}
      </div>
      <div class="actions">
        ${"act" in question
          ? html`<button class="button plain" ?disabled=${this.busy} @click=${this.close}>
              ${this.ctx.t("common.cancel")}
            </button>`
          : nothing}
        <button
          class="button ${question.danger ? "danger" : ""}"
          data-confirm
          ?disabled=${this.busy}
          @click=${this.act}
        >
          ${this.busy ? this.ctx.t("common.working") : question.confirm}
        </button>
      </div>
    </dialog>`;
  }

  private close() {
    this.renderRoot.querySelector("dialog")?.close();
  }

  private onClose() {
    this.question = undefined;
    keepFocus(this);
  }

  private async act() {
    const { question } = this;
    if (!question || this.busy) return;
    if (!("act" in question)) return this.close();
    this.busy = true;
    this.error = "";
    try {
      const said = await question.act();
      this.close();
      this.ctx.say(said);
    } catch (error) {
      this.error = errorText(error);
    } finally {
      this.busy = false;
    }
  }

  static override styles = [shared, looks];
}

/** Makes a webhook link: first what it does, then the link to copy. */
@customElement("tradehook-link-dialog")
export class LinkDialog extends LitElement {
  @property({ attribute: false }) ctx!: Context;
  @state() private position: LinkFor | undefined;
  @state() private mode: Link["mode"] = "close";
  @state() private question = false;
  @state() private busy = false;
  @state() private link: Link | undefined;
  @state() private error = "";
  @state() private copied = false;

  async ask(position: LinkFor) {
    this.position = position;
    this.mode = "close";
    this.question = false;
    this.link = undefined;
    this.error = "";
    this.copied = false;
    await this.updateComplete;
    this.renderRoot.querySelector("dialog")!.showModal();
  }

  override render() {
    const { position, link } = this;
    const { t } = this.ctx;
    if (!position) return nothing;
    const name = `${market(position.symbol)} ${t(`side.${position.side}`)}`;
    return html`<dialog aria-labelledby="title" @close=${this.onClose}>
      <h2 id="title">${t("link.title", { name })}</h2>
      ${link ? this.renderLink(link) : this.renderChoice()}
      <div role="alert">
        ${this.error ? html`<p class="error" data-error>${sentence(this.error)}</p>` : nothing}
      </div>
      <div class="actions">
        <button class="button plain" @click=${this.close}>
          ${link ? t("common.done") : t("common.cancel")}
        </button>
        ${link
          ? html`<button class="button" data-copy @click=${this.copy}>
              ${this.copied ? t("common.copied") : t("common.copy")}
            </button>`
          : html`<button class="button" data-create ?disabled=${this.busy} @click=${this.create}>
              ${this.busy ? t("common.working") : t("link.create")}
            </button>`}
      </div>
    </dialog>`;
  }

  private renderChoice() {
    const { t } = this.ctx;
    return html`<p class="soft">${t("link.what")}</p>
      <div role="radiogroup" aria-labelledby="title">
        ${(["close", "keep"] as const).map(
          (mode) => html`<label class="choice">
            <input
              type="radio"
              name="mode"
              value=${mode}
              .checked=${this.mode === mode}
              @change=${() => (this.mode = mode)}
            />
            <span>
              <b>${t(`link.${mode}`)}</b>
              <span class="soft">${t(`link.${mode}_means`)}</span>
            </span>
          </label>`,
        )}
      </div>
      <label class="choice">
        <input
          type="checkbox"
          name="question"
          .checked=${this.question}
          @change=${(event: Event) => (this.question = (event.target as HTMLInputElement).checked)}
        />
        <span>
          <b>${t("link.question")}</b>
          <span class="soft">${t("link.question_means")}</span>
        </span>
      </label>`;
  }

  private renderLink(link: Link) {
    const { t } = this.ctx;
    return html`<label class="labelled">
        <span>${t(`link.${link.mode}`)}</span>
        <textarea
          class="field"
          data-url
          rows="3"
          readonly
          dir="ltr"
          .value=${link.url}
          @focus=${(event: Event) => (event.target as HTMLTextAreaElement).select()}
        ></textarea>
      </label>
      <p class="soft">${t(link.question ? "link.how_question" : "link.how")}</p>`;
  }

  private close() {
    this.renderRoot.querySelector("dialog")?.close();
  }

  private onClose() {
    this.position = undefined;
    this.link = undefined; // a secret: it is not kept longer than it is shown
    keepFocus(this);
  }

  private async create() {
    if (!this.position) return;
    this.busy = true;
    this.error = "";
    try {
      this.link = await this.ctx.api.createLink(this.position, this.mode, this.question);
      window.dispatchEvent(new Event(LINKS_CHANGED));
    } catch (error) {
      this.error = errorText(error);
    } finally {
      this.busy = false;
    }
  }

  private async copy() {
    const field = this.renderRoot.querySelector<HTMLTextAreaElement>("[data-url]")!;
    this.copied = await copyText(field);
  }

  static override styles = [shared, looks];
}

/** Told by a dialog when what had the focus before is gone, such as a position that was closed. */
export const FOCUS_LOST = "tradehook-focus-lost";

export function keepFocus(dialog: HTMLElement) {
  setTimeout(() => {
    if (document.activeElement !== document.body) return;
    dialog.dispatchEvent(new CustomEvent(FOCUS_LOST, { bubbles: true, composed: true }));
  });
}

/** Copy what a field shows; without https a browser has no clipboard, and the field is selected. */
export async function copyText(field: HTMLTextAreaElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch {
    field.focus();
    field.select();
    return document.execCommand("copy");
  }
}
