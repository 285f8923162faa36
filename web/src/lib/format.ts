// Numbers, days and times of the records in the reader's language. A day is "YYYY-MM-DD", never a moment.
import { settings } from "./settings.svelte";

export { addDays, dayNumber, numberDay } from "./days";

const cache = new Map<string, Intl.DateTimeFormat>();

function dates(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const id = settings.locale + JSON.stringify(options);
  let found = cache.get(id);
  if (!found) {
    found = new Intl.DateTimeFormat(settings.locale, { ...options, timeZone: "UTC", calendar: "gregory" });
    cache.set(id, found);
  }
  return found;
}

export function number(value: number | null | undefined, digits = 0): string {
  if (value === null || value === undefined) return "–";
  return new Intl.NumberFormat(settings.locale, { maximumFractionDigits: digits }).format(value);
}

export function percent(value: number | null | undefined): string {
  if (value === null || value === undefined) return "–";
  return new Intl.NumberFormat(settings.locale, { style: "percent", maximumFractionDigits: 0 }).format(value);
}

/** A day, month ("2016-02") or year in words; anything else as it is. */
export function day(value: string | null | undefined): string {
  if (!value) return "–";
  const match = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$/.exec(value);
  if (!match) return value;
  const [, year, month, date] = match;
  const moment = new Date(Date.UTC(Number(year), Number(month ?? 1) - 1, Number(date ?? 1)));
  if (date) return dates({ day: "numeric", month: "long", year: "numeric" }).format(moment);
  if (month) return dates({ month: "long", year: "numeric" }).format(moment);
  return dates({ year: "numeric" }).format(moment);
}

export function shortDay(value: string | null | undefined): string {
  if (!value || value.length < 10) return day(value);
  return dates({ day: "numeric", month: "short", year: "numeric" }).format(new Date(`${value.slice(0, 10)}T00:00:00Z`));
}

/** "from – to", one day where both are the same, with open ends left open. */
export function span(from: string | null | undefined, to: string | null | undefined): string {
  if (!from && !to) return "–";
  if (from === to) return day(from);
  return `${from ? shortDay(from) : "…"} – ${to ? shortDay(to) : "…"}`;
}

/** A moment ("2026-01-02T10:00:00Z") in words. */
export function moment(value: string | null | undefined): string {
  if (!value) return "–";
  const at = new Date(value);
  if (Number.isNaN(at.getTime())) return value;
  return new Intl.DateTimeFormat(settings.locale, { dateStyle: "medium", timeStyle: "short" }).format(at);
}

/** A count as "12", "10–15" or "–" for unknown. */
export function range(low: number | null, best: number | null, high: number | null): string {
  if (low === null && best === null && high === null) return "–";
  if (low === high) return number(best ?? low);
  return `${number(low)}–${number(high)}`;
}
