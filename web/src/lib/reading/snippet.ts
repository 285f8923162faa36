// A snippet cut into what was found and what stands around it. Offsets are code points in the document's text.
export interface Piece {
  text: string;
  found: boolean;
}

export function snippetPieces(snippet: string, start: number, highlights: readonly (readonly [number, number])[]): Piece[] {
  const letters = [...snippet];
  const made: Piece[] = [];
  let at = 0;
  for (const [from, to] of [...highlights].sort((a, b) => a[0] - b[0])) {
    const first = Math.max(at, from - start);
    const last = Math.min(letters.length, to - start);
    if (last <= first) continue;
    if (first > at) made.push({ text: letters.slice(at, first).join(""), found: false });
    made.push({ text: letters.slice(first, last).join(""), found: true });
    at = last;
  }
  if (at < letters.length) made.push({ text: letters.slice(at).join(""), found: false });
  return made;
}
