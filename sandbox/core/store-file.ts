import { closeSync, existsSync, fstatSync, openSync, readSync } from "node:fs";
import { join } from "node:path";

/**
 * Checks the file of a store before LMDB maps it: LMDB trusts every number in the file, so that a damaged one would end the process.
 * The layout is that of LMDB's mdb.c, with its names in the comments.
 */

/** Every LMDB file has this number after its first page header. */
const MAGIC = 0xbeefc0de;
/** Bytes of a page header. */
const HEADER = 24;

/** Offsets in a meta page: the page size, the roots of the two trees (free pages, content), the last page in use, the transaction. */
const META = { magic: HEADER, pageSize: 48, roots: [88, 136], lastPage: 144, write: 152, bytes: 160 };
/** Offset of the root in a tree's description, `MDB_db`. */
const ROOT = 40;
const NO_PAGE = 0xffffffffffffffffn;
/** Flags of pages and of nodes. */
const [BRANCH, LEAF, OVERFLOW] = [1, 2, 4];
const [BIG_DATA, SUB_TREE, DUPLICATES] = [1, 2, 4];
const NODE_HEADER = 8;

interface Meta {
  readonly pageSize: number;
  readonly lastPage: bigint;
  readonly write: bigint;
  readonly roots: readonly bigint[];
}

type Read = (at: number, length: number) => Buffer;

function metaAt(read: Read, at: number): Meta | undefined {
  const page = read(at, META.bytes);
  if (page.length < META.bytes || page.readUInt32LE(META.magic) !== MAGIC) return undefined;
  return {
    pageSize: page.readUInt32LE(META.pageSize),
    lastPage: page.readBigUInt64LE(META.lastPage),
    write: page.readBigUInt64LE(META.write),
    roots: META.roots.map((root) => page.readBigUInt64LE(root)),
  };
}

/** LMDB writes its two meta pages in turn; the newer one counts. Undefined where one of them is none. */
function newestMeta(read: Read): Meta | undefined {
  const first = metaAt(read, 0);
  const pageSize = first?.pageSize ?? 0;
  if (first === undefined || pageSize < 512 || pageSize > 65_536 || (pageSize & (pageSize - 1)) !== 0) return undefined;
  const second = metaAt(read, pageSize);
  if (second?.pageSize !== pageSize) return undefined;
  return second.write > first.write ? second : first;
}

class Damaged extends Error {}

function must(holds: boolean): void {
  if (!holds) throw new Damaged();
}

/** Walks every tree, so that no number leads LMDB out of a page, out of the file or in a circle. @throws Damaged */
function walk(read: Read, { pageSize, lastPage, roots }: Meta): void {
  const seen = new Set<bigint>();
  const pageAt = (id: bigint, length = pageSize): Buffer => {
    must(id > 1n && id <= lastPage && !seen.has(id));
    seen.add(id);
    const page = read(Number(id) * pageSize, length);
    must(page.length === length && page.readBigUInt64LE(0) === id);
    return page;
  };
  const overflow = (page: Buffer, at: number, size: number): void => {
    must(at + HEADER <= pageSize);
    const first = page.readBigUInt64LE(at);
    const head = pageAt(first, HEADER);
    // More pages than needed, where a shorter value was written over a longer one.
    const pages = head.readUInt32LE(20);
    must((head.readUInt16LE(18) & OVERFLOW) !== 0 && pages * pageSize >= HEADER + size);
    must(first + BigInt(pages) - 1n <= lastPage);
  };
  const leaf = (page: Buffer, node: number): void => {
    const [size, flags] = [page.readUInt32LE(node), page.readUInt16LE(node + 4)];
    const data = node + NODE_HEADER + page.readUInt16LE(node + 6);
    must((flags & DUPLICATES) === 0);
    if ((flags & BIG_DATA) !== 0) return overflow(page, data, size);
    must(data + size <= pageSize);
    if ((flags & SUB_TREE) === 0) return;
    must(size >= ROOT + 8);
    tree(page.readBigUInt64LE(data + ROOT));
  };
  const tree = (root: bigint): void => {
    if (root === NO_PAGE) return;
    const page = pageAt(root);
    const [flags, lower, upper] = [page.readUInt16LE(18), page.readUInt16LE(20), page.readUInt16LE(22)];
    must(flags === BRANCH || flags === LEAF);
    must(lower > 0 && lower % 2 === 0 && lower <= upper && HEADER + upper <= pageSize);
    for (let at = HEADER; at < HEADER + lower; at += 2) {
      const node = HEADER + page.readUInt16LE(at);
      must(node >= HEADER + upper && node + NODE_HEADER <= pageSize);
      must(node + NODE_HEADER + page.readUInt16LE(node + 6) <= pageSize);
      if (flags === LEAF) leaf(page, node);
      else tree(BigInt(page.readUInt32LE(node)) + (BigInt(page.readUInt16LE(node + 4)) << 32n));
    }
  };
  roots.forEach(tree);
}

/** Whether the trees are whole. A page is used anew two writes later at the earliest: after a write in between, the walk is repeated. */
function isWhole(read: Read, meta: Meta): boolean {
  try {
    walk(read, meta);
    return true;
  } catch (error) {
    if (!(error instanceof Damaged)) throw error;
    const now = newestMeta(read);
    return now !== undefined && now.write !== meta.write && isWhole(read, now);
  }
}

/** @throws Error for a file that would make LMDB crash. */
export function refuseUnreadableFile(dir: string): void {
  const file = join(dir, "data.mdb");
  if (!existsSync(file)) return;
  const handle = openSync(file, "r");
  const read: Read = (at, length) => {
    const bytes = Buffer.alloc(length);
    return bytes.subarray(0, readSync(handle, bytes, 0, length, at));
  };
  try {
    const size = fstatSync(handle).size;
    // Another process may be about to write its first page.
    if (size === 0) return;
    const meta = newestMeta(read);
    if (meta === undefined) throw new Error(`${file} is damaged or belongs to another program`);
    const needed = (Number(meta.lastPage) + 1) * meta.pageSize;
    if (size < needed) throw new Error(`${file} is cut off: it has ${size} bytes of ${needed}`);
    if (!isWhole(read, meta)) throw new Error(`${file} is damaged`);
  } finally {
    closeSync(handle);
  }
}
