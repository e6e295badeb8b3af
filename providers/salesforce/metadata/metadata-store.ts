import { z } from "zod";
import type { NoOutputs, Store } from "../../core/resource/descriptor";
import type { Audit, Costs } from "../../core/resource/facets";
import { managedKeys } from "../../core/engine/state";
import type { RemoteObject, Problem, Values, Checked } from "../../core/resource/types";
import { hasUnknown } from "../../core/resource/unknown";
import { isFailure } from "../../http/http-errors";
import type { SalesforceApi } from "../rest/api";
import { CUSTOMIZE, metadataCalls, NOT_EXPORTED } from "../rest/operations";
import { stateValues } from "../rest/managed-values";
import { isoDate } from "../rest/records";
import type { Component } from "./metadata-client";
import { bodyProblems, elementsOf } from "./metadata-type";

type Body = Readonly<Record<string, unknown>>;

/** Description of a kind that is one metadata component. */
export interface MetadataKind<I extends z.ZodObject, O extends z.ZodObject> {
  /** `RemoteSiteSetting` */
  readonly type: string;
  readonly inputs: I;
  /** What the service adds. Default: nothing. */
  readonly outputs?: O;
  /** The component's elements; `live` and `state` are given for an update. Default: the inputs, where their names are those of the API. */
  toMetadata?(inputs: z.output<I>, live?: Component, state?: Values): Body;
  /** Inputs and outputs from the component; `state` holds what the program manages. Default: the elements of the same names. */
  fromMetadata?(
    component: Component,
    state: Values,
  ): Partial<Record<(keyof I["shape"] | keyof O["shape"]) & string, unknown>>;
  /** Elements that an update leaves out, as the service refuses or ignores them. Default: none. */
  readonly neverUpdated?: readonly string[];
  /** Reads what Salesforce adds to a new component. Default: no request. */
  learn?(api: SalesforceApi, fullName: string): Promise<Values>;
  /** Inputs that Salesforce never returns. Default: none. */
  readonly unsaid?: readonly (keyof I["shape"] & string)[];
  /** Advice where it cannot be deleted by API. Default: the service's message. */
  readonly undeletable?: string;
}

const touch = z.looseObject({
  lastModifiedByName: z.string().optional().catch(undefined),
  lastModifiedDate: z.string().optional().catch(undefined),
});

/** Who changed a component of this type last; each type is listed once. */
export const metadataAudit = (type: string): Audit<SalesforceApi> => ({
  async lastTouch(api, id) {
    const rows = await api.once(`list ${type}`, () => api.metadata.list(type));
    const { lastModifiedByName, lastModifiedDate } = touch.parse(rows.find(({ fullName }) => fullName === id));
    return { by: lastModifiedByName, at: isoDate(lastModifiedDate) };
  },
});

/** The store of a kind that uses synchronous metadata calls; its id is its full name. */
export class MetadataStore<I extends z.ZodObject, O extends z.ZodObject = NoOutputs> implements Store<
  SalesforceApi,
  z.output<I>
