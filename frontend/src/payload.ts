/** One line of a message as it is shown, with the path of the field that begins or stands there. */
export interface Line {
  text: string;
  path: string;
}

/** A message as indented JSON, each line with the path of its field. */
export function lines(value: unknown, path = "", indent = "", name = "", comma = ""): Line[] {
  const before = `${indent}${name}`;
  const [open, close] = Array.isArray(value) ? ["[", "]"] : ["{", "}"];
  if (typeof value !== "object" || value === null) {
    return [{ text: `${before}${JSON.stringify(value)}${comma}`, path }];
  }
  const entries: [string, unknown][] = Array.isArray(value)
    ? value.map((item, index) => [`${path}[${index}]`, item])
    : Object.entries(value).map(([key, item]) => [path ? `${path}.${key}` : key, item]);
  if (!entries.length) return [{ text: `${before}${open}${close}${comma}`, path }];
  const keys = Object.keys(value);
  return [
    { text: `${before}${open}`, path },
    ...entries.flatMap(([inner, item], index) =>
      lines(
        item,
        inner,
        `${indent}  `,
        Array.isArray(value) ? "" : `${JSON.stringify(keys[index])}: `,
        index < entries.length - 1 ? "," : "",
      ),
    ),
    { text: `${indent}${close}${comma}`, path },
  ];
}

/**
 * The paths to highlight: those of the errors, or the nearest part around one that is missing.
 *
 * A closing bracket belongs to its part, so that a wrong list is marked as a whole.
 */
export function marked(found: readonly Line[], wrong: readonly string[]): Set<string> {
  const there = new Set(found.map(({ path }) => path));
  const result = new Set<string>();
  for (const path of wrong) {
    let at = path;
    while (at && !there.has(at)) at = at.replace(/(\.[^.[\]]+|\[\d+\]|^[^.[\]]+)$/, "");
    if (!at) continue;
    for (const inner of there) {
      if (inner === at || (at === path && (inner.startsWith(`${at}.`) || inner.startsWith(`${at}[`)))) {
        result.add(inner);
      }
    }
  }
  return result;
}

const QUOTED = /[`"']([\w.[\]]+)[`"']/g;
const SUBJECT = /(?:^|[(;,] ?)([\w.[\]]+)(?=:| (?:must|is|has|can)\b)/g;

/** What a sentence names, for refusals that do not list their fields. */
export function namedIn(message: string | null): string[] {
  const text = message ?? "";
  return [...text.matchAll(QUOTED), ...text.matchAll(SUBJECT)].map((match) => match[1] ?? "");
}
