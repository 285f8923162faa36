// Stretches of words: what a selection means, and moving its ends word by word. Positions are UTF-16 units.
export interface Stretch {
  start: number;
  end: number;
}

const WORD = /[\p{L}\p{N}\p{M}_]/u;

/** A selection without the spaces around it; undefined where nothing is left. */
export function trimmed(text: string, start: number, end: number): Stretch | undefined {
  let from = Math.max(0, Math.min(start, end));
  let to = Math.min(text.length, Math.max(start, end));
  while (from < to && /\s/.test(text[from] as string)) from++;
  while (to > from && /\s/.test(text[to - 1] as string)) to--;
  return from < to ? { start: from, end: to } : undefined;
}

/** Move one end of a stretch by a word; the stretch keeps at least a word and stays in the text. */
export function moved(text: string, { start, end }: Stretch, edge: "start" | "end", by: 1 | -1): Stretch {
  if (edge === "start") {
    const to = by < 0 ? before(text, start) : after(text, start);
    return to < end ? { start: to, end } : { start, end };
  }
  const to = by < 0 ? wordEnd(text, end) : nextEnd(text, end);
  return to > start ? { start, end: to } : { start, end };
}

/** Start of the word before a place. */
function before(text: string, at: number): number {
  let i = at;
  while (i > 0 && !WORD.test(text[i - 1] as string)) i--;
  while (i > 0 && WORD.test(text[i - 1] as string)) i--;
  return i;
}

/** Start of the word after the one that a place is in. */
function after(text: string, at: number): number {
  let i = at;
  while (i < text.length && WORD.test(text[i] as string)) i++;
  while (i < text.length && !WORD.test(text[i] as string)) i++;
  return i;
}

/** End of the word before the one that ends at a place. */
function wordEnd(text: string, at: number): number {
  let i = at;
  while (i > 0 && !WORD.test(text[i - 1] as string)) i--;
  while (i > 0 && WORD.test(text[i - 1] as string)) i--;
  while (i > 0 && !WORD.test(text[i - 1] as string)) i--;
  return i;
}

/** End of the word after a place. */
function nextEnd(text: string, at: number): number {
  let i = at;
  while (i < text.length && !WORD.test(text[i] as string)) i++;
  while (i < text.length && WORD.test(text[i] as string)) i++;
  return i;
}

/** An id for an actor that has none, from the words that name it: "new:" and the words joined. */
export function newActor(words: string): string {
  const slug = words.trim().toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "");
  return `new:${slug.slice(0, 80)}`;
}
