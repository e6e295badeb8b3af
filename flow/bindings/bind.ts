import { type Json, type JsonObject, isObject, arrayAt } from "../json";
import { printPath, valueAt, withValueAt, type JsonPath } from "../json-path";
import { type Flow, MAIN } from "../model";
import { readFlow } from "../read";
import { placesOf } from "./places";
import { resolveBinding, type BindingProblem, type Resolved } from "./resolve";
import { readEventFlows } from "../v2/event-shapes";

export interface BindResult {
  readonly flow: Flow;
  readonly problems: readonly BindingProblem[];
}

/**
 * `flow` with organisation-bound values replaced in the processes, the event flows and the diagram's copies. Nothing else changes.
 * A key is "Activity.property", "PROCESS/Activity.property", "variables.NAME", a label such as "Queue.destination:name", or an old id,
 * which is replaced in every typed property that holds it. A label that showed the name of the old object becomes null unless it is bound too.
 * Bindings that cannot be applied are listed in `problems`; the others are applied.
 */
export function bindFlow(flow: Flow, bindings: Readonly<Record<string, string>>): BindResult {
  const places = placesOf(flow);
  const problems: BindingProblem[] = [];
  const chosen = new Map<string, Resolved & { readonly key: string; readonly value: string }>();
  for (const [key, value] of Object.entries(bindings)) {
    const outcome = resolveBinding(flow, places, key, value);
    problems.push(...outcome.problems);
    for (const target of outcome.targets) {
      const address = JSON.stringify([target.place.process, target.place.nodeId ?? "", printPath(target.path)]);
      const earlier = chosen.get(address);
      // "Activity.property" is more exact than an old id and wins over it.
      if (earlier === undefined || (earlier.byId && !target.byId)) chosen.set(address, { ...target, key, value });
      else if (earlier.byId === target.byId && earlier.value !== value)
        problems.push({
          code: "conflict",
          key,
          candidates: [],
          message: `The bindings "${earlier.key}" and "${key}" give the same property two values; keep one of them.`,
        });
    }
  }
  const targets = [...chosen.values()];
  const bound = new Set(
    targets.map(({ place, path }) => JSON.stringify([place.process, place.nodeId ?? "", printPath(path)])),
  );
  const raw = targets.reduce<JsonObject>((document, target) => applyTarget(flow, document, target, bound), flow.raw);
  return { flow: raw === flow.raw ? flow : readFlow(raw), problems };
}

function applyTarget(
  flow: Flow,
  document: JsonObject,
  target: Resolved & { readonly value: string },
  bound: ReadonlySet<string>,
): JsonObject {
  const { place, path, value } = target;
  if (place.nodeId === undefined) return asObject(withValueAt(document, path, value));
  const nodeId = place.nodeId;
  const [own, ...copies] = propertyBags(flow, place.process, nodeId);
  if (own === undefined) return document;
  const old = valueAt(bagAt(flow.raw, own), path);
  const isBound = (label: JsonPath): boolean => bound.has(JSON.stringify([place.process, nodeId, printPath(label)]));
  return [own, ...copies].reduce((result, bag) => {
    const before = bagAt(result, bag);
    // A copy without the property stays without it, unless the process does not have it either.
    if (bag !== own && old !== undefined && valueAt(before, path) === undefined) return result;
    return asObject(withValueAt(result, bag, changedBag(before, target, old, isBound)));
  }, document);
}

function changedBag(
  bag: JsonObject,
  { place, path, value, isLabel }: Resolved & { readonly value: string },
  old: Json | undefined,
  isBound: (label: JsonPath) => boolean,
): Json {
  const written = withValueAt(bag, path, value);
  if (isLabel || old === value) return written;
  const mirrored = place.mirrors.reduce(
    (result, mirror) =>
      old !== undefined && valueAt(bag, mirror) === old ? withValueAt(result, mirror, value) : result,
    written,
  );
  return place.labels.reduce((result, label) => {
    const shown = valueAt(bag, label);
    if (typeof shown !== "string" || isBound(label)) return result;
    if (shown === old) return withValueAt(result, label, value);
    return /[:_]name$/.test(String(label.at(-1))) && shown !== "" ? withValueAt(result, label, null) : result;
  }, mirrored);
}

function asObject(value: Json): JsonObject {
  if (!isObject(value)) throw new Error("The root of a flow document is an object.");
  return value;
}

/** Where the raw document holds the properties of an activity: in the process first, then the copy in the diagram. */
export function propertyBags(flow: Flow, process: string, nodeId: string): readonly JsonPath[] {
  if (flow.format === "v2") return v2Bags(flow, process, nodeId);
  const top: JsonPath = process === MAIN ? [] : ["eventFlows", "eventsMap", process];
  const paths: readonly JsonPath[] = [
    [...top, "process", "activities", nodeId, "properties"],
    [...top, "diagram", "widgets", nodeId, "properties"],
  ];
  return paths.filter((path) => isObject(valueAt(flow.raw, path)));
}

/** The properties at `path`, empty when the path does not exist. */
export function bagAt(raw: JsonObject, path: JsonPath): JsonObject {
  const value = valueAt(raw, path);
  return isObject(value) ? value : {};
}

function v2Bags(flow: Flow, process: string, nodeId: string): readonly JsonPath[] {
  const nodes =
    process === MAIN
      ? arrayAt(flow.raw, "nodes").map((node, index) => ({ node, path: ["nodes", index] }))
      : readEventFlows(flow.raw.eventFlows)
          .filter(({ key }) => key === process)
          .flatMap(({ nodes: all, paths }) => all.map((node, index) => ({ node, path: paths[index] ?? [] })));
  // The model uses the name as id where a document gives no id.
  return nodes
    .filter(({ node }) => isObject(node) && (node.id ?? node.name) === nodeId)
    .map(({ path }) => [...path, "properties"])
    .filter((path) => isObject(valueAt(flow.raw, path)));
}
