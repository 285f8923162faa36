// Decisions on their way. Each is written to the browser's store before it is sent and taken out when the server has
// it, so that a lost connection or a closed page loses none. Sent in order; a refusal is shown and not sent again.
import { ApiError, LostConnection, change } from "./api";
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

const KEY = "maydan.outbox";
const BUSY = 503;
const RETRY_MS = 1500;

class Outbox {
  waiting = $state<Waiting[]>([]);
  refused = $state<Refused[]>([]);
  private sending = false;
  private readonly settled = new Map<string, { done: (value: unknown) => void; failed: (error: unknown) => void }>();

  constructor() {
    try {
      this.waiting = JSON.parse(localStorage.getItem(KEY) ?? "[]") as Waiting[];
    } catch {
      this.waiting = [];
    }
    connection.onBack(() => void this.flush());
    if (this.waiting.length) void this.flush(); // left over from a page that was closed
  }

  /** Resolves when the server took it; stays pending while the connection is lost; rejects when it was refused. */
  put<T>(path: string, body: Record<string, unknown>, label: string, record_id: string | null = null): Promise<T> {
    const id = crypto.randomUUID();
    this.waiting.push({ id, path, body, label, record_id });
    this.save();
    const answer = new Promise<T>((done, failed) => {
      this.settled.set(id, { done: done as (value: unknown) => void, failed });
    });
    void this.flush();
    return answer;
  }

  async flush(): Promise<void> {
    if (this.sending) return;
    this.sending = true;
    try {
      for (let next = this.waiting[0]; next; next = this.waiting[0]) {
        try {
          const answer = await change("POST", next.path, next.body);
          this.drop(next.id);
          this.settled.get(next.id)?.done(answer);
        } catch (error) {
          if (error instanceof LostConnection) return;
          if (error instanceof ApiError && error.status === BUSY) {
            setTimeout(() => void this.flush(), RETRY_MS); // another writes this moment: it waits, nothing is refused
            return;
          }
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
    }
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
    this.save();
  }

  private save(): void {
    localStorage.setItem(KEY, JSON.stringify(this.waiting));
  }
}

export const outbox = new Outbox();
