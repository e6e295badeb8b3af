import { isJsonObject, textOf, type Json, type JsonObject } from "../core/json";
import type { Ids } from "../core/ids";

/** A finding of the validator. */
export interface Finding {
  readonly code: string;
  readonly severity: "ERROR" | "WARNING" | "RECOMMENDATION";
  readonly message: string;
  readonly activityName?: string;
  readonly condition?: string;
  readonly from?: string;
  readonly edge?: string;
  readonly suggestion?: string;
}

const rows = (value: Json | undefined): readonly JsonObject[] =>
  Array.isArray(value) ? value.filter(isJsonObject) : [];
const propertiesOf = (node: JsonObject): JsonObject => (isJsonObject(node["properties"]) ? node["properties"] : {});
const activityOf = (node: JsonObject): string => textOf(propertiesOf(node)["activityName"]);
const groupOf = (node: JsonObject): string => textOf(node["group"], textOf(node["activityType"], "action"));

/** A process of a flow: its nodes and edges. */
interface Process {
  readonly nodes: readonly JsonObject[];
  readonly edges: readonly JsonObject[];
}

const processOf = (holder: JsonObject): Process => ({ nodes: rows(holder["nodes"]), edges: rows(holder["edges"]) });

/** The event flows, in either of the two shapes that the live service takes. */
const eventFlows = (document: JsonObject): readonly (readonly [string, JsonObject])[] => {
  const events = document["eventFlows"];
  if (!isJsonObject(events)) return [];
  if (Array.isArray(events["nodes"])) return [["GLOBAL_EVENTS", events]];
  return Object.entries(events).filter((entry): entry is [string, JsonObject] => isJsonObject(entry[1]));
};

const edgeFindings = ({ nodes, edges }: Process, elsewhere: ReadonlySet<string>): readonly Finding[] => {
  const names = new Set(nodes.map((node) => textOf(node["name"])));
  return edges.flatMap((edge): readonly Finding[] => {
    const [from, to, condition] = [textOf(edge["from"]), textOf(edge["to"]), textOf(edge["condition"])];
    const at = { from, condition, edge: `${from}->${to}`, severity: "ERROR" } as const;
    const unknown = [from, to].filter((name) => !names.has(name));
    const strayed = unknown.filter((name) => elsewhere.has(name));
    return [
      ...strayed.map((name) => ({
        ...at,
        code: "FC1012",
        message: `Broken link in event flow: ${name} is outside of it`,
      })),
      ...unknown
        .filter((name) => !elsewhere.has(name))
        .map((name) => ({
          ...at,
          code: "FC0000",
          message: `Edge ${name === from ? "from" : "to"}='${name}' does not match any node name`,
          suggestion: "Edges refer to nodes by name.",
        })),
      ...(condition === "" ? [{ ...at, code: "FC1015", message: `Edge ${from}->${to} has no condition` }] : []),
    ];
  });
};

const nodeFindings = (nodes: readonly JsonObject[]): readonly Finding[] =>
  nodes.flatMap((node): readonly Finding[] => {
    const activityName = textOf(node["name"]);
    const at = { activityName, severity: "ERROR" } as const;
    return [
      ...(activityOf(node) === ""
        ? [{ ...at, code: "FC1015", message: "properties.activityName is not configured" }]
        : []),
      // Validated as a flow always, so good subflows are refused here.
      ...(activityOf(node) === "end-subflow"
        ? [{ ...at, code: "FC0000", message: "ACTIVITY_NOT_FOUND: end-subflow" }]
        : []),
      ...(activityOf(node) === "http-request-v2" && propertiesOf(node)["authenticated"] !== true
        ? [{ ...at, code: "FC1015", message: "Connector not configured" }]
        : []),
    ];
  });

const isolated = ({ nodes, edges }: Process): readonly Finding[] => {
  const reached = new Set(edges.map((edge) => textOf(edge["to"])));
  return nodes
    .filter(
      (node) => !["start", "event", "start-subflow"].includes(groupOf(node)) && !reached.has(textOf(node["name"])),
    )
    .map((node) => ({
      code: "FC1004",
      severity: "RECOMMENDATION",
      activityName: textOf(node["name"]),
      message: "Activity is isolated",
    }));
};

/** What the dry run finds, as far as it is emulated: names, edges, start, connectors, isolated activities. */
export const findingsOf = (document: JsonObject): readonly Finding[] => {
  const main = processOf(document);
  const events = eventFlows(document).map(([, flow]) => processOf(flow));
  const nodes = [main, ...events].flatMap((process) => process.nodes);
  const names = nodes.map((node) => textOf(node["name"]));
  const starts = main.nodes.filter((node) => groupOf(node).startsWith("start"));
  const mainNames = new Set(main.nodes.map((node) => textOf(node["name"])));
  const error = { severity: "ERROR" } as const;
  return [
    ...(textOf(document["name"]).trim() === "" ? [{ ...error, code: "FC1015", message: "Flow name is empty" }] : []),
    ...(starts.length === 1
      ? []
      : [{ ...error, code: "FC1002", message: `Flow has ${starts.length} start activities` }]),
    ...[...new Set(names.filter((name, position) => names.indexOf(name) !== position))].map((name) => ({
      ...error,
      code: "FC1022",
      activityName: name,
      message: `Duplicate activity name ${name}`,
    })),
    ...nodeFindings(nodes),
    ...edgeFindings(main, new Set()),
    ...events.flatMap((process) => edgeFindings(process, mainNames)),
    ...[main, ...events].flatMap(isolated),
  ];
};

