/** Sentences of the integration come in English, each with its code: here they are said in the user's language. */

type Known = { pattern: RegExp; names: string[]; text: string };

const KEY = /^component\.tradehook\.exceptions\.(?:reason|field|venue)_/;
const CODE = / \((?:\{code\}|[a-z_]+)\)$/;
/** A field and what is wrong with it; one of another system's may have any name in backticks. */
const FIELD = /^(`[^`\n]+`:?|[a-z]\w*(?:[.[]\w+\]?)*:?|(?:[A-Z]|\[\d)[\w.[\] ]*:) (.+ .+)$/s;
const NEXT = "; ";

let known: Known[] = [];

/** Take the sentences of reasons, wrong fields and exchanges in English and in the language that is wanted, by their keys. */
export function learnReasons(english: Record<string, string>, wanted: Record<string, string>): void {
  known = Object.entries(english)
    .flatMap(([key, sentence]) => {
      const text = wanted[key];
      return KEY.test(key) && text && text !== sentence ? [[bare(sentence), bare(text)] as const] : [];
    })
    .sort(([a], [b]) => Number(b.startsWith("{")) - Number(a.startsWith("{")) || literal(b) - literal(a))
    .map(([sentence, text]) => compiled(sentence, text));
}

/** The sentence in the user's language, or several after the fields that they are about; an unknown one stays as it is. */
export function said(sentence: string): string {
  if (!known.length) return sentence;
  const plain = bare(sentence);
  const found = whole(plain);
  if (found !== undefined) return found;
  const parts = plain.split(NEXT);
  if (parts.length > 1) {
    const told = parts.map(said).join(NEXT);
    return told === plain ? sentence : told;
  }
  const [, field, wrong] = FIELD.exec(plain) ?? [];
  if (!field || !wrong) return sentence;
  const rest = field.endsWith(":") ? said(wrong) : whole(wrong);
  return rest === undefined || rest === wrong ? sentence : `${field} ${rest}`;
}

function whole(sentence: string): string | undefined {
  for (const { pattern, names, text } of known) {
    const found = pattern.exec(sentence);
    if (!found) continue;
    const values = Object.fromEntries(names.map((name, index) => [name, found[index + 1] ?? ""]));
    return text.replace(/\{(\w+)\}/g, (part, name: string) => (name in values ? said(values[name]!) : part));
  }
  return undefined;
}

function bare(sentence: string): string {
  return sentence.replace(CODE, "");
}

function literal(sentence: string): number {
  return sentence.replace(/\{\w+\}/g, "").length;
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
