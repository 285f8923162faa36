// What a view will ask for anyway, asked for while its code is still on its way. Each answer is handed out once.
const asked = new Map<string, Promise<Response>>();

export function ask(url: string): void {
  const answer = fetch(url, { credentials: "same-origin" });
  answer.catch(() => undefined); // whoever takes it sees the failure
  asked.set(url, answer);
}

/** The answer to a question asked before, the first time it is wanted. */
export function early(url: string): Promise<Response> | undefined {
  const answer = asked.get(url);
  asked.delete(url);
  return answer;
}
