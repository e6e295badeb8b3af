/** Names for a program: logical ones of resources, and those of variables. */

const RESERVED = new Set(
  "arguments await break case catch class const continue debugger default delete do else enum eval export extends false finally for function if implements import in instanceof interface let new null package private protected public return static super switch this throw true try typeof undefined var void webex while with yield readFileSync join".split(
    " ",
  ),
);

/** `tier1Paris` for `Tier 1 (Paris)`; empty where no character is allowed in an identifier. */
export function camel(text: string): string {
  const words = text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== "");
  const joined = words.map((word, i) => (i === 0 ? lowerFirst(word) : upperFirst(word))).join("");
  return /^[0-9]/.test(joined) ? `_${joined}` : joined;
}

const upperFirst = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

const lowerFirst = (word: string): string =>
  word === word.toUpperCase() ? word.toLowerCase() : word.charAt(0).toLowerCase() + word.slice(1);

/** Gives out unique names. */
export class Names {
  private readonly taken: Set<string>;

  constructor(reserved: Iterable<string> = []) {
    this.taken = new Set(reserved);
  }

  /** The first of these that is free, else the last with a number. */
  take(candidates: readonly string[]): string {
    const wanted = candidates.filter((name) => name !== "");
    const free = wanted.find((name) => !this.taken.has(name)) ?? this.numbered(wanted.at(-1) ?? "_");
    this.taken.add(free);
    return free;
  }

  private numbered(name: string): string {
    for (let n = 2; ; n += 1) if (!this.taken.has(`${name}${n}`)) return `${name}${n}`;
  }
}

/** Names of variables of one program. */
export const variableNames = (): Names => new Names(RESERVED);

/** A safe file name, which cannot lead out of its folder. */
export function fileName(name: string): string {
  const plain = name
    .normalize("NFKD")
    .replace(/[^A-Za-z0-9_-]+/g, "-")
    .replace(/^-+|-+$/g, "");
  return plain === "" ? "unnamed" : plain.slice(0, 100);
}
