// The keys of the view at hand, so that the help can list them. A view calls `useKeys` once at its top.
import type { Key } from "./keys";
import { press } from "./keys";

class ViewKeys {
  keys = $state.raw<readonly Key[]>([]);
}

export const viewKeys = new ViewKeys();

export function useKeys(keys: readonly Key[]): void {
  $effect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (!document.querySelector("dialog[open]")) press(event, keys);
    };
    viewKeys.keys = keys;
    addEventListener("keydown", listen);
    return () => {
      removeEventListener("keydown", listen);
      viewKeys.keys = [];
    };
  });
}
