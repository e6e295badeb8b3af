import { isArray, isObject, type Json, type JsonObject } from "../json";
import {
  choice,
  limited,
  reference,
  within,
  type Context,
  type Described,
  type PerVariable,
  type To,
} from "./compiled";

/**
 * Sets at most ten variables, in the order written.
 * @example { type: "set-variable", set: { digits: "{{ NewPhoneContact.ANI }}", tries: 0 }, to: "Greeting" }
 */
export interface SetVariable<N extends string, V extends string> extends Described {
  readonly type: "set-variable";
  /** Variable to literal or template. JSON variables take a JSON text. */
  readonly set: PerVariable<V, string | number | boolean>;
  readonly to: To<N, "out">;
}

/**
 * Sends an HTTP request over a connector (which supplies the credentials) or to a plain address.
 * @example { type: "http-request-v2", method: "GET", path: "/services/data/v62.0/limits", read: { left: "$.DailyApiRequests.Remaining" }, to: "Check" }
 */
export type HttpRequest<N extends string, V extends string> = Described & {
  readonly type: "http-request-v2";
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE" | "HEAD" | "OPTIONS";
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text, or JSON whose texts may hold templates. */
  readonly body?: Json;
  /** Milliseconds for each attempt, 100 to 60,000; 2,000 by default. */
  readonly timeoutMs?: number;
  /** Further attempts after an answer of 500 and above; none by default. Timeouts are not repeated. */
  readonly retries?: number;
  /** By variable, the JSONPath of its value in the answer. */
  readonly read?: PerVariable<V, string>;
  /** Format of the answer; JSON by default, "" for an answer that is not read. */
  readonly contentType?: "JSON" | "XML" | "YAML" | "TOML" | "";
  readonly to: N | { readonly default: N };
} & (
    | {
        /** Connector id; the binding "Node.connectorId" where left out. */
        readonly connector?: string;
        /** The part after the host, with percent-encoded query values. */
        readonly path: string;
        readonly url?: never;
      }
    | { readonly url: string; readonly path?: never; readonly connector?: never }
  );

/**
 * Takes values out of a JSON text.
 * @example { type: "parse-activity", input: "VirtualAgent.MetaData", read: { intent: "$.intent" }, to: "Check" }
 */
export interface Parse<N extends string, V extends string> extends Described {
  readonly type: "parse-activity";
  /** A variable or an output such as "Lookup.httpResponseBody", without braces. */
  readonly input: V | `${string}.${string}`;
  readonly read: PerVariable<V, string>;
  readonly to: N | { readonly default: N };
}

/**
 * Opens a page at the agent's desktop. Event flows only.
 * @example { type: "screen-pop", url: "https://example.com/{{caseId}}", label: "Case", target: "insideDesktop", to: "End" }
 */
export interface ScreenPop<N extends string> extends Described {
  readonly type: "screen-pop";
  readonly url: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly label: string;
  readonly target: "newBrowserTab" | "sameBrowserTab" | "insideDesktop";
  readonly to: N | { readonly default: N };
}

export type DataNode<N extends string, V extends string> =
  SetVariable<N, V> | HttpRequest<N, V> | Parse<N, V> | ScreenPop<N>;

const MAX_ASSIGNMENTS = 10;

export function setVariable(node: SetVariable<string, string>, context: Context): JsonObject {
  const assigned = Object.entries(node.set).flatMap(([variable, value]) =>
    value === undefined ? [] : [{ variable, value }],
  );
  const rows = limited(context, "assignments", assigned, 1, MAX_ASSIGNMENTS).map(({ variable, value }): JsonObject => {
    const type = context.typeOf(variable);
    const expr = typeof value === "boolean" ? (value ? "True" : "False") : String(value);
    return {
      id: context.makeId("assignment", variable),
      setTo: "set-to-literal",
      srcVariable: variable,
      srcVariableType: type,
      expr,
      literal: expr,
      literal_invalid_error: false,
    };
  });
  const { id: _id, literal: _literal, ...first } = rows[0] ?? {};
  // Flow Designer before 2025 reads the top level, later versions the rows.
  return { ...first, setVariablesArray: rows };
}

const TIMEOUT_MS = { default: 2_000, least: 100, most: 60_000 };
const MAX_RETRIES = 10;

export function httpRequest(node: HttpRequest<string, string>, context: Context): JsonObject {
  const where: JsonObject =
    node.url === undefined
      ? {
          authenticated: true,
          ...reference(context, "connectorId", node.connector),
          httpRequestPath: node.path,
          httpRequestUrl: null,
        }
      : { authenticated: false, ...choice("connectorId", null), httpRequestPath: null, httpRequestUrl: node.url };
  return {
    ...where,
    ...choice("httpRequestMethod", node.method),
    httpQueryParameters: node.query ?? {},
    httpRequestHeaders: node.headers ?? {},
    ...choice("httpContentType", "Application/JSON"),
    httpRequestBody: node.body === undefined ? null : typeof node.body === "string" ? node.body : bodyText(node.body),
    httpRequestBodyFiles: null,
    httpRequestBodyFormData: null,
    httpRequestBodyGQL: null,
    httpResponseTimeout: within(
      context,
      "timeoutMs",
      node.timeoutMs ?? TIMEOUT_MS.default,
      TIMEOUT_MS.least,
      TIMEOUT_MS.most,
    ),
    retryAttempts: within(context, "retries", node.retries ?? 0, 0, MAX_RETRIES),
    ...choice("contentType", node.contentType ?? (node.read === undefined ? "" : "JSON")),
    outputVariableArray: mappings(node.read ?? {}, context),
  };
}

/** JSON text without escapes inside `{{ }}`, which would break the templates. */
function bodyText(value: Json): string {
  if (typeof value === "string") {
    const parts = value.split(/(\{\{[^]*?\}\})/);
    return `"${parts.map((part, index) => (index % 2 === 1 ? part : JSON.stringify(part).slice(1, -1))).join("")}"`;
  }
  if (isArray(value)) return `[${value.map(bodyText).join(",")}]`;
  if (!isObject(value)) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([key, item]) => `${JSON.stringify(key)}:${bodyText(item)}`)
    .join(",")}}`;
}

const mappings = (read: Readonly<Record<string, string | undefined>>, { typeOf }: Context): readonly JsonObject[] =>
  Object.entries(read).flatMap(([variable, path]) => {
    // `typeOf` throws for a variable that is not declared.
    typeOf(variable);
    return path === undefined ? [] : [{ outputVariable: variable, jsonPathExp: path }];
  });

export const parse = (node: Parse<string, string>, context: Context): JsonObject => ({
  inputVariable: node.input,
  ...choice("contentType", "JSON"),
  outputVariableArray: mappings(node.read, context),
});

export const screenPop = (node: ScreenPop<string>): JsonObject => ({
  screenPopUrl: node.url,
  queryParameters: node.query ?? {},
  screenPopDesktopLabel: node.label,
  target: node.target,
});
