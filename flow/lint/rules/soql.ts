import type { Hole } from "../../expression";
import { isHole, isDefinite, parseJsonPath } from "../../expression";
import { mappingsOf } from "../../activities";
import { textAt } from "../../json";
import { unknownNames, type SoqlCondition, type SoqlQuery } from "../../soql";
import { escapesQuotes, fullName, type Context, type HttpCall } from "../context";
import type { Report, Rule } from "../rule";
import { quotedList } from "./shared";

/** A query that parses, and where it stands. */
interface Asked {
  readonly call: HttpCall;
  readonly path: string;
  readonly query: SoqlQuery;
  /** Written percent-encoded in the address. */
  readonly isEncoded: boolean;
}

const placeOf = (call: HttpCall, isEncoded: boolean): string =>
  isEncoded ? call.addressKey : (call.parameters.find(({ path }) => /\.q$/i.test(path))?.path ?? "httpQueryParameters");

const asked = (context: Context): readonly Asked[] =>
  context.calls.flatMap((call) =>
    call.soql.flatMap(({ isEncoded, parsed }) =>
      parsed.ok ? [{ call, path: placeOf(call, isEncoded), query: parsed.query, isEncoded }] : [],
    ),
  );

const report = ({ call, path }: Pick<Asked, "call" | "path">, message: string): Report => ({
  process: call.process,
  activity: call.node.name,
  path,
  message,
});

const each = (context: Context, check: (entry: Asked) => readonly string[]): readonly Report[] =>
  asked(context).flatMap((entry) => check(entry).map((message) => report(entry, message)));

const syntax = (context: Context): readonly Report[] =>
  context.calls.flatMap((call) =>
    call.soql.flatMap(({ isEncoded, parsed }) =>
      parsed.ok
        ? []
        : [
            report(
              { call, path: placeOf(call, isEncoded) },
              `The query of "${call.node.name}" cannot be read: ${parsed.reason}`,
            ),
          ],
    ),
  );

const namesOf = (holes: readonly Hole[]): string =>
  quotedList([...new Set(holes.flatMap(({ variables }) => variables.map(fullName)))]);

/** Names in a hole that may be blank where the query is sent. */
const blankNames = (context: Context, { call }: Asked, hole: Hole): boolean =>
  hole.variables.length > 0 &&
  hole.variables.every(
    (use) => !context.isVouched(call.process, call.node, fullName(use)) && !isAlwaysFilled(context, use.root),
  );

/** A constant of the flow: never written, with a default. */
const isAlwaysFilled = (context: Context, root: string): boolean => {
  const variable = context.variables.get(root);
  return (
    variable !== undefined && (variable.value ?? "").trim() !== "" && context.variables.definitionsOf(root).length === 0
  );
};

const isWild = ({ operator, values }: SoqlCondition): boolean =>
  operator.includes("LIKE") && values.some((value) => value.startsWith("%"));

const blanks = (context: Context): readonly Report[] =>
  each(context, (entry) =>
    entry.query.conditions.flatMap((condition) => {
      const holes = condition.holes.filter((hole) => blankNames(context, entry, hole));
      if (holes.length === 0) return [];
      const matchesAll =
        condition.operator === "LIKE" &&
        condition.values.some((value) => /^%*(?:dd\d+dd)?%+$|^%+(?:dd\d+dd)%*$/.test(value));
      if (matchesAll)
        return [
          `A blank ${namesOf(holes)} makes "${condition.field} LIKE '%%'", which every ${entry.query.object} matches.`,
        ];
      const isList =
        /IN$/.test(condition.operator) &&
        entry.query.placements.some(({ hole, isQuoted }) => !isQuoted && holes.includes(hole));
      return isList ? [`A blank ${namesOf(holes)} leaves "${condition.field} IN ()", which Salesforce refuses.`] : [];
    }),
  );

const wildcards = (context: Context): readonly Report[] =>
  each(context, ({ query }) =>
    query.conditions
      .filter(isWild)
      .map(
        ({ field }) =>
          `"${field} LIKE '%...'" begins with a wildcard: slow on many records, and any number that ends alike matches.`,
      ),
  );

/** Whether a query can give one row at most: it names a record by its id. */
const isById = ({ conditions }: SoqlQuery): boolean =>
  conditions.some(({ field, operator }) => /^id$/i.test(field) && operator === "=");

const FIRST_ROW = /records\s*(?:\.\s*)?\[\s*0\s*\]/;

/** Paths that read rows of the answer of a call, in its own mapping or in a Parse of its body. */
const rowPaths = (context: Context, call: HttpCall): readonly string[] => [
  ...call.mappings.map(({ path }) => path),
  ...context
    .nodesOf("parse-activity")
    .filter(
      ({ process, node }) =>
        process === call.process &&
        (textAt(node.properties, "inputVariable") ?? "").includes(`${call.node.name}.httpResponseBody`),
    )
    .flatMap(({ node }) => mappingsOf(node).map(({ path }) => path)),
];

const takesFirstRow = (context: Context, call: HttpCall): boolean =>
  rowPaths(context, call).some((path) => {
    const compiled = parseJsonPath(path);
    return compiled.ok && isDefinite(compiled.path) && FIRST_ROW.test(path);
  });

const unordered = (context: Context): readonly Report[] =>
  each(context, ({ call, query }) =>
    query.orderBy.length > 0 || query.isAggregate || isById(query) || !takesFirstRow(context, call)
      ? []
      : [`The first ${query.object} is taken, but no ORDER BY says which one that is.`],
  );

const unlimited = (context: Context): readonly Report[] =>
  each(context, ({ query }) =>
    query.limit !== undefined || query.isAggregate || isById(query)
      ? []
      : [`The query has no LIMIT; up to 2,000 rows of ${query.object} come back for one.`],
  );

