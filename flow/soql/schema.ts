import type { SoqlQuery } from "./query";

/** The objects, fields and relationships of a Salesforce org. Names are compared without regard to case. */
export interface SalesforceSchema {
  readonly objects: Readonly<
    Record<
      string,
      {
        readonly fields: readonly string[];
        /** By relationship name, the related object, such as `Account` for `Account`. */
        readonly relationships?: Readonly<Record<string, string>>;
        /** By child relationship name, the object of its rows, such as `Case` for `Cases`. */
        readonly children?: Readonly<Record<string, string>>;
      }
    >
  >;
}

/** A name in a query that the schema does not have. */
export interface UnknownName {
  readonly kind: "object" | "field";
  readonly name: string;
  readonly object: string;
}

function find<Value>(record: Readonly<Record<string, Value>> | undefined, name: string): Value | undefined {
  const key = Object.keys(record ?? {}).find((candidate) => candidate.toLowerCase() === name.toLowerCase());
  return key === undefined ? undefined : record?.[key];
}

const has = (names: readonly string[], name: string): boolean =>
  names.some((candidate) => candidate.toLowerCase() === name.toLowerCase());

function unknownField(schema: SalesforceSchema, start: string, path: string): UnknownName | undefined {
  const steps = path.split(".");
  const last = steps.pop() ?? "";
  let objectName = start;
  for (const step of steps) {
    const target = find(find(schema.objects, objectName)?.relationships, step);
    // The first step may be an alias or the object's own name.
    if (target === undefined && step.toLowerCase() === start.toLowerCase()) continue;
    if (target === undefined) return { kind: "field", name: path, object: start };
    // A snapshot may have a relationship without its object.
    if (find(schema.objects, target) === undefined) return undefined;
    objectName = target;
  }
  const object = find(schema.objects, objectName);
  return object === undefined || has(object.fields, last)
    ? undefined
    : { kind: "field", name: path, object: objectName };
}

const PLACEHOLDER = /^dd\d+dd$/;

/** Objects and fields of a query that the schema does not have. */
export function unknownNames(query: SoqlQuery, schema: SalesforceSchema): readonly UnknownName[] {
  if (PLACEHOLDER.test(query.object)) return [];
  if (find(schema.objects, query.object) === undefined)
    return [{ kind: "object", name: query.object, object: query.object }];
  const names = [...query.fields, ...query.conditions.map(({ field }) => field), ...query.orderBy];
  const own = [...new Set(names)]
    .filter((name) => name !== "" && !/[()]/.test(name) && !PLACEHOLDER.test(name))
    .flatMap((name) => unknownField(schema, query.object, name) ?? []);
  const children = query.subqueries.flatMap((subquery) => {
    const target = find(find(schema.objects, query.object)?.children, subquery.object);
    return target === undefined ? [] : unknownNames({ ...subquery, object: target }, schema);
  });
  return [...own, ...children];
}
