import { LitElement, css, html, nothing, type PropertyValues } from "lit";
import { property, state } from "lit/decorators.js";
import { errorText } from "../api";
import type { Context } from "../context";
import { customElement } from "../element";
import { market } from "../format";
import { named } from "../localize";
import "../parts/answer";
import "../parts/secret-address";
import { sentence } from "../parts/sentence";
import { valueAt } from "../pasted";
import { said } from "../reasons";
import { shared } from "../styles";
import type { Account, Habits, OtherSenders, ReadAlert } from "../types";

const TYPED = 300;
const SECTION = "component.tradehook.config_subentries.bot.step.limits.sections.other_systems.data";
const CHOICES = "component.tradehook.selector";
const HABITS = {
  opposite: ["reverse", "close", "refuse"],
  repeat: ["refuse", "open", "increase"],
  foreign_chart: ["refuse", "same_market"],
} as const;

/** Alerts of other systems: paste an old one, see what it would do, and let the bot take them. */
@customElement("tradehook-other-systems")
export class OtherSystemsView extends LitElement {
  @property({ attribute: false }) ctx!: Context;
  @property({ attribute: false }) owner!: Account;
  @property() bot = "";
  @property() language = "en";
  @state() private texts: Record<string, string> = {};
  @state() private senders: OtherSenders | undefined;
  /** It has a secret in it: never stored, and gone with the page. */
  @state() private text = "";
  @state() private found: ReadAlert | undefined;
  @state() private habits: Partial<Habits> = {};
  @state() private address = "";
  @state() private error = "";
  private timer: ReturnType<typeof setTimeout> | undefined;
  private asked = 0;

