// A document opened for reading: its text, records as they stand now, mentions, and what can be lit in it.
import { part } from "../api";
import { decisions } from "../decisions.svelte";
import { load, type Loading } from "../load.svelte";
import { Offsets } from "../offsets";
import type { Mention } from "../slots";
import type { DocumentAnswer, NamedMention, RecordRow } from "../types";
import { byPlace, type Span } from "./spans";
import { trimmed, type Stretch } from "./words";

export class Sheet {
  readonly loading: Loading<DocumentAnswer>;
  readonly data = $derived.by(() => this.loading.data);
  readonly text = $derived.by(() => this.data?.text ?? "");
  readonly offsets = $derived.by(() => new Offsets(this.text));
  /** In order of the text, as decisions of this page left them. */
  readonly records = $derived.by(() => [...(this.data?.records ?? [])].map((r) => decisions.of(r)).sort(byPlace));
  readonly byId = $derived.by(() => new Map(this.records.map((r) => [r.record_id, r])));
  readonly recordSpans = $derived.by(() =>
    this.records.map((r): Span => ({
      id: r.record_id,
      layer: r.state === "rejected" ? "rejected" : r.kind_of_record,
      ...this.stretch(r.start, r.end),
    })),
  );
  readonly actors = $derived.by(() => this.named(this.data?.mentions.actors ?? [], (m) => m.id));
  readonly places = $derived.by(() => this.named(this.data?.mentions.places ?? [], (m) => m.place ?? m.name_en));
  readonly times = $derived.by(() =>
    (this.data?.mentions.times ?? [])
      .filter((m) => m.value)
      .map((m): Mention => ({ id: String(m.value), words: m.text, ...this.stretch(m.start, m.end) })),
  );

  /** Call at a component's top. */
  constructor(id: () => string | undefined) {
    this.loading = load<DocumentAnswer>(() => {
      const asked = id();
      void decisions.added;
      return asked ? [`documents/${part(asked)}`] : null;
    });
  }

  /** Code points of the server to units of the page. */
  stretch(start: number, end: number): Stretch {
    return { start: this.offsets.units(start), end: this.offsets.units(end) };
  }

  words(at: Stretch): string {
    return this.text.slice(at.start, at.end);
  }

  /** Units of the page to code points of the server. */
  points(at: Stretch): Stretch {
    return { start: this.offsets.points(at.start), end: this.offsets.points(at.end) };
  }

  /** The line around a place, for entering a record without selecting: at most 300 letters. */
  line(at: number): Stretch {
    const start = this.text.lastIndexOf("\n", Math.max(0, at - 1)) + 1;
    const end = this.text.indexOf("\n", at);
    return trimmed(this.text, start, Math.min(end < 0 ? this.text.length : end, start + 300)) ?? { start: at, end: at + 1 };
  }

  /** Spans of the layers that are switched on. */
  spans(on: ReadonlySet<string>, state = ""): Span[] {
    const mentions = [
      ...(on.has("place") ? this.places.map((m) => ({ layer: "place", m })) : []),
      ...(on.has("actor") ? this.actors.map((m) => ({ layer: "actor", m })) : []),
    ].map(({ layer, m }): Span => ({ id: `${layer} ${m.id}`, layer, start: m.start, end: m.end }));
    const records = this.recordSpans.filter((s) => {
      const record = this.byId.get(s.id);
      return record !== undefined && on.has(record.kind_of_record) && matches(record, state);
    });
    return [...mentions, ...records];
  }

  private named(all: readonly NamedMention[], id: (m: NamedMention) => string | undefined): Mention[] {
    return all.flatMap((m) => {
      const key = id(m);
      return key ? m.mentions.map(([start, end]): Mention => ({ id: key, words: this.offsets.slice(start, end), ...this.stretch(start, end) })) : [];
    });
  }
}

/** Whether a record is in a state of the filter: "" for all, "standing" for all but rejected, "confirm" for those to confirm. */
export function matches(record: RecordRow, state: string): boolean {
  if (!state) return true;
  if (state === "standing") return record.state !== "rejected";
  if (state === "confirm") return record.confirm;
  return record.state === state;
}
