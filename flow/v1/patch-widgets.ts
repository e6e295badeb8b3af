import { boxOf, type Point } from "../diagram/geometry";
import { layoutLeftToRight } from "../diagram/layout";
import {
  buildWidgets,
  withoutUnderscoreTwins,
  type MakeId,
  type WidgetLink,
  type WidgetNode,
} from "../diagram/widgets";
import { arrayAt, isObject, objectAt, sameJson, textAt, type JsonObject } from "../json";
import type { FlowNode, Process } from "../model";

/** Properties with the node's name, which the file holds there as well. */
export const namedProperties = (node: FlowNode): JsonObject => ({ ...node.properties, name: node.name });

/** The widgets of a diagram with the differences between `old` and `next` written in. Positions, ids and unknown keys stay. */
export function patchedWidgets(
  raw: JsonObject,
  old: Process,
  next: Process,
  links: readonly JsonObject[],
  makeId: MakeId,
): JsonObject {
  const fresh = buildWidgets(
    nodesToDraw(raw, next, makeId),
    linksToDraw(raw, next, links, makeId),
    keepingIds(raw, makeId),
  );
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
    if (widget.widgetType === "link") return [id, unchanged.has(id) ? widget : { ...widget, ...made }];
    const node = next.nodes.find((candidate) => candidate.id === id);
    return [id, node === undefined ? widget : overlaidActivity(widget, made, before.get(id), node)];
  };
  const added = Object.entries(fresh).filter(([id]) => !Object.hasOwn(raw, id));
  return Object.fromEntries([...kept.map(overlay), ...added]);
}

function nodesToDraw(raw: JsonObject, next: Process, makeId: MakeId): readonly WidgetNode[] {
  const points = placesOf(raw, next);
  return next.nodes.map((node) => ({
    id: node.id,
    widgetId: textAt(objectAt(raw, node.id), "id") ?? makeId(node.id, "widget"),
    group: node.group,
    properties: namedProperties(node),
    ports: portNames(node, objectAt(raw, node.id), next),
    at: points.get(node.id) ?? { x: 0, y: 0 },
  }));
}

/** Links between two activities of the flow. */
const linksToDraw = (
  raw: JsonObject,
  { nodes }: Process,
  links: readonly JsonObject[],
  makeId: MakeId,
): readonly WidgetLink[] =>
  links.flatMap((link) => {
    const [id, fromId, toId] = [textAt(link, "id"), textAt(link, "sourceActivityId"), textAt(link, "targetActivityId")];
    if (id === undefined || fromId === undefined || toId === undefined) return [];
    if (!nodes.some((node) => node.id === fromId) || !nodes.some((node) => node.id === toId)) return [];
    const widgetId = textAt(objectAt(raw, id), "id") ?? makeId(id, "widget");
    return [{ id, widgetId, fromId, toId, port: textAt(link, "conditionExpr") ?? "" }];
  });

/** The old widget with updated links of its ports, type and changed properties. */
function overlaidActivity(widget: JsonObject, made: JsonObject, was: FlowNode | undefined, node: FlowNode): JsonObject {
  const old = arrayAt(widget, "ports").filter(isObject);
  const ports = arrayAt(made, "ports")
    .filter(isObject)
    .map((port) => {
      const written = old.find(({ portId }) => portId === port.portId);
      return written === undefined ? port : { ...written, linkId: port.linkId ?? null, links: port.links ?? [] };
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
    type: was?.group === node.group ? (widget.type ?? node.group) : node.group,
    ports,
    properties: { ...Object.fromEntries(left), ...Object.fromEntries(changed) },
  };
}

/** Ports that the widget shows, linked ports, and for a new widget the ports in the catalogue. */
function portNames(node: FlowNode, widget: JsonObject | undefined, { edges }: Process): readonly string[] {
  const linked = edges.filter(({ fromId }) => fromId === node.id).map(({ port }) => port);
  const shown =
    widget === undefined ? node.ports.map(({ name }) => name) : arrayAt(widget, "ports").flatMap(outputName);
  return [...new Set([...shown, ...linked])];
}

function outputName(port: JsonObject[string]): readonly string[] {
  if (!isObject(port) || port.isSourcePort === true) return [];
  return [textAt(objectAt(port, "properties"), "name") ?? ""];
}

/** Keeps the ids of ports that the file already draws. */
const keepingIds =
  (raw: JsonObject, makeId: MakeId): MakeId =>
  (...role) => {
    const [id, part, direction, name] = role;
    if (id === undefined || part !== "port") return makeId(...role);
    const port = arrayAt(objectAt(raw, id), "ports")
      .filter(isObject)
      .find((candidate) => (direction === "in" ? candidate.isSourcePort === true : outputName(candidate)[0] === name));
    return textAt(port, "portId") ?? makeId(...role);
  };

/** Positions of activities: unchanged for those in the file, in columns below for new ones. */
function placesOf(raw: JsonObject, next: Process): ReadonlyMap<string, Point> {
  const shown = next.nodes.flatMap(({ id }): [string, Point][] => {
    const point = objectAt(objectAt(raw, id), "point");
    return point === undefined ? [] : [[id, { x: Number(point.x) || 0, y: Number(point.y) || 0 }]];
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

/** Pixels. Taller than any activity except long menus. */
const ROOM_BELOW = 400;
