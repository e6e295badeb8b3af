import { z } from "zod";
import { isRecord } from "../../core/resource/types";

/** The marks of this many entries still fit into what a failed run can hand to the engine. */
const MAX_ENTRIES = 2_000;

/** The entries of a list by their unique key. */
export const entriesField = <K extends z.ZodType<string, string>, V extends z.ZodType>(
  key: K,
  value: V,
  max = MAX_ENTRIES,
): z.ZodRecord<K, V> =>
  z
    .record(key, value)
    .refine(
      (entries) => Object.keys(entries).length <= max,
      `holds at most ${max}: make single resources for the rest`,
    );

/** The input `exclusive` of list kinds. */
export const exclusiveField = (): z.ZodOptional<z.ZodBoolean> => z.boolean().optional();

/** Entries in the same place that the list does not own. */
export const othersField = z.object({
  /** How many there are. */
  count: z.number(),
  /** The names of the first ten. */
  names: z.array(z.string()),
});

/** Equality of all entries, in any order. */
export const sameEntries =
  <E>(same: (now: E, wanted: E) => boolean): ((before: unknown, after: unknown) => boolean) =>
  (before, after) => {
    if (!isRecord(before) || !isRecord(after)) return before === after;
    const keys = Object.keys(after);
    return (
      keys.length === Object.keys(before).length &&
      keys.every((key) => key in before && same(before[key] as E, after[key] as E))
    );
  };
