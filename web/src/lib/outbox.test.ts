import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

type Answer = { status: number; body: unknown } | "lost";

const store = new Map<string, string>();
const sent: string[] = [];
let answers: (url: string) => Answer = () => "lost";

vi.stubGlobal("localStorage", {
  getItem: (key: string) => store.get(key) ?? null,
  setItem: (key: string, value: string) => void store.set(key, value),
  removeItem: (key: string) => void store.delete(key),
});
vi.stubGlobal("fetch", async (url: string) => {
  const answer = answers(url);
  if (answer === "lost") throw new TypeError("no connection");
  sent.push(url);
  return new Response(JSON.stringify(answer.body), { status: answer.status });
});

/** A page opened anew: modules hold what a page holds. */
async function opened(case_id = "c1", encrypted = false): Promise<{ outbox: (typeof import("./outbox.svelte"))["outbox"]; connection: (typeof import("./connection.svelte"))["connection"] }> {
  vi.resetModules();
  const { connection } = await import("./connection.svelte");
  const { served } = await import("./api");
  const { outbox } = await import("./outbox.svelte");
  served.case_id = case_id;
  outbox.open(case_id, encrypted);
  return { outbox, connection };
}
const settle = async (ms = 20): Promise<void> => void (await vi.advanceTimersByTimeAsync(ms));
const fine = (): Answer => ({ status: 200, body: { outcome: { seq: 1 } } });

beforeEach(() => {
  store.clear();
  sent.length = 0;
  answers = () => "lost";
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
});

afterEach(() => {
  vi.clearAllTimers(); // a page of one test asks the server nothing during the next
  vi.useRealTimers();
});

describe("the outbox", () => {
  it("names each decision, so that two pages that send the same one enter it once", async () => {
    const names: (string | null)[] = [];
    const real = globalThis.fetch;
    vi.stubGlobal("fetch", async (url: string, init: RequestInit) => {
      names.push(new Headers(init.headers).get("X-Maydan-Once"));
      return real(url, init);
    });
    const { outbox } = await opened();
    void outbox.put("outlooks/a/settle", {}, "a", "a");
    await settle();
    const [left] = JSON.parse(store.get("maydan.outbox.c1") ?? "[]") as { id: string }[];
    answers = fine;
    const other = await opened(); // another page of the same browser
    await settle();
    expect(names.length).toBe(2);
    expect(new Set(names)).toEqual(new Set([left?.id]));
    expect(other.outbox.waiting).toEqual([]);
    vi.stubGlobal("fetch", real);
  });

  it("keeps what is decided without a connection and sends it in order when there is one", async () => {
    const { outbox, connection } = await opened();
    void outbox.put("records/a/decide", {}, "a", "a");
    const second = outbox.put("records/b/decide", {}, "b", "b");
    await settle();
    expect(connection.lost).toBe(true);
    expect(outbox.waiting.map((w) => w.record_id)).toEqual(["a", "b"]);
    answers = fine;
    connection.restore();
    await second;
    expect(sent).toEqual(["/api/records/a/decide", "/api/records/b/decide"]);
    expect(outbox.waiting).toEqual([]);
  });

  it("sends what a closed page left behind", async () => {
    const { outbox } = await opened();
    void outbox.put("records/a/decide", {}, "a", "a");
    await settle();
    answers = fine;
    const { outbox: next } = await opened();
    await settle();
    expect(sent).toEqual(["/api/records/a/decide"]);
    expect(next.waiting).toEqual([]);
    expect(store.size).toBe(0);
  });

  it("sends what one case left behind to no other case", async () => {
    const { outbox } = await opened("c1");
    void outbox.put("records/a/decide", {}, "a", "a");
    await settle();
    answers = fine;
    const { outbox: other } = await opened("c2");
    await settle();
    expect([sent, other.waiting]).toEqual([[], []]);
    await opened("c1");
    await settle();
    expect(sent).toEqual(["/api/records/a/decide"]);
  });

  it("keeps what waits where another case is served now", async () => {
    const { outbox } = await opened();
    answers = () => ({ status: 409, body: { error: "another case", case: "another" } });
    void outbox.put("records/a/decide", {}, "a", "a");
    await settle();
    expect([outbox.waiting.length, outbox.refused.length, store.size]).toEqual([1, 0, 1]);
  });

  it("writes nothing of an encrypted case to the store", async () => {
    const { outbox } = await opened("c1", true);
    void outbox.put("records/a/decide", {}, "words of a report", "a");
    await settle();
    expect([outbox.waiting.length, store.size]).toEqual([1, 0]);
  });

  it("leaves what another tab of the case stored", async () => {
    const { outbox: one } = await opened();
    const { outbox: two } = await opened();
    void one.put("records/a/decide", {}, "a", "a");
    void two.put("records/b/decide", {}, "b", "b");
    await settle();
    expect(JSON.parse(store.get("maydan.outbox.c1") ?? "[]").map((w: { label: string }) => w.label)).toEqual(["a", "b"]);
  });

  it("tells a refusal, once, and goes on with the next", async () => {
    const { outbox } = await opened();
    answers = (url) => (url.includes("/a/") ? { status: 409, body: { error: "another came between", record: { version: 2 } } } : fine());
    const first = outbox.put("records/a/decide", {}, "a", "a");
    const second = outbox.put("records/b/decide", {}, "b", "b");
    await expect(first).rejects.toMatchObject({ status: 409, body: { record: { version: 2 } } });
    await second;
    expect(outbox.refused.map((r) => r.record_id)).toEqual(["a"]);
    outbox.forget(outbox.refused[0]!.id);
    expect(outbox.refused).toEqual([]);
  });

  it("waits for a case that another writes to", async () => {
    const { outbox } = await opened();
    let asked = 0;
    answers = (url) => (url.includes("/busy/") && asked++ === 0 ? { status: 503, body: { error: "busy" } } : fine());
    const taken = outbox.put("records/busy/decide", {}, "busy", "busy");
    await settle(1600);
    await taken;
    expect(asked).toBe(2);
    expect(outbox.refused).toEqual([]);
  });

  it("gives back what waits, never what is being sent", async () => {
    const { outbox, connection } = await opened();
    void outbox.put("records/a/decide", {}, "a", "a");
    await settle();
    expect(outbox.withdraw("b")).toBe(false);
    expect(outbox.withdraw("a")).toBe(true);
    answers = fine;
    connection.restore();
    await settle();
    expect(sent).toEqual([]);
    let taken = false;
    void outbox.put("records/c/decide", {}, "c", "c").then(() => (taken = true));
    expect(outbox.withdraw("c")).toBe(false);
    const attempt = outbox.attempt();
    await settle();
    await attempt; // who waited for it to be taken goes first
    expect(taken).toBe(true);
  });
});
