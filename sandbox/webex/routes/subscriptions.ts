import { z } from "zod";
import type { JsonObject } from "../../core/json";
import type { Entity } from "../entities";
import { NO_CONTENT, ok, param, routes, type Call } from "../route";
import { configError, parsedBy } from "../webex-errors";

/** Webhook subscriptions, version 2: https://developer.webex.com/webex-contact-center/docs/api/v1/subscriptions */

const KIND = "subscription";

const changeable = {
  description: z.string().max(1024).optional(),
  destinationUrl: z.string().regex(/^https:\/\/[^/?#@:]+\/[^?#]*$/),
  eventTypes: z.array(z.string()).min(1).max(32),
  secret: z.string().min(32).max(256).optional(),
  orgId: z.string().optional(),
  resourceVersion: z
    .string()
    .regex(/^[^:]+:[^:]+$/)
    .max(50),
};
const created = z.object({ name: z.string().min(4).max(64), ...changeable });
const changed = z
  .object({ ...changeable, status: z.enum(["active", "inactive"]) })
  .partial()
  .required({ resourceVersion: true });

const sentIn = ({ body }: Call): unknown => (body.type === "json" ? body.value : undefined);

function existingSubscription(call: Call): Entity {
  const found = call.entities.seen(KIND, param(call, "id"));
  if (found === undefined) throw configError(404, "Subscription not found");
  return found;
}

/** Reads never return the secret. */
const shown = ({ secret: _, orgId: __, ...said }: Entity): JsonObject => said;
const meta = (call: Call, more: JsonObject = {}): JsonObject => ({ orgId: call.orgId, ...more });

function save(call: Call, entity: Entity): Entity {
  const touched = { ...entity, lastUpdatedTime: call.core.clock.now(), lastUpdatedBy: call.grant.clientId };
  call.entities.put(KIND, touched, call.hideMs);
  return touched;
}

function create(call: Call) {
  const body = parsedBy(created, sentIn(call));
  const made = { createdTime: call.core.clock.now(), createdBy: call.grant.clientId, status: "active" };
  const entity = save(call, { ...body, ...made, id: call.core.ids.uuid() });
  return { status: 201, body: { meta: meta(call), data: shown(entity) } };
}

function change(call: Call) {
  const before = existingSubscription(call);
  const after = save(call, { ...before, ...parsedBy(changed, sentIn(call)) });
  return ok({ meta: meta(call), data: shown(after) });
}

const READ = ["cjp:config", "cjp:config_read"];
const WRITE = ["cjp:config", "cjp:config_write"];
const path = "/v2/subscriptions";

export const subscriptionRoutes = routes({
  [`GET ${path}`]: [
    (call) => {
      const all = call.entities.listed(KIND);
      return ok({ meta: meta(call, { subscriptionCount: all.length }), data: all.map(shown) });
    },
    { scopes: READ },
  ],
  [`POST ${path}`]: [create, { scopes: WRITE }],
  [`GET ${path}/{id}`]: [(call) => ok({ meta: meta(call), data: shown(existingSubscription(call)) }), { scopes: READ }],
  [`PATCH ${path}/{id}`]: [change, { scopes: WRITE }],
  [`DELETE ${path}/{id}`]: [
    (call) => {
      call.entities.remove(KIND, existingSubscription(call).id, call.hideMs);
      return NO_CONTENT;
    },
    { scopes: WRITE },
  ],
});
