// The map itself: MapLibre behind what the view asks of it. A step of the slider sets the state of those features that
// changed; sources and layers are made once.
import { Map as MapLibre, NavigationControl, prewarm, ScaleControl, setWorkerUrl, type GeoJSONSource, type MapGeoJSONFeature } from "maplibre-gl";
import type * as GeoJSON from "geojson";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import "maplibre-gl/dist/maplibre-gl.css";
import { dayNumber } from "../../lib/days";
import type { Graphics } from "../../lib/settings.svelte";
import { groupOf } from "../timeline/groups";
import { GROUPS } from "../timeline/groups";
import { reach, type Ring } from "./cells";
import { age, besieged, Slices, type MapData } from "./intervals";
import { letter } from "./labels";
import { countries, point, shapes, type CountryName, type Shapes } from "./shapes";
import { EMPTY, HOLDERS, inks, isFine, layers, NEAR, NEUTRAL, style, whole, type BaseLayer } from "./style";
import { dots, FEATURE_SIGNS, featureSign, hatch, INCIDENT_SIGNS, sign } from "./symbols";
import { drawnByProcessor, Floor, type Standing } from "./floor";

setWorkerUrl(new URL(workerUrl, location.href).href);

export interface Box {
  west: number;
  south: number;
  east: number;
  north: number;
  zoom: number;
  lat: number;
  lon: number;
}

export interface Picked {
  kind: "place" | "incident" | "cluster";
  id: string; // place key or incident id; "" for a cluster
  box?: [number, number, number, number];
  count?: number;
}

export type Point = [id: string, lon: number, lat: number, class_: string, type: string, day: string | null, killed: number | null, sources: number];
export type Cluster = [lon: number, lat: number, count: number, class_: string, box: [number, number, number, number]];
export interface MapIncidents {
  points?: Point[]; // where there are few in the box
  clusters?: Cluster[]; // else
  in_range: number;
  in_view: number;
  unplaced: number;
}

export interface Options {
  base: readonly BaseLayer[];
  names: readonly CountryName[];
  data: MapData;
  dark: boolean;
  arabic: boolean;
  graphics: Graphics;
  words: Record<string, string>;
  at?: { lat: number; lon: number; zoom: number } | undefined;
  whole?: [number, number, number, number] | undefined;
  padding: { top: number; bottom: number; left: number; right: number };
  picked: (things: Picked[]) => void;
  moved: (box: Box) => void;
}

const OPACITY = [0.6, 0.44, 0.3, 0.16] as const; // of ground, by the age of its evidence
const ASKED = ["incidents", "clusters", "features", "sieges", "places", "places-names", "lines", "lines-straight", "ground"];

/** The worker loads its code; for when the page has nothing more urgent to do. */
export const awaken = prewarm;

export class Ground {
  private readonly map: MapLibre;
  private readonly ready: Promise<void>;
  private data: MapData | undefined;
  private slices = new Slices(0, []);
  private codes = new Int32Array(0);
  private next = new Int32Array(0);
  private ringed: Int8Array = new Int8Array(0);
  private ranks = new Map<string, number>();
  private chosen = -1;
  private index = new Map<string, number>();
  private rings = new Map<number, Ring>();
  private courses = new Map<string, number>(); // place -> number of its line
  private incidents = false; // asked for and there
  private readonly floor: Floor | undefined; // draws the ground where no graphics card does

