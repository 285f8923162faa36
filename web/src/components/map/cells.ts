// The ground nearest to each known place, cut off at a distance: Voronoi cells within discs, by cutting each disc with
// the bisectors towards its neighbours, nearest first, until none can reach it any more.

export interface Site {
  lon: number;
  lat: number;
  reach: number; // km
  weight: number; // of several places on one spot, the weightiest has the cell
}

export type Ring = [lon: number, lat: number][];

const CORNERS = 32;
const KM_A_DEGREE = 111.2;
const SAME_SPOT = 0.05; // km

/** A closed ring for each site; undefined for one that another stands on. */
export function cells(sites: readonly Site[]): (Ring | undefined)[] {
  if (!sites.length) return [];
  const middle = sites.reduce((sum, s) => sum + s.lat, 0) / sites.length;
  const kx = KM_A_DEGREE * Math.cos((middle * Math.PI) / 180);
  const xs = sites.map((s) => s.lon * kx);
  const ys = sites.map((s) => s.lat * KM_A_DEGREE);
  const size = Math.max(1, ...sites.map((s) => s.reach));
  const grid = new Map<number, number[]>();
  const square = (gx: number, gy: number): number => gx * 100_003 + gy;
  sites.forEach((_, i) => {
    const id = square(Math.floor((xs[i] as number) / size), Math.floor((ys[i] as number) / size));
    const found = grid.get(id);
    if (found) found.push(i);
    else grid.set(id, [i]);
  });

  return sites.map((site, i) => {
    const x = xs[i] as number;
    const y = ys[i] as number;
    const near: [distance: number, other: number][] = [];
    const wide = Math.ceil((2 * site.reach) / size);
    const cx = Math.floor(x / size);
    const cy = Math.floor(y / size);
    for (let gx = cx - wide; gx <= cx + wide; gx++) {
      for (let gy = cy - wide; gy <= cy + wide; gy++) {
        for (const j of grid.get(square(gx, gy)) ?? []) {
          const distance = Math.hypot((xs[j] as number) - x, (ys[j] as number) - y);
          if (j !== i && distance < 2 * site.reach) near.push([distance, j]);
        }
      }
    }
    near.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    let ring: [number, number][] = Array.from({ length: CORNERS }, (_, k) => {
      const turn = (2 * Math.PI * k) / CORNERS;
      return [x + site.reach * Math.cos(turn), y + site.reach * Math.sin(turn)];
    });
    for (const [distance, j] of near) {
      if (distance < SAME_SPOT) {
        const other = sites[j] as Site;
        if (other.weight > site.weight || (other.weight === site.weight && j < i)) return undefined;
        continue;
      }
      let farthest = 0; // squared
      for (const [a, b] of ring) farthest = Math.max(farthest, (a - x) * (a - x) + (b - y) * (b - y));
      if (distance * distance >= 4 * farthest) break;
      ring = cut(ring, x, y, xs[j] as number, ys[j] as number);
    }
    const closed = ring.map(([a, b]): [number, number] => [round(a / kx), round(b / KM_A_DEGREE)]);
    if (closed[0]) closed.push(closed[0]);
    return closed;
  });
}

/** What of a convex ring is nearer to (x, y) than to (u, v). */
function cut(ring: [number, number][], x: number, y: number, u: number, v: number): [number, number][] {
  const nx = u - x;
  const ny = v - y;
  const limit = (nx * (x + u) + ny * (y + v)) / 2;
  const kept: [number, number][] = [];
  for (let k = 0; k < ring.length; k++) {
    const a = ring[k] as [number, number];
    const b = ring[(k + 1) % ring.length] as [number, number];
    const da = nx * a[0] + ny * a[1] - limit;
    const db = nx * b[0] + ny * b[1] - limit;
    if (da <= 0) kept.push(a);
    if ((da < 0 && db > 0) || (da > 0 && db < 0)) {
      const share = da / (da - db);
      kept.push([a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])]);
    }
  }
  return kept;
}

function round(value: number): number {
  return Math.round(value * 1e5) / 1e5;
}

const WIDEST = 10; // km; what is wider is an area and no place
/** How far the ground around a place is drawn as its own, in km; undefined for areas, which colour no ground. */
export function reach(radius: number | null, kind: string): number | undefined {
  const wide = radius ?? 2;
  if (wide > WIDEST || ["country", "province", "river", "border", "corridor", "region", "desert"].includes(kind)) return undefined;
  return Math.min(12, Math.max(kind === "neighbourhood" ? 2 : 6, wide * 3));
}
