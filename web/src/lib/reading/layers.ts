// What can be lit in a text, in order of painting: later ones win where grounds overlap.
export const MENTIONS = ["place", "actor"] as const;
export const LAYERS = ["place", "actor", "time", "figure", "saying", "event", "holding", "tie", "outlook", "rejected"] as const;
export const MARKS = ["unread", "evidence", "hovered", "chosen", "slot", "words"] as const;
export const LIT = [...LAYERS, ...MARKS] as const;

/** Layers a reader can switch, in the order of the switches, and those off until asked for. */
export const SWITCHES = ["event", "holding", "tie", "saying", "outlook", "figure", "time", "place", "actor"] as const;
export const OFF_AT_FIRST: readonly string[] = ["place", "actor"];

/** The switches in the address: only what differs from the first setting, "-saying.place". */
export function readSwitches(written: string): Set<string> {
  const on = new Set<string>(SWITCHES.filter((s) => !OFF_AT_FIRST.includes(s)));
  for (const word of written.split(".")) {
    if (word.startsWith("-")) on.delete(word.slice(1));
    else if ((SWITCHES as readonly string[]).includes(word)) on.add(word);
  }
  return on;
}

export function writeSwitches(on: ReadonlySet<string>): string {
  return SWITCHES.flatMap((s) => {
    const first = !OFF_AT_FIRST.includes(s);
    return on.has(s) === first ? [] : [first ? `-${s}` : s];
  }).join(".");
}
