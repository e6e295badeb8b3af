import { withoutNull, type Nodes } from "./pebble";
import { keepsCase, type Settings } from "./settings";

/** Salesforce's status codes for success, and after something was created or changed. */
export const STATUS = { ok: 200, created: 201, changed: 204 } as const;

export const query = ({ apiVersion, timeoutMs }: Settings, soql: string) =>
  ({
    type: "http-request-v2",
    method: "GET",
    path: `/services/data/v${apiVersion}/query`,
    query: { q: soql },
    timeoutMs,
  }) as const;

/** The variables, with "" in place of the word "null" that a null may become. */
export const tidied = (names: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(names.map((name) => [name, withoutNull(name)]));

/** The columns of a case, for SELECT. */
export const caseColumns = ({ fields }: Settings): string =>
  [...new Set(["Id", "CaseNumber", "Subject", "Priority", ...fields.case.map(({ field }) => field)])].join(", ");

interface ReadCase {
  /** Names of the two nodes. */
  readonly read: string;
  readonly tidy: string;
  /** Further variables, set when a case was found. */
  readonly also?: Readonly<Record<string, string>>;
  readonly to: string;
}

/** Reads the case from the answer to the search `from`. */
export function readCaseNodes(settings: Settings, from: string, { read, tidy, also, to }: ReadCase): Nodes {
  const extra = settings.fields.case;
  return {
    [read]: {
      type: "parse-activity",
      description: "Takes the case out of the answer",
      input: `${from}.httpResponseBody`,
      read: {
        ...(keepsCase(settings) && { caseId: "$.records[0].Id" }),
        caseNumber: "$.records[0].CaseNumber",
        caseSubject: "$.records[0].Subject",
        casePriority: "$.records[0].Priority",
        ...Object.fromEntries(extra.map(({ field, variable }) => [variable, `$.records[0].${field}`])),
      },
      to: tidy,
    },
    [tidy]: {
      type: "set-variable",
      description: "Empty fields stay empty",
      set: { ...tidied(["caseSubject", "casePriority", ...extra.map(({ variable }) => variable)]), ...also },
      to,
    },
  };
}
