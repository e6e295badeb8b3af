import {
  chmodSync,
  closeSync,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  statfsSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { open, type Key as LmdbKey, type RootDatabase } from "lmdb";
import type { z } from "zod";

/** Where a value is stored: the name of a space, then parts that are sorted. */
export type Key = readonly [string, ...(string | number)[]];

/** State stored in one directory. Any number of processes may open the same directory. */
export interface Store {
  /** The value at a key, checked by the schema; undefined when nothing is there. */
  readonly get: <T>(key: Key, schema: z.ZodType<T>) => T | undefined;
  readonly put: (key: Key, value: unknown) => void;
  readonly remove: (key: Key) => void;
  /** All entries whose key begins with the given parts, in key order; without parts, every entry. */
  readonly entries: <T>(
    prefix: Key | readonly [],
    schema: z.ZodType<T>,
  ) => readonly { readonly key: Key; readonly value: T }[];
  /** Only the keys that begin with the given parts, in key order. */
  readonly keys: (prefix: Key | readonly []) => readonly Key[];
  readonly removeAll: (prefix: Key) => void;
  /**
   * Runs the work while no other process writes. After an error the store is as it was before.
   * Nested calls join the outer transaction.
   */
  readonly transaction: <T>(work: () => T) => T;
  /** Reads in one turn of the event loop share a snapshot. Drops it, so that the next read sees the writes of other processes. */
  readonly refresh: () => void;
  readonly close: () => Promise<void>;
}

const isPart = (part: unknown): part is string | number => typeof part === "string" || typeof part === "number";

/** LMDB returns a key of one part without its array. Checked without zod, as every read of a tenant parses many keys. */
const parseKey = (key: unknown): Key => {
  const whole: readonly unknown[] = Array.isArray(key) ? key : [key];
  const [space, ...parts] = whole;
  if (typeof space === "string" && parts.every(isPart)) return [space, ...parts];
  throw new Error(`The sandbox's state contains a key that the sandbox did not write: ${JSON.stringify(key)}.`);
};

/** LMDB orders array keys part by part, and puts a buffer of 255s after every string and number. */
const endOf = (prefix: readonly LmdbKey[]): LmdbKey[] => [...prefix, Buffer.from([0xff, 0xff])];

/** Makes one folder at a time: with `recursive`, Node.js 20 never returns below /proc. Another process may make it meanwhile. */
const makeFolder = (dir: string): void => {
  if (existsSync(dir)) return;
  makeFolder(dirname(dir));
  try {
    // The state holds the secrets of every program tried on it.
    mkdirSync(dir, { mode: 0o700 });
  } catch (error) {
    if (!existsSync(dir)) throw error;
  }
};

/** Every LMDB file has this number after its first page header. */
const MAGIC = 0xbeefc0de;
const MAGIC_AT = 24;

/** LMDB would crash the process on a foreign file. */
const refuseForeignFile = (dir: string): void => {
  const file = join(dir, "data.mdb");
  if (!existsSync(file)) return;
  const handle = openSync(file, "r");
  try {
    const head = Buffer.alloc(PAGE_SIZE_AT + 4);
    const read = readSync(handle, head, 0, head.length, 0);
    // Another process may be about to write its first page.
    if (read === 0) return;
    if (read < head.length || head.readUInt32LE(MAGIC_AT) !== MAGIC)
      throw new Error(`${file} is damaged or belongs to another program`);
    const needed = sizeNeeded(handle, head.readUInt32LE(PAGE_SIZE_AT));
    const size = fstatSync(handle).size;
    if (size < needed) throw new Error(`${file} is cut off: it has ${size} bytes of ${needed}`);
  } finally {
    closeSync(handle);
  }
};

/** Offsets in a meta page of LMDB: the page size, the last page in use, and the transaction number. */
const PAGE_SIZE_AT = MAGIC_AT + 24;
const LAST_PAGE_AT = MAGIC_AT + 120;
const WRITE_AT = MAGIC_AT + 128;

/** Bytes up to the last page in use. Reading beyond the file's end kills the process. */
const sizeNeeded = (handle: number, pageSize: number): number => {
  // LMDB writes its two meta pages in turn; the newer one counts.
  const facts = [0, 1].map((page) => {
    const head = Buffer.alloc(WRITE_AT + 8);
    const read = readSync(handle, head, 0, head.length, page * pageSize);
    if (read < head.length || head.readUInt32LE(MAGIC_AT) !== MAGIC) return { write: -1n, last: 1n };
    return { write: head.readBigUInt64LE(WRITE_AT), last: head.readBigUInt64LE(LAST_PAGE_AT) };
  });
  const [newest] = facts.sort((a, b) => Number(b.write - a.write));
  return Number((newest?.last ?? 0n) + 1n) * pageSize;
};

/** The store cannot be written, and the transaction was not kept. */
export class StoreError extends Error {}

/** A new store takes less. LMDB maps files that are not filled yet, so that a full disk ends the process (SIGBUS). */
const NEW_STORE_BYTES = 1_000_000;

const refuseFullDisk = (dir: string): void => {
  const { bavail, bsize } = statfsSync(dir);
  const isNew = !existsSync(join(dir, "data.mdb")) || !existsSync(join(dir, "lock.mdb"));
  if (isNew && bavail * bsize < NEW_STORE_BYTES) throw new Error("the disk is full");
};

/** Runs a write. @throws StoreError where the disk does not take it. */
const written = <T>(dir: string, write: () => T): T => {
  try {
    return write();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if (!/Input\/output error|No space left|File too large|MDB_MAP_FULL/.test(reason)) throw error;
    throw new StoreError(
      `The sandbox cannot write to ${dir}: ${reason}. Free space on that disk and send the request again; nothing of it was kept.`,
      { cause: error },
    );
  }
};

const openDatabase = (dir: string): RootDatabase<unknown, LmdbKey[]> => {
  try {
    makeFolder(dir);
    refuseForeignFile(dir);
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
    const reason = String(error instanceof Error ? error.message : error).replace(/^E[A-Z]+: (.+), \w+ '.*'$/, "$1");
    throw new Error(
      `The sandbox cannot keep its state in ${dir}: ${reason}. Choose another directory, or remove what is in the way.`,
      {
        cause: error,
      },
    );
  }
};

/**
 * Opens the store of a directory, and makes it when absent.
 * Sync to disk is left to the operating system: data survives the death of a process, not of the machine.
 */
export const openStore = (dir: string): Store => {
  const db = openDatabase(dir);
  let depth = 0;
  const range = (prefix: readonly LmdbKey[]) => (prefix.length === 0 ? {} : { start: [...prefix], end: endOf(prefix) });

  const keys = (prefix: readonly LmdbKey[]): readonly Key[] => [...db.getKeys(range(prefix))].map(parseKey);
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
    get: (key, schema) => {
      const value = db.get([...key]);
      return value === undefined ? undefined : schema.parse(value);
    },
    put: (key, value) => written(dir, () => db.putSync([...key], value)),
    remove,
    entries: (prefix, schema) =>
      [...db.getRange(range(prefix))].map(({ key, value }) => ({ key: parseKey(key), value: schema.parse(value) })),
    keys,
    removeAll: (prefix) => transaction(() => keys(prefix).forEach(remove)),
    transaction,
    refresh: () => {
      if (depth === 0) db.resetReadTxn();
    },
    close: () => db.close(),
  };
};
