import type { Hono } from "hono";
import { z } from "zod";
import { AdminError, adminBody } from "../core/admin";
import type { Env } from "../core/vendor";
import { allApps, appWithKey, CLI_CLIENT_ID, takeKey, type OauthApp } from "./apps";
import { approve, issueRefreshToken } from "./oauth/grants";
import type { Org } from "./org";
import { organizationFields } from "./seed/foundation";
import { openSession, userNamed } from "./session";
import { changeSwitches, readSwitches, type Switches } from "./settings";
import { credentialsOf } from "./tenant";
import { salesforceCoverage } from "./coverage";

/** Changes some switches and updates the Organization record. Throws a ZodError that names the wrong one. */
export const switchOrg = (org: Org, patch: unknown): Switches =>
  org.core.store.transaction(() => {
    const switches = changeSwitches(org.core.store, patch);
    org.records.patch("Organization", org.id, organizationFields(switches));
    return switches;
  });

/** Ends every session of the org, as a change of the session settings or a night without use does. */
export function expireSessions(org: Org): void {
  const { tokens } = org.core;
  for (const { consumerKey } of allApps(org)) {
    for (const token of tokens.of("salesforce", consumerKey, "access")) tokens.revoke(token);
  }
}

const tokenRequest = z.strictObject({
  username: z.string().optional(),
  clientId: z.string().default(CLI_CLIENT_ID),
  scopes: z.array(z.string()).optional(),
  ttlSeconds: z.number().int().optional(),
});

function appAndUser(
  org: Org,
  wanted: z.output<typeof tokenRequest>,
): { readonly app: OauthApp; readonly userId: string } {
  const app = appWithKey(org, wanted.clientId);
  if (app === undefined) throw new AdminError(404, `No app of the org has the consumer key ${wanted.clientId}.`);
  const username = wanted.username ?? credentialsOf(org).username;
  const user = userNamed(org, username);
  if (user === undefined) throw new AdminError(404, `No user of the org is called ${username}.`);
  return { app, userId: user.Id };
}

const keyRequest = z.strictObject({ consumerKey: z.string().min(1) });

/** Adds `/sandbox/salesforce/...`: what people do in Setup or in a browser. */
export function mountAdmin(app: Hono<Env>, org: Org): void {
  const { store } = org.core;
  app.get("/salesforce/credentials", (c) => c.json(credentialsOf(org)));
  app.get("/salesforce/coverage", (c) => c.json(salesforceCoverage()));
  app.get("/salesforce/settings", (c) => c.json(readSwitches(store)));
  app.put("/salesforce/settings", async (c) => c.json(switchOrg(org, await adminBody(c))));
  // Signs a person in: opens a session of any user through any app.
  app.post("/salesforce/tokens", async (c) => {
    const wanted = tokenRequest.parse(await adminBody(c));
    const body = store.transaction(() => {
      const { app: through, userId } = appAndUser(org, wanted);
      return { access_token: openSession(org, through, userId, wanted.scopes ?? through.scopes, wanted.ttlSeconds) };
    });
    return c.json(body, 201);
  });
  // A person allows an app to act for them.
  app.post("/salesforce/approvals", async (c) => {
    const wanted = tokenRequest.parse(await adminBody(c));
    const body = store.transaction(() => {
      const { app: through, userId } = appAndUser(org, wanted);
      approve(org, through.consumerKey, userId);
      return { refresh_token: issueRefreshToken(org, through, userId) };
    });
    return c.json(body, 201);
  });
  // Another org of the world takes a consumer key first.
  app.post("/salesforce/consumer-keys", async (c) => {
    const { consumerKey } = keyRequest.parse(await adminBody(c));
    takeKey(org, consumerKey, "another org");
    return c.body(null, 204);
  });
  app.delete("/salesforce/sessions", (c) => {
    store.transaction(() => expireSessions(org));
    return c.body(null, 204);
  });
}
