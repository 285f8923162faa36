// Stretches of a text that may overlap, and which of them a place in the text means. Positions are UTF-16 units.
export interface Span {
  id: string;
  layer: string; // kind of record or mention
  start: number;
  end: number;
}

/** Spans over a unit, smallest first; of the same size the earlier, then by id, so that the order never changes. */
export function over(spans: readonly Span[], unit: number): Span[] {
  return spans
    .filter((s) => s.start <= unit && unit < s.end)
    .sort((a, b) => a.end - a.start - (b.end - b.start) || a.start - b.start || (a.id < b.id ? -1 : 1));
}

/** What a click means: the smallest span, and the next larger one where that is chosen already. */
export function pick(spans: readonly Span[], unit: number, chosen: string): Span | undefined {
  const found = over(spans, unit);
  const at = found.findIndex((s) => s.id === chosen);
  return found[(at + 1) % found.length];
}

/** Order of reading: by start, the longer first. */
export function byPlace<T extends { start: number; end: number }>(a: T, b: T): number {
  return a.start - b.start || b.end - a.end;
}

/** Spans that touch [start, end), from a list sorted by start; `longest` is the length of its longest span. */
export function touching(sorted: readonly Span[], start: number, end: number, longest: number): Span[] {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as Span).start < start - longest) low = middle + 1;
    else high = middle;
  }
  const found: Span[] = [];
  for (let i = low; i < sorted.length; i++) {
    const span = sorted[i] as Span;
    if (span.start >= end) break;
    if (span.end > start) found.push(span);
  }
  return found;
}

/** A stretch cut where spans begin and end, each piece with its spans: for browsers without highlights. */
export function pieces(start: number, end: number, spans: readonly Span[]): { start: number; end: number; spans: Span[] }[] {
  const edges = new Set([start, end]);
  for (const span of spans) {
    if (span.start > start && span.start < end) edges.add(span.start);
    if (span.end > start && span.end < end) edges.add(span.end);
  }
  const sorted = [...edges].sort((a, b) => a - b);
  return sorted.slice(0, -1).map((from, i) => ({
    start: from,
    end: sorted[i + 1] as number,
    spans: spans.filter((s) => s.start <= from && s.end > from),
  }));
}
