import type { JsonObject } from "../../core/json";
import { isGrouped } from "./aggregates";
import { familyOf } from "./literals";
import { pathOf, type Query, type QueryBase } from "./parse";
import { resolvePath, type Scope } from "./paths";
import { fieldsOf } from "./projection";
import type { QueryField } from "./schema";

/** Members of a column that clients such as the sf CLI read. */
interface Column {
  readonly name: string;
  /** The display name, if not the name. */
  readonly shown?: string;
  /** A function, or a list of children. */
  readonly aggregate?: boolean;
  /** The field, where the column is one. */
  readonly field?: QueryField;
  /** The name of the reference field, for the column of a parent. */
  readonly foreignKey?: string;
  /** Whether a column that is not a field has numbers. */
  readonly counts?: boolean;
  readonly below?: readonly JsonObject[];
}

function columnOf({ name, shown, aggregate, field, foreignKey, counts, below }: Column): JsonObject {
  const family = field === undefined ? undefined : familyOf(field.type);
  return {
    aggregate: aggregate ?? false,
    booleanType: family === "boolean",
    columnName: name,
    custom: field?.custom ?? false,
    displayName: shown ?? name,
    foreignKeyName: foreignKey ?? null,
    joinColumns: below ?? [],
    numberType: counts ?? family === "number",
    textType: family === "string",
  };
}

/** The column of a field inside those of its parents. Each path has its own column, as the CLI reads one path from a parent's. */
function pathColumn(scope: Scope, text: string, alias?: string): JsonObject {
  const { parents, field } = resolvePath(scope, text);
  const own = columnOf({ name: alias ?? field.name, field });
  return parents.reduceRight(
    (below, { name, relationshipName }) =>
      columnOf({ name: relationshipName ?? name, foreignKey: name, below: [below] }),
    own,
  );
}

function selectedColumns(scope: Scope, query: QueryBase): readonly JsonObject[] {
  let unnamed = 0;
  return (query.fields ?? []).flatMap((entry) => {
    const path = pathOf(entry);
    if (path !== undefined) {
      const alias = "alias" in entry && isGrouped(query) ? entry.alias : undefined;
      return [pathColumn(scope, path, alias)];
    }
    if (entry.type === "FieldSubquery") {
      const child = scope.object.children(entry.subquery.relationshipName);
      const object = child === undefined ? undefined : scope.org.object(child.type);
      if (child === undefined || object === undefined) return [];
      const inner: Scope = { ...scope, object, alias: entry.subquery.sObjectAlias };
      return [columnOf({ name: child.name, aggregate: true, below: selectedColumns(inner, entry.subquery) })];
    }
    if (entry.type !== "FieldFunctionExpression") return [];
    const call = entry.functionName.toLowerCase();
    if (call === "fields")
      return fieldsOf(scope, entry.parameters, query.limit).map(({ name }) => pathColumn(scope, name));
    const name = entry.alias ?? `expr${unnamed}`;
    if (entry.alias === undefined) unnamed += 1;
    const [of] = entry.parameters;
    const field = typeof of === "string" ? resolvePath(scope, of).field : undefined;
    const counts = call.startsWith("count") || (field !== undefined && familyOf(field.type) === "number");
    const shown = `${call}(${typeof of === "string" ? of : ""})`;
    return [columnOf({ name, shown, aggregate: true, counts })];
  });
}

/** The answer to `columns=true` for a valid query; it holds no record. */
export function describeColumns(scope: Scope, query: Query): JsonObject {
  const columnMetadata = selectedColumns(scope, query);
  return {
    columnMetadata,
    entityName: scope.object.name,
    groupBy: query.groupBy !== undefined,
    idSelected: columnMetadata.some((column) => column.columnName === "Id"),
  };
}
