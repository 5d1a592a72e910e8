import { describe, expect, it } from "vitest";
import { inLanguage } from "../src/in-language";

const FILES = { "./texts/de.json": "German", "./texts/en.json": "English", "./texts/pt-BR.json": "of Brazil" };

describe("the texts of a language", () => {
  it.each([
    ["de", "German"],
    ["de-CH", "German"],
    ["en-GB", "English"],
    ["pt-BR", "of Brazil"],
    ["pt", "of Brazil"],
    ["pt-PT", "of Brazil"],
    ["sv", undefined],
    ["p", undefined],
  ])("%s are %s", (language, texts) => expect(inLanguage(FILES, language)).toBe(texts));
});
