// The ground of the map drawn by the page itself, beneath MapLibre's lines and names, where no graphics card draws:
// there MapLibre takes some two hundred milliseconds for a frame, and a step of the slider must not ask it for one.
// Land lies lowest; above it the ground that is held, of which a step repaints only what changed; then lakes and sieges.
import type { Map as MapLibre } from "maplibre-gl";
import type * as GeoJSON from "geojson";
import { colour } from "../../lib/palette";
import type { Ring } from "./cells";
import { inks, NEUTRAL } from "./style";
import { dots, hatch } from "./symbols";

/** How a place stands on a day: rank of its holder, opacity of its ground, of hatch and dots, whether anything is known. */
export interface Standing {
  c: number;
  o: number;
  h: number;
  d: number;
  k: number;
}

const WORLD = 512; // pixels of the world at zoom 0
const DOT = [[4, 2], [7, 3.5], [8.5, 7.5], [12, 9]] as const; // radius by zoom, as in the style
const OUTER = [[5, 8], [10, 22]] as const;
const INNER = [[5, 4.5], [10, 17]] as const;
const RIM = [[5, 0.5], [8, 0.9]] as const;

function along(stops: readonly (readonly [number, number])[], zoom: number): number {
  const after = stops.findIndex(([at]) => zoom < at);
  if (after === 0) return (stops[0] as readonly [number, number])[1];
  if (after < 0) return (stops.at(-1) as readonly [number, number])[1];
  const [[a, low], [b, high]] = [stops[after - 1], stops[after]] as [readonly [number, number], readonly [number, number]];
  return low + ((high - low) * (zoom - a)) / (b - a);
}

const east = (lon: number): number => (lon + 180) / 360;
const south = (lat: number): number => (180 - (180 / Math.PI) * Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360))) / 360;

