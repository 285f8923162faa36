import { describe, expect, it } from "vitest";
import { dayNumber, isDay, numberDay } from "../../lib/days";
import { cells, reach, type Ring, type Site } from "./cells";
import { Slices, age, besieged, bounds, type IntervalRow, type MapData } from "./intervals";
import { label, letter } from "./labels";

function on(rows: IntervalRow[], day: string, places = 2): (string | undefined)[] {
  const slices = new Slices(places, rows);
  const out = new Int32Array(places);
  slices.on(dayNumber(day), out);
  return [...out].map((code) => slices.row(code)?.[2].join("+") || slices.row(code)?.[1]);
}

describe("who holds a place on a day", () => {
  const rows: IntervalRow[] = [
    [1, "held", ["a"], null, null, "2016-02-01", "2016-02-04", "2016-01-20", 1],
    [0, "held", ["a"], "2016-01-10", "2016-01-15", null, null, "2016-01-15", 2],
    [1, "held", ["b"], "2016-02-01", "2016-02-04", null, null, "2016-03-01", 3],
  ];
  it("goes by overlap, the later interval winning", () => {
    expect(on(rows, "2010-01-01")).toEqual([undefined, "a"]);
    expect(on(rows, "2016-01-10")).toEqual(["a", "a"]);
    expect(on(rows, "2016-02-01")).toEqual(["a", "a"]);
    expect(on(rows, "2016-02-04")).toEqual(["a", "b"]);
    expect(on(rows, "2030-01-01")).toEqual(["a", "b"]);
  });
  it("lets the state before go on until the next has surely begun", () => {
    const two: IntervalRow[] = [
      [0, "held", ["a"], "2016-01-01", "2016-01-01", "2016-01-05", "2016-03-01", "2016-01-05", 1],
      [0, "held", ["b"], "2016-01-05", "2016-03-01", null, null, "2016-03-01", 1],
      [1, "held", ["c"], "2016-01-05", "2016-03-01", null, null, "2016-03-01", 1],
    ];
    expect(on(two, "2016-02-01")).toEqual(["a", "c"]);
    expect(on(two, "2016-03-01")).toEqual(["b", "c"]);
  });
  it("goes back for so long only, where nobody tells when a state began", () => {
    const slices = new Slices(1, [[0, "held", ["a"], null, null, "2016-01-05", "2016-01-05", "2016-01-05", 1]], 1095);
    const out = new Int32Array(1);
    slices.on(dayNumber("2013-01-04"), out);
    expect(out[0]).toBe(-1);
    slices.on(dayNumber("2013-01-05"), out);
    expect(slices.row(out[0] as number)?.[2]).toEqual(["a"]);
  });
  it("ends before the last bound of its end", () => {
    const one: IntervalRow[] = [[0, "held", ["a"], "2016-01-01", "2016-01-01", "2016-01-05", "2016-01-09", "2016-01-05", 1]];
    expect(on(one, "2016-01-08", 1)).toEqual(["a"]);
    expect(on(one, "2016-01-09", 1)).toEqual([undefined]);
  });
  it("knows how old its evidence is", () => {
    expect([0, 30, 31, 120, 121, 365, 366].map((d) => age(d, 0))).toEqual([0, 0, 1, 1, 2, 2, 3]);
    expect(age(0, 100)).toBe(0);
  });
  it("steps through five thousand places in well under a frame", () => {
    const many: IntervalRow[] = [];
    for (let p = 0; p < 5000; p++) {
      for (let k = 0; k < 6; k++) {
        many.push([p, "held", [`h${k}`], numberDay(16000 + k * 300 + (p % 90)), numberDay(16003 + k * 300 + (p % 90)), null, numberDay(16303 + k * 300 + (p % 90)), null, 1]);
      }
    }
    const slices = new Slices(5000, many);
    const out = new Int32Array(5000);
    const start = performance.now();
    for (let day = 16000; day < 18000; day += 10) slices.on(day, out);
    expect((performance.now() - start) / 200).toBeLessThan(33);
  });
  it("tells sieges and the period", () => {
    expect(besieged([0, ["a"], null, "2013-01-01", "2014-01-01", null], dayNumber("2013-06-01"))).toBe(true);
    expect(besieged([0, ["a"], null, "2013-01-01", "2014-01-01", null], dayNumber("2014-01-01"))).toBe(false);
    const data: MapData = { places: [], intervals: rows, sieges: [], holders: [], days: { from: null, to: null }, former_days: 1095, accounts: [], features: [], lines: [] };
    expect(bounds(data)?.map(numberDay)).toEqual(["2016-01-10", "2016-03-01"]);
    expect(bounds({ ...data, intervals: [] })).toBeUndefined();
  });
  it("takes only real days from the address", () => {
    expect(["2016-02-29", "2015-02-29", "x", "2016-2-1"].map(isDay)).toEqual([true, false, false, false]);
  });
});

