// The look of the map: an offline base, territory, places, sieges, incidents. One list of layers, made for a theme and
// a language; when either changes, the properties that differ are set anew and no layer or source is made again.
import type * as GeoJSON from "geojson";
import type { LayerSpecification, SourceSpecification, StyleSpecification } from "maplibre-gl";
import arabicFont from "@fontsource/ibm-plex-sans-arabic/files/ibm-plex-sans-arabic-arabic-600-normal.woff2?url";
import latinFont from "@fontsource/ibm-plex-sans/files/ibm-plex-sans-latin-600-normal.woff2?url";
import { colour } from "../../lib/palette";

export interface BaseLayer {
  name: string;
  kind: string;
  address: string;
  bytes: number;
}

export const HOLDERS = 9; // with a colour and a letter of their own
export const NEUTRAL = 10; // rank of ground that is contested or shared

const LIGHT = {
  sea: "#dce5e9", land: "#f6f3ec", border: "#8f8776", district: "#c4bcab", river: "#8fb0c4", lake: "#c5d8e2", road: "#cdb89a",
  course: "#1f5a63", ink: "#2a2824", quiet: "#6a6456", halo: "#fbf9f4", neutral: "#8b8679", hatch: "rgba(42,40,36,0.75)",
};
const DARK: typeof LIGHT = {
  sea: "#12161a", land: "#22262a", border: "#6d747c", district: "#3d434a", river: "#3f5c70", lake: "#1a2b36", road: "#57493a",
  course: "#7fb8c4", ink: "#f0eee8", quiet: "#a9a69d", halo: "#15181b", neutral: "#77756e", hatch: "rgba(240,238,232,0.7)",
};

export function inks(dark: boolean): typeof LIGHT {
  return dark ? DARK : LIGHT;
}

type Expression = unknown[];
const state = (name: string, otherwise: number): Expression => ["coalesce", ["feature-state", name], otherwise];

function byRank(dark: boolean): Expression {
  const pairs = Array.from({ length: HOLDERS }, (_, rank) => [rank, colour(rank, dark)]).flat();
  return ["match", state("c", -1), ...pairs, NEUTRAL, inks(dark).neutral, colour(99, dark)];
}

function baseKind(layer: BaseLayer): string {
  return { countries: "country", lakes: "lake", rivers: "river", roads: "road" }[layer.kind] ?? "district";
}

export const NEAR = 7.2; // zoom from which districts are drawn, and for which their outlines are loaded

/** Outlines that nobody sees before coming close. */
export function isFine(layer: BaseLayer): boolean {
  return layer.kind === "districts";
}

const FONT = ["Plex"];