/** Whether a processor draws what a graphics card should: the name that the browser gives to what draws. */
export function drawnByProcessor(): boolean {
  const gl = document.createElement("canvas").getContext("webgl2");
  if (!gl) return false;
  const named = gl.getExtension("WEBGL_debug_renderer_info");
  const name = String(gl.getParameter(named ? named.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
  gl.getExtension("WEBGL_lose_context")?.loseContext();
  return /swiftshader|llvmpipe|softpipe|software|basic render/i.test(name);
}

type Canvas = CanvasRenderingContext2D;

export class Floor {
  private readonly low: Canvas; // land
  private readonly middle: Canvas; // ground and places
  private readonly high: Canvas; // lakes and sieges
  private land: Path2D[] = [];
  private lakes: Path2D[] = [];
  private cells: (Path2D | undefined)[] = [];
  private xs = new Float64Array(0); // of places, in widths of the world
  private ys = new Float64Array(0);
  private standing: (Standing | undefined)[] = [];
  private sieges: [x: number, y: number][] = [];
  private strengths = new Float32Array(0); // of sieges
  private chosen = -1;
  private view = { x: 0, y: 0, scale: 0, zoom: 0, width: 0, height: 0, dpr: 0 };
  private origin = [0.6, 0.4] as const; // from which paths count, near what is drawn: small numbers stay exact
  private patterns: { hatch: CanvasPattern | null; dots: CanvasPattern | null } = { hatch: null, dots: null };
  private readonly mixtures = new Map<string, string>();
  private readonly sprites = new Map<string, HTMLCanvasElement>();
  painted = 0; // pieces repainted by the last step

  constructor(private readonly map: MapLibre, private dark: boolean) {
    const place = map.getCanvasContainer();
    [this.low, this.middle, this.high] = ["land", "ground", "rings"].map((name) => {
      const canvas = document.createElement("canvas");
      canvas.className = `floor floor-${name}`;
      canvas.setAttribute("aria-hidden", "true");
      Object.assign(canvas.style, { position: "absolute", inset: "0", width: "100%", height: "100%", pointerEvents: "none" });
      place.insertBefore(canvas, map.getCanvas());
      return canvas.getContext("2d", { alpha: name !== "land", willReadFrequently: true }) as Canvas;
    }) as [Canvas, Canvas, Canvas];
    this.makePatterns();
    map.on("render", () => this.follow());
    map.on("move", () => this.follow());
    map.on("resize", () => this.follow());
  }

  /** Another theme. */
  look(dark: boolean): void {
    this.dark = dark;
    this.mixtures.clear();
    this.sprites.clear();
    this.makePatterns();
    this.whole();
  }

  private makePatterns(): void {
    const ink = inks(this.dark).hatch;
    const made = (image: ImageData): CanvasPattern | null => {
      const canvas = document.createElement("canvas");
      [canvas.width, canvas.height] = [image.width, image.height];
      canvas.getContext("2d")?.putImageData(image, 0, 0);
      return this.middle.createPattern(canvas, "repeat");
    };
    this.patterns = { hatch: made(hatch(ink)), dots: made(dots(ink)) };
    if (this.view.scale) this.sizePatterns();
  }

  /** Patterns are drawn at twice their size, and stay that large on the screen whatever the zoom. */
  private sizePatterns(): void {
    const size = new DOMMatrix().scale(WORLD / this.view.scale / 2);
    this.patterns.hatch?.setTransform(size);
    this.patterns.dots?.setTransform(size);
  }

  private path(rings: readonly (readonly (readonly number[])[])[]): Path2D {
    const path = new Path2D();
    for (const ring of rings) {
      ring.forEach(([lon, lat], k) => {
        const x = (east(lon as number) - this.origin[0]) * WORLD;
        const y = (south(lat as number) - this.origin[1]) * WORLD;
        if (k === 0) path.moveTo(x, y);
        else path.lineTo(x, y);
      });
      path.closePath();
    }
    return path;
  }

  private paths(found: GeoJSON.FeatureCollection): Path2D[] {
    return found.features.flatMap(({ geometry }) =>
      geometry?.type === "Polygon" ? [this.path(geometry.coordinates)] : geometry?.type === "MultiPolygon" ? geometry.coordinates.map((one) => this.path(one)) : [],
    );
  }

  setLand(found: GeoJSON.FeatureCollection): void {
    this.land = this.paths(found);
    this.whole();
  }

  setLakes(found: GeoJSON.FeatureCollection): void {
    this.lakes = this.paths(found);
    this.whole();
  }

  /** Places with their ground, and sieges: [lon, lat] each, or nothing where it is unknown. */
  setData(places: readonly ([number, number] | undefined)[], rings: ReadonlyMap<number, Ring>, sieges: readonly ([number, number] | undefined)[]): void {
    this.cells = places.map((_, i) => {
      const ring = rings.get(i);
      return ring && this.path([ring]);
    });
    this.xs = Float64Array.from(places, (p) => (p ? east(p[0]) : NaN));
    this.ys = Float64Array.from(places, (p) => (p ? south(p[1]) : NaN));
    this.standing = new Array<Standing | undefined>(places.length);
    this.sieges = sieges.map((s) => (s ? [east(s[0]), south(s[1])] : [NaN, NaN]));
    this.strengths = new Float32Array(sieges.length);
    this.chosen = -1;
    this.whole();
  }

  /** Repaint the places that changed, and all sieges where one did. */
  step(changed: readonly (readonly [place: number, Standing])[], sieges: readonly (readonly [siege: number, strength: number])[]): void {
    this.follow();
    for (const [p, now] of changed) {
      this.standing[p] = now;
      if (now.o <= 0) this.wipe(p); // else it is painted over
    }
    this.paint(changed.map(([p]) => p));
    for (const [i, strength] of sieges) this.strengths[i] = strength;
    if (sieges.length) this.rings();
    this.painted = changed.length + sieges.length;
  }

  choose(place: number): void {
    const before = this.chosen;
    this.chosen = place;
    for (const p of [before, place]) {
      if (p < 0) continue;
      this.wipe(p);
      this.paint([p]);
    }
  }

  /** Draw anew where the map has moved since. */
  private follow(): void {
    const { map, view } = this;
    const middle = map.getCenter();
    const zoom = map.getZoom();
    const [width, height, dpr] = [map.getContainer().clientWidth, map.getContainer().clientHeight, Math.min(2, devicePixelRatio)];
    const [x, y] = [east(middle.lng), south(middle.lat)];
    if (x === view.x && y === view.y && zoom === view.zoom && width === view.width && height === view.height && dpr === view.dpr) return;
    if (zoom !== view.zoom || dpr !== view.dpr) this.sprites.clear();
    this.view = { x, y, scale: WORLD * 2 ** zoom, zoom, width, height, dpr };
    this.sizePatterns();
    this.whole();
  }

  /** Draw everything anew. */
  whole(): void {
    const { width, height, dpr } = this.view;
    if (!width) return;
    for (const { canvas } of [this.low, this.middle, this.high]) {
      if (canvas.width !== Math.round(width * dpr)) canvas.width = Math.round(width * dpr);
      if (canvas.height !== Math.round(height * dpr)) canvas.height = Math.round(height * dpr);
    }
    const ink = inks(this.dark);
    const { low, middle } = this;
    low.setTransform(1, 0, 0, 1, 0, 0);
    low.fillStyle = ink.sea;
    low.fillRect(0, 0, low.canvas.width, low.canvas.height);
    this.onGround(low);
    low.fillStyle = ink.land;
    for (const path of this.land) low.fill(path, "evenodd");
    middle.setTransform(1, 0, 0, 1, 0, 0);
    middle.clearRect(0, 0, middle.canvas.width, middle.canvas.height);
    this.paint(Array.from(this.standing.keys()));
    this.rings();
  }

  private onGround(on: Canvas): void {
    const { x, y, scale, width, height, dpr } = this.view;
    const zoomed = (scale / WORLD) * dpr;
    on.setTransform(zoomed, 0, 0, zoomed, (width / 2) * dpr + (this.origin[0] - x) * scale * dpr, (height / 2) * dpr + (this.origin[1] - y) * scale * dpr);
  }

  private at(x: number, y: number): [number, number] {
    const { view } = this;
    return [view.width / 2 + (x - view.x) * view.scale, view.height / 2 + (y - view.y) * view.scale];
  }

  private seen(p: number): boolean {
    const [x, y] = this.at(this.xs[p] as number, this.ys[p] as number);
    const reach = (12 / 40_000) * this.view.scale * 1.4; // no ground reaches farther than 12 km
    return x > -reach && y > -reach && x < this.view.width + reach && y < this.view.height + reach;
  }

  private wipe(p: number): void {
    const path = this.cells[p];
    if (!this.view.width || !this.seen(p)) return;
    const { middle } = this;
    middle.globalCompositeOperation = "destination-out";
    middle.globalAlpha = 1;
    middle.fillStyle = "#000";
    if (path) {
      this.onGround(middle);
      middle.fill(path);
    } else {
      const { dpr, zoom } = this.view;
      middle.setTransform(dpr, 0, 0, dpr, 0, 0);
      middle.beginPath();
      middle.arc(...this.at(this.xs[p] as number, this.ys[p] as number), along(DOT, zoom) + 2, 0, 2 * Math.PI);
      middle.fill();
    }
    middle.globalCompositeOperation = "source-over";
  }

  /** Ground first, then the dots upon it. */
  private paint(places: readonly number[]): void {
    if (!this.view.width) return;
    const { middle, dark } = this;
    const neutral = inks(dark).neutral;
    const seen = places.filter((p) => this.standing[p] && this.seen(p));
    const fill = (now: Standing): string => (now.c === NEUTRAL ? neutral : colour(now.c, dark));
    this.onGround(middle);
    middle.globalAlpha = 1;
    for (const p of seen) {
      const [path, now] = [this.cells[p], this.standing[p] as Standing];
      if (!path || now.o <= 0) continue;
      middle.fillStyle = this.mixed(fill(now), now.o); // covers what was there: half the work of wiping first
      middle.fill(path);
      if (now.h > 0) this.patterned(path, this.patterns.hatch, now.h);
      if (now.d > 0) this.patterned(path, this.patterns.dots, now.d);
    }
    const { dpr, zoom } = this.view;
    const radius = along(DOT, zoom);
    middle.setTransform(dpr, 0, 0, dpr, 0, 0);
    for (const p of seen) {
      const now = this.standing[p] as Standing;
      const [x, y] = this.at(this.xs[p] as number, this.ys[p] as number);
      const sprite = this.sprite(fill(now), now.k === 1, p === this.chosen, radius);
      const half = sprite.width / dpr / 2;
      middle.drawImage(sprite, x - half, y - half, 2 * half, 2 * half);
    }
  }

  private patterned(path: Path2D, pattern: CanvasPattern | null, strength: number): void {
    if (!pattern) return;
    this.middle.globalAlpha = strength;
    this.middle.fillStyle = pattern;
    this.middle.fill(path);
    this.middle.globalAlpha = 1;
  }

  /** A colour of the legend on land, as strong as its evidence. */
  private mixed(fill: string, strength: number): string {
    const key = `${fill} ${strength}`;
    let found = this.mixtures.get(key);
    if (found === undefined) {
      const parts = (hex: string): number[] => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
      const [land, top] = [parts(inks(this.dark).land), parts(fill)];
      found = `rgb(${land.map((low, i) => Math.round(low + ((top[i] as number) - low) * strength)).join(" ")})`;
      this.mixtures.set(key, found);
    }
    return found;
  }

  /** A place's dot, drawn once for all of its look. */
  private sprite(fill: string, known: boolean, chosen: boolean, radius: number): HTMLCanvasElement {
    const { dpr, zoom } = this.view;
    const key = `${known ? fill : ""} ${chosen} ${radius} ${dpr}`;
    const found = this.sprites.get(key);
    if (found) return found;
    const ink = inks(this.dark);
    const half = Math.ceil(radius + 3);
    const made = document.createElement("canvas");
    made.width = made.height = Math.ceil(2 * half * dpr);
    const on = made.getContext("2d") as Canvas;
    on.scale(dpr, dpr);
    on.translate(half, half);
    on.beginPath();
    on.arc(0, 0, radius, 0, 2 * Math.PI);
    if (known) {
      on.fillStyle = fill;
      on.fill();
    }
    on.globalAlpha = along(RIM, zoom);
    on.strokeStyle = chosen ? ink.ink : known ? ink.halo : ink.quiet;
    on.lineWidth = chosen ? 3 : 1;
    on.stroke();
    this.sprites.set(key, made);
    return made;
  }

  private rings(): void {
    const { high, view } = this;
    if (!view.width) return;
    const ink = inks(this.dark);
    high.setTransform(1, 0, 0, 1, 0, 0);
    high.clearRect(0, 0, high.canvas.width, high.canvas.height);
    this.onGround(high);
    high.globalAlpha = 1;
    high.fillStyle = ink.lake;
    for (const path of this.lakes) high.fill(path, "evenodd");
    high.setTransform(view.dpr, 0, 0, view.dpr, 0, 0);
    high.strokeStyle = ink.ink;
    const sizes = [[along(OUTER, view.zoom), 2.5], [along(INNER, view.zoom), 1]] as const;
    this.sieges.forEach(([sx, sy], i) => {
      const strength = this.strengths[i] as number;
      if (strength <= 0 || Number.isNaN(sx)) return;
      const [x, y] = this.at(sx, sy);
      high.globalAlpha = strength;
      for (const [radius, wide] of sizes) {
        high.lineWidth = wide;
        high.beginPath();
        high.arc(x, y, radius, 0, 2 * Math.PI);
        high.stroke();
      }
    });
    high.globalAlpha = 1;
  }
}
