import { inLanguage } from "../in-language";
import english from "../translations/cards/en.json";

type Texts = typeof english;

const ALL = import.meta.glob<Partial<Texts>>("../translations/cards/*.json", { eager: true, import: "default" });

/** The few texts that Home Assistant asks for before any card is shown. */
export function text(key: keyof Texts): string {
  return inLanguage(ALL, document.documentElement.lang || "en")?.[key] ?? english[key];
}
