// The server counts code points, a page counts UTF-16 units. They differ only after letters beyond U+FFFF.

export class Offsets {
  private readonly wide: number[] = []; // UTF-16 positions of letters that take two units

  constructor(readonly text: string) {
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      if (unit >= 0xd800 && unit < 0xdc00 && i + 1 < text.length) {
        const next = text.charCodeAt(i + 1);
        if (next >= 0xdc00 && next < 0xe000) this.wide.push(i++);
      }
    }
  }

  /** Code points to UTF-16 units. */
  units(points: number): number {
    let low = 0;
    let high = this.wide.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.wide[middle] as number) - middle < points) low = middle + 1;
      else high = middle;
    }
    return points + low;
  }

  /** UTF-16 units to code points; the middle of a letter counts as its start. */
  points(units: number): number {
    let low = 0;
    let high = this.wide.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.wide[middle] as number) + 1 < units) low = middle + 1;
      else high = middle;
    }
    const inside = low < this.wide.length && (this.wide[low] as number) + 1 === units;
    return (inside ? units - 1 : units) - low;
  }

  slice(start: number, end: number): string {
    return this.text.slice(this.units(start), this.units(end));
  }
}
