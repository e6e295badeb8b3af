import { JsonPathError } from "./jsonpath-errors";
import { readPath, type Session } from "./evaluate";
import { nodeOf, related } from "./filter-relations";
import type { JsonValue } from "./json-value";
import type { Path, FilterNode, FilterValue, Operand } from "./path";

/** Whether an item passes a filter. A relation that is not defined for its operands makes the whole filter fail. */
export function matches(filter: FilterNode, item: JsonValue, session: Session): boolean {
  try {
    return holds(filter, item, session);
  } catch (error) {
    if (error instanceof JsonPathError && (error.kind === "InvalidPath" || error.kind === "PathNotFound")) return false;
    throw error;
  }
}

function holds(filter: FilterNode, item: JsonValue, session: Session): boolean {
  switch (filter.kind) {
    case "or":
      return filter.operands.some((operand) => holds(operand, item, session));
    case "and":
      return filter.operands.every((operand) => holds(operand, item, session));
    case "not":
      return !holds(filter.operand, item, session);
    case "exists":
      return exists(filter.path, item, session) === filter.wanted;
    case "relation":
      return related(filter.relation, evaluate(filter.left, item, session), evaluate(filter.right, item, session));
  }
}

const startOf = (path: Path, item: JsonValue, session: Session): JsonValue =>
  path.root === "$" ? session.document : item;

const isMissing = (error: unknown): boolean => error instanceof JsonPathError && error.kind === "PathNotFound";

/** In an existence check Jayway applies even a `$` path to the item. */
function exists(path: Path, item: JsonValue, session: Session): boolean {
  try {
    readPath(path, item, { ...session, strict: true });
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

function evaluate(operand: Operand, item: JsonValue, session: Session): FilterValue {
  if (operand.kind !== "path") return operand;
  try {
    const value = readPath(operand.path, startOf(operand.path, item, session), { ...session, strict: false });
    return nodeOf(value);
  } catch (error) {
    if (isMissing(error)) return { kind: "undefined" };
    throw error;
  }
}
