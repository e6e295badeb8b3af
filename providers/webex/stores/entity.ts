import { z } from "zod";
import type { Values } from "../../core/resource/types";
import type { WebexApi } from "../client/api";
import type { Paths } from "./entity-paths";

/** Fields of every object of `/organization/{orgId}/{entity}`. */
export const baseWire = z.looseObject({
  id: z.string(),
  version: z.number().optional(),
  createdTime: z.number().optional(),
  lastUpdatedTime: z.number().optional(),
  systemDefault: z.boolean().optional(),
});

export type Body = Readonly<Record<string, unknown>>;

/** Description of a kind that the configuration service stores. */
export interface Entity<I extends z.ZodObject, O extends z.ZodObject, W extends typeof baseWire> extends Paths {
  readonly inputs: I;
  /** What the service adds. Default: nothing. */
  readonly outputs?: O;
  readonly wire: W;
  /**
   * The body to send. `live` is the present object, for nested objects that must keep their ids.
   * Default: the inputs, where their names are those of the API.
   */
  toWire?(inputs: z.output<I>, live?: z.output<W>): Body;
  /** Inputs and outputs from an answer that are not the fields of the same names; undefined for one that does not count. */
  fromWire?(wire: z.output<W>): Partial<Record<(keyof I["shape"] | keyof O["shape"]) & string, unknown>>;
  /** Adds fields of other objects that the body must repeat. Default: none. */
  complete?(api: WebexApi, body: Body): Promise<Body>;
  /** More fields, beside `COMPUTED`, that the service computes and refuses or ignores in a PUT. Default: none. */
  readonly computed?: readonly string[];
  /** Fields that some tenants accept in a PUT only, and answer with 500 in a POST. Default: none. */
  readonly setAfterCreate?: readonly string[];
  /** Inputs that the service accepts but never returns. Default: none. */
  readonly writeOnly?: readonly string[];
  /** Query of a GET of one object. Default: empty. */
  readonly itemQuery?: Readonly<Record<string, boolean>>;
  /**
   * Version prefix of creates and replacements on newer tenants. A tenant that lacks it gets them at the usual path for the rest of the
   * run. Default: none.
   */
  readonly writeVersion?: "v2";
  /** The member of a body that holds the fields. Default: they are the body. */
  readonly envelope?: string;
  /** Whether the answer to a write can be wrong, so that the object is read again. Default: false. */
  readonly readAfterWrite?: boolean;
  /** Whether Webex made this object and refuses changes of it. Default: by `systemDefault`. */
  isSystem?(wire: z.output<W>): boolean;
}

/** Fields left out of every PUT: computed, or allowed in bulk requests only. */
export const COMPUTED: readonly string[] = [
  "links",
  "_links",
  "createdTime",
  "lastUpdatedTime",
  "organizationId",
  "systemDefault",
];

/** Values without those that are undefined. Entries of lists have the fields of their schema only: the service adds ids, versions and times. */
export function tidied({ shape }: z.ZodObject, values: Values): Values {
  const tidy = (name: string, value: unknown): unknown => {
    const fields = entryFields(shape[name]);
    return fields === undefined || !Array.isArray(value) ? value : onlyFields(value as readonly Values[], fields);
  };
  const known = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(known.map(([name, value]) => [name, tidy(name, value)]));
}

/** The fields of a list's entries; undefined for a schema that is no list of objects. */
function entryFields(schema: unknown): readonly string[] | undefined {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return entryFields(schema.def.innerType);
  const entry = schema instanceof z.ZodArray ? schema.element : undefined;
  return entry instanceof z.ZodObject ? Object.keys(entry.shape) : undefined;
}

/** The fields of an answer with these names. */
export const fieldsOf = (wire: Values, names: readonly string[]): Values =>
  Object.fromEntries(names.flatMap((name) => (wire[name] === undefined ? [] : [[name, wire[name]] as const])));

export function unsetDefaults({ shape }: z.ZodObject): Values {
  const defaults = Object.entries(shape).flatMap(([key, schema]) =>
    schema instanceof z.ZodDefault ? [[key, schema.def.defaultValue] as const] : [],
  );
  return Object.fromEntries(defaults.filter(([, value]) => value === false || value === 0));
}

export const defined = (body: Body): Record<string, unknown> =>
  Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));

/**
 * Entries of an object with their present ids. The service refuses a kept entry without its id, or a new one with an id (409). `key` is
 * the field that identifies an entry.
 */
export const keepIds = <T extends Values>(
  entries: readonly T[],
  live: readonly Values[] | undefined,
  key: keyof T & string,
): readonly Values[] =>
  entries.map((entry) => {
    const id = live?.find((candidate) => candidate[key] === entry[key])?.id;
    return id === undefined ? entry : { id, ...entry };
  });

/** Entries with these fields only, without the ids, versions and times that the service adds. */
export const onlyFields = (entries: readonly Values[] | undefined, names: readonly string[]): readonly Values[] =>
  (entries ?? []).map((entry) =>
    Object.fromEntries(names.flatMap((name) => (entry[name] === undefined ? [] : [[name, entry[name]] as const]))),
  );