/** `plain`: land, ground, places and sieges are drawn beneath the map by the page (see floor.ts), and only found here. */
export function layers(base: readonly BaseLayer[], dark: boolean, arabic: boolean, plain = false): LayerSpecification[] {
  const ink = inks(dark);
  const name: Expression = ["get", arabic ? "ar" : "en"];
  const of = (kind: string): BaseLayer[] => base.filter((layer) => baseKind(layer) === kind);
  const course: Expression = ["case", ["==", state("c", -1), -1], ink.course, byRank(dark)]; // a road takes the colour of who holds it
  const made: unknown[] = plain ? [] : [{ id: "sea", type: "background", paint: { "background-color": ink.sea } }];
  for (const layer of plain ? [] : of("country")) {
    made.push({ id: `${layer.name}-land`, type: "fill", source: `base-${layer.name}`, paint: { "fill-color": ink.land, "fill-antialias": false } });
  }
  if (plain) made.push({ id: "ground", type: "fill", source: "ground", paint: { "fill-opacity": 0 } });
  else made.push(
    { id: "ground", type: "fill", source: "ground", paint: { "fill-color": byRank(dark), "fill-opacity": state("o", 0), "fill-antialias": false } },
    { id: "ground-contested", type: "fill", source: "ground", filter: ["==", ["get", "h"], 1], paint: { "fill-pattern": "hatch", "fill-antialias": false, "fill-opacity": state("h", 0) } },
    { id: "ground-shared", type: "fill", source: "ground", filter: ["==", ["get", "d"], 1], paint: { "fill-pattern": "dots", "fill-antialias": false, "fill-opacity": state("d", 0) } },
  );
  for (const layer of plain ? [] : of("lake")) {
    made.push({ id: layer.name, type: "fill", source: `base-${layer.name}`, paint: { "fill-color": ink.lake, "fill-antialias": false } });
  }
  for (const layer of of("river")) {
    made.push({ id: layer.name, type: "line", source: `base-${layer.name}`, paint: { "line-color": ink.river, "line-width": ["interpolate", ["linear"], ["zoom"], 5, 0.7, 10, 2] } });
  }
  for (const layer of of("road")) {
    made.push({ id: layer.name, type: "line", source: `base-${layer.name}`, minzoom: 6, paint: { "line-color": ink.road, "line-width": ["interpolate", ["linear"], ["zoom"], 6, 0.6, 11, 2.2] } });
  }
  for (const layer of of("district")) {
    const wide = layer.kind === "provinces";
    made.push({
      id: layer.name, type: "line", source: `base-${layer.name}`, minzoom: wide ? 0 : NEAR,
      paint: { "line-color": ink.district, "line-width": wide ? 1 : 0.6, ...(plain ? { "line-opacity": 0.7 } : { "line-dasharray": [3, 2] }) },
    });
  }
  for (const layer of of("country")) {
    made.push({ id: `${layer.name}-line`, type: "line", source: `base-${layer.name}`, paint: { "line-color": ink.border, "line-width": 1.2 } });
  }
  made.push(
    { id: "lines-rim", type: "line", source: "lines", paint: { "line-color": ink.halo, "line-width": 5.5, "line-opacity": 0.7 } },
    { id: "lines", type: "line", source: "lines", filter: ["!", ["get", "straight"]], paint: { "line-color": course, "line-width": 3 } },
    { id: "lines-straight", type: "line", source: "lines", filter: ["get", "straight"], paint: { "line-color": course, "line-width": 3, "line-dasharray": [2, 1.2] } },
    { id: "chosen", type: "line", source: "chosen", paint: { "line-color": ink.ink, "line-width": 2.5 } },
    {
      id: "countries-names", type: "symbol", source: "names", maxzoom: 7.5,
      layout: { "text-field": name, "text-font": FONT, "text-size": 13, "text-max-width": 7, "text-letter-spacing": arabic ? 0 : 0.06 },
      paint: { "text-color": ink.quiet, "text-halo-color": ink.halo, "text-halo-width": 1 },
    },
    {
      id: "sieges", type: "circle", source: "sieges",
      paint: {
        "circle-radius": ["interpolate", ["linear"], ["zoom"], 5, 8, 10, 22], "circle-opacity": 0,
        "circle-stroke-color": ink.ink, "circle-stroke-width": 2.5, "circle-stroke-opacity": plain ? 0 : state("o", 0),
      },
    },
    ...(plain ? [] : [{
      id: "sieges-inner", type: "circle", source: "sieges",
      paint: {
        "circle-radius": ["interpolate", ["linear"], ["zoom"], 5, 4.5, 10, 17], "circle-opacity": 0,
        "circle-stroke-color": ink.ink, "circle-stroke-width": 1, "circle-stroke-opacity": state("o", 0),
      },
    }]),
    {
      id: "places", type: "circle", source: "places",
      paint: {
        "circle-radius": ["interpolate", ["linear"], ["zoom"], 4, 2, 7, 3.5, 8.5, 7.5, 12, 9],
        ...(plain ? { "circle-opacity": 0, "circle-stroke-opacity": 0 } : {
        "circle-color": byRank(dark), "circle-opacity": state("k", 0),
        "circle-stroke-color": ["case", ["==", state("s", 0), 1], ink.ink, ["==", state("k", 0), 1], ink.halo, ink.quiet],
        "circle-stroke-width": ["case", ["==", state("s", 0), 1], 3, 1],
        "circle-stroke-opacity": ["interpolate", ["linear"], ["zoom"], 5, 0.5, 8, 0.9],
        }),
      },
    },
    {
      id: "letters", type: "symbol", source: "letters", minzoom: 7.8,
      layout: { "text-field": ["get", arabic ? "la" : "ll"], "text-font": FONT, "text-size": 11, "text-allow-overlap": true, "text-ignore-placement": true },
      paint: { "text-color": dark ? "#101214" : "#ffffff", "text-halo-color": dark ? "rgba(255,255,255,0.3)" : "rgba(0,0,0,0.45)", "text-halo-width": 0.8 },
    },
    {
      id: "features", type: "symbol", source: "features", minzoom: 5.5,
      layout: { "icon-image": ["concat", "feature-", ["get", "sign"]], "icon-size": 0.85, "icon-padding": 0, "icon-anchor": "bottom", "icon-offset": [0, -6] },
    },
    {
      id: "clusters", type: "circle", source: "incidents", filter: ["has", "count"],
      paint: {
        "circle-radius": ["interpolate", ["linear"], ["get", "count"], 2, 10, 20, 14, 200, 20, 5000, 30],
        "circle-color": ink.ink, "circle-opacity": 0.85, "circle-stroke-color": ink.halo, "circle-stroke-width": 1.5,
      },
    },
    {
      id: "clusters-count", type: "symbol", source: "incidents", filter: ["has", "count"],
      layout: { "text-field": ["get", "label"], "text-font": FONT, "text-size": 11, "text-allow-overlap": true },
      paint: { "text-color": ink.halo },
    },
    {
      id: "incidents", type: "symbol", source: "incidents", filter: ["!", ["has", "count"]],
      layout: { "icon-image": ["concat", "incident-", ["get", "group"]], "icon-size": 0.9, "icon-allow-overlap": true, "icon-offset": [12, 12] },
    },
    {
      id: "places-names", type: "symbol", source: "places", minzoom: 5,
      filter: ["step", ["zoom"], ["<", ["get", "order"], 150], 7, ["<", ["get", "order"], 500], 9, true], // names of what most is told of
      layout: {
        "text-field": name, "text-font": FONT, "text-size": ["interpolate", ["linear"], ["zoom"], 5, 10.5, 10, 13], "symbol-sort-key": ["get", "order"],
        "text-variable-anchor": ["top", "bottom", arabic ? "right" : "left", arabic ? "left" : "right"], "text-radial-offset": 0.8, "text-max-width": 9, "text-padding": 3,
      },
      paint: { "text-color": ink.ink, "text-halo-color": ink.halo, "text-halo-width": 1.4 },
    },
  );
  return made as LayerSpecification[];
}