  constructor(container: HTMLElement, private readonly options: Options) {
    const { at, whole } = options;
    const plain = options.graphics === "processor" || (options.graphics === "auto" && drawnByProcessor());
    this.map = new MapLibre({
      container,
      // With all that is there already, so that no tile is cut and drawn twice.
      style: style(options.base, options.dark, options.arabic, plain, { names: countries(options.names), ...this.take(options.data) }),
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      maxZoom: 14,
      minZoom: 3,
      fadeDuration: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 300, // 0 would place all labels anew for every frame
      locale: options.words,
      ...(at ? { center: [at.lon, at.lat] as [number, number], zoom: at.zoom } : whole ? { bounds: whole, fitBoundsOptions: { padding: options.padding, maxZoom: 10 } } : { center: [38.5, 35] as [number, number], zoom: 5.5 }),
    });
    if (plain) {
      this.floor = new Floor(this.map, options.dark);
      this.feed();
      void this.outlines();
    }
    this.map.touchZoomRotate.disableRotation();
    this.map.keyboard.disableRotation();
    this.map.addControl(new NavigationControl({ showCompass: false }), options.arabic ? "top-left" : "top-right");
    this.map.addControl(new ScaleControl({ maxWidth: 90 }), options.arabic ? "bottom-right" : "bottom-left");
    this.images();
    this.ready = new Promise((done) => void this.map.once("style.load", () => done()));
    void this.ready.then(() => this.images());
    queueMicrotask(() => this.report()); // what stands in this box is asked for while the map is made
    this.map.on("idle", () => {
      if (this.incidents) container.dataset["done"] = ""; // nothing was left to draw
    });
    this.map.on("moveend", () => this.report());
    void this.ready.then(() => this.near());
    this.map.on("zoom", () => this.near());
    this.map.on("click", (event) => {
      const { x, y } = event.point;
      options.picked(this.under(x, y));
    });
    this.map.on("mousemove", (event) => {
      const over = this.map.queryRenderedFeatures(event.point, { layers: ASKED.filter((id) => this.map.getLayer(id)) });
      this.map.getCanvas().style.cursor = over.length ? "pointer" : "";
    });
  }

  remove(): void {
    this.map.remove();
  }

  /** Resolves when everything asked for has been drawn. */
  idle(): Promise<void> {
    return new Promise((done) => void this.map.once("idle", () => done()));
  }

  private source(name: string): GeoJSONSource | undefined {
    return this.map.getSource(name) as GeoJSONSource | undefined;
  }

  private loaded = false;

  /** Outlines of districts come when the map is near enough to show them. */
  private near(): void {
    if (this.loaded || this.map.getZoom() < NEAR - 0.3) return;
    this.loaded = true;
    for (const layer of this.options.base.filter(isFine)) this.source(`base-${layer.name}`)?.setData(whole(layer));
  }

  private images(): void {
    const { dark } = this.options;
    const ink = inks(dark);
    const put = (name: string, image: ImageData): void => {
      if (this.map.hasImage(name)) this.map.updateImage(name, image);
      else this.map.addImage(name, image, { pixelRatio: 2 });
    };
    if (!this.map.style) return;
    put("hatch", hatch(ink.hatch));
    put("dots", dots(ink.hatch));
    for (const group of GROUPS) put(`incident-${group}`, sign(INCIDENT_SIGNS[group], ink.ink, ink.halo));
    for (const kind of [...Object.keys(FEATURE_SIGNS), "other"]) put(`feature-${kind}`, sign(featureSign(kind), ink.course, ink.halo));
  }

  /** What lies under a point of the screen, signs before ground, the nearest first. */
  private under(x: number, y: number): Picked[] {
    const near = [[x - 4, y - 4], [x + 4, y + 4]] as [[number, number], [number, number]];
    const found = this.map.queryRenderedFeatures(near, { layers: ASKED.filter((id) => this.map.getLayer(id)) });
    const distance = (feature: MapGeoJSONFeature): number => {
      if (feature.geometry.type !== "Point") return 0;
      const at = this.map.project(feature.geometry.coordinates as [number, number]);
      return Math.hypot(at.x - x, at.y - y);
    };
    found.sort((a, b) => ASKED.indexOf(a.layer.id) - ASKED.indexOf(b.layer.id) || distance(a) - distance(b));
    const seen = new Set<string>();
    return found.map((f) => this.pickedOf(f)).filter((p) => {
      const id = `${p.kind} ${p.id} ${p.box ?? ""}`;
      return !seen.has(id) && !!seen.add(id);
    });
  }

  private pickedOf(feature: MapGeoJSONFeature): Picked {
    const properties = feature.properties;
    if (properties["count"] !== undefined) {
      const box: unknown = properties["box"]; // lists come back as they were or as JSON, by way of the tile
      return { kind: "cluster", id: "", count: Number(properties["count"]), box: (typeof box === "string" ? JSON.parse(box) : box) as [number, number, number, number] };
    }
    if (feature.source === "incidents") return { kind: "incident", id: String(properties["incident"]) };
    return { kind: "place", id: String(properties["key"]) };
  }

