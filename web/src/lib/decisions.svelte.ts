// Decisions taken on this page: shown at once, sent through the outbox, undone in turn, held against others' decisions.
import { SvelteMap, SvelteSet } from "svelte/reactivity";
import { ApiError } from "./api";
import { theCase } from "./case.svelte";
import { t, term } from "./i18n.svelte";
import { outbox } from "./outbox.svelte";
import { settings } from "./settings.svelte";
import type { Kind, RecordRow, State } from "./types";

export interface Want {
  action: "accept" | "correct" | "reject";
  changes?: Record<string, unknown>;
  reason?: string;
  pattern?: boolean;
}

interface Outcome {
  outcome: { seq: number; record_id: string; version: number; state: State; others: number };
  record: RecordRow;
}

/** Another decision came between: the record as it stands now, and what was wanted here. */
export interface Conflict {
  record: RecordRow | undefined;
  want: Want | undefined;
  message: string;
}

interface Made {
  record_id: string;
  before: RecordRow;
  seq: number | undefined; // unknown until the server took it
}

const STATE_AFTER: Record<Want["action"], State> = { accept: "accepted", correct: "corrected", reject: "rejected" };

class Decisions {
  /** Records as they stand after decisions taken here, newer than what lists were loaded with. */
  readonly now = new SvelteMap<string, RecordRow>();
  readonly pending = new SvelteMap<string, number>();
  readonly conflicts = new SvelteMap<string, Conflict>();
  private readonly reopened = new SvelteSet<string>(); // decided here and taken back
  made = $state.raw<Made[]>([]);
  added = $state(0);
  asking = $state(false);
  message = $state(""); // said to screen readers
  private undoing: Promise<unknown> = Promise.resolve();
  private answer: ((name: string) => void) | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** A record as it stands now, whatever list it came from. */
  of(record: RecordRow): RecordRow {
    const newer = this.now.get(record.record_id);
    return newer && newer.version >= record.version ? { ...record, ...newer } : record;
  }

  /** Whether a decision on a record was taken here, or another's met, and stands. */
  stands(id: string): boolean {
    return this.now.has(id) && !this.reopened.has(id);
  }

  /** Whether a decision on a record is on its way, from this page or from before it was loaded. */
  waits(id: string): boolean {
    return !!this.pending.get(id) || outbox.waiting.some((w) => w.record_id === id);
  }

  /** The name under which decisions are taken; asked for once. "" where none was given. */
  who(): Promise<string> {
    const known = settings.reviewer.trim() || theCase.info?.reviewer?.trim(); // the one the server was started with
    if (known) return Promise.resolve(known);
    this.asking = true;
    return new Promise((resolve) => (this.answer = resolve));
  }

  named(name: string): void {
    this.asking = false;
    if (name.trim()) settings.reviewer = name.trim();
    this.answer?.(name.trim());
    this.answer = undefined;
  }

  /** Take a decision. True once it is on its way; false where no name was given or one is on its way already. */
  async decide(record: RecordRow, want: Want): Promise<boolean> {
    const id = record.record_id;
    const reviewer = await this.who();
    if (!reviewer || this.waits(id)) return false;
    const before = this.of(record);
    this.conflicts.delete(id);
    this.reopened.delete(id);
    this.now.set(id, { ...before, ...want.changes, state: STATE_AFTER[want.action] });
    const made: Made = { record_id: id, before, seq: undefined };
    this.made = [...this.made, made];
    const label = t(`review.did-${want.action}`, { kind: term(before.kind_of_record), quote: short(before.quote) });
    this.message = label;
    const body = {
      action: want.action, changes: want.changes ?? null, reason: want.reason ?? "", seen: before.version,
      pattern: want.pattern ?? false, reviewer,
    };
    void this.send(id, `records/${encodeURIComponent(id)}/decide`, body, label, want, made);
    return true;
  }

