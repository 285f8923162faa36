// Decisions on their way. Each is written to the browser's store before it is sent and taken out when the server has
// it, so that a lost connection or a closed page loses none. Sent in order; a refusal is shown and not sent again.
// The store is kept apart for each case, for any case may be served at this address, and none of it is sent to another
// one. Two pages of one browser share it: each decision bears a name of its own, under which the server takes it once.
// Of an encrypted case nothing is written to the store: what waits is lost with the page.
import { ApiError, LostConnection, change, served } from "./api";
import { connection } from "./connection.svelte";

export interface Waiting {
  id: string;
  path: string;
  body: Record<string, unknown>;
  label: string;
  record_id: string | null;
}

export interface Refused extends Waiting {
  status: number;
  error: string;
  advice: string;
}

const KEY = "maydan.outbox.";
const BUSY = 503;
const RETRY_MS = 1500;

class Outbox {
  waiting = $state<Waiting[]>([]);
  refused = $state<Refused[]>([]);
  private sending = false;
  private attempts: (() => void)[] = [];
  private readonly settled = new Map<string, { done: (value: unknown) => void; failed: (error: unknown) => void }>();

  private key: string | undefined; // none where nothing may be kept

  constructor() {
    connection.onBack(() => void this.flush());
  }

  /** Told once which case is served: what a page of the same case left behind is sent. */
  open(case_id: string, encrypted: boolean): void {
    if (encrypted) return void this.flush();
    this.key = KEY + case_id;
    const known = new Set(this.waiting.map((w) => w.id));
    for (const item of this.waiting) this.keep(item);
    this.waiting = [...this.stored().filter((w) => !known.has(w.id)), ...this.waiting];
    if (this.waiting.length) void this.flush();
  }

  /** Resolves when the server took it; stays pending while the connection is lost; rejects when it was refused. */
  put<T>(path: string, body: Record<string, unknown>, label: string, record_id: string | null = null): Promise<T> {
    const id = crypto.randomUUID();
    const item = { id, path, body, label, record_id };
    this.waiting.push(item);
    this.keep(item);
    const answer = new Promise<T>((done, failed) => {
      this.settled.set(id, { done: done as (value: unknown) => void, failed });
    });
    void this.flush();
    return answer;
  }

  async flush(): Promise<void> {
    if (this.sending || !served.case_id) return;
    this.sending = true;
    try {
      for (let next = this.waiting[0]; next; next = this.waiting[0]) {
        try {
          const answer = await change("POST", next.path, next.body, next.id);
          this.drop(next.id);
          this.settled.get(next.id)?.done(answer);
        } catch (error) {
          if (error instanceof LostConnection) return;
          if (error instanceof ApiError && error.status === BUSY) {
            setTimeout(() => void this.flush(), RETRY_MS); // another writes this moment: it waits, nothing is refused
            return;
          }
          if (error instanceof ApiError && error.body["case"] === "another") return; // it waits for its own case
          this.drop(next.id);
          const status = error instanceof ApiError ? error.status : 0;
          const advice = error instanceof ApiError ? error.advice : "";
          this.refused.push({ ...next, status, error: String((error as Error).message), advice });
          this.settled.get(next.id)?.failed(error);
        }
        this.settled.delete(next.id);
      }
    } finally {
      this.sending = false;
      for (const done of this.attempts.splice(0)) setTimeout(done); // after those who wait for what was sent
    }
  }

  /** Resolves once what is being sent this moment was taken or refused, or could not be sent. */
  attempt(): Promise<void> {
    return new Promise((done) => (this.sending ? void this.attempts.push(done) : void setTimeout(done)));
  }

  /** Take back the newest of a record that waits; false where none does or it is being sent this moment. */
  withdraw(record_id: string): boolean {
    const at = this.waiting.findLastIndex((w) => w.record_id === record_id);
    if (at < 0 || (at === 0 && this.sending)) return false;
    const id = (this.waiting[at] as Waiting).id;
    this.drop(id);
    this.settled.delete(id);
    return true;
  }

  forget(id: string): void {
    this.refused = this.refused.filter((r) => r.id !== id);
  }

  private drop(id: string): void {
    this.waiting = this.waiting.filter((w) => w.id !== id);
    this.store((stored) => stored.filter((w) => w.id !== id));
  }

  private keep(item: Waiting): void {
    this.store((stored) => [...stored.filter((w) => w.id !== item.id), item]);
  }

  private stored(): Waiting[] {
    try {
      return JSON.parse(localStorage.getItem(this.key ?? "") ?? "[]") as Waiting[];
    } catch {
      return [];
    }
  }

  /** Change what is stored; what other tabs of the same case wrote stays. */
  private store(change: (stored: Waiting[]) => Waiting[]): void {
    if (this.key === undefined) return;
    const left = change(this.stored());
    if (left.length) localStorage.setItem(this.key, JSON.stringify(left));
    else localStorage.removeItem(this.key);
  }
}

export const outbox = new Outbox();
