import { LitElement, css, html, nothing } from "lit";
import { property, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { positionPath } from "../actions";
import { errorText, type Unsubscribe } from "../api";
import type { Context } from "../context";
import { customElement } from "../element";
import { market, marketOf } from "../format";
import { named } from "../localize";
import { lines } from "../payload";
import { sentence } from "../parts/sentence";
import { shared } from "../styles";
import type { BotGroup, GroupChild, GroupSignal, Hass } from "../types";

const TONES: Record<string, string> = { accepted: "profit", refused: "loss", failed: "loss", expired: "loss", queued: "warn" };
const ENTRY = "config/config_entries/entry";

/** One alert for many bots: the groups, their bots, and what each has made of the newest alerts. */
@customElement("tradehook-groups")
export class GroupsView extends LitElement {
  @property({ attribute: false }) ctx!: Context;
  @property({ attribute: false }) hass!: Hass;
  /** The group that its device's page has led to. */
  @property() shown = "";
  @state() private groups: readonly BotGroup[] | undefined;
  @state() private error = "";
  /** What is inside is only made once it is looked at. */
  @state() private opened: ReadonlySet<string> = new Set();
  private end: Unsubscribe | undefined;

  override connectedCallback() {
    super.connectedCallback();
    if (this.hasUpdated) void this.follow();
  }

  /** An element that was defined after it was drawn is given its properties by its first update only. */
  protected override firstUpdated() {
    void this.follow();
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.end?.();
    this.end = undefined;
  }

  private async follow() {
    try {
      const end = await this.ctx.api.groups(({ groups }) => {
        this.groups = groups;
      });
      if (this.isConnected && !this.end) this.end = end;
      else end();
    } catch (error) {
      this.error = errorText(error);
    }
  }

  override render() {
    const { t } = this.ctx;
    if (this.error) return html`<p class="empty error" role="alert">${this.error}</p>`;
    if (!this.groups) return html`<p class="empty soft" role="status">${t("common.loading")}</p>`;
    const add = html`<button class="button" data-add @click=${() => this.ctx.go("/setup/group")}>${t("groups.add")}</button>`;
    if (!this.groups.length) {
      return html`<div class="card empty">
        <h2>${t("groups.none")}</h2>
        <p class="soft">${t("groups.none_next")}</p>
        ${add}
      </div>`;
    }
    const groups = this.shown ? this.groups.filter(({ group }) => group === this.shown) : this.groups;
    return html`${repeat(
        groups.length ? groups : this.groups,
        ({ group }) => group,
        (group) => this.renderGroup(group),
      )}
      <div class="add">${add}</div>`;
  }

  private renderGroup(group: BotGroup) {
    const { t } = this.ctx;
    const go = (step: string) => () => this.ctx.go(`/setup/group/${encodeURIComponent(group.group)}/${step}`);
    return html`<section class="card" data-group=${group.group} aria-label=${group.name}>
      <div class="head">
        <h2>${group.name}</h2>
        ${group.loaded ? nothing : html`<span class="chip warn">${t("groups.not_loaded")}</span>`}
        ${group.waiting ? html`<span class="chip warn">${t("groups.waiting", { count: group.waiting })}</span>` : nothing}
        ${group.only_tradingview ? html`<span class="chip">${t("groups.senders")}</span>` : nothing}
      </div>
      ${group.reason ? html`<p class="inside error">${group.reason}</p>` : nothing}
      <h3>${t("groups.members")}</h3>
      <ol>
        ${group.bots.map(
          (bot) => html`<li>
            <span class=${bot.name === null ? "loss" : ""}>${bot.name ?? t("groups.removed")}</span>
            ${bot.account_name ? html`<span class="soft">· ${bot.account_name}</span>` : nothing}
            <span class="chip">${t("groups.factor", { factor: this.ctx.format.number(bot.size_factor) })}</span>
          </li>`,
        )}
      </ol>
      <div class="buttons">
        <button class="button outlined" data-edit @click=${go("group_bots")}>${t("groups.edit")}</button>
        <button class="button outlined" @click=${go("group_message")}>${t("groups.handover")}</button>
        <button class="button outlined" @click=${go("group_secret")}>${t("groups.new_secret")}</button>
        <button class="button plain" data-delete @click=${() => this.askToDelete(group)}>${t("groups.delete")}</button>
      </div>
      <h3>${t("groups.signals")}</h3>
      ${group.signals.length
        ? repeat(
            group.signals,
            ({ receipt_id }) => receipt_id,
            (row) => this.renderSignal(row),
          )
        : html`<p class="inside soft">${t("groups.no_signals")}</p>`}
    </section>`;
  }

  private renderSignal(row: GroupSignal) {
    const { t, format } = this.ctx;
    const open = this.opened.has(row.receipt_id);
    return html`<details data-receipt=${row.receipt_id} ?open=${open} @toggle=${this.onToggle}>
      <summary>
        <span class="chip ${TONES[row.status] ?? ""}">${named(t, "signal", row.status)}</span>
        <span class="what">
          <b>${row.action ? named(t, "action", row.action) : t("signals.unreadable")}</b>
          ${row.symbol ? market(marketOf(row.symbol)) : nothing}
          ${row.side
            ? html`<span class="chip ${row.side === "long" ? "profit" : "loss"}">${t(`side.${row.side}`)}</span>`
            : nothing}
          ${row.bots.map(
            ({ name, status }) => html`<span class="bot"><span class=${TONES[status] ?? ""}>${named(t, "signal", status)}</span> ${name}</span>`,
          )}
          ${row.message && !row.bots.length ? html`<span class="message">${sentence(row.message)}</span>` : nothing}
        </span>
        <span class="soft when">${format.time(row.received_at)}</span>
      </summary>
      ${open ? this.renderMore(row) : nothing}
    </details>`;
  }

  private renderMore(row: GroupSignal) {
    const { t } = this.ctx;
    return html`<div class="more">
      ${row.bots.length
        ? html`<ul>
            ${row.bots.map((child) => this.renderChild(child))}
          </ul>`
        : html`<p class="soft">${t("groups.child_none")}</p>`}
      <p class="soft">${t("groups.payload")}</p>
      <pre dir="ltr" tabindex="0" role="region" aria-label=${t("groups.payload")}>${lines(row.payload)
        .map(({ text }) => text)
        .join("\n")}</pre>
    </div>`;
  }

  private renderChild(child: GroupChild) {
    const { t } = this.ctx;
    return html`<li data-child=${child.bot_id}>
      <span class="chip ${TONES[child.status] ?? ""}">${named(t, "signal", child.status)}</span>
      <b>${child.name}</b>
      ${child.message ? html`<span class="message">${sentence(child.message)} <code>${child.code}</code></span>` : nothing}
      ${child.position_ids.map(
        (position_id) => html`<button class="button plain" @click=${() => this.ctx.go(positionPath({ position_id }))}>
          ${t("signals.to_position")}
        </button>`,
      )}
    </li>`;
  }

  private onToggle(event: Event) {
    const { open, dataset } = event.currentTarget as HTMLDetailsElement;
    const opened = new Set(this.opened);
    if (open) opened.add(dataset.receipt ?? "");
    else opened.delete(dataset.receipt ?? "");
    this.opened = opened;
  }

  private askToDelete(group: BotGroup) {
    const { t } = this.ctx;
    const waits = group.waiting ? ` ${t("groups.delete_waiting", { count: group.waiting })}` : "";
    this.ctx.ask({
      title: t("groups.delete_title", { group: group.name }),
      text: `${t("groups.delete_text")}${waits}`,
      confirm: t("groups.delete"),
      danger: true,
      act: async () => {
        await this.hass.callApi("DELETE", `${ENTRY}/${group.group}`);
        return t("groups.deleted", { group: group.name });
      },
    });
  }

  static override styles = [
    shared,
    css`
      section {
        margin-bottom: 16px;
        padding-bottom: 8px;
      }
      .head {
        align-items: center;
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        padding: 16px 16px 0;
      }
      .head h2 {
        overflow-wrap: anywhere;
      }
      h3 {
        padding: 16px 16px 0;
      }
      ol {
        margin: 8px 0;
        padding-inline: 40px 16px;
      }
      ol li {
        line-height: 1.8;
        overflow-wrap: anywhere;
      }
      .buttons {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        padding: 0 16px;
      }
      .inside {
        padding: 0 16px;
      }
      details {
        border-top: 1px solid var(--th-line);
        margin-top: 8px;
      }
      summary {
        align-items: baseline;
        cursor: pointer;
        display: flex;
        flex-wrap: wrap;
        gap: 4px 12px;
        list-style: none;
        min-height: 48px;
        padding: 14px 16px 0;
      }
      summary:focus-visible {
        outline-offset: -2px;
      }
      summary > .chip {
        flex: none;
        min-width: 84px;
        text-align: center;
      }
      .what {
        flex: 1 1 200px;
        min-width: 0;
        overflow-wrap: anywhere;
      }
      .what b,
      .more b {
        font-weight: 500;
      }
      .bot,
      .message {
        display: block;
        font-size: 14px;
      }
      .message {
        color: var(--th-soft);
      }
      .when {
        font-size: 12px;
      }
      .more {
        padding: 8px 16px 16px;
      }
      ul {
        display: grid;
        gap: 12px;
        list-style: none;
        margin: 0 0 12px;
        padding: 0;
      }
      ul li {
        overflow-wrap: anywhere;
      }
      pre {
        background: color-mix(in srgb, var(--primary-text-color) 5%, transparent);
        border-radius: 8px;
        font-size: 13px;
        margin: 0;
        overflow: auto;
        padding: 12px;
      }
      .add {
        display: flex;
        justify-content: flex-end;
      }
    `,
  ];
}
