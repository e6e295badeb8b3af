import { activityRow, kindOf, type ActivityKind, type Profile } from "../catalogue";
import { type Json, type JsonObject, arrayAt, isArray, isObject, parseJson, objectAt, textAt } from "../json";

/** The two FlowV2 dialects that were tested on tenants. */
export type V2Profile = Extract<Profile, `v2-${string}`>;
export const V2_PROFILE: V2Profile = "v2-toolkit-2026-07";

const TWIN = /^(.+)([:_])(name|type|radioName|input)$/;

/** Keys used by the editor only, and ids that the server resolves itself. */
const DROPPED: ReadonlySet<string> = new Set([
  "_renderRequestTimestamp",
  "__typename",
  "activityId",
  "literal_invalid_error",
  "eventSourceId",
  "eventClassificationId",
  "eventSpecificationId",
  "iconDiagram",
]);

/** The properties of a v1 export in the form of FlowV2. */
export function toV2(kind: ActivityKind, type: string, properties: JsonObject, profile: V2Profile): JsonObject {
  if (kind === "start" || kind === "start-subflow" || kind === "event") return headV2(kind, properties);
  const kept = Object.fromEntries(Object.entries(properties).filter(([key]) => !DROPPED.has(key)));
  return { ...withBothTwins(kept), activityName: type, ...specialV2(kind, properties, profile) };
}

function headV2(kind: "start" | "start-subflow" | "event", properties: JsonObject): JsonObject {
  const name = textAt(properties, "name") ?? "";
  if (kind === "start-subflow") return { activityName: "start", name };
  const event = kind === "start" ? objectAt(properties, "flowType") : properties;
  const names = {
    eventSourceName: textAt(event, "eventSourceName") ?? "WebexContactCenter",
    eventClassificationName: textAt(event, "eventClassificationName") ?? "VoiceInteractions",
    eventSpecificationName:
      textAt(event, "eventSpecificationName") ?? (kind === "start" ? "ContactStartWorkflow" : name),
  };
  return kind === "start"
    ? { activityName: "start", name, flowType: names }
    : { activityName: "event", name, ...names };
}

/** Writes a selection under both spellings, because its readers differ. */
const withBothTwins = (properties: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(properties).flatMap(([key, value]): [string, Json][] => {
      const [, base, mark, suffix] = TWIN.exec(key) ?? [];
      if (base === undefined || suffix === undefined || !Object.hasOwn(properties, base)) return [[key, value]];
      const other = `${base}${mark === ":" ? "_" : ":"}${suffix}`;
      return Object.hasOwn(properties, other)
        ? [[key, value]]
        : [
            [key, value],
            [other, value],
          ];
    }),
  );

function specialV2(kind: ActivityKind, properties: JsonObject, profile: V2Profile): JsonObject {
  switch (kind) {
    case "queue-contact":
      return profile === "v2-toolkit-2026-07" && properties.queueRadioGroup !== "variableQueue"
        ? { queueId: properties.destination ?? null }
        : {};
    case "queue-lookup":
      return { channelType: "TELEPHONY", "destination:radioName": "setToValue", destination_radioName: "setToValue" };
    case "queue-to-agent":
      return { channelType: "TELEPHONY" };
    case "percent-allocation":
      return { allocations: shares(properties).map(({ percent, desc }) => ({ percent, desc })) };
    case "ivr-menu": {
      const labels = inputs(properties, "menuLinks");
      return {
        menuOptions: arrayAt(properties, "menuLinks").map((digit, index) => ({ digit, label: labels[index] ?? "" })),
      };
    }
    default:
      return {};
  }
}

function inputs(properties: JsonObject, key: string): readonly Json[] {
  const colon = arrayAt(properties, `${key}:input`);
  return colon.length > 0 ? colon : arrayAt(properties, `${key}_input`);
}

/** The shares of a Percent Allocation, read from the v1 or the v2 form. */
function shares(properties: JsonObject): readonly { readonly percent: Json; readonly desc: string }[] {
  const rows = arrayAt(properties, "allocations");
  const written = rows.every(isObject) ? rows : inputs(properties, "allocations").map(parsed);
  return written.filter(isObject).map((row) => ({ percent: row.percent ?? 0, desc: textAt(row, "desc") ?? "" }));
}

