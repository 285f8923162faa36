// The slots of each kind of record: what they hold, how they are shown and corrected.
import type { Kind, RecordRow, Vocabulary } from "./types";

export type SlotType = "actor" | "actors" | "place" | "places" | "term" | "time" | "text" | "number" | "voice";

export const SLOTS: Record<Kind, readonly [slot: string, type: SlotType][]> = {
  event: [
    ["type", "term"], ["status", "term"], ["who", "actors"], ["whom", "actors"], ["where", "places"], ["when", "time"],
    ["weapon", "text"], ["killed_low", "number"], ["killed_best", "number"], ["killed_high", "number"],
    ["wounded_low", "number"], ["wounded_best", "number"], ["wounded_high", "number"], ["voice", "voice"],
  ],
  holding: [
    ["change", "term"], ["holder", "actor"], ["place", "place"], ["from_holder", "actor"], ["when", "time"],
    ["status", "term"], ["voice", "voice"],
  ],
  tie: [
    ["a", "actor"], ["relation", "term"], ["b", "actor"], ["when", "time"], ["status", "term"], ["voice", "voice"],
  ],
  saying: [["speaker", "actor"], ["verb", "text"], ["kind", "term"]],
  outlook: [
    ["kind", "term"], ["by", "voice"], ["polarity", "term"], ["about", "text"], ["horizon", "time"], ["status", "term"],
    ["voice", "voice"],
  ],
  figure: [
    ["of", "term"], ["value", "number"], ["unit", "text"], ["low", "number"], ["high", "number"], ["mod", "text"],
    ["about", "text"],
  ],
  time: [["type", "term"], ["value", "time"], ["mod", "text"]],
};

/** What a record is of its kind: the event's type, the holding's change, … */
export const TYPE_SLOT: Record<Kind, string> = {
  event: "type", holding: "change", tie: "relation", saying: "kind", outlook: "kind", figure: "of", time: "type",
};

/** Without these a record cannot be entered. */
export const NEEDED: Record<Kind, readonly string[]> = {
  event: ["type"], holding: ["change"], tie: ["a", "relation", "b"], saying: ["verb", "kind"], outlook: ["kind"],
  figure: ["of"], time: ["type"],
};

const QUIET_VALUES = new Set<unknown>(["author", null, undefined, ""]);

/** The slots that say something, in order: empty ones and what goes without saying are left out. */
export function filled(record: RecordRow): [slot: string, type: SlotType][] {
  return SLOTS[record.kind_of_record].filter(([slot]) => {
    const value = record[slot];
    if (Array.isArray(value)) return value.length > 0;
    if (slot === "status" && value === "happened") return false;
    const toll = /^(.+)_(?:low|high)$/.exec(slot);
    if (toll && value === record[`${toll[1]}_best`]) return false; // said once
    return !QUIET_VALUES.has(value);
  }) as [string, SlotType][];
}

/** The words of the vocabulary that a slot takes, in groups; undefined where it takes others. */
export function choices(kind: Kind, slot: string, words: Vocabulary): { group: string; values: string[] }[] | undefined {
  if (kind === "event" && slot === "type") {
    const groups = new Map<string, string[]>();
    for (const { type, family } of words.event_types) groups.set(family, [...(groups.get(family) ?? []), type]);
    return [...groups].map(([group, values]) => ({ group, values }));
  }
  const found: Record<string, string[]> = {
    "holding.change": words.changes, "tie.relation": words.relations, "figure.of": words.figure_of,
    "outlook.kind": words.outlook_kinds, "outlook.polarity": words.polarities, "saying.kind": words.saying_kinds,
    "time.type": words.time_types,
  };
  const values = slot === "status" ? words.statuses : found[`${kind}.${slot}`];
  return values ? [{ group: "", values }] : undefined;
}

export type Slots = Record<string, unknown>;

/** The slots of a record that can be changed, as a form begins with them. */
export function editable(kind: Kind, record: RecordRow | undefined): Slots {
  const found: Slots = {};
  for (const [slot, type] of SLOTS[kind]) {
    const value = record?.[slot];
    found[slot] = type === "actors" || type === "places" ? [...((value as string[] | undefined) ?? [])] : (value ?? null);
  }
  return found;
}

/** What differs between two forms; "" counts as empty. */
export function changed(before: Slots, after: Slots): Slots {
  const found: Slots = {};
  for (const [slot, value] of Object.entries(after)) {
    const clean = value === "" ? null : value;
    if (JSON.stringify(clean) !== JSON.stringify(before[slot] ?? null)) found[slot] = clean;
  }
  return found;
}

export interface Mention {
  id: string;
  words: string;
  start: number;
  end: number;
}

/** The mention that selected words mean: the one that shares most letters with them, the shorter of two. */
export function meant(mentions: readonly Mention[], start: number, end: number): Mention | undefined {
  const shared = (m: Mention): number => Math.min(m.end, end) - Math.max(m.start, start);
  return [...mentions]
    .filter((m) => shared(m) > 0)
    .sort((a, b) => shared(b) - shared(a) || a.end - a.start - (b.end - b.start))[0];
}
