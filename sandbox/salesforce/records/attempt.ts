import { catching } from "../../core/catching";
import type { Json, JsonObject } from "../../core/json";
import { isJsonObject } from "../../core/json";
import { jsonError, Refused, type Problem } from "../salesforce-errors";
import type { Org } from "../org";

export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem };

/** Carries the results out of a transaction that must be rolled back. */
class RolledBack<T> extends Error {
  constructor(readonly outcomes: readonly Outcome<T>[]) {
    super("rolled back");
  }
}

const tryOne = <T>(work: () => T): Outcome<T> =>
  catching<Refused, Outcome<T>>(
    Refused,
    () => ({ ok: true, value: work() }),
    ({ problem }) => ({ ok: false, problem }),
  );

/** Runs writes one by one, each in a separate transaction: an error undoes only its own write. */
const eachAlone = <T>(org: Org, works: readonly (() => T)[]): readonly Outcome<T>[] =>
  works.map((work) => tryOne(() => org.core.store.transaction(work)));

/**
 * Runs several writes.
 * @param allOrNone a failure undoes the other writes too; each of those is then reported as rolled back
 */
export function attempt<T>(org: Org, works: readonly (() => T)[], allOrNone: boolean): readonly Outcome<T>[] {
  if (!allOrNone) return eachAlone(org, works);
  try {
    return org.core.store.transaction(() => {
      const outcomes = works.map(tryOne);
      if (outcomes.some(({ ok }) => !ok)) throw new RolledBack(outcomes);
      return outcomes;
    });
  } catch (error) {
    if (!(error instanceof RolledBack)) throw error;
    // Thrown above, with the outcomes of the same works, so T is the same.
    return (error as RolledBack<T>).outcomes.map((outcome) => (outcome.ok ? rolledBack : outcome));
  }
}

const rolledBack = {
  ok: false,
  problem: {
    errorCode: "ALL_OR_NONE_OPERATION_ROLLED_BACK",
    message: "Record rolled back because not all records were valid and the request was using AllOrNone header",
    fields: [],
  },
} as const;

/** An entry of the `errors` of a save result. */
export const saveError = ({ errorCode, message, fields = [] }: Problem): JsonObject => ({
  statusCode: errorCode,
  message,
  fields,
});

/** The objects of an array in a request. */
export function objectsIn(value: Json | undefined, name: string): readonly JsonObject[] {
  if (!Array.isArray(value)) throw jsonError(`The member ${name} must be an array of objects at [line:1, column:1]`);
  const entries: readonly Json[] = value;
  return entries.map((entry) => {
    if (isJsonObject(entry)) return entry;
    throw jsonError(`The member ${name} must hold objects only at [line:1, column:1]`);
  });
}
