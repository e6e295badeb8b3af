import { z } from "zod";
import { gone } from "../../core/engine/messages";
import { defineResource } from "../../core/resource/define";
import { type Store, Unfinished } from "../../core/resource/descriptor";
import type { RemoteObject, Values } from "../../core/resource/types";
import { provenDeleted, understood } from "../../http/failures";
import { asError, isFailure } from "../../http/http-errors";
import type { HttpAnswer, HttpRequest } from "../../http/request";
import type { WebexApi } from "../client/api";
import { descriptionField } from "../fields/common";

/** Whether an address has no user, port, query or fragment, which the service refuses. */
const isPlain = (url: string): boolean =>
  URL.canParse(url) && /^https:\/\/[^/?#@:]+\/[^?#]*$/.test(url) && !url.includes("@");

const inputs = z.strictObject({
  /** Name, 4 to 64 characters. Fixed at creation. */
  name: z.string().min(4, "must have at least 4 characters").max(64, "may have at most 64 characters"),
  /** For administrators; at most 1024 characters. */
  description: descriptionField(1024).optional(),
  /** Event types, such as `agent:login`; 1 to 32. `GET /v2/event-types` lists them. */
  eventTypes: z
    .array(z.string().min(1, "must not be empty"))
    .min(1, "needs at least one type")
    .max(32, "may have at most 32 types"),
  /** Address that gets the events: `https`, a public host and a path, without user, port, query and fragment. Not secret. */
  destinationUrl: z.string().refine(isPlain, "must be https://HOST/PATH without user, port, query and fragment"),
  /** Resource and version of the events, such as `agent:1.0.0`. */
  resourceVersion: z.string().regex(/^[^:]+:[^:]+$/, "must be RESOURCE:VERSION, such as agent:1.0.0"),
  /** Secret with which Webex signs the requests; 32 to 256 characters. */
  secret: z.string().min(32, "must have at least 32 characters").max(256, "may have at most 256 characters").optional(),
  /** Whether events are sent. Webex sets it to `inactive` if the destination fails. */
  status: z.enum(["active", "inactive"]).default("active"),
});

const outputs = z.object({
  /** Who changed it last. */
  lastUpdatedBy: z.string().optional(),
});

type Inputs = z.output<typeof inputs>;

const wire = z.looseObject({ id: z.string(), name: z.string(), createdTime: z.number().optional() });
const one = z.looseObject({ data: wire });
const many = z.looseObject({ data: z.array(wire) });

const SAID = [...Object.keys(inputs.shape), ...Object.keys(outputs.shape)];

const send = (api: WebexApi, request: HttpRequest): Promise<HttpAnswer> =>
  api.gateway({ ...request, path: `/v2/subscriptions${request.path}` });
const item = (id: string): string => `/${encodeURIComponent(id)}`;

/** The live subscription; the secret is copied from the state, as no answer contains it. */
function live(found: z.output<typeof wire>, { secret }: Values): RemoteObject {
  const said = Object.fromEntries(SAID.flatMap((key) => (found[key] == null ? [] : [[key, found[key]]])));
  return {
    id: found.id,
    values: { ...said, ...(secret === undefined ? {} : { secret }) },
    ...(found.createdTime === undefined ? {} : { createdAt: found.createdTime }),
  };
}

const liveIn = (answer: HttpAnswer, given: Values): RemoteObject =>
  live(
    understood(answer, (body) => one.parse(body).data),
    given,
  );

async function rows(api: WebexApi): Promise<readonly z.output<typeof wire>[]> {
  const answer = await send(api, { method: "GET", path: "", query: { orgId: api.orgId } });
  return understood(answer, (body) => many.parse(body).data);
}

async function read(api: WebexApi, id: string, state: Values): Promise<RemoteObject | undefined> {
  try {
    return liveIn(await send(api, { method: "GET", path: item(id), query: { orgId: api.orgId } }), state);
  } catch (error) {
    if (isFailure(error, "not-found")) return undefined;
    throw error;
  }
}

async function update(api: WebexApi, id: string, { name: _, ...given }: Inputs): Promise<RemoteObject> {
  const json = { description: "", ...given, orgId: api.orgId };
  return liveIn(await send(api, { method: "PATCH", path: item(id), json }), given);
}

const store: Store<WebexApi, Inputs> = {
  create: async (api, given) => {
    const { status, ...body } = given;
    const made = liveIn(await send(api, { method: "POST", path: "", json: { ...body, orgId: api.orgId } }), given);
    // Webex makes new subscriptions active.
    if (status === "active") return made;
    return update(api, made.id, given).catch((error: unknown) => {
      const reason = `The subscription ${made.id} is made, but still active: ${asError(error).message}`;
      throw new Unfinished(made, reason, ["status"]);
    });
  },
  read,
  update: (api, id, given) =>
    update(api, id, given).catch((error: unknown) => {
      throw isFailure(error, "not-found") ? new Error(gone(`The subscription ${id}`)) : error;
    }),
  remove: async (api, id) => {
    const request: HttpRequest = { method: "DELETE", path: item(id), query: { orgId: api.orgId } };
    const answer = await send(api, request).catch((error: unknown) => {
      if (!isFailure(error, "not-found")) throw error;
    });
    if (answer !== undefined) await provenDeleted(answer, async () => (await read(api, id, {})) !== undefined);
  },
  find: async (api, given) =>
    (await rows(api)).filter(({ name }) => name === given.name).map((found) => live(found, given)),
  list: async (api) => (await rows(api)).map(({ id, name }) => ({ id, values: { name }, isSystem: false })),
  cost: { create: ({ status }) => ({ own: status === "inactive" ? 2 : 1 }), update: 1, delete: 1 },
  audit: {
    lastTouch: (_api, _id, { lastUpdatedBy }) =>
      Promise.resolve(typeof lastUpdatedBy === "string" ? { by: lastUpdatedBy } : {}),
  },
  calls: [
    ...["GET", "POST"].map((method) => `${method} /v2/subscriptions`),
    ...["GET", "PATCH", "DELETE"].map((method) => `${method} /v2/subscriptions/{id}`),
  ],
};

/**
 * A subscription to events: Webex posts them to an address.
 *
 * @example
 * new webex.WebhookSubscription("Log-ins", {
 *   eventTypes: ["agent:login", "agent:logout"],
 *   destinationUrl: "https://events.example.com/webex",
 *   resourceVersion: "agent:1.0.0",
 * });
 *
 * @limit The number of an organisation's subscriptions is limited. Subscriptions made by `/v1/subscriptions` are not listed.
 */
export const WebhookSubscription = defineResource({
  kind: "webex.WebhookSubscription",
  noun: "webhook subscription",
  docs: "https://developer.webex.com/webex-contact-center/docs/api/v1/subscriptions",
  inputs,
  outputs,
  naturalKey: ["name"],
  replaceOnChanges: ["name"],
  referable: false,
  sets: ["eventTypes"],
  secretInputs: ["secret"],
  setAfterCreate: ["status"],
  store,
  permission: { none: "no permission of a user profile is known to be for it" },
  lookUp: { none: "nothing refers to it" },
  export: {},
  trial: { none: "it would send the organisation's events to an address" },
  picture: { family: "other" },
});
export type WebhookSubscription = InstanceType<typeof WebhookSubscription>;
