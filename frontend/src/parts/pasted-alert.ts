import { LitElement, css, html, nothing, type PropertyValues } from "lit";
import { property, state } from "lit/decorators.js";
import { errorText } from "../api";
import type { Context } from "../context";
import { customElement } from "../element";
import { TRANSITIONS } from "../message";
import { followsStrategy, placeholdersOf, TIME, valueAt, type Message } from "../pasted";
import { said } from "../reasons";
import { shared } from "../styles";
import type { AlertPart, PastedAlert } from "../types";
import { sentence } from "./sentence";

/** What a pasted alert says in our words, and what is filled in to try it. */
export interface PastedMessage {
  message: Message | null;
  values: Readonly<Record<string, string>>;
  /** What the strategy is imagined to do. */
  transition: string;
}

export const NOTHING: PastedMessage = { message: null, values: {}, transition: "flat_long" };

const TYPED = 300;
const UNKNOWN = new Set(["dialect_unknown", "malformed_json"]);

/** An alert of any system, pasted: whose it is, and what becomes of what; tells `alert-read`. */
@customElement("tradehook-pasted-alert")
export class PastedAlertView extends LitElement {
  @property({ attribute: false }) ctx!: Context;
  /** Fields that are left out of a check because nobody knows their value yet. */
  @property({ attribute: false }) missing: readonly string[] = [];
  /** The market that a chart's placeholder stands for unless another one is typed. */
  @property() symbol = "";
  @property() transition = "flat_long";
  @state() private text = "";
  @state() private found: PastedAlert | undefined;
  @state() private values: Record<string, string> = {};
  @state() private error = "";
  private timer: ReturnType<typeof setTimeout> | undefined;
  private asked = 0;

