import { inLanguage } from "../in-language";
import english from "../translations/cards/en.json";

type Texts = typeof english;

const OTHERS = import.meta.glob<Partial<Texts>>(["../translations/cards/*.json", "!../translations/cards/en.json"], {
  import: "default",
});
let spoken: Partial<Texts> = {};

/** Resolves once the few texts are there that Home Assistant asks for before any card is shown. */
export const loaded: Promise<void> = load();

async function load() {
  try {
    spoken = (await inLanguage(OTHERS, document.documentElement.lang || "en")?.()) ?? {};
  } catch {
    // English is better than no cards
  }
}

export function text(key: keyof Texts): string {
  return spoken[key] ?? english[key];
}
