import { z } from "zod";
import type { Store } from "../core/descriptor";
import { managedKeys, markOf } from "../core/state";
import { isRecord, type Live, type Values } from "../core/types";
import { HttpError, isFailure } from "../http/errors";
import type { WebexApi } from "./api";
import { rsqlEquals } from "./filter";
import { referrers } from "./references";

/** What every object of `/organization/{orgId}/{entity}` carries. */
export const baseWire = z.looseObject({
  id: z.string(),
  version: z.number().optional(),
  createdTime: z.number().optional(),
  lastUpdatedTime: z.number().optional(),
  systemDefault: z.boolean().optional(),
});

/** How a kind is kept by the configuration service. */
export interface Entity<I extends z.ZodObject, O extends z.ZodObject, W extends typeof baseWire> {
  readonly inputs: I;
  readonly outputs: O;
  readonly wire: W;
  /** Below the organisation: `contact-service-queue`. */
  readonly path: string;
  /** Where lists are. Default: `v2/{path}`. */
  readonly listPath?: string;
  /** The natural key as fields of the API. Default: `{ name }`. */
  key?(inputs: z.output<I>): Readonly<Record<string, string>>;
  /**
   * The body to send. `live` is the object as it is, for nested objects that must keep their ids.
   * Default: the inputs, whose names are then the API's own.
   */
  toWire?(inputs: z.output<I>, live?: z.output<W>): Readonly<Record<string, unknown>>;
  /** Inputs and outputs as the API says them. Default: the fields of the same names. */
  fromWire?(wire: z.output<W>): Partial<Record<(keyof I["shape"] | keyof O["shape"]) & string, unknown>>;
  /** Fields the service computes and refuses or ignores in a PUT, besides the common ones. Default: none. */
  readonly computed?: readonly string[];
  /** Whether an echo is known to lie, so that the object is read again after a write. Default: false. */
  readonly readAfterWrite?: boolean;
}

/** Common computed fields, left out of every PUT: webex-api reference 2.4, 2.5. */
const COMPUTED = ["links", "_links", "createdTime", "lastUpdatedTime", "organizationId", "systemDefault"];

