import { randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, rmdir, stat, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { asError } from "../../http/http-errors";
import { uncut } from "../../http/last-requests";
import { redact } from "../../http/redact";
import type { Before, Descriptor } from "../resource/descriptor";
import type { Values } from "../resource/types";
import { beforeSchema, hash } from "./earlier-values";
import { naturalKeyOf } from "./owner";
import { blankless } from "../settings/settings";

/**
 * A create, noted before its request is sent and completed by its answer; or a change that first sets an input of an object that was
 * there. Holds no value of an input.
 */
const recordSchema = z.object({
  v: z.literal(1),
  kind: z.string(),
  /** SHA-256 of the natural key. */
  key: z.string(),
  /** The object's name for messages; empty without one. */
  label: z.string(),
  tenant: z.string(),
  /** `stack::project` */
  stack: z.string(),
  backend: z.string(),
  /** The service's time before the first request and before the last one, in ms since the epoch. */
  since: z.number(),
  last: z.number(),
  /** The object's id, where an answer gave it. */
  id: z.string().optional(),
  /** Earlier values of an existing object, which the service does not return after the change. */
  before: beforeSchema.optional(),
});

export type JournalRecord = z.output<typeof recordSchema>;

/** An unused record of this age, in ms, is deleted: its stack is gone. */
const MAX_AGE_MS = 90 * 24 * 3_600_000;

/** The stack and the tenant of a create. */
export interface Place {
  readonly stack: string;
  readonly backend: string;
  readonly tenant: string;
}

export interface Identity {
  readonly kind: string;
  /** The natural key as a text. */
  readonly naturalKey: string;
  readonly label: string;
}

/** Which record of the journal is for an object. */
export type RecordAt = readonly [Place, Identity];

/** A create or a change of an interrupted run. */
export type Interrupted = Pick<JournalRecord, "since" | "last" | "id"> & { readonly before?: Before | undefined };

/** The natural key and label of inputs; undefined where the program does not give the whole natural key. */
export function identityOf({ kind, naturalKey }: Descriptor, inputs: Values): Identity | undefined {
  const key = naturalKeyOf(naturalKey, inputs);
  const label = inputs.name ?? inputs.fullName;
  return key === undefined ? undefined : { kind, naturalKey: key, label: typeof label === "string" ? label : "" };
}

/** $XDG_STATE_HOME/datadip/journal, else below ~/.local/state. */
export function journalFolder(env: NodeJS.ProcessEnv): string {
  const home = blankless(env.HOME) ?? homedir();
  return join(blankless(env.XDG_STATE_HOME) ?? join(home, ".local", "state"), "datadip", "journal");
}

/** What a record notes. */
interface Noted {
  /** The service's time of this request, in ms since the epoch. */
  readonly at: number;
  /** Default: `at`. */
  readonly since?: number | undefined;
  readonly id?: string;
}

/**
 * The creates of one user on this machine that may be missing in the state: one file for each, so that processes do not disturb each
 * other. Where the folder cannot be written, the journal warns once and the run continues.
 */
export class Journal {
  private broken = false;
  private pruned: Promise<void> | undefined;

  constructor(
    private readonly folder: string,
    private readonly report: (sentence: string) => void,
  ) {}

  /** The record of an earlier process's unfinished create. */
  async record(place: Place, identity: Identity): Promise<JournalRecord | undefined> {
    return this.broken ? undefined : readRecord(this.file(place, identity));
  }

  /**
   * Writes the record: before the request, with the time of an interrupted run's request in `since`, and after it, with the id of the
   * answer. It is on the disk when this resolves.
   */
  async note(place: Place, identity: Identity, { at, since = at, id }: Noted, before?: Before): Promise<void> {
    if (this.broken) return;
    const { kind, naturalKey, label } = identity;
    const record = {
      v: 1,
      kind,
      key: keyHash(naturalKey),
      label: redact(label),
      ...place,
      since,
      last: at,
      id,
      before,
    };
    await (this.pruned ??= prune(this.folder).catch(() => undefined));
    const file = this.file(place, identity);
    const part = `${file}.${randomUUID()}`;
    try {
      await uncut(async () => {
        await mkdir(join(file, ".."), { recursive: true, mode: 0o700 });
        await writeFile(part, JSON.stringify(record), { mode: 0o600, flush: true });
        await rename(part, file);
      });
    } catch (error) {
      this.broken = true;
      this.report(
        `warning: What this run makes cannot be written down: ${asError(error).message}. If it is interrupted, the next run cannot know ` +
          `which objects are its own. Make ${this.folder} writable, or set XDG_STATE_HOME.`,
      );
    }
  }

  /** Removes the record: the state holds the object, or it was not made. */
  async remove(place: Place, identity: Identity): Promise<void> {
    if (!this.broken) await rm(this.file(place, identity), { force: true }).catch(() => undefined);
  }

  /** Removes all records of a place. */
  async forget(place: Place): Promise<void> {
    await rm(join(this.folder, placeName(place)), { recursive: true, force: true });
  }

  private file(place: Place, identity: Identity): string {
    return join(this.folder, placeName(place), `${hash(`${identity.kind}\n${identity.naturalKey}`)}.json`);
  }
}

/** A record with the file that holds it. */
export interface Note extends JournalRecord {
  readonly file: string;
}

/** Every record of a stack, for all tenants. */
export async function recordsOf(folder: string, { stack, backend }: Omit<Place, "tenant">): Promise<readonly Note[]> {
  const files = (await filesIn(folder)).filter((file) => file.endsWith(".json"));
  const notes = await Promise.all(files.map(async (file) => ({ file, record: await readRecord(file) })));
  return notes.flatMap(({ file, record }) =>
    record?.stack === stack && record.backend === backend ? [{ ...record, file }] : [],
  );
}

async function filesIn(folder: string): Promise<readonly string[]> {
  const places = await readdir(folder).catch(() => []);
  const files = places.map(async (name) =>
    (await readdir(join(folder, name)).catch(() => [])).map((file) => join(folder, name, file)),
  );
  return (await Promise.all(files)).flat();
}

/** Removes old files, partial ones of killed processes too, and old empty folders. Another process may be about to write into a new one. */
async function prune(folder: string): Promise<void> {
  const places = (await readdir(folder)).map((place) => join(folder, place));
  // Read before a file is removed, as a removal renews the folder's time.
  const oldPlaces = await olderThanLimit(places);
  for (const file of await olderThanLimit(await filesIn(folder))) await rm(file, { force: true });
  // rmdir fails for folders with files, so they stay.
  for (const place of oldPlaces) await rmdir(place).catch(() => undefined);
}

async function olderThanLimit(paths: readonly string[]): Promise<readonly string[]> {
  const ages = await Promise.all(paths.map(async (path) => (await stat(path).catch(() => undefined))?.mtimeMs));
  return paths.filter((_, at) => Date.now() - (ages[at] ?? Infinity) > MAX_AGE_MS);
}

/** Undefined where there is no record, and where a crash of the machine left half of one. */
async function readRecord(file: string): Promise<JournalRecord | undefined> {
  const text = await readFile(file, "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    return recordSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** The hash of a natural key in a record. */
export const keyHash = hash;

function placeName({ backend, stack, tenant }: Place): string {
  return hash([backend, stack, tenant].join("\n")).slice(0, 32);
}
