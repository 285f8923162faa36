// An incident in full, as the server answers it, and what is worked out from it for reading.
import type { Incident, RecordRow } from "../../lib/types";

export type Member = RecordRow & {
  stance?: "tells" | "denies";
  trigger?: string;
  who?: string[];
  whom?: string[];
  where?: string[];
  when?: string | null;
  killed_low?: number | null;
  killed_best?: number | null;
  killed_high?: number | null;
  wounded_low?: number | null;
  wounded_best?: number | null;
  wounded_high?: number | null;
  document?: { document_id: string; name: string; title: string | null; source: string; reference_date: string | null };
};

export interface Pair {
  a: string;
  b: string;
  score: number;
  why?: string | null;
  [slot: string]: unknown;
}

export interface Judgement {
  seq: number;
  action: string;
  reviewer: string;
  at: string;
  a: string;
  b: string | null;
  reason: string;
}

export interface FullIncident {
  incident: Incident & { who_counts?: number[]; whom_counts?: number[]; where_counts?: number[] };
  members: Member[];
  pairs: Pair[];
  judgements: Judgement[];
}

export interface Report {
  document_id: string;
  source: string;
  name: string;
  members: Member[];
}

/** The members by report, in the order of their reports' days and of the words in them. */
export function reports(members: readonly Member[]): Report[] {
  const found = new Map<string, Report>();
  const sorted = [...members].sort((a, b) => (a.document?.reference_date ?? "9").localeCompare(b.document?.reference_date ?? "9") || a.start - b.start);
  for (const member of sorted) {
    let report = found.get(member.document_id);
    if (!report) {
      report = { document_id: member.document_id, source: member.document?.source ?? member.source, name: member.document?.title || member.document?.name || "", members: [] };
      found.set(member.document_id, report);
    }
    report.members.push(member);
  }
  return [...found.values()];
}

export type Harm = "killed" | "wounded";

/** Who says how many: a line for each different count of each source. */
export function tolls(members: readonly Member[], harm: Harm): { low: number | null; best: number | null; high: number | null; source: string; member: Member }[] {
  const seen = new Set<string>();
  return members.flatMap((member) => {
    const [low, best, high] = [member[`${harm}_low`] ?? null, member[`${harm}_best`] ?? null, member[`${harm}_high`] ?? null];
    if (low === null && best === null && high === null) return [];
    const id = [member.source, low, best, high].join(" ");
    if (seen.has(id)) return [];
    seen.add(id);
    return [{ low, best, high, source: member.source, member }];
  }).sort((a, b) => (b.best ?? b.high ?? 0) - (a.best ?? a.high ?? 0));
}

const SLOTS = ["when", "where", "who", "whom", "type", "toll"] as const;

/** How well two reports agree, slot by slot, 0 to 1; only slots that the server scored. */
export function slotScores(pair: Pair): { slot: string; score: number }[] {
  return SLOTS.flatMap((slot) => {
    const score = pair[`${slot}_score`];
    return typeof score === "number" ? [{ slot, score }] : [];
  });
}