const FLAGGED = /["'`]?(\w+)["'`]? is not allowed when feature flag is disabled/;

/** The store of a kind that is one entity of the configuration service. */
export function webexEntity<I extends z.ZodObject, O extends z.ZodObject, W extends typeof baseWire>(
  entity: Entity<I, O, W>,
): Store<WebexApi> & { get(api: WebexApi, id: string): Promise<z.output<W> | undefined>; live(wire: z.output<W>): Live } {
  const listPath = entity.listPath ?? `v2/${entity.path}`;
  const item = (id: string): string => `${entity.path}/${encodeURIComponent(id)}`;
  const parse = (body: unknown): z.output<W> => entity.wire.parse(body);
  const toWire = entity.toWire ?? ((inputs: z.output<I>): Readonly<Record<string, unknown>> => inputs);
  const live = (wire: z.output<W>): Live => ({
    id: wire.id,
    values: entity.fromWire?.(wire) ?? fieldsOf(wire, [...Object.keys(entity.inputs.shape), ...Object.keys(entity.outputs.shape)]),
    mark: markFrom(wire),
    createdAt: wire.createdTime,
  });

  async function get(api: WebexApi, id: string): Promise<z.output<W> | undefined> {
    try {
      return parse((await api.config({ method: "GET", path: item(id) })).body);
    } catch (error) {
      if (isFailure(error, "not-found")) return undefined;
      throw error;
    }
  }

  /** Sends a body, once more without the fields that this tenant's feature flags forbid although its GET shows them. */
  async function write(api: WebexApi, method: "POST" | "PUT", path: string, body: Readonly<Record<string, unknown>>): Promise<Live> {
    for (let json: unknown = body; ; ) {
      try {
        const answer = await api.config({ method, path, json });
        api.forget(`list ${listPath}`);
        const wire = parse(answer.body);
        const again = entity.readAfterWrite === true ? await get(api, wire.id) : undefined;
        return live(again ?? wire);
      } catch (error) {
        const field = error instanceof HttpError && error.status === 400 ? FLAGGED.exec(error.detail)?.[1] : undefined;
        if (field === undefined || !hasField(json, field)) throw error;
        json = withoutField(json, field);
      }
    }
  }

  return {
    get,
    live,
    create: (api, inputs) => write(api, "POST", entity.path, defined(toWire(entity.inputs.parse(inputs)))),

    async read(api, id, state) {
      const mark = markOf(state);
      if (mark !== undefined && (await marks(api, listPath)).get(id) === mark) return "unchanged";
      const wire = await get(api, id);
      return wire === undefined ? undefined : live(wire);
    },

    async update(api, id, inputs, state) {
      const wire = await get(api, id);
      if (wire === undefined) throw new Error(`${item(id)} was deleted outside of Pulumi: \`pulumi up --refresh\` makes it anew.`);
      if (wire.systemDefault === true) throw new Error(`${item(id)} is a system object, which Webex lets nobody change.`);
      const wanted = toWire(entity.inputs.parse(inputs), wire);
      const kept = Object.entries(wire).filter(([key]) => !COMPUTED.includes(key) && !(entity.computed ?? []).includes(key));
      const dropped = droppedFields(entity.inputs, toWire, inputs, state);
      const body = { ...Object.fromEntries(kept.filter(([key]) => !dropped.includes(key))), ...defined(wanted) };
      return write(api, "PUT", item(id), body);
    },

    async remove(api, id) {
      try {
        await api.config({ method: "DELETE", path: item(id) });
      } catch (error) {
        if (isFailure(error, "not-found")) return;
        if (isFailure(error, "referenced")) throw await referencedError(api, entity.path, id, error);
        throw error;
      } finally {
        api.forget(`list ${listPath}`);
      }
    },

    async find(api, inputs) {
      const key = entity.key?.(entity.inputs.parse(inputs)) ?? { name: String(inputs.name) };
      const rows = await api.list(listPath, baseWire, { filter: rsqlEquals(key) });
      const same = rows.filter((row) => Object.entries(key).every(([field, value]) => row[field] === value));
      // Lists omit fields, so nothing is compared before the item itself was read.
      const items = await Promise.all(same.map(({ id }) => get(api, id)));
      return items.filter((wire) => wire !== undefined).map(live);
    },
  };
}

function markFrom({ version, lastUpdatedTime }: z.output<typeof baseWire>): string | undefined {
  return version === undefined || lastUpdatedTime === undefined ? undefined : `${version}.${lastUpdatedTime}`;
}

/** Marks of every object of a kind: one list serves all reads of a run. */
function marks(api: WebexApi, listPath: string): Promise<ReadonlyMap<string, string | undefined>> {
  return api.once(`list ${listPath}`, async () => {
    const rows = await api.list(listPath, baseWire);
    return new Map(rows.map((row) => [row.id, markFrom(row)]));
  });
}

/** Fields of the API that only a removed input had set: a PUT must leave them out, while fields nobody manages stay as they are. */
function droppedFields<I extends z.ZodObject>(
  schema: I,
  toWire: (inputs: z.output<I>) => Readonly<Record<string, unknown>>,
  inputs: Values,
  state: Values,
): readonly string[] {
  const before = schema.safeParse(Object.fromEntries(managedKeys(state).map((key) => [key, state[key]])));
  if (!before.success) return [];
  const after = defined(toWire(schema.parse(inputs)));
  return Object.keys(defined(toWire(before.data))).filter((field) => !(field in after));
}

/** The fields of an answer that have these names. */
export function fieldsOf(wire: Values, names: readonly string[]): Values {
  return Object.fromEntries(names.flatMap((name) => (wire[name] === undefined ? [] : [[name, wire[name]] as const])));
}

async function referencedError(api: WebexApi, path: string, id: string, cause: HttpError): Promise<Error> {
  const found = await referrers(api, path, id);
  const named = found.map(({ type, name, id: referrer }) => `${type} ${name} (${referrer})`).join(", ");
  const who = named === "" ? "" : ` It is still referred to by ${named}.`;
  return new Error(`${cause.message}${who} Remove or re-point what refers to it first; nothing was deleted.`);
}

function defined(body: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
}

function hasField(value: unknown, field: string): boolean {
  if (Array.isArray(value)) return value.some((item) => hasField(item, field));
  return isRecord(value) && (field in value || Object.values(value).some((inner) => hasField(inner, field)));
}

function withoutField(value: unknown, field: string): unknown {
  if (Array.isArray(value)) return value.map((item) => withoutField(item, field));
  if (!isRecord(value)) return value;
  const kept = Object.entries(value).filter(([key]) => key !== field);
  return Object.fromEntries(kept.map(([key, inner]) => [key, withoutField(inner, field)]));
}
