import { type Found, findUnique } from "../../core/resource/find-unique";
import type { WebexApi } from "./api";
import { listing, type Row } from "./listing";

/** A name alone, or with fields that tell apart objects of one name. */
export type Query<Field extends string = never> =
  string | ({ readonly name: string } & { readonly [F in Field]?: string | undefined });

/** How objects of a kind are found. */
export interface Finder {
  /** As said in messages: "queue". */
  readonly noun: string;
  /** Where they are listed. Default: `v2/{path}`. */
  readonly path: string;
  readonly listPath?: string;
  /** The field that is their name. Default: `name`. */
  readonly by?: string;
  /** What to do where there is none. Default: to check the name. */
  readonly mend?: string;
}

const MEND = "Check the name in Control Hub, Contact Center.";

/** A look-up in a list of the configuration service: the row of that name, among those with the other fields of the query. */
export function finder<Field extends string = never>(
  kind: Finder,
): (api: WebexApi, query: Query<Field>) => Promise<Found> {
  const { noun, path, listPath = `v2/${path}`, by = "name", mend = MEND } = kind;
  return async (api, query) => {
    const { name, ...fields } = typeof query === "string" ? { name: query } : query;
    const rows = [...(await listing(api, listPath)).values()];
    return findUnique(noun, name, namedRows(rows, by, fields), mend);
  };
}

/** Rows that have a name and these fields. */
export function namedRows(
  rows: readonly Row[],
  by: string,
  fields: Readonly<Record<string, unknown>> = {},
): readonly Found[] {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined);
  return rows.flatMap((row) => {
    const name = row[by];
    return typeof name === "string" && given.every(([field, value]) => row[field] === value)
      ? [{ id: row.id, name }]
      : [];
  });
}
