import type { z } from "zod";
import { type NoOutputs, type Store, Unfinished } from "../../core/resource/descriptor";
import type { Costs, Listed, Referrer } from "../../core/resource/facets";
import { gone } from "../../core/engine/messages";
import { managedKeys, revisionOf } from "../../core/engine/state";
import type { RemoteObject, Values } from "../../core/resource/types";
import { asError, isFailure, unlessMissing } from "../../http/http-errors";
import { provenDeleted, understood } from "../../http/failures";
import type { HttpAnswer } from "../../http/request";
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
import { EntityPaths } from "./entity-paths";
import { withMistakenIds } from "./mistaken-ids";
import { referencedError, referrers, systemError } from "../client/incoming-references";
import { type baseWire, type Body, type Entity, COMPUTED, fieldsOf, unsetDefaults, defined, tidied } from "./entity";

/** The store of a kind that is one entity of the configuration service. A single class, as other stores replace some of its steps. */
export class EntityStore<I extends z.ZodObject, O extends z.ZodObject, W extends typeof baseWire> implements Store<
  WebexApi,
  z.output<I>
> {
  protected readonly paths: EntityPaths;
  /** Values of fields that an answer leaves out: the service omits unset fields, and unset is false or 0. */
  private readonly unset: Values;

  readonly audit = auditByRevision;

  constructor(private readonly entity: Entity<I, O, W>) {
    this.paths = new EntityPaths(entity);
    this.unset = unsetDefaults(entity.inputs);
  }

  get calls(): readonly string[] {
    return this.paths.calls(this.entity.writeVersion);
  }

  /** A PUT replaces the whole object, so an update reads it first. */
  get cost(): Costs {
    const outdates = this.entity.within === undefined ? { outdates: this.paths.list(undefined) } : {};
    return { create: 1, update: 2, delete: 1, ...outdates };
  }

  /** Paths of the list, of one object and of its referrers, for checks that only read. */
  probe(owner?: string): { readonly list: string; item: (id: string) => string; references?: (id: string) => string } {
    const item = (id: string): string => this.item(this.paths.join(owner, id));
    const list = this.paths.list(owner);
    return this.entity.within === undefined
      ? { list, item, references: (id) => this.paths.references(id) }
      : { list, item };
  }

  /** The input that holds the owner's id, and the owner's path; undefined for kinds without an owner. */
  get within(): { readonly path: string; readonly input: string } | undefined {
    return this.entity.within;
  }

  async create(api: WebexApi, inputs: z.output<I>): Promise<RemoteObject> {
    const own = this.toWire(inputs);
    const body = (await this.entity.complete?.(api, own)) ?? own;
    const later = (this.entity.setAfterCreate ?? []).filter((field) => field in body);
    const owner = this.paths.owner(inputs);
    try {
      return this.live(await this.write(api, "POST", this.paths.collection(owner), body, owner), owner);
    } catch (error) {
      if (later.length === 0 || !isFailure(error, "server")) throw await this.explained(api, inputs, error);
      // The failed request may have made the object; the engine then decides whether it is ours.
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

  /** Whether the object's row in the list proves that it equals the state. Absence from a list proves nothing. */
  async isUnchanged(api: WebexApi, id: string, state: Values): Promise<boolean> {
    const mark = revisionOf(state);
    if (mark === undefined) return false;
    const { owner, own } = this.paths.split(id);
    const row = (await listing(api, this.paths.list(owner))).get(own);
    return row !== undefined && revisionFrom(row) === mark;
  }

  async update(api: WebexApi, id: string, inputs: z.output<I>, state: Values): Promise<RemoteObject> {
    const change = async (live: z.output<W>): Promise<Body> => {
      const own = this.toWire(inputs, live);
      return (await this.entity.complete?.(api, own)) ?? own;
    };
    const writing = this.readModifyWrite(api, id, change, this.droppedFields(inputs, state));
    const wire = await writing.catch(async (error: unknown) => {
      throw await this.explained(api, inputs, error);
    });
    if (wire === undefined) throw new Error(gone(this.item(id)));
    return this.live(wire, this.paths.split(id).owner);
  }

  /**
   * Writes the whole object, as a PUT replaces it: these fields changed, `dropped` left out, all others as they are. Writes nothing where
   * `change` returns nothing.
   * @returns undefined where the object is gone.
   * @throws Error where it is a system object.
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
    // Lists of entries have no filter by name.
    const rows = this.isEntry
      ? (await this.rows(api, owner)).filter((row) => own.every((name) => row[name] === inputs[name]))
      : await rowsWith(api, list, key);
    const items = await Promise.all(rows.map(({ id }) => this.get(api, this.paths.join(owner, id))));
    return items.filter((wire) => wire !== undefined).map((wire) => this.live(wire, owner));
  }

  /** The list of the kind's objects, or of those of one owner. */
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

  /** Everything that refers to an object, as far as the service lists it. Nothing refers to entries. */
  async referrers(api: WebexApi, id: string): Promise<readonly Referrer[]> {
    return this.entity.within === undefined ? referrers(api, this.paths.references(id)) : [];
  }

  /** Whether the list shows that Webex made the object. */
  async isSystem(api: WebexApi, id: string): Promise<boolean> {
    const { owner, own } = this.paths.split(id);
    const row = (await listing(api, this.paths.list(owner))).get(own);
    return row !== undefined && isSystemRow(row);
  }

  async get(api: WebexApi, id: string): Promise<z.output<W> | undefined> {
    const query = this.entity.itemQuery ?? {};
    const answer = await unlessMissing(api.config({ method: "GET", path: this.item(id), query }));
    return answer && understood(answer, (body) => this.parse(body));
  }

  /** Parses an answer's body. @throws ZodError for another shape. */
  parse(body: unknown): z.output<W> {
    return this.entity.wire.parse(body);
  }

  /** An answer under our names; `owner` is the id of the object that an entry lies in. */
  live(wire: z.output<W>, owner?: string): RemoteObject {
    const { entity } = this;
    const names = [...Object.keys(entity.inputs.shape), ...Object.keys(entity.outputs?.shape ?? {})];
    const said = tidied(entity.inputs, { ...fieldsOf(wire, names), ...entity.fromWire?.(wire) });
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

  /** What a write that is not a replacement answers. */
  protected async sent(api: WebexApi, sending: Promise<HttpAnswer>): Promise<RemoteObject> {
    const answer = await sending.finally(() => forgetListing(api, this.paths.list(undefined)));
    return this.live(understood(answer, (body) => this.parse(body)));
  }

  /** The body for these inputs; `live` is the present object. Pure. */
  toWire(inputs: z.output<I>, live?: z.output<W>): Body {
    const body = defined(this.entity.toWire?.(inputs, live) ?? inputs);
    const named = this.entity.within?.input;
    return Object.fromEntries(Object.entries(body).filter(([field]) => field !== named));
  }

  /** Whether objects of the kind lie inside another object, so that their id alone does not find them. */
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
    // If this read fails too, the error is the original refusal.
    const wire = await this.get(api, id).catch(() => undefined);
    return wire !== undefined && this.isSystemsOwn(wire);
  }

  /**
   * Sends a body under the version prefix of newer tenants; where the tenant lacks it, at the usual path for the rest of the run. Sends
   * again without a field that the tenant's feature flags forbid although its GET returns it.
   */
  private async write(
    api: WebexApi,
    method: "POST" | "PUT",
    path: string,
    given: unknown,
    owner: string | undefined,
  ): Promise<z.output<W>> {
    const { writeVersion, wire: schema, readAfterWrite = false, envelope } = this.entity;
    const unknown = `no ${writeVersion}/${this.entity.path}`;
    let [prefix, json] = [writeVersion === undefined || api.knows(unknown) ? "" : `${writeVersion}/`, given];
    for (;;) {
      try {
        const body = envelope === undefined ? json : { [envelope]: json };
        const answer = await api.config({ method, path: `${prefix}${path}`, json: body });
        if (prefix === "" && writeVersion !== undefined) api.learn(unknown);
        const wire = understood(answer, (said) => schema.parse(said));
        const again = readAfterWrite ? await this.get(api, this.paths.join(owner, wire.id)) : undefined;
        return again ?? wire;
      } catch (error) {
        // For a replacement, 404 may also mean that the object is gone: then the usual path answers 404 too.
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

  /** Fields of inputs that the program removed: a PUT must leave them out, while fields that nobody manages are kept. */
  private droppedFields(inputs: z.output<I>, state: Values): readonly string[] {
    const removed = managedKeys(state).filter((key) => !(key in inputs));
    if (removed.length === 0) return [];
    const before = this.entity.inputs.safeParse({ ...fieldsOf(state, removed), ...inputs });
    if (!before.success) return [];
    const after = this.toWire(inputs);
    return Object.keys(this.toWire(before.data)).filter((field) => !(field in after));
  }
}

export const webexEntity = <I extends z.ZodObject, W extends typeof baseWire, O extends z.ZodObject = NoOutputs>(
  entity: Entity<I, O, W>,
): EntityStore<I, O, W> => new EntityStore(entity);
