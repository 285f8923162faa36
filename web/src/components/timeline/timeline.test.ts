import { describe, expect, it } from "vitest";
import { dayNumber } from "../../lib/days";
import { groupColour, groupOf, GROUPS, stacked } from "./groups";
import { grainOf, moved, rows, spanOf, ticks, within, zoomed, type Span } from "./scales";

const whole: Span = { from: dayNumber("2011-01-01"), to: dayNumber("2026-01-01") };
const span = (from: string, to: string): Span => ({ from: dayNumber(from), to: dayNumber(to) });

describe("windows of time", () => {
  it("has the grain that suits its width", () => {
    expect(grainOf(span("2016-01-01", "2016-03-01"))).toBe("day");
    expect(grainOf(span("2016-01-01", "2017-03-01"))).toBe("week");
    expect(grainOf(span("2012-01-01", "2017-03-01"))).toBe("month");
    expect(grainOf(whole)).toBe("year");
  });
  it("shows a grain asked for around its middle", () => {
    for (const grain of ["day", "week", "month"] as const) {
      const shown = spanOf(grain, span("2016-01-01", "2016-02-01"), whole);
      expect(grainOf(shown)).toBe(grain);
      expect(Math.abs((shown.from + shown.to) / 2 - dayNumber("2016-01-16"))).toBeLessThan(2);
    }
    expect(spanOf("year", span("2016-01-01", "2016-02-01"), whole)).toEqual(whole);
  });
  it("stays inside and is never too narrow", () => {
    expect(within(span("2010-01-01", "2010-06-01"), whole).from).toBe(whole.from);
    expect(moved(span("2025-06-01", "2026-01-01"), 1, whole).to).toBe(whole.to);
    const narrow = zoomed(span("2016-01-01", "2016-01-09"), 0.1, dayNumber("2016-01-04"), whole);
    expect(narrow.to - narrow.from).toBe(7);
  });
  it("zooms around the pointer", () => {
    const around = dayNumber("2016-04-01");
    const before = span("2016-01-01", "2017-01-01");
    const after = zoomed(before, 0.5, around, whole);
    const share = (s: Span): number => (around - s.from) / (s.to - s.from);
    expect(share(after)).toBeCloseTo(share(before), 1);
  });
});

describe("ticks", () => {
  it("never stand too close", () => {
    for (const s of [whole, span("2016-01-01", "2018-06-01"), span("2016-01-01", "2016-07-01"), span("2016-01-01", "2016-02-10"), span("2016-01-01", "2016-01-08")]) {
      const found = ticks(s, 10);
      expect(found.length).toBeGreaterThan(1);
      expect(found.length).toBeLessThanOrEqual(14);
      expect(found.every((t) => t.day >= s.from && t.day < s.to)).toBe(true);
      expect(new Set(found.map((t) => t.day)).size).toBe(found.length);
    }
  });
  it("stand on first days", () => {
    expect(ticks(span("2016-01-15", "2016-12-20"), 12).map((t) => t.value).slice(0, 2)).toEqual(["2016-02", "2016-03"]);
  });
});

describe("lanes and groups", () => {
  it("puts bars that overlap into rows", () => {
    const laid = rows([{ from: 0, to: 10 }, { from: 5, to: 8 }, { from: 11, to: 12 }, { from: 6, to: 7 }], 2, 0);
    expect(laid.map((b) => b.row)).toEqual([0, 1, 1, 0]);
  });
  it("sums classes up to groups in a fixed order", () => {
    expect(stacked({ truce: 2, violence: 3, talks: 1, accuse: 4 })).toEqual([
      { group: "violence", count: 3 }, { group: "talks", count: 3 }, { group: "other", count: 4 },
    ]);
    expect(groupOf("no such class")).toBe("other");
  });
  it("has a colour of its own for each group", () => {
    for (const dark of [false, true]) expect(new Set(GROUPS.map((g) => groupColour(g, dark))).size).toBe(GROUPS.length);
  });
});
