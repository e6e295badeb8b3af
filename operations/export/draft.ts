import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { type Export, facetOf, type InnerId } from "../../providers/core/resource/facets";
import { descriptorOf } from "../../providers/core/resource/registry";
import type { Values } from "../../providers/core/resource/types";
import { fileName, Names } from "./names";
import type { WebexApi } from "../../providers/webex/client/api";
import type { Snapshot, Taken } from "./read";
import { Code } from "./typescript";

/** A resource of the future program. Its arguments hold a `Ref` in place of each id of another object. */
export interface Draft {
  readonly taken: Taken;
  /** The resource's name in program and state. */
  readonly name: string;
  readonly args: Values;
  /** A file that one argument reads, beside the program. */
  readonly file?: Side;
}

/** A file beside the program. */
export interface Side {
  readonly path: string;
  readonly content: string | Buffer;
}

/** The place of an id in arguments. */
export class Ref {
  constructor(readonly id: string) {}
}

export function draftsOf({ taken, known }: Snapshot): readonly Draft[] {
  const values = new Set(taken.flatMap((one) => innerIds(one).map(({ id }) => id)));
  const isReferable = (text: string): boolean => known.has(text) || values.has(text);
  const isOwn = (value: unknown): boolean => typeof value === "string" && known.get(value)?.isSystem === false;
  const logical = new Map<string, Names>();
  const files = new Names();
  return taken.map((object) => {
    const file = sideFileOf(object, files);
    const { input } = facetOfKind(object.kind).file ?? {};
    // A value that the service never returns is in the file only.
    const said = file === undefined || input === undefined ? {} : { [input]: file.path };
    const one = { ...object, inputs: { ...said, ...object.inputs } };
    const names = logical.get(one.kind) ?? new Names();
    logical.set(one.kind, names);
    const name = names.take([one.name, ...(one.owner === undefined ? [] : [`${one.owner} ${one.name}`])]);
    return {
      taken: one,
      name,
      args: argsOf(one, name, file, isReferable, isOwn),
      ...(file === undefined ? {} : { file }),
    };
  });
}

const facetOfKind = (kind: string): Export<WebexApi> => facetOf<Export<WebexApi>>(descriptorOf(kind).export) ?? {};

/** Ids of nested objects that others may refer to. */
export const innerIds = ({ kind, outputs }: Taken): readonly InnerId[] => facetOfKind(kind).innerIds?.(outputs) ?? [];

/** The ids of all `Ref`s in arguments. */
export function refsIn(value: unknown): readonly string[] {
  if (value instanceof Ref) return [value.id];
  if (value instanceof Code || typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(refsIn);
}

/** The value with every `Ref` replaced by `change`. */
export function withRefs(value: unknown, change: (id: string) => unknown): unknown {
  if (value instanceof Ref) return change(value.id);
  if (value instanceof Code || typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => withRefs(item, change));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withRefs(item, change)]));
}

function sideFileOf({ kind, name, document }: Taken, files: Names): Side | undefined {
  const { file } = facetOfKind(kind);
  if (file === undefined) return undefined;
  const { folder, suffix = ".json" } = file;
  const plain = name.endsWith(suffix) ? name.slice(0, -suffix.length) : name;
  const content = Buffer.isBuffer(document) ? document : pretty(document);
  return { path: `${folder}/${files.take([fileName(plain)])}${suffix}`, content };
}

const pretty = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

function argsOf(
  taken: Taken,
  name: string,
  file: Side | undefined,
  isReferable: (text: string) => boolean,
  isOwn: (value: unknown) => boolean,
): Readonly<Record<string, unknown>> {
  const { kind, inputs } = taken;
  const { derived = {}, inputs: schema } = descriptorOf(kind);
  const { shape } = schema;
  const { file: facet } = facetOfKind(kind);
  const said = Object.keys(shape).flatMap((key) => (key in inputs ? [[key, inputs[key]] as const] : []));
  // The provider derives these inputs again, but with system objects only.
  const isFilled = (key: string, value: unknown): boolean => key in derived && key !== facet?.input && !isOwn(value);
  const kept = said.filter(
    ([key, value]) => !isFilled(key, value) && !isDefault(shape[key], value) && !(key === "name" && value === name),
  );
  const marked = kept.map(([key, value]) => {
    const reader = key === facet?.input && file !== undefined ? facet.read(pathCode(file)) : undefined;
    return [key, reader === undefined ? mark(value, isReferable) : new Code(reader)] as const;
  });
  const bound = facet?.bindings?.(taken.document) ?? [];
  return { ...Object.fromEntries(marked), ...bindingsOf(bound, isReferable) };
}

const pathCode = ({ path }: Side): string => `join(__dirname, ${JSON.stringify(path)})`;

function mark(value: unknown, isReferable: (text: string) => boolean): unknown {
  if (typeof value === "string") return isReferable(value) ? new Ref(value) : value;
  if (Array.isArray(value)) return value.map((item) => mark(item, isReferable));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mark(item, isReferable)]));
}

/** Bindings of organisation-bound values that another object gives. */
function bindingsOf(
  values: readonly { readonly key: string; readonly value: string }[],
  isReferable: (text: string) => boolean,
): Values {
  const bound = values.filter(({ value }) => isReferable(value));
  return bound.length === 0
    ? {}
    : { bindings: Object.fromEntries(bound.map(({ key, value }) => [key, new Ref(value)])) };
}

function isDefault(schema: unknown, value: unknown): boolean {
  if (schema instanceof z.ZodDefault) return isDeepStrictEqual(schema.def.defaultValue, value);
  return schema instanceof z.ZodPrefault && isDeepStrictEqual(schema.parse(undefined), value);
}
