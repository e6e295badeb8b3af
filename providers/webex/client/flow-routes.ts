import type { Method } from "../../http/request";
import { HttpError, isFailure } from "../../http/http-errors";

/**
 * Operations of the flow service below `{host}[/flow-store]/{orgId}/project/{projectId}/`. The import and export of the older format are
 * published under `/flow-store`, all others without it; some gateways answer a route under the other prefix only.
 * https://developer.webex.com/webex-contact-center/docs/api/v1/flow
 */
const OPERATIONS = {
  list: { method: "GET", path: "flows" },
  import: { method: "POST", path: "flows:import", isLegacy: true },
  export: { method: "GET", path: "flows/{id}:export", isLegacy: true },
  publish: { method: "POST", path: "flows/{id}:publish" },
  lock: { method: "POST", path: "flows/{id}:lock" },
  unlock: { method: "POST", path: "flows/{id}:unlock" },
  delete: { method: "DELETE", path: "flows/{id}" },
  draft: { method: "GET", path: "v2/flows/{id}" },
  importV2: { method: "POST", path: "v2/flows:import" },
  exportV2: { method: "GET", path: "v2/flows/{id}:export" },
  activities: { method: "GET", path: "v2/activities" },
  validate: { method: "POST", path: "v2/flows:validate" },
  choices: { method: "GET", path: "v2/activities/{activity}/inputs/{input}/choices" },
} as const satisfies Readonly<Record<string, Operation>>;

interface Operation {
  readonly method: Method;
  readonly path: string;
  readonly isLegacy?: true;
}

export type FlowOperation = keyof typeof OPERATIONS;
export const FLOW_OPERATIONS = Object.keys(OPERATIONS) as readonly FlowOperation[]; // the keys that are written above

/** Values of the braces in an operation's path. */
export type FlowPlace = Readonly<Record<string, string>>;

const BARE = "";
const FLOW_STORE = "/flow-store";

export const methodOf = (operation: FlowOperation): Method => OPERATIONS[operation].method;

/** The path below the project. */
export const pathOf = (operation: FlowOperation, place: FlowPlace = {}): string =>
  OPERATIONS[operation].path.replace(/\{(\w+)\}/g, (_brace, name: string) => encodeURIComponent(place[name] ?? ""));

/** Prefixes to try, the published one first. */
export function prefixesOf(operation: FlowOperation): readonly [string, string] {
  const { isLegacy }: Operation = OPERATIONS[operation];
  return isLegacy === true ? [FLOW_STORE, BARE] : [BARE, FLOW_STORE];
}

/** The operation as the reference shows it: `GET /{orgId}/project/{projectId}/flows`. */
export function callOf(operation: FlowOperation): string {
  const { method, path } = OPERATIONS[operation];
  const [prefix] = prefixesOf(operation);
  return `${method} ${prefix}/{orgId}/project/{projectId}/${path}`;
}

/** The address of the flow service without the prefix, which is added by operation. */
export const flowHost = (address: string): string =>
  address.endsWith(FLOW_STORE) ? address.slice(0, -FLOW_STORE.length) : address;

/** Whether a gateway answers that it has no such route. A page of a guest network or a redirect does not count. */
export const isUnknownRoute = (error: unknown): error is HttpError =>
  isFailure(error, "no-such-route") && [404, 405].includes(error.status);

/** The error for a route that the gateway knows under neither prefix. */
export function unknownRoute(first: HttpError, host: string, prefixes: readonly string[]): HttpError {
  const tried = prefixes.map((prefix) => `${host}${prefix}`).join(" and ");
  return new HttpError({
    failure: "no-such-route",
    method: first.method,
    path: first.path,
    status: first.status,
    detail: first.detail,
    trackingId: first.trackingId,
    body: first.body,
    advice: `Tried ${tried}; this route is not known there: check webex:region, and webex:flowStoreUrl where it is set.`,
  });
}
