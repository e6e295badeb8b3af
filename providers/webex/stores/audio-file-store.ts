import { z } from "zod";
import type { Costs } from "../../core/resource/facets";
import { gone } from "../../core/engine/messages";
import type { RemoteObject, Values } from "../../core/resource/types";
import type { Method, Part } from "../../http/request";
import { HttpError, isFailure } from "../../http/http-errors";
import type { WebexApi } from "../client/api";
import { EntityStore } from "./entity-store";
import { baseWire, fieldsOf } from "./entity";
import { audioBytes, sha256 } from "./wav";
import type { inputs, Inputs, outputs } from "../resources/audio-file";

/** Inputs that no answer contains. */
export const WRITE_ONLY = ["file", "sha256"];

export const wire = baseWire.extend({
  name: z.string(),
  description: z.string().optional(),
  blobId: z.string().optional(),
  url: z.string().optional(),
});

/** Enough for a large prompt over a slow line. */
const UPLOAD_TIMEOUT_MS = 120_000;

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
export class AudioFileStore extends EntityStore<typeof inputs, typeof outputs, typeof wire> {
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
