import { defineLookup } from "./auth/define-lookup";
import { type Found, type FoundOf, findUnique } from "../core/resource/find-unique";
import type { Row } from "./rest/rest-responses";
import type { SalesforceApi } from "./rest/api";
import { lightningUrlOf, myDomainOf } from "./auth/hosts";
import type { Organization } from "./auth/organization";
import { soqlEquals, id18 } from "./rest/soql";

/** Limit of rows that are read to name candidates where no record fits. */
const MAX_CANDIDATES = 200;

/** One existing record by a field that people know. All records are read only to name candidates. */
export async function oneRecord<const Noun extends string>(
  api: SalesforceApi,
  noun: Noun,
  sobject: string,
  field: string,
  name: string,
  mend: string,
): Promise<FoundOf<Noun>> {
  const found = async (where: string): Promise<readonly Found[]> =>
    (await api.query(`SELECT Id, ${field} FROM ${sobject}${where}`)).map((row) => ({
      id: id18(String(row.Id)),
      name: String(row[field]),
    }));
  const exact = await found(` WHERE ${soqlEquals({ [field]: name })}`);
  const candidates = exact.length > 0 ? exact : await found(` ORDER BY ${field} LIMIT ${MAX_CANDIDATES}`);
  return findUnique(noun, name, candidates, mend);
}

/** An existing profile by name, e.g. `Minimum Access - API Only Integrations`. @throws RunError where there is none, with candidates. */
export const { plain: getProfile, output: getProfileOutput } = defineLookup((api, name: string) =>
  oneRecord(
    api,
    "profile",
    "Profile",
    "Name",
    name,
    "Check the name in Setup, Profiles; it depends on the org's edition and language.",
  ),
);

/** An existing permission set licence by developer name, e.g. `SalesforceAPIIntegrationPsl`. @throws RunError where there is none. */
export const { plain: getPermissionSetLicense, output: getPermissionSetLicenseOutput } = defineLookup(
  (api, developerName: string) =>
    oneRecord(
      api,
      "permission set licence",
      "PermissionSetLicense",
      "DeveloperName",
      developerName,
      "Check Setup, Company Information, Permission Set Licenses.",
    ),
);

/** The org in the stack's config. */
export interface OrganizationInfo extends Organization {
  /** `https://acme.my.salesforce.com` */
  readonly instanceUrl: string;
  /** Sign-in address of a connected app, and the `aud` of its JWT: `https://login.salesforce.com`, or `https://test.salesforce.com` for sandboxes. */
  readonly loginUrl: string;
  /** The same for an External Client App, and the URL of the connector's form: the org's own address. `salesforce:loginUrl` overrides both. */
  readonly signInUrl: string;
  /** Address of record pages: `https://acme.lightning.force.com`. */
  readonly lightningUrl: string;
  /** `acme` of `https://acme.my.salesforce.com`. */
  readonly myDomain: string;
}

const organization = defineLookup(async (api, _: void): Promise<OrganizationInfo> => {
  const { publicUrl: instanceUrl, loginUrl, signInUrl } = api;
  const found = await api.organization();
  return {
    ...found,
    instanceUrl,
    loginUrl,
    signInUrl,
    lightningUrl: lightningUrlOf(instanceUrl),
    myDomain: myDomainOf(instanceUrl),
  };
});
/** The org: its id, name, kind and addresses. */
export const getOrganization = (): Promise<OrganizationInfo> => organization.plain();
export const getOrganizationOutput = () => organization.output(undefined);

const soql = defineLookup((api, statement: string): Promise<readonly Row[]> => api.query(statement));
/** Every row of a SOQL query. Quote texts with `soqlText`. @throws RunError with Salesforce's reason. */
export const query = soql.plain;
export const queryOutput = soql.output;
