import { z } from "zod";
import type { WebexApi } from "./api";

/** A list row. Lists omit fields, so a row identifies an object and never describes it. */
const row = z.looseObject({
  id: z.string(),
  name: z.string().optional(),
  version: z.number().optional(),
  lastUpdatedTime: z.number().optional(),
});

export type Row = z.output<typeof row>;

/** All objects of a kind by id: one list serves every reader of a run, until something of that kind is written. */
export function listing(api: WebexApi, listPath: string): Promise<ReadonlyMap<string, Row>> {
  return api.once(`list ${listPath}`, async () => {
    const rows = await api.list(listPath, row);
    return new Map(rows.map((found) => [found.id, found]));
  });
}

/** Rows whose fields have exactly these values, asked of the service. */
export function rowsWith(
  api: WebexApi,
  listPath: string,
  fields: Readonly<Record<string, string>>,
): Promise<readonly Row[]> {
  return api
    .list(listPath, row, { filter: rsqlEquals(fields) })
    .then((rows) => rows.filter((found) => Object.entries(fields).every(([field, value]) => found[field] === value)));
}

/** Changes whenever an object does. Undefined for kinds whose rows carry neither. */
export function revisionFrom({
  version,
  lastUpdatedTime,
}: {
  version?: number | undefined;
  lastUpdatedTime?: number | undefined;
}): string | undefined {
  return version === undefined || lastUpdatedTime === undefined ? undefined : `${version}.${lastUpdatedTime}`;
}

/** When an object with this mark was last changed, in ms since the epoch; undefined for kinds that do not tell. */
export function changedAt(mark: string | undefined): number | undefined {
  const at = /^\d+\.(\d+)$/.exec(mark ?? "")?.[1];
  return at === undefined ? undefined : Number(at);
}

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
