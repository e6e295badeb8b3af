import { isDefinite, parseJsonPath } from "../../../expression";
import { unknownNames } from "../../../soql";
import type { Context, HttpCall } from "../../context";
import type { Report, Checks } from "../../rule";
import { quotedList, report } from "../shared";
import { eachQuery, isById, parameterOf } from "./queries";

const syntax = (context: Context): readonly Report[] =>
  context.calls.flatMap((call) =>
    call.soql.flatMap(({ isEncoded, parsed }) =>
      parsed.ok
        ? []
        : report(
            call,
            parameterOf(call, isEncoded),
            `The query of "${call.node.name}" cannot be read: ${parsed.reason}`,
          ),
    ),
  );

const FIRST_ROW = /records\s*(?:\.\s*)?\[\s*0\s*\]/;

const takesFirstRow = (context: Context, call: HttpCall): boolean =>
  context.answers.pathsInto(call).some((path) => {
    const compiled = parseJsonPath(path);
    return compiled.ok && isDefinite(compiled.path) && FIRST_ROW.test(path);
  });

const unordered = (context: Context): readonly Report[] =>
  eachQuery(context, ({ call, query }) =>
    query.orderBy.length > 0 || query.isAggregate || isById(query) || !takesFirstRow(context, call)
      ? []
      : [`The first ${query.object} is used, but no ORDER BY decides which one that is.`],
  );

const unlimited = (context: Context): readonly Report[] =>
  eachQuery(context, ({ query }) =>
    query.limit !== undefined || query.isAggregate || isById(query)
      ? []
      : [`The query has no LIMIT; it may return up to 2,000 rows of ${query.object}.`],
  );

const closedCases = (context: Context): readonly Report[] =>
  eachQuery(context, ({ query }) =>
    query.object.toLowerCase() !== "case" ||
    query.isAggregate ||
    isById(query) ||
    query.conditions.some(({ field }) => /^(?:isclosed|status|closeddate|casenumber)$/i.test(field))
      ? []
      : ["Closed cases are found too, so an old one may be shown or changed."],
  );

function unknown(context: Context): readonly Report[] {
  const { schema } = context.options;
  if (schema === undefined) return [];
  return eachQuery(context, ({ query }) =>
    unknownNames(query, schema).map(({ kind, name, object }) =>
      kind === "object" ? `The org has no object "${name}".` : `${object} has no field "${name}".`,
    ),
  );
}

/** A path to whole rows: one, some or all of them. */
const WHOLE_ROWS = /records(?:['"]\s*\])?\s*(?:\[[^\]]*\])?\s*$|\*\s*$/;

/** Selected fields that no mapping reads. */
const unread = (context: Context): readonly Report[] =>
  eachQuery(context, ({ call, query }) => {
    const paths = context.answers.pathsInto(call);
    if (paths.length === 0 || paths.some((path) => WHOLE_ROWS.test(path))) return [];
    const names = query.fields.filter((field) => {
      const last = field.split(".").at(-1)?.toLowerCase() ?? "";
      return last !== "id" && !paths.some((path) => new RegExp(`\\b${last.replace(/\W/g, "")}\\b`, "i").test(path));
    });
    return names.length === 0 || context.answers.isBodyRead(call)
      ? []
      : [`${quotedList(names)} ${names.length === 1 ? "is" : "are"} selected but never read.`];
  });

export const ROWS_CHECKS: Checks = {
  "soql/syntax": syntax,
  "soql/no-order": unordered,
  "soql/no-limit": unlimited,
  "soql/closed-cases": closedCases,
  "soql/unknown-name": unknown,
  "soql/unread-field": unread,
};
