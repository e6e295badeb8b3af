import { ok, partly, routes, param, type Answer, type Call } from "../route";
import { configError, platformError } from "../webex-errors";
import { textOf, type JsonObject } from "../../core/json";
import type { Entity } from "../entities";
import { bareId, publicId } from "../tenant";

/** The name of the tenant in Control Hub. */
export const ORGANIZATION_NAME = "Datadip Sandbox";

/** The same in every organisation. The first id was seen in tenants of the United States. */
const TELEPHONY_REGIONS = [
  ["US", "2833f991-c688-43af-b556-490285909385"],
  ["CA", "1f0c1d0e-6a43-4a55-9d0b-0c6a1c6a5a01"],
  ["MX", "1f0c1d0e-6a43-4a55-9d0b-0c6a1c6a5a02"],
  ["AU", "1f0c1d0e-6a43-4a55-9d0b-0c6a1c6a5a03"],
  ["SG", "1f0c1d0e-6a43-4a55-9d0b-0c6a1c6a5a04"],
  ["GB", "1f0c1d0e-6a43-4a55-9d0b-0c6a1c6a5a05"],
  ["DE", "1f0c1d0e-6a43-4a55-9d0b-0c6a1c6a5a06"],
] as const;

/** The tenant record. It is not in the official description, but was seen to work. */
export const organizationRoutes = routes({
  "GET /organization/{orgid}": (call) =>
    ok({
      id: call.orgId,
      name: call.entities.get("organization", call.orgId)?.name ?? ORGANIZATION_NAME,
      subscriptionType: "SUBSCRIPTION",
      environment: "produs1",
      timezone: "America/New_York",
    }),
  // The official description names this route only in the text of a field, so the answer is a guess.
  "GET /global/telephony-region": [
    (call) => {
      if (call.query.get("orgId") !== call.orgId) throw configError(400, "orgId: invalid value");
      return ok(TELEPHONY_REGIONS.map(([name, id]) => ({ id, name })));
    },
    partly("The answer is not documented."),
  ],
});

const DEFAULT_MAX = 1000;

/** Pages by `start` and `max`. As everywhere on the platform, the Link header has the next page. */
function paged(call: Call, name: string, rows: readonly JsonObject[]): Answer {
  const at = (field: string, fallback: number): number => {
    const value = Number(call.query.get(field) ?? fallback);
    if (!Number.isInteger(value) || value < 0) throw platformError(400, `${field} is invalid`);
    return value;
  };
  const start = at("start", 0);
  const max = Math.max(at("max", DEFAULT_MAX), 1);
  const next = new URLSearchParams(call.query);
  next.set("start", String(start + max));
  next.set("max", String(max));
  const more = start + max < rows.length;
  return {
    ...ok({ [name]: rows.slice(start, start + max) }),
    ...(more ? { headers: { Link: `<${call.path}?${next.toString()}>; rel="next"` } } : {}),
  };
}

const locationOf = (entity: Entity | undefined): JsonObject => ({
  id: publicId("LOCATION", entity?.id ?? ""),
  name: textOf(entity?.name),
});

function locations(call: Call): Answer {
  const name = call.query.get("name");
  const rows = call.entities
    .listed("location")
    .filter((entity) => name === null || textOf(entity.name) === name)
    .map((entity) => ({
      ...locationOf(entity),
      orgId: publicId("ORGANIZATION", call.orgId),
      timeZone: entity.timeZone,
      address: entity.address,
    }));
  return paged(call, "locations", rows);
}

function numbers(call: Call): Answer {
  const wanted = call.query.get("phoneNumber");
  const available = call.query.get("available");
  const location = call.query.get("locationId");
  const mapped = new Set(call.entities.listed("dial-number").map((entity) => textOf(entity.dialledNumberDigits)));
  const taken = (entity: Entity): boolean =>
    entity.owner !== undefined || mapped.has(textOf(entity.phoneNumber).replace(/\D/g, ""));
  const rows = call.entities
    .listed("number")
    .filter((entity) => location === null || entity.locationId === bareId(location))
    .filter((entity) => wanted === null || textOf(entity.phoneNumber).includes(wanted))
    .filter((entity) => available === null || taken(entity) === (available === "false"))
    .map((entity) => ({
      phoneNumber: entity.phoneNumber,
      state: "ACTIVE",
      phoneNumberType: "PRIMARY",
      mainNumber: entity.mainNumber === true,
      tollFreeNumber: false,
      location: locationOf(call.entities.get("location", textOf(entity.locationId))),
      ...(entity.owner === undefined ? {} : { owner: entity.owner }),
    }));
  return paged(call, "phoneNumbers", rows);
}

const me = (call: Call): Answer =>
  ok({
    id: publicId("PEOPLE", call.core.ids.named("machine account", call.grant.clientId)),
    emails: [`${call.grant.clientId.slice(0, 24)}@sandbox.example`],
    displayName: "Datadip Service App",
    orgId: publicId("ORGANIZATION", call.grant.orgId),
    type: "appuser",
    created: "2026-01-01T00:00:00.000Z",
  });

/** The organisation, by https://developer.webex.com/docs/api/v1/organizations/get-organization-details */
function organization(call: Call): Answer {
  const id = bareId(param(call, "id"));
  if (id !== call.orgId) throw platformError(404, "The requested resource could not be found.");
  return ok({
    id: publicId("ORGANIZATION", call.orgId),
    displayName: textOf(call.entities.get("organization", call.orgId)?.name, ORGANIZATION_NAME),
    created: "2026-01-01T00:00:00.000Z",
  });
}

/** The routes of webexapis.com that datadip calls. */
export const platformRoutes = routes({
  // Any token may ask for its own user.
  "GET /v1/people/me": [me, { scopes: [] }],
  "GET /v1/organizations/{id}": [organization, { scopes: ["spark-admin:organizations_read"] }],
  "GET /v1/telephony/config/locations": locations,
  "GET /v1/telephony/config/numbers": numbers,
});
