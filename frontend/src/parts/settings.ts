import { LitElement, css, html, nothing, type PropertyValues } from "lit";
import { property, state } from "lit/decorators.js";
import type { Context } from "../context";
import { customElement } from "../element";
import { shared } from "../styles";
import type { Setting, SettingsChange, SettingsStep, SettingValue } from "../types";

const FLOW = "component.tradehook.config_subentries.bot.step";
const CHOICES = "component.tradehook.selector";

/** All settings of a bot in the words of its flow in Home Assistant, which changes them. */
@customElement("tradehook-settings")
export class SettingsView extends LitElement {
  @property({ attribute: false }) ctx!: Context;
  @property({ attribute: false }) steps: readonly SettingsStep[] | undefined;
  @property({ attribute: false }) changes: readonly SettingsChange[] = [];
  @property() account = "";
  @property() language = "en";
  @state() private texts: Record<string, string> | undefined;

  protected override willUpdate(changed: PropertyValues) {
    if (changed.has("language")) void this.load();
  }

  private async load() {
    const { language } = this;
    const found = await Promise.all(
      ["config_subentries", "selector"].map((category) => this.ctx.api.texts(language, category)),
    ).catch(() => [{}]); // then the settings go by their names
    if (language === this.language) this.texts = Object.assign({}, ...found) as Record<string, string>;
  }

  override render() {
    const { t } = this.ctx;
    if (!this.steps || !this.texts) return html`<p class="empty soft" role="status">${t("common.loading")}</p>`;
    return html`<p class="soft">
        ${t("bot.settings_next")}
        <a href=${`/config/integrations/integration/tradehook#config_entry=${this.account}`}
          >${t("overview.to_integration")}</a
        >
      </p>
      ${this.steps.map(
        (step) => html`<section class="card" data-step=${step.step}>
          <h3>${this.text(`${FLOW}.${step.step}.title`, step.step)}</h3>
          ${step.sections.map(({ name, fields }) => {
            const at = `${FLOW}.${step.step}${name ? `.sections.${name}` : ""}`;
            return html`${name ? html`<h4>${this.text(`${at}.name`, name)}</h4>` : nothing}
              <dl>
                ${fields.map(
                  (field) => html`<div>
                    <dt class="soft">${this.text(`${at}.data.${field.name}`, field.name)}</dt>
                    <dd data-setting=${field.name} class=${field.value === null ? "soft" : ""}>
                      ${this.told(field)}
                    </dd>
                  </div>`,
                )}
              </dl>`;
          })}
        </section>`,
      )}
      ${this.renderChanges(this.steps)}`;
  }

  private renderChanges(steps: readonly SettingsStep[]) {
    if (!this.changes.length) return nothing;
    const { t, format } = this.ctx;
    const known = new Map<string, [string, Setting]>();
    for (const { step, sections } of steps) {
      for (const { name, fields } of sections) {
        const at = `${FLOW}.${step}${name ? `.sections.${name}` : ""}`;
        for (const field of fields) known.set(field.name, [`${at}.data.${field.name}`, field]);
      }
    }
    return html`<details class="card" data-changes>
      <summary>${t("bot.changes", { count: this.changes.length })}</summary>
      <ul>
        ${this.changes.map(
          ({ at, fields }) => html`<li>
            <time datetime=${at} class="soft">${format.time(at)}</time>
            <ul>
              ${fields.map(({ name, before, after }) => {
                const [label, field] = known.get(name) ?? ["", { name, unit: null, choices: null, instead: null }];
                const was = this.told({ ...field, value: before, instead: null });
                const is = this.told({ ...field, value: after, instead: null });
                return html`<li data-changed=${name}>${this.text(label, name)}: ${was} → ${is}</li>`;
              })}
            </ul>
          </li>`,
        )}
      </ul>
    </details>`;
  }

  private told(field: Setting): unknown {
    const { t } = this.ctx;
    const { value } = field;
    if (value === null) return field.instead ? t("bot.unset_instead", { instead: field.instead }) : t("bot.unset");
    if (typeof value === "boolean") return t(value ? "common.yes" : "common.no");
    if (Array.isArray(value)) {
      if (value.some((row) => typeof row === "object")) {
        return html`<ol>
          ${value.map((row) => html`<li>${this.row(field.choices ?? field.name, row)}</li>`)}
        </ol>`;
      }
      return value.map((one) => this.one(field, String(one))).join(", ");
    }
    return this.one(field, String(value));
  }

  private one({ choices, unit }: Setting, value: string): string {
    if (choices) return this.text(`${CHOICES}.${choices}.options.${value}`, value);
    const shown = /^-?\d+(\.\d+)?$/.test(value) ? this.ctx.format.number(value) : value;
    return unit ? `${shown} ${unit}` : shown;
  }

  /** A level of a ladder: each of its numbers with its name. */
  private row(kind: string, row: SettingValue): string {
    if (typeof row !== "object" || row === null || Array.isArray(row)) return String(row);
    return Object.entries(row)
      .filter(([, value]) => value !== null)
      .map(([name, value]) => {
        const unit = name === "price" ? "" : " %";
        return `${this.text(`${CHOICES}.${kind}.fields.${name}.name`, name)} ${this.ctx.format.number(String(value))}${unit}`;
      })
      .join(" · ");
  }

  private text(key: string, fallback: string): string {
    return this.texts?.[key]?.replace(/\{\w+\}/g, "…") ?? fallback.replaceAll("_", " ");
  }

  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        gap: 16px;
        min-width: 0;
      }
      p {
        margin: 0;
      }
      a {
        color: var(--th-link);
      }
      section,
      details {
        padding: 16px;
      }
      summary {
        cursor: pointer;
        font-weight: 500;
      }
      details ul {
        display: grid;
        gap: 8px;
        margin: 12px 0 0;
        padding-inline-start: 20px;
      }
      details ul ul {
        gap: 4px;
        margin-top: 4px;
      }
      h4 {
        border-top: 1px solid var(--th-line);
        font-size: 14px;
        font-weight: 500;
        margin: 16px 0 0;
        padding-top: 12px;
      }
      dl {
        display: grid;
        gap: 12px 16px;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 180px), 1fr));
        margin: 12px 0 0;
      }
      dt {
        font-size: 12px;
      }
      dd {
        margin: 2px 0 0;
        overflow-wrap: anywhere;
      }
      ol {
        margin: 0;
        padding-inline-start: 20px;
      }
    `,
  ];
}
