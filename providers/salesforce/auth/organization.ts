import { z } from "zod";
import { isFailure } from "../../http/http-errors";
import type { Row } from "../rest/rest-responses";
import type { SalesforceSettings } from "./settings";
import { id18 } from "../rest/soql";

const wire = z.looseObject({
  Id: z.string(),
  Name: z.string().default(""),
  OrganizationType: z.string().nullish(),
  InstanceName: z.string().nullish(),
  IsSandbox: z.boolean().default(false),
  TrialExpirationDate: z.string().nullish(),
});

/** The org that a connection leads to. */
export interface Organization {
  /** Id, 18 characters. */
  readonly id: string;
  readonly name: string;
  /** "Developer Edition", "Enterprise Edition", ... */
  readonly organizationType: string;
  readonly instanceName: string;
  /** True for sandboxes and scratch orgs. */
  readonly isSandbox: boolean;
  /** Whether it can hold real customers: not a sandbox, Developer Edition or trial. */
  readonly isProduction: boolean;
}

const SOQL = "SELECT Id, Name, OrganizationType, InstanceName, IsSandbox, TrialExpirationDate FROM Organization";

/** The requests that the check needs. */
interface Queries {
  query(soql: string): Promise<readonly Row[]>;
}

export async function organizationIn(api: Queries): Promise<Organization> {
  const [found] = await api.query(SOQL).catch((error: unknown) => {
    throw isFailure(error, "unauthorized", "forbidden", "exhausted", "server", "unsent", "lost", "unreadable")
      ? new Error(`${error.message} Nothing was changed.`)
      : error;
  });
  const org = wire.parse(found);
  const organizationType = org.OrganizationType ?? "";
  const trial = org.TrialExpirationDate !== undefined && org.TrialExpirationDate !== null;
  return {
    id: id18(org.Id),
    name: org.Name,
    organizationType,
    instanceName: org.InstanceName ?? "",
    isSandbox: org.IsSandbox,
    isProduction: !org.IsSandbox && !trial && !/Developer/.test(organizationType),
  };
}

/** @throws Error where it is not the org in the stack config, or an org that the config does not allow to change. */
export function provenOrganization(
  org: Organization,
  {
    expectedOrgId,
    allowProduction,
    instanceUrl,
  }: Pick<SalesforceSettings, "expectedOrgId" | "allowProduction" | "instanceUrl">,
): Organization {
  if (expectedOrgId !== undefined && id18(expectedOrgId) !== org.id) {
    throw new Error(
      `Wrong org: the stack config expects ${expectedOrgId} (salesforce:expectedOrgId), but ${instanceUrl} is ${org.name} (${org.id}). Nothing was changed. Check salesforce:instanceUrl and the credentials.`,
    );
  }
  if (org.isProduction && !allowProduction) {
    throw new Error(
      `${org.name} (${org.id}) at ${instanceUrl} is a production org (${org.organizationType}), which datadip does not touch unless told to. Nothing was changed. If it is meant: pulumi config set datadip:allowProduction true`,
    );
  }
  return org;
}
