// What a reader prefers, kept in this browser: language, theme, digits, month names, and who decides.
export type Language = "ar" | "en";
export type Theme = "auto" | "light" | "dark";
export type Digits = "latn" | "arab";
export type Months = "levant" | "gulf" | "maghreb";
export type Graphics = "auto" | "card" | "processor"; // what draws the map's ground

const KEY = "maydan.settings";
const MONTHS: Record<Months, string> = { levant: "ar-SY", gulf: "ar-EG", maghreb: "ar-DZ" };

interface Stored {
  language: Language;
  theme: Theme;
  digits: Digits;
  months: Months;
  reviewer: string;
  shortcuts: boolean;
  graphics: Graphics;
}

function stored(): Partial<Stored> {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? "{}") as Partial<Stored>;
  } catch {
    return {};
  }
}

function asked(): Language | undefined {
  const language = new URLSearchParams(location.search).get("lang");
  return language === "ar" || language === "en" ? language : undefined;
}

class Settings {
  language = $state<Language>("en");
  theme = $state<Theme>("auto");
  digits = $state<Digits>("latn");
  months = $state<Months>("levant");
  reviewer = $state("");
  shortcuts = $state(true);
  graphics = $state<Graphics>("auto");
  private readonly wishesDark = matchMedia("(prefers-color-scheme: dark)");
  private systemDark = $state(false);

  readonly locale = $derived(
    this.language === "ar" ? `${MONTHS[this.months]}-u-nu-${this.digits}` : `en-GB-u-nu-${this.digits}`,
  );
  readonly dark = $derived(this.theme === "dark" || (this.theme === "auto" && this.systemDark));
  readonly rtl = $derived(this.language === "ar");

  constructor() {
    const known = stored();
    this.language = asked() ?? known.language ?? (navigator.language.startsWith("ar") ? "ar" : "en");
    this.theme = known.theme ?? "auto";
    this.digits = known.digits ?? "latn";
    this.months = known.months ?? "levant";
    this.reviewer = known.reviewer ?? "";
    this.shortcuts = known.shortcuts ?? true;
    this.graphics = known.graphics ?? "auto";
    this.systemDark = this.wishesDark.matches;
    this.wishesDark.addEventListener("change", (event) => (this.systemDark = event.matches));
  }

  /** Keep the settings and show them on the page; call inside an effect. */
  apply(): void {
    const { language, theme, digits, months, reviewer, shortcuts, graphics } = this;
    localStorage.setItem(KEY, JSON.stringify({ language, theme, digits, months, reviewer, shortcuts, graphics } satisfies Stored));
    const root = document.documentElement;
    root.lang = language;
    root.dir = this.rtl ? "rtl" : "ltr";
    root.dataset["theme"] = this.dark ? "dark" : "light";
  }
}

export const settings = new Settings();
