import type { Body } from "../core/request";
import type { Json } from "../core/json";
import { routeTable, type Answer, type Operation } from "../core/route";
import type { Org } from "./org";
import type { Session } from "./session";

export { NO_CONTENT, ok, param, partly, type Answer } from "../core/route";

/** One call, before its caller is authenticated. */
export interface Call {
  readonly org: Org;
  readonly method: string;
  /** Without the mount, without a slash at the end. */
  readonly path: string;
  /** Values of the `{name}` parts of the path template. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: Body;
  /** The value of a header; the name in lower case. */
  readonly header: (name: string) => string | undefined;
  /** The base URL including the mount: what a client calls the instance URL. */
  readonly base: string;
  /** Sets the caller in the request log, where no bearer token shows it. */
  readonly setClient: (clientId: string) => void;
}

/** A call to the REST API with a valid session. */
export interface RestCall extends Call {
  readonly session: Session;
  /** For instance `66.0`. */
  readonly version: string;
  /** Runs another call of the same session, as composite resources do. */
  readonly dispatch: (request: SubRequest) => Answer;
}

/** A call inside a composite one. */
export interface SubRequest {
  readonly method: string;
  /** From `/services/data` on, with its query. */
  readonly url: string;
  readonly body: Json | undefined;
  readonly headers: Readonly<Record<string, string>>;
}

interface RouteFor<C> extends Operation<C> {
  /** Opens its own transactions, since parts of it may succeed alone. */
  readonly ownTransactions?: true;
}

export type Route = RouteFor<Call>;

/** An operation below `/services/data/v66.0`: the path after the version, for instance `/query`. */
export type RestRoute = RouteFor<RestCall>;

export const routes = routeTable<Call, Route>;
export const restRoutes = routeTable<RestCall, RestRoute>;
