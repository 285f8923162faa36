// Keyboard: one table of keys for a view, silent while somebody types or a modifier is held.
import { settings } from "./settings.svelte";

export interface Key {
  key: string; // as KeyboardEvent.key, or "g l" for two in a row
  label: string; // key of the catalogue
  run: () => void;
  when?: () => boolean; // leaves the key to the page where it says false
}

let first: { key: string; at: number } | undefined;

export function typing(event: KeyboardEvent): boolean {
  const at = event.target as HTMLElement | null;
  return !!at?.closest?.("input, textarea, select, [contenteditable], dialog[open] .typing");
}

/** Handle a key by a table; true when one ran. Letters are read by place too, so that they work on an Arabic keyboard. */
export function press(event: KeyboardEvent, keys: readonly Key[]): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || typing(event)) return false;
  if (!settings.shortcuts && event.key.length === 1) return false;
  const latin = /^Key([A-Z])$/.exec(event.code)?.[1]?.toLowerCase();
  const key = event.key.length === 1 && latin && !/[a-z]/i.test(event.key) ? latin : event.key;
  const two = first && event.timeStamp - first.at < 1200 ? `${first.key} ${key}` : "";
  const found = keys.find((k) => k.key === two) ?? keys.find((k) => k.key === key);
  first = { key, at: event.timeStamp }; // when it was pressed: a busy page may hear of it later
  if (!found || found.when?.() === false) return false;
  first = undefined;
  event.preventDefault();
  found.run();
  return true;
}
