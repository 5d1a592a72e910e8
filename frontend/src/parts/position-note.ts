import { LitElement, css, html, nothing, type PropertyValues } from "lit";
import { property, state } from "lit/decorators.js";
import type { Context } from "../context";
import { customElement } from "../element";
import { shared } from "../styles";
import type { Position } from "../types";
import { working } from "../working";

/** What a person has written about a position: a note, and tags by which results are told apart. */
@customElement("tradehook-position-note")
export class PositionNote extends LitElement {
  @property({ attribute: false }) ctx!: Context;
  @property({ attribute: false }) position!: Position;
  @state() private note = "";
  @state() private tags = "";
  @state() busy = false;
  @state() error = "";
  private stored = "";

  protected override willUpdate(_changed: PropertyValues) {
    const { position } = this;
    const stored = `${position.position_id}\n${position.tags.join(", ")}\n${position.note}`;
    if (stored === this.stored) return; // what is being typed stays
    this.stored = stored;
    this.note = position.note;
    this.tags = position.tags.join(", ");
  }

  override render() {
    const { t, admin } = this.ctx;
    const { position } = this;
    if (!admin) {
      return position.note || position.tags.length
        ? html`<section class="card">
            <h3>${t("note.title")}</h3>
            <p>${position.tags.map((tag) => html`<span class="chip">${tag}</span> `)}</p>
            <p class="text">${position.note}</p>
          </section>`
        : nothing;
    }
    const changed = this.note !== position.note || this.tags !== position.tags.join(", ");
    return html`<section class="card" data-note>
      <h3>${t("note.title")}</h3>
      <label class="labelled">
        <span>${t("note.note")}</span>
        <textarea class="field" rows="2" maxlength="2000" .value=${this.note} @input=${(event: Event) => (this.note = value(event))}></textarea>
      </label>
      <label class="labelled">
        <span>${t("note.tags")}</span>
        <input class="field" .value=${this.tags} @input=${(event: Event) => (this.tags = value(event))} />
      </label>
      ${this.error ? html`<p class="error" role="alert">${this.error}</p>` : nothing}
      <button class="button outlined" ?disabled=${this.busy || !changed} @click=${this.save}>
        ${t(this.busy ? "common.working" : "note.save")}
      </button>
    </section>`;
  }

  private readonly save = async () => {
    const { api, say, t } = this.ctx;
    await working(this, async () => {
      const tags = this.tags.split(",").map((tag) => tag.trim()).filter(Boolean);
      const told = await api.setNote(this.position, this.note, tags);
      this.position = { ...this.position, ...told };
      say(t("note.saved"));
    });
  };

  static override styles = [
    shared,
    css`
      section {
        display: grid;
        gap: 12px;
        padding: 16px;
      }
      .button {
        justify-self: start;
      }
      .text {
        white-space: pre-wrap;
      }
      p {
        margin: 0;
      }
    `,
  ];
}

function value(event: Event): string {
  return (event.target as HTMLInputElement).value;
}
