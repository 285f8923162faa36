// Names as a map label can show them: MapLibre turns brackets round in Arabic and sets vowel signs off their letters.
const SIGNS = /[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

export function label(name: string): string {
  return name.normalize("NFC").replace(SIGNS, "").replace(/\s*[([{<].*?[)\]}>]\s*/g, " ").replace(/[()[\]{}<>]/g, " ").replace(/\s+/g, " ").trim();
}

const ARABIC = ["أ", "ب", "ج", "د", "ه", "و", "ز", "ح", "ط"];

/** The letter that stands for a holder on the map beside its colour; "" for those without one. */
export function letter(rank: number, arabic: boolean): string {
  if (rank < 0 || rank > 8) return "";
  return arabic ? (ARABIC[rank] ?? "") : String.fromCharCode(65 + rank);
}
