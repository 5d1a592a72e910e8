import { css, html, LitElement, nothing, type CSSResultGroup, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import { errorText } from "../api";
import type { Context } from "../context";
import { market } from "../format";
import { purse } from "./purse";
import { sentence } from "./sentence";
import { shared } from "../styles";
import type { Position, Purse } from "../types";
import { keepFocus, looks } from "./dialog";
import { fieldStyles } from "./fields";
import { typedNumber } from "./typed";

/** What a form is about: its market and side, and whose money it is. */
export type Subject = Purse & { symbol: string; side: string };

/** What came of it in words, and what has to be known about it. */
export interface Outcome {
  said: string;
  warnings: readonly string[];
}

/** Asks how something shall be done to a position, does it, and stays open with the exact error. */
export abstract class FormDialog<Of extends Subject = Position> extends LitElement {
  @property({ attribute: false }) ctx!: Context;
  /** Changes with everything that is heard of positions. */
  @property({ type: Number }) news = 0;
  @state() protected position: Of | undefined;
  @state() protected busy = false;
  @state() protected error = "";

  async ask(position: Of) {
    this.position = position;
    this.error = "";
    this.begin(position);
    await this.updateComplete;
    this.dialog?.showModal();
  }

  /** Forget what was typed for another position. */
  protected abstract begin(position: Of): void;
  protected abstract heading(name: string): string;
  protected abstract fields(position: Of): TemplateResult;
  protected abstract confirm(position: Of): string;
  /** Do it, and return what came of it. */
  protected abstract act(position: Of): Promise<string | Outcome>;

  /** What it is about as it is now; nothing once it is over. */
  protected present(position: Of): Of | undefined {
    return position;
  }

  protected danger(): boolean {
    return false;
  }

  protected ready(): boolean {
    return true;
  }

  private get dialog() {
    return this.renderRoot.querySelector("dialog");
  }

  override render() {
    const { position, ctx } = this;
    if (!position) return nothing;
    const { t } = ctx;
    const now = this.present(position);
    const name = `${market(position.symbol)} ${t(`side.${position.side}`)}`;
    return html`<dialog
      aria-labelledby="title"
      @close=${this.onClose}
      @cancel=${(event: Event) => this.busy && event.preventDefault()}
    >
      <form novalidate @submit=${this.submit}>
        <h2 id="title">${this.heading(name)}</h2>
        ${purse(t, position)}
        ${now ? this.fields(now) : html`<p data-over>${t("several.over")}</p>`}
        <div role="alert">
          ${this.error ? html`<p class="error" data-error>${sentence(this.error)}</p>` : nothing}
        </div>
        <div class="actions">
          <button type="button" class="button plain" ?disabled=${this.busy} @click=${() => this.dialog?.close()}>
            ${t("common.cancel")}
          </button>
          <button
            class="button ${this.danger() ? "danger" : ""}"
            data-confirm
            ?disabled=${this.busy || !now || !this.ready()}
          >
            ${this.busy ? t("common.working") : this.confirm(position)}
          </button>
        </div>
      </form>
    </dialog>`;
  }

  private onClose() {
    this.position = undefined;
    keepFocus(this);
  }

  protected radio(group: string, value: string, label: string, current: string, set: (to: string) => void, hint = "") {
    return html`<label class="choice">
      <input
        type="radio"
        name=${group}
        value=${value}
        .checked=${value === current}
        @change=${() => set(value)}
      />
      <span>
        <b>${label}</b>
        ${hint ? html`<span class="soft">${hint}</span>` : nothing}
      </span>
    </label>`;
  }

  protected number(name: string, label: string, value: string, set: (to: string) => void) {
    const { t, format } = this.ctx;
    const wrong = format.typed.wrong(value, t);
    return html`<label class="labelled">
      <span>${label}</span>
      <input
        class="field"
        name=${name}
        inputmode="decimal"
        autocomplete="off"
        dir="ltr"
        aria-invalid=${wrong ? "true" : nothing}
        aria-describedby=${wrong ? `wrong-${name}` : nothing}
        .value=${typedNumber(value, format.typed)}
        @input=${(event: Event) => set(format.typed.read((event.target as HTMLInputElement).value))}
      />
      ${wrong ? html`<span class="wrong" id="wrong-${name}" data-wrong=${name}>${wrong}</span>` : nothing}
    </label>`;
  }

  /** Whether a number stands there that could be another one: it has the focus, and says why. */
  protected focusWrong(root: ParentNode = this.renderRoot): boolean {
    const wrong = root.querySelector<HTMLElement>("[aria-invalid=true]");
    wrong?.focus();
    return wrong !== null;
  }

  private async submit(event: Event) {
    event.preventDefault();
    const { position } = this;
    if (!position || this.busy || !this.present(position) || !this.ready()) return;
    if (this.focusWrong()) return;
    this.busy = true;
    this.error = "";
    try {
      const done = await this.act(position);
      this.dialog?.close();
      if (typeof done === "string") this.ctx.say(done);
      else this.ctx.tell(done.said, done.warnings);
    } catch (error) {
      this.error = errorText(error);
    } finally {
      this.busy = false;
    }
  }

  static override styles: CSSResultGroup = [
    shared,
    looks,
    fieldStyles,
    css`
      fieldset {
        border: 0;
        margin: 16px 0 0;
        min-width: 0;
        padding: 0;
      }
      legend {
        font-weight: 500;
        padding: 0;
      }
      .labelled {
        margin-top: 12px;
      }
      .row {
        align-items: end;
        display: grid;
        gap: 8px;
        grid-template-columns: 1fr 1fr;
      }
      .row:has(.wrong) {
        align-items: start; /* fields stay side by side above what is said of one */
      }
      .row > :only-child {
        grid-column: 1 / -1;
      }
    `,
  ];
}