  override disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.timer);
    this.text = ""; // it has a secret in it
  }

  protected override willUpdate(_changed: PropertyValues) {
    if (!this.text.trim()) this.found = undefined;
  }

  override render() {
    const { t } = this.ctx;
    return html`<label class="labelled">
        <span>${t("pasted.alert")}</span>
        <textarea
          class="field mono"
          name="pasted"
          rows="8"
          dir="ltr"
          spellcheck="false"
          autocomplete="off"
          aria-describedby="help"
          .value=${this.text}
          @input=${this.type}
        ></textarea>
      </label>
      <p class="soft small" id="help">${t("pasted.help")}</p>
      <div role="status" class="told">
        ${this.error ? html`<p class="error">${this.error}</p>` : nothing} ${this.found ? this.renderFound(this.found) : nothing}
      </div>`;
  }

  private renderFound(found: PastedAlert) {
    const { t } = this.ctx;
    const { system, message, refusal, unfilled } = found;
    return html`<p class="verdict" data-system=${system ?? ""}>
        ${system ? t("pasted.system", { system: said(system) }) : t(message ? "pasted.ours" : refusal && UNKNOWN.has(refusal.code) ? "pasted.unknown" : "pasted.wrong")}
      </p>
      ${message && followsStrategy(message) ? html`<p>${t("pasted.strategy")}</p>` : nothing}
      ${refusal && !(unfilled.length && UNKNOWN.has(refusal.code)) ? this.renderRefusal(refusal) : nothing}
      ${unfilled.length ? html`<p class="warning" data-unfilled>${t("pasted.unfilled", { names: unfilled.join(", ") })}</p>` : nothing}
      ${message && followsStrategy(message) ? this.renderTransition() : nothing} ${message ? this.renderValues(message) : nothing}
      ${found.parts.length ? this.renderDifference(found) : nothing}
      ${found.notes.length
        ? html`<ul>
            ${found.notes.map((note) => html`<li>${sentence(note)}</li>`)}
          </ul>`
        : nothing}`;
  }

  private renderRefusal({ code, error, errors }: NonNullable<PastedAlert["refusal"]>) {
    if (!errors.length) return html`<p class="error">${sentence(error)} <code>${code}</code></p>`;
    return html`<p class="error">${this.ctx.t("pasted.refused")} <code>${code}</code></p>
      <ul data-errors>
        ${errors.map(({ path, message }) => html`<li><code>${path}</code> ${sentence(message)}</li>`)}
      </ul>`;
  }

  private renderValues(message: Message) {
    const { t } = this.ctx;
    const names = placeholdersOf(message);
    if (!names.length) return nothing;
    return html`<fieldset>
      <legend>${t("pasted.values")}</legend>
      <div class="pair">
        ${names.map(
          (name) => html`<label class="labelled">
            <span><code>${name}</code></span>
            <input
              class="field"
              name=${name}
              placeholder=${name === "{{ticker}}" ? this.symbol : ""}
              .value=${this.values[name] ?? ""}
              @input=${(event: Event) => this.give(name, (event.target as HTMLInputElement).value)}
            />
          </label>`,
        )}
      </div>
      <p class="soft small">${t("pasted.values_help")}</p>
      ${this.missing.length ? html`<p class="soft small" data-missing>${t("pasted.missing", { fields: this.missing.join(", ") })}</p>` : nothing}
    </fieldset>`;
  }

  private renderTransition() {
    const { t } = this.ctx;
    const choose = (event: Event) => this.tell((event.target as HTMLSelectElement).value);
    return html`<label class="labelled">
      <span>${t("builder.transition")}</span>
      <select class="field" name="transition" @change=${choose}>
        ${Object.keys(TRANSITIONS).map(
          (one) => html`<option value=${one} ?selected=${one === this.transition}>${t(`transition.${one}`)}</option>`,
        )}
      </select>
    </label>`;
  }

  private renderDifference({ parts, added, message }: PastedAlert) {
    const { t } = this.ctx;
    return html`<table>
      <caption>
        ${t("pasted.difference")}
      </caption>
      <thead>
        <tr>
          <th scope="col">${t("pasted.theirs")}</th>
          <th scope="col">${t("pasted.words")}</th>
        </tr>
      </thead>
      <tbody>
        ${parts.map(
          (part) => html`<tr data-part=${part.path} data-kind=${part.kind}>
            <td>${part.path ? html`<code>${part.path}</code> ` : nothing}<bdi>${part.value}</bdi></td>
            <td>${this.outcome(part, message)}</td>
          </tr>`,
        )}
        ${added.map(
          (path) => html`<tr data-added=${path}>
            <td class="soft">${t("pasted.added")}</td>
            <td>${this.ours(path, message)}</td>
          </tr>`,
        )}
      </tbody>
    </table>`;
  }

  private outcome({ kind, ours, note, value }: AlertPart, message: Message | null) {
    // The message has the time anyway, whether an alert of that system needs it or not
    if (kind === "left_out" && value === TIME) return html`<code>timestamp</code> <bdi>${TIME}</bdi>`;
    if (kind === "became") return ours.map((path) => html`<div>${this.ours(path, message)}</div>`);
    return html`<span class="soft">${note ? sentence(note) : this.ctx.t(`pasted.${kind}`)}</span>`;
  }

  private ours(path: string, message: Message | null) {
    return html`<code>${path}</code> <bdi>${valueAt(message, path)}</bdi>`;
  }

  private type(event: Event) {
    this.text = (event.target as HTMLTextAreaElement).value;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.read(), TYPED);
  }

  private give(name: string, value: string) {
    this.values = { ...this.values, [name]: value };
    this.tell();
  }

  private async read() {
    this.asked += 1;
    const { asked } = this;
    this.error = "";
    try {
      const found = this.text.trim() ? await this.ctx.api.explainAlert(this.text) : undefined;
      if (asked !== this.asked) return;
      this.found = found;
    } catch (error) {
      if (asked !== this.asked) return;
      this.found = undefined;
      this.error = errorText(error);
    }
    this.tell();
  }

  private tell(transition = this.transition) {
    const detail: PastedMessage = { message: this.found?.message ?? null, values: this.values, transition };
    this.dispatchEvent(new CustomEvent("alert-read", { detail }));
  }

  static override styles = [
    shared,
    css`
      :host,
      .told {
        display: grid;
        gap: 12px;
        grid-template-columns: minmax(0, 1fr);
        min-width: 0;
      }
      p,
      ul {
        margin: 0;
        overflow-wrap: anywhere;
      }
      ul {
        padding-inline-start: 20px;
      }
      .mono {
        font-family: var(--ha-font-family-code, monospace);
        font-size: 13px;
        resize: vertical;
      }
      .small {
        font-size: 12px;
      }
      .verdict {
        font-size: 16px;
        font-weight: 500;
      }
      .warning {
        border-inline-start: 3px solid var(--warning-color, #ffa600);
        padding-inline-start: 10px;
      }
      fieldset {
        border: 1px solid var(--th-line);
        border-radius: 8px;
        display: grid;
        gap: 12px;
        margin: 0;
        min-width: 0;
        padding: 12px;
      }
      .pair {
        display: grid;
        gap: 12px;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 160px), 1fr));
      }
      table {
        border-collapse: collapse;
        font-size: 14px;
        table-layout: fixed;
        width: 100%;
      }
      caption {
        font-size: 16px;
        font-weight: 500;
        padding-bottom: 8px;
        text-align: start;
      }
      th {
        color: var(--th-soft);
        font-size: 12px;
        font-weight: 500;
        text-align: start;
      }
      th,
      td {
        border-bottom: 1px solid var(--th-line);
        overflow-wrap: anywhere;
        padding: 6px 8px 6px 0;
        vertical-align: top;
      }
      code {
        font-family: var(--ha-font-family-code, monospace);
        font-size: 12px;
      }
    `,
  ];
}
