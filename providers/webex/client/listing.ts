import { z } from "zod";
import type { Audit, Listed } from "../../core/resource/facets";
import { revisionOf } from "../../core/engine/state";
import type { WebexApi } from "./api";

/** A list row. Lists omit fields, so a row identifies an object but does not describe it. */
const row = z.looseObject({
  id: z.string(),
  name: z.string().optional(),
  version: z.number().optional(),
  lastUpdatedTime: z.number().optional(),
});

export type Row = z.output<typeof row>;

/** All objects of a kind by id: one list serves every reader of a run, until something of that kind is written. */
export const listing = (api: WebexApi, listPath: string): Promise<ReadonlyMap<string, Row>> =>
  api.once(`list ${listPath}`, async () => {
    const rows = await api.list(listPath, row);
    return new Map(rows.map((found) => [found.id, found]));
  });

/** Rows as objects that a program may adopt or refer to. */
export const listedRows = (rows: readonly Row[]): readonly Listed[] =>
  rows.map((found) => ({ id: found.id, values: found, isSystem: isSystemRow(found) }));

/** Whether Webex made the object and lets nobody delete it. */
export const isSystemRow = (found: Row): boolean =>
  found.systemDefault === true || found.isSystemCode === true || found.global === true;

/** Rows whose fields have exactly these values, filtered by the service. */
export const rowsWith = (
  api: WebexApi,
  listPath: string,
  fields: Readonly<Record<string, string>>,
): Promise<readonly Row[]> =>
  api
    .list(listPath, row, { filter: rsqlEquals(fields) })
    .then((rows) => rows.filter((found) => Object.entries(fields).every(([field, value]) => found[field] === value)));

/** Changes whenever the object changes. Undefined where a row has neither version nor time. */
export const revisionFrom = ({
  version,
  lastUpdatedTime,
}: {
  version?: number | undefined;
  lastUpdatedTime?: number | undefined;
}): string | undefined =>
  version === undefined || lastUpdatedTime === undefined ? undefined : `${version}.${lastUpdatedTime}`;

/** The configuration service returns when an object was last changed, but not who changed it. */
export const auditByRevision: Audit<WebexApi> = {
  lastTouch(_api, _id, now) {
    const at = /^\d+\.(\d+)$/.exec(revisionOf(now) ?? "")?.[1];
    return Promise.resolve(at === undefined ? {} : { at: new Date(Number(at)).toISOString() });
  },
};

export function forgetListing(api: WebexApi, listPath: string): void {
  api.forget(`list ${listPath}`);
}

/**
 * An RSQL filter for exact values: `name=="My Queue";siteId=="..."`.
 * The client encodes the whole query, as a raw `+` would become a space and match nothing without an error.
 */
export function rsqlEquals(fields: Readonly<Record<string, string>>): string {
  const quoted = (value: string): string => `"${value.replace(/[\\"]/g, "\\$&")}"`;
  return Object.entries(fields)
    .map(([field, value]) => `${field}==${quoted(value)}`)
    .join(";");
}
