import { z } from "zod";
import { isJsonObject, type Json, type JsonObject } from "../core/json";
import type { Core } from "../core/vendor";
import type { Entities } from "./entities";
import firstDay from "./first-day.json";
import { ORGANIZATION_NAME } from "./routes/platform";
import { PERMISSIONS } from "./routes/user-profile";
import { issueFirstRefreshToken } from "./tenant";

const text = z.string();
const schema = z.object({
  objects: z.array(z.strictObject({ kind: text, key: text, body: z.record(text, z.json()) })),
  /** Locations of Webex Calling, each with consecutive numbers. */
  places: z.array(
    z.strictObject({ name: text, timeZone: text, country: text, city: text, first: z.int(), count: z.int() }),
  ),
});

/** The value with `@kind/key` replaced by the id of that object, which is derived from kind and key only. */
function resolved(core: Core, value: Json): Json {
  if (Array.isArray(value)) return value.map((entry: Json) => resolved(core, entry));
  if (isJsonObject(value))
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, resolved(core, member ?? null)]));
  const [, kind, key] = typeof value === "string" ? (/^@([\w-]+)\/(.+)$/.exec(value) ?? []) : [];
  return kind === undefined || key === undefined ? value : core.ids.named(kind, key);
}

/** Makes the content of a fresh tenant: the system's objects and none made by people. */
export function seedTenant(entities: Entities): void {
  const { core } = entities;
  const { objects, places } = schema.parse(firstDay);
  const plant = (kind: string, key: string, body: JsonObject): string => {
    const now = core.clock.now();
    const id = core.ids.named(kind, key);
    const base = { organizationId: core.orgId, version: 0, createdTime: now, lastUpdatedTime: now };
    entities.put(kind, { ...body, ...base, id });
    return id;
  };
  issueFirstRefreshToken(core);
  entities.put("organization", { id: core.orgId, name: ORGANIZATION_NAME });
  for (const { kind, key, body } of objects) {
    const isSpecific = kind === "user-profile" && body.permissionAccessLevel === "SPECIFIC";
    const permissions = isSpecific ? { permissions: PERMISSIONS.map((name) => ({ name, access: "NONE" })) } : {};
    const own = Object.entries(body).map(([name, value]) => [name, resolved(core, value)] as const);
    plant(kind, key, { ...Object.fromEntries(own), ...permissions });
  }
  for (const { name, timeZone, country, city, first, count } of places) {
    const locationId = plant("location", name, {
      name,
      timeZone,
      address: { address1: "1 Main Street", city, country },
    });
    for (let position = 0; position < count; position += 1) {
      const phoneNumber = `+${first + position}`;
      const owner = position === count - 1 ? { owner: { type: "PEOPLE", firstName: "Ana", lastName: "Agent" } } : {};
      plant("number", phoneNumber, { phoneNumber, locationId, mainNumber: position === 0, ...owner });
    }
  }
}
