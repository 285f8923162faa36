// Between places in the page and places in the text: blocks are elements with `data-block`, their number.
import type { Block } from "../../lib/reading/blocks";

export interface Point {
  node: Node;
  offset: number;
}

/** The text node and offset inside an element for a count of units from its start. */
export function pointIn(element: Element, units: number): Point {
  const walk = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let left = units;
  let last: Text | undefined;
  for (let node = walk.nextNode() as Text | null; node; node = walk.nextNode() as Text | null) {
    if (left <= node.length) return { node, offset: left };
    left -= node.length;
    last = node;
  }
  return last ? { node: last, offset: last.length } : { node: element, offset: 0 };
}

/** Units from the text's start of a place in the page; places outside count as the start or the end. */
export function unitOf(root: Element, all: readonly Block[], length: number, node: Node, offset: number): number {
  const element = (node instanceof Element ? node : node.parentElement)?.closest("[data-block]");
  if (element && root.contains(element)) {
    const range = document.createRange();
    range.setStart(element, 0);
    range.setEnd(node, offset);
    return (all[Number((element as HTMLElement).dataset["block"])]?.start ?? 0) + range.toString().length;
  }
  const whole = document.createRange();
  whole.selectNodeContents(root);
  const side = whole.comparePoint(node, offset);
  if (side !== 0) return side < 0 ? 0 : length;
  const next = [...root.querySelectorAll<HTMLElement>("[data-block]")].find((b) => whole.comparePoint(b, 0) === 0 && after(b, node, offset));
  return next ? (all[Number(next.dataset["block"])]?.start ?? length) : length;
}

function after(element: Element, node: Node, offset: number): boolean {
  const range = document.createRange();
  range.setStart(node, offset);
  return range.comparePoint(element, 0) >= 0;
}

interface Caret {
  offsetNode: Node;
  offset: number;
}

/** Where in the page a pointer points between letters. */
export function caretAt(x: number, y: number): Point | undefined {
  const page = document as Document & { caretPositionFromPoint?: (x: number, y: number) => Caret | null };
  if (page.caretPositionFromPoint) {
    const found = page.caretPositionFromPoint(x, y);
    return found ? { node: found.offsetNode, offset: found.offset } : undefined;
  }
  const range = document.caretRangeFromPoint?.(x, y);
  return range ? { node: range.startContainer, offset: range.startOffset } : undefined;
}

/** Whether a letter's box holds a point of the screen, with a little room above and below for marks and lines. */
export function holds(from: Point, to: Point, x: number, y: number): boolean {
  const range = document.createRange();
  range.setStart(from.node, from.offset);
  range.setEnd(to.node, to.offset);
  return [...range.getClientRects()].some((r) => x >= r.left - 1 && x <= r.right + 1 && y >= r.top - 4 && y <= r.bottom + 8);
}
