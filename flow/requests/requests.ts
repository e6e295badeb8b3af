import { flagAt, mappingsOf, type OutputMapping } from "../activities";
import { isHole, segmentsOf, type Hole } from "../expression";
import { isObject, textAt } from "../json";
import type { Flow, FlowNode } from "../model";

/** A request of a flow with variables as `{{name}}`, as HTTP clients such as Postman write them. */
export interface RequestSketch {
  readonly name: string;
  readonly description: string;
  readonly method: string;
  /** The part after the host where a connector supplies the host, else the whole address; the query as written in the flow. */
  readonly address: string;
  /** Whether a connector supplies host and credentials. */
  readonly authenticated: boolean;
  readonly query: readonly Pair[];
  readonly headers: readonly Pair[];
  /** "" where there is no body. */
  readonly body: string;
  /** Variables read from the answer, by JSONPath, also by a Parse activity after the request. */
  readonly reads: readonly OutputMapping[];
}
export interface Pair {
  readonly key: string;
  readonly value: string;
}

/** The requests of a flow in the order of its activities, and the variables in them. */
export interface Requests {
  readonly flow: string;
  readonly requests: readonly RequestSketch[];
  /** By name, a sample value; "" where none is known. */
  readonly variables: Readonly<Record<string, string>>;
}

/** Whether a variable is in an address, where its value must be percent-encoded. In a body it must not be. */
export const isInAddress = ({ requests }: Requests, name: string): boolean =>
  requests.some(({ address, query }) =>
    [address, ...query.map(({ value }) => value)].some((text) => text.includes(`{{${name}}}`)),
  );

/** @param samples sample values by name of the flow's variables, such as those of a simulated call; never secrets. */
export function requestsOf(flow: Flow, samples: Readonly<Record<string, string>> = {}): Requests {
  const nodes = flow.processes.flatMap((process) => process.nodes);
  const used = new Map<string, string>();
  const sketch = (node: FlowNode): RequestSketch => {
    const { properties } = node;
    const authenticated = flagAt(properties, "authenticated") ?? textAt(properties, "httpRequestUrl") === undefined;
    const text = (value: string): string => withVariables(value, used, samples);
    const pairs = (key: string): readonly Pair[] => {
      const bag = properties[key];
      return isObject(bag)
        ? Object.entries(bag).flatMap(([name, value]) =>
            typeof value === "string" && name !== "" ? [{ key: text(name), value: text(value) }] : [],
          )
        : [];
    };
    return {
      name: node.name,
      description: node.description,
      method: textAt(properties, "httpRequestMethod") ?? "GET",
      address: text(textAt(properties, authenticated ? "httpRequestPath" : "httpRequestUrl") ?? ""),
      authenticated,
      query: pairs("httpQueryParameters"),
      headers: pairs("httpRequestHeaders"),
      body: text(textAt(properties, "httpRequestBody") ?? ""),
      reads: nodes.flatMap((other) =>
        other === node || textAt(other.properties, "inputVariable")?.split(".")[0] === node.name
          ? mappingsOf(other)
          : [],
      ),
    };
  };
  const requests = nodes.filter(({ kind }) => kind === "http-request-v2").map(sketch);
  return { flow: flow.name, requests, variables: Object.fromEntries(used) };
}

const withVariables = (text: string, used: Map<string, string>, samples: Readonly<Record<string, string>>): string =>
  segmentsOf(text)
    .map((segment) => {
      if (!isHole(segment)) return segment.text;
      const name = nameOf(segment.hole);
      if (!used.has(name)) used.set(name, samples[name] ?? USUAL[name] ?? "");
      return `{{${name}}}`;
    })
    .join("");

const USUAL: Readonly<Record<string, string>> = {
  now: "2026-01-05T09:00:00Z",
  NewPhoneContact_ANI: "+15207739050",
  NewPhoneContact_InteractionId: "00000000-0000-4000-8000-000000000001",
};

/** The name of a hole: its one variable without the filters, or all its names where it has several. */
function nameOf({ variables, source }: Hole): string {
  const names = [...new Set(variables.map(({ root, members }) => [root, ...members].join("_")))];
  const joined = names.length === 0 ? (/^[A-Za-z]\w*/.exec(source)?.[0] ?? "value") : names.join("_");
  return joined.replace(/\W/g, "_").slice(0, 80);
}

/** The requests as a .http file, which editors can send: https://www.jetbrains.com/help/idea/exploring-http-syntax.html */
export function httpFile(all: Requests, instance: string): string {
  const { flow, requests, variables } = all;
  return [
    `# The HTTP requests of ${oneLine(flow)}. Set token to an access token of the org: sf org display shows one.`,
    `@instance = ${instance}`,
    "@token =",
    ...Object.entries(variables).map(
      ([name, value]) => `@${name} = ${oneLine(isInAddress(all, name) ? encode(value) : value)}`,
    ),
    "",
    ...requests.flatMap(section),
  ].join("\n");
}

function section({ name, description, method, address, authenticated, query, headers, body }: RequestSketch) {
  const glue = address.includes("?") ? "&" : "?";
  const asked =
    query.length === 0 ? "" : `${glue}${query.map(({ key, value }) => `${encode(key)}=${encode(value)}`).join("&")}`;
  return [
    `### ${oneLine(name)}`,
    ...(description === "" ? [] : [`# ${oneLine(description)}`]),
    `${method} ${authenticated ? "{{instance}}" : ""}${oneLine(address)}${asked}`,
    ...(authenticated ? ["Authorization: Bearer {{token}}"] : []),
    ...headers.map(({ key, value }) => `${oneLine(key)}: ${oneLine(value)}`),
    ...(body === "" ? [] : ["Content-Type: application/json", "", body]),
    "",
  ];
}

/** A line break would end the request line. */
const oneLine = (text: string): string => text.replace(/\s+/g, " ");

/** Percent-encodes everything except variables. */
const encode = (text: string): string =>
  text
    .split(/(\{\{\w+\}\})/)
    .map((part, index) => (index % 2 === 1 ? part : encodeURIComponent(part)))
    .join("");