export const EMPTY: GeoJSON.FeatureCollection = { type: "FeatureCollection", features: [] };
export const OWN = ["ground", "lines", "chosen", "places", "letters", "sieges", "features", "incidents", "names"] as const;

export function whole(layer: BaseLayer): string {
  return new URL(layer.address, location.href).href;
}

export function style(base: readonly BaseLayer[], dark: boolean, arabic: boolean, plain: boolean, given: Partial<Record<(typeof OWN)[number], GeoJSON.FeatureCollection>>): StyleSpecification {
  const sources: Record<string, SourceSpecification> = {};
  for (const layer of base) sources[`base-${layer.name}`] = { type: "geojson", data: isFine(layer) ? EMPTY : whole(layer), tolerance: 0.5 };
  for (const name of OWN) sources[name] = { type: "geojson", data: given[name] ?? EMPTY, tolerance: 0.2 };
  const faces = [
    { url: new URL(arabicFont, location.href).href, "unicode-range": ["U+0600-06FF", "U+0750-077F", "U+08A0-08FF", "U+200C-200F", "U+FB50-FDFF", "U+FE70-FEFF"] },
    { url: new URL(latinFont, location.href).href, "unicode-range": ["U+0000-00FF", "U+2000-206F"] },
  ];
  return {
    version: 8, sources, layers: layers(base, dark, arabic, plain), transition: { duration: 0, delay: 0 }, "font-faces": { Plex: faces },
  } as unknown as StyleSpecification;
}
