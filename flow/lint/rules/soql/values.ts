import type { Hole } from "../../../expression";
import type { SoqlCondition } from "../../../soql";
import { type Context, escapesQuotes, isBlank } from "../../context";
import type { Report, Checks } from "../../rule";
import { type LocatedQuery, eachQuery, namesOf } from "./queries";

/** Whether every name in a hole may be blank when the query is sent. */
const blankNames = (context: Context, { call }: LocatedQuery, hole: Hole): boolean =>
  hole.variables.length > 0 && hole.variables.every((use) => context.leftIn(call.node, use)?.some(isBlank) === true);

const isWild = ({ operator, values }: SoqlCondition): boolean =>
  operator.includes("LIKE") && values.some((value) => value.startsWith("%"));

export const blanks = (context: Context): readonly Report[] =>
  eachQuery(context, (entry) =>
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
  eachQuery(context, ({ query }) =>
    query.conditions
      .filter(isWild)
      .map(
        ({ field }) =>
          `"${field} LIKE '%...'" begins with a wildcard: it is slow on many records, and matches every number with the same end.`,
      ),
  );

const isAgentText = (context: Context, hole: Hole): boolean =>
  !escapesQuotes(hole) &&
  hole.variables.some(
    ({ root }) =>
      context.variables.get(root)?.isAgentEditable === true &&
      context.variables.get(root)?.type === "STRING" &&
      context.variables.definitionsOf(root).length === 0,
  );

const unescaped = (context: Context): readonly Report[] =>
  eachQuery(context, ({ query }) => {
    const holes = query.placements
      .filter(({ hole }) => context.taint.isCallerControlled(hole) || isAgentText(context, hole))
      .map(({ hole }) => hole);
    return holes.length === 0
      ? []
      : [`${namesOf(holes)} is put into the query without escaping; a quote in it changes the query.`];
  });

const lostPlus = (context: Context): readonly Report[] =>
  eachQuery(context, ({ query, isEncoded }) => {
    const holes = isEncoded ? query.placements.map(({ hole }) => hole).filter(context.taint.mayHavePlus) : [];
    return holes.length === 0
      ? []
      : [`A plus sign in ${namesOf(holes)} arrives as a space, so numbers written with + are never found.`];
  });

export const VALUES_CHECKS: Checks = {
  "soql/blank-value": blanks,
  "soql/unescaped-value": unescaped,
  "soql/plus-lost": lostPlus,
  "soql/leading-wildcard": wildcards,
};
