import { z } from "zod";
import { type Store, Unfinished } from "../../core/resource/descriptor";
import type { Costs, Listed, Referrer } from "../../core/resource/facets";
import { gone } from "../../core/engine/messages";
import { managedKeys, revisionOf } from "../../core/engine/state";
import type { RemoteObject, Values } from "../../core/resource/types";
import { asError, isFailure } from "../../http/http-errors";
import { provenDeleted, understood } from "../../http/failures";
import type { WebexApi } from "../client/api";
import { withoutFlaggedField } from "../client/feature-flags";
import {
  auditByRevision,
  forgetListing,
  isSystemRow,
  listedRows,
  listing,
  revisionFrom,
  type Row,
  rowsWith,
} from "../client/listing";
import { type Paths, EntityPaths } from "./entity-paths";
import { withMistakenIds } from "./mistaken-ids";
import { referencedError, referrers, systemError } from "../client/incoming-references";

/** What every object of `/organization/{orgId}/{entity}` carries. */
export const baseWire = z.looseObject({
  id: z.string(),
  version: z.number().optional(),
  createdTime: z.number().optional(),
  lastUpdatedTime: z.number().optional(),
  systemDefault: z.boolean().optional(),
});

type Body = Readonly<Record<string, unknown>>;

/** How a kind is kept by the configuration service. */
export interface Entity<I extends z.ZodObject, O extends z.ZodObject, W extends typeof baseWire> extends Paths {
  readonly inputs: I;
  readonly outputs: O;
  readonly wire: W;
  /**
   * The body to send. `live` is the object as it is, for nested objects that must keep their ids.
   * Default: the inputs, whose names are then the API's own.
   */
  toWire?(inputs: z.output<I>, live?: z.output<W>): Body;
  /** Inputs and outputs as the API says them. Default: the fields of the same names. */
  fromWire?(wire: z.output<W>): Partial<Record<(keyof I["shape"] | keyof O["shape"]) & string, unknown>>;
  /** Fields of other objects that the body must repeat. Default: none. */
  complete?(api: WebexApi, body: Body): Promise<Body>;
  /** Fields the service computes and refuses or ignores in a PUT, besides the common ones. Default: none. */
  readonly computed?: readonly string[];
  /** Fields that some tenants take only in a PUT and answer 500 to in a POST. Default: none. */
  readonly setAfterCreate?: readonly string[];
  /** Inputs that the service takes but never says again. Default: none. */
  readonly writeOnly?: readonly string[];
  /** What is asked of an item besides. Default: nothing. */
  readonly itemQuery?: Readonly<Record<string, boolean>>;
  /**
   * Version prefix under which newer tenants take creates and replacements; where it is not known, they go to the usual path, for the
   * rest of the run. Default: none.
   */
  readonly writeVersion?: "v2";
  /** Whether an echo is known to lie, so that the object is read again after a write. Default: false. */
  readonly readAfterWrite?: boolean;
  /** Whether Webex made this object and lets nobody change it. Default: by `systemDefault`. */
  isSystem?(wire: z.output<W>): boolean;
}

/** Left out of every PUT: computed, or allowed in bulk requests only. */
export const COMPUTED: readonly string[] = [
  "links",
  "_links",
  "createdTime",
  "lastUpdatedTime",
  "organizationId",
  "systemDefault",
];

/** The store of a kind that is one entity of the configuration service. */
export class EntityStore<I extends z.ZodObject, O extends z.ZodObject, W extends typeof baseWire> implements Store<
  WebexApi,
  z.output<I>
