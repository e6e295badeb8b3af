import {
  buildWidgets,
  withoutUnderscoreTwins,
  type MakeId,
  type WidgetLink,
  type WidgetNode,
} from "../diagram/widgets";
import { layoutLeftToRight } from "../diagram/layout";
import { boxOf, type Point } from "../diagram/geometry";
import { arrayAt, isObject, objectAt, sameJson, textAt, type JsonObject } from "../json";
import type { Edge, FlowNode, Process } from "../model";

/** A `process` and the `diagram` that pictures it. */
export interface Section extends JsonObject {
  readonly process: JsonObject;
  readonly diagram?: JsonObject;
}

/** `section` with the differences between `old` and `next` written into process and diagram in lock-step. */
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

/** The name stands in the properties as well. */
const namedProperties = (node: FlowNode): JsonObject => ({ ...node.properties, name: node.name });

const linkKey = (id: string, from: string, port: string, to: string): string => JSON.stringify([id, from, port, to]);

/** Links that the model could not read, such as those to nowhere, stay; they are not ours to drop. */
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
    return [{ ...link, ...linkFields(edge, id) }];
  });
  return [
    ...kept,
    ...[...wanted.values()].map((edge) => linkFields(edge, edge.id || makeId(edge.fromId, "link", edge.port))),
  ];
}

const linkFields = ({ fromId, port, toId }: Edge, id: string): JsonObject => ({
  id,
  sourceActivityId: fromId,
  targetActivityId: toId,
  conditionExpr: port,
  properties: { value: port },
});

function patchedWidgets(
  raw: JsonObject,
  old: Process,
  next: Process,
  links: readonly JsonObject[],
  makeId: MakeId,
): JsonObject {
  const points = placesOf(raw, next);
  const ids = keepingIds(raw, makeId);
  const nodes = next.nodes.map((node): WidgetNode => ({
    id: node.id,
    widgetId: textAt(objectAt(raw, node.id), "id") ?? makeId(node.id, "widget"),
    group: node.group,
    properties: namedProperties(node),
    ports: portNames(node, objectAt(raw, node.id), next),
    at: points.get(node.id) ?? { x: 0, y: 0 },
  }));
  const drawn = links.flatMap((link): readonly WidgetLink[] => {
    const [id, fromId, toId] = [textAt(link, "id"), textAt(link, "sourceActivityId"), textAt(link, "targetActivityId")];
    if (id === undefined || fromId === undefined || toId === undefined) return [];
    if (!next.nodes.some((node) => node.id === fromId) || !next.nodes.some((node) => node.id === toId)) return [];
    return [
      {
        id,
        widgetId: textAt(objectAt(raw, id), "id") ?? makeId(id, "widget"),
        fromId,
        toId,
        port: textAt(link, "conditionExpr") ?? "",
      },
    ];
  });
  const fresh = buildWidgets(nodes, drawn, ids);
  const gone = new Set(
    [...old.nodes.map(({ id }) => id), ...old.edges.map(({ id }) => id)].filter((id) => !Object.hasOwn(fresh, id)),
  );
  const kept = Object.entries(raw).filter(([id]) => !gone.has(id));
  const before = new Map(old.nodes.map((node) => [node.id, node]));
  const unchanged = new Set(
    old.edges.filter((edge) => next.edges.some((other) => sameJson({ ...other }, { ...edge }))).map(({ id }) => id),
  );
  const overlay = ([id, widget]: readonly [string, JsonObject[string]]): [string, JsonObject[string]] => {
    const made = objectAt(fresh, id);
    if (made === undefined || !isObject(widget)) return [id, widget];
    if (widget["widgetType"] === "link") return [id, unchanged.has(id) ? widget : { ...widget, ...made }];
    const node = next.nodes.find((candidate) => candidate.id === id);
    return [id, node === undefined ? widget : overlaidActivity(widget, made, before.get(id), node)];
  };
  const added = Object.entries(fresh).filter(([id]) => !Object.hasOwn(raw, id));
  return Object.fromEntries([...kept.map(overlay), ...added]);
}

/** The widget as it was, with links of its ports, type and changed properties brought up to date. */
function overlaidActivity(widget: JsonObject, made: JsonObject, was: FlowNode | undefined, node: FlowNode): JsonObject {
  const old = arrayAt(widget, "ports").filter(isObject);
  const ports = arrayAt(made, "ports")
    .filter(isObject)
    .map((port) => {
      const written = old.find(({ portId }) => portId === port["portId"]);
      return written === undefined ? port : { ...written, linkId: port["linkId"] ?? null, links: port["links"] ?? [] };
    });
  const before = withoutUnderscoreTwins(was?.properties ?? {});
  const after = withoutUnderscoreTwins(namedProperties(node));
  const shown = objectAt(widget, "properties") ?? {};
  const left = Object.entries(shown).filter(([key]) => Object.hasOwn(after, key) || !Object.hasOwn(before, key));
  const changed = Object.entries(after).filter(
    ([key, value]) => !Object.hasOwn(before, key) || !sameJson(before[key] ?? null, value),
  );
  return {
    ...widget,
    type: was?.group === node.group ? (widget["type"] ?? node.group) : node.group,
    ports,
    properties: { ...Object.fromEntries(left), ...Object.fromEntries(changed) },
  };
}

/** Ports that the widget shows, those that are linked, and for a new widget those of the catalogue. */
function portNames(node: FlowNode, widget: JsonObject | undefined, { edges }: Process): readonly string[] {
  const linked = edges.filter(({ fromId }) => fromId === node.id).map(({ port }) => port);
  const shown =
    widget === undefined ? node.ports.map(({ name }) => name) : arrayAt(widget, "ports").flatMap(outputName);
  return [...new Set([...shown, ...linked])];
}

const outputName = (port: JsonObject[string]): readonly string[] => {
  if (!isObject(port) || port["isSourcePort"] === true) return [];
  return [textAt(objectAt(port, "properties"), "name") ?? ""];
};

/** Ports that the file draws keep their ids. */
const keepingIds =
  (raw: JsonObject, makeId: MakeId): MakeId =>
  (...role) => {
    const [id, part, direction, name] = role;
    if (id === undefined || part !== "port") return makeId(...role);
    const port = arrayAt(objectAt(raw, id), "ports")
      .filter(isObject)
      .find((candidate) =>
        direction === "in" ? candidate["isSourcePort"] === true : outputName(candidate)[0] === name,
      );
    return textAt(port, "portId") ?? makeId(...role);
  };

/** Where activities stand: those in the file where they are, new ones in columns below. */
function placesOf(raw: JsonObject, next: Process): ReadonlyMap<string, Point> {
  const shown = next.nodes.flatMap(({ id }): [string, Point][] => {
    const point = objectAt(objectAt(raw, id), "point");
    return point === undefined ? [] : [[id, { x: Number(point["x"]) || 0, y: Number(point["y"]) || 0 }]];
  });
  const places = new Map(shown);
  const missing = next.nodes.filter(({ id }) => !places.has(id));
  const lowest = Math.max(0, ...shown.map(([, { y }]) => y + ROOM_BELOW));
  const { places: laid } = layoutLeftToRight(
    missing.map(({ id, group, ports }) => ({
      id,
      ...boxOf(
        group,
        ports.map(({ name }) => name),
      ),
    })),
    next.edges.map(({ fromId, toId }) => ({ from: fromId, to: toId })),
  );
  for (const [id, { x, y }] of laid) places.set(id, { x, y: y + lowest });
  return places;
}

/** Taller than any activity but long menus. */
const ROOM_BELOW = 400;
