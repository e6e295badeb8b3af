import { chmodSync, closeSync, existsSync, fstatSync, mkdirSync, openSync, readdirSync, readSync } from "node:fs";
import { dirname, join } from "node:path";
import { open, type Key as LmdbKey, type RootDatabase } from "lmdb";
import type { z } from "zod";

/** Where a value is: a space name, then parts that sort in order. */
export type Key = readonly [string, ...(string | number)[]];

/** Embedded state in one directory, shared safely by every process that opens the same directory. */
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
   * Runs the work while no other process writes. An error thrown inside leaves the store as it was.
   * Nested calls join the outer one.
   */
  readonly transaction: <T>(work: () => T) => T;
  /** Drops the snapshot that reads of this turn of the event loop share, so that the next read sees other processes' writes. */
  readonly refresh: () => void;
  readonly close: () => Promise<void>;
}

const isPart = (part: unknown): part is string | number => typeof part === "string" || typeof part === "number";

/** LMDB hands a key of one part back without its brackets. By hand, as every look at a tenant goes through many keys. */
const parseKey = (key: unknown): Key => {
  const whole: readonly unknown[] = Array.isArray(key) ? key : [key];
  const [space, ...parts] = whole;
  if (typeof space === "string" && parts.every(isPart)) return [space, ...parts];
  throw new Error(`The sandbox's state holds a key that is none of its own: ${JSON.stringify(key)}.`);
};

/** LMDB orders array keys part by part and an array of 255s behind every string and number. */
const endOf = (prefix: readonly LmdbKey[]): LmdbKey[] => [...prefix, Buffer.from([0xff, 0xff])];

/** One folder after the other: the recursive way of Node.js 20 never returns below /proc. Another process may be faster. */
const makeFolder = (dir: string): void => {
  if (existsSync(dir)) return;
  makeFolder(dirname(dir));
  try {
    // It holds secrets of whatever is tried on it.
    mkdirSync(dir, { mode: 0o700 });
  } catch (error) {
    if (!existsSync(dir)) throw error;
  }
};

/** Every LMDB file carries this number behind its first page header. */
const MAGIC = 0xbeefc0de;
const MAGIC_AT = 24;

/** LMDB itself would bring the process down over a file that is none of its own. */
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

/** Where a page of the file's own facts has these: the size of pages, the last page in use, and which write they are of. */
const PAGE_SIZE_AT = MAGIC_AT + 24;
const LAST_PAGE_AT = MAGIC_AT + 120;
const WRITE_AT = MAGIC_AT + 128;

/** Bytes up to the last page in use: what lies behind the file's end kills the process that reads it. */
const sizeNeeded = (handle: number, pageSize: number): number => {
  // Two pages take turns in saying the facts; the newer one counts.
  const facts = [0, 1].map((page) => {
    const head = Buffer.alloc(WRITE_AT + 8);
    const read = readSync(handle, head, 0, head.length, page * pageSize);
    if (read < head.length || head.readUInt32LE(MAGIC_AT) !== MAGIC) return { write: -1n, last: 1n };
    return { write: head.readBigUInt64LE(WRITE_AT), last: head.readBigUInt64LE(LAST_PAGE_AT) };
  });
  const [newest] = facts.sort((a, b) => Number(b.write - a.write));
  return Number((newest?.last ?? 0n) + 1n) * pageSize;
};

const openDatabase = (dir: string): RootDatabase<unknown, LmdbKey[]> => {
  try {
    makeFolder(dir);
    refuseForeignFile(dir);
    const db = open<unknown, LmdbKey[]>({
      path: dir,
      // LMDB takes a path with a dot for a file otherwise.
      noSubdir: false,
      encoding: "json",
      noSync: true,
      overlappingSync: false,
      maxReaders: 512,
    });
    for (const name of readdirSync(dir).filter((file) => file.endsWith(".mdb"))) chmodSync(join(dir, name), 0o600);
    return db;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(
      `The sandbox cannot keep its state in ${dir}: ${reason}. Choose another directory, or remove what is in the way.`,
      {
        cause: error,
      },
    );
  }
};

/**
 * Opens (and makes, when absent) the store of a directory.
 * Sync to disk is left to the operating system: the sandbox survives the death of a process, not of the machine.
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
      return db.transactionSync(work);
    } finally {
      depth -= 1;
    }
  };

  return {
    get: (key, schema) => {
      const value = db.get([...key]);
      return value === undefined ? undefined : schema.parse(value);
    },
    put: (key, value) => db.putSync([...key], value),
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