  protected override willUpdate(changed: PropertyValues) {
    if (changed.has("language")) void this.loadTexts();
    if (changed.has("bot")) void this.load();
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.timer);
    this.text = this.address = "";
    this.found = undefined;
  }

  private async loadTexts() {
    const { language } = this;
    const found = await Promise.all(["config_subentries", "selector"].map((one) => this.ctx.api.texts(language, one))).catch(() => [{}]);
    if (language === this.language) this.texts = Object.assign({}, ...found) as Record<string, string>;
  }

  private async load() {
    try {
      this.senders = await this.ctx.api.otherSenders(this.owner.account, this.bot);
    } catch (error) {
      this.error = errorText(error);
    }
  }

  override render() {
    const { t } = this.ctx;
    return html`<section class="card" data-paste>
        <h3>${t("others.paste")}</h3>
        <label class="labelled">
          <span>${t("pasted.alert")}</span>
          <textarea
            class="field mono"
            name="old_alert"
            rows="6"
            dir="ltr"
            spellcheck="false"
            autocomplete="off"
            aria-describedby="help"
            .value=${this.text}
            @input=${this.type}
          ></textarea>
        </label>
        <p class="soft small" id="help">${t("others.help")}</p>
        <div role="status" class="told">
          ${this.error ? html`<p class="error">${sentence(this.error)}</p>` : nothing} ${this.found ? this.renderFound(this.found) : nothing}
        </div>
      </section>
      <section class="card" data-senders>
        <h3>${t("others.taken")}</h3>
        ${this.senders ? this.renderSenders(this.senders) : html`<p class="soft" role="status">${t("common.loading")}</p>`}
      </section>
      <section class="card" data-address>
        <h3>${t("others.address")}</h3>
        <tradehook-secret-address
          .ctx=${this.ctx}
          .account=${this.owner.account}
          .bot=${this.bot}
          .there=${this.senders?.address ?? false}
          .address=${this.address}
          @address-changed=${({ detail }: CustomEvent<string>) => {
            this.address = detail;
            void this.load();
          }}
        ></tradehook-secret-address>
      </section>`;
  }

  private renderFound(found: ReadAlert) {
    const { t } = this.ctx;
    const { title, known, enabled, way, chart, notes } = found;
    return html`<p class="verdict" data-system=${found.system}>${t("pasted.system", { system: said(title) })}</p>
      <p>${this.inWords(found)}</p>
      ${chart ? html`<p class="warning" data-chart>${t("others.chart", { chart })}</p>` : nothing}
      <div class="habits">
        ${(["opposite", "repeat", "foreign_chart"] as const).map((name) => this.renderHabit(name, found.habits[name]))}
      </div>
      <h4>${t("others.now")}</h4>
      <tradehook-answer .ctx=${this.ctx} .answer=${found} .account=${this.owner.account} judged></tradehook-answer>
      ${notes.length
        ? html`<ul>
            ${notes.map((note) => html`<li>${sentence(note)}</li>`)}
          </ul>`
        : nothing}
      <p>${t(known && enabled ? "others.known" : `others.way_${way}`)}</p>
      ${known && enabled && way === "address"
        ? nothing
        : html`<div class="buttons">
            <button class="button" data-learn @click=${() => this.learn(found)}>
              ${t(known && enabled ? "others.keep_habits" : "others.take", { system: said(title) })}
            </button>
          </div>`}`;
  }

  /** What the alert says, in words and then field by field. */
  private inWords({ read_as }: ReadAlert) {
    const { t } = this.ctx;
    if (!read_as) return nothing;
    if ("strategy" in read_as) return html`${t("pasted.strategy")}`;
    const { action, symbol, side, ...rest } = read_as as Record<string, unknown>;
    const words = [named(t, "action", String(action ?? "open")), symbol ? market(String(symbol)) : "", side ? t(`side.${String(side)}`) : ""];
    const more = Object.keys(rest).filter((name) => !["timestamp", "exchange", "test"].includes(name));
    return html`<b data-words>${words.filter(Boolean).join(" ")}</b> ${more.map(
        (name) => html`<code>${name}</code> ${valueAt(read_as, name) || JSON.stringify(rest[name])} `,
      )}`;
  }

  private renderHabit(name: keyof Habits, value: string) {
    const set = (event: Event) => {
      this.habits = { ...this.habits, [name]: (event.target as HTMLSelectElement).value };
      void this.read();
    };
    return html`<label class="labelled">
      <span>${this.texts[`${SECTION}.${name}`] ?? name}</span>
      <select class="field" name=${name} @change=${set}>
        ${HABITS[name].map((one) => html`<option value=${one} ?selected=${one === value}>${this.choice(name, one)}</option>`)}
      </select>
    </label>`;
  }

  private renderSenders({ systems, habits }: OtherSenders) {
    const { t } = this.ctx;
    if (!systems.length) return html`<p class="soft">${t("others.none")}</p>`;
    return html`<ul class="systems">
        ${systems.map(
          ({ system, tokens }) => html`<li data-taken=${system}>
            <span>${this.choice("dialects", system)}</span>
            <span class="soft">${t("others.tokens", { count: tokens })}</span>
            <button
              class="button outlined"
              aria-label=${t("others.forget_of", { name: this.choice("dialects", system) })}
              @click=${() => this.forget(system)}
            >
              ${t("others.forget")}
            </button>
          </li>`,
        )}
      </ul>
      <dl>
        ${(["opposite", "repeat", "foreign_chart"] as const).map(
          (name) => html`<div>
            <dt class="soft">${this.texts[`${SECTION}.${name}`] ?? name}</dt>
            <dd data-habit=${name}>${this.choice(name, habits[name])}</dd>
          </div>`,
        )}
      </dl>`;
  }

  private choice(kind: string, value: string): string {
    return this.texts[`${CHOICES}.${kind}.options.${value}`] ?? value.replaceAll("_", " ");
  }

  private type(event: Event) {
    this.text = (event.target as HTMLTextAreaElement).value;
    this.habits = {};
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.read(), TYPED);
  }

  private async read() {
    this.asked += 1;
    const { asked, text } = this;
    this.error = "";
    try {
      const found = text.trim() ? await this.ctx.api.readAlert(this.owner.account, this.bot, text, this.habits) : undefined;
      if (asked === this.asked) this.found = found;
    } catch (error) {
      if (asked !== this.asked) return;
      this.found = undefined;
      this.error = errorText(error);
    }
  }

  private learn({ title, way, habits }: ReadAlert) {
    const { t, api } = this.ctx;
    const { text } = this;
    this.ctx.ask({
      title: t("others.take", { system: said(title) }),
      text: t(way === "address" ? "others.take_address" : "others.take_token"),
      facts: (["opposite", "repeat", "foreign_chart"] as const).map((name) => [
        this.texts[`${SECTION}.${name}`] ?? name,
        this.choice(name, habits[name]),
      ]),
      confirm: t("others.take_confirm"),
      act: async () => {
        const { address } = await api.learnAlert(this.owner.account, this.bot, text, habits);
        this.address = address ?? "";
        await Promise.all([this.load(), this.read()]);
        return t("others.learned", { system: said(title) });
      },
    });
  }

  private forget(system: string) {
    const { t, api } = this.ctx;
    const name = this.choice("dialects", system);
    this.ctx.ask({
      title: t("others.forget_of", { name }),
      text: t("others.forget_text"),
      confirm: t("others.forget"),
      danger: true,
      act: async () => {
        this.senders = await api.forgetAlerts(this.owner.account, this.bot, system);
        void this.read();
        return t("others.forgotten", { name });
      },
    });
  }

  static override styles = [
    shared,
    css`
      :host,
      .told,
      section {
        display: grid;
        gap: 12px;
        grid-template-columns: minmax(0, 1fr);
        min-width: 0;
      }
      :host {
        gap: 16px;
      }
      section {
        padding: 16px;
      }
      p,
      ul {
        margin: 0;
        overflow-wrap: anywhere;
      }
      h4 {
        font-size: 14px;
        font-weight: 500;
        margin: 0;
      }
      .mono {
        font-family: var(--ha-font-family-code, monospace);
        font-size: 13px;
        resize: vertical;
      }
      .small,
      dt {
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
      .habits,
      dl {
        display: grid;
        gap: 12px 16px;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 220px), 1fr));
        margin: 0;
      }
      .buttons {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      ul.systems {
        display: grid;
        gap: 8px;
        list-style: none;
        padding: 0;
      }
      .systems li {
        align-items: center;
        display: flex;
        flex-wrap: wrap;
        gap: 8px 12px;
      }
      .systems button {
        margin-inline-start: auto;
      }
      dd {
        margin: 2px 0 0;
      }
    `,
  ];
}
