import { html, type TemplateResult } from "lit";
import { said } from "../reasons";

/** A sentence of the integration: what it quotes with backticks looks like what is typed. */
export function sentence(text: string): (string | TemplateResult)[] {
  return said(text).split("`").map((part, index) => (index % 2 ? html`<code>${part}</code>` : part));
}

/** A warning without the code before it. */
export function sentenceOf(warning: string): string {
  return warning.replace(/^[a-z_]+: /, "");
}
