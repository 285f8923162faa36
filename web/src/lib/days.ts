// Days as numbers since 1970-01-01, for sliders and axes. A day is "YYYY-MM-DD", never a moment.

export function dayNumber(value: string): number {
  return Math.round(Date.parse(`${value.slice(0, 10)}T00:00:00Z`) / 86_400_000);
}

export function numberDay(value: number): string {
  return new Date(value * 86_400_000).toISOString().slice(0, 10);
}

export function addDays(value: string, days: number): string {
  return numberDay(dayNumber(value) + days);
}

export function isDay(value: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value)) && numberDay(dayNumber(value)) === value;
}
