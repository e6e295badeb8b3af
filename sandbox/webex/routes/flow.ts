import { z } from "zod";
import { objectIn, isJsonObject, parseJson, textOf, textsIn, type Json } from "../../core/json";
import type { Indexed } from "../entities";
import { structuralErrors, whyNotImportable } from "../flow-documents";
import { draftDocument, importDocument, publishDraft, putFlow, saveDraft } from "../flow-edits";
import { isUnique, list, search, usedBy, versions } from "../flow-reads";
import {
  basicFlow,
  broken,
  callerOf,
  checkProject,
  exported,
  flowError,
  flowTypeOf,
  lockHolder,
  namedFlow,
  refuseWhenLocked,
  shownTags,
  TAGS,
  versionIdsOf,
  versionOf,
  wholeFlow,
} from "../flows";
import { ok, param, partly, routes, type Answer, type Call } from "../route";
import { bothPrefixes, publicationOf } from "./flow-store";

/** Webex publishes no number. Larger files get the service's error for files beyond its limit. */
const MAX_IMPORT_BYTES = 10 * 1024 * 1024;

/** The indexes of flows: names are unique per type, and references are the ids and names in their documents. */
export const flowIndexed: Indexed = {
  kind: "flow",
  type: "flow",
  uniqueKey: (flow) => [textOf(flow.flowType), textOf(flow.name)],
  references: (flow) => textsIn(flow.heldIds),
};

function parsedFile(call: Call): Json | undefined {
  // The route does not read raw JSON; the service then fails without details.
  if (call.body.type !== "multipart") throw broken();
  const file = call.body.parts.find(({ name }) => name === "file");
  if (file === undefined) throw flowError(400, "Required part 'file' is not present.");
  if (file.data.length > MAX_IMPORT_BYTES) throw flowError(400, "Import file size exceeded the limit");
  return parseJson(file.data.toString("utf8"));
}

function importFlow(call: Call): Answer {
  checkProject(call);
  const flowType = flowTypeOf(call);
  const document = parsedFile(call);
  const reason = whyNotImportable(document, flowType);
  if (reason !== undefined || !isJsonObject(document)) throw flowError(400, reason ?? "Error while parsing the file");
  return { status: 201, body: basicFlow(call, importDocument(call, flowType, document, "yes")) };
}

const publishSchema = z.object({
  comment: z.string().default(""),
  tagIds: z.array(z.enum(TAGS)).default([]),
});

function publish(call: Call): Answer {
  const flow = namedFlow(call);
  if (call.body.type !== "json") throw flowError(400, "Required request body is missing");
  const parsed = publishSchema.safeParse(call.body.value);
  if (!parsed.success) throw flowError(400, `Invalid publish parameters: ${z.prettifyError(parsed.error)}`);
  refuseWhenLocked(call, flow);
  if (call.query.get("skipValidation") !== "true") {
    const errors = structuralErrors(draftDocument(call, flow));
    if (errors.length > 0) throw flowError(400, `Flow validation failed: ${errors.join("; ")}`);
  }
  const published = publishDraft(call, flow, parsed.data.comment, parsed.data.tagIds);
  const { name: _name, description: _description, ...rest } = wholeFlow(call, published);
  return ok(rest);
}

function remove(call: Call): Answer {
  const flow = namedFlow(call);
  const referrers = call.entities.referrers(flow.id);
  const blocking = [
    ...(call.query.get("skipRsEPCheck") === "false" ? referrers.filter(({ kind }) => kind === "entry-point") : []),
    ...(call.query.get("force") === "yes" ? [] : referrers.filter(({ kind }) => kind === "flow")),
  ];
  if (blocking.length > 0) {
    const names = blocking.map(({ kind, id }) => `${kind} ${textOf(call.entities.get(kind, id)?.name)} (${id})`);
    throw flowError(400, `Flow ${textOf(flow.name)} is in use by ${names.join(", ")}`);
  }
  refuseWhenLocked(call, flow);
  for (const id of [...versionIdsOf(flow), textOf(flow.draftId)]) call.entities.remove("flow-version", id);
  call.entities.remove("flow", flow.id, call.hideMs);
  return { status: 200, body: "OK" };
}

function lock(call: Call): Answer {
  const flow = namedFlow(call);
  refuseWhenLocked(call, flow);
  putFlow(call, { ...flow, lockedBy: callerOf(call), lockedTime: call.core.clock.now() });
  return { status: 200, body: "OK" };
}

function unlock(call: Call): Answer {
  const flow = namedFlow(call);
  refuseWhenLocked(call, flow);
  const { lockedBy: _by, lockedTime: _time, ...rest } = flow;
  if (lockHolder(call, flow) !== undefined) putFlow(call, { ...rest, id: flow.id });
  return { status: 200, body: "OK" };
}

function saveDraftRoute(call: Call): Answer {
  const flow = namedFlow(call);
  const document = call.body.type === "json" ? call.body.value : undefined;
  const reason = whyNotImportable(document, textOf(flow.flowType));
  if (reason !== undefined || !isJsonObject(document)) throw flowError(400, reason ?? "Invalid flow");
  refuseWhenLocked(call, flow);
  const saved = saveDraft(call, flow, document);
  return ok(exported(saved, versionOf(call, saved, "draft")));
}

const byVersion =
  (wanted: string | undefined) =>
  (call: Call): Answer => {
    const flow = namedFlow(call);
    return ok(exported(flow, versionOf(call, flow, wanted ?? param(call, "version"))));
  };

/** Paths below `/{orgid}/project/{project}`. */
const table = routes({
  "GET /flows": list(false),
  "GET /v2/flows": list(true),
  "GET /flows:search": search,
  "GET /flows:check": usedBy,
  "POST /flows:unique-name": isUnique,
  "POST /flows:import": [
    importFlow,
    partly("Refuses files by structure; it does not know every activity that the service knows."),
  ],
  "GET /flows/{flow}": (call) =>
    ok(call.query.get("view") === "basic" ? basicFlow(call, namedFlow(call)) : wholeFlow(call, namedFlow(call))),
  "DELETE /flows/{flow}": remove,
  "GET /flows/{flow}:export": (call) => byVersion(call.query.get("version") ?? "latest")(call),
  "POST /flows/{flow}:publish": [
    publish,
    {
      // The documentation named one scope in May and the other in August.
      scopes: ["cjp:config", "cjp:config_read", "cjp:config_write"],
      ...partly("Validates the start activity and the ends of links, nothing else."),
    },
  ],
  "POST /flows/{flow}:lock": lock,
  "POST /flows/{flow}:unlock": unlock,
  "GET /flows/{flow}/draft": byVersion("draft"),
  "POST /flows/{flow}/draft": saveDraftRoute,
  "GET /flows/{flow}/versions": versions,
  "GET /flows/{flow}/versions/latest": byVersion("latest"),
  "GET /flows/{flow}/versions/draft": byVersion("draft"),
  "GET /flows/{flow}/versions/{version}": byVersion(undefined),
  "GET /flows/{flow}/tags": (call) => ok(shownTags(namedFlow(call))),
  "GET /flows/{flow}/tagHistories": (call) => ok(objectIn(namedFlow(call).tagHistories)),
});

export const flowRoutes = table.flatMap((route) =>
  bothPrefixes(
    { ...route, path: `/{orgid}/project/{project}${route.path}` },
    publicationOf(`${route.method} ${route.path}`),
  ),
);
