// Colours for actors: neutral, told apart by colour-blind eyes (Paul Tol's "muted" scheme, personal.sron.nl/~pault),
// in a fixed order by how many records name an actor. Nobody gets a flag's colour on purpose; past nine, grey.
const LIGHT = ["#332288", "#117733", "#882255", "#0077aa", "#997700", "#aa4499", "#44aa99", "#cc6677", "#666633"];
const DARK = ["#9d94e8", "#5fc487", "#e07fae", "#7cc7ee", "#ddcc77", "#d98fd0", "#7fd8c9", "#f0a0ac", "#b7b77a"];
const OTHER = { light: "#6b6b6b", dark: "#a8a8a8" };

export function colour(rank: number, dark: boolean): string {
  return (dark ? DARK : LIGHT)[rank] ?? (dark ? OTHER.dark : OTHER.light);
}

/** Ranks for a list of ids, in its order. */
export function ranks(ids: Iterable<string>): Map<string, number> {
  return new Map([...ids].map((id, i) => [id, i]));
}
