// Who holds each place on a day: intervals laid out in typed arrays, so that a step of the slider costs well under a
// millisecond for thousands of places. The rule is the picture's own: by overlap of the widest bounds the last one wins
// that has surely begun; where none has, the first that may have.
import { dayNumber } from "../../lib/days";

export type PlaceRow = [key: string, ar: string, en: string, lat: number | null, lon: number | null, radius: number | null, kind: string];
type Day = string | null;
export type IntervalRow = [
  place: number, state: string, holders: string[], startEarliest: Day, startLatest: Day, endEarliest: Day, endLatest: Day,
  seen: Day, sources: number,
];
export type SiegeRow = [place: number, besiegers: string[], startEarliest: Day, startLatest: Day, end: Day, seen: Day];
export type FeatureRow = [key: string, ar: string, en: string, lat: number | null, lon: number | null, kind: string];

/** Where a road or corridor runs; `straight` where only its two ends are known. */
export type LineRow = [key: string, ar: string, en: string, kind: string, straight: boolean, parts: [lon: number, lat: number][][]];

export interface MapData {
  places: PlaceRow[];
  intervals: IntervalRow[];
  sieges: SiegeRow[];
  holders: { id: string; name_ar: string; name_en: string; places: number; called?: string[] }[];
  days: { from: string | null; to: string | null };
  former_days: number;
  accounts: string[];
  features: FeatureRow[];
  lines: LineRow[];
}

const EVER = 10_000_000;
const FRESH = [30, 120, 365] as const; // days since the state was last seen, at which it grows fainter

/** 0 for seen within 30 days (or later than the day asked for), then 1, 2, 3. */
export function age(day: number, seen: number): number {
  const since = day - seen;
  let step = 0;
  while (step < FRESH.length && since > (FRESH[step] as number)) step++;
  return step;
}

function start(earliest: Day, latest: Day, seen: Day = null, former = EVER): number {
  if (latest === null) return Math.min(seen === null ? -EVER : dayNumber(seen) - former, earliest === null ? EVER : dayNumber(earliest));
  return earliest === null ? dayNumber(latest) : Math.min(dayNumber(earliest), dayNumber(latest));
}

export class Slices {
  readonly intervals: readonly IntervalRow[];
  private readonly first: Int32Array; // of each place, and one more
  private readonly from: Int32Array;
  private readonly sure: Int32Array; // the last day on which it may have begun
  private readonly to: Int32Array; // the day after the last
  private readonly seen: Int32Array;

  /** `former`: for how many days before it was first told of a state goes back whose beginning nobody tells. */
  constructor(readonly count: number, rows: readonly IntervalRow[], former = EVER) {
    this.intervals = rows
      .map((row, i) => [row, i] as const)
      .sort(([a, i], [b, j]) => a[0] - b[0] || i - j) // the server's order within a place is the picture's
      .map(([row]) => row);
    const n = this.intervals.length;
    this.first = new Int32Array(count + 1);
    this.from = new Int32Array(n);
    this.sure = new Int32Array(n);
    this.to = new Int32Array(n);
    this.seen = new Int32Array(n);
    this.intervals.forEach((row, i) => {
      this.first[row[0] + 1] = (this.first[row[0] + 1] as number) + 1;
      this.from[i] = start(row[3], row[4], row[7], former);
      this.sure[i] = row[4] === null ? -EVER : dayNumber(row[4]);
      this.to[i] = row[6] === null ? EVER : dayNumber(row[6]);
      this.seen[i] = row[7] === null ? -EVER : dayNumber(row[7]);
    });
    for (let p = 0; p < count; p++) this.first[p + 1] = (this.first[p + 1] as number) + (this.first[p] as number);
  }

  /** For each place the number of its interval on that day times 4 plus the step of its age; -1 where nothing is known. */
  on(day: number, out: Int32Array): void {
    const { first, from, sure, to, seen } = this;
    for (let p = 0; p < this.count; p++) {
      let code = -1;
      for (let i = (first[p + 1] as number) - 1; i >= (first[p] as number); i--) {
        if (day >= (from[i] as number) && day < (to[i] as number)) {
          code = i * 4 + age(day, seen[i] as number);
          if (day >= (sure[i] as number)) break;
        }
      }
      out[p] = code;
    }
  }

  row(code: number): IntervalRow | undefined {
    return code < 0 ? undefined : this.intervals[code >> 2];
  }
}

export function besieged(row: SiegeRow, day: number): boolean {
  return day >= start(row[2], row[3]) && (row[4] === null || day < dayNumber(row[4]));
}

/** The first and last day that anything on the map speaks of. */
export function bounds(data: MapData): [number, number] | undefined {
  const days: number[] = [];
  for (const day of [data.days.from, data.days.to]) if (day) days.push(dayNumber(day));
  if (days.length < 2) {
    for (const row of data.intervals) for (const day of row.slice(3, 8)) if (typeof day === "string") days.push(dayNumber(day));
  }
  if (!days.length) return undefined;
  return days.reduce<[number, number]>(([low, high], d) => [Math.min(low, d), Math.max(high, d)], [Infinity, -Infinity]);
}
