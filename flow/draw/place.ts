import type { Point } from "../diagram/geometry";
import type { Routed } from "./elk";
import { folded, isLarge, type Link, type Sized } from "./fold";

const GAP = 40;

/** Places each connected part separately, then the parts side by side up to `width`, and the next ones below. */
export function placed(boxes: readonly Sized[], links: readonly Link[], width: number): Routed {
  const places = new Map<string, Point>();
  const routes = new Map<string, readonly Point[]>();
  let [x, y, rowHeight, widest] = [0, 0, 0, 0];
  // The library needs as long for many small parts as for one large part.
  const all = isLarge(boxes, links) ? [{ boxes, links }] : parts(boxes, links);
  for (const part of all) {
    const laid = folded(part.boxes, part.links, width);
    if (x > 0 && x + laid.width > width) [x, y, rowHeight] = [0, y + rowHeight + GAP, 0];
    const shift = (at: Point): Point => ({ x: at.x + x, y: at.y + y });
    for (const [id, at] of laid.places) places.set(id, shift(at));
    for (const [id, points] of laid.routes) routes.set(id, points.map(shift));
    x += laid.width + GAP;
    rowHeight = Math.max(rowHeight, laid.height);
    widest = Math.max(widest, x - GAP);
  }
  return { width: widest, height: y + rowHeight, places, routes };
}

interface Part {
  readonly boxes: readonly Sized[];
  readonly links: readonly Link[];
}

/** The connected parts, in the order of their first box. */
function parts(boxes: readonly Sized[], links: readonly Link[]): readonly Part[] {
  const neighbours = new Map<string, string[]>(boxes.map(({ id }) => [id, []]));
  for (const { from, to } of links) {
    neighbours.get(from)?.push(to);
    neighbours.get(to)?.push(from);
  }
  const partOf = new Map<string, number>();
  let count = 0;
  for (const { id } of boxes) {
    if (partOf.has(id)) continue;
    const waiting = [id];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (partOf.has(next)) continue;
      partOf.set(next, count);
      waiting.push(...(neighbours.get(next) ?? []));
    }
    count += 1;
  }
  const groups = Array.from({ length: count }, () => ({ boxes: [] as Sized[], links: [] as Link[] }));
  for (const box of boxes) groups[partOf.get(box.id) ?? 0]?.boxes.push(box);
  for (const link of links) groups[partOf.get(link.from) ?? 0]?.links.push(link);
  return groups;
}
