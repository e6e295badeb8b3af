import type { Hole } from "../../../expression";
import type { SoqlQuery } from "../../../soql";
import { type Context, type HttpCall, fullName } from "../../context";
import type { Report } from "../../rule";
import { quotedList, report } from "../shared";

/** Queries of the flow, and functions about them that several rules share. */

/** A query that parses, and where it is. */
export interface LocatedQuery {
  readonly call: HttpCall;
  readonly path: string;
  readonly query: SoqlQuery;
  /** Whether it is percent-encoded, in an address. */
  readonly isEncoded: boolean;
}

export const parameterOf = (call: HttpCall, isEncoded: boolean): string =>
  isEncoded ? call.addressKey : (call.parameters.find(({ path }) => /\.q$/i.test(path))?.path ?? "httpQueryParameters");

export const queriesOf = (context: Context): readonly LocatedQuery[] =>
  context.calls.flatMap((call) =>
    call.soql.flatMap(({ isEncoded, parsed }) =>
      parsed.ok ? [{ call, path: parameterOf(call, isEncoded), query: parsed.query, isEncoded }] : [],
    ),
  );

export const eachQuery = (context: Context, check: (entry: LocatedQuery) => readonly string[]): readonly Report[] =>
  queriesOf(context).flatMap((entry) => check(entry).map((message) => report(entry.call, entry.path, message)));

export const namesOf = (holes: readonly Hole[]): string =>
  quotedList([...new Set(holes.flatMap(({ variables }) => variables.map(fullName)))]);

/** Whether a query selects a record by its id and so gives at most one row. */
export const isById = ({ conditions }: SoqlQuery): boolean =>
  conditions.some(({ field, operator }) => /^id$/i.test(field) && operator === "=");
