import type { JsonObject } from "../core/json";
import type { Entities } from "./entities";

/** Puts an object into the fresh tenant and returns its id, which depends on kind and key alone. */
export type Plant = (kind: string, key: string, body: JsonObject) => string;

export const planter =
  (entities: Entities): Plant =>
  (kind, key, body) => {
    const { core } = entities;
    const now = core.clock.now();
    const id = core.ids.named(kind, key);
    const base = { organizationId: core.orgId, version: 0, createdTime: now, lastUpdatedTime: now };
    entities.put(kind, { ...body, ...base, id });
    return id;
  };

/** Somebody of every rank, as synchronised from Control Hub. */
export const seedUsers = (
  plant: Plant,
  ids: { readonly siteId: string; readonly multimediaProfileId: string; readonly agentProfileId: string },
  profiles: Readonly<Record<string, string>>,
): void => {
  const people = [
    ["Ada", "Admin", "administrator"],
    ["Sol", "Supervisor", "supervisor"],
    ["Ana", "Agent", "premium"],
    ["Ben", "Agent", "premium"],
    ["Cleo", "Agent", "standard"],
  ] as const;
  for (const [firstName, lastName, profile] of people) {
    const key = `${firstName}.${lastName}`.toLowerCase();
    plant("user", key, {
      firstName,
      lastName,
      email: `${key}@example.com`,
      ciUserId: plant("person", key, { name: `${firstName} ${lastName}` }),
      userProfileId: profiles[profile],
      contactCenterEnabled: true,
      active: true,
      teamIds: [],
      ...ids,
    });
  }
};

/** Numbers from ranges that are kept free for examples, but for 555 numbers of no area, which no range covers. */
const PLACES = [
  {
    name: "Headquarters",
    timeZone: "America/New_York",
    country: "US",
    city: "New York",
    first: 15551230001,
    count: 100,
  },
  { name: "Chicago", timeZone: "America/Chicago", country: "US", city: "Chicago", first: 13125550100, count: 20 },
  { name: "London", timeZone: "Europe/London", country: "GB", city: "London", first: 442079460000, count: 10 },
  { name: "Paris", timeZone: "Europe/Paris", country: "FR", city: "Paris", first: 33199000000, count: 10 },
] as const;

/** Locations of Webex Calling with their numbers; the last number of each place belongs to somebody. */
export const seedCalling = (plant: Plant): void => {
  for (const { name, timeZone, country, city, first, count } of PLACES) {
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
};
