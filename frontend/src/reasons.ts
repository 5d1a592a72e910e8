/** Sentences of the integration come in English, each with its code: here they are said in the user's language. */

type Known = { pattern: RegExp; names: string[]; text: string };

const PREFIX = "component.tradehook.exceptions.reason_";
const CODE = / \((?:\{code\}|[a-z_]+)\)$/;

let known: Known[] = [];

/** Take the reasons' sentences in English and in the language that is wanted, by their keys. */
export function learnReasons(english: Record<string, string>, wanted: Record<string, string>): void {
  known = Object.entries(english).flatMap(([key, sentence]) => {
    const text = wanted[key];
    return key.startsWith(PREFIX) && text && text !== sentence ? [compiled(bare(sentence), bare(text))] : [];
  });
}

/** The sentence in the user's language; one that is no reason's stays as it is. */
export function said(sentence: string): string {
  if (!known.length) return sentence;
  const plain = bare(sentence);
  for (const { pattern, names, text } of known) {
    const found = pattern.exec(plain);
    if (!found) continue;
    const values = Object.fromEntries(names.map((name, index) => [name, found[index + 1] ?? ""]));
    return text.replace(/\{(\w+)\}/g, (whole, name: string) => (name in values ? said(values[name]!) : whole));
  }
  return sentence;
}

function bare(sentence: string): string {
  return sentence.replace(CODE, "");
}

function compiled(sentence: string, text: string): Known {
  const names: string[] = [];
  const parts = sentence.split(/\{(\w+)\}/).map((part, index) => {
    if (index % 2 === 0) return part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    const seen = names.indexOf(part);
    if (seen >= 0) return `\\${seen + 1}`;
    names.push(part);
    return "(.*?)";
  });
  return { pattern: new RegExp(`^${parts.join("")}$`, "s"), names, text };
}