/** A share as JSON; null for a text that is not JSON: the row is kept unchanged and lint reports it. */
const parsed = (value: Json): Json => (typeof value === "string" ? (parseJson(value) ?? null) : value);

/** Properties of either format in the form of a v1 export. Properties of v1 are returned unchanged. */
export function toV1(kind: ActivityKind, properties: JsonObject): JsonObject {
  switch (kind) {
    case "queue-contact":
      return properties.queueId === undefined ? properties : queueV1(properties);
    case "queue-lookup":
      return queueLookupV1(properties);
    case "queue-to-agent":
      return without(properties, "channelType");
    case "ivr-menu":
      return menuV1(properties);
    case "percent-allocation":
      return sharesV1(properties);
    default:
      return properties;
  }
}

const without = (properties: JsonObject, ...keys: readonly string[]): JsonObject =>
  Object.fromEntries(Object.entries(properties).filter(([key]) => !keys.includes(key)));

const queueV1 = (properties: JsonObject): JsonObject => ({
  ...without(properties, "queueId"),
  queueRadioGroup: properties.queueRadioGroup ?? "staticQueue",
  destination: properties.destination ?? properties.queueId ?? null,
});

function queueLookupV1(properties: JsonObject): JsonObject {
  const destination = properties.destination ?? properties.queueId;
  const isFixed = (key: string): boolean => properties[key] === "setToValue";
  return {
    ...without(properties, "queueId", "channelType"),
    ...(destination !== undefined && { destination }),
    ...(isFixed("destination:radioName") && { "destination:radioName": "queueId" }),
    ...(isFixed("destination_radioName") && { destination_radioName: "queueId" }),
  };
}

function menuV1(properties: JsonObject): JsonObject {
  const { menuOptions, ...rest } = properties;
  if (!isArray(menuOptions)) return properties;
  if (arrayAt(rest, "menuLinks").length > 0) return rest;
  const options = menuOptions.filter(isObject);
  const labels = options.map(({ label }) => label ?? "");
  return {
    ...rest,
    menuLinks: options.map(({ digit }) => digit ?? ""),
    "menuLinks:input": labels,
    menuLinks_input: labels,
  };
}

function sharesV1(properties: JsonObject): JsonObject {
  if (!arrayAt(properties, "allocations").some(isObject)) return properties;
  const texts = shares(properties).map((share) => JSON.stringify(share));
  return {
    ...properties,
    allocations: texts.map((_, index) => String(index)),
    "allocations:input": texts,
    allocations_input: texts,
  };
}

/** Other names of a port that the server accepts. */
const ALIASES: Readonly<Record<string, string>> = { done: "out", NewPhoneContact: "out", defaultBranch: "default" };

/** The catalogue's name of the port in the `condition` of a FlowV2 edge. */
export function portOfCondition(kind: ActivityKind, properties: JsonObject, condition: string): string {
  const row = activityRow(kind);
  if (row === undefined) return condition;
  if (kind === "percent-allocation") {
    const index = shares(properties).findIndex(({ desc }) => desc === condition);
    return index < 0 ? condition : String(index);
  }
  if (row.ports.some(({ name }) => name === condition)) return condition;
  const spelled = row.ports.find((port) =>
    Object.entries(port.as ?? {}).some(([profile, name]) => profile.startsWith("v2-") && name === condition),
  );
  if (spelled !== undefined) return spelled.name;
  const alias = ALIASES[condition];
  return alias !== undefined && row.ports.some(({ name }) => name === alias) ? alias : condition;
}

/** The `condition` of a FlowV2 edge at the port `name`. */
export function conditionOfPort(kind: ActivityKind, properties: JsonObject, name: string, profile: V2Profile): string {
  if (kind === "percent-allocation") return shares(properties)[Number(name)]?.desc ?? name;
  return activityRow(kind)?.ports.find((port) => port.name === name)?.as?.[profile] ?? name;
}

export function activityType(kind: ActivityKind): string {
  if (kind === "start" || kind === "event" || kind === "start-subflow") return kind;
  return kind === "end" || kind === "end-subflow" || kind === "disconnect-contact" ? "end" : "action";
}

/** The kind of a FlowV2 node: start nodes of subflows share their activityName with those of flows. */
export const kindOfV2 = (activityName: string, type: string): ActivityKind =>
  type === "start-subflow" ? "start-subflow" : kindOf(activityName);
