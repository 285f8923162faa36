// The time axis: windows of days, the grain that suits them, and ticks. Time runs left to right in every language.
import { dayNumber, numberDay } from "../../lib/days";

export const GRAINS = ["day", "week", "month", "year"] as const;
export type Grain = (typeof GRAINS)[number];

export interface Span {
  from: number; // first day
  to: number; // the day after the last
}

const WIDEST: [Grain, number][] = [["day", 120], ["week", 900], ["month", 4400]];
const SHOWN: Record<Grain, number> = { day: 60, week: 420, month: 1830, year: Infinity };

export function grainOf(span: Span): Grain {
  const days = span.to - span.from;
  return WIDEST.find(([, most]) => days <= most)?.[0] ?? "year";
}

/** The window that shows a grain well, around the middle of the window at hand, inside `whole`. */
export function spanOf(grain: Grain, now: Span, whole: Span): Span {
  const days = Math.min(SHOWN[grain], whole.to - whole.from);
  const middle = (now.from + now.to) / 2;
  return within({ from: middle - days / 2, to: middle + days / 2 }, whole);
}

/** A window moved and cut so that it lies in `whole` and is at least a week wide. */
export function within(span: Span, whole: Span): Span {
  const room = whole.to - whole.from;
  const days = Math.min(Math.max(span.to - span.from, Math.min(7, room)), room);
  const from = Math.min(Math.max(span.from, whole.from), whole.to - days);
  return { from: Math.round(from), to: Math.round(from + days) };
}

export function zoomed(span: Span, factor: number, around: number, whole: Span): Span {
  return within({ from: around - (around - span.from) * factor, to: around + (span.to - around) * factor }, whole);
}

export function moved(span: Span, share: number, whole: Span): Span {
  const by = Math.max(1, Math.round((span.to - span.from) * Math.abs(share))) * Math.sign(share);
  return within({ from: span.from + by, to: span.to + by }, whole);
}

export interface Tick {
  day: number;
  value: string; // "2016", "2016-02" or "2016-02-11"
  major: boolean;
}

/** At most `most` ticks, on first days of years, months or on days. */
export function ticks(span: Span, most: number): Tick[] {
  const days = span.to - span.from;
  const found: Tick[] = [];
  const first = numberDay(span.from);
  const years = days / 365.25;
  const months = days / 30.4;
  if (months > most) {
    const step = [1, 2, 5, 10, 20, 50].find((s) => years / s <= most) ?? 100;
    for (let year = Math.ceil(Number(first.slice(0, 4)) / step) * step; ; year += step) {
      const day = dayNumber(`${String(year).padStart(4, "0")}-01-01`);
      if (day >= span.to) break;
      if (day >= span.from) found.push({ day, value: String(year), major: true });
    }
    if (years <= most / 2) {
      const step = months / 3 <= most ? 3 : 6;
      found.push(...monthly(span, step).filter((t) => !found.some((f) => f.day === t.day)));
    }
  } else if (days > 5 * most || days > 45) {
    const step = [1, 2, 3, 6].find((s) => months / s <= most) ?? 12;
    found.push(...monthly(span, step));
    const inside = days / 7.5 <= most ? [8, 15, 22] : days / 15 <= most ? [15] : [];
    found.push(...withinMonths(span, inside));
  } else {
    found.push(...daily(span, most));
  }
  return found.sort((a, b) => a.day - b.day);
}

function monthly(span: Span, step: number): Tick[] {
  const found: Tick[] = [];
  let [year, month] = numberDay(span.from).split("-").map(Number) as [number, number];
  for (;;) {
    const value = `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}`;
    const day = dayNumber(`${value}-01`);
    if (day >= span.to) return found;
    if (day >= span.from && (month - 1) % step === 0) found.push({ day, value, major: month === 1 });
    month += 1;
    if (month > 12) [year, month] = [year + 1, 1];
  }
}

function withinMonths(span: Span, dates: readonly number[]): Tick[] {
  return monthly({ from: span.from - 31, to: span.to }, 1).flatMap((month) =>
    dates.map((date) => month.day + date - 1).filter((day) => day >= span.from && day < span.to).map((day) => ({ day, value: numberDay(day), major: false })),
  );
}

function daily(span: Span, most: number): Tick[] {
  const step = [1, 2, 5, 7].find((s) => (span.to - span.from) / s <= most) ?? 14;
  const found: Tick[] = [];
  for (let day = Math.ceil(span.from / step) * step; day < span.to; day += step) {
    const value = numberDay(day);
    found.push({ day, value, major: value.endsWith("-01") });
  }
  return found;
}

/** Bars of a lane put into rows so that none overlap; at most `most` rows, what does not fit goes into the last. */
export function rows<T extends { from: number; to: number }>(bars: readonly T[], most: number, gap: number): (T & { row: number })[] {
  const ends: number[] = [];
  return [...bars].sort((a, b) => a.from - b.from || b.to - a.to).map((bar) => {
    let row = ends.findIndex((end) => end + gap <= bar.from);
    if (row < 0) row = ends.length < most ? ends.length : most - 1;
    ends[row] = Math.max(ends[row] ?? -Infinity, bar.to);
    return { ...bar, row };
  });
}