/** What `v2/flows:validate` answers: 200 whatever it finds. */
export const validation = (document: JsonObject): JsonObject => {
  const findings = findingsOf(document);
  const errors = findings.filter(({ severity }) => severity === "ERROR").map((finding) => ({ ...finding }));
  const warnings = findings.filter(({ severity }) => severity !== "ERROR").map((finding) => ({ ...finding }));
  const summary = `${errors.length} errors, ${warnings.length} warnings`;
  return { valid: errors.length === 0, errors, warnings, summary };
};

/** The spellings of ports that the server reads as another one. */
const ALIASES: Readonly<Record<string, string>> = { done: "out", NewPhoneContact: "out", defaultBranch: "default" };

const GRID = { column: 260, row: 160, columns: 5 };

/** Activities, links and widgets of a process; ids are the server's own. */
const toProcess = ({ nodes, edges }: Process, ids: Ids) => {
  const idOf = new Map(nodes.map((node) => [textOf(node["name"]), ids.uuid()]));
  const activities = nodes.map((node) => {
    const name = textOf(node["name"]);
    const id = idOf.get(name) ?? "";
    return [id, { id, name, group: groupOf(node), properties: { ...propertiesOf(node), name } }] as const;
  });
  const links = edges.map((edge) => {
    const condition = textOf(edge["condition"]);
    const conditionExpr = ALIASES[condition] ?? condition;
    return {
      id: ids.uuid(),
      sourceActivityId: idOf.get(textOf(edge["from"])) ?? "",
      targetActivityId: idOf.get(textOf(edge["to"])) ?? "",
      conditionExpr,
      properties: { value: conditionExpr },
    };
  });
  const widgets = activities.map(([id, { name, group, properties }], position) => {
    const point = {
      x: (position % GRID.columns) * GRID.column,
      y: Math.floor(position / GRID.columns) * GRID.row,
    };
    return [
      id,
      { id: ids.uuid(), type: group, widgetType: "activity", label: name, point, ports: [], properties },
    ] as const;
  });
  return {
    process: { activities: Object.fromEntries(activities), links },
    diagram: { widgets: Object.fromEntries(widgets), properties: {} },
    idOf,
  };
};

/** A FlowV2 document as the server keeps it: in the shape of exports. */
export const toStored = (document: JsonObject, ids: Ids): JsonObject => {
  const main = toProcess(processOf(document), ids);
  const maps = eventFlows(document).map(([key, flow]) => {
    const { process, diagram, idOf } = toProcess(processOf(flow), ids);
    const handlers = isJsonObject(flow["onEvents"]) ? Object.entries(flow["onEvents"]) : [];
    const onEvents = Object.fromEntries(handlers.map(([event, name]) => [event, idOf.get(textOf(name)) ?? ""]));
    return [key, { id: key, name: textOf(flow["name"]), description: "", process, diagram, onEvents }] as const;
  });
  return {
    name: document["name"],
    description: textOf(document["description"]),
    comment: "",
    variables: rows(document["variables"]),
    process: main.process,
    diagram: main.diagram,
    eventFlows: { eventsMap: Object.fromEntries(maps), properties: {} },
    runtimeVariables: [],
    validating: true,
    persist: true,
    validationResults: [],
    variableOrders: {},
  };
};

const fromProcess = (process: Json | undefined): JsonObject => {
  const holder = isJsonObject(process) ? process : {};
  const activities = isJsonObject(holder["activities"]) ? Object.values(holder["activities"]).filter(isJsonObject) : [];
  const nameOf = new Map(activities.map((activity) => [textOf(activity["id"]), textOf(activity["name"])]));
  return {
    nodes: activities.map(({ id, name, group, properties }) => ({ id, name, activityType: group, group, properties })),
    edges: rows(holder["links"]).map((link) => ({
      id: link["id"],
      from: nameOf.get(textOf(link["sourceActivityId"])),
      to: nameOf.get(textOf(link["targetActivityId"])),
      condition: link["conditionExpr"],
      properties: link["properties"],
    })),
  };
};

/** A kept flow as FlowV2. */
export const fromStored = (document: JsonObject): JsonObject => {
  const holder = isJsonObject(document["eventFlows"]) ? document["eventFlows"]["eventsMap"] : undefined;
  const maps = isJsonObject(holder) ? Object.entries(holder) : [];
  const events = maps.map(([key, map]): [string, JsonObject] => {
    const flow = isJsonObject(map) ? map : {};
    const activities = isJsonObject(flow["process"]) ? flow["process"]["activities"] : undefined;
    const handlers = isJsonObject(flow["onEvents"]) ? Object.entries(flow["onEvents"]) : [];
    const onEvents = handlers.map(([event, id]) => {
      const activity = isJsonObject(activities) ? activities[textOf(id)] : undefined;
      return [event, isJsonObject(activity) ? activity["name"] : undefined] as const;
    });
    const { nodes, edges } = fromProcess(flow["process"]);
    return [
      key,
      {
        id: key,
        name: flow["name"],
        description: flow["description"],
        onEvents: Object.fromEntries(onEvents),
        nodes,
        edges,
      },
    ];
  });
  return {
    schemaVersion: "2.0",
    name: document["name"],
    description: document["description"] ?? "",
    variables: document["variables"] ?? [],
    ...fromProcess(document["process"]),
    eventFlows: Object.fromEntries(events),
    preferences: [],
  };
};
