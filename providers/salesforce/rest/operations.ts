/**
 * Operations that kinds call, for the reference; tests compare them with requests. REST calls are below `/services/data/v{version}`,
 * SOAP calls go to `/services/Soap/m/{version}`.
 */

/** The user permissions that metadata calls need: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_quickstart_prereqs.htm */
export const CUSTOMIZE = "Customize Application, and Modify Metadata Through Metadata API Functions or Modify All Data";

/** The reason why no kind of Salesforce is exported. */
export const NOT_EXPORTED = { none: "it writes the Webex side of a tenant only" };

/** The synchronous calls of the Metadata API for one type. */
export const metadataCalls = (
  type: string,
  calls = ["create", "read", "update", "delete", "list"],
): readonly string[] => calls.map((call) => `SOAP ${call}Metadata ${type}`);

/** All calls of a record; several records are read together. */
export const recordCalls = (sobject: string): readonly string[] => [
  `POST sobjects/${sobject}`,
  ...recordReads(sobject),
  ...recordWrites(sobject),
  queryCall(sobject),
];

/** Reads of a record by its id, alone or with others. */
export const recordReads = (sobject: string): readonly string[] => [
  `GET sobjects/${sobject}/{id}`,
  `POST composite/sobjects/${sobject}`,
];

export const recordWrites = (sobject: string): readonly string[] => [
  `PATCH sobjects/${sobject}/{id}`,
  `DELETE sobjects/${sobject}/{id}`,
];

export const queryCall = (sobject: string): string => `GET query FROM ${sobject}`;

export const DEPLOY_CALLS = ["POST metadata/deployRequest", "GET metadata/deployRequest/{id}"] as const;
