import { LitElement, css, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { positionPath } from "../actions";
import type { Context } from "../context";
import { named } from "../localize";
import { shared } from "../styles";
import type { Signal } from "../types";

const TONES: Record<string, string> = {
  accepted: "profit",
  refused: "loss",
  failed: "loss",
  expired: "loss",
};

/** Every signal with its answer; a refusal with its reason and the part that it is about. */
@customElement("tradehook-signals")
export class SignalsView extends LitElement {
  @property({ attribute: false }) ctx!: Context;
  @property({ attribute: false }) signals: readonly Signal[] | undefined;
  @state() private status = "";

  override connectedCallback() {
    super.connectedCallback();
    this.ctx.live.needSignals();
  }

  override render() {
    const { t } = this.ctx;
    if (!this.signals) return html`<p class="empty soft" role="status">${t("common.loading")}</p>`;
    if (!this.signals.length) {
      return html`<div class="card empty">
        <h2>${t("signals.none")}</h2>
        <p class="soft">${t("signals.none_next")}</p>
        <button class="button" @click=${() => this.ctx.go("/builder")}>
          ${t("positions.to_builder")}
        </button>
      </div>`;
    }
    const found = [...new Set(this.signals.map((row) => row.status))].sort();
    const rows = this.signals.filter((row) => !this.status || row.status === this.status);
    return html`<label class="tools">
        <span class="sr">${t("signals.filter")}</span>
        <select
          class="field"
          @change=${(event: Event) => (this.status = (event.target as HTMLSelectElement).value)}
        >
          <option value="">${t("signals.all")}</option>
          ${found.map((status) => html`<option value=${status}>${named(t, "signal", status)}</option>`)}
        </select>
      </label>
      <div class="card">
        ${repeat(
          rows,
          (row) => row.receipt_id,
          (row) => this.renderRow(row),
        )}
      </div>`;
  }

  private renderRow(row: Signal) {
    const { t, format } = this.ctx;
    const parts = offending(row.message);
    return html`<details data-receipt=${row.receipt_id}>
      <summary>
        <span class="chip ${TONES[row.status] ?? ""}">${named(t, "signal", row.status)}</span>
        <span class="what">
          <b>${row.action ?? t("signals.unreadable")}</b> ${row.symbol ?? nothing}
          ${row.message ? html`<span class="message">${row.message}</span>` : nothing}
        </span>
        <span class="soft when">${format.time(row.received_at)}</span>
      </summary>
      <div class="more">
        ${row.code ? html`<p><span class="soft">${t("signals.code")}</span> <code>${row.code}</code></p>` : nothing}
        <p>
          <span class="soft">${t("signals.from")}</span>
          ${row.bot_name ?? t("positions.removed_bot")} · ${row.account_name}
          ${row.remote ? html`· <bdi>${row.remote}</bdi>` : nothing}
        </p>
        <p class="soft">${t("signals.payload")}</p>
        <pre dir="ltr" tabindex="0" aria-label=${t("signals.payload")}>
${JSON.stringify(row.payload, null, 2)
            .split("\n")
            .map((line) =>
              parts.some((part) => line.includes(`"${part}"`))
                ? html`<mark>${line}</mark>\n`
                : `${line}\n`,
            )}</pre
        >
        ${row.position_id
          ? html`<button
              class="button outlined"
              @click=${() =>
                this.ctx.go(
                  positionPath({ account: row.account, position_id: row.position_id ?? "" }),
                )}
            >
              ${t("signals.to_position")}
            </button>`
          : nothing}
      </div>
    </details>`;
  }

  static override styles = [
    shared,
    css`
      .tools {
        display: block;
        margin-bottom: 16px;
        max-width: 280px;
      }
      details + details {
        border-top: 1px solid var(--th-line);
      }
      summary {
        align-items: baseline;
        cursor: pointer;
        display: flex;
        gap: 12px;
        list-style: none;
        min-height: 48px;
        padding: 14px 16px;
      }
      summary:focus-visible {
        outline-offset: -2px;
      }
      summary .chip {
        flex: none;
        min-width: 84px;
        text-align: center;
      }
      .what {
        flex: 1;
        min-width: 0;
        overflow-wrap: anywhere;
      }
      .what b {
        font-weight: 500;
      }
      .message {
        color: var(--th-soft);
        display: block;
        font-size: 14px;
        margin-top: 4px;
      }
      .when {
        font-size: 12px;
      }
      .more {
        padding: 0 16px 16px;
      }
      pre {
        background: color-mix(in srgb, var(--primary-text-color) 6%, transparent);
        border-radius: 8px;
        font-size: 13px;
        margin: 8px 0 16px;
        overflow: auto;
        padding: 12px;
      }
      mark {
        background: color-mix(in srgb, var(--error-color, #db4437) 25%, transparent);
        color: inherit;
        font-weight: 600;
      }
      @media (max-width: 600px) {
        summary {
          flex-wrap: wrap;
          justify-content: space-between;
        }
        .what {
          flex: 1 0 100%;
          order: 3;
        }
      }
    `,
  ];
}

const QUOTED = /[`"']([\w.[\]]+)[`"']/g;
const SUBJECT = /(?:^|[(;,] ?)([\w.[\]]+)(?=:| (?:must|is|has|can)\b)/g;

/** The last names of the fields that a refusal is about, such as `size` of `take_profit[0].size`. */
export function offending(message: string | null): string[] {
  const text = message ?? "";
  return [...text.matchAll(QUOTED), ...text.matchAll(SUBJECT)]
    .map((match) => (match[1] ?? "").replace(/\[\d+\]/g, "").split(".").at(-1) ?? "")
    .filter(Boolean);
}
