import { createHash } from "node:crypto";
import { isJsonObject, objectWithoutNulls, textOf, type JsonObject, parseJson } from "../../core/json";
import type { Part } from "../../core/request";
import { created, isSystem, namedEntity, nextRevision, objectBody, replaced, show } from "../crud";
import {
  configError,
  duplicate,
  frameworkError,
  invalidFields,
  parsedBy,
  Refused,
  systemProtected,
} from "../webex-errors";
import { nounOf, schemaOf } from "../read-nouns";
import type { Entity } from "../entities";
import { ok, param, routes, type Answer, type Call } from "../route";

/**
 * A prompt or music. Flows refer to it by name, queues and entry points by id. `_content` holds the file and what tests assert about it; it
 * is stored with the object and removed from every answer. Only the blob route returns the file.
 */
export const audioFile = nounOf("audio-file", {
  handles: (entity) => [`audio-file:${textOf(entity.name)}`],
  complete: (body, { before, entities }) => {
    if (before !== undefined && body.blobId !== before.blobId) throw invalidFields(["blobId"]);
    return {
      ...body,
      blobId: before?.blobId ?? `${entities.core.ids.uuid()}.wav`,
      _content: body._content ?? before?._content,
    };
  },
  present: (entity) => ({ ...entity, _content: undefined }),
});

export function partNamed(parts: readonly Part[], name: string): Part {
  const part = parts.find((candidate) => candidate.name === name);
  if (part === undefined) throw configError(400, `Required part '${name}' is not present.`);
  return part;
}

export function describedBy(part: Part, call: Call): JsonObject {
  if (part.contentType !== "application/json")
    throw frameworkError(415, "Unsupported Media Type", call.path, call.core);
  const info = parseJson(part.data.toString("utf8"));
  if (isJsonObject(info)) return objectWithoutNulls(info);
  throw configError(400, `JSON parse error: Cannot deserialize ${part.name}`);
}

/** The two parts of an upload as one body. */
function uploaded(call: Call): JsonObject {
  // The official description asks for a JSON body, but the service answers it with 500.
  if (call.body.type !== "multipart") {
    throw new Refused(500, (trackingId) => ({ trackingId, error: "An Unexpected Error Occurred" }));
  }
  const info = describedBy(partNamed(call.body.parts, "audioFileInfo"), call);
  const file = partNamed(call.body.parts, "audioFile");
  if (file.data.length === 0) throw invalidFields(["audioFile"]);
  return {
    ...info,
    _content: {
      sha256: createHash("sha256").update(file.data).digest("hex"),
      bytes: file.data.length,
      filename: file.filename ?? "",
      contentType: file.contentType,
      base64: file.data.toString("base64"),
    },
  };
}

const patchSchema = schemaOf({ name: "name", description: "description" });

const path = "/organization/{orgid}/audio-file";

/** Half a second of silence, for the files that a fresh tenant has. */
const SILENCE = Buffer.concat([
  Buffer.from("52494646c60f000057415645666d74201200000007000100401f0000401f000001000800000064617461a00f0000", "hex"),
  Buffer.alloc(4000, 0xff),
]);

function blob(call: Call): Answer {
  const found = call.entities.list("audio-file").find(({ blobId }) => blobId === param(call, "blob"));
  if (found === undefined) throw configError(404, "Resource not found or URI is invalid");
  const content = found._content;
  const file = isJsonObject(content) ? Buffer.from(textOf(content.base64), "base64") : SILENCE;
  return { status: 200, text: { content: file, type: "application/octet-stream" } };
}

export const audioFileRoutes = routes({
  "GET /organization/{orgid}/blob/{blob}": blob,
  [`POST ${path}`]: (call) => ({ ...created(audioFile, call, uploaded), status: 200 }),
  [`PUT ${path}/{id}`]: (call) => replaced(audioFile, call, uploaded),
  [`PATCH ${path}/{id}`]: (call) => {
    const before = namedEntity(audioFile, call);
    if (isSystem(audioFile, before)) throw systemProtected("update");
    const patch = parsedBy(patchSchema, objectBody(call));
    const after: Entity = { ...before, ...patch, ...nextRevision(before, call.core.clock.now()) };
    const holder = call.entities.holder("audio-file", [textOf(after.name)]);
    if (holder !== undefined && holder !== before.id) throw duplicate();
    call.entities.put("audio-file", after, call.hideMs);
    return ok(show(audioFile, call, after));
  },
});
