import type { Localize } from "./localize";

/** Before a text that is no certain number: nothing reads it as one, so it can't be traded with. */
const UNREAD = "⁇";

/** The zeros of the digits that Home Assistant's languages are written with. */
const ZEROS = [0x660, 0x6f0, 0x966, 0x9e6, 0xa66, 0xae6, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0x1040, 0xff10];
const SPACES = "\\u00a0\\u2007\\u2009\\u202f";
const SAME: readonly (readonly [RegExp, string])[] = [
  [/[\u061c\u200e\u200f\u2066-\u2069]/g, ""], // directions, which nobody sees
  [new RegExp(`[\\s${SPACES}]`, "g"), " "],
  [/[’‘ʼ＇]/g, "'"],
  [/[−‐‑﹣－]/g, "-"],
  [/＋/g, "+"],
  [/．/g, "."],
  [/，/g, ","],
];
/** What TradingView fills in is no number yet. */
const PLACEHOLDER = /^\{\{[^{}\s]+\}\}$/;
const PLAIN = /^(\d*)\.(\d*)$/;
/** With a decimal comma it may be thousands as well. */
const EITHER = /^[1-9]\d{0,2}\.\d{3}$/;

/** How a person writes numbers: one place that reads what is typed, and writes what stands in a field. */
export class TypedNumbers {
  private readonly decimal: string;
  private readonly group: string;
  private readonly zero: number;
  private readonly grouped: RegExp;

  /** Take how the person's numbers are shown. */
  constructor(shown: Intl.NumberFormat, grouped: boolean) {
    const parts = shown.formatToParts(1234567890123.5);
    const of = (type: string) => parts.filter((part) => part.type === type).map(({ value }) => value);
    this.decimal = alike(of("decimal")[0] ?? ".");
    this.group = grouped ? alike(of("group")[0] ?? "") : "";
    this.zero = of("integer").join("").codePointAt(9)!;
    const middle = of("integer").at(-2)?.length ?? 3;
    const mark = this.group === "" ? "(?!)" : escaped(this.group);
    this.grouped = new RegExp(`^[1-9]\\d{0,2}(?:${mark}\\d{${middle}})*${mark}\\d{3}$`);
  }

  /** What was typed as an exact number with a dot; what is not certainly one is marked, see `isUnread`. */
  read(typed: string): string {
    const text = alike(typed).trim();
    if (text === "" || PLACEHOLDER.test(text)) return text;
    const sign = /^[+-]/.exec(text)?.[0] ?? "";
    const number = this.unsigned(text.slice(sign.length));
    return number === undefined ? UNREAD + typed.trim() : (sign === "-" ? "-" : "") + number;
  }

  /** A number as it stands in a field: exact, and without groups, which nobody could mistake. */
  write(value: string): string {
    if (isUnread(value)) return value.slice(UNREAD.length);
    const plain = expanded(value);
    if (!/^-?\d*\.?\d*$/.test(plain)) return plain;
    const digits = plain.replace(/\d/g, (digit) => String.fromCodePoint(this.zero + Number(digit)));
    return digits.replace(".", this.decimal);
  }

  /** What is wrong with what was typed, in words; empty for what is certain. */
  wrong(value: string, t: Localize): string {
    if (!isUnread(value)) return "";
    const typed = this.write(value);
    const text = alike(typed).trim();
    const bare = text.replace(/^[+-]/, "");
    if (!this.isEither(bare)) return t("number.foreign", { typed, example: this.write("1234.5") });
    const sign = text.startsWith("-") ? "-" : "";
    const [one, other] = [bare.replace(".", ""), shortest(bare)].map((number) => this.write(sign + number));
    return t("number.either", { typed, one: one!, other: other! });
  }

  private unsigned(text: string): string | undefined {
    if (this.isEither(text)) return undefined;
    const plain = PLAIN.exec(text);
    if (plain) return joined(plain[1]!, plain[2]!);
    const [whole = "", fraction = "", more] = text.split(this.decimal);
    if (more !== undefined || !/^\d*$/.test(fraction)) return undefined;
    if (/^\d*$/.test(whole)) return joined(whole, fraction);
    if (!this.grouped.test(whole)) return undefined;
    return joined(whole.replaceAll(this.group, ""), fraction);
  }

  private isEither(text: string): boolean {
    return this.decimal !== "." && EITHER.test(text);
  }
}

/** Whether something was typed that is not certainly a number. */
export function isUnread(value: string): boolean {
  return value.startsWith(UNREAD);
}

/** Whether anything of what would be sent is not certainly a number. */
export function hasUnread(sent: unknown): boolean {
  if (typeof sent === "string") return isUnread(sent);
  return typeof sent === "object" && sent !== null && Object.values(sent).some(hasUnread);
}

function joined(whole: string, fraction: string): string | undefined {
  if (whole === "" && fraction === "") return undefined;
  const digits = whole.replace(/^0+(?=\d)/, "") || "0";
  return fraction === "" ? digits : `${digits}.${fraction}`;
}

/** A number without zeros that say nothing. */
function shortest(number: string): string {
  return number.replace(/\.?0+$/, "");
}

/** A small or large number without an exponent. */
function expanded(number: string): string {
  const [, sign = "", whole = "", fraction = "", power] = /^(-?)(\d+)(?:\.(\d+))?e([+-]?\d+)$/i.exec(number) ?? [];
  if (power === undefined) return number;
  const digits = whole + fraction;
  const point = whole.length + Number(power);
  const padded = digits.padStart(digits.length - Math.min(point - 1, 0), "0").padEnd(point, "0");
  const at = Math.max(point, 1);
  return sign + (at < padded.length ? `${padded.slice(0, at)}.${padded.slice(at)}` : padded);
}

/** Characters that mean the same, as one of them. */
function alike(text: string): string {
  const plain = SAME.reduce((found, [which, by]) => found.replace(which, by), text);
  return Array.from(plain, (one) => {
    const code = one.codePointAt(0)!;
    const zero = ZEROS.find((first) => code >= first && code < first + 10);
    return zero === undefined ? one : String(code - zero);
  }).join("");
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
