import { TypedNumbers } from "./typed-number";
import type { Locale } from "./types";

/** How many decimals a step such as 0.001 has. */
export function decimals(step: string | null): number | undefined {
  if (step === null) return undefined;
  const text = step.includes(".") ? step.replace(/0+$/, "") : step;
  return text.split(".")[1]?.length ?? 0;
}

/** Exact numbers and times, written as the user has chosen in the profile. */
export class Format {
  readonly language: string;
  /** How numbers are typed: as they are shown. */
  readonly typed: TypedNumbers;
  private readonly numbers: string | undefined;
  private readonly grouped: boolean;
  private readonly rightToLeft: boolean;
  private readonly clock: Intl.DateTimeFormatOptions;
  private readonly cache = new Map<string, Intl.NumberFormat>();

  /** Take the user's choices, and where Home Assistant is: its time may be shown everywhere. */
  constructor(
    locale: Locale,
    private readonly home?: string,
  ) {
    const { time_format, time_zone } = locale;
    this.clock = {
      ...(time_format === "12" ? { hourCycle: "h12" } : time_format === "24" ? { hourCycle: "h23" } : {}),
      ...(time_zone === "server" && home ? { timeZone: home } : {}),
    };
    this.language = locale.language;
    this.grouped = locale.number_format !== "none";
    this.rightToLeft = /^(ar|fa|he|ur)\b/.test(locale.language);
    this.numbers = (
      {
        comma_decimal: "en-US",
        decimal_comma: "de",
        space_comma: "fr",
        quote_decimal: "de-CH",
        none: "en-US",
        system: undefined,
      } as Record<string, string | undefined>
    )[locale.number_format];
    if (this.numbers === undefined && locale.number_format !== "system") {
      this.numbers = locale.language;
    }
    this.typed = new TypedNumbers(new Intl.NumberFormat(this.numbers), this.grouped);
  }

  /** A number as text stays exact: it never passes through a float. */
  number(value: string | number | null | undefined, digits?: number, sign = false): string {
    if (value === null || value === undefined) return "–";
    const text = this.formatter(digits, sign).format(value as number);
    // Between words that are read from right to left, a sign would change its side
    return this.rightToLeft && /^[-+−]/.test(text) ? `\u200e${text}` : text;
  }

  price(value: string | null | undefined, tick: string | null): string {
    return this.number(value, decimals(tick));
  }

  money(value: string | null | undefined, currency: string, sign = false): string {
    if (value === null || value === undefined) return "–";
    const coin = ["BTC", "ETH", "BNB", "SOL"].includes(currency);
    return `${this.number(value, coin ? 8 : 2, sign)} ${currency}`;
  }

  percent(value: string | null | undefined): string {
    return value === null || value === undefined ? "–" : `${this.number(value, 2, true)} %`;
  }

  time(value: string | null | undefined): string {
    if (!value) return "–";
    return this.times({ dateStyle: "medium", timeStyle: "medium" })(new Date(value));
  }

  /** How moments are written, for many of them. */
  times(style: Intl.DateTimeFormatOptions): (moment: Date) => string {
    const formatter = new Intl.DateTimeFormat(this.language, { ...style, ...this.clock });
    return (moment) => formatter.format(moment);
  }

  /** How days are written that were told as moments of UTC. */
  days(style: Intl.DateTimeFormatOptions): (day: Date) => string {
    const formatter = new Intl.DateTimeFormat(this.language, { ...style, timeZone: "UTC" });
    return (day) => formatter.format(day);
  }

  /** The day that it is now where Home Assistant is, such as 2026-11-29. */
  today(): string {
    return new Intl.DateTimeFormat("en-CA", { dateStyle: "short", ...(this.home ? { timeZone: this.home } : {}) }).format(new Date());
  }

  /** Seconds in the two largest units that they have. */
  duration(seconds: number | null | undefined): string {
    if (seconds === null || seconds === undefined) return "–";
    const all: [Intl.NumberFormatOptions["unit"], number][] = [
      ["day", Math.floor(seconds / 86_400)],
      ["hour", Math.floor((seconds % 86_400) / 3600)],
      ["minute", Math.floor((seconds % 3600) / 60)],
      ["second", seconds % 60],
    ];
    const first = all.findIndex(([, count]) => count > 0);
    const shown = first < 0 ? all.slice(-1) : all.slice(first, first + 2).filter(([, count]) => count > 0);
    return shown
      .map(([unit, count]) =>
        new Intl.NumberFormat(this.language, { style: "unit", unit: unit!, unitDisplay: "narrow" }).format(count),
      )
      .join(" ");
  }

  private formatter(digits: number | undefined, sign: boolean): Intl.NumberFormat {
    const key = `${digits} ${sign}`;
    let formatter = this.cache.get(key);
    if (!formatter) {
      formatter = new Intl.NumberFormat(this.numbers, {
        minimumFractionDigits: digits ?? 0,
        maximumFractionDigits: digits ?? 12,
        signDisplay: sign ? "exceptZero" : "auto",
        useGrouping: this.grouped,
      });
      this.cache.set(key, formatter);
    }
    return formatter;
  }
}

/** Whether a number counts as profit, loss or neither. */
export function tone(value: string | null | undefined): "profit" | "loss" | "" {
  const number = Number(value ?? 0);
  return number > 0 ? "profit" : number < 0 ? "loss" : "";
}

/** What the market of a signal's symbol, such as SIM_USDT_BTC, is called everywhere else. */
export function marketOf(symbol: string): string {
  const [, quote, base] = symbol.split("_");
  return base && quote ? `${base}/${quote}` : symbol;
}

/** What a plain market symbol is called: perpetuals carry their settlement currency. */
export function market(symbol: string): string {
  return symbol.split(":")[0] ?? symbol;
}
