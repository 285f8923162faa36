// What the server answers for the timeline, and the words of a bar.
export interface Bucket {
  from: string;
  to: string;
  count: number;
  killed: number | null;
  by_class: Record<string, number>;
}

type Name = [id: string, ar: string, en: string];

export interface Bar {
  id: string; // incident, or place key in the lane of sieges
  label: string; // type of the incident
  from: string;
  to: string;
  vague: boolean;
  class?: string;
  place?: Name | null;
  who?: Name[];
}

export interface Lane {
  lane: string;
  bars: Bar[];
  more?: boolean;
}

export interface Timeline {
  grain: "day" | "week" | "month" | "year";
  buckets: Bucket[];
  lanes: Lane[];
  undated: number;
  vague: number;
  days: { from: string | null; to: string | null };
}

export function named(name: Name, language: "ar" | "en"): string {
  return (language === "ar" ? name[1] || name[2] : name[2] || name[1]) || name[0];
}
