import { LitElement, css, html, nothing, type PropertyValues } from "lit";
import { property, state } from "lit/decorators.js";
import { botPath } from "../actions";
import type { Context } from "../context";
import { customElement } from "../element";
import { begun, Flow, given, missing, refusal, type FlowData, type FlowField, type FlowStep, type Target } from "../flow";
import { copyText } from "../parts/dialog";
import { shared } from "../styles";
import type { Account, Hass } from "../types";

/** What Home Assistant's form tells of where a field stands. */
interface Place {
  path?: string[];
}

/** What of a bot's last page is to be copied, in the order in which an alert needs it. */
const COPIED = ["secret_address", "webhook_url", "message", "api_key", "api_secret", "external_url", "cloud_url", "internal_url"] as const;
/** Stands for an address that there is none of. */
const UNKNOWN = "-";
/** How a flow ends that has made a new secret. */
const ROTATED: ReadonlySet<string> = new Set(["secret_rotated", "group_secret_rotated"]);
/** How a flow ends that has done what it was for. */
const DONE: ReadonlySet<string> = new Set(["reconfigure_successful", "alert_learned"]);
/** Ends whose text says what is to be done next. */
const TOLD: ReadonlySet<string> = new Set(["alert_learned", "alert_learned_address", "secret_address"]);
const LONG: ReadonlySet<string> = new Set(["message"]);

/** Home Assistant's own page of the integration, where the same flows are. */
export const ELSEWHERE = "/config/integrations/integration/tradehook";

/** Adds and changes accounts and bots: Home Assistant's flows in the panel's own frame. */
@customElement("tradehook-setup")
export class SetupView extends LitElement {
  @property({ attribute: false }) ctx!: Context;
  @property({ attribute: false }) hass!: Hass;
  @property({ attribute: false }) accounts: readonly Account[] = [];
  /** What is set up, as the address has it: kind, account, bot and the step to begin with. */
  @property({ attribute: false }) parts: readonly string[] = [];
  @state() private step: FlowStep | undefined;
  @state() private data: FlowData = {};
  @state() private error = "";
  @state() private busy = false;
  @state() private texts: Record<string, string> | undefined;
  private flow: Flow | undefined;
  private begunFor = "";

  protected override willUpdate(_changed: PropertyValues) {
    const wanted = this.parts.join("/");
    if (wanted === this.begunFor) return;
    this.leave();
    this.begunFor = wanted;
    void this.begin();
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.leave();
    this.begunFor = "";
  }

  private get target(): Target {
    const [kind, account = "", bot = ""] = this.parts;
    if (kind === "bot") return { kind, account, ...(bot && { bot }) };
    if (kind === "group") return { kind, ...(account && { group: account }) };
    return { kind: "account", ...(account && { account }) };
  }

  /** The step of a menu to begin with. */
  private get first(): string | undefined {
    const { target } = this;
    if (target.kind !== "group") return this.parts[3];
    return target.group ? this.parts[2] : "group";
  }

  private get bot() {
    const { target } = this;
    if (target.kind !== "bot" || !target.bot) return undefined;
    return this.accounts.flatMap(({ bots }) => bots).find(({ bot_id }) => bot_id === target.bot);
  }

  private async begin() {
    const { target } = this;
    this.step = undefined;
    this.error = "";
    const wanted = this.begunFor;
    try {
      const found = await Promise.all(
        ["config", "config_subentries", "selector"].map((category) => this.ctx.api.texts(this.hass.language, category)),
      );
      this.texts = Object.assign({}, ...found) as Record<string, string>;
      this.flow = Flow.of(this.hass, target);
      let step = await this.flow.begin(target);
      const first = this.first;
      if (first && step.type === "menu") step = await this.flow.answer(step.flow_id, { next_step_id: first });
      if (wanted !== this.begunFor) {
        void this.flow.end(step.flow_id).catch(() => undefined);
        return;
      }
      await this.show(step);
    } catch (error) {
      this.error = refusal(error);
    }
  }

  /** A flow that is left half-way is ended: it would wait for ever. */
  private leave() {
    const { step, flow } = this;
    if (step && flow && (step.type === "form" || step.type === "menu")) {
      void flow.end(step.flow_id).catch(() => undefined);
    }
    this.step = undefined;
    this.data = {};
  }

  private async show(step: FlowStep): Promise<void> {
    if (step.type === "create_entry") {
      const [kind, next] = step.next_flow ?? [];
      if (kind === "config_subentries_flow" && next) {
        this.flow = Flow.of(this.hass, { kind: "bot" });
        return this.show(await this.flow.look(next));
      }
    }
    this.step = step;
    this.data = begun(step.data_schema ?? []);
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>("h2")?.focus();
  }

