// Talking to the server: JSON in and out, errors as one line with advice, a lost connection told apart from a refusal.
import { connection } from "./connection.svelte";
import { early } from "./early";

export class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly advice: string,
    readonly body: Record<string, unknown> = {},
  ) {
    super(message);
  }
}

export class LostConnection extends Error {}

/** The case that this page was loaded from: changes name it, and a server that serves another one refuses them. */
export const served = { case_id: "" };

function marks(): Record<string, string> {
  return served.case_id ? { "X-Maydan": "1", "X-Maydan-Case": served.case_id } : { "X-Maydan": "1" };
}

export type Query = Record<string, string | number | boolean | null | undefined>;

export function address(path: string, query: Query = {}): string {
  const given = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== "" && value !== false) given.set(key, String(value));
  }
  const text = given.toString();
  return `/api/${path}${text ? `?${text}` : ""}`;
}

export const part = encodeURIComponent;

async function send(url: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await ((init.method ? undefined : early(url)) ?? fetch(url, { credentials: "same-origin", ...init }));
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    connection.lose();
    throw new LostConnection();
  }
  connection.restore();
  if (response.ok) return response;
  let body: Record<string, unknown> = {};
  try {
    body = (await response.json()) as Record<string, unknown>;
  } catch {
    // no JSON: a proxy or the server's own page
  }
  throw new ApiError(response.status, String(body["error"] ?? response.statusText), String(body["advice"] ?? ""), body);
}

export async function get<T>(path: string, query: Query = {}, signal?: AbortSignal): Promise<T> {
  const init: RequestInit = signal ? { signal } : {};
  return (await (await send(address(path, query), init)).json()) as T;
}

/** `once`: a name of the change; sent twice under it, it is made once. */
export async function change<T>(method: "POST" | "PUT" | "DELETE", path: string, body: unknown = {}, once = ""): Promise<T> {
  const response = await send(address(path), {
    method,
    headers: { "Content-Type": "application/json", ...marks(), ...(once ? { "X-Maydan-Once": once } : {}) },
    body: JSON.stringify(body),
  });
  return (response.status === 204 ? undefined : await response.json()) as T;
}

/** Send files with progress (0..1): fetch cannot tell how far an upload is. */
export function upload<T>(path: string, files: File[], progress: (share: number) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const form = new FormData();
    for (const file of files) form.append("files", file, file.name);
    const request = new XMLHttpRequest();
    request.open("POST", address(path));
    for (const [name, value] of Object.entries(marks())) request.setRequestHeader(name, value);
    request.upload.onprogress = (event) => progress(event.lengthComputable ? event.loaded / event.total : 0);
    request.onerror = () => {
      connection.lose();
      reject(new LostConnection());
    };
    request.onload = () => {
      const body = JSON.parse(request.responseText || "{}") as Record<string, unknown>;
      if (request.status < 300) resolve(body as T);
      else reject(new ApiError(request.status, String(body["error"] ?? request.statusText), String(body["advice"] ?? ""), body));
    };
    request.send(form);
  });
}