  private report(): void {
    const bounds = this.map.getBounds();
    const middle = this.map.getCenter();
    this.options.moved({
      west: bounds.getWest(), south: bounds.getSouth(), east: bounds.getEast(), north: bounds.getNorth(),
      zoom: this.map.getZoom(), lat: middle.lat, lon: middle.lng,
    });
  }

  /** Places, their ground, sieges and features of a case or of one account. */
  async setData(data: MapData): Promise<void> {
    await this.ready;
    if (data === this.data) return; // it was made with it
    for (const [name, found] of Object.entries(this.take(data))) this.source(name)?.setData(found);
    for (const name of ["ground", "places", "sieges", "lines"]) this.map.removeFeatureState({ source: name });
    this.feed();
  }

  /** Give what draws the ground instead of MapLibre the places and sieges. */
  private feed(): void {
    const { data, floor } = this;
    if (!data || !floor) return;
    const at = (p: MapData["places"][number] | undefined): [number, number] | undefined => (p && p[3] !== null && p[4] !== null ? [p[4], p[3]] : undefined);
    const drawn = data.places.map((p) => (reach(p[5], p[6]) === undefined ? undefined : at(p)));
    floor.setData(drawn, this.rings, data.sieges.map((s) => at(data.places[s[0]])));
  }

  /** Land and lakes, which MapLibre does not fill then. */
  private async outlines(): Promise<void> {
    const of = async (kind: string): Promise<GeoJSON.FeatureCollection> => {
      const found = await Promise.all(this.options.base.filter((layer) => layer.kind === kind).map(async (layer) =>
        (await (await fetch(whole(layer))).json()) as GeoJSON.FeatureCollection));
      return { type: "FeatureCollection", features: found.flatMap((one) => one.features) };
    };
    try {
      this.floor?.setLand(await of("countries"));
      this.floor?.setLakes(await of("lakes"));
    } catch {
      // lost on the way: the ground stands on the colour of the sea until the map is opened anew
    }
  }

  /** Hold what is asked of the data from now on; the shapes to be drawn, by their source. */
  private take(data: MapData): Shapes["sources"] {
    this.data = data;
    this.slices = new Slices(data.places.length, data.intervals, data.former_days);
    this.codes = new Int32Array(data.places.length).fill(-2);
    this.next = new Int32Array(data.places.length);
    this.ringed = new Int8Array(data.sieges.length).fill(-2);
    this.ranks = new Map(data.holders.slice(0, HOLDERS).map((h, rank) => [h.id, rank]));
    this.index = new Map(data.places.map((p, i) => [p[0], i]));
    this.courses = new Map(data.lines.map((line, i) => [line[0], i]));
    const { rings, sources } = shapes(data, this.courses);
    this.rings = rings;
    return sources;
  }

  /** Show a day; returns how many features changed. Cheap enough for every frame. */
  step(day: number): number {
    const { data, codes, next, slices, map } = this;
    if (!data) return 0;
    slices.on(day, next);
    let changed = 0;
    const repainted: [number, Standing][] = [];
    for (let p = 0; p < next.length; p++) {
      const code = next[p] as number;
      if (code === codes[p]) continue;
      codes[p] = code;
      changed++;
      const row = slices.row(code);
      const faint = OPACITY[code & 3] as number;
      const known = row && row[1] !== "unknown";
      const one = row?.[1] === "held";
      const state = known
        ? { c: one ? (this.ranks.get(row[2][0] ?? "") ?? 99) : NEUTRAL, o: one ? faint : faint * 0.5, h: row[1] === "contested" ? faint + 0.2 : 0, d: row[1] === "shared" ? faint + 0.2 : 0, k: 1 }
        : { c: -1, o: 0, h: 0, d: 0, k: 0 };
      if (this.floor) repainted.push([p, state]);
      else {
        map.setFeatureState({ source: "ground", id: p }, state);
        map.setFeatureState({ source: "places", id: p }, { c: state.c, k: state.k });
      }
      const line = this.courses.get(data.places[p]?.[0] ?? "");
      if (line !== undefined && !this.floor) map.setFeatureState({ source: "lines", id: line }, { c: state.c });
    }
    const rings: [number, number][] = [];
    data.sieges.forEach((siege, i) => {
      const ring = besieged(siege, day) ? age(day, siege[5] ? dayNumber(siege[5]) : day) : -1;
      if (ring === this.ringed[i]) return;
      this.ringed[i] = ring;
      changed++;
      const strength = ring < 0 ? 0 : Math.min(1, (OPACITY[ring] as number) + 0.2);
      if (this.floor) rings.push([i, strength]);
      else map.setFeatureState({ source: "sieges", id: i }, { o: strength });
    });
    this.floor?.step(repainted, rings);
    return changed;
  }

