// Which component shows which address: `list` for /name, `one` for /name/id. Loaded when first looked at.
import type { Component } from "svelte";
import { ask } from "./early";

type Loader = () => Promise<{ default: Component }>;
interface View {
  list?: Loader;
  one?: Loader;
}

export const VIEWS = {
  library: { list: () => import("../views/Library.svelte") },
  read: { one: () => import("../views/Reader.svelte") },
  review: { list: () => import("../views/Review.svelte") },
  record: { one: () => import("../views/Record.svelte") },
  map: { list: () => import("../views/Map.svelte") },
  timeline: { list: () => import("../views/Timeline.svelte") },
  places: { list: () => import("../views/Places.svelte"), one: () => import("../views/Place.svelte") },
  actors: { list: () => import("../views/Actors.svelte"), one: () => import("../views/Actor.svelte") },
  network: { list: () => import("../views/Network.svelte") },
  contradictions: { list: () => import("../views/Contradictions.svelte") },
  outlooks: { list: () => import("../views/Outlooks.svelte") },
  searches: { list: () => import("../views/Searches.svelte") },
  notfound: { one: () => import("../views/NotFound.svelte") },
} satisfies Record<string, View> as Record<string, View> & { notfound: { one: Loader } };

/** Start loading what an address shows, before the frame is there to ask for it. */
export function begin(path: string, query: URLSearchParams): void {
  const [name = "library", one] = path.split("/").filter(Boolean);
  const view = VIEWS[name];
  void (one === undefined ? view?.list : view?.one)?.().catch(() => undefined); // the frame asks again, and says so
  if (name === "map") {
    ask("/api/map/base");
    ask(`/api/map/intervals?${new URLSearchParams({ by: query.get("by") || "*" }).toString()}`);
    void import("../components/map/ground").catch(() => undefined);
  }
}

/** The views of the navigation, the letter after "g" that goes there, and the views that count as inside them. */
export const NAVIGATION: readonly { view: string; letter: string; also?: readonly string[] }[] = [
  { view: "library", letter: "l", also: ["read"] },
  { view: "review", letter: "r", also: ["record"] },
  { view: "map", letter: "m" },
  { view: "timeline", letter: "t" },
  { view: "places", letter: "p" },
  { view: "actors", letter: "a" },
  { view: "network", letter: "n" },
  { view: "contradictions", letter: "c" },
  { view: "outlooks", letter: "o" },
  { view: "searches", letter: "s" },
];
