import { ok, type Route } from "../route";

/** What the tenant is called in Control Hub. */
export const ORGANIZATION_NAME = "Datadip Sandbox";

/** The tenant record. Not in the official description; seen to work. */
export const organizationRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/organization/{orgid}",
    handle: (call) =>
      ok({
        id: call.orgId,
        name: call.entities.get("organization", call.orgId)?.["name"] ?? ORGANIZATION_NAME,
        subscriptionType: "SUBSCRIPTION",
        environment: "produs1",
        timezone: "America/New_York",
      }),
  },
];
