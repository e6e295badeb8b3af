import type { Body } from "../core/request";
import { routeTable, type Operation } from "../core/route";
import type { Grant } from "../core/tokens";
import type { Core } from "../core/vendor";
import type { Entities } from "./entities";

export { NO_CONTENT, ok, param, partly, type Answer } from "../core/route";

/** One call with a known route and a valid token. */
export interface Call {
  readonly core: Core;
  readonly entities: Entities;
  readonly orgId: string;
  readonly method: string;
  /** Without the mount. */
  readonly path: string;
  /** Values of the `{name}` parts of the path template. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: Body;
  readonly grant: Grant;
  /** See `Env.hideWritesMs`. */
  readonly hideMs: number;
}

/** One operation of the API; a `{name}` of its path also ends at a colon. */
export interface Route extends Operation<Call> {
  /** One of these scopes is required. By default those of the plane and method; with an empty list, none. */
  readonly scopes?: readonly string[];
  /** Values of the setting `flowLayout` for which the route exists; all of them by default. */
  readonly layouts?: readonly string[];
}

export const routes = routeTable<Call, Route>;