> {
  /** An update may reset elements that are left out, so it reads the component first. */
  readonly cost: Costs = { create: 1, update: 2, delete: 1 };
  readonly audit: Audit<SalesforceApi>;

  constructor(private readonly kind: MetadataKind<I, O>) {
    this.audit = metadataAudit(kind.type);
  }

  get calls(): readonly string[] {
    return metadataCalls(this.kind.type);
  }

  get type(): string {
    return this.kind.type;
  }

  /** The component of these inputs, for a bundle. Pure. */
  component(inputs: z.output<I>): { readonly fullName: string; readonly body: Body } {
    const { fullName, ...body } = { ...this.toMetadata(inputs), fullName: String(inputs.fullName) };
    return { fullName, body };
  }

  async create(api: SalesforceApi, inputs: z.output<I>): Promise<RemoteObject> {
    const { fullName, body } = this.component(inputs);
    await api.alone(() => api.metadata.create(this.kind.type, { ...body, fullName }));
    return { id: fullName, values: (await this.kind.learn?.(api, fullName)) ?? {} };
  }

  async read(api: SalesforceApi, id: string, state: Values): Promise<RemoteObject | undefined> {
    const component = await api.metadata.read(this.kind.type, id);
    return component === undefined ? undefined : this.live(component, state);
  }

  async update(api: SalesforceApi, id: string, inputs: z.output<I>, state: Values): Promise<RemoteObject> {
    const { type, neverUpdated = [] } = this.kind;
    const live = await api.metadata.read(type, id);
    if (live === undefined)
      throw new Error(`The ${type} ${id} was deleted outside of Pulumi: \`pulumi up --refresh\` makes it anew.`);
    // An update may reset elements that are left out, so unmanaged ones are sent back unchanged.
    const elements = new Set(elementsOf(type)?.map(({ name }) => name) ?? Object.keys(live));
    const dropped = new Set([...neverUpdated, ...this.droppedElements(inputs, state)]);
    const kept = Object.entries(live).filter(([name]) => elements.has(name) && !dropped.has(name));
    const asked = Object.entries(this.toMetadata(inputs, live, state)).filter(([name]) => !neverUpdated.includes(name));
    const component = { ...Object.fromEntries([...kept, ...asked]), fullName: id };
    await this.write(api, component);
    return { id, values: {} };
  }

  protected write(api: SalesforceApi, component: Component): Promise<void> {
    return api.alone(() => api.metadata.update(this.kind.type, component));
  }

  async remove(api: SalesforceApi, id: string): Promise<void> {
    const { type, undeletable } = this.kind;
    try {
      await api.alone(() => api.metadata.delete(type, id));
    } catch (error) {
      if (isFailure(error, "not-found")) return;
      if (undeletable === undefined || !isFailure(error, "bad-request", "forbidden")) throw error;
      throw new Error(`${error.message} ${undeletable}`, { cause: error });
    }
  }

  async find(api: SalesforceApi, inputs: z.output<I>): Promise<readonly RemoteObject[]> {
    const fullName = String(inputs.fullName);
    const component = await api.metadata.read(this.kind.type, fullName);
    if (component === undefined) return [];
    const row = (await api.metadata.list(this.kind.type)).find((found) => found.fullName === fullName);
    const createdAt = row?.createdDate === undefined ? undefined : Date.parse(row.createdDate);
    return [{ ...this.live(component, inputs), ...(createdAt === undefined ? {} : { createdAt }) }];
  }

  /** For `checkWithTenant`: refuses elements that the API version in use does not know. */
  readonly checkVersion = (api: SalesforceApi, inputs: Values): Promise<Checked> => {
    // Unknown values are checked when they are written.
    const problems = hasUnknown(inputs) ? [] : this.versionProblems(api, this.kind.inputs.parse(inputs));
    return Promise.resolve({ inputs, problems: problems.map((problem) => this.atInput(problem)) });
  };

  private versionProblems(api: SalesforceApi, inputs: z.output<I>): readonly Problem[] {
    return bodyProblems(this.kind.type, this.toMetadata(inputs), api.apiVersion);
  }

  private live(component: Component, state: Values): RemoteObject {
    const said = this.kind.fromMetadata?.(component, state) ?? component;
    return { id: component.fullName, values: stateValues(this.kind, said, state) };
  }

  private toMetadata(inputs: z.output<I>, live?: Component, state?: Values): Body {
    return this.kind.toMetadata?.(inputs, live, state) ?? inputs;
  }

  /** Elements of inputs that the program removed. */
  private droppedElements(inputs: z.output<I>, state: Values): readonly string[] {
    const managed = Object.fromEntries(managedKeys(state).map((key) => [key, state[key]]));
    const before = this.kind.inputs.safeParse(managed);
    if (!before.success) return [];
    const after = this.toMetadata(inputs);
    return Object.keys(this.toMetadata(before.data)).filter((name) => after[name] === undefined);
  }

  /** A problem at the input of the element's name; at the whole resource where there is no such input. */
  private atInput({ property, reason }: Problem): Problem {
    const isInput = (property.split(".")[0] ?? "") in this.kind.inputs.shape;
    return isInput || property === "" ? { property, reason } : { property: "", reason: `${property}: ${reason}` };
  }
}

/** What the descriptors of all kinds of one metadata component have in common; a kind may say otherwise after it. */
export const metadataFacets = <I extends z.ZodObject, O extends z.ZodObject>(store: MetadataStore<I, O>) =>
  ({
    store,
    naturalKey: ["fullName"],
    replaceOnChanges: ["fullName"],
    checkWithTenant: store.checkVersion,
    permission: CUSTOMIZE,
    lookUp: { none: "others refer to it by its full name" },
    export: NOT_EXPORTED,
    picture: { family: "salesforce" },
  }) as const;
