import { inLanguage } from "./in-language";
import english from "./translations/en.json";

type Tree = { [key: string]: string | Tree };

const LANGUAGES = import.meta.glob<{ default: Tree }>([
  "./translations/*.json",
  "!./translations/en.json",
]);

export type Localize = (key: string, values?: Record<string, string | number>) => string;

/** The texts of one language; what it lacks is said in English. */
export function localizer(texts: Tree): Localize {
  return (key, values = {}) => {
    const text = find(texts, key) ?? find(english, key) ?? key;
    return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
  };
}

export async function loadTexts(language: string): Promise<Tree> {
  const load = inLanguage(LANGUAGES, language);
  return load ? (await load()).default : english;
}

/** A value of an enumeration; one that has no text yet is shown as it is. */
export function named(t: Localize, group: string, value: string | null | undefined): string {
  if (!value) return "";
  const key = `${group}.${value}`;
  const text = t(key);
  return text === key ? value.replaceAll("_", " ") : text;
}

function find(tree: Tree, key: string): string | undefined {
  let node: Tree | string | undefined = tree;
  for (const part of key.split(".")) {
    if (typeof node !== "object") return undefined;
    node = node[part];
  }
  return typeof node === "string" ? node : undefined;
}

export const inEnglish: Localize = localizer(english);
