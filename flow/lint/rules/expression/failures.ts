import { JavaNumber, type ContextValue } from "../../../expression";
import { MAIN } from "../../../model";
import { type Context, isBlank, MAX_ACTIVITIES, type ValueFailure } from "../../context";
import type { Report, Checks } from "../../rule";
import { shortened, textReport } from "../shared";

const MAX_NAMED = 3;

const valueText = (value: ContextValue): string =>
  typeof value === "string"
    ? `"${shortened(value)}"`
    : value instanceof JavaNumber || typeof value === "boolean"
      ? String(value)
      : shortened(JSON.stringify(value ?? null));

const held = ({ name, value, origin }: ValueFailure["values"][number]): string =>
  isBlank(value) ? `"${name}" may be empty (${origin})` : `"${name}" may be ${valueText(value)} (${origin})`;

function sentence({ kind, values, reason, node, isAlways, source }: ValueFailure): string {
  const [first] = values;
  const known = values.slice(0, MAX_NAMED).map(held).join(", ");
  if (kind === "parse")
    return `"${node.name}" reads ${first?.name === "" ? "nothing" : known}, which is not JSON; without an error path the call is dropped.`;
  if (kind === "mapping") return `Where ${first?.origin ?? "the answer differs"}, the mapping fails: ${reason}`;
  const end = /[.!?]$/.test(reason) ? reason : `${reason}.`;
  const place = shortened(source.replace(/\s+/g, " ").trim());
  if (isAlways) return `${place} fails every time: ${end}`;
  return known === "" ? `${place} may fail: ${end}` : `${known}; then ${place} fails: ${end}`;
}

const failures = (context: Context, keep: (failure: ValueFailure) => boolean): readonly Report[] =>
  context.values.failures.filter(keep).map((failure) => textReport(failure, sentence(failure)));

const isSlice = ({ kind, isAlways }: ValueFailure): boolean => kind === "slice" && !isAlways;

const notFollowed = ({ values, nodes }: Context): readonly Report[] =>
  values.isFollowed
    ? []
    : [
        {
          process: MAIN,
          activity: "",
          path: "activities",
          message: `The flow has ${nodes.length} activities; values of variables are followed up to ${MAX_ACTIVITIES} activities.`,
        },
      ];

export const FAILURE_CHECKS: Checks = {
  "expression/not-followed": notFollowed,
  "expression/fails": (context) => failures(context, ({ isAlways }) => isAlways),
  "expression/may-fail": (context) => failures(context, (failure) => !failure.isAlways && !isSlice(failure)),
  "expression/unguarded-slice": (context) => failures(context, isSlice),
};
