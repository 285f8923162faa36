// Loading what a view shows: the newest question wins, older ones are aborted. What is shown stays until the answer where
// only the query differs; what was asked of another thing goes at once, so that none stands under another's name.
import { untrack } from "svelte";
import { ApiError, LostConnection, get, type Query } from "./api";
import { connection } from "./connection.svelte";

/** How many questions of views wait for their answer; a line under the header shows it where that takes a while. */
class Asking {
  count = $state(0);
}
export const asking = new Asking();

export class Loading<T> {
  data = $state.raw<T | undefined>(undefined);
  error = $state.raw<ApiError | undefined>(undefined);
  busy = $state(false);
  private running: AbortController | undefined;
  private path = "";

  async ask(path: string, query: Query = {}): Promise<void> {
    this.running?.abort();
    const mine = new AbortController();
    this.running = mine;
    if (path !== this.path) this.data = this.error = undefined;
    this.path = path;
    this.busy = true;
    asking.count += 1;
    try {
      const data = await get<T>(path, query, mine.signal);
      if (this.running === mine) {
        this.data = data;
        this.error = undefined;
      }
    } catch (error) {
      if (this.running !== mine || mine.signal.aborted) return;
      if (error instanceof ApiError) {
        this.error = error;
        this.data = undefined;
      } else if (!(error instanceof LostConnection)) throw error;
    } finally {
      asking.count -= 1;
      if (this.running === mine) this.busy = false;
    }
  }
}

/** A `Loading` that asks again whenever what `question` reads has changed; null asks nothing. Call at a component's top. */
export function load<T>(question: () => [path: string, query?: Query] | null): Loading<T> {
  const loading = new Loading<T>();
  $effect(() => {
    const asked = question();
    void connection.lost; // ask again when the server is back
    if (asked) untrack(() => void loading.ask(...asked));
  });
  return loading;
}
