// The case and its vocabulary, shared by all views.
import { get } from "./api";
import { names } from "./names.svelte";
import type { CaseInfo, Vocabulary } from "./types";

class TheCase {
  info = $state.raw<CaseInfo | undefined>(undefined);
  vocabulary = $state.raw<Vocabulary | undefined>(undefined);

  async load(): Promise<void> {
    [this.info, this.vocabulary] = await Promise.all([
      get<CaseInfo>("case"),
      get<Vocabulary>("vocabulary"),
      names.load(),
    ]);
  }

  /** After a decision or an upload: counts, names, and whether the picture is being worked out. */
  async refresh(): Promise<void> {
    const before = this.info?.counts["documents"];
    this.info = await get<CaseInfo>("case");
    if (this.info.counts["documents"] !== before) await names.load();
  }
}

export const theCase = new TheCase();
