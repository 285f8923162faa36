// What the map draws, as shapes: made of the answer that holds who held what, before there is a map.
import type * as GeoJSON from "geojson";
import { cells, reach, type Ring } from "./cells";
import type { MapData } from "./intervals";
import { label } from "./labels";
import { featureKind } from "./symbols";

/** Where a country's name is written. */
export type CountryName = [lon: number, lat: number, ar: string, en: string];

type Features = GeoJSON.FeatureCollection;
export interface Shapes {
  rings: Map<number, Ring>; // of places that have ground of their own
  sources: Record<"ground" | "places" | "sieges" | "lines" | "features", Features>;
}

export function point(id: number, lon: number, lat: number, properties: Record<string, unknown>): GeoJSON.Feature {
  return { type: "Feature", id, geometry: { type: "Point", coordinates: [lon, lat] }, properties };
}

const collection = (features: GeoJSON.Feature[]): Features => ({ type: "FeatureCollection", features });

export function countries(names: readonly CountryName[]): Features {
  return collection(names.map(([lon, lat, ar, en], i) => point(i, lon, lat, { ar: label(ar), en: label(en) })));
}

/** Places with their ground, sieges, lines and features; `courses`: place -> number of its line. */
export function shapes(data: MapData, courses: ReadonlyMap<string, number>): Shapes {
  const weights = new Int32Array(data.places.length);
  for (const row of data.intervals) weights[row[0]] = (weights[row[0]] ?? 0) + row[8] + 1;
  const placed = data.places.map((p, i) => ({ p, i })).filter(({ p }) => p[3] !== null && p[4] !== null);
  const grounded = placed.filter(({ p }) => reach(p[5], p[6]) !== undefined);
  const found = cells(grounded.map(({ p, i }) => ({ lat: p[3] as number, lon: p[4] as number, reach: reach(p[5], p[6]) as number, weight: weights[i] as number })));
  // Only what was ever contested or shared is drawn in those layers: the fewer shapes, the cheaper a frame.
  const ever = (wanted: string): Set<number> => new Set(data.intervals.filter((row) => row[1] === wanted).map((row) => row[0]));
  const [contested, shared] = [ever("contested"), ever("shared")];
  const rings = new Map<number, Ring>();
  const ground: GeoJSON.Feature[] = [];
  grounded.forEach(({ p, i }, k) => {
    const ring = found[k];
    if (!ring) return;
    rings.set(i, ring);
    ground.push({
      type: "Feature", id: i, geometry: { type: "Polygon", coordinates: [ring] },
      properties: { key: p[0], h: contested.has(i) ? 1 : 0, d: shared.has(i) ? 1 : 0 },
    });
  });
  const names = (p: readonly unknown[]): Record<string, unknown> => ({ key: p[0], ar: label(String(p[1] || p[2])), en: label(String(p[2] || p[1])) });
  const order = new Map([...grounded].sort((a, b) => (weights[b.i] as number) - (weights[a.i] as number)).map(({ i }, k) => [i, k]));
  const sieges = data.sieges.flatMap((s, i) => {
    const p = data.places[s[0]];
    return p && p[3] !== null && p[4] !== null ? [point(i, p[4], p[3], { key: p[0] })] : [];
  });
  const features = data.features.flatMap((f, i) => {
    const line = data.lines[courses.get(f[0]) ?? -1];
    const [lon, lat] = line ? middle(line[5]) : [f[4], f[3]];
    return lat !== null && lon !== null ? [point(i, lon, lat, { ...names(f), sign: featureKind(f[5]) })] : [];
  });
  return {
    rings,
    sources: {
      ground: collection(ground),
      places: collection(grounded.map(({ p, i }) => point(i, p[4] as number, p[3] as number, { ...names(p), order: order.get(i) }))),
      sieges: collection(sieges),
      lines: collection(data.lines.map((line, i) => ({ type: "Feature", id: i, geometry: { type: "MultiLineString", coordinates: line[5] }, properties: { key: line[0], straight: line[4] } }))),
      features: collection(features),
    },
  };
}

/** The point half way along the longest part of a line. */
function middle(parts: readonly [number, number][][]): [number, number] {
  const length = (part: readonly [number, number][]): number => part.slice(1).reduce((sum, p, i) => sum + Math.hypot(p[0] - (part[i]?.[0] ?? 0), p[1] - (part[i]?.[1] ?? 0)), 0);
  const longest = [...parts].sort((a, b) => length(b) - length(a))[0] ?? [];
  let left = length(longest) / 2;
  for (let i = 1; i < longest.length; i++) {
    const [a, b] = [longest[i - 1] as [number, number], longest[i] as [number, number]];
    const step = Math.hypot(b[0] - a[0], b[1] - a[1]);
    if (step >= left && step > 0) return [a[0] + ((b[0] - a[0]) * left) / step, a[1] + ((b[1] - a[1]) * left) / step];
    left -= step;
  }
  return longest[0] ?? [0, 0];
}
