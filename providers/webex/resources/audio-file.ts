import { z } from "zod";
import { defineResource } from "../../core/resource/define";
import type { Costs } from "../../core/resource/facets";
import { gone } from "../../core/engine/messages";
import type { RemoteObject, Problem, Values } from "../../core/resource/types";
import { isUnknown } from "../../core/resource/unknown";
import type { Part } from "../../http/body";
import type { Method } from "../../http/request";
import { HttpError, isFailure } from "../../http/http-errors";
import type { WebexApi } from "../client/api";
import { baseWire, EntityStore, fieldsOf } from "../stores/entity-store";
import { descriptionField, nameField } from "../fields/common";
import { audioBytes, audioBytesOrError, sha256, wavProblem } from "../stores/wav";
import { lookUpOf } from "../client/find-by-name";

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
  /** Path of the WAV file, below the project: 8 kHz, 8-bit mu-law, mono. A changed content is uploaded; a changed path alone is not. */
  file: z.string().min(1),
  /**
   * SHA-256 of the content, in hex. Computed from the file, and compared with the content in Webex where Webex returns it. With
   * `ignoreChanges: ["file", "sha256"]` the content is not managed, and the file is not read again.
   */
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
});

type Inputs = z.output<typeof inputs>;

const outputs = z.object({
  /** Id of the stored content; a PUT must repeat it. */
  blobId: z.string().optional(),
});

const wire = baseWire.extend({
  name: z.string(),
  description: z.string().optional(),
  blobId: z.string().optional(),
  url: z.string().optional(),
});

/** Enough for a large prompt over a slow line. */
const UPLOAD_TIMEOUT_MS = 120_000;

function prepare(given: Values, olds: Values): { inputs: Values; problems: readonly Problem[] } {
  // Given and state have the same hash only under ignoreChanges: the file is then not read.
  const isKept = given.sha256 !== undefined && given.sha256 === olds.sha256;
  if (isKept || isUnknown(given.file)) return { inputs: given, problems: [] };
  const bytes = audioBytesOrError(String(given.file));
  if (bytes instanceof Error)
    return { inputs: given, problems: [{ property: "file", reason: `cannot be read: ${bytes.message}` }] };
  const reason = wavProblem(bytes);
  return reason === undefined
    ? { inputs: { ...given, sha256: sha256(bytes) }, problems: [] }
    : { inputs: given, problems: [{ property: "file", reason: `${String(given.file)} ${reason}` }] };
}

/** Inputs that no answer contains. */
const WRITE_ONLY = ["file", "sha256"];

/** Failures that mean that this organisation does not return contents. */
const WITHHELD = ["bad-request", "forbidden", "not-found", "no-such-route"] as const;

/** The bytes of a prompt; undefined where the organisation does not return them. */
export async function promptContent(
  api: WebexApi,
  { url, blobId }: { readonly url?: string | undefined; readonly blobId?: string | undefined },
): Promise<Buffer | undefined> {
  try {
    if (url !== undefined && URL.canParse(url)) return await api.download(url);
  } catch (error) {
    // An expired address proves nothing about the prompt, so the stored file is read by its blob id.
    if (!(error instanceof HttpError)) throw error;
  }
  try {
    return blobId === undefined ? undefined : await api.blob(blobId);
  } catch (error) {
    if (isFailure(error, ...WITHHELD)) return undefined;
    throw error;
  }
}

/** Sends multipart for the content, JSON where only the description changes. */
class AudioFileStore extends EntityStore<typeof inputs, typeof outputs, typeof wire> {
  // Neither kind of update reads the object first.
  override get cost(): Costs {
    return { ...super.cost, update: 1 };
  }

  override create(api: WebexApi, given: Inputs): Promise<RemoteObject> {
    return this.upload(api, "POST", "audio-file", given, {});
  }

  override update(api: WebexApi, id: string, given: Inputs, state: Values): Promise<RemoteObject> {
    const json = { description: given.description ?? "" };
    const sending =
      given.sha256 === state.sha256
        ? this.sent(api, api.config({ method: "PATCH", path: this.item(id), json }))
        : this.upload(api, "PUT", this.item(id), given, { id, blobId: state.blobId });
    return sending.catch((error: unknown) => {
      throw isFailure(error, "not-found") ? new Error(gone(this.item(id))) : error;
    });
  }

  /** Lists do not contain the content, so it is fetched where the object differs from the state. */
  override async read(api: WebexApi, id: string, state: Values): Promise<RemoteObject | "unchanged" | undefined> {
    if (await this.isUnchanged(api, id, state)) return "unchanged";
    const found = await this.get(api, id);
    if (found === undefined) return undefined;
    const content = await promptContent(api, found);
    const live = this.live(found);
    const known = content === undefined ? {} : { sha256: sha256(content) };
    return { ...live, values: { ...fieldsOf(state, WRITE_ONLY), ...live.values, ...known } };
  }

  private upload(
    api: WebexApi,
    method: Method,
    path: string,
    { name, description, file }: Inputs,
    echo: Values,
  ): Promise<RemoteObject> {
    const info = { ...echo, name, contentType: "AUDIO_WAV", description };
    const parts: readonly Part[] = [
      { name: "audioFileInfo", content: JSON.stringify(info), contentType: "application/json" },
      { name: "audioFile", content: audioBytes(file), contentType: "audio/wav", filename: name },
    ];
    return this.sent(api, api.config({ method, path, parts, timeoutMs: UPLOAD_TIMEOUT_MS }));
  }
}

const store = new AudioFileStore({
  inputs,
  outputs,
  wire,
  path: "audio-file",
  writeOnly: WRITE_ONLY,
  itemQuery: { includeUrl: true },
});

async function contentOf(api: WebexApi, id: string): Promise<Buffer | undefined> {
  const found = await store.get(api, id);
  return found === undefined ? undefined : promptContent(api, found);
}

/**
 * A prompt or music. Changing the file's content uploads it again under the same id. A refresh notices content that somebody replaced,
 * if the organisation returns contents; if it does not, the first `up` after an adoption uploads the file once.
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
  // No look-up returns the content: after a lost answer the file is uploaded a second time.
  setAfterCreate: ["sha256"],
  prepare,
  calls: ["PATCH /organization/{orgId}/audio-file/{id}", "GET /organization/{orgId}/blob/{blobId}"],
  store,
  permission: "audio-prompt",
  lookUp: "getAudioFile",
  export: {
    file: {
      input: "file",
      folder: "audio",
      suffix: ".wav",
      read: (path) => path,
      content: (api: WebexApi, id) => contentOf(api, id),
    },
  },
  trial: { inputs: { name: "{name}.wav", file: "{wav}" } },
  picture: {
    family: "media",
    namedBy: ["value", "prompt"],
  },
});
export type AudioFile = InstanceType<typeof AudioFile>;

const lookUp = lookUpOf("webex.AudioFile");
/** An existing audio file by name, e.g. `defaultmusic_on_hold.wav`. */
export const getAudioFile = lookUp.plain;
export const getAudioFileOutput = lookUp.output;
