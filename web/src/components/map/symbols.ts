// Signs of the map as paths in a 16 by 16 field: drawn on the map's canvas and, the same, in the legend. And the
// patterns of contested and shared ground.
import type { Group } from "../timeline/groups";

export const INCIDENT_SIGNS: Record<Group, string> = {
  violence: "M8 1 L9.6 5.2 L13.6 3 L11.5 7 L15.5 8.8 L11 9.8 L12.3 14 L8.6 11.4 L5.8 15 L5.4 10.8 L1 11.4 L4 8.2 L0.8 5 L5.2 5.4 Z",
  fighting: "M3.4 1.6 L8 6.2 L12.6 1.6 L14.4 3.4 L9.8 8 L14.4 12.6 L12.6 14.4 L8 9.8 L3.4 14.4 L1.6 12.6 L6.2 8 L1.6 3.4 Z",
  control: "M3 1 H5 V2 H14 L11.4 5.2 L14 8.4 H5 V15 H3 Z",
  siege: "M8 1 A7 7 0 1 0 8 15 A7 7 0 1 0 8 1 M8 3.4 A4.6 4.6 0 1 1 8 12.6 A4.6 4.6 0 1 1 8 3.4 M8 6.2 A1.8 1.8 0 1 0 8 9.8 A1.8 1.8 0 1 0 8 6.2",
  talks: "M2 2 H14 V10.6 H8.4 L4.6 14.6 V10.6 H2 Z",
  movement: "M1.5 6 H8.5 V2.4 L14.8 8 L8.5 13.6 V10 H1.5 Z",
  other: "M4 4 H12 V12 H4 Z",
};

export const FEATURE_SIGNS: Record<string, string> = {
  crossing: "M2 2 H5 V14 H2 Z M11 2 H14 V14 H11 Z M6 7 H10 V9 H6 Z",
  border: "M2 2 H5 V14 H2 Z M11 2 H14 V14 H11 Z",
  corridor: "M1 8 L4.5 4 V6.8 H11.5 V4 L15 8 L11.5 12 V9.2 H4.5 V12 Z",
  road: "M1 8 L4.5 4 V6.8 H11.5 V4 L15 8 L11.5 12 V9.2 H4.5 V12 Z",
  dam: "M2 3 H14 V5 H12.6 L14.6 13 H1.4 L3.4 5 H2 Z",
  airport: "M7 1 H9 L9.4 6 L15 9.6 V11 L9.3 9.6 L9 12.6 L11 14 V15 H5 V14 L7 12.6 L6.7 9.6 L1 11 V9.6 L6.6 6 Z",
  base: "M8 1 L14 4 V8 C14 11.6 11.4 13.8 8 15 C4.6 13.8 2 11.6 2 8 V4 Z",
  port: "M7 1 H9 V4 H11 V6 H9 V12 C11 11.7 12.4 10.4 12.8 8.6 L14.6 9.4 C13.8 12.6 11.2 14.8 8 15 C4.8 14.8 2.2 12.6 1.4 9.4 L3.2 8.6 C3.6 10.4 5 11.7 7 12 V6 H5 V4 H7 Z",
  oilfield: "M8 1 C11 5.4 13 7.6 13 10.2 A5 5 0 0 1 3 10.2 C3 7.6 5 5.4 8 1 Z",
  camp: "M8 2 L15 14 H10 L8 10.4 L6 14 H1 Z",
  prison: "M2 2 H14 V14 H2 Z M4.4 4 V12 H5.6 V4 Z M7.4 4 V12 H8.6 V4 Z M10.4 4 V12 H11.6 V4 Z",
};
const PLAIN = "M8 3 A5 5 0 1 0 8 13 A5 5 0 1 0 8 3";

/** Kinds of places that are shown as features; "airbase" and such words of the theatres are led back to these. */
export function featureKind(kind: string): string {
  if (/air/.test(kind)) return "airport";
  return kind in FEATURE_SIGNS ? kind : "other";
}

export function featureSign(kind: string): string {
  return FEATURE_SIGNS[featureKind(kind)] ?? PLAIN;
}

function canvas(size: number): CanvasRenderingContext2D {
  const made = document.createElement("canvas");
  made.width = size;
  made.height = size;
  return made.getContext("2d", { willReadFrequently: true }) as CanvasRenderingContext2D;
}

/** A sign in ink with a rim in the colour of the ground, at twice the size for sharp screens. */
export function sign(path: string, ink: string, rim: string): ImageData {
  const context = canvas(40);
  context.scale(2, 2);
  context.translate(2, 2);
  const shape = new Path2D(path);
  context.lineJoin = "round";
  context.lineWidth = 3;
  context.strokeStyle = rim;
  context.stroke(shape);
  context.fillStyle = ink;
  context.fill(shape, "evenodd");
  return context.getImageData(0, 0, 40, 40);
}

/** Slanted bars for contested ground; they meet their own edges, so that the pattern has no seams. */
export function hatch(ink: string): ImageData {
  const size = 16;
  const context = canvas(size);
  context.strokeStyle = ink;
  context.lineWidth = 3.5;
  for (let shift = -size; shift <= 2 * size; shift += size) {
    context.beginPath();
    context.moveTo(shift - 4, size + 4);
    context.lineTo(shift + size + 4, -4);
    context.stroke();
  }
  return context.getImageData(0, 0, size, size);
}

/** Dots for shared ground. */
export function dots(ink: string): ImageData {
  const size = 16;
  const context = canvas(size);
  context.fillStyle = ink;
  for (const [x, y] of [[4, 4], [12, 12]] as const) {
    context.beginPath();
    context.arc(x, y, 2.2, 0, 2 * Math.PI);
    context.fill();
  }
  return context.getImageData(0, 0, size, size);
}
