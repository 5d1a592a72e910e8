/** Of one file a language that of a language, else of its other regions: Portugal reads what Brazil does. */
export function inLanguage<T>(files: Record<string, T>, language: string): T | undefined {
  const base = language.split("-")[0]!;
  const names = Object.keys(files);
  const found =
    [language, base].map((name) => names.find((file) => file.endsWith(`/${name}.json`))).find(Boolean) ??
    names.find((file) => file.includes(`/${base}-`));
  return found ? files[found] : undefined;
}
