import type { MakeId } from "../diagram/widgets";
import { arrayAt, isObject, objectAt, sameJson, textAt, type JsonObject } from "../json";
import type { Edge, Process } from "../model";
import { linkFields } from "./emit";
import { namedProperties, patchedWidgets } from "./patch-widgets";

/** A `process` and its `diagram`. */
export interface Section extends JsonObject {
  readonly process: JsonObject;
  readonly diagram?: JsonObject;
}

/** `section` with the differences between `old` and `next` written into both process and diagram. */
export function patchProcess(
  section: { readonly process: JsonObject; readonly diagram: JsonObject | undefined },
  old: Process,
  next: Process,
  makeId: MakeId,
): Section {
  const links = patchedLinks(arrayAt(section.process, "links"), old, next, makeId);
  const process = { ...section.process, activities: patchedActivities(section.process, old, next), links };
  const widgets = objectAt(section.diagram, "widgets");
  if (section.diagram === undefined || widgets === undefined)
    return { process, ...(section.diagram && { diagram: section.diagram }) };
  return {
    process,
    diagram: { ...section.diagram, widgets: patchedWidgets(widgets, old, next, links.filter(isObject), makeId) },
  };
}

function patchedActivities(process: JsonObject, old: Process, next: Process): JsonObject {
  const raw = objectAt(process, "activities") ?? {};
  const before = new Map(old.nodes.map((node) => [node.id, node]));
  const after = new Map(next.nodes.map((node) => [node.id, node]));
  const order = [
    ...Object.keys(raw).filter((id) => after.has(id)),
    ...[...after.keys()].filter((id) => !Object.hasOwn(raw, id)),
  ];
  return Object.fromEntries(
    order.flatMap((id): [string, JsonObject][] => {
      const node = after.get(id);
      if (node === undefined) return [];
      const written = objectAt(raw, id) ?? { id };
      const was = before.get(id);
      const same =
        was !== undefined &&
        was.name === node.name &&
        was.group === node.group &&
        sameJson(was.properties, node.properties);
      return [
        [id, same ? written : { ...written, name: node.name, group: node.group, properties: namedProperties(node) }],
      ];
    }),
  );
}

const linkKey = (id: string, from: string, port: string, to: string): string => JSON.stringify([id, from, port, to]);

/** Links that the model could not read, such as those to an unknown activity, are kept. */
function patchedLinks(
  raw: ReturnType<typeof arrayAt>,
  old: Process,
  next: Process,
  makeId: MakeId,
): readonly JsonObject[] {
  const keyOf = ({ id, fromId, port, toId }: Edge): string => linkKey(id, fromId, port, toId);
  const known = new Set(old.edges.map(keyOf));
  const wanted = new Map(next.edges.map((edge) => [keyOf(edge), edge]));
  const changed = new Map(
    next.edges.filter((edge) => !known.has(keyOf(edge)) && edge.id !== "").map((edge) => [edge.id, edge]),
  );
  const kept = raw.filter(isObject).flatMap((link): readonly JsonObject[] => {
    const id = textAt(link, "id") ?? "";
    const key = linkKey(
      id,
      textAt(link, "sourceActivityId") ?? "",
      textAt(link, "conditionExpr") ?? "",
      textAt(link, "targetActivityId") ?? "",
    );
    if (wanted.delete(key) || !known.has(key)) return [link];
    const edge = changed.get(id);
    if (edge === undefined) return [];
    wanted.delete(keyOf(edge));
    return [{ ...link, ...linkFields({ ...edge, id }) }];
  });
  return [
    ...kept,
    ...[...wanted.values()].map((edge) =>
      linkFields({ ...edge, id: edge.id || makeId(edge.fromId, "link", edge.port) }),
    ),
  ];
}