  /**
   * Take back the newest decision of this page that stands; the record's id, or undefined where there is none. One that is
   * on its way this moment is waited for; pressed twice, the two newest are taken back, one after the other.
   */
  undo(): Promise<string | undefined> {
    const turn = this.undoing.then(() => this.undoNewest());
    this.undoing = turn.catch(() => undefined);
    return turn;
  }

  private async undoNewest(): Promise<string | undefined> {
    const last = this.made.at(-1);
    if (!last) return undefined;
    if (last.seq === undefined) {
      if (!outbox.withdraw(last.record_id)) {
        await outbox.attempt(); // taken, refused, or not sent for want of a connection
        const stuck = last.seq === undefined && this.made.at(-1) === last && !this.waits(last.record_id);
        return stuck ? undefined : this.undoNewest();
      }
      this.made = this.made.slice(0, -1);
      this.now.set(last.record_id, last.before);
      this.reopened.add(last.record_id);
      this.pending.delete(last.record_id);
      this.message = t("review.undone");
      return last.record_id;
    }
    const now = this.now.get(last.record_id) ?? last.before;
    if (!(await this.takeBack(now, last.seq))) return undefined;
    this.made = this.made.filter((m) => m !== last);
    this.reopened.add(last.record_id);
    return last.record_id;
  }

  /** Undo one decision on a record by its number. */
  async takeBack(record: RecordRow, seq: number, reason = ""): Promise<boolean> {
    const reviewer = await this.who();
    const id = record.record_id;
    if (!reviewer || this.waits(id)) return false;
    const before = this.of(record);
    const label = t("review.did-undo", { kind: term(before.kind_of_record), quote: short(before.quote) });
    this.message = label;
    return this.send(id, `records/${encodeURIComponent(id)}/undo`, { seen: before.version, seq, reason, reviewer }, label);
  }

  /** Enter a record that the reader missed; its id. */
  async add(document: string, kind: Kind, slots: Record<string, unknown>, start: number, end: number, reason: string): Promise<string | undefined> {
    const reviewer = await this.who();
    if (!reviewer) return undefined;
    const label = t("review.did-add", { kind: term(kind) });
    const body = { kind, slots, start, end, reason, reviewer };
    const answer = await outbox.put<Outcome>(`documents/${encodeURIComponent(document)}/records`, body, label);
    this.now.set(answer.record.record_id, answer.record);
    this.made = [...this.made, { record_id: answer.record.record_id, before: { ...answer.record, state: "rejected" }, seq: answer.outcome.seq }];
    this.message = label;
    this.added += 1;
    this.later();
    return answer.record.record_id;
  }

  private async send(id: string, path: string, body: Record<string, unknown>, label: string, want?: Want, made?: Made): Promise<boolean> {
    this.pending.set(id, (this.pending.get(id) ?? 0) + 1);
    try {
      const answer = await outbox.put<Outcome>(path, body, label, id);
      this.now.set(id, { ...(this.now.get(id) ?? answer.record), ...answer.record });
      if (made) made.seq = answer.outcome.seq;
      if (answer.outcome.others) this.message = t("review.others", { n: answer.outcome.others });
      this.later();
      return true;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (made) {
        this.made = this.made.filter((m) => m !== made);
        this.now.set(id, made.before);
      }
      const record = error.body["record"] as RecordRow | undefined;
      this.reopened.delete(id);
      if (record) this.now.set(id, { ...(this.now.get(id) ?? record), ...record });
      this.conflicts.set(id, { record, want, message: [error.message, error.advice].filter(Boolean).join(" ") });
      for (const refused of outbox.refused.filter((r) => r.record_id === id)) outbox.forget(refused.id);
      this.message = error.message;
      return false;
    } finally {
      this.pending.delete(id);
    }
  }

  /** Counts and the picture follow decisions; asked for once they pause. */
  private later(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void theCase.refresh().catch(() => undefined), 1200);
  }
}

function short(words: string): string {
  return words.length > 60 ? `${words.slice(0, 60)}…` : words;
}

export const decisions = new Decisions();
