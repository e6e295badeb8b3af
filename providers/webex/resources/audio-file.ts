import { z } from "zod";
import { defineResource } from "../../core/resource/define";
import { gone } from "../../core/engine/messages";
import type { RemoteObject, Problem, Values } from "../../core/resource/types";
import { isUnknown } from "../../core/resource/unknown";
import type { Part } from "../../http/body";
import type { HttpAnswer, Method } from "../../http/request";
import { isFailure } from "../../http/http-errors";
import { understood } from "../../http/failures";
import type { WebexApi } from "../client/api";
import { baseWire, EntityStore } from "../stores/entity-store";
import { descriptionField, nameField } from "../fields/common";
import { forgetListing } from "../client/listing";
import { audioBytes, audioBytesOrError, sha256, wavProblem } from "../stores/wav";

const inputs = z.strictObject({
  /**
   * Unique in the organisation, ends in `.wav`; at most 80 letters, digits, spaces, `.`, `-` and `_`. Flows find prompts by this
   * name, so changing it replaces the file.
   */
  name: nameField(/^[a-zA-Z0-9._\-\s]*$/, 80, "letters, digits, spaces, ., - and _").regex(
    /\.wav$/i,
    "must end in .wav",
  ),
  /** For administrators; at most 255 characters. */
  description: descriptionField().optional(),
  /** Path of the WAV file, below the project: 8 kHz, 8-bit mu-law, mono. Its content decides about an upload, its path does not. */
  file: z.string().min(1),
  /** SHA-256 of the content, in hex. Filled from the file; nothing can be downloaded from Webex to compare. */
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
});

const outputs = z.object({
  /** Id of the stored content; the service wants it back in a replacement. */
  blobId: z.string().optional(),
});

const wire = baseWire.extend({ name: z.string(), description: z.string().optional(), blobId: z.string().optional() });

/** A large prompt over a slow line. */
const UPLOAD_TIMEOUT_MS = 120_000;

function prepare(given: Values): { inputs: Values; problems: readonly Problem[] } {
  if (isUnknown(given.file)) return { inputs: given, problems: [] };
  const bytes = audioBytesOrError(String(given.file));
  if (bytes instanceof Error)
    return { inputs: given, problems: [{ property: "file", reason: `cannot be read: ${bytes.message}` }] };
  const reason = wavProblem(bytes);
  return reason === undefined
    ? { inputs: { ...given, sha256: sha256(bytes) }, problems: [] }
    : { inputs: given, problems: [{ property: "file", reason: `${String(given.file)} ${reason}` }] };
}

/** Multipart for the content, JSON for the description alone. */
class AudioFileStore extends EntityStore<typeof inputs, typeof outputs, typeof wire> {
  override create(api: WebexApi, given: Values): Promise<RemoteObject> {
    return this.upload(api, "POST", "audio-file", given, {});
  }

  override update(api: WebexApi, id: string, given: Values, state: Values): Promise<RemoteObject> {
    const json = { description: given.description ?? "" };
    const sending =
      given.sha256 === state.sha256
        ? this.sent(api, api.config({ method: "PATCH", path: this.item(id), json }))
        : this.upload(api, "PUT", this.item(id), given, { id, blobId: state.blobId });
    return sending.catch((error: unknown) => {
      throw isFailure(error, "not-found") ? new Error(gone(this.item(id))) : error;
    });
  }

  private upload(
    api: WebexApi,
    method: Method,
    path: string,
    { name, description, file }: Values,
    echo: Values,
  ): Promise<RemoteObject> {
    const info = { ...echo, name, contentType: "AUDIO_WAV", description };
    const parts: readonly Part[] = [
      { name: "audioFileInfo", content: JSON.stringify(info), contentType: "application/json" },
      { name: "audioFile", content: audioBytes(String(file)), contentType: "audio/wav", filename: String(name) },
    ];
    return this.sent(api, api.config({ method, path, parts, timeoutMs: UPLOAD_TIMEOUT_MS }));
  }

  private async sent(api: WebexApi, sending: Promise<HttpAnswer>): Promise<RemoteObject> {
    const answer = await sending.finally(() => forgetListing(api, this.paths.list(undefined)));
    return this.live(understood(answer, (body) => wire.parse(body)));
  }
}

/**
 * A prompt or music. Changing the file's content uploads it again under the same id. One that exists can be taken under management, but
 * not downloaded: the first `pulumi up` after that uploads the program's file over it, once.
 *
 * @example
 * const welcome = new webex.AudioFile("welcome.wav", { file: "audio/welcome.wav" });
 *
 * @limit WAV files of 8 kHz, 8-bit mu-law, mono; others upload and play as silence.
 */
export const AudioFile = defineResource({
  kind: "webex.AudioFile",
  noun: "audio file",
  docs: "https://developer.webex.com/webex-contact-center/docs/api/v1/audio-files",
  inputs,
  outputs,
  naturalKey: ["name"],
  replaceOnChanges: ["name"],
  ignoredInDiff: ["file"],
  derived: { sha256: ["file"] },
  prepare,
  calls: ["PATCH /organization/{orgId}/audio-file/{id}"],
  store: new AudioFileStore({ inputs, outputs, wire, path: "audio-file", writeOnly: ["file", "sha256"] }),
  permission: "audio-prompt",
  lookUp: "getAudioFile",
  picture: {
    family: "media",
    namedBy: ["value", "prompt"],
  },
});
export type AudioFile = InstanceType<typeof AudioFile>;
