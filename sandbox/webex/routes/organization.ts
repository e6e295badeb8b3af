import { ok, partly, routes } from "../route";
import { configError } from "../webex-errors";

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
      name: call.entities.get("organization", call.orgId)?.["name"] ?? ORGANIZATION_NAME,
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
