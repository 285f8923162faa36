import { describe, expect, it } from "vitest";
import { Offsets } from "./offsets";

describe("Offsets", () => {
  it("leaves plain text alone", () => {
    const o = new Offsets("قصف الطيران");
    expect(o.units(4)).toBe(4);
    expect(o.slice(0, 3)).toBe("قصف");
  });

  it("goes both ways past letters of two units", () => {
    const text = "a😀b😀😀ج";
    const o = new Offsets(text);
    const points = [...text];
    for (let p = 0; p <= points.length; p++) {
      const units = points.slice(0, p).join("").length;
      expect(o.units(p)).toBe(units);
      expect(o.points(units)).toBe(p);
    }
    expect(o.slice(2, 3)).toBe("b");
  });

  it("takes half a letter as its start", () => {
    expect(new Offsets("😀x").points(1)).toBe(0);
  });

  it("passes over broken pairs", () => {
    const o = new Offsets("\ud83dx\ude00y");
    expect(o.units(4)).toBe(4);
  });
});
