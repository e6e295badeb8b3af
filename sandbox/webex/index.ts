import type { Context, Hono } from "hono";
import { z } from "zod";
import { adminBody } from "../core/admin";
import { readBody, Query } from "../core/request";
import { createRouter } from "../core/route";
import type { Core, Env, Vendor } from "../core/vendor";
import {
  authenticate,
  authorize,
  JSON_TYPES,
  plainRefusal,
  planeOf,
  refusalToResponse,
  trackingIdOf,
  withTrackingId,
} from "./dialect";
import { connectAndTry, connectorSession } from "./connect";
import { notEmulated } from "./coverage";
import { createEntities, type Entities } from "./entities";
import { frameworkError, Refused } from "./webex-errors";
import { indexedOf, type Noun } from "./noun";
import { NOUNS, ROUTES } from "./nouns";
import { accessToken } from "./routes/access-token";
import { flowIndexed } from "./routes/flow";
import { seedTenant } from "./seed";
import { stateDoor } from "./state";
import { credentialsOf, issueAccessToken, SCOPES } from "./tenant";

export { connect, connectAndTry } from "./connect";
export { credentialsOf } from "./tenant";

const nounsByKind: ReadonlyMap<string, Noun> = new Map(NOUNS.map((noun) => [noun.kind, noun]));
const indexed = new Map([...NOUNS.map(indexedOf), flowIndexed].map((known) => [known.kind, known]));

export const entitiesOf = (core: Core): Entities => createEntities(core, indexed);

/** Members that answers for objects of a kind can have, as far as emulated; undefined for a kind outside the configuration. */
export function membersOf(kind: string): readonly string[] | undefined {
  const noun = nounsByKind.get(kind);
  if (noun === undefined) return undefined;
  const system = ["id", "organizationId", "version", "createdTime", "lastUpdatedTime", "systemDefault"];
  return [...system, ...noun.fields, ...(noun.computed ?? [])];
}

/** Serves one call: checks token, route, organisation and scope in this order, then runs the handler in one transaction. */
function serve(core: Core) {
  const entities = entitiesOf(core);
  const find = createRouter(ROUTES, "/:");
  const answer = async (c: Context<Env>, path: string, query: Query) => {
    const { method } = c.req;
    const grant = authenticate(core, c.req.header("authorization"), path);
    const match = find(method, path);
    const isRoute = match !== undefined && "route" in match;
    const left = notEmulated(path, isRoute ? match.route.path : undefined);
    if (match === undefined || left !== undefined) throw frameworkError(404, "Not Found", path, core, left);
    if (!isRoute) throw frameworkError(405, "Method Not Allowed", path, core);
    if (match.route.layouts?.includes(core.settings().flowLayout) === false)
      throw frameworkError(404, "Not Found", path, core);
    authorize(core, grant, match.route, path, match.params.orgid);
    const body = await readBody(c, JSON_TYPES);
    const { params, route } = match;
    const call = {
      core,
      entities,
      orgId: core.orgId,
      method,
      path,
      params,
      query,
      body,
      grant,
      hideMs: c.get("hideWritesMs"),
    };
    return method === "GET" ? route.handle(call) : core.store.transaction(() => route.handle(call));
  };
  return async (c: Context<Env>): Promise<Response> => {
    const path = c.get("vendorPath");
    const trackingId = trackingIdOf(core, c.req.header("trackingid"), path);
    const query = new Query(new URL(c.req.url).searchParams);
    try {
      return query.named(withTrackingId(await answer(c, path, query), trackingId));
    } catch (error) {
      if (error instanceof Refused) return refusalToResponse(error, trackingId);
      throw error;
    }
  };
}

const tokenRequest = z.strictObject({
  orgId: z.uuid().optional(),
  clientId: z.string().optional(),
  scopes: z.array(z.string()).optional(),
  ttlSeconds: z.number().int().optional(),
});

/** The sandbox's Salesforce, at the port through which this call came, whatever its host name or proxy. */
const salesforceOf = (c: Context<Env>): string => `http://127.0.0.1:${c.env.incoming.socket.localPort}/salesforce`;

function mountAdmin(app: Hono<Env>, core: Core): void {
  app.get("/credentials", (c) => c.json(credentialsOf(core)));
  app.post("/connect", async (c) =>
    c.json(await connectAndTry(entitiesOf(core), await adminBody(c), salesforceOf(c)), 201),
  );
  // Plays the platform, which signs in for every flow that uses the connector.
  app.post("/connectors/:id/token", async (c) =>
    c.json(await connectorSession(entitiesOf(core), c.req.param("id"), salesforceOf(c)), 201),
  );
  // Plays Webex's identity service: issues a token for any client, organisation, scope and age.
  app.post("/tokens", async (c) => {
    const wanted = tokenRequest.parse(await adminBody(c));
    const token = core.store.transaction(() =>
      issueAccessToken(core, {
        clientId: wanted.clientId ?? credentialsOf(core).clientId,
        orgId: wanted.orgId ?? core.orgId,
        scopes: wanted.scopes ?? SCOPES,
        ttlSeconds: wanted.ttlSeconds ?? core.settings().tokenTtlSeconds,
      }),
    );
    return c.json({ access_token: token }, 201);
  });
}

/** Webex Contact Center, and the parts of the Webex platform that it needs. */
export const webex: Vendor = {
  name: "webex",
  seed: (core) => seedTenant(entitiesOf(core)),
  mount: (app, core) => {
    app.post("/v1/access_token", (c) => accessToken(c, core));
    app.all("*", serve(core));
  },
  mountAdmin,
  // The platform and the contact centre count calls separately.
  quotaOf: (path, clientId) =>
    path === "/v1/access_token"
      ? undefined
      : `webex ${planeOf(path) === "platform" ? "platform" : "contact-center"} ${clientId}`,
  refuse: ({ status, path, trackingId }, core) =>
    refusalToResponse(plainRefusal(status, path, core), trackingIdOf(core, trackingId, path)),
  state: (core) => stateDoor(entitiesOf(core), nounsByKind),
};
