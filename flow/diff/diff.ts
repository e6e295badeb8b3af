import { isArray, type Json, type JsonObject } from "../json";
import type { Flow } from "../model";
import {
  canonicalDesktop,
  canonicalProcess,
  canonicalSettings,
  type CanonicalNode,
  type CanonicalProcess,
} from "./canonical";
import { changes, fieldChanges, type FlowChange, classOfActivity, classOfVariable, type ChangeClass } from "./fields";
import { findRenames, renamed } from "./match";
import { normalVariable } from "./normalise";

/**
 * The changes in meaning from `before` to `after`, by name, without ids, layout and noise. Empty exactly when `sameFlow` holds.
 * A renamed activity without other changes gives one cosmetic change.
 */
export function diffFlows(before: Flow, after: Flow): readonly FlowChange[] {
  const keys = [...new Set([...before.processes, ...after.processes].map(({ key }) => key))];
  const pairs = keys.map((key) => {
    const [old, now] = [processOf(before, key), processOf(after, key)];
    return { old, now, renames: findRenames(old, now) };
  });
  const outer = new Map(pairs.flatMap(({ renames }) => [...renames]));
  return [
    ...diffHead(before, after),
    ...diffVariables(before, after),
    ...pairs.flatMap(({ old, now, renames }) => diffProcess(renamed(old, renames, outer), now, renames)),
  ];
}

function processOf(flow: Flow, key: string): CanonicalProcess {
  const process = flow.processes.find((candidate) => candidate.key === key);
  return process === undefined ? { key, nodes: [], edges: [], onEvents: {} } : canonicalProcess(process);
}

function diffHead(before: Flow, after: Flow): readonly FlowChange[] {
  const head = (flow: Flow): readonly (readonly [string, ChangeClass, Json])[] => [
    ["name", "cosmetic", flow.name],
    ["description", "cosmetic", flow.description],
    ["flowType", "routing", flow.flowType],
    ["desktop", "desktop", canonicalDesktop(flow)],
    ["settings", "caller-facing", canonicalSettings(flow)],
  ];
  const now = head(after);
  return head(before).flatMap(([field, category, value], index) =>
    fieldChanges({ [field]: value }, { [field]: now[index]?.[2] ?? null }, () => ({
      class: category,
      process: "flow",
      name: after.name,
    })),
  );
}

function diffVariables(before: Flow, after: Flow): readonly FlowChange[] {
  const table = (flow: Flow): ReadonlyMap<string, JsonObject> =>
    new Map(flow.variables.map((variable) => [variable.name, normalVariable(variable)]));
  const [old, now] = [table(before), table(after)];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((name): readonly FlowChange[] => {
    const [was, is] = [old.get(name), now.get(name)];
    const whole = { class: (was ?? is)?.isCAD === true ? "desktop" : "data", process: "variables", name } as const;
    if (was === undefined) return [{ kind: "added", ...whole, after: is ?? null }];
    if (is === undefined) return [{ kind: "removed", ...whole, before: was }];
    return fieldChanges(was, is, (field) => ({ class: classOfVariable(field), process: "variables", name }));
  });
}

function diffProcess(
  before: CanonicalProcess,
  after: CanonicalProcess,
  renames: ReadonlyMap<string, string>,
): readonly FlowChange[] {
  const process = after.key;
  const old = new Map(before.nodes.map((node) => [node.name, node]));
  const now = new Map(after.nodes.map((node) => [node.name, node]));
  const moved = [...renames].map(([from, to]): FlowChange => ({
    kind: "changed",
    class: "cosmetic",
    process,
    name: to,
    field: "name",
    before: from,
    after: to,
  }));
  const nodes = [...new Set([...old.keys(), ...now.keys()])].flatMap((name) =>
    diffNode(process, old.get(name), now.get(name)),
  );
  return [...moved, ...nodes, ...diffEdges(before, after), ...diffHandlers(before, after)];
}

function diffNode(
  process: string,
  was: CanonicalNode | undefined,
  is: CanonicalNode | undefined,
): readonly FlowChange[] {
  if (was === undefined)
    return is === undefined
      ? []
      : [{ kind: "added", class: classOfActivity(is.type), process, name: is.name, after: is.type }];
  if (is === undefined)
    return [{ kind: "removed", class: classOfActivity(was.type), process, name: was.name, before: was.type }];
  const type: readonly FlowChange[] =
    was.type === is.type
      ? []
      : [
          {
            kind: "changed",
            class: classOfActivity(is.type),
            process,
            name: is.name,
            field: "type",
            before: was.type,
            after: is.type,
          },
        ];
  return [
    ...type,
    ...fieldChanges(was.properties, is.properties, (field) => ({
      class: classOfActivity(is.type, field),
      process,
      name: is.name,
    })),
  ];
}

function diffEdges(before: CanonicalProcess, after: CanonicalProcess): readonly FlowChange[] {
  const table = ({ edges }: CanonicalProcess): ReadonlyMap<string, { from: string; port: string; to: Json }> => {
    const rows = new Map<string, { from: string; port: string; to: Json }>();
    for (const { from, port, to } of edges) {
      const key = JSON.stringify([from, port]);
      const earlier = rows.get(key)?.to;
      // Two links at one port are a defect, but ignoring one would hide a difference.
      rows.set(key, { from, port, to: earlier === undefined ? to : [...(isArray(earlier) ? earlier : [earlier]), to] });
    }
    return rows;
  };
  const [old, now] = [table(before), table(after)];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((key) => {
    const [was, is] = [old.get(key), now.get(key)];
    const { from, port } = was ?? is ?? { from: "", port: "" };
    return changes(was?.to, is?.to, `edges.${port}`, { class: "routing", process: after.key, name: from });
  });
}

const diffHandlers = (before: CanonicalProcess, after: CanonicalProcess): readonly FlowChange[] =>
  [...new Set([...Object.keys(before.onEvents), ...Object.keys(after.onEvents)])].flatMap((event) =>
    changes(before.onEvents[event], after.onEvents[event], "onEvents", {
      class: "routing",
      process: after.key,
      name: event,
    }),
  );
