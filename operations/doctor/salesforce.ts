import { Settings, type SettingsSource } from "../../providers/core/settings/settings";
import { asError } from "../../providers/http/http-errors";
import type { SalesforceApi } from "../../providers/salesforce/rest/api";
import { unproven } from "../../providers/salesforce/auth/connect";
import { attempt, type Check, failed, ok, skipped, warning } from "./check";

/** With less than this part of the day's calls left, a large run may fail. */
const LOW = 0.1;

/** Whether these settings can read and change Salesforce. Only reads. */
export async function salesforceChecks(source: SettingsSource): Promise<readonly Check[]> {
  let api: SalesforceApi;
  try {
    api = await unproven(source);
  } catch (error) {
    return [failed("Salesforce settings", asError(error).message)];
  }
  const signIn = await attempt("Salesforce sign-in", () => signInCheck(api));
  if (signIn.status === "failed") return [signIn];
  const organisation = await attempt("Salesforce org", () => orgCheck(api, source));
  const rest = [
    attempt("Salesforce metadata", () => metadataCheck(api)),
    attempt("Salesforce quota", () => quotaCheck(api)),
  ];
  return [signIn, organisation, ...(await Promise.all(rest))];
}

async function signInCheck(api: SalesforceApi): Promise<Check> {
  const { scopes } = await api.signInAs();
  const told = scopes === undefined ? "scopes not told in this flow" : `scopes ${scopes.join(" ")}`;
  return ok("Salesforce sign-in", `by ${api.grant}, ${told}`);
}

async function orgCheck(api: SalesforceApi, source: SettingsSource): Promise<Check> {
  const name = "Salesforce org";
  const { name: called, id, organizationType, isProduction } = await api.guard();
  const says = `${called} (${id}), ${organizationType}${isProduction ? ", production" : ""}, API ${api.apiVersion}`;
  const settings = new Settings(source);
  if (settings.address("salesforce:expectedOrgId") !== undefined || settings.target() === "sandbox")
    return ok(name, says);
  const mend = `pulumi config set salesforce:expectedOrgId ${id}, so that another org is noticed`;
  return warning(name, `${says}, checked by its address only`, mend);
}

async function metadataCheck(api: SalesforceApi): Promise<Check> {
  const name = "Salesforce metadata";
  try {
    await api.metadata.list("RemoteSiteSetting");
    return ok(name, "readable");
  } catch (error) {
    const mend =
      "give the user a permission set with Customize Application and Modify Metadata Through Metadata API Functions";
    return failed(name, asError(error).message, mend);
  }
}

async function quotaCheck(api: SalesforceApi): Promise<Check> {
  const name = "Salesforce quota";
  const daily = (await api.limits()).DailyApiRequests;
  if (daily === undefined) return skipped(name, "the org does not tell its daily calls");
  const says = `${daily.Remaining} of ${daily.Max} calls a day left`;
  if (daily.Remaining > daily.Max * LOW) return ok(name, says);
  const mend = "each phone call takes about four: find what uses them in Setup, System Overview, or wait for tomorrow";
  return daily.Remaining <= 0 ? failed(name, says, mend) : warning(name, says, mend);
}
