import { textOf, type JsonObject } from "../core/json";
import activities from "./activities.json";
import { activityOf, eventFlows, groupOf, processOf, propertiesOf, type Process } from "./flow-v2";

interface Finding {
  readonly code: string;
  readonly severity: "ERROR" | "WARNING" | "RECOMMENDATION";
  readonly message: string;
  readonly activityName?: string;
  readonly condition?: string;
  readonly from?: string;
  readonly edge?: string;
  readonly suggestion?: string;
}

function edgeFindings({ nodes, edges }: Process, elsewhere: ReadonlySet<string>): readonly Finding[] {
  const names = new Set(nodes.map((node) => textOf(node.name)));
  return edges.flatMap((edge): readonly Finding[] => {
    const [from, to, condition] = [textOf(edge.from), textOf(edge.to), textOf(edge.condition)];
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
}

const KNOWN: ReadonlySet<string> = new Set([
  ...activities.map(({ activityName }) => activityName),
  // Other names of the start activity.
  "NewContact",
  "NewPhoneContact",
  // The name of event activities in older exports.
  "Event",
]);

const nodeFindings = (nodes: readonly JsonObject[]): readonly Finding[] =>
  nodes.flatMap((node): readonly Finding[] => {
    const activityName = textOf(node.name);
    const at = { activityName, severity: "ERROR" } as const;
    return [
      ...(activityOf(node) === ""
        ? [{ ...at, code: "FC1015", message: "properties.activityName is not configured" }]
        : []),
      // The validator takes every document for a flow, so it refuses valid subflows.
      ...(activityOf(node) !== "" && (activityOf(node) === "end-subflow" || !KNOWN.has(activityOf(node)))
        ? [{ ...at, code: "FC0000", message: `ACTIVITY_NOT_FOUND: ${activityOf(node)}` }]
        : []),
      ...(activityOf(node) === "http-request-v2" && propertiesOf(node).authenticated !== true
        ? [{ ...at, code: "FC1015", message: "Connector not configured" }]
        : []),
    ];
  });

function isolated({ nodes, edges }: Process): readonly Finding[] {
  const reached = new Set(edges.map((edge) => textOf(edge.to)));
  return nodes
    .filter((node) => !["start", "event", "start-subflow"].includes(groupOf(node)) && !reached.has(textOf(node.name)))
    .map((node) => ({
      code: "FC1004",
      severity: "RECOMMENDATION",
      activityName: textOf(node.name),
      message: "Activity is isolated",
    }));
}

/** The findings of the dry run, as far as emulated: names, edges, start, connectors, isolated activities. */
function findingsOf(document: JsonObject): readonly Finding[] {
  const main = processOf(document);
  const events = eventFlows(document).map(([, flow]) => processOf(flow));
  const nodes = [main, ...events].flatMap((process) => process.nodes);
  const names = nodes.map((node) => textOf(node.name));
  const starts = main.nodes.filter((node) => groupOf(node).startsWith("start"));
  const mainNames = new Set(main.nodes.map((node) => textOf(node.name)));
  const error = { severity: "ERROR" } as const;
  return [
    ...(textOf(document.name).trim() === "" ? [{ ...error, code: "FC1015", message: "Flow name is empty" }] : []),
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
}

/** The answer of `v2/flows:validate`, which is 200 whatever the findings. */
export function validation(document: JsonObject): JsonObject {
  const findings = findingsOf(document);
  const errors = findings.filter(({ severity }) => severity === "ERROR").map((finding) => ({ ...finding }));
  const warnings = findings.filter(({ severity }) => severity !== "ERROR").map((finding) => ({ ...finding }));
  const summary = `${errors.length} errors, ${warnings.length} warnings`;
  return { valid: errors.length === 0, errors, warnings, summary };
}
