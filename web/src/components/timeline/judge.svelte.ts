// Reviewers' judgements on incidents: these reports tell of one thing, or of two. Sent through the outbox, taken back by
// number.
import { ApiError } from "../../lib/api";
import { theCase } from "../../lib/case.svelte";
import { decisions } from "../../lib/decisions.svelte";
import { t } from "../../lib/i18n.svelte";
import { outbox } from "../../lib/outbox.svelte";

class Judging {
  /** A record marked in one incident, to be joined with one of another. */
  marked = $state.raw<{ record: string; words: string } | undefined>(undefined);
  last = $state.raw<{ seq: number; words: string } | undefined>(undefined);
  busy = $state(false);
  message = $state("");

  join(a: string, b: string, reason: string): Promise<boolean> {
    return this.send("incidents/join", { a, b, reason }, t("timeline.joined"));
  }

  split(a: string, b: string, reason: string): Promise<boolean> {
    return this.send("incidents/split", { a, b, reason }, t("timeline.split"));
  }

  async undo(seq: number): Promise<boolean> {
    return this.send(`judgements/${seq}/take-back`, { reason: "" }, t("timeline.takenBack"));
  }

  private async send(path: string, body: Record<string, string>, words: string): Promise<boolean> {
    const reviewer = await decisions.who();
    if (!reviewer || this.busy) return false;
    this.busy = true;
    this.message = t("timeline.sending");
    try {
      const { seq } = await outbox.put<{ seq: number }>(path, { ...body, reviewer }, words);
      this.last = path.startsWith("incidents/") ? { seq, words } : undefined;
      this.marked = undefined;
      this.message = words;
      void theCase.refresh().catch(() => undefined);
      return true;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.message = [error.message, error.advice].filter(Boolean).join(" ");
      return false;
    } finally {
      this.busy = false;
    }
  }
}

export const judging = new Judging();
