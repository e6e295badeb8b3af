import type { OrderByClause } from "@jetstreamapp/soql-parser-js";
import type { Json } from "../../core/json";

/** The order of texts ignores accents and case. */
const collator = new Intl.Collator("en-US", { sensitivity: "base", numeric: false });

function compareValues(one: Json, other: Json): number {
  if (typeof one === "string" && typeof other === "string") return collator.compare(one, other);
  if (typeof one === "number" && typeof other === "number") return one - other;
  return Number(one === true) - Number(other === true);
}

/** The comparison of one ORDER BY entry; empty values come first unless the entry asks for last. */
export const orderComparator =
  <T>(clause: OrderByClause, read: (item: T) => Json): ((one: T, other: T) => number) =>
  (one, other) => {
    const [a, b] = [read(one), read(other)];
    if (a === null || b === null) {
      if (a === b) return 0;
      const first = clause.nulls === "LAST" ? 1 : -1;
      return a === null ? first : -first;
    }
    return compareValues(a, b) * (clause.order === "DESC" ? -1 : 1);
  };

/** Sorts by the first comparison in which two items differ. The sort is stable, so equal items stay in the order of their ids. */
export function sortedBy<T>(items: readonly T[], comparators: readonly ((one: T, other: T) => number)[]): readonly T[] {
  if (comparators.length === 0) return items;
  return items.toSorted((one, other) => {
    for (const compare of comparators) {
      const difference = compare(one, other);
      if (difference !== 0) return difference;
    }
    return 0;
  });
}
