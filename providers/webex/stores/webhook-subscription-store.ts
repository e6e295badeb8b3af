import { z } from "zod";
import { gone } from "../../core/engine/messages";
import { type Store, Unfinished } from "../../core/resource/descriptor";
import type { Audit, Costs, Listed } from "../../core/resource/facets";
import type { RemoteObject, Values } from "../../core/resource/types";
import { provenDeleted, understood } from "../../http/failures";
import { asError, isFailure, unlessMissing } from "../../http/http-errors";
import type { HttpAnswer, HttpRequest } from "../../http/request";
import type { WebexApi } from "../client/api";
import type { Inputs } from "../resources/webhook-subscription";

const wire = z.looseObject({ id: z.string(), name: z.string(), createdTime: z.number().optional() });
const one = z.looseObject({ data: wire });
const many = z.looseObject({ data: z.array(wire) });

const send = (api: WebexApi, request: HttpRequest): Promise<HttpAnswer> =>
  api.gateway({ ...request, path: `/v2/subscriptions${request.path}` });
const item = (id: string): string => `/${encodeURIComponent(id)}`;

async function rows(api: WebexApi): Promise<readonly z.output<typeof wire>[]> {
  const answer = await send(api, { method: "GET", path: "", query: { orgId: api.orgId } });
  return understood(answer, (body) => many.parse(body).data);
}

/** Subscriptions of the version 2 service, which wraps what it answers in `data`. */
export class WebhookSubscriptionStore implements Store<WebexApi, Inputs> {
  readonly cost: Costs = { create: ({ status }) => ({ own: status === "inactive" ? 2 : 1 }), update: 1, delete: 1 };
  readonly audit: Audit<WebexApi> = {
    lastTouch: (_api, _id, { lastUpdatedBy }) =>
      Promise.resolve(typeof lastUpdatedBy === "string" ? { by: lastUpdatedBy } : {}),
  };
  readonly calls = [
    ...["GET", "POST"].map((method) => `${method} /v2/subscriptions`),
    ...["GET", "PATCH", "DELETE"].map((method) => `${method} /v2/subscriptions/{id}`),
  ];

  /** `fields`: inputs and outputs, which an answer has by the same names. */
  constructor(private readonly fields: readonly string[]) {}

  async create(api: WebexApi, inputs: Inputs): Promise<RemoteObject> {
    const { status, ...body } = inputs;
    const answer = await send(api, { method: "POST", path: "", json: { ...body, orgId: api.orgId } });
    const created = this.liveIn(answer, inputs);
    // Webex makes new subscriptions active.
    if (status === "active") return created;
    return this.patch(api, created.id, inputs).catch((error: unknown) => {
      const reason = `The subscription ${created.id} is made, but still active: ${asError(error).message}`;
      throw new Unfinished(created, reason, ["status"]);
    });
  }

  async read(api: WebexApi, id: string, state: Values): Promise<RemoteObject | undefined> {
    const answer = await unlessMissing(send(api, { method: "GET", path: item(id), query: { orgId: api.orgId } }));
    return answer && this.liveIn(answer, state);
  }

  update(api: WebexApi, id: string, inputs: Inputs): Promise<RemoteObject> {
    return this.patch(api, id, inputs).catch((error: unknown) => {
      throw isFailure(error, "not-found") ? new Error(gone(`The subscription ${id}`)) : error;
    });
  }

  async remove(api: WebexApi, id: string): Promise<void> {
    const request: HttpRequest = { method: "DELETE", path: item(id), query: { orgId: api.orgId } };
    const answer = await unlessMissing(send(api, request));
    if (answer !== undefined) await provenDeleted(answer, async () => (await this.read(api, id, {})) !== undefined);
  }

  async find(api: WebexApi, inputs: Inputs): Promise<readonly RemoteObject[]> {
    return (await rows(api)).filter(({ name }) => name === inputs.name).map((found) => this.live(found, inputs));
  }

  async list(api: WebexApi): Promise<readonly Listed[]> {
    return (await rows(api)).map(({ id, name }) => ({ id, values: { name }, isSystem: false }));
  }

  private async patch(api: WebexApi, id: string, { name: _, ...inputs }: Inputs): Promise<RemoteObject> {
    const json = { description: "", ...inputs, orgId: api.orgId };
    return this.liveIn(await send(api, { method: "PATCH", path: item(id), json }), inputs);
  }

  private liveIn(answer: HttpAnswer, values: Values): RemoteObject {
    const found = understood(answer, (body) => one.parse(body).data);
    return this.live(found, values);
  }

  /** The live subscription; the secret is copied from the state, as no answer contains it. */
  private live(found: z.output<typeof wire>, { secret }: Values): RemoteObject {
    const answered = Object.fromEntries(this.fields.flatMap((key) => (found[key] == null ? [] : [[key, found[key]]])));
    return {
      id: found.id,
      values: { ...answered, ...(secret === undefined ? {} : { secret }) },
      ...(found.createdTime === undefined ? {} : { createdAt: found.createdTime }),
    };
  }
}
