import { JsonPathError, invalidPath, pathNotFound } from "./jsonpath-errors";
import { matches } from "./filter-evaluate";
import { callFunction } from "./functions";
import { isArray, isMap, type JsonArray, type JsonMap, type JsonValue, keysOf } from "./json-value";
import { isDefinite, isDefiniteToken, type Path, type Token } from "./path";

/** Limit of steps in one evaluation, far above a deep scan of a large body. */
const MAX_STEPS = 5_000_000;
const MAX_DEPTH = 2_000;

/** Shared by a path and the paths inside its filters. */
export interface Session {
  readonly document: JsonValue;
  /** In an existence check a missing property is an error; elsewhere it gives no value. */
  readonly strict: boolean;
  readonly budget: { steps: number };
}

export const newSession = (document: JsonValue): Session => ({ document, strict: false, budget: { steps: MAX_STEPS } });

/**
 * Values that a path finds.
 * @returns for a definite path its value, else the list of all values.
 * @throws JsonPathError of kind PathNotFound where a definite path finds nothing.
 */
export function readPath(path: Path, start: JsonValue, session: Session, definite = isDefinite(path)): JsonValue {
  const results = new Walk(path, session).run(start);
  if (!definite) return results;
  const last = results.at(-1);
  if (last === undefined) throw pathNotFound(`no results for path ${path.source}`);
  return last;
}

class Walk {
  private readonly results: JsonValue[] = [];
  /** For a token after a scanned list: the index visited last, used by `countsAsLeaf`. */
  private readonly scannedIndex = new Map<number, number>();
  private depth = 0;

  constructor(
    private readonly path: Path,
    private readonly session: Session,
  ) {}

  run(start: JsonValue): JsonValue[] {
    if (this.path.tokens.length === 0) this.results.push(start);
    else this.step(0, start);
    return this.results;
  }

  private isLast(at: number): boolean {
    return at === this.path.tokens.length - 1;
  }

  private isDefiniteAt(at: number): boolean {
    const token = this.path.tokens[at];
    return token !== undefined && isDefiniteToken(token, this.isLast(at));
  }

  private isUpstreamDefinite(at: number): boolean {
    if (this.path.inverted === true && at > 0) return false;
    for (let index = 0; index < at; index++) if (!this.isDefiniteAt(index)) return false;
    return true;
  }

  private step(at: number, model: JsonValue): void {
    const token = this.path.tokens[at];
    if (token === undefined) return;
    if (--this.session.budget.steps < 0)
      throw new JsonPathError("JsonPath", `the path ${this.path.source} needs too many steps`);
    switch (token.kind) {
      case "property":
        return this.property(at, token, model);
      case "index":
      case "slice":
        return this.elements(at, token, model);
      case "wildcard":
        return this.wildcard(at, model);
      case "scan":
        if (this.isLast(at)) throw new JsonPathError("JsonPath", `'..' has nothing to look for in ${this.path.source}`);
        return this.scan(at + 1, model);
      case "filter":
        return this.filter(at, token, model);
      case "function":
        return this.call(at, token, model);
    }
  }

  private property(at: number, token: Extract<Token, { kind: "property" }>, model: JsonValue): void {
    if (!isMap(model)) {
      if (!this.isUpstreamDefinite(at)) return;
      throw pathNotFound(`expected an object with '${token.names.join("', '")}' in ${this.path.source}`);
    }
    if (token.names.length > 1 && this.isLast(at)) return this.merged(token.names, model);
    for (const name of token.names) this.named(at, name, model);
  }

  private merged(names: readonly string[], model: JsonMap): void {
    const result: Record<string, JsonValue> = {};
    for (const name of names) {
      if (Object.hasOwn(model, name)) result[name] = model[name] ?? null;
      else if (this.session.strict) throw pathNotFound(`missing property '${name}'`);
    }
    this.results.push(result);
  }

  private named(at: number, name: string, model: JsonMap): void {
    if (Object.hasOwn(model, name)) {
      const value = model[name] ?? null;
      if (!this.isLast(at)) this.step(at + 1, value);
      else if (this.countsAsLeaf(at)) this.results.push(value);
      return;
    }
    const definite = this.isUpstreamDefinite(at) && this.isDefiniteAt(at);
    if (this.session.strict || (definite && !this.isLast(at)))
      throw pathNotFound(`missing property '${name}' in ${this.path.source}`);
  }