  private async go(data: FlowData) {
    const { step, flow } = this;
    if (!step || !flow || this.busy) return;
    this.busy = true;
    this.error = "";
    try {
      await this.show(await flow.answer(step.flow_id, data));
    } catch (error) {
      this.error = refusal(error);
    } finally {
      this.busy = false;
    }
  }

  private submit(event: Event) {
    event.preventDefault();
    const lacks = missing(this.step?.data_schema ?? [], this.data);
    if (lacks.length) {
      this.error = this.ctx.t("setup.missing", { fields: lacks.map((name) => this.label({ name })).join(", ") });
      return;
    }
    void this.go(given(this.data));
  }

  override render() {
    const { t } = this.ctx;
    if (!customElements.get("ha-form")) {
      return html`<div class="card body">
        <p>${t("setup.elsewhere")}</p>
        <a class="button" href=${ELSEWHERE}>${t("overview.to_integration")}</a>
      </div>`;
    }
    const { step } = this;
    const bot = this.bot;
    return html`<div class="card body" aria-busy=${String(this.busy)}>
      ${bot ? html`<p class="soft over">${bot.name}</p>` : nothing}
      ${step && this.texts ? this.renderStep(step) : this.error ? nothing : html`<p class="soft" role="status">${t("common.loading")}</p>`}
      <div role="alert">${this.error ? html`<p class="error" data-error>${this.error}</p>` : nothing}</div>
    </div>`;
  }

  private renderStep(step: FlowStep) {
    switch (step.type) {
      case "form":
        return this.renderForm(step);
      case "menu":
        return this.renderMenu(step);
      default:
        return this.renderEnd(step);
    }
  }

  /** A text of the flow, with what the flow puts into it. */
  private text(key: string): string {
    const values = this.step?.description_placeholders ?? {};
    const text = this.texts?.[`${this.flow?.texts}.${key}`] ?? "";
    return text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
  }

  private get at(): string {
    return `step.${this.step?.step_id}`;
  }

  private heading(fallback: string) {
    return html`<h2 tabindex="-1">${this.text(`${this.at}.title`) || fallback}</h2>`;
  }

  private described(text: string) {
    if (!text) return nothing;
    return customElements.get("ha-markdown")
      ? html`<ha-markdown .content=${text} breaks></ha-markdown>`
      : html`<p class="plain">${text}</p>`;
  }

  private renderMenu(step: FlowStep) {
    const options = step.menu_options ?? [];
    const names: [string, string][] = Array.isArray(options)
      ? options.map((name) => [name, this.text(`${this.at}.menu_options.${name}`) || name])
      : Object.entries(options);
    return html`${this.heading("Tradehook")} ${this.described(this.text(`${this.at}.description`))}
      <div class="menu">
        ${names.map(
          ([name, text]) => html`<button
            class="button outlined"
            data-option=${name}
            ?disabled=${this.busy}
            @click=${() => this.go({ next_step_id: name })}
          >
            ${text}
          </button>`,
        )}
      </div>
      ${this.renderActions()}`;
  }

  private renderForm(step: FlowStep) {
    const { t } = this.ctx;
    const errors = step.errors ?? {};
    return html`${this.heading("Tradehook")} ${this.described(this.text(`${this.at}.description`))}
      <form novalidate @submit=${this.submit}>
        ${step.data_schema?.length
          ? html`<ha-form
              .hass=${this.hass}
              .data=${this.data}
              .schema=${step.data_schema}
              .error=${errors}
              .disabled=${this.busy}
              .computeLabel=${this.label}
              .computeHelper=${this.helper}
              .computeError=${this.wrong}
              .localizeValue=${this.value}
              @value-changed=${this.change}
            ></ha-form>`
          : nothing}
        ${this.renderActions(html`<button class="button" data-next ?disabled=${this.busy}>
          ${t(this.busy ? "common.working" : step.last_step === false ? "setup.next" : "setup.done")}
        </button>`)}
      </form>`;
  }

  private change(event: CustomEvent<{ value: FlowData }>) {
    event.stopPropagation();
    this.data = event.detail.value;
  }

  private readonly label = ({ name, type }: Pick<FlowField, "name" | "type">, _data?: unknown, place: Place = {}): string => {
    if (type === "expandable") return this.text(`${this.at}.sections.${name}.name`) || name;
    return this.text(`${this.at}.${inside(place)}data.${name}`) || name;
  };

  private readonly helper = ({ name, type }: FlowField, place: Place = {}): string => {
    if (type === "expandable") return this.text(`${this.at}.sections.${name}.description`);
    return this.text(`${this.at}.${inside(place)}data_description.${name}`);
  };

  private readonly wrong = (error: string): string => this.text(`error.${error}`) || error;

