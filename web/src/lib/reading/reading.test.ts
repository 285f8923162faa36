import { describe, expect, it } from "vitest";
import { Offsets } from "../offsets";
import { blockAt, blocks, rightToLeft, turning } from "./blocks";
import { readSwitches, writeSwitches } from "./layers";
import { snippetPieces } from "./snippet";
import { over, pick, pieces, touching, type Span } from "./spans";
import { moved, newActor, trimmed } from "./words";

const span = (id: string, start: number, end: number, layer = "event"): Span => ({ id, layer, start, end });

describe("blocks", () => {
  const texts = [
    "",
    "سطر واحد",
    "سطر\n\nثان\r\n" + "كلمة ".repeat(2000) + "\nختام",
    "x".repeat(9001),
    "\n".repeat(5000),
    "😀".repeat(3001),
    "<script>alert(1)</script>\n" + "\u202eabc\u0000",
  ];

  it("joined are the text again, none too long, none through a letter", () => {
    for (const text of texts) {
      const made = blocks(text);
      expect(made.map((b) => b.text).join("")).toBe(text);
      for (const block of made) {
        expect(text.slice(block.start, block.start + block.text.length)).toBe(block.text);
        expect(block.text.length).toBeGreaterThan(0);
        expect(block.text.length).toBeLessThanOrEqual(2000);
        expect(block.text.charCodeAt(0) >= 0xdc00 && block.text.charCodeAt(0) < 0xe000).toBe(false);
      }
    }
  });

  it("cut five million letters without a stop in a moment", () => {
    const text = "حرب".repeat(1_700_000);
    const before = performance.now();
    expect(blocks(text).length).toBeLessThan(3000);
    expect(performance.now() - before).toBeLessThan(5000);
  });

  it("know the line they go on with and its direction", () => {
    const made = blocks("Report: " + "كلمة ".repeat(900) + "\nعربي");
    expect(made[0]).toMatchObject({ continues: false, rtl: false });
    expect(made[1]).toMatchObject({ continues: true, rtl: false });
    expect(rightToLeft("12 قتيلا")).toBe(true);
    expect(rightToLeft("2016")).toBe(true);
  });

  it("are found by a place in the text", () => {
    const made = blocks("ab\n".repeat(3000));
    for (const at of [0, 1, 1999, 2000, 4500, 8999, 9000]) {
      const block = made[blockAt(made, at)]!;
      expect(at >= block.start && at <= block.start + block.text.length).toBe(true);
    }
  });

  it("count letters that turn direction", () => expect(turning("a\u202eb\u2066c\u2069")).toBe(3));
});

describe("spans", () => {
  const spans = [span("long", 0, 50), span("mid", 10, 30), span("small", 12, 15), span("other", 40, 60)];

  it("over a place come smallest first", () => {
    expect(over(spans, 13).map((s) => s.id)).toEqual(["small", "mid", "long"]);
    expect(over(spans, 15).map((s) => s.id)).toEqual(["mid", "long"]);
    expect(over(spans, 99)).toEqual([]);
  });

  it("are gone through by repeated clicks and begin again", () => {
    let chosen = "";
    const seen = [];
    for (let i = 0; i < 5; i++) seen.push((chosen = pick(spans, 13, chosen)!.id));
    expect(seen).toEqual(["small", "mid", "long", "small", "mid"]);
    expect(pick(spans, 55, "small")!.id).toBe("other");
    expect(pick(spans, 99, "")).toBeUndefined();
  });

  it("touching a stretch are found in a sorted list", () => {
    const ids = (a: number, b: number): string[] => touching(spans, a, b, 50).map((s) => s.id);
    expect(ids(14, 20)).toEqual(["long", "mid", "small"]);
    expect(ids(50, 60)).toEqual(["other"]);
    expect(ids(60, 70)).toEqual([]);
  });

  it("cut a stretch into pieces that cover it", () => {
    const cut = pieces(5, 45, spans);
    expect(cut[0]!.start).toBe(5);
    expect(cut.at(-1)!.end).toBe(45);
    cut.slice(1).forEach((p, i) => expect(p.start).toBe(cut[i]!.end));
    expect(cut.find((p) => p.start === 12)!.spans.map((s) => s.id)).toEqual(["long", "mid", "small"]);
    expect(pieces(5, 45, [])).toEqual([{ start: 5, end: 45, spans: [] }]);
  });
});

describe("words", () => {
  const text = "قال «متحدث» إن الهدنة انهارت.";

  it("a selection loses the spaces around it, whichever way it was made", () => {
    expect(trimmed(text, 3, 12)).toEqual({ start: 4, end: 11 });
    expect(trimmed(text, 12, 3)).toEqual({ start: 4, end: 11 });
    expect(trimmed(text, 3, 4)).toBeUndefined();
  });

  it("ends move word by word and never cross", () => {
    const at = { start: text.indexOf("إن"), end: text.indexOf("إن") + 2 };
    const wide = moved(text, at, "end", 1);
    expect(text.slice(wide.start, wide.end)).toBe("إن الهدنة");
    expect(moved(text, wide, "end", -1)).toEqual(at);
    const left = moved(text, at, "start", -1);
    expect(text.slice(left.start, left.end)).toBe("متحدث» إن");
    expect(moved(text, at, "start", 1)).toEqual(at);
    expect(moved(text, at, "end", -1)).toEqual(at);
    expect(moved(text, { start: 0, end: 3 }, "start", -1).start).toBe(0);
  });

  it("selections become code points", () => {
    const wide = "😀 قصف 😀 الجيش";
    const at = wide.indexOf("الجيش");
    const offsets = new Offsets(wide);
    const found = trimmed(wide, at - 1, wide.length)!;
    expect(offsets.points(found.start)).toBe([...wide].indexOf("ا"));
    expect(offsets.points(found.end)).toBe([...wide].length);
  });

  it("names become ids without spaces", () => {
    expect(newActor(" لواء الفتح (حلب) ")).toBe("new:لواء-الفتح-حلب");
    expect(newActor("Free Army")).toBe("new:free-army");
  });
});

describe("snippets", () => {
  const show = (...args: Parameters<typeof snippetPieces>): string =>
    snippetPieces(...args).map((p) => (p.found ? `[${p.text}]` : p.text)).join("");

  it("are marked where words were found, and only inside", () => {
    expect(show("وحلب و😀حلب", 100, [[101, 104], [107, 110]])).toBe("و[حلب] و😀[حلب]");
    expect(show("حلب", 10, [[0, 4], [12, 40], [50, 60]])).toBe("حل[ب]");
    expect(show("حلب", 0, [[0, 2], [1, 3]])).toBe("[حل][ب]");
    expect(show("", 0, [[0, 2]])).toBe("");
  });
});

describe("switches", () => {
  it("stand in the address only where they differ", () => {
    const first = readSwitches("");
    expect(writeSwitches(first)).toBe("");
    expect(first.has("event")).toBe(true);
    expect(first.has("place")).toBe(false);
    first.delete("saying");
    first.add("place");
    expect(writeSwitches(first)).toBe("-saying.place");
    expect(readSwitches("-saying.place.nonsense")).toEqual(first);
  });
});
