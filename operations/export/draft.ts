import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { listBindings, readFlow } from "../../flow";
import { descriptorOf } from "../../providers/core/resource/registry";
import type { Values } from "../../providers/core/resource/types";
import { fileName, Names } from "./names";
import { isFlow, type Snapshot, type Taken } from "./read";
import { Code } from "./typescript";

/** A resource of the program to be: its arguments hold marks where ids of other objects stand. */
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
  readonly content: string;
}

/** The place of an id in arguments. */
export class Ref {
  constructor(readonly id: string) {}
}

/** Inputs that the provider fills at preview from what is there. */
const FILLED: Readonly<Record<string, readonly string[]>> = {
  "webex.AuxiliaryCode": ["workTypeId"],
  "webex.DialNumber": ["location", "regionId"],
};

export function draftsOf({ taken, known }: Snapshot): readonly Draft[] {
  const values = new Set(taken.flatMap((one) => skillValues(one).map(({ id }) => id)));
  const isReferable = (text: string): boolean => known.has(text) || values.has(text);
  const logical = new Map<string, Names>();
  const files = new Names();
  return taken.map((one) => {
    const names = logical.get(one.kind) ?? new Names();
    logical.set(one.kind, names);
    const name = names.take([one.name, ...(one.owner === undefined ? [] : [`${one.owner} ${one.name}`])]);
    const file = sideOf(one, files);
    return { taken: one, name, args: argsOf(one, name, file, isReferable), ...(file === undefined ? {} : { file }) };
  });
}

/** Ids of the values of an ENUM skill, with their names; skill profiles hold them. */
export function skillValues({ kind, outputs }: Taken): readonly { readonly id: string; readonly name: string }[] {
  const ids = kind === "webex.Skill" ? z.record(z.string(), z.string()).parse(outputs.enumSkillValueIds ?? {}) : {};
  return Object.entries(ids).map(([name, id]) => ({ id, name }));
}

/** Every id that arguments hold the mark of. */
export function refsIn(value: unknown): readonly string[] {
  if (value instanceof Ref) return [value.id];
  if (value instanceof Code || typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(refsIn);
}

/** The value with `change` made to every mark. */
export function withRefs(value: unknown, change: (id: string) => unknown): unknown {
  if (value instanceof Ref) return change(value.id);
  if (value instanceof Code || typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => withRefs(item, change));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withRefs(item, change)]));
}

function sideOf(taken: Taken, files: Names): Side | undefined {
  if (taken.kind === "webex.DesktopLayout") {
    const content: unknown = JSON.parse(String(taken.inputs.jsonFileContent));
    return { path: `layouts/${files.take([fileName(taken.name)])}.json`, content: pretty(content) };
  }
  return isFlow(taken.kind)
    ? { path: `flows/${files.take([fileName(taken.name)])}.json`, content: pretty(taken.document) }
    : undefined;
}

const pretty = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

function argsOf(
  taken: Taken,
  name: string,
  file: Side | undefined,
  isReferable: (text: string) => boolean,
): Readonly<Record<string, unknown>> {
  const { kind, inputs } = taken;
  const { shape } = descriptorOf(kind).inputs;
  const said = Object.keys(shape).flatMap((key) => (key in inputs ? [[key, inputs[key]] as const] : []));
  const kept = said.filter(
    ([key, value]) =>
      !(FILLED[kind] ?? []).includes(key) && !isDefault(shape[key], value) && !(key === "name" && value === name),
  );
  const marked = kept.map(([key, value]) => [key, contentOf(key, file) ?? mark(value, isReferable)] as const);
  return { ...Object.fromEntries(marked), ...(isFlow(kind) ? bindingsOf(taken, isReferable) : {}) };
}

/** What reads the file, where it holds this input. */
function contentOf(key: string, file: Side | undefined): Code | undefined {
  if (file === undefined) return undefined;
  const path = `join(__dirname, ${JSON.stringify(file.path)})`;
  if (key === "content") return new Code(`webex.readFlowFile(${path})`);
  return key === "jsonFileContent" ? new Code(`readFileSync(${path}, "utf8")`) : undefined;
}

function mark(value: unknown, isReferable: (text: string) => boolean): unknown {
  if (typeof value === "string") return isReferable(value) ? new Ref(value) : value;
  if (Array.isArray(value)) return value.map((item) => mark(item, isReferable));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mark(item, isReferable)]));
}

/** The organisation-bound values of a flow that something can give. */
function bindingsOf({ document }: Taken, isReferable: (text: string) => boolean): Values {
  const bound = listBindings(readFlow(document)).filter(({ value }) => isReferable(value));
  return bound.length === 0
    ? {}
    : { bindings: Object.fromEntries(bound.map(({ key, value }) => [key, new Ref(value)])) };
}

function isDefault(schema: unknown, value: unknown): boolean {
  if (schema instanceof z.ZodDefault) return isDeepStrictEqual(schema.def.defaultValue, value);
  return schema instanceof z.ZodPrefault && isDeepStrictEqual(schema.parse(undefined), value);
}