  /** After `$..[n].name` only the name under the item with exactly that index counts. */
  private countsAsLeaf(at: number): boolean {
    const index = this.scannedIndex.get(at);
    if (index === undefined) return true;
    const before = this.path.tokens[this.path.tokens.length - 2];
    return before?.kind === "index" && before.indexes.length === 1 && before.indexes[0] === index;
  }

  private elements(at: number, token: Extract<Token, { kind: "index" | "slice" }>, model: JsonValue): void {
    if (!isArray(model)) {
      if (!this.isUpstreamDefinite(at)) return;
      throw pathNotFound(`expected a list in ${this.path.source}`);
    }
    for (const index of token.kind === "index" ? token.indexes : sliceIndexes(token, model.length))
      this.element(at, index, model);
  }

  /** Index errors, also those of a later function, give no value: Jayway catches them here. */
  private element(at: number, index: number, model: JsonArray): void {
    const item = model[index < 0 ? model.length + index : index];
    if (item === undefined) return;
    try {
      if (this.isLast(at)) this.results.push(item);
      else this.step(at + 1, item);
    } catch (error) {
      if (!(error instanceof JsonPathError) || error.kind !== "IndexOutOfBounds") throw error;
    }
  }

  private wildcard(at: number, model: JsonValue): void {
    if (isMap(model)) {
      for (const name of keysOf(model)) this.named(at, name, model);
    } else if (isArray(model)) {
      model.forEach((_item, index) => {
        try {
          this.element(at, index, model);
        } catch (error) {
          if (this.session.strict || !(error instanceof JsonPathError) || error.kind !== "PathNotFound") throw error;
        }
      });
    }
  }

  private filter(at: number, token: Extract<Token, { kind: "filter" }>, model: JsonValue): void {
    if (isMap(model)) {
      if (!matches(token.filter, model, this.session)) return;
      if (this.isLast(at)) this.results.push(model);
      else this.step(at + 1, model);
    } else if (isArray(model)) {
      model.forEach((item, index) => {
        if (matches(token.filter, item, this.session)) this.element(at, index, model);
      });
    } else if (this.isUpstreamDefinite(at)) {
      throw invalidPath(`a filter cannot be applied to a single value in ${this.path.source}`);
    }
  }

  private call(at: number, token: Extract<Token, { kind: "function" }>, model: JsonValue): void {
    const result = callFunction(token, model, this.session);
    this.results.push(result);
    if (!this.isLast(at)) this.step(at + 1, result);
  }

  /** Visits the whole tree below `model` and applies the token after `..` to each place where it matches. */
  private scan(at: number, model: JsonValue): void {
    if (!isMap(model) && !isArray(model)) return;
    if (++this.depth > MAX_DEPTH)
      throw new JsonPathError("JsonPath", `the document is nested more than ${MAX_DEPTH} levels deep`);
    if (--this.session.budget.steps < 0)
      throw new JsonPathError("JsonPath", `the path ${this.path.source} needs too many steps`);
    const fits = this.fits(at, model);
    if (isArray(model)) {
      if (fits) this.scannedList(at, model);
      for (const item of model) this.scan(at, item);
    } else {
      if (fits) this.step(at, model);
      for (const name of keysOf(model)) this.scan(at, model[name] ?? null);
    }
    this.depth--;
  }

  private scannedList(at: number, model: JsonArray): void {
    if (this.isLast(at)) return this.step(at, model);
    model.forEach((item, index) => {
      this.scannedIndex.set(at + 1, index);
      this.step(at + 1, item);
    });
  }

  private fits(at: number, model: JsonValue): boolean {
    const token = this.path.tokens[at];
    switch (token?.kind) {
      case "property":
        if (!isMap(model)) return false;
        return !isDefiniteToken(token, this.isLast(at)) || token.names.every((name) => Object.hasOwn(model, name));
      case "index":
      case "slice":
        return isArray(model);
      case "wildcard":
        return true;
      case "filter":
        return matches(token.filter, model, this.session);
      default:
        return false;
    }
  }
}

function sliceIndexes({ from, to }: Extract<Token, { kind: "slice" }>, length: number): readonly number[] {
  const end = to === undefined ? length : Math.min(length, to < 0 && from === undefined ? length + to : to);
  const start = from === undefined ? 0 : to === undefined ? Math.max(0, from < 0 ? length + from : from) : from;
  return start >= end || length === 0 ? [] : Array.from({ length: end - start }, (_item, index) => start + index);
}
