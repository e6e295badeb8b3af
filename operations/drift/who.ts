import { z } from "zod";
import type { Sessions } from "../../providers/clouds";
import { cloudOf } from "../../providers/clouds";
import { revisionOf } from "../../providers/core/engine/state";
import type { Values } from "../../providers/core/resource/types";
import type { SalesforceApi } from "../../providers/salesforce/rest/api";
import { soqlEquals } from "../../providers/salesforce/rest/soql";
import { changedAt } from "../../providers/webex/client/listing";
import type { Managed } from "../stack-state";

/** Who changed an object last and when, as far as its service tells. */
export interface Touch {
  readonly by?: string | undefined;
  /** ISO 8601. */
  readonly at?: string | undefined;
}

/** Kinds of Salesforce that are one record, by its sObject. */
const SOBJECTS: Readonly<Record<string, string>> = {
  "salesforce.User": "User",
  "salesforce.CallCenterUser": "User",
};

/** Kinds whose type of metadata has another name than the kind. */
const METADATA: Readonly<Record<string, string>> = {
  "salesforce.ExternalClientApp": "ExternalClientApplication",
};

/** Kinds of which Salesforce tells nobody. */
const UNTOLD = [
  "salesforce.SigningKey",
  "salesforce.OrgSettings",
  "salesforce.PermissionSetAssignment",
  "salesforce.PermissionSetLicenseAssignment",
];

const text = z.string().optional().catch(undefined);
const record = z.looseObject({ LastModifiedDate: text, LastModifiedBy: z.looseObject({ Name: text }).nullish() });
const row = z.looseObject({ lastModifiedByName: text, lastModifiedDate: text });

/** Asked for drifted objects alone, as it may take a call each. `now` is what was read of the object. */
export async function lastTouch(sessions: Sessions, managed: Managed, now: Values): Promise<Touch> {
  if (cloudOf(managed.kind) === "webex") return ofWebex(now);
  const { api } = await sessions.of("salesforce");
  // Who it was is an extra: a kind that does not tell must not hide what was found.
  return ofSalesforce(api, managed).catch(() => ({}));
}

/** Flows tell a person, and all else at best a time. */
function ofWebex(now: Values): Touch {
  const { lastModifiedBy, lastModifiedDate } = z.object({ lastModifiedBy: text, lastModifiedDate: text }).parse(now);
  if (lastModifiedDate !== undefined) return { by: lastModifiedBy, at: lastModifiedDate };
  const at = changedAt(revisionOf(now));
  return at === undefined ? {} : { at: new Date(at).toISOString() };
}

async function ofSalesforce(api: SalesforceApi, { kind, id, inputs }: Managed): Promise<Touch> {
  if (UNTOLD.includes(kind)) return {};
  const sobject = kind === "salesforce.SObjectRecord" ? String(inputs.sobjectType) : SOBJECTS[kind];
  if (sobject !== undefined) {
    const soql = `SELECT LastModifiedDate, LastModifiedBy.Name FROM ${sobject} WHERE ${soqlEquals({ Id: id })}`;
    const { LastModifiedDate, LastModifiedBy } = record.parse((await api.query(soql))[0]);
    return { by: LastModifiedBy?.Name, at: utc(LastModifiedDate) };
  }
  const isAny = kind === "salesforce.MetadataComponent";
  const type = isAny ? String(inputs.type) : (METADATA[kind] ?? kind.split(".")[1] ?? "");
  const fullName = isAny ? String(inputs.fullName) : id;
  const rows = await api.once(`list ${type}`, () => api.metadata.list(type));
  const { lastModifiedByName, lastModifiedDate } = row.parse(rows.find((found) => found.fullName === fullName));
  return { by: lastModifiedByName, at: utc(lastModifiedDate) };
}

/** `2026-11-22T10:00:00.000+0000` as ISO 8601, which wants a colon. */
function utc(date: string | undefined): string | undefined {
  const at = Date.parse((date ?? "").replace(/([+-]\d\d)(\d\d)$/, "$1:$2"));
  return Number.isNaN(at) ? undefined : new Date(at).toISOString();
}
