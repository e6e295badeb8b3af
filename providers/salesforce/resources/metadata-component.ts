import { z } from "zod";
import { defineResource } from "../../core/resource/define";
import { type Problem, type Values, isRecord } from "../../core/resource/types";
import { isUnknown } from "../../core/resource/unknown";
import { asError } from "../../http/http-errors";
import type { SalesforceApi } from "../rest/api";
import { CUSTOMIZE, metadataCalls, NOT_EXPORTED } from "../rest/operations";
import type { Capabilities, Component } from "../metadata/metadata-client";
import { bodyProblems } from "../metadata/metadata-type";
import { MetadataStore } from "../metadata/metadata-store";

const inputs = z.strictObject({
  /** The metadata type: `NamedCredential`, `CustomPermission`. Changing it replaces the component. */
  type: z.string().regex(/^[A-Z]\w+$/, "must be the name of a metadata type, such as CustomPermission"),
  /** API name, `OBJECT.NAME` for parts of objects. Changing it replaces the component. */
  fullName: z.string().min(1),
  /** The type's elements by their names in the Metadata API. Other elements are not changed. */
  body: z.record(z.string(), z.json()),
});

const outputs = z.object({});

/** One store for each type, made when the type is first used. */
const stores = new Map<string, MetadataStore<typeof inputs, typeof outputs>>();

function storeOf(type: string): MetadataStore<typeof inputs, typeof outputs> {
  const known = stores.get(type);
  if (known !== undefined) return known;
  const made = new MetadataStore({
    type,
    inputs,
    outputs,
    toMetadata: ({ body }) => body,
    fromMetadata: (component, state) => ({ type, fullName: component.fullName, body: declared(component, state.body) }),
  });
  stores.set(type, made);
  return made;
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
async function checkWithTenant(
  api: SalesforceApi,
  given: Values,
): Promise<{ inputs: Values; problems: readonly Problem[] }> {
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

/**
 * Any component that the Metadata API creates, reads, updates and deletes one by one. Prefer the specific kind where there is one.
 *
 * @example
 * new salesforce.MetadataComponent("Webex_Agent", {
 *   type: "CustomPermission",
 *   fullName: "Webex_Agent",
 *   body: { label: "Webex agent", isLicensed: false },
 * });
 */
export const MetadataComponent = defineResource({
  kind: "salesforce.MetadataComponent",
  noun: "metadata component",
  docs: "https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_types_list.htm",
  inputs,
  outputs,
  naturalKey: ["type", "fullName"],
  replaceOnChanges: ["type", "fullName"],
  checkWithTenant,
  store: {
    calls: [...metadataCalls("{type}"), "SOAP describeValueType {type}"],
    create: async (api: SalesforceApi, given) => withType(given.type, await storeOf(given.type).create(api, given)),
    read: async (api, id, state) => {
      const [type, name] = partsOf(id);
      const live = await storeOf(type).read(api, name, state);
      return live === undefined ? undefined : withType(type, live);
    },
    update: async (api, id, given, state) => {
      const [type, name] = partsOf(id);
      return withType(type, await storeOf(type).update(api, name, given, state));
    },
    remove: (api, id) => {
      const [type, name] = partsOf(id);
      return storeOf(type).remove(api, name);
    },
    find: async (api, given) => (await storeOf(given.type).find(api, given)).map((live) => withType(given.type, live)),
    // The type's allowed calls are read first.
    cost: { create: 2, update: 3, delete: 1 },
    audit: {
      lastTouch: (api, id, now) => {
        const [type, name] = partsOf(id);
        return storeOf(type).audit.lastTouch(api, name, now);
      },
    },
  },
  permission: CUSTOMIZE,
  lookUp: { none: "others refer to it by its full name" },
  export: NOT_EXPORTED,
  trial: {
    inputs: { type: "Group", fullName: "{name}", body: { name: "{plain}" } },
    change: { body: { name: "Changed" } },
  },
  picture: { family: "salesforce" },
});
export type MetadataComponent = InstanceType<typeof MetadataComponent>;

/** Full names are unique in their type only, so ids contain the type: `CustomPermission/Webex_Agent`. */
function withType<L extends { readonly id: string }>(type: string, live: L): L {
  return { ...live, id: `${type}/${live.id}` };
}

/** The type and the full name in an id. A full name may contain slashes too. */
function partsOf(id: string): readonly [type: string, fullName: string] {
  const at = id.indexOf("/");
  return [id.slice(0, Math.max(at, 0)), id.slice(at + 1)];
}
