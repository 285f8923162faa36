import { describe, expect, it } from "vitest";
import { changed, choices, editable, filled, meant, SLOTS } from "./slots";
import { KINDS, type RecordRow, type Vocabulary } from "./types";

const EVENT = {
  record_id: "e1", kind_of_record: "event", type: "airstrike", status: "happened", who: ["russia"], whom: [], where: ["X1"],
  when: null, killed_low: 0, killed_best: 0, killed_high: 3, voice: "author",
} as unknown as RecordRow;

describe("slots", () => {
  it("shown are those that say something", () => {
    expect(filled(EVENT).map(([slot]) => slot)).toEqual(["type", "who", "where", "killed_best", "killed_high"]);
  });

  it("changed are told from those left alone", () => {
    const before = editable("event", EVENT);
    expect(changed(before, { ...before })).toEqual({});
    expect(changed(before, { ...before, who: ["russia", "iran"], weapon: "", when: "2016-02" })).toEqual({
      who: ["russia", "iran"],
      when: "2016-02",
    });
    expect(changed(before, { ...before, type: "" })).toEqual({ type: null });
  });

  it("a form keeps no part of the record it came from", () => {
    (editable("event", EVENT)["who"] as string[]).push("iran");
    expect(EVENT["who"]).toEqual(["russia"]);
  });

  it("of every kind begin with one that is a term or a party", () => {
    for (const kind of KINDS) expect(SLOTS[kind].length).toBeGreaterThan(2);
    const words = { event_types: [{ type: "clash", family: "ground" }, { type: "siege", family: "ground" }], statuses: ["happened"] };
    expect(choices("event", "type", words as unknown as Vocabulary)).toEqual([{ group: "ground", values: ["clash", "siege"] }]);
    expect(choices("tie", "status", words as unknown as Vocabulary)).toEqual([{ group: "", values: ["happened"] }]);
    expect(choices("event", "weapon", words as unknown as Vocabulary)).toBeUndefined();
  });

  it("selected words mean the mention they share most with", () => {
    const mentions = [
      { id: "wide", words: "", start: 0, end: 30 },
      { id: "near", words: "", start: 10, end: 20 },
      { id: "far", words: "", start: 40, end: 45 },
    ];
    expect(meant(mentions, 10, 20)?.id).toBe("near");
    expect(meant(mentions, 2, 28)?.id).toBe("wide");
    expect(meant(mentions, 30, 40)).toBeUndefined();
  });
});
