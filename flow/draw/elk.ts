import { createRequire } from "node:module";
import type { ElkNode } from "elkjs/lib/elk-api";
import { z } from "zod";
import type { Point } from "../diagram/geometry";

const point = z.object({ x: z.number(), y: z.number() });
const placed = z.object({
  width: z.number(),
  height: z.number(),
  children: z.array(z.object({ id: z.string(), x: z.number(), y: z.number() })).default([]),
  edges: z
    .array(
      z.object({
        id: z.string(),
        sections: z
          .array(z.object({ startPoint: point, bendPoints: z.array(point).default([]), endPoint: point }))
          .default([]),
      }),
    )
    .default([]),
});
const answer = z.union([
  z.object({ data: placed }),
  z.object({ error: z.object({ message: z.string().default("no reason given") }) }),
]);

export interface Routed {
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /** Upper left corners by id. */
  readonly places: ReadonlyMap<string, Point>;
  /** By the link's id, the points from port to port; absent for links that the library left out. */
  readonly routes: ReadonlyMap<string, readonly Point[]>;
}

/** The library's worker: outside a browser its code is in `dispatcher`. */
interface Worker {
  onmessage: (message: { readonly data: unknown }) => void;
  readonly dispatcher: { saveDispatch: (message: { readonly data: object }) => void };
}
interface WorkerModule {
  readonly Worker: new (url: string) => Worker;
}

let worker: Worker | undefined;

/**
 * Eclipse's layered layout, with links in right angles around the boxes: https://eclipse.dev/elk/reference/algorithms/org-eclipse-elk-layered.html
 * The library's own interface is asynchronous; its worker, called directly, is synchronous.
 * @returns undefined where it cannot lay the graph out.
 */
export function layered(graph: ElkNode): Routed | undefined {
  const told = requestLayout({ id: 1, cmd: "layout", graph, layoutOptions: {}, options: {} });
  if ("error" in told) return undefined;
  const { width, height, children, edges } = told.data;
  return {
    width,
    height,
    places: new Map(children.map(({ id, x, y }) => [id, { x, y }])),
    routes: new Map(
      edges.map(({ id, sections }) => [
        id,
        sections.flatMap(({ startPoint, bendPoints, endPoint }) => [startPoint, ...bendPoints, endPoint]),
      ]),
    ),
  };
}

function requestLayout(message: object): z.output<typeof answer> {
  const ready = (worker ??= started());
  let got: unknown;
  ready.onmessage = ({ data }) => {
    got = data;
  };
  ready.dispatcher.saveDispatch({ data: message });
  return answer.parse(got);
}

/** Loaded at the first drawing only: the library is 1.6 MB of code. */
function started(): Worker {
  // The package types its worker for browsers only; draw.test.ts notices a change.
  const library = createRequire(__filename)("elkjs/lib/elk-worker.min.js") as WorkerModule;
  const fresh = new library.Worker("");
  fresh.onmessage = () => undefined;
  fresh.dispatcher.saveDispatch({ data: { id: 0, cmd: "register", algorithms: ["layered"] } });
  return fresh;
}
