import { css, html, nothing, type TemplateResult } from "lit";
import type { Context } from "../context";
import type { Localize } from "../localize";
import { said } from "../reasons";
import type { FieldError } from "../types";
import { typedNumber } from "./typed";

/** Fields of a form, each with what is wrong with it: errors are found by their path. */
export class Fields {
  /** The paths whose errors have been shown beside a field. */
  readonly shown = new Set<string>();

  private readonly t: Localize;

  constructor(
    private readonly ctx: Pick<Context, "t" | "format">,
    private readonly errors: readonly FieldError[],
  ) {
    this.t = ctx.t;
  }

  /** What is wrong and has no field of its own here. */
  get rest(): FieldError[] {
    return this.errors.filter(({ path }) => !this.shown.has(path));
  }

  number(path: string, label: string, value: string, take: (value: string) => void, also: string[] = []) {
    return this.input(path, label, value, take, also, "decimal");
  }

  text(path: string, label: string, value: string, take: (value: string) => void, list?: string) {
    return this.input(path, label, value, take, [], "text", list);
  }

  select(
    path: string,
    label: string,
    value: string,
    options: readonly (readonly [string, string])[],
    take: (value: string) => void,
  ): TemplateResult {
    const wrong = this.of([path]);
    return html`<label class="labelled">
      <span>${label}</span>
      <select
        class="field"
        name=${path}
        aria-invalid=${wrong ? "true" : nothing}
        aria-describedby=${wrong ? idOf(path) : nothing}
        @change=${(event: Event) => take((event.target as HTMLSelectElement).value)}
      >
        ${options.map(
          ([key, text]) => html`<option value=${key} ?selected=${key === value}>${text}</option>`,
        )}
      </select>
      ${this.note(path, wrong)}
    </label>`;
  }

  /** A number that is given in one of several units. */
  measured<U extends string>(
    paths: Record<U, string>,
    label: string,
    unit: U,
    value: string,
    take: (change: { unit: U; value: string }) => void,
  ): TemplateResult {
    const units = Object.keys(paths) as U[];
    const path = paths[unit];
    const { typed } = this.ctx.format;
    const wrong = typed.wrong(value, this.t) || this.of([...new Set(Object.values<string>(paths))]);
    return html`<div class="labelled measured">
      <span aria-hidden="true">${label}</span>
      <div>
        <input
          class="field"
          name=${path}
          inputmode="decimal"
          autocomplete="off"
          aria-label=${label}
          aria-invalid=${wrong ? "true" : nothing}
          aria-describedby=${wrong ? idOf(path) : nothing}
          .value=${typedNumber(value, typed)}
          @input=${(event: Event) => take({ unit, value: typed.read((event.target as HTMLInputElement).value) })}
        />
        <select
          class="field"
          aria-label=${this.t("builder.unit_of", { name: label })}
          @change=${(event: Event) => take({ unit: (event.target as HTMLSelectElement).value as U, value })}
        >
          ${units.map(
            (one) => html`<option value=${one} ?selected=${one === unit}>${this.t(`unit.${one}`)}</option>`,
          )}
        </select>
      </div>
      ${this.note(path, wrong)}
    </div>`;
  }

  /** What is wrong with something that has fields: only what is said of it as a whole. */
  whole(path: string): TemplateResult {
    return html`${this.note(path, this.of([path]))}`;
  }

  private input(
    path: string,
    label: string,
    value: string,
    take: (value: string) => void,
    also: string[],
    mode: "decimal" | "text",
    list?: string,
  ): TemplateResult {
    const { typed } = this.ctx.format;
    const number = mode === "decimal";
    const wrong = (number && typed.wrong(value, this.t)) || this.of([path, ...also]);
    const entered = (event: Event) => (event.target as HTMLInputElement).value;
    return html`<label class="labelled">
      <span>${label}</span>
      <input
        class="field"
        name=${path}
        inputmode=${mode}
        autocomplete="off"
        spellcheck="false"
        list=${list ?? nothing}
        aria-invalid=${wrong ? "true" : nothing}
        aria-describedby=${wrong ? idOf(path) : nothing}
        .value=${number ? typedNumber(value, typed) : value}
        @input=${(event: Event) => take(number ? typed.read(entered(event)) : entered(event))}
      />
      ${this.note(path, wrong)}
    </label>`;
  }

  private of(paths: readonly string[]): string {
    for (const path of paths) this.shown.add(path);
    return this.errors
      .filter(({ path }) => paths.includes(path))
      .map(({ message }) => said(message))
      .join("; ");
  }

  private note(path: string, wrong: string) {
    return wrong
      ? html`<span class="wrong" id=${idOf(path)} data-wrong=${path}>${wrong}</span>`
      : nothing;
  }
}

function idOf(path: string): string {
  return `wrong-${path.replace(/\W+/g, "-")}`;
}

export const fieldStyles = css`
  .field[aria-invalid] {
    border-color: var(--th-loss);
  }
  .labelled > .wrong,
  .wrong {
    color: var(--th-loss);
    display: block;
    font-size: 12px;
    margin: 4px 0 0;
  }
  .measured > span:first-child {
    color: var(--th-soft);
    display: block;
    font-size: 14px;
    margin-bottom: 4px;
  }
  .measured > div {
    display: grid;
    grid-template-columns: 1fr auto;
  }
  .measured :focus-visible {
    position: relative; /* its outline before its neighbour */
  }
  .measured input.field {
    border-end-end-radius: 0;
    border-start-end-radius: 0;
    min-width: 0;
  }
  .measured select.field {
    border-end-start-radius: 0;
    border-inline-start: 0;
    border-start-start-radius: 0;
    padding-inline: 4px;
  }
`;
