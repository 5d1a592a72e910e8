import english from "../translations/cards/en.json";

type Texts = typeof english;

const ALL = import.meta.glob<Partial<Texts>>("../translations/cards/*.json", { eager: true, import: "default" });

/** The few texts that Home Assistant asks for before any card is shown. */
export function text(key: keyof Texts): string {
  const language = document.documentElement.lang || "en";
  const found = ALL[`../translations/cards/${language}.json`] ?? ALL[`../translations/cards/${language.split("-")[0]}.json`];
  return found?.[key] ?? english[key];
}
