import { z } from "zod";
import { defineResource } from "../../core/resource/define";
import type { Values, Checked } from "../../core/resource/types";
import { isUnknown } from "../../core/resource/unknown";
import type { WebexApi } from "../client/api";
import { descriptionField, nameField } from "../fields/common";
import { audioBytesOrError, sha256, wavProblem } from "../stores/wav";
import { lookUpOf } from "../client/find-by-name";
import { wire, promptContent, AudioFileStore, WRITE_ONLY } from "../stores/audio-file-store";

export const inputs = z.strictObject({
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

export type Inputs = z.output<typeof inputs>;

export const outputs = z.object({
  /** Id of the stored content; a PUT must repeat it. */
  blobId: z.string().optional(),
});

function prepare(given: Values, olds: Values): Checked {
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

/** An existing audio file by name, e.g. `defaultmusic_on_hold.wav`. */
export const { plain: getAudioFile, output: getAudioFileOutput } = lookUpOf("webex.AudioFile");
