// Classes of incidents as the strips show them: a few groups, each with a colour and a sign of its own.
export const GROUPS = ["violence", "fighting", "control", "siege", "talks", "movement", "other"] as const;
export type Group = (typeof GROUPS)[number];

const OF: Record<string, Group> = {
  violence: "violence", destroy: "violence", starve: "violence",
  fighting: "fighting", force: "fighting",
  control: "control", leaving: "control",
  siege: "siege", "supply-cut": "siege", "siege-broken": "siege",
  talks: "talks", truce: "talks", "truce-broken": "talks",
  movement: "movement", custody: "movement", aid: "movement",
};

export function groupOf(name: string): Group {
  return OF[name] ?? "other";
}

// Paul Tol's "bright" and "high-contrast" schemes, darkened for the light ground.
const LIGHT: Record<Group, string> = {
  violence: "#b3324a", fighting: "#c77f1a", control: "#2a6ca8", siege: "#6f3f8f", talks: "#1f7a4d", movement: "#2f8f9d", other: "#77736a",
};
const DARK: Record<Group, string> = {
  violence: "#f0798c", fighting: "#f0b45c", control: "#7db5ea", siege: "#c39ae0", talks: "#74cf9d", movement: "#7fd3de", other: "#a8a59d",
};

export function groupColour(group: Group, dark: boolean): string {
  return (dark ? DARK : LIGHT)[group];
}

/** Counts by class summed up to groups, in the order in which they are stacked. */
export function stacked(byClass: Record<string, number>): { group: Group; count: number }[] {
  const sums = new Map<Group, number>();
  for (const [name, count] of Object.entries(byClass)) sums.set(groupOf(name), (sums.get(groupOf(name)) ?? 0) + count);
  return GROUPS.filter((g) => sums.get(g)).map((group) => ({ group, count: sums.get(group) as number }));
}
