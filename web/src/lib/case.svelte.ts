// The case and its vocabulary, shared by all views.
import { get, served } from "./api";
import { names } from "./names.svelte";
import { outbox } from "./outbox.svelte";
import type { CaseInfo, Vocabulary } from "./types";

class TheCase {
  info = $state.raw<CaseInfo | undefined>(undefined);
  vocabulary = $state.raw<Vocabulary | undefined>(undefined);

  async load(): Promise<void> {
    const [info, vocabulary] = await Promise.all([
      get<CaseInfo>("case"),
      get<Vocabulary>("vocabulary"),
      names.load(),
    ]);
    served.case_id = info.case_id;
    this.info = info;
    this.vocabulary = vocabulary;
    outbox.open(info.case_id, info.encrypted);
  }

  /** After a decision or an upload: counts, names, and whether the picture is being worked out. */
  async refresh(): Promise<void> {
    const before = this.info?.counts["documents"];
    const info = await get<CaseInfo>("case");
    if (this.info && info.case_id !== this.info.case_id) return location.reload(); // another case is served here now
    this.info = info;
    if (this.info.counts["documents"] !== before) await names.load();
  }
}

export const theCase = new TheCase();
