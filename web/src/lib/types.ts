// What the server answers: docs/web-api.md. Offsets in these are code points; see offsets.ts.

export type Kind = "event" | "holding" | "tie" | "saying" | "outlook" | "figure" | "time";
export type State = "machine" | "accepted" | "corrected" | "rejected" | "added";
export const KINDS: readonly Kind[] = ["event", "holding", "tie", "saying", "outlook", "figure", "time"];
export const STATES: readonly State[] = ["machine", "accepted", "corrected", "added", "rejected"];

export interface Page<T> {
  rows: T[];
  total: number;
  more: boolean;
}

export interface CaseInfo {
  title: string;
  case_id: string;
  encrypted: boolean;
  theatre: string;
  version: string;
  days: { from: string | null; to: string | null };
  counts: Record<string, number>;
  sources: { source: string; documents: number }[];
  reviewers: string[];
  reviewer?: string; // with whose name the server was started
  picture: "ready" | "working";
  changed: number;
}

export interface Vocabulary {
  event_types: { type: string; family: string }[];
  statuses: string[];
  changes: string[];
  relations: string[];
  figure_of: string[];
  outlook_kinds: string[];
  polarities: string[];
  saying_kinds: string[];
  time_types: string[];
  states: State[];
  editable: Record<Kind, string[]>;
  formats: { name: string; extension: string; description: string }[];
  profiles: string[];
}

export interface DocumentRow {
  document_id: string;
  name: string;
  title: string | null;
  source: string;
  author: string | null;
  url: string | null;
  published: string | null;
  reference_date: string | null;
  reference_earliest: string | null;
  reference_latest: string | null;
  language: string;
  length: number;
  records: number;
  decided: number;
  copy_of: string | null;
  copies: { document_id: string; source: string; name: string }[];
  snippet?: string;
  snippet_start?: number;
  highlights?: [number, number][];
}

/** A record as it stands: common fields, and the slots of its kind under their own names. */
export interface RecordRow {
  record_id: string;
  document_id: string;
  kind_of_record: Kind;
  source: string;
  state: State;
  version: number;
  confirm: boolean;
  confidence: number;
  rule: string;
  quote: string;
  start: number;
  end: number;
  status?: string;
  voice?: string;
  type?: string;
  day_from?: string | null;
  day_to?: string | null;
  day_inferred?: boolean;
  importance?: number;
  context?: Context;
  [slot: string]: unknown;
}

export interface Context {
  before: string;
  quote: string;
  after: string;
}

export interface Decision {
  seq: number;
  at: string;
  action: string;
  reviewer: string;
  record_id: string;
  active: boolean;
  content: Record<string, unknown> | null;
}

export interface Quote {
  record_id: string;
  document_id: string;
  source: string;
  quote: string;
}

export interface Interval {
  place: string;
  account: string;
  state: "held" | "contested" | "shared" | "unknown";
  holders: string[];
  start_earliest: string | null;
  start_latest: string | null;
  end_earliest: string | null;
  end_latest: string | null;
  last_seen: string | null;
  claims: string[];
  sources: number;
  doubts: string[];
  quotes?: Quote[];
}

export interface Incident {
  incident_id: string;
  class: string;
  type: string;
  types: string[];
  reports: number;
  sources: number;
  records: number;
  day_from: string | null;
  day_to: string | null;
  confidence: number;
  who: string[];
  whom: string[];
  where: string[];
  lat: number | null;
  lon: number | null;
  killed_low: number | null;
  killed_best: number | null;
  killed_high: number | null;
  wounded_low: number | null;
  wounded_best: number | null;
  wounded_high: number | null;
  denied_by: string[];
  disagreements: unknown[];
  first_quote?: string;
}

/** What a record rests on: the rule, the words of each slot, what was left out, how its time was worked out. */
export interface Why {
  rule: string;
  lexicon: string | null;
  slots: { slot: string; value: unknown; words: string; start: number | null; end: number | null; rule: string | null }[];
  rejected: { slot: string; value: unknown; reason: string; start?: number; end?: number }[];
  time: { text: string; value: string; rule: string; anchor: string; start?: number | null; end?: number | null } | null;
  reader?: string;
}

export interface TextMention {
  text: string;
  start: number;
  end: number;
  value?: string | number | null;
  rule?: string;
  anchor?: string;
  [slot: string]: unknown;
}

/** A place or actor of a document with every stretch that names it. */
export interface NamedMention {
  place?: string; // key
  id?: string; // of an actor
  text: string;
  name_en: string;
  mentions: [number, number][];
  [slot: string]: unknown;
}

export interface DocumentAnswer {
  document: DocumentRow;
  text: string;
  reference_date: {
    value: string | null;
    earliest: string | null;
    latest: string | null;
    why: string;
    printed: string | null;
    evidence: [number, number][];
    printed_date_wrong: boolean;
  };
  copies: { document_id: string; source: string; name: string; original: boolean }[];
  sightings: Record<string, unknown>[];
  mentions: { times: TextMention[]; places: NamedMention[]; actors: NamedMention[]; figures: TextMention[] };
  records: RecordRow[];
  left_out?: { start: number; end: number; reason: string }[]; // stretches that were not read like the body
  warnings?: string[];
}

export interface RecordAnswer {
  record: RecordRow;
  machine: RecordRow | null;
  history: Decision[];
  document: { document_id: string; name: string; title: string | null; source: string; reference_date: string | null };
  context: Context;
  why: Why;
  incident_id: string | null;
  citation: { text_ar: string; text_en: string; address: string };
}
