import { LitElement, css, html, nothing } from "lit";
import { property, state } from "lit/decorators.js";
import type { Asked } from "../api";
import type { Context } from "../context";
import { customElement } from "../element";
import { market } from "../format";
import { named } from "../localize";
import { PRESETS, spanOf, type Preset } from "../spans";
import { shared } from "../styles";
import type { Account } from "../types";

/** Which accounts, bots, markets, sides, tags and days are shown; tells with an event what was chosen. */
@customElement("tradehook-records-filter")
export class RecordsFilter extends LitElement {
  @property({ attribute: false }) ctx!: Context;
  @property({ attribute: false }) accounts: readonly Account[] = [];
  @property({ attribute: false }) markets: readonly string[] = [];
  @property({ attribute: false }) tags: readonly string[] = [];
  @property() preset: Preset = "days_30";
  /** Whether side and tag can be chosen: fills have neither of their own. */
  @property({ type: Boolean }) positions = false;
  @state() private account = "";
  @state() private bot = "";
  @state() private symbol = "";
  @state() private side = "";
  @state() private tag = "";
  @state() private first = "";
  @state() private last = "";

  /** What is asked for, as it stands. */
  get asked(): Asked {
    const kind = this.account === "paper" || this.account === "live";
    const span = this.preset === "custom" ? { first: this.first, last: this.last } : spanOf(this.preset, this.ctx.format.today());
    return {
      ...(this.account ? (kind ? { account_type: this.account } : { account: this.account }) : {}),
      ...(this.bot ? { bot_id: this.bot } : {}),
      ...(this.symbol ? { symbol: this.symbol } : {}),
      ...(this.side ? { side: this.side } : {}),
      ...(this.tag ? { tag: this.tag } : {}),
      ...(span.first ? { first_day: span.first } : {}),
      ...(span.last ? { last_day: span.last } : {}),
    };
  }

  private get loaded() {
    return this.accounts.filter(({ loaded }) => loaded);
  }

  override render() {
    const { t } = this.ctx;
    const kinds = [...new Set(this.loaded.map(({ type }) => type))];
    const owners = this.loaded.filter(({ account, type }) => !this.account || account === this.account || type === this.account);
    const bots = owners.flatMap((account) => account.bots);
    return html`<div class="filter" role="group" aria-label=${t("filter.title")}>
      ${this.select("account", t("filter.account"), [
        ["", t("filter.all_accounts")],
        ...(kinds.length > 1 ? kinds.map((kind): [string, string] => [kind, t(`filter.all_${kind}`)]) : []),
        ...this.loaded.map(({ account, name }): [string, string] => [account, name]),
      ])}
      ${this.select("preset", t("filter.period"), PRESETS.map((one) => [one, t(`filter.${one}`)]))}
      ${this.preset === "custom" ? html`${this.date("first")}${this.date("last")}` : nothing}
      ${this.select("bot", t("filter.bot"), [["", t("filter.all_bots")], ...bots.map(({ bot_id, name }): [string, string] => [bot_id, name])])}
      ${this.select("symbol", t("filter.market"), [["", t("filter.all_markets")], ...this.markets.map((one): [string, string] => [one, market(one)])])}
      ${this.positions
        ? html`${this.select("side", t("filter.side"), [
            ["", t("filter.both_sides")],
            ["long", named(t, "side", "long")],
            ["short", named(t, "side", "short")],
          ])}
          ${this.tags.length
            ? this.select("tag", t("filter.tag"), [["", t("filter.all_tags")], ...this.tags.map((one): [string, string] => [one, one])])
            : nothing}`
        : nothing}
      <slot></slot>
    </div>`;
  }

  private select(name: "account" | "preset" | "bot" | "symbol" | "side" | "tag", label: string, options: readonly [string, string][]) {
    return html`<label class="labelled"
      ><span>${label}</span>
      <select class="field" name=${name} @change=${(event: Event) => this.choose(name, (event.target as HTMLSelectElement).value)}>
        ${options.map(([value, text]) => html`<option value=${value} ?selected=${value === this[name]}>${text}</option>`)}
      </select>
    </label>`;
  }

  private date(name: "first" | "last") {
    return html`<label class="labelled"
      ><span>${this.ctx.t(`filter.${name}`)}</span>
      <input class="field" type="date" name=${name} .value=${this[name]} @change=${(event: Event) => this.choose(name, (event.target as HTMLInputElement).value)} />
    </label>`;
  }

  private choose(name: "account" | "preset" | "bot" | "symbol" | "side" | "tag" | "first" | "last", value: string) {
    (this as Record<typeof name, string>)[name] = value;
    if (name === "account") this.bot = "";
    if (name === "preset" && value === "custom") return; // days are still to be chosen
    this.dispatchEvent(new CustomEvent("tradehook-filter", { detail: this.asked }));
  }

  static override styles = [
    shared,
    css`
      .filter {
        display: grid;
        gap: 8px 12px;
        grid-template-columns: repeat(auto-fill, minmax(150px, 1fr));
        margin-bottom: 16px;
      }
      .filter > * {
        min-width: 0;
      }
    `,
  ];
}
