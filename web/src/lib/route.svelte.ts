// The address is the state of the view: a link shows the same. Paths name the view, the query holds its settings.

class Route {
  path = $state("/");
  query = $state<Record<string, string>>({});
  readonly parts = $derived(this.path.split("/").filter(Boolean).map(safe));
  readonly view = $derived(this.parts[0] ?? "library");

  constructor() {
    this.read();
    addEventListener("popstate", () => this.read());
  }

  get(key: string, otherwise = ""): string {
    return this.query[key] ?? otherwise;
  }

  /** Go to a view; `replace` for what is no step back (typing, sliding). */
  go(path: string, query: Record<string, string | number | null | undefined> = {}, replace = false): void {
    const url = href(path, query);
    if (url === location.pathname + location.search) return;
    history[replace ? "replaceState" : "pushState"](null, "", url);
    this.read();
  }

  /** Change settings of the same view; null or "" takes one out. */
  set(changes: Record<string, string | number | null | undefined>, replace = true): void {
    this.go(this.path, { ...this.query, ...changes }, replace);
  }

  private read(): void {
    this.path = location.pathname;
    const query = Object.fromEntries(new URLSearchParams(location.search));
    delete query["lang"];
    this.query = query;
  }
}

function safe(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** The address of a view, for links. Parts of the path that are data go through `encodeURIComponent` first. */
export function href(path: string, query: Record<string, string | number | null | undefined> = {}): string {
  const given = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== "") given.set(key, String(value));
  }
  const text = given.toString();
  return path + (text ? `?${text}` : "");
}

export const route = new Route();

/** Put on the page's root: links inside the page change the view without loading it anew. */
export function links(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = (event.target as Element | null)?.closest?.("a");
  if (!link || link.target || link.hasAttribute("download") || link.origin !== location.origin) return;
  if (link.pathname.startsWith("/api/") || (link.hash && link.pathname === location.pathname)) return;
  event.preventDefault();
  route.go(link.pathname, Object.fromEntries(new URLSearchParams(link.search)));
}
