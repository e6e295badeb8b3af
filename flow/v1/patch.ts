import { arrayAt, isObject, objectAt, sameJson, type Json, type JsonObject } from "../json";
import { MAIN, type Flow, type Process, type Variable } from "../model";
import { patchProcess, type Section } from "./patch-process";
import { readV1 } from "./read";
import { idsOf } from "../diagram/widgets";

/**
 * The raw document of a v1 flow with the model's changes written into it. Unchanged parts keep their bytes,
 * and parts that the model does not know are kept.
 */
export function patchV1(flow: Flow): JsonObject {
  const base = readV1(flow.raw);
  const head: JsonObject = {
    ...(flow.name !== base.name && { name: flow.name }),
    ...(flow.description !== base.description && { description: flow.description }),
    ...(flow.flowType !== base.flowType && { flowType: flow.flowType }),
    ...(flow.version !== base.version && { version: flow.version }),
    ...patchedVariables(flow, base),
    ...patchedOrder(flow, base),
  };
  const named = Object.keys(head).length === 0 ? flow.raw : { ...flow.raw, ...head };
  return flow.processes.reduce(
    (raw, process) => {
      const old = base.processes.find(({ key }) => key === process.key);
      return old === undefined || sameProcess(old, process) ? raw : withProcess(raw, flow.name, old, process);
    },
    withoutProcesses(named, base, flow),
  );
}

const sameProcess = (a: Process, b: Process): boolean =>
  a.nodes.length === b.nodes.length &&
  a.edges.length === b.edges.length &&
  sameJson(a.onEvents, b.onEvents) &&
  a.edges.every((edge, index) => sameJson({ ...edge }, { ...b.edges[index] })) &&
  a.nodes.every((node, index) => {
    const other = b.nodes[index];
    return (
      other !== undefined &&
      node.id === other.id &&
      node.name === other.name &&
      node.group === other.group &&
      sameJson(node.properties, other.properties)
    );
  });

function withProcess(raw: JsonObject, flow: string, old: Process, process: Process): JsonObject {
  const ids = idsOf(flow);
  const makeId = (...role: readonly string[]): string => ids("patch", process.key, ...role);
  if (process.key === MAIN)
    return {
      ...raw,
      ...patchProcess(
        { process: objectAt(raw, "process") ?? {}, diagram: objectAt(raw, "diagram") },
        old,
        process,
        makeId,
      ),
    };
  const eventFlows = objectAt(raw, "eventFlows") ?? {};
  const maps = objectAt(eventFlows, "eventsMap") ?? {};
  const map = objectAt(maps, process.key) ?? {};
  const section: Section = patchProcess(
    { process: objectAt(map, "process") ?? {}, diagram: objectAt(map, "diagram") },
    old,
    process,
    makeId,
  );
  const idOf = new Map(process.nodes.map(({ name, id }) => [name, id]));
  const onEvents = Object.fromEntries(
    Object.entries(process.onEvents).flatMap(([event, name]) =>
      idOf.has(name) ? [[event, idOf.get(name) ?? ""]] : [],
    ),
  );
  const patched: JsonObject = { ...map, ...section, ...(!sameJson(old.onEvents, process.onEvents) && { onEvents }) };
  return { ...raw, eventFlows: { ...eventFlows, eventsMap: { ...maps, [process.key]: patched } } };
}

function withoutProcesses(raw: JsonObject, base: Flow, flow: Flow): JsonObject {
  const kept = new Set(flow.processes.map(({ key }) => key));
  if (base.processes.every(({ key }) => kept.has(key))) return raw;
  const eventFlows = objectAt(raw, "eventFlows") ?? {};
  const maps = Object.entries(objectAt(eventFlows, "eventsMap") ?? {}).filter(([key]) => kept.has(key));
  return { ...raw, eventFlows: { ...eventFlows, eventsMap: Object.fromEntries(maps) } };
}

function patchedVariables(flow: Flow, base: Flow): JsonObject {
  const same =
    flow.variables.length === base.variables.length &&
    flow.variables.every((variable, index) => sameVariable(variable, base.variables[index]));
  return same ? {} : { variables: flow.variables.map((variable) => patchedVariable(variable, base)) };
}

/** Fields of the model; `raw` holds the rest. */
const fieldsOf = ({ raw: _raw, ...fields }: Variable): JsonObject => ({ ...fields });

const sameVariable = (a: Variable, b: Variable | undefined): boolean =>
  b !== undefined && sameJson(fieldsOf(a), fieldsOf(b));

function patchedVariable(variable: Variable, base: Flow): JsonObject {
  const old =
    base.variables.find(({ raw }) => sameJson(raw, variable.raw)) ??
    base.variables.find(({ name }) => name === variable.name);
  if (old === undefined) return { ...variable.raw, ...fieldsOf(variable), overwrite: variable.raw.overwrite ?? false };
  const changed = Object.entries(fieldsOf(variable)).filter(([key, value]) => fieldsOf(old)[key] !== value);
  return { ...old.raw, ...Object.fromEntries(changed) };
}

function patchedOrder(flow: Flow, base: Flow): JsonObject {
  const [now, old] = [flow.desktopOrder, base.desktopOrder];
  if (sameJson(now.popOver, old.popOver) && sameJson(now.interactionPanel, old.interactionPanel)) return {};
  const rows = (key: string, names: readonly string[]): Json => {
    const written = arrayAt(objectAt(flow.raw, "variableOrders"), key).filter(isObject);
    return names.map((name, index) => ({
      ...written.find((row) => row.name === name),
      name,
      variableSeq: String(index),
    }));
  };
  return {
    variableOrders: {
      ...objectAt(flow.raw, "variableOrders"),
      "pop-over": rows("pop-over", now.popOver),
      "interaction-panel": rows("interaction-panel", now.interactionPanel),
    },
  };
}
