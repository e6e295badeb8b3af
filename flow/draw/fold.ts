import type { ElkExtendedEdge, ElkNode, LayoutOptions } from "elkjs/lib/elk-api";
import type { Point } from "../diagram/geometry";
import { layoutLeftToRight } from "../diagram/layout";
import { cache } from "../remembered";
import { layered, type Routed } from "./elk";

/** A box to place, in pixels. */
export interface Sized {
  readonly id: string;
  readonly width: number;
  readonly height: number;
  /** Height of the input port, from the upper left corner. */
  readonly inY: number;
  /** The output ports, on the right side. */
  readonly outputs: readonly { readonly name: string; readonly y: number }[];
  /** Placed left of all other boxes. */
  readonly isFirst: boolean;
}

export interface Link {
  readonly id: string;
  readonly from: string;
  readonly port: string;
  readonly to: string;
}

/** Above this size the library needs many seconds; such flows are generated or hostile. */
const MAX_BOXES = 150;
const MAX_LINKS = 400;
export const isLarge = (boxes: readonly Sized[], links: readonly Link[]): boolean =>
  boxes.length > MAX_BOXES || links.length > MAX_LINKS;

/** Rows are added until the picture is narrow enough, at most this often. */
const MAX_TRIES = 3;

const OPTIONS: LayoutOptions = {
  "elk.algorithm": "layered",
  "elk.direction": "RIGHT",
  "elk.edgeRouting": "ORTHOGONAL",
  "elk.layered.cycleBreaking.strategy": "DEPTH_FIRST",
  "elk.layered.considerModelOrder.strategy": "NODES_AND_EDGES",
  "elk.layered.nodePlacement.strategy": "NETWORK_SIMPLEX",
  "elk.layered.spacing.nodeNodeBetweenLayers": "44",
  "elk.layered.spacing.edgeNodeBetweenLayers": "16",
  "elk.layered.spacing.edgeEdgeBetweenLayers": "10",
  "elk.layered.wrapping.additionalEdgeSpacing": "16",
  "elk.spacing.nodeNode": "26",
  "elk.spacing.edgeNode": "16",
  "elk.spacing.edgeEdge": "10",
  "elk.padding": "[top=8,left=16,bottom=8,right=16]",
  "elk.separateConnectedComponents": "false",
  "elk.randomSeed": "1",
};

/** A review and the console draw the same flow many times, and the library needs half a second for a large one. */
const known = cache<Routed>(50, 100_000);

/** Places boxes in rows of at most about `width` pixels, with links in right angles around them. The same input gives the same places. */
export const folded = (boxes: readonly Sized[], links: readonly Link[], width: number): Routed =>
  known(JSON.stringify([boxes, links, width]), () => foldedAnew(boxes, links, width));

function foldedAnew(boxes: readonly Sized[], links: readonly Link[], width: number): Routed {
  const routed = foldedByHandle(boxes, links, width);
  const handles = new Map(boxes.map(({ id }, index) => [`n${index}`, id]));
  return { ...routed, places: new Map([...routed.places].map(([handle, at]) => [handles.get(handle) ?? "", at])) };
}

function foldedByHandle(boxes: readonly Sized[], links: readonly Link[], width: number): Routed {
  if (isLarge(boxes, links)) return plain(boxes, links);
  const flat = layered(graphOf(boxes, links, {}));
  if (flat === undefined) return plain(boxes, links);
  let best = flat;
  const fewest = Math.ceil(flat.width / width);
  for (let rows = fewest; best.width > width && rows < fewest + MAX_TRIES; rows += 1) {
    // The library aims at a ratio of width to height; this ratio gives the number of rows.
    const ratio = flat.width / (rows * rows * flat.height);
    const next = layered(
      graphOf(boxes, links, {
        "elk.layered.wrapping.strategy": "MULTI_EDGE",
        // The other strategies do not keep to the ratio: flows of the same width give pictures of different widths.
        "elk.layered.wrapping.cutting.strategy": "ARD",
        "elk.layered.wrapping.validify.strategy": "NO",
        "elk.aspectRatio": ratio.toFixed(3),
      }),
    );
    if (next !== undefined && next.width < best.width) best = next;
  }
  return best;
}

// The library uses ids as keys of plain objects; an id such as "__proto__" must not reach it.
function graphOf(boxes: readonly Sized[], links: readonly Link[], more: LayoutOptions): ElkNode {
  const handles = new Map(boxes.map(({ id }, index) => [id, `n${index}`]));
  const outputs = new Map(
    boxes.flatMap((box, index) =>
      box.outputs.map(({ name }, at) => [portKey(box.id, name), `n${index}o${at}`] as const),
    ),
  );
  return {
    id: "flow",
    layoutOptions: { ...OPTIONS, ...more },
    children: boxes.map((box, index): ElkNode => ({
      id: `n${index}`,
      width: box.width,
      height: box.height,
      layoutOptions: {
        "elk.portConstraints": "FIXED_POS",
        ...(box.isFirst && { "elk.layered.layering.layerConstraint": "FIRST" }),
      },
      ports: [
        portAt(`n${index}i`, { x: 0, y: box.inY }, "WEST"),
        ...box.outputs.map(({ y }, at) => portAt(`n${index}o${at}`, { x: box.width, y }, "EAST")),
      ],
    })),
    edges: links.flatMap(({ id, from, port, to }): readonly ElkExtendedEdge[] => {
      const [source, target] = [outputs.get(portKey(from, port)), handles.get(to)];
      return source === undefined || target === undefined ? [] : [{ id, sources: [source], targets: [`${target}i`] }];
    }),
  };
}

const portKey = (id: string, port: string): string => JSON.stringify([id, port]);

const portAt = (id: string, at: Point, side: string) => ({
  id,
  ...at,
  width: 0,
  height: 0,
  layoutOptions: { "elk.port.side": side },
});

/** Columns and straight links: simpler, but fast enough for ten thousand activities. */
function plain(boxes: readonly Sized[], links: readonly Link[]): Routed {
  const { places } = layoutLeftToRight(boxes, links);
  const byId = new Map(boxes.map((box) => [box.id, box]));
  const routes = links.flatMap(({ id, from, port, to }) => {
    const [box, start, end, target] = [byId.get(from), places.get(from), places.get(to), byId.get(to)];
    const out = box?.outputs.find(({ name }) => name === port);
    if (box === undefined || start === undefined || end === undefined || target === undefined) return [];
    const points = [
      { x: start.x + box.width, y: start.y + (out?.y ?? box.inY) },
      { x: end.x, y: end.y + target.inY },
    ];
    return [[id, points] as const];
  });
  return {
    width: boxes.reduce((most, { id, width }) => Math.max(most, (places.get(id)?.x ?? 0) + width), 0),
    height: boxes.reduce((most, { id, height }) => Math.max(most, (places.get(id)?.y ?? 0) + height), 0),
    // By handle, as in the library's results.
    places: new Map(boxes.map(({ id }, index) => [`n${index}`, places.get(id) ?? { x: 0, y: 0 }])),
    routes: new Map(routes),
  };
}