  /** Letters of the holders, when the slider has come to rest. */
  settle(): void {
    const { data } = this;
    if (!data) return;
    this.floor?.whole(); // dots that neighbours' ground has cut into
    if (this.floor) { // roads take their colour once the slider rests
      for (const [key, line] of this.courses) {
        const row = this.slices.row(this.codes[this.index.get(key) ?? -1] ?? -1);
        const known = row && row[1] !== "unknown";
        this.map.setFeatureState({ source: "lines", id: line }, { c: known ? (row[1] === "held" ? (this.ranks.get(row[2][0] ?? "") ?? 99) : NEUTRAL) : -1 });
      }
    }
    const features = data.places.flatMap((p, i) => {
      const row = this.slices.row(this.codes[i] ?? -1);
      const rank = row?.[1] === "held" ? (this.ranks.get(row[2][0] ?? "") ?? -1) : -1;
      if (rank < 0 || p[3] === null || p[4] === null || reach(p[5], p[6]) === undefined) return [];
      return [point(i, p[4], p[3], { ll: letter(rank, false), la: letter(rank, true) })];
    });
    this.source("letters")?.setData({ type: "FeatureCollection", features });
  }

  async setIncidents(found: MapIncidents | undefined, number: (value: number) => string): Promise<void> {
    await this.ready;
    if (!found) return void this.source("incidents")?.setData(EMPTY);
    const features = [
      ...(found.points ?? []).map((p, i) => point(i, p[1], p[2], { incident: p[0], group: groupOf(p[3]) })),
      ...(found.clusters ?? []).map((c, i) => point(1e6 + i, c[0], c[1], { count: c[2], label: number(c[2]), box: c[4] })),
    ];
    this.source("incidents")?.setData({ type: "FeatureCollection", features });
    this.incidents = true;
  }

  async choose(place: string): Promise<void> {
    await this.ready;
    const next = this.index.get(place) ?? -1;
    for (const [i, s] of [[this.chosen, 0], [next, 1]] as const) {
      if (i < 0) continue;
      if (!this.floor) this.map.setFeatureState({ source: "places", id: i }, { s });
    }
    this.floor?.choose(next);
    const ring = this.rings.get(next);
    const line = this.data?.lines[this.courses.get(place) ?? -1];
    const outline: GeoJSON.Feature[] = line ? [{ type: "Feature", geometry: { type: "MultiLineString", coordinates: line[5] }, properties: {} }] : ring ? [{ type: "Feature", geometry: { type: "LineString", coordinates: ring }, properties: {} }] : [];
    this.source("chosen")?.setData({ type: "FeatureCollection", features: outline });
    this.chosen = next;
  }

  /** Bring a point into view where it is not. */
  show(lat: number, lon: number): void {
    if (!this.map.getBounds().contains([lon, lat])) this.map.jumpTo({ center: [lon, lat], zoom: Math.max(7.5, this.map.getZoom()) });
  }

  fit(box: [number, number, number, number], still: boolean): void {
    this.map.fitBounds(box, { padding: 60, maxZoom: 12, animate: !still });
  }

  /** Another theme or language: only what differs is set. */
  async look(dark: boolean, arabic: boolean): Promise<void> {
    if (dark === this.options.dark && arabic === this.options.arabic) return;
    this.options.dark = dark;
    this.options.arabic = arabic;
    await this.ready;
    this.images();
    this.floor?.look(dark);
    for (const layer of layers(this.options.base, dark, arabic, !!this.floor)) {
      for (const [name, value] of Object.entries(layer.paint ?? {})) this.map.setPaintProperty(layer.id, name as "fill-color", value as never);
      for (const [name, value] of Object.entries(layer.layout ?? {})) this.map.setLayoutProperty(layer.id, name as "text-field", value as never);
    }
  }
}
