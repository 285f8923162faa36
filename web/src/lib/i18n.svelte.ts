// Words of the interface: one folder a language, one file a part, ICU messages. `t("reader.copies", {n: 3})`.
import { IntlMessageFormat } from "intl-messageformat";
import { settings, type Language } from "./settings.svelte";

type Catalogue = Record<string, string>;
type Values = Record<string, string | number | null | undefined>;

function collect(files: Record<string, { default: Catalogue }>): Catalogue {
  const all: Catalogue = {};
  for (const [path, file] of Object.entries(files)) {
    const name = (path.split("/").pop() ?? "").replace(".json", "");
    for (const [key, words] of Object.entries(file.default)) all[`${name}.${key}`] = words;
  }
  return all;
}

const catalogues: Record<Language, Catalogue> = {
  en: collect(import.meta.glob("../i18n/en/*.json", { eager: true })),
  ar: collect(import.meta.glob("../i18n/ar/*.json", { eager: true })),
};
const made = new Map<string, IntlMessageFormat>();

function message(key: string, words: string): IntlMessageFormat {
  const id = `${settings.locale}|${key}`;
  let found = made.get(id);
  if (!found) {
    found = new IntlMessageFormat(words, settings.locale, undefined, { ignoreTag: true });
    made.set(id, found);
  }
  return found;
}

/** The words of a key in the reader's language; values are isolated, so that their direction cannot turn the sentence. */
export function t(key: string, values: Values = {}): string {
  const words = catalogues[settings.language][key];
  if (words === undefined) return key;
  if (!words.includes("{") && !words.includes("''")) return words; // nothing to fill in: no message need be made
  const given: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(values)) {
    given[name] = typeof value === "number" ? value : isolate(String(value ?? ""));
  }
  return String(message(key, words).format(given));
}

/** Words for a term of the closed vocabularies ("airstrike", "allied-with"), or the term itself. */
export function term(name: string | null | undefined): string {
  if (!name) return "";
  return catalogues[settings.language][`terms.${name}`] ?? name;
}

/** A term where it begins a line, such as the name of a filter. */
export function heading(name: string): string {
  const words = term(name);
  return words.charAt(0).toLocaleUpperCase(settings.locale) + words.slice(1);
}

const FIRST_STRONG_ISOLATE = String.fromCodePoint(0x2068);
const POP_ISOLATE = String.fromCodePoint(0x2069);

export function isolate(text: string): string {
  return text === "" ? "" : FIRST_STRONG_ISOLATE + text + POP_ISOLATE;
}
