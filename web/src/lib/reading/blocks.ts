// A text cut into blocks that a browser lays out one by one: whole lines together where they are short, pieces of a
// line where it is long. Joined, the blocks are the text again, letter for letter. Positions are UTF-16 units.
export interface Block {
  start: number;
  text: string;
  continues: boolean; // begins inside a line
  rtl: boolean; // direction of the line that it begins in
}

export const BLOCK = 2000;
const STRONG = /[A-Za-z\u00c0-\u02b8\u0370-\u058f]|[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

/** Whether a line runs from right to left: by its first letter that has a direction; Arabic where none has. */
export function rightToLeft(line: string): boolean {
  const first = STRONG.exec(line.slice(0, 1000))?.[0];
  return first === undefined || first >= "\u0590";
}

export function blocks(text: string, size = BLOCK): Block[] {
  const made: Block[] = [];
  let start = 0;
  let line = 0; // where the line of `start` began
  while (start < text.length) {
    const end = cut(text, start, size);
    const piece = text.slice(start, end);
    made.push({ start, text: piece, continues: start > line, rtl: rightToLeft(text.slice(line, line + 1000)) });
    const newline = piece.lastIndexOf("\n");
    if (newline >= 0) line = start + newline + 1;
    start = end;
  }
  return made;
}

/** Where the block from `start` ends: after its last newline within `size`, else after a space, else anywhere. */
function cut(text: string, start: number, size: number): number {
  const most = start + size;
  if (most >= text.length) return text.length;
  const piece = text.slice(start, most); // looking back in the whole text would go to its beginning each time
  const newline = piece.lastIndexOf("\n");
  if (newline >= 0) return start + newline + 1;
  const space = piece.lastIndexOf(" ");
  if (space > size / 2) return start + space + 1;
  const unit = text.charCodeAt(most - 1);
  return unit >= 0xd800 && unit < 0xdc00 ? most - 1 || most : most; // never between the halves of a letter
}

/** Which block holds a unit of the text; the last one for its very end. */
export function blockAt(all: readonly Block[], unit: number): number {
  let low = 0;
  let high = all.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((all[middle] as Block).start <= unit) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** How many letters turn or hide direction without being seen: a warning to whoever reads. */
export function turning(text: string): number {
  return text.match(/[\u202a-\u202e\u2066-\u2069]/g)?.length ?? 0;
}
