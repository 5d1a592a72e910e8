import { LitElement, css, html, nothing, type PropertyValues } from "lit";
import { property, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { positionPath } from "../actions";
import { errorText, type SignalFilter } from "../api";
import type { Context } from "../context";
import { customElement } from "../element";
import { market, marketOf } from "../format";
import { named } from "../localize";
import { ACTIONS } from "../message";
import { lines, marked, namedIn } from "../payload";
import { sentence } from "../parts/sentence";
import { shared } from "../styles";
import type { Account, Signal, SignalAnswer } from "../types";
import { working } from "../working";

const TONES: Record<string, string> = {
  accepted: "profit",
  refused: "loss",
  failed: "loss",
  expired: "loss",
};
const STATUSES = ["accepted", "refused", "duplicate", "test", "failed", "expired"];
const PAGE = 100;
/** How many signals are pushed; fewer are all there are. */
const PUSHED = 200;

type FilterName = "bot_id" | "status" | "action";

/** Whether a message asks for something; a stranger's that names neither action nor market doesn't. */
function says(row: Signal): boolean {
  return Boolean(row.action) && (row.status !== "refused" || Boolean(row.symbol) || "action" in row.payload);
}

/** Every signal with its answer; a refusal with its reason and the part that it is about. */
@customElement("tradehook-signals")
export class SignalsView extends LitElement {
  @property({ attribute: false }) ctx!: Context;
  @property({ attribute: false }) signals: readonly Signal[] | undefined;
  @property({ attribute: false }) accounts: readonly Account[] = [];
  /** Show this bot's signals only. */
  @property() only = "";
  @state() private filter: Record<FilterName, string> = { bot_id: "", status: "", action: "" };
  @state() private older: ReadonlyMap<string, Signal> = new Map();
  @state() private ended: ReadonlySet<string> = new Set();
  @state() busy = false;
  @state() error = "";
  @state() private answers: ReadonlyMap<string, SignalAnswer> = new Map();

  /** What is inside is only made once it is looked at: a log is long. */
  @state() private opened: ReadonlySet<string> = new Set();

  private asked = 0;

  override connectedCallback() {
    super.connectedCallback();
    this.ctx.live.needSignals();
  }

  protected override willUpdate(changed: PropertyValues) {
    if (changed.has("only")) this.choose("bot_id", this.only);
  }

  /** What is shown, newest first: pushed or read, as far back as every account has been read. */
  private get rows(): Signal[] {
    const all = new Map(this.older);
    for (const row of this.signals ?? []) all.set(row.receipt_id, row);
    const wanted = Object.entries(this.filter).filter(([, value]) => value) as [FilterName, string][];
    const pushed = this.signals?.at(-1)?.received_at ?? "";
    const read = (account: string) =>
      [...this.older.values()]
        .filter((row) => row.account === account)
        .reduce((oldest, row) => (row.received_at < oldest ? row.received_at : oldest), pushed);
    const since = this.unread.map(({ account }) => read(account)).sort().at(-1) ?? "";
    return [...all.values()]
      .filter((row) => row.received_at >= since && wanted.every(([name, value]) => row[name] === value))
      .sort((a, b) => (a.received_at < b.received_at ? 1 : -1));
  }

  override render() {
    const { t } = this.ctx;
    if (!this.signals) return html`<p class="empty soft" role="status">${t("common.loading")}</p>`;
    const filtered = Object.entries(this.filter).some(([name, value]) => value && value !== (name === "bot_id" ? this.only : ""));
    const { rows } = this;
    if (!rows.length && !filtered) {
      return html`<div class="card empty">
        <h2>${t("signals.none")}</h2>
        <p class="soft">${t("signals.none_next")}</p>
        ${this.only
          ? nothing
          : html`<button class="button" @click=${() => this.ctx.go("/builder")}>
              ${t("positions.to_builder")}
            </button>`}
      </div>`;
    }
    return html`${this.renderTools()}
      <div class="card">
        ${rows.length
          ? repeat(
              rows,
              (row) => row.receipt_id,
              (row) => this.renderRow(row),
            )
          : html`<p class="empty soft">${t("signals.no_match")}</p>`}
      </div>
      ${this.error ? html`<p class="error" role="alert">${this.error}</p>` : nothing}
      ${this.unread.length
        ? html`<button class="button outlined more-button" ?disabled=${this.busy} @click=${this.more}>
            ${this.busy ? t("common.working") : t("trades.more")}
          </button>`
        : nothing}`;
  }

  private renderTools() {
    const { t } = this.ctx;
    const bots = this.accounts.flatMap(({ name, bots }) =>
      bots.map((bot): [string, string] => [bot.bot_id, `${bot.name} · ${name}`]),
    );
    return html`<div class="tools">
      ${this.select("status", "signals.filter", "signals.all", STATUSES.map((one) => [one, named(t, "signal", one)]))}
      ${this.select("action", "signals.by_action", "signals.any_action", ACTIONS.map((one) => [one, named(t, "action", one)]))}
      ${this.only || bots.length < 2 ? nothing : this.select("bot_id", "signals.by_bot", "signals.any_bot", bots)}
    </div>`;
  }

  private select(name: FilterName, label: string, all: string, options: [string, string][]) {
    const { t } = this.ctx;
    return html`<label>
      <span class="sr">${t(label)}</span>
      <select
        class="field"
        name=${name}
        @change=${(event: Event) => this.choose(name, (event.target as HTMLSelectElement).value)}
      >
        <option value="">${t(all)}</option>
        ${options.map(
          ([key, text]) => html`<option value=${key} ?selected=${key === this.filter[name]}>${text}</option>`,
        )}
      </select>
    </label>`;
  }

  private choose(name: FilterName, value: string) {
    this.filter = { ...this.filter, [name]: value };
    this.older = new Map();
    this.ended = new Set();
    if (Object.values(this.filter).some(Boolean)) void this.more();
  }

  /** The accounts of which older signals may fit. */
  private get unread(): Account[] {
    const { bot_id } = this.filter;
    if ((this.signals?.length ?? 0) < PUSHED) return [];
    return this.accounts.filter(
      ({ account, loaded, bots }) =>
        loaded && !this.ended.has(account) && (!bot_id || bots.some((bot) => bot.bot_id === bot_id)),
    );
  }

  private readonly more = async () => {
    this.asked += 1;
    const { asked, filter, rows } = this;
    const wanted = Object.fromEntries(Object.entries(filter).filter(([, value]) => value)) as SignalFilter;
    const unread = this.unread.map(({ account }) => account);
    if (!unread.length) return;
    this.busy = true;
    try {
      const pages = await Promise.all(
        unread.map((account) => {
          const last = rows.findLast((row) => row.account === account);
          return this.ctx.api.signalPage(account, wanted, last?.receipt_id, PAGE);
        }),
      );
      if (asked !== this.asked) return;
      const ended = unread.filter((_, index) => (pages[index]?.length ?? 0) < PAGE);
      this.ended = new Set([...this.ended, ...ended]);
      this.older = new Map([...this.older, ...pages.flat().map((row) => [row.receipt_id, row] as const)]);
      this.error = "";
    } catch (error) {
      if (asked === this.asked) this.error = errorText(error);
    } finally {
      if (asked === this.asked) this.busy = false;
    }
  };

  private renderRow(row: Signal) {
    const { t, format } = this.ctx;
    const open = this.opened.has(row.receipt_id);
    return html`<details data-receipt=${row.receipt_id} ?open=${open} @toggle=${this.onToggle}>
      <summary>
        <span class="chip ${TONES[row.status] ?? ""}">${named(t, "signal", row.status)}</span>
        <span class="what">
          <b>${says(row) ? named(t, "action", row.action) : t(row.action ? "signals.no_action" : "signals.unreadable")}</b>
          ${row.symbol ? market(marketOf(row.symbol)) : nothing}
          ${row.side
            ? html`<span class="chip ${row.side === "long" ? "profit" : "loss"}">${t(`side.${row.side}`)}</span>`
            : nothing}
          <span class="soft bot">${row.bot_name ?? t("positions.removed_bot")}</span>
          ${row.message ? html`<span class="message">${sentence(row.message)}</span>` : nothing}
        </span>
        <span class="soft when">${format.time(row.received_at)}</span>
      </summary>
      ${open ? this.renderMore(row) : nothing}
    </details>`;
  }

  private onToggle(event: Event) {
    const { open, dataset } = event.currentTarget as HTMLDetailsElement;
    const opened = new Set(this.opened);
    if (open) opened.add(dataset.receipt ?? "");
    else opened.delete(dataset.receipt ?? "");
    this.opened = opened;
  }

  private renderMore(row: Signal) {
    const { t } = this.ctx;
    const errors = row.errors ?? [];
    const found = lines(row.payload);
    const wrong = errors.length ? errors.map(({ path }) => path) : namedIn(row.message);
    const marks = marked(found, wrong);
    const answer = this.answers.get(row.receipt_id);
    const owner = this.accounts.find(({ account }) => account === row.account);
    const bot = owner?.bots.find(({ bot_id }) => bot_id === row.bot_id);
    return html`<div class="more">
      ${row.code ? html`<p><span class="soft">${t("signals.code")}</span> <code>${row.code}</code></p>` : nothing}
      ${errors.length > 1
        ? html`<ul>
            ${errors.map((error) => html`<li><code>${error.path}</code> ${sentence(error.message)}</li>`)}
          </ul>`
        : nothing}
      <p>
        <span class="soft">${t("signals.from")}</span>
        ${row.bot_name ?? t("positions.removed_bot")} · ${row.account_name}
        ${row.remote ? html`· <bdi>${row.remote}</bdi>` : nothing}
      </p>
      <p class="soft">${t("signals.payload")}</p>
      <pre dir="ltr" tabindex="0" role="region" aria-label=${t("signals.payload")}>${found.map(
        ({ text, path }) => (marks.has(path) ? html`<mark>${text}</mark>\n` : `${text}\n`),
      )}</pre>
      <div class="buttons">
        ${bot && says(row) && Object.keys(row.payload).length
          ? html`<button class="button outlined" ?disabled=${this.busy} @click=${() => this.again(row)}>
              ${t("signals.again")}
            </button>`
          : nothing}
        ${row.position_id
          ? html`<button
              class="button outlined"
              @click=${() =>
                this.ctx.go(
                  positionPath({ position_id: row.position_id ?? "" }),
                )}
            >
              ${t("signals.to_position")}
            </button>`
          : nothing}
      </div>
      <div role="status">
        ${answer
          ? html`<tradehook-answer .ctx=${this.ctx} .answer=${answer}></tradehook-answer>`
          : nothing}
      </div>
    </div>`;
  }

  /** Send what has come once more, as a test: it does nothing but say what would happen now. */
  private async again(row: Signal) {
    const { api_key: _key, api_secret: _secret, ...signal } = row.payload;
    await working(this, async () => {
      await import("../parts/answer");
      const answer = await this.ctx.api.sendSignal(row.account, row.bot_id, { ...signal, test: true });
      this.answers = new Map(this.answers).set(row.receipt_id, answer);
    });
  }

  static override styles = [
    shared,
    css`
      .tools {
        display: grid;
        gap: 12px;
        grid-template-columns: repeat(auto-fill, minmax(200px, 1fr));
        margin-bottom: 16px;
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
      .bot {
        font-size: 12px;
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
      .buttons {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      [role="status"]:not(:empty) {
        margin-top: 16px;
      }
      .more-button {
        display: block;
        margin: 16px auto 0;
      }
      ul {
        margin: 8px 0;
        overflow-wrap: anywhere;
        padding-inline-start: 20px;
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
