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
  theatre: string;
  version: string;
  days: { from: string | null; to: string | null };
  counts: Record<string, number>;
  sources: { source: string; documents: number }[];
  reviewers: string[];
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
  copies: string[];
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
