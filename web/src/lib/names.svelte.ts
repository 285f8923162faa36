// Names of the actors and places of the case in the reader's language, loaded once and again after changes.
import { get } from "./api";
import { settings } from "./settings.svelte";

type ActorRow = [id: string, ar: string, en: string, kind: string, records: number];
type PlaceRow = [key: string, ar: string, en: string, kind: string, lat: number | null, lon: number | null, records: number];

export interface Named {
  id: string;
  ar: string;
  en: string;
  kind: string;
  records: number;
  lat?: number | null;
  lon?: number | null;
}

class Names {
  actors = $state.raw(new Map<string, Named>());
  places = $state.raw(new Map<string, Named>());
  private readonly byEnglish = $derived(new Map([...this.places.values()].map((p) => [p.en, p])));

  async load(): Promise<void> {
    const found = await get<{ actors: ActorRow[]; places: PlaceRow[] }>("names");
    this.actors = new Map(found.actors.map(([id, ar, en, kind, records]) => [id, { id, ar, en, kind, records }]));
    this.places = new Map(
      found.places.map(([id, ar, en, kind, lat, lon, records]) => [id, { id, ar, en, kind, records, lat, lon }]),
    );
  }

  actor(id: string | null | undefined): string {
    return id ? this.label(this.actors.get(id), readable(id)) : "";
  }

  place(key: string | null | undefined): string {
    return key ? this.label(this.places.get(key), readable(key)) : "";
  }

  /** A place by its name in English, as readings have it. */
  placeNamed(en: string): string {
    return this.label(this.byEnglish.get(en), en);
  }

  private label(found: Named | undefined, otherwise: string): string {
    if (!found) return otherwise;
    return (settings.language === "ar" ? found.ar || found.en : found.en || found.ar) || otherwise;
  }
}

/** An id that has no name yet: "new:free-army" as "free army", "x:SY:تل الشيخ:36.1,37.2" as "تل الشيخ". */
function readable(id: string): string {
  const parts = id.split(":");
  if (parts[0] === "x" && parts[2]) return parts[2];
  return (parts.at(-1) ?? id).replaceAll("-", " ");
}

export const names = new Names();
