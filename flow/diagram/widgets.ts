import { v5 } from "uuid";
import { groupBy } from "../group";
import type { JsonObject } from "../json";
import { inputOffset, outputOffset, type Point } from "./geometry";

export interface WidgetNode {
  readonly id: string;
  readonly widgetId: string;
  readonly group: string;
  readonly properties: JsonObject;
  readonly ports: readonly string[];
  readonly at: Point;
}

export interface WidgetLink {
  readonly id: string;
  readonly widgetId: string;
  readonly fromId: string;
  readonly port: string;
  readonly toId: string;
}

/** Makes the id of a part of the diagram from its role; the same role always gives the same id. */
export type MakeId = (...role: readonly string[]) => string;

/** Distance of a port's centre from its corner, in pixels. */
const PORT_RADIUS = 8;

interface PortPlace {
  readonly portId: string;
  readonly centre: Point;
}

/** Links by output port and by target activity. */
interface Ends {
  readonly leaving: ReadonlyMap<string, readonly WidgetLink[]>;
  readonly entering: ReadonlyMap<string, readonly WidgetLink[]>;
}

const hasEntry = (group: string): boolean => group !== "start" && group !== "event" && group !== "start-subflow";

/** The diagram's widgets by activity and link id: every port, every link with two points, ports and links pointing at each other. */
export function buildWidgets(nodes: readonly WidgetNode[], links: readonly WidgetLink[], makeId: MakeId): JsonObject {
  const places = new Map<string, PortPlace>();
  for (const node of nodes) for (const [key, place] of portPlaces(node, makeId)) places.set(key, place);
  const widgetOf = new Map(nodes.map((node) => [node.id, node]));
  const ends: Ends = {
    leaving: groupBy(links, ({ fromId, port }) => outKey(fromId, port)),
    entering: groupBy(links, ({ toId }) => inKey(toId)),
  };
  return Object.fromEntries([
    ...nodes.map((node) => [node.id, activityWidget(node, ends, places)] as const),
    ...links.map((link) => [link.id, linkWidget(link, widgetOf, places, makeId)] as const),
  ]);
}

const inKey = (id: string): string => JSON.stringify([id, "in"]);
const outKey = (id: string, port: string): string => JSON.stringify([id, "out", port]);

function portPlaces(node: WidgetNode, makeId: MakeId): readonly (readonly [string, PortPlace])[] {
  const centre = (offset: Point): Point => ({
    x: node.at.x + offset.x + PORT_RADIUS,
    y: node.at.y + offset.y + PORT_RADIUS,
  });
  const entry = hasEntry(node.group)
    ? [[inKey(node.id), { portId: makeId(node.id, "port", "in"), centre: centre(inputOffset(node.group)) }] as const]
    : [];
  const outputs = node.ports.map(
    (port, index) =>
      [
        outKey(node.id, port),
        { portId: makeId(node.id, "port", "out", port), centre: centre(outputOffset(node.group, node.ports, index)) },
      ] as const,
  );
  return [...entry, ...outputs];
}

function activityWidget(node: WidgetNode, ends: Ends, places: ReadonlyMap<string, PortPlace>): JsonObject {
  const port = (key: string, name: string, isEntry: boolean): readonly JsonObject[] => {
    const linked = (isEntry ? ends.entering : ends.leaving).get(key) ?? [];
    const place = places.get(key);
    if (place === undefined) return [];
    return [
      {
        portId: place.portId,
        // The vendor's name is inverted: true marks the input port.
        isSourcePort: isEntry,
        linkId: linked[0]?.widgetId ?? null,
        type: "arrow",
        links: linked.map(({ widgetId }) => widgetId),
        properties: {
          x: place.centre.x - PORT_RADIUS,
          y: place.centre.y - PORT_RADIUS,
          name,
          label: name,
          alignment: isEntry ? "left" : "right",
        },
      },
    ];
  };
  return {
    id: node.widgetId,
    type: node.group,
    widgetType: "activity",
    label: "New Activity Widget in Diagram",
    point: { x: node.at.x, y: node.at.y },
    ports: [
      ...port(inKey(node.id), "in", true),
      ...node.ports.flatMap((name) => port(outKey(node.id, name), name, false)),
    ],
    properties: withoutUnderscoreTwins(node.properties),
  };
}

function linkWidget(
  link: WidgetLink,
  widgets: ReadonlyMap<string, WidgetNode>,
  places: ReadonlyMap<string, PortPlace>,
  makeId: MakeId,
): JsonObject {
  const source = places.get(outKey(link.fromId, link.port));
  const target = places.get(inKey(link.toId));
  const end = (place: PortPlace | undefined, nodeId: string): JsonObject => ({
    id: place?.portId ?? null,
    activeWidgetId: widgets.get(nodeId)?.widgetId ?? null,
    point: { x: place?.centre.x ?? 0, y: place?.centre.y ?? 0 },
  });
  const point = (place: PortPlace | undefined, role: string): JsonObject => ({
    id: makeId(link.id, "point", role),
    type: "point",
    x: place?.centre.x ?? 0,
    y: place?.centre.y ?? 0,
  });
  return {
    id: link.widgetId,
    type: "arrow",
    widgetType: "link",
    label: "",
    properties: {
      curvyness: 50,
      selected: false,
      color: "gray",
      points: [point(source, "source"), point(target, "target")],
      width: 1,
      selectedColor: "rgb(0,192,255)",
    },
    points: [],
    sourcePort: end(source, link.fromId),
    targetPort: end(target, link.toId),
  };
}

/** Widgets carry `x:name` but not its twin `x_name`. */
export const withoutUnderscoreTwins = (properties: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(properties).filter(([key]) => {
      const twin = /^(.+)_(name|type|radioName|input)$/.exec(key);
      return twin === null || !Object.hasOwn(properties, `${twin[1]}:${twin[2]}`);
    }),
  );

/** Namespace of every id in a generated flow. Changing it would change every generated file. */
const NAMESPACE = "7a1f3c52-6d0e-5b8a-9f4e-2c9b1d7e4a60";

/** Ids for the parts of the flow `name`: the same part of the same flow always gets the same UUID (version 5). */
export const idsOf =
  (name: string): MakeId =>
  (...role) =>
    v5(JSON.stringify([name, ...role]), NAMESPACE);
