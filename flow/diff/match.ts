import { isArray, isObject, sameJson, type Json } from "../json";
import type { CanonicalNode, CanonicalProcess } from "./canonical";

/** Old activity name to new name, for activities that were renamed and kept their content or their links. */
export function findRenames(before: CanonicalProcess, after: CanonicalProcess): ReadonlyMap<string, string> {
  const kept = new Set(before.nodes.map(({ name }) => name));
  const names = new Set(after.nodes.map(({ name }) => name));
  const gone = before.nodes.filter(({ name }) => !names.has(name));
  const fresh = after.nodes.filter(({ name }) => !kept.has(name));
  if (gone.length * fresh.length > MAX_PAIRS) return new Map();
  const [around, aroundNow] = [neighbours(before), neighbours(after)];
  const score = (old: CanonicalNode, node: CanonicalNode): number =>
    (Object.keys(old.properties).length > 0 && sameJson(old.properties, node.properties) ? 2 : 0) +
    shared(around.get(old.name), aroundNow.get(node.name));
  const scored = gone
    .flatMap((old) =>
      fresh.filter(({ type }) => type === old.type).map((node) => ({ old, node, score: score(old, node) })),
    )
    .filter((pair) => pair.score >= MIN_SCORE)
    .sort((a, b) => b.score - a.score);
  const renames = new Map<string, string>();
  const taken = new Set<string>();
  for (const { old, node } of scored) {
    if (renames.has(old.name) || taken.has(node.name)) continue;
    renames.set(old.name, node.name);
    taken.add(node.name);
  }
  return renames;
}

/** The score of equal content alone, or of equal neighbours on one side plus any shared link. */
const MIN_SCORE = 2;

/** With more pairs the flows have little in common, so that renames are unlikely, and comparing all pairs would take minutes. */
const MAX_PAIRS = 40_000;

/** For each activity its links, each described by its other end. */
function neighbours({ edges }: CanonicalProcess): ReadonlyMap<string, ReadonlySet<string>> {
  const around = new Map<string, Set<string>>();
  const add = (name: string, entry: string): void => {
    const entries = around.get(name) ?? new Set();
    around.set(name, entries.add(entry));
  };
  for (const { from, port, to } of edges) {
    if (from !== to) add(to, `in ${from} ${port}`);
    add(from, `out ${port} ${to === from ? "itself" : to}`);
  }
  return around;
}

const shared = (a: ReadonlySet<string> = new Set(), b: ReadonlySet<string> = new Set()): number =>
  [...a].filter((entry) => b.has(entry)).length;

/**
 * `process` after the same renames in edges, handlers and `{{Old.output}}`.
 * @param outer renames of other processes, whose outputs may be read here.
 */
export function renamed(
  process: CanonicalProcess,
  renames: ReadonlyMap<string, string>,
  outer: ReadonlyMap<string, string>,
): CanonicalProcess {
  const outputs = new Map([...outer, ...renames]);
  if (outputs.size === 0) return process;
  const now = (name: string): string => renames.get(name) ?? name;
  return {
    key: process.key,
    nodes: process.nodes.map((node) => {
      const properties = renameInside(node.properties, outputs);
      return { ...node, name: now(node.name), properties: isObject(properties) ? properties : node.properties };
    }),
    edges: process.edges.map(({ from, port, to }) => ({ from: now(from), port, to: now(to) })),
    onEvents: Object.fromEntries(Object.entries(process.onEvents).map(([event, name]) => [event, now(name)])),
  };
}

function renameInside(value: Json, renames: ReadonlyMap<string, string>): Json {
  if (isArray(value)) return value.map((item) => renameInside(item, renames));
  if (isObject(value))
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, renameInside(item, renames)]));
  if (typeof value !== "string" || !value.includes(".")) return value;
  return value.replace(/(?<![\w."'])[A-Za-z_]\w*(?=\.\w)/g, (word) => renames.get(word) ?? word);
}