  private readonly value = (key: string): string => this.texts?.[`component.tradehook.selector.${key}`] ?? "";

  private renderActions(next: unknown = nothing) {
    return html`<div class="actions">
      <button type="button" class="button plain" @click=${() => this.ctx.go(this.target.kind === "group" ? "/groups" : "/overview")}>
        ${this.ctx.t("common.cancel")}
      </button>
      ${next}
    </div>`;
  }

  private renderEnd(step: FlowStep) {
    const { t } = this.ctx;
    const values = step.description_placeholders ?? {};
    const hands = COPIED.filter((name) => values[name] && values[name] !== UNKNOWN);
    const fine = step.type === "create_entry" || DONE.has(step.reason ?? "") || hands.length > 0;
    const title = step.type === "create_entry" ? (step.title ?? "") : t(fine ? "setup.changed" : "setup.ended");
    return html`<h2 tabindex="-1">${title}</h2>
      ${fine && !TOLD.has(step.reason ?? "") ? nothing : this.described(this.text(`abort.${step.reason}`) || (step.reason ?? ""))}
      ${hands.length ? this.renderHands(step, hands, values) : nothing}
      ${step.type === "create_entry" && !hands.length ? html`<p>${t("setup.account_made")}</p>` : nothing}
      <div class="actions">
        <button class="button" data-end @click=${() => this.ctx.go(this.next)}>${t("setup.finish")}</button>
      </div>`;
  }

  /** Where one goes on: to the bot that was changed, else to the overview with its next steps. */
  private get next(): string {
    const { target } = this;
    if (target.kind === "group") return "/groups";
    return target.kind === "bot" && target.bot ? botPath({ account: target.account }, { bot_id: target.bot }) : "/overview";
  }

  private renderHands(step: FlowStep, names: readonly string[], values: Record<string, string>) {
    const { t } = this.ctx;
    const once = step.type === "create_entry" || ROTATED.has(step.reason ?? "");
    return html`${once ? html`<p class="warning">${t("setup.secret_once")}</p>` : nothing}
      <ul>
        ${names.map(
          (name) => html`<li>
            <label class="labelled">
              <span>${t(`setup.${name}`)}</span>
              <textarea
                class="field mono"
                name=${name}
                rows=${LONG.has(name) ? 10 : 1}
                readonly
                dir="ltr"
                .value=${values[name] ?? ""}
              ></textarea>
            </label>
            <button class="button outlined" aria-label=${t("bot.copy_of", { name: t(`setup.${name}`) })} @click=${this.copy}>
              ${t("common.copy")}
            </button>
          </li>`,
        )}
      </ul>
      <h3>${t("setup.tradingview")}</h3>
      <ol class="steps">
        ${[1, 2, 3, 4].map((number) => html`<li>${t(`setup.tradingview_${number}`)}</li>`)}
      </ol>`;
  }

  private async copy(event: Event) {
    const field = (event.target as HTMLElement).closest("li")?.querySelector("textarea");
    if (field && (await copyText(field))) this.ctx.say(this.ctx.t("common.copied"));
  }

  static override styles = [
    shared,
    css`
      .body {
        margin: 0 auto;
        max-width: 640px;
        padding: 20px 16px;
      }
      .over {
        margin: 0;
      }
      h2 {
        outline: none;
      }
      .plain {
        white-space: pre-wrap;
      }
      .menu {
        display: grid;
        gap: 12px;
        margin-top: 16px;
      }
      .menu .button {
        min-height: 48px;
        text-align: start;
      }
      ha-form {
        display: block;
        margin-top: 16px;
      }
      .actions {
        background: var(--ha-card-background, var(--card-background-color));
        display: flex;
        gap: 8px;
        inset-block-end: 0;
        justify-content: flex-end;
        margin-top: 16px;
        padding-block: 8px;
        position: sticky;
        z-index: 1;
      }
      ul {
        display: grid;
        gap: 12px;
        grid-template-columns: minmax(0, 1fr);
        list-style: none;
        margin: 16px 0;
        padding: 0;
      }
      ul li {
        align-items: end;
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      li label {
        flex: 1 1 240px;
        min-width: 0;
      }
      .mono {
        field-sizing: content;
        font-family: var(--ha-font-family-code, monospace);
        font-size: 13px;
        overflow-wrap: anywhere;
        resize: none;
        white-space: pre-wrap;
      }
      .steps {
        line-height: 1.6;
        padding-inline-start: 20px;
      }
      .warning {
        border-inline-start: 3px solid var(--warning-color, #ffa600);
        font-weight: 500;
        padding-inline-start: 10px;
      }
    `,
  ];
}

function inside({ path }: Place): string {
  return path?.[0] ? `sections.${path[0]}.` : "";
}