function area(ring: Ring): number {
  let sum = 0;
  for (let i = 0; i + 1 < ring.length; i++) {
    const [a, b] = [ring[i], ring[i + 1]] as [[number, number], [number, number]];
    sum += a[0] * b[1] - b[0] * a[1];
  }
  return Math.abs(sum) / 2;
}

describe("cells", () => {
  const site = (lon: number, lat: number, weight = 1): Site => ({ lon, lat, reach: 8, weight });
  it("is a disc where nothing is near", () => {
    const [ring] = cells([site(37, 36), site(40, 36)]);
    expect(ring).toHaveLength(33);
    for (const [lon, lat] of ring as Ring) expect(Math.hypot((lon - 37) * 111.2 * Math.cos((36 * Math.PI) / 180), (lat - 36) * 111.2)).toBeCloseTo(8, 1);
  });
  it("meets its neighbour half way", () => {
    const [left, right] = cells([site(37, 36), site(37.1, 36)]) as [Ring, Ring];
    expect(Math.max(...left.map((p) => p[0]))).toBeCloseTo(37.05, 4);
    expect(Math.min(...right.map((p) => p[0]))).toBeCloseTo(37.05, 4);
  });
  it("covers a spot once: cells in a crowd add up to no more than the ground", () => {
    const crowd = Array.from({ length: 400 }, (_, i) => site(37 + ((i * 7919) % 400) / 800, 36 + ((i * 104729) % 401) / 800));
    const total = (cells(crowd).filter(Boolean) as Ring[]).reduce((sum, ring) => sum + area(ring), 0);
    expect(total).toBeLessThan((0.5 + 0.2) * (0.5 + 0.16));
    expect(total).toBeGreaterThan(0.25);
  });
  it("gives one spot to the weightiest", () => {
    const found = cells([site(37, 36), site(37, 36, 5), site(37, 36)]);
    expect(found.map(Boolean)).toEqual([false, true, false]);
  });
  it("draws five thousand while a page loads", () => {
    const many = Array.from({ length: 5000 }, (_, i) => site(36 + ((i * 7919) % 5003) / 900, 33 + ((i * 104729) % 5009) / 1400));
    const start = performance.now();
    cells(many);
    expect(performance.now() - start).toBeLessThan(5000);
  });
  it("leaves areas without ground", () => {
    expect(reach(60, "province")).toBeUndefined();
    expect(reach(24, "countryside")).toBeUndefined();
    expect(reach(4, "town")).toBe(12);
    expect(reach(1, "neighbourhood")).toBe(3);
    expect(reach(null, "village")).toBe(6);
  });
});

describe("labels", () => {
  it("drops what a map cannot draw", () => {
    expect(label("معرّة النعمان (إدلب)")).toBe("معرة النعمان");
    expect(label("Abu Kamal crossing (IQ al-Qaim)")).toBe("Abu Kamal crossing");
    expect(label("‮x")).toBe("x");
  });
  it("has letters for nine holders", () => {
    expect([0, 8, 9, -1].map((r) => letter(r, false))).toEqual(["A", "I", "", ""]);
    expect(letter(0, true)).toBe("أ");
  });
});
