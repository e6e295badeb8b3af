import type { z } from "zod";
import type { Store } from "../../core/resource/descriptor";
import type { Audit } from "../../core/resource/facets";
import { isRecord, type RemoteObject, type Values, type Checked } from "../../core/resource/types";
import { isUnknown } from "../../core/resource/unknown";
import { asError } from "../../http/http-errors";
import type { SalesforceApi } from "../rest/api";
import { metadataCalls } from "../rest/operations";
import type { inputs as inputsOf } from "../resources/metadata-component";
import type { Capabilities, Component } from "./metadata-client";
import { MetadataStore } from "./metadata-store";
import { bodyProblems } from "./metadata-type";

type Inputs = z.output<typeof inputsOf>;
type StoreOfType = MetadataStore<typeof inputsOf>;

/** Components of any type: a store for each type, made when the type is first used. */
export class MetadataComponentStore implements Store<SalesforceApi, Inputs> {
  private readonly stores = new Map<string, StoreOfType>();
  readonly calls = [...metadataCalls("{type}"), "SOAP describeValueType {type}"];
  // The type's allowed calls are read first.
  readonly cost = { create: 2, update: 3, delete: 1 };
  readonly audit: Audit<SalesforceApi> = {
    lastTouch: (api, id, now) => {
      const [type, name] = partsOf(id);
      const { audit } = this.of(type);
      return audit.lastTouch(api, name, now);
    },
  };

  constructor(private readonly inputs: typeof inputsOf) {}

  async create(api: SalesforceApi, component: Inputs): Promise<RemoteObject> {
    return withType(component.type, await this.of(component.type).create(api, component));
  }

  async read(api: SalesforceApi, id: string, state: Values): Promise<RemoteObject | undefined> {
    const [type, name] = partsOf(id);
    const live = await this.of(type).read(api, name, state);
    return live === undefined ? undefined : withType(type, live);
  }

  async update(api: SalesforceApi, id: string, component: Inputs, state: Values): Promise<RemoteObject> {
    const [type, name] = partsOf(id);
    return withType(type, await this.of(type).update(api, name, component, state));
  }

  remove(api: SalesforceApi, id: string): Promise<void> {
    const [type, name] = partsOf(id);
    return this.of(type).remove(api, name);
  }

  async find(api: SalesforceApi, component: Inputs): Promise<readonly RemoteObject[]> {
    const { type } = component;
    return (await this.of(type).find(api, component)).map((live) => withType(type, live));
  }

  private of(type: string): StoreOfType {
    const existing = this.stores.get(type);
    if (existing !== undefined) return existing;
    const store: StoreOfType = new MetadataStore({
      type,
      inputs: this.inputs,
      toMetadata: ({ body }) => body,
      fromMetadata: (component, state) => ({
        type,
        fullName: component.fullName,
        body: declared(component, state.body),
      }),
    });
    this.stores.set(type, store);
    return store;
  }
}

/** The part of a component that the program declares: Salesforce adds defaults, and returns text where no schema is known. */
function declared({ fullName: _, ...component }: Component, body: unknown): unknown {
  return isRecord(body) ? likeModel(component, body) : component;
}

function likeModel(value: unknown, model: unknown): unknown {
  if (Array.isArray(model)) {
    const items = value === undefined || value === "" ? [] : Array.isArray(value) ? value : [value];
    return items.map((item, i) => likeModel(item, model[i] ?? model[0]));
  }
  if (isRecord(model)) {
    const fields = isRecord(value) ? value : {};
    return Object.fromEntries(Object.entries(model).map(([name, inner]) => [name, likeModel(fields[name], inner)]));
  }
  if (typeof model === "boolean" && (value === "true" || value === "false")) return value === "true";
  if (typeof model === "number" && typeof value === "string" && value.trim() !== "") return Number(value);
  if (typeof model === "string" && typeof value === "string" && value.trim() === model.trim()) return model;
  return value ?? null;
}

const NEEDS: readonly (readonly [keyof Capabilities, string])[] = [
  ["apiCreatable", "created"],
  ["apiReadable", "read"],
  ["apiUpdatable", "updated"],
  ["apiDeletable", "deleted"],
];

/** Checks that this org can create, read, update and delete the type by these calls; one request for each type. */
export async function checkType(api: SalesforceApi, given: Values): Promise<Checked> {
  const { type, body } = given;
  if (typeof type !== "string" || isUnknown(type)) return { inputs: given, problems: [] };
  try {
    const able = await api.once(`describe ${type}`, () => api.metadata.describe(type));
    const unable = NEEDS.filter(([flag]) => able[flag] !== true).map(([, verb]) => verb);
    if (unable.length > 0) {
      const reason = `is a type whose components cannot be ${unable.join(", ")} one by one in this org and API version ${api.apiVersion}`;
      return { inputs: given, problems: [{ property: "type", reason }] };
    }
  } catch (error) {
    return {
      inputs: given,
      problems: [{ property: "type", reason: `cannot be described: ${asError(error).message}` }],
    };
  }
  const problems = isRecord(body) ? bodyProblems(type, body, api.apiVersion) : [];
  return {
    inputs: given,
    problems: problems.map(({ property, reason }) => ({ property: `body.${property}`.replace(/\.$/, ""), reason })),
  };
}

/** Full names are unique in their type only, so ids contain the type: `CustomPermission/Webex_Agent`. */
function withType<L extends { readonly id: string }>(type: string, live: L): L {
  return { ...live, id: `${type}/${live.id}` };
}

/** The type and the full name in an id. A full name may contain slashes too. */
function partsOf(id: string): readonly [type: string, fullName: string] {
  const at = id.indexOf("/");
  return [id.slice(0, Math.max(at, 0)), id.slice(at + 1)];
}
