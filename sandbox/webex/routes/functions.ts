import { z } from "zod";
import { objectIn, objectWithoutNulls, parseJson, picked, textOf, without, type JsonObject } from "../../core/json";
import type { Entity } from "../entities";
import { NO_CONTENT, ok, param, routes, type Answer, type Call } from "../route";
import { Refused } from "../webex-errors";

/** Custom functions, by Cisco's public description: https://developer.webex.com/webex-contact-center/docs/api/v1/functions */

const KIND = "function";
const NEWEST = { js: "nodejs22.x", py: "python3.13" } as const;

const bodySchema = z.object({
  name: z.string().min(1),
  description: z.string().optional(),
  language: z.enum(["js", "py"]).default("js"),
  selectedRuntime: z.string().optional(),
  timeoutInSec: z.number().int().min(1).optional(),
  sourceCode: z.string(),
  inputs: z
    .array(
      z.object({
        name: z.string(),
        dataType: z.enum(["boolean", "datetime", "decimal", "integer", "json", "string"]),
        value: z.string().optional(),
      }),
    )
    .default([]),
  outputs: z.string().default("{}"),
});
const publishSchema = z.object({
  tags: z.array(z.enum(["Dev", "Test", "Latest", "Live"])).min(1),
  comment: z.string().default(""),
});

const refuse = (status: number, message: string): Refused => new Refused(status, () => ({ code: status, message }));
const conflict = (description: string): Refused =>
  new Refused(409, () => ({ status: 409, errors: [{ description, type: "Conflict" }] }));

function parsed<T>({ body }: Call, schema: z.ZodType<T>): T {
  const found = schema.safeParse(body.type === "json" ? body.value : undefined);
  if (!found.success) throw refuse(400, `${found.error.issues[0]?.path.join(".") ?? "body"} is invalid`);
  return found.data;
}

function existingFunction(call: Call): Entity {
  const found = call.entities.seen(KIND, param(call, "id"));
  if (found === undefined) throw refuse(404, `Function ${param(call, "id")} was not found`);
  return found;
}

const METADATA = [
  ...["id", "orgId", "name", "description", "language", "selectedRuntime", "status", "timeoutInSec", "tagVersionMap"],
  ...["lockedBy", "createdBy", "createdDate", "lastModifiedBy", "lastModifiedDate"],
];

const metadataOf = (entity: Entity): JsonObject => picked(entity, METADATA);

function save(call: Call, entity: Entity): Entity {
  const { clientId } = call.grant;
  const touched = {
    ...entity,
    lastModifiedBy: clientId,
    lastModifiedDate: new Date(call.core.clock.now()).toISOString(),
  };
  call.entities.put(KIND, touched, call.hideMs);
  return touched;
}

const shown = (status: number, entity: Entity): Answer => ({
  status,
  body: { fnCode: { sourceCode: entity.sourceCode ?? "" }, fnMetadata: metadataOf(entity) },
});

const isNameTaken = (call: Call, name: string, id = ""): boolean =>
  call.entities.list(KIND).some((one) => one.name === name && one.id !== id);

function create(call: Call): Answer {
  const body = parsed(call, bodySchema);
  if (isNameTaken(call, body.name)) throw conflict(`Function ${body.name} already exists`);
  const made = {
    selectedRuntime: NEWEST[body.language],
    timeoutInSec: 5,
    ...body,
    id: call.core.ids.objectId(),
    orgId: call.orgId,
    status: "Draft",
    tagVersionMap: {},
    versionCount: 0,
    createdBy: call.grant.clientId,
    createdDate: new Date(call.core.clock.now()).toISOString(),
  };
  return shown(201, save(call, made));
}

function replace(call: Call): Answer {
  const before = existingFunction(call);
  const body = parsed(call, bodySchema);
  if (isNameTaken(call, body.name, before.id)) throw refuse(400, `Function ${body.name} already exists`);
  const kept = without(before, "description");
  return shown(200, save(call, { ...kept, selectedRuntime: NEWEST[body.language], ...body, id: before.id }));
}

