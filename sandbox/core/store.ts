import { chmodSync, existsSync, mkdirSync, readdirSync, statfsSync } from "node:fs";
import { dirname, join } from "node:path";
import { open, type Key as LmdbKey, type RootDatabase } from "lmdb";
import type { z } from "zod";
import { refuseUnreadableFile } from "./store-file";
import { reasonOf } from "./catching";

/** Where a value is stored: the name of a space, then parts that are sorted. */
export type Key = readonly [string, ...(string | number)[]];

const isPart = (part: unknown): part is string | number => typeof part === "string" || typeof part === "number";

/** LMDB returns a key of one part without its array. Checked without zod, as every read of a tenant parses many keys. */
function parseKey(key: unknown): Key {
  const whole: readonly unknown[] = Array.isArray(key) ? key : [key];
  const [space, ...parts] = whole;
  if (typeof space === "string" && parts.every(isPart)) return [space, ...parts];
  throw new Error(`The sandbox's state contains a key that the sandbox did not write: ${JSON.stringify(key)}.`);
}

/** LMDB orders array keys part by part, and puts a buffer of 255s after every string and number. */
const endOf = (prefix: readonly LmdbKey[]): LmdbKey[] => [...prefix, Buffer.from([0xff, 0xff])];

/** Makes one folder at a time: with `recursive`, Node.js 20 never returns below /proc. Another process may make it meanwhile. */
function makeFolder(dir: string): void {
  if (existsSync(dir)) return;
  makeFolder(dirname(dir));
  try {
    // The state holds the secrets of every program tried on it.
    mkdirSync(dir, { mode: 0o700 });
  } catch (error) {
    if (!existsSync(dir)) throw error;
  }
}

/** The store cannot be written, and the transaction was not kept; or what it holds cannot be read. */
export class StoreError extends Error {
  constructor(
    message: string,
    /** Of the answer to the request. */
    readonly status: 500 | 507,
    cause: unknown,
  ) {
    super(message, { cause });
  }
}

/** A new store takes less. LMDB maps files that are not filled yet, so that a full disk ends the process (SIGBUS). */
const NEW_STORE_BYTES = 1_000_000;

function refuseFullDisk(dir: string): void {
  const { bavail, bsize } = statfsSync(dir);
  const isNew = !existsSync(join(dir, "data.mdb")) || !existsSync(join(dir, "lock.mdb"));
  if (isNew && bavail * bsize < NEW_STORE_BYTES) throw new Error("the disk is full");
}

/** Runs a write. @throws StoreError where the disk does not take it. */
function written<T>(dir: string, write: () => T): T {
  try {
    return write();
  } catch (error) {
    const reason = reasonOf(error);
    if (!/Input\/output error|No space left|File too large|MDB_MAP_FULL/.test(reason)) throw error;
    throw new StoreError(
      `The sandbox cannot write to ${dir}: ${reason}. Free space on that disk and send the request again; nothing of it was kept.`,
      507,
      error,
    );
  }
}

/** Runs a read. @throws StoreError where an entry is not what the sandbox wrote. */
function understood<T>(dir: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new StoreError(
      `The sandbox cannot read its state in ${dir}: it is damaged, or another version of datadip wrote it. Put a copy of the folder in its place, or remove it for a fresh tenant.`,
      500,
      error,
    );
  }
}

function openDatabase(dir: string): RootDatabase<unknown, LmdbKey[]> {
  try {
    makeFolder(dir);
    refuseUnreadableFile(dir);
    refuseFullDisk(dir);
    const db = open<unknown, LmdbKey[]>({
      path: dir,
      // Without this, LMDB takes a path with a dot for a file.
      noSubdir: false,
      encoding: "json",
      noSync: true,
      overlappingSync: false,
      maxReaders: 512,
    });
    for (const name of readdirSync(dir).filter((file) => file.endsWith(".mdb"))) chmodSync(join(dir, name), 0o600);
    return db;
  } catch (error) {
    // Node's message is `ENOTDIR: not a directory, mkdir '/x'`; only its middle part is shown.
    const reason = reasonOf(error).replace(/^E[A-Z]+: (.+), \w+ '.*'$/, "$1");
    throw new Error(
      `The sandbox cannot keep its state in ${dir}: ${reason}. Choose another directory, or remove what is in the way.`,
      {
        cause: error,
      },
    );
  }
}

/**
 * Opens the store of a directory, and makes it when absent. Any number of processes may open the same directory.
 * Sync to disk is left to the operating system: data survives the death of a process, not of the machine.
 */
export function openStore(dir: string) {
  const db = openDatabase(dir);
  let depth = 0;
  const range = (prefix: readonly LmdbKey[]) => (prefix.length === 0 ? {} : { start: [...prefix], end: endOf(prefix) });

  const keys = (prefix: Key | readonly []): readonly Key[] =>
    understood(dir, () => [...db.getKeys(range(prefix))].map(parseKey));
  const remove = (key: Key): void => {
    db.removeSync([...key]);
  };
  const transaction = <T>(work: () => T): T => {
    if (depth > 0) return work();
    depth += 1;
    try {
      return written(dir, () => db.transactionSync(work));
    } finally {
      depth -= 1;
    }
  };

  return {
    /** The value at a key, checked by the schema; undefined when nothing is there. */
    get: <T>(key: Key, schema: z.ZodType<T>): T | undefined =>
      understood(dir, () => {
        const value = db.get([...key]);
        return value === undefined ? undefined : schema.parse(value);
      }),
    put: (key: Key, value: unknown): void => written(dir, () => db.putSync([...key], value)),
    remove,
    /** All entries whose key begins with the given parts, in key order; without parts, every entry. */
    entries: <T>(
      prefix: Key | readonly [],
      schema: z.ZodType<T>,
    ): readonly { readonly key: Key; readonly value: T }[] =>
      understood(dir, () =>
        [...db.getRange(range(prefix))].map(({ key, value }) => ({ key: parseKey(key), value: schema.parse(value) })),
      ),
    /** Only the keys that begin with the given parts, in key order. */
    keys,
    removeAll: (prefix: Key): void => transaction(() => keys(prefix).forEach(remove)),
    /**
     * Runs the work while no other process writes. After an error the store is as it was before.
     * Nested calls join the outer transaction.
     */
    transaction,
    /** Reads in one turn of the event loop share a snapshot. Drops it, so that the next read sees the writes of other processes. */
    refresh: (): void => {
      if (depth === 0) db.resetReadTxn();
    },
    close: (): Promise<void> => db.close(),
  };
}

export type Store = ReturnType<typeof openStore>;
