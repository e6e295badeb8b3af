import { z } from "zod";
import { type SettingsSource, Settings } from "../../providers/core/settings/settings";
import { CALLS_PER_MINUTE } from "../../providers/webex/limits";
import { asError, isFailure } from "../../providers/http/http-errors";
import type { WebexApi } from "../../providers/webex/client/api";
import { FLOW_PROJECT_ID } from "../../providers/webex/client/settings";
import { readPage } from "../../providers/webex/client/pages";
import { unproven } from "../../providers/webex/client/connect";
import { attempt, type Check, expiry, failed, ok, skipped, type Thresholds, warning } from "./check";

/** https://developer.webex.com/docs/integrations#scopes; the first is the older one, which includes both. */
const ALL = "cjp:config";
const NEEDED = ["cjp:config_read", "cjp:config_write"];
const AUTHORISE =
  "authorise the Service App again in Control Hub, Apps, Service Apps, with the scopes that README lists";

/** A clock with a larger error makes signed assertions invalid, as they are valid for minutes only. */
const MAX_SKEW_MS = 60_000;

/** Whether these settings can read and change Webex. Only reads. `remaining` is the quota left, from its answers. */
export async function webexChecks(
  source: SettingsSource,
  now: () => number,
  thresholds: Thresholds,
  remaining: () => number | undefined,
): Promise<readonly Check[]> {
  let api: WebexApi;
  try {
    api = await unproven(source);
  } catch (error) {
    return [failed("Webex settings", asError(error).message)];
  }
  const organisation = await attempt("Webex organisation", () => organisationCheck(api, source));
  if (organisation.status === "failed") return [organisation];
  const access = await Promise.all([
    attempt("Webex configuration", () => configurationCheck(api)),
    attempt("Webex flows", () => flowsCheck(api)),
    callingCheck(api),
  ]);
  return [
    organisation,
    scopesCheck(api),
    ...access,
    quotaCheck(remaining()),
    refreshTokenCheck(api, now(), thresholds),
    clockCheck(api.serverNow() - now()),
  ];
}

async function organisationCheck(api: WebexApi, source: SettingsSource): Promise<Check> {
  const name = "Webex organisation";
  await api.guard();
  const settings = new Settings(source);
  // The name is for people only, and may need a scope that nothing else needs.
  const called = await api.organization().then(
    (found) => found.name,
    () => undefined,
  );
  const says = `${called ?? "(its name is not readable)"} (${api.orgId})`;
  if (settings.address("webex:expectedOrgName") !== undefined || settings.target() === "sandbox") return ok(name, says);
  if (called === undefined) return ok(name, says);
  const mend = `pulumi config set webex:expectedOrgName ${JSON.stringify(called)}, so that another organisation is noticed by its name, too`;
  return warning(name, `${says}, checked by its id only`, mend);
}

function scopesCheck(api: WebexApi): Check {
  const name = "Webex scopes";
  const scopes = api.grant?.scopes;
  if (scopes === undefined) return skipped(name, "not in the token's answer: the next checks try them instead");
  const missing = scopes.includes(ALL) ? [] : NEEDED.filter((scope) => !scopes.includes(scope));
  if (missing.length === 0) return ok(name, scopes.join(" "));
  return failed(name, `the token lacks ${missing.join(" and ")}`, AUTHORISE);
}

const anyRow = z.looseObject({});

async function configurationCheck(api: WebexApi): Promise<Check> {
  const sites = await api.list("v2/site", anyRow);
  return ok("Webex configuration", `readable: ${sites.length} ${sites.length === 1 ? "site" : "sites"}`);
}

async function flowsCheck(api: WebexApi): Promise<Check> {
  const name = "Webex flows";
  const flows = async (projectId?: string): Promise<number> => {
    const query = { flowType: "FLOW", page: 0, size: 1 };
    return readPage((await api.flow("list", { query, projectId })).body, anyRow).rows.length;
  };
  // A wrong project id is not refused, but has no flows.
  if ((await flows()) > 0 || api.flowProjectId === FLOW_PROJECT_ID) return ok(name, "readable");
  if ((await flows(FLOW_PROJECT_ID)) === 0) return ok(name, "readable");
  return failed(
    name,
    `the project ${api.flowProjectId} has no flows, and the one that every organisation has does`,
    "pulumi config rm webex:flowProjectId",
  );
}

/** Only number mappings need access to numbers. */
async function callingCheck(api: WebexApi): Promise<Check> {
  const name = "Webex Calling numbers";
  try {
    await api.platform({ method: "GET", path: "/telephony/config/numbers", query: { max: 1 } });
    return ok(name, "readable");
  } catch (error) {
    const mend = isFailure(error, "forbidden")
      ? `number mappings need the scope spark-admin:telephony_config_read: ${AUTHORISE}`
      : "number mappings cannot be made until this works";
    return warning(name, asError(error).message, mend);
  }
}

function quotaCheck(remaining: number | undefined): Check {
  const name = "Webex quota";
  const all = `${CALLS_PER_MINUTE} calls a minute`;
  if (remaining === undefined) return ok(name, `${all}; Webex does not tell what is left`);
  const says = `${remaining} of ${all} left`;
  if (remaining > CALLS_PER_MINUTE / 10) return ok(name, says);
  return warning(name, says, "another run of this client id is at work: wait a minute");
}

function refreshTokenCheck(api: WebexApi, now: number, { refreshTokenDays }: Thresholds): Check {
  const name = "Webex refresh token";
  if (api.grant === undefined)
    return skipped(name, "an access token is used, which lasts 14 days at most and is not renewed");
  const expiresAt = api.grant.refreshTokenExpiresAt;
  if (expiresAt === undefined)
    return ok(name, "it works; Webex does not tell how long it lasts, which is about 90 days");
  const mend =
    "every use extends it: if it is not used until then, authorise the Service App again in Control Hub, Apps, Service Apps";
  return expiry(name, expiresAt, now, refreshTokenDays, mend);
}

function clockCheck(aheadMs: number): Check {
  const name = "This machine's clock";
  const seconds = Math.round(Math.abs(aheadMs) / 1000);
  if (Math.abs(aheadMs) <= MAX_SKEW_MS) return ok(name, "agrees with Webex's");
  const mend = "set it by NTP: Salesforce refuses sign-ins signed at another time";
  return warning(name, `it is ${seconds} s ${aheadMs > 0 ? "behind" : "ahead of"} Webex's`, mend);
}