/** The file is an exported function, which has its runtime under another name. */
function importFunction(call: Call): Answer {
  const parts = call.body.type === "multipart" ? call.body.parts : [];
  const file = parts.find(({ name }) => name === "file")?.data.toString("utf8") ?? "";
  const { runtime, ...rest } = objectIn(parseJson(file));
  const value = objectWithoutNulls({ ...rest, selectedRuntime: runtime });
  return create({ ...call, body: { type: "json", value } });
}

/** A function that a flow uses is deleted only with `isForceDeletion`. */
function remove(call: Call): Answer {
  const { id } = existingFunction(call);
  const isUsed = call.entities.list("flow-version").some((version) => JSON.stringify(version.document).includes(id));
  if (isUsed && call.query.get("isForceDeletion") !== "true") throw refuse(400, `Function ${id} is in use by a flow`);
  call.entities.remove(KIND, id, call.hideMs);
  return NO_CONTENT;
}

function publish(call: Call): Answer {
  const before = existingFunction(call);
  const { tags } = parsed(call, publishSchema);
  const version = Number(before.versionCount ?? 0) + 1;
  const moved = Object.fromEntries([...tags, "Latest"].map((tag) => [tag, String(version)]));
  const tagVersionMap = { ...objectIn(before.tagVersionMap), ...moved };
  return shown(200, save(call, { ...before, status: "Published", versionCount: version, tagVersionMap }));
}

function lock(call: Call): Answer {
  const before = existingFunction(call);
  const holder = textOf(before.lockedBy);
  if (holder !== "" && holder !== call.grant.clientId) throw conflict(`Locked by ${holder}`);
  call.entities.put(KIND, { ...before, lockedBy: call.grant.clientId });
  return { status: 200, body: "OK" };
}

function unlock(call: Call): Answer {
  const { lockedBy: _, ...rest } = existingFunction(call);
  call.entities.put(KIND, rest);
  return { status: 200, body: "OK" };
}

function exported(call: Call): Answer {
  const entity = existingFunction(call);
  const { name = null, language = null, selectedRuntime: runtime = null, description = null } = entity;
  const { sourceCode = null, inputs = null, outputs = null } = entity;
  return ok({ name, language, runtime, description, sourceCode, inputs, outputs });
}

function list(call: Call): Answer {
  const [page, size] = [Number(call.query.get("page") ?? 0), Number(call.query.get("size") ?? 100)];
  const wanted = call.query.get("name");
  const isPartial = call.query.get("isPartialMatch") !== "false";
  const fold = (text: string): string => (call.query.get("isCaseSensitive") === "true" ? text : text.toLowerCase());
  const ids = call.query.get("ids")?.split(",");
  const all = call.entities
    .listed(KIND)
    .filter(({ id }) => ids?.includes(id) ?? true)
    .filter((one) => {
      if (wanted === null) return true;
      const [name, part] = [fold(textOf(one.name)), fold(wanted)];
      return isPartial ? name.includes(part) : name === part;
    });
  if (all.length === 0) throw refuse(404, "No functions were found");
  const data = all.slice(page * size, (page + 1) * size).map(metadataOf);
  const pageInfo = {
    currentPage: page,
    pageSize: size,
    totalPages: Math.ceil(all.length / size),
    totalRecords: all.length,
  };
  return ok({ data, pageInfo });
}

const READ = ["cjp:config", "cjp:config_read"];
const WRITE = ["cjp:config", "cjp:config_write"];

export const functionRoutes = routes({
  "GET /v1/{orgid}/functions": [list, { scopes: READ }],
  "POST /v1/{orgid}/functions": [create, { scopes: WRITE }],
  "POST /v1/{orgid}/functions:import": [importFunction, { scopes: WRITE }],
  "GET /v1/{orgid}/functions/{id}": [(call) => shown(200, existingFunction(call)), { scopes: READ }],
  "PUT /v1/{orgid}/functions/{id}": [replace, { scopes: WRITE }],
  "DELETE /v1/{orgid}/functions/{id}": [remove, { scopes: WRITE }],
  "POST /v1/{orgid}/functions/{id}:publish": [publish, { scopes: WRITE }],
  "POST /v1/{orgid}/functions/{id}:lock": [lock, { scopes: WRITE }],
  "POST /v1/{orgid}/functions/{id}:unlock": [unlock, { scopes: WRITE }],
  "POST /v1/{orgid}/functions/{id}:export": [exported, { scopes: READ }],
});
