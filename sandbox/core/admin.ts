import { Hono, type Context } from "hono";
import { z } from "zod";
import { lazyHandler, type Cloud } from "./cloud";
import { keepFormsOut } from "./cross-site";
import { addFault, readFaults, removeFault, removeFaults } from "./faults";
import { isJsonObject, type JsonObject, parseJson } from "./json";
import { emptyLog, readLog } from "./log";
import { changeSettings, readSettings } from "./settings";
import { restoreSnapshot, takeSnapshot } from "./snapshot";
import type { Core, Env, StateDoor, Vendor } from "./vendor";

/** A request that the admin API cannot serve. The message says what to send instead. */
export class AdminError extends Error {
  constructor(
    readonly status: 400 | 404 | 409,
    message: string,
  ) {
    super(message);
  }
}

/** The JSON body of an admin call; an absent body counts as an empty object. */
export async function adminBody(c: Context<Env>): Promise<unknown> {
  const text = await c.req.text();
  if (text.trim() === "") return {};
  const value = parseJson(text);
  if (value === undefined) throw new AdminError(400, `The body of ${c.req.method} ${c.req.path} is not JSON.`);
  return value;
}

async function objectBody(c: Context<Env>): Promise<JsonObject> {
  const body = await adminBody(c);
  if (!isJsonObject(body)) throw new AdminError(400, "The body must be one JSON object.");
  return body;
}

function mountState(admin: Hono<Env>, core: Core, vendor: Vendor): void {
  const door: StateDoor = vendor.state(core);
  const kindOf = (c: Context<Env>): string => {
    const kind = c.req.param("kind") ?? "";
    if (door.has(kind)) return kind;
    throw new AdminError(
      404,
      `There is no kind "${kind}" in ${vendor.name}; the kinds are ${door.kinds().join(", ")}.`,
    );
  };
  const missing = (c: Context<Env>): never => {
    throw new AdminError(404, `There is no ${c.req.param("kind")} with the id ${c.req.param("id")}.`);
  };
  const base = `/state/${vendor.name}/:kind`;
  admin.get(base, (c) => c.json(door.list(kindOf(c))));
  admin.post(base, async (c) => {
    const body = await objectBody(c);
    return c.json(
      core.store.transaction(() => door.create(kindOf(c), body)),
      201,
    );
  });
  admin.get(`${base}/:id`, (c) => c.json(door.get(kindOf(c), c.req.param("id")) ?? missing(c)));
  admin.on(["PUT", "PATCH"], `${base}/:id`, async (c) => {
    const body = await objectBody(c);
    return c.json(core.store.transaction(() => door.merge(kindOf(c), c.req.param("id"), body)) ?? missing(c));
  });
  admin.delete(`${base}/:id`, (c) => {
    if (!core.store.transaction(() => door.remove(kindOf(c), c.req.param("id")))) return missing(c);
    return c.body(null, 204);
  });
}

function answerOf(error: Error, c: Context<Env>): Response {
  if (error instanceof AdminError) return c.json({ message: error.message }, error.status);
  if (error instanceof z.ZodError) return c.json({ message: z.prettifyError(error) }, 400);
  throw error;
}

/** A route without an answer's body. */
const done =
  (work: (c: Context<Env>) => unknown) =>
  async (c: Context<Env>): Promise<Response> => {
    await work(c);
    return c.body(null, 204);
  };

/** Log, faults, settings and snapshots. */
function mountTools(admin: Hono<Env>, core: Core, clouds: readonly Cloud[], reset: () => void): void {
  admin.get("/health", (c) =>
    c.json({ status: "ok", orgId: core.orgId, vendors: clouds.map(({ name }) => name), pid: process.pid }),
  );
  admin.get("/requests", (c) => c.json(readLog(core.store)));
  admin.delete(
    "/requests",
    done(() => emptyLog(core.store)),
  );
  admin.get("/faults", (c) => c.json(readFaults(core.store)));
  admin.post("/faults", async (c) => c.json(addFault(core.store, core.ids, await adminBody(c)), 201));
  admin.delete(
    "/faults",
    done(() => removeFaults(core.store)),
  );
  admin.delete("/faults/:id", (c) => {
    if (!removeFault(core.store, Number(c.req.param("id"))))
      throw new AdminError(404, `There is no fault ${c.req.param("id")}.`);
    return c.body(null, 204);
  });
  admin.get("/settings", (c) => c.json(readSettings(core.store)));
  admin.put("/settings", async (c) => c.json(changeSettings(core.store, await adminBody(c))));
  admin.post("/reset", done(reset));
  admin.get("/snapshot", (c) => c.json(takeSnapshot(core.store, clouds)));
  admin.put(
    "/snapshot",
    done(async (c) => restoreSnapshot(core.store, await adminBody(c), clouds)),
  );
}

/** Routes of a cloud's state and its own ones, which load the cloud when they are called. */
function mountCloud(admin: Hono<Env>, core: Core, cloud: Cloud, make: () => Hono<Env>): void {
  const serve = lazyHandler(() => {
    const routes = new Hono<Env>().onError(answerOf);
    routes.use("*", async (_c, next) => {
      cloud.vendor();
      await next();
    });
    mountState(routes, core, cloud.vendor());
    cloud.vendor().mountAdmin?.(routes, core);
    return make().route("/sandbox", routes);
  });
  for (const path of [`/state/${cloud.name}/*`, ...cloud.adminPaths]) admin.all(path, serve);
}

/**
 * Adds `/sandbox/...`. These calls are not logged, and quota, faults and latency do not apply to them.
 * @param make makes the application with a cloud's own admin routes.
 */
export function mountAdmin(
  app: Hono<Env>,
  core: Core,
  clouds: readonly Cloud[],
  reset: () => void,
  make: () => Hono<Env>,
): void {
  const admin = new Hono<Env>();
  admin.use("*", keepFormsOut);
  admin.use("*", async (_c, next) => {
    core.store.refresh();
    await next();
  });
  mountTools(admin, core, clouds, reset);
  for (const cloud of clouds) mountCloud(admin, core, cloud, make);
  admin.all("*", (c) => c.json({ message: `The admin API has no ${c.req.method} ${c.req.path}.` }, 404));
  admin.onError(answerOf);
  app.route("/sandbox", admin);
}