> {
  protected readonly paths: EntityPaths;
  /** What an answer that says nothing of these means: the service leaves unset fields out, and unset is false or 0. */
  private readonly unset: Values;

  readonly audit = auditByRevision;

  constructor(private readonly entity: Entity<I, O, W>) {
    this.paths = new EntityPaths(entity);
    this.unset = unsetDefaults(entity.inputs);
  }

  get calls(): readonly string[] {
    return this.paths.calls(this.entity.writeVersion);
  }

  /** A PUT replaces the whole, so the object is read first. */
  get cost(): Costs {
    const outdates = this.entity.within === undefined ? { outdates: this.paths.list(undefined) } : {};
    return { create: 1, update: 2, delete: 1, ...outdates };
  }

  /** Where the kind's objects are, for checks that ask without meaning to manage: the list, one object and what refers to it. */
  probe(owner?: string): { readonly list: string; item: (id: string) => string; references?: (id: string) => string } {
    const item = (id: string): string => this.item(this.paths.join(owner, id));
    const list = this.paths.list(owner);
    return this.entity.within === undefined
      ? { list, item, references: (id) => this.paths.references(id) }
      : { list, item };
  }

  /** The input that holds the owner's id, and the owner's path; undefined for kinds that lie in nothing. */
  get within(): { readonly path: string; readonly input: string } | undefined {
    return this.entity.within;
  }

  async create(api: WebexApi, inputs: z.output<I>): Promise<RemoteObject> {
    const body = await this.bodyOf(api, inputs);
    const later = (this.entity.setAfterCreate ?? []).filter((field) => field in body);
    const owner = this.paths.owner(inputs);
    try {
      return this.live(await this.write(api, "POST", this.paths.collection(owner), body, owner), owner);
    } catch (error) {
      if (later.length === 0 || !isFailure(error, "server")) throw await this.explained(api, inputs, error);
      // The failed request may have left the object behind; then the engine decides whether it is ours.
      if ((await this.find(api, inputs, ["name"])).length > 0) throw error;
      return this.createThenBind(api, inputs, body, later);
    }
  }

  async read(api: WebexApi, id: string, state: Values): Promise<RemoteObject | "unchanged" | undefined> {
    if (await this.isUnchanged(api, id, state)) return "unchanged";
    const wire = await this.get(api, id);
    if (wire === undefined) return undefined;
    const live = this.live(wire, this.paths.split(id).owner);
    return { ...live, values: { ...fieldsOf(state, this.entity.writeOnly ?? []), ...live.values } };
  }

  /** Whether the list's row of the object proves that it is as state has it. Absence from a list proves nothing. */
  async isUnchanged(api: WebexApi, id: string, state: Values): Promise<boolean> {
    const mark = revisionOf(state);
    if (mark === undefined) return false;
    const { owner, own } = this.paths.split(id);
    const row = (await listing(api, this.paths.list(owner))).get(own);
    return row !== undefined && revisionFrom(row) === mark;
  }

  async update(api: WebexApi, id: string, inputs: z.output<I>, state: Values): Promise<RemoteObject> {
    const change = (live: z.output<W>): Promise<Body> => this.bodyOf(api, inputs, live);
    const writing = this.readModifyWrite(api, id, change, this.droppedFields(inputs, state));
    const wire = await writing.catch(async (error: unknown) => {
      throw await this.explained(api, inputs, error);
    });
    if (wire === undefined) throw new Error(gone(this.item(id)));
    return this.live(wire, this.paths.split(id).owner);
  }

  /**
   * Writes the object with these fields changed and all others as they are, but for `dropped`, since a PUT replaces the whole.
   * Writes nothing where `change` gives nothing.
   * @returns undefined where the object is gone.
   * @throws Error where it is the system's own.
   */
  async readModifyWrite(
    api: WebexApi,
    id: string,
    change: (live: z.output<W>) => Promise<Body | undefined>,
    dropped: readonly string[] = [],
  ): Promise<z.output<W> | undefined> {
    const wire = await this.get(api, id);
    if (wire === undefined) return undefined;
    const changed = await change(wire);
    if (changed === undefined) return wire;
    if (this.isSystemsOwn(wire)) throw systemError(this.item(id));
    const left = new Set([...COMPUTED, ...(this.entity.computed ?? []), ...dropped]);
    const kept = Object.fromEntries(Object.entries(wire).filter(([field]) => !left.has(field)));
    return this.write(api, "PUT", this.item(id), { ...kept, ...changed }, this.paths.split(id).owner);
  }

  async remove(api: WebexApi, id: string): Promise<void> {
    try {
      const answer = await api.config({ method: "DELETE", path: this.item(id) });
      await provenDeleted(answer, async () => (await this.get(api, id)) !== undefined);
    } catch (error) {
      if (isFailure(error, "not-found")) return;
      if (isFailure(error, "referenced")) throw await referencedError(api, this.paths.references(id), error);
      throw isFailure(error, "forbidden") && (await this.isSystemNow(api, id)) ? systemError(this.item(id)) : error;
    } finally {
      forgetListing(api, this.paths.list(this.paths.split(id).owner));
    }
  }

  async find(api: WebexApi, inputs: z.output<I>, naturalKey: readonly string[]): Promise<readonly RemoteObject[]> {
    const own = naturalKey.filter((name) => name !== this.entity.within?.input);
    const key = Object.fromEntries(own.map((name) => [name, String(inputs[name])]));
    const owner = this.paths.owner(inputs);
    const list = this.paths.list(owner);
    forgetListing(api, list);
    // The lists of entries take no filter on a name.
    const rows = this.isEntry
      ? (await this.rows(api, owner)).filter((row) => own.every((name) => row[name] === inputs[name]))
      : await rowsWith(api, list, key);
    const items = await Promise.all(rows.map(({ id }) => this.get(api, this.paths.join(owner, id))));
    return items.filter((wire) => wire !== undefined).map((wire) => this.live(wire, owner));
  }

  /** The list of the kind's objects, or of those in one owner. */
  async rows(api: WebexApi, owner?: string): Promise<readonly Row[]> {
    return [...(await listing(api, this.paths.list(owner))).values()];
  }

  async list(api: WebexApi, within: Values = {}): Promise<readonly Listed[]> {
    const { owners } = this.paths;
    if (owners === undefined) return listedRows(await this.rows(api));
    const owner = within[this.entity.within?.input ?? ""];
    const inside = typeof owner === "string" ? [{ id: owner, name: "" }] : (await listing(api, owners)).values();
    const below = [...inside].map(async (owner) => {
      const entries = listedRows(await this.rows(api, owner.id));
      return entries.map((entry) => ({
        ...entry,
        id: this.paths.join(owner.id, entry.id),
        values: { ...entry.values, ...this.paths.ownerInput(owner.id) },
        owner: owner.name ?? "",
      }));
    });
    return (await Promise.all(below)).flat();
  }

  /** Everything that refers to an object, as far as the service says. Entries are referred to by nothing. */
  async referrers(api: WebexApi, id: string): Promise<readonly Referrer[]> {
    return this.entity.within === undefined ? referrers(api, this.paths.references(id)) : [];
  }

  /** Whether the list says of an object that Webex made it. */
  async isSystem(api: WebexApi, id: string): Promise<boolean> {
    const { owner, own } = this.paths.split(id);
    const row = (await listing(api, this.paths.list(owner))).get(own);
    return row !== undefined && isSystemRow(row);
  }

  async get(api: WebexApi, id: string): Promise<z.output<W> | undefined> {
    try {
      const answer = await api.config({ method: "GET", path: this.item(id), query: this.entity.itemQuery ?? {} });
      return understood(answer, (body) => this.parse(body));
    } catch (error) {
      if (isFailure(error, "not-found")) return undefined;
      throw error;
    }
  }

  /** An answer's body. @throws ZodError for one of another shape. */
  parse(body: unknown): z.output<W> {
    return this.entity.wire.parse(body);
  }

  /** An answer in our names; `owner` is the id of the object that an entry lies in. */
  live(wire: z.output<W>, owner?: string): RemoteObject {
    const { entity } = this;
    const names = [...Object.keys(entity.inputs.shape), ...Object.keys(entity.outputs.shape)];
    const said = defined(entity.fromWire?.(wire) ?? fieldsOf(wire, names));
    return {
      id: this.paths.join(owner, wire.id),
      values: { ...this.unset, ...this.paths.ownerInput(owner), ...said },
      revision: revisionFrom(wire),
      createdAt: wire.createdTime,
    };
  }

  item(id: string): string {
    return this.paths.item(id);
  }

  /** The body that these inputs make; `live` is the object as it is. Pure. */
  toWire(inputs: z.output<I>, live?: z.output<W>): Body {
    const body = defined(this.entity.toWire?.(inputs, live) ?? inputs);
    const named = this.entity.within?.input;
    return Object.fromEntries(Object.entries(body).filter(([field]) => field !== named));
  }

  /** Whether its objects lie inside another object, so that their id alone does not find them. */
  get isEntry(): boolean {
    return this.entity.within !== undefined;
  }

  private explained(api: WebexApi, inputs: Values, error: unknown): Promise<unknown> {
    return withMistakenIds(api, this.entity.inputs, inputs, error);
  }

  private isSystemsOwn(wire: z.output<W>): boolean {
    return this.entity.isSystem?.(wire) ?? wire.systemDefault === true;
  }

  private async isSystemNow(api: WebexApi, id: string): Promise<boolean> {
    // Where even the question fails, the refusal itself is the better answer.
    const wire = await this.get(api, id).catch(() => undefined);
    return wire !== undefined && this.isSystemsOwn(wire);
  }

  private async bodyOf(api: WebexApi, inputs: z.output<I>, live?: z.output<W>): Promise<Body> {
    const body = this.toWire(inputs, live);
    return (await this.entity.complete?.(api, body)) ?? body;
  }

  /**
   * Sends a body: by the version of newer tenants, and on the usual path for the rest of the run where that is not known. Again without a
   * field that this tenant's feature flags forbid although its GET shows it.
   */
  private async write(
    api: WebexApi,
    method: "POST" | "PUT",
    path: string,
    given: unknown,
    owner: string | undefined,
  ): Promise<z.output<W>> {
    const { writeVersion, wire: schema, readAfterWrite = false } = this.entity;
    const unknown = `no ${writeVersion}/${this.entity.path}`;
    let [prefix, json] = [writeVersion === undefined || api.knows(unknown) ? "" : `${writeVersion}/`, given];
    for (;;) {
      try {
        const answer = await api.config({ method, path: `${prefix}${path}`, json });
        if (prefix === "" && writeVersion !== undefined) api.learn(unknown);
        const wire = understood(answer, (said) => schema.parse(said));
        const again = readAfterWrite ? await this.get(api, this.paths.join(owner, wire.id)) : undefined;
        return again ?? wire;
      } catch (error) {
        // Of a replacement, 404 may mean the object as well: then the usual path says so again.
        if (prefix !== "" && isFailure(error, "not-found", "no-such-route")) prefix = "";
        else if ((json = withoutFlaggedField(json, error)) === undefined) throw error;
      } finally {
        forgetListing(api, this.paths.list(owner));
      }
    }
  }

  private async createThenBind(
    api: WebexApi,
    inputs: z.output<I>,
    body: Body,
    later: readonly string[],
  ): Promise<RemoteObject> {
    const first = Object.fromEntries(Object.entries(body).filter(([field]) => !later.includes(field)));
    const owner = this.paths.owner(inputs);
    const live = this.live(await this.write(api, "POST", this.paths.collection(owner), first, owner), owner);
    try {
      return await this.update(api, live.id, inputs, {});
    } catch (error) {
      throw new Unfinished(
        live,
        `${this.item(live.id)} was created, but ${later.join(", ")} could not be set: ${asError(error).message}`,
      );
    }
  }

  /** Fields that only a removed input had set: a PUT must leave them out, while fields nobody manages stay as they are. */
  private droppedFields(inputs: z.output<I>, state: Values): readonly string[] {
    const removed = managedKeys(state).filter((key) => !(key in inputs));
    if (removed.length === 0) return [];
    const before = this.entity.inputs.safeParse({ ...fieldsOf(state, removed), ...inputs });
    if (!before.success) return [];
    const after = this.toWire(inputs);
    return Object.keys(this.toWire(before.data)).filter((field) => !(field in after));
  }
}

export function webexEntity<I extends z.ZodObject, O extends z.ZodObject, W extends typeof baseWire>(
  entity: Entity<I, O, W>,
): EntityStore<I, O, W> {
  return new EntityStore(entity);
}

/** The fields of an answer that have these names. */
export function fieldsOf(wire: Values, names: readonly string[]): Values {
  return Object.fromEntries(names.flatMap((name) => (wire[name] === undefined ? [] : [[name, wire[name]] as const])));
}

function unsetDefaults({ shape }: z.ZodObject): Values {
  const defaults = Object.entries(shape).flatMap(([key, schema]) =>
    schema instanceof z.ZodDefault ? [[key, schema.def.defaultValue] as const] : [],
  );
  return Object.fromEntries(defaults.filter(([, value]) => value === false || value === 0));
}

function defined(body: Body): Record<string, unknown> {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
}