const closedCases = (context: Context): readonly Report[] =>
  each(context, ({ query }) =>
    query.object.toLowerCase() !== "case" ||
    query.isAggregate ||
    isById(query) ||
    query.conditions.some(({ field }) => /^(?:isclosed|status|closeddate|casenumber)$/i.test(field))
      ? []
      : ["Closed cases are found too; an old one may be shown or changed."],
  );

const unescaped = (context: Context): readonly Report[] =>
  each(context, ({ query }) => {
    const holes = query.placements
      .filter(({ hole }) => context.taint.isCallerControlled(hole) || isAgentText(context, hole))
      .map(({ hole }) => hole);
    return holes.length === 0
      ? []
      : [`${namesOf(holes)} goes into the query as the caller sends it; a quote in it changes the query.`];
  });

const isAgentText = (context: Context, hole: Hole): boolean =>
  !escapesQuotes(hole) &&
  hole.variables.some(
    ({ root }) =>
      context.variables.get(root)?.isAgentEditable === true &&
      context.variables.get(root)?.type === "STRING" &&
      context.variables.definitionsOf(root).length === 0,
  );

const lostPlus = (context: Context): readonly Report[] =>
  each(context, ({ query, isEncoded }) => {
    const holes = isEncoded ? query.placements.map(({ hole }) => hole).filter(context.taint.mayHavePlus) : [];
    return holes.length === 0
      ? []
      : [`A plus sign in ${namesOf(holes)} arrives as a blank, so numbers written with + are never found.`];
  });

const unknown = (context: Context): readonly Report[] => {
  const { schema } = context.options;
  if (schema === undefined) return [];
  return each(context, ({ query }) =>
    unknownNames(query, schema).map(({ kind, name, object }) =>
      kind === "object" ? `The org has no object "${name}".` : `${object} has no field "${name}".`,
    ),
  );
};

/** Selected fields that no mapping takes out. */
const unread = (context: Context): readonly Report[] =>
  each(context, ({ call, query }) => {
    const paths = rowPaths(context, call);
    if (paths.length === 0 || paths.some((path) => /records\s*(?:\[\s*\d+\s*\])?\s*$|\*\s*$/.test(path))) return [];
    const names = query.fields.filter((field) => {
      const last = field.split(".").at(-1)?.toLowerCase() ?? "";
      return last !== "id" && !paths.some((path) => new RegExp(`\\b${last.replace(/\W/g, "")}\\b`, "i").test(path));
    });
    const isBodyRead = context.texts.some(({ segments }) =>
      segments.some(
        (segment) =>
          isHole(segment) &&
          segment.hole.variables.some((use) => fullName(use) === `${call.node.name}.httpResponseBody`),
      ),
    );
    return names.length === 0 || isBodyRead
      ? []
      : [`${quotedList(names)} ${names.length === 1 ? "is" : "are"} asked for and never read.`];
  });

export const SOQL_RULES: readonly Rule[] = [
  {
    id: "soql/syntax",
    severity: "error",
    title: "Query that cannot be read",
    why: "Salesforce answers 400 MALFORMED_QUERY to every caller.",
    fix: "Correct the query; in an address, blanks are + and quotes %27.",
    check: syntax,
  },
  {
    id: "soql/blank-value",
    severity: "error",
    title: "Blank value that matches everything, or breaks the query",
    why: "A blocked or empty number then finds somebody else's record: a name is said to a stranger, a wrong case is changed.",
    fix: "Check in a Condition before that the value is not empty and long enough.",
    check: blanks,
  },
  {
    id: "soql/unescaped-value",
    severity: "error",
    title: "Caller's value put into a query as it is",
    why: "Whoever sets the caller number decides what is asked: the classic injection.",
    fix: 'Let only digits through, or replace quotes: | replace({"\'":"\\\'"}).',
    check: unescaped,
  },
  {
    id: "soql/plus-lost",
    severity: "warning",
    title: "Plus sign lost in an address",
    why: "In the query part of an address + means a blank.",
    fix: "Give the query as a query parameter of the activity, or end the expression with | urlencode.",
    check: lostPlus,
  },
  {
    id: "soql/leading-wildcard",
    severity: "warning",
    title: "LIKE that begins with a wildcard",
    why: "No index helps, so large orgs answer too late; and the tail of a number belongs to many people.",
    fix: "Compare with the spellings that are stored (IN), or search an E.164 field.",
    check: wildcards,
  },
  {
    id: "soql/no-order",
    severity: "warning",
    title: "First row without an order",
    why: "Which of several rows comes first is chance and changes from call to call.",
    fix: "Add ORDER BY, such as LastModifiedDate DESC, and look at totalSize.",
    check: unordered,
  },
  {
    id: "soql/no-limit",
    severity: "warning",
    title: "Query without LIMIT",
    why: "One common value brings thousands of rows into the call's time limit.",
    fix: "Add LIMIT 1, or LIMIT 2 to notice doubles.",
    check: unlimited,
  },
  {
    id: "soql/closed-cases",
    severity: "warning",
    title: "Cases without IsClosed = false",
    why: "The case that agents see or the call writes to may have been closed years ago.",
    fix: "Add AND IsClosed = false.",
    check: closedCases,
  },
  {
    id: "soql/unknown-name",
    severity: "error",
    title: "Object or field that the org does not have",
    why: "Salesforce answers 400 INVALID_FIELD or INVALID_TYPE.",
    fix: "Correct the name, or create the field first.",
    check: unknown,
  },
  {
    id: "soql/unread-field",
    severity: "info",
    title: "Field asked for and never read",
    why: "Either a mapping is missing or the answer is larger than needed.",
    fix: "Map the field to a variable, or leave it out.",
    check: unread,
  },
];
