import type { FieldType as SelectedField } from "@jetstreamapp/soql-parser-js";
import type { Json, JsonObject } from "../../core/json";
import { errorAt, malformed, notEmulated } from "./soql-errors";
import { pathOf, type Subquery } from "./parse";
import { follow, readAs, resolvePath, targetOf, type Scope } from "./paths";
import type { QueryField, QueryObject, Row } from "./schema";

/** Most records of a query with FIELDS(). */
const MAX_FIELDS_LIMIT = 200;

/** Converts a record of a known type to its form in the answer. */
export type Project = (row: Row, type: string) => JsonObject;

/** The answer of a subquery for one parent. */
export type ProjectChildren = (
  subquery: Subquery,
  scope: Scope,
) => { readonly name: string; readonly read: (row: Row) => JsonObject | null };

type Found = { readonly type: string; readonly row: Row };

/** The members of a record in an answer, in the order in which the SELECT first names them; a parent's fields are grouped. */
interface Branch {
  readonly members: Member[];
  /** Parents by the name of their reference. */
  readonly parents: Map<string, Branch>;
}

type Member =
  | { readonly kind: "field"; readonly field: QueryField }
  | { readonly kind: "parent"; readonly reference: QueryField; readonly branch: Branch }
  | { readonly kind: "children"; readonly name: string; readonly read: (row: Row) => JsonObject | null };

const newBranch = (): Branch => ({ members: [], parents: new Map() });

/** The fields that `FIELDS(ALL)`, `FIELDS(STANDARD)` or `FIELDS(CUSTOM)` means. */
export function fieldsOf(scope: Scope, [group]: readonly unknown[], limit: number | undefined): readonly QueryField[] {
  const word = typeof group === "string" ? group.toUpperCase() : "";
  if (word !== "STANDARD" && (limit === undefined || limit > MAX_FIELDS_LIMIT)) {
    throw malformed(`The SOQL FIELDS function must have a LIMIT of at most ${MAX_FIELDS_LIMIT}`);
  }
  switch (word) {
    case "ALL":
      return scope.object.fields;
    case "STANDARD":
      return scope.object.fields.filter(({ custom }) => !custom);
    case "CUSTOM":
      return scope.object.fields.filter(({ custom }) => custom);
    default:
      throw malformed(`unexpected token: '${word}'`);
  }
}

type Reader = (found: Found) => Json;

function readerOf(scope: Scope, member: Member): readonly [string, Reader] {
  switch (member.kind) {
    case "field":
      return [member.field.name, (found) => readAs(member.field, found)];
    case "children":
      return [member.name, ({ row }) => member.read(row)];
    case "parent": {
      const { reference, branch } = member;
      const project = branchProject(scope, targetOf(scope, reference), branch);
      return [
        reference.relationshipName ?? reference.name,
        ({ row }) => {
          const parent = follow(scope.org, row, reference);
          return parent === undefined ? null : project(parent);
        },
      ];
    }
  }
}

function branchProject(scope: Scope, object: QueryObject, branch: Branch): (found: Found) => JsonObject {
  const readers = branch.members.map((member) => readerOf(scope, member));
  return (found) => ({
    attributes: { type: object.name, url: scope.org.urlOf(found.type, found.row.Id) },
    ...Object.fromEntries(readers.map(([name, read]) => [name, read(found)])),
  });
}

/** Adds a path; each field may be named once. */
function addPath(scope: Scope, root: Branch, text: string): void {
  const { parents, field } = resolvePath(scope, text);
  let branch = root;
  for (const reference of parents) {
    const known = branch.parents.get(reference.name);
    const below = known ?? newBranch();
    if (known === undefined) {
      branch.parents.set(reference.name, below);
      branch.members.push({ kind: "parent", reference, branch: below });
    }
    branch = below;
  }
  if (branch.members.some((member) => member.kind === "field" && member.field === field)) {
    throw errorAt(scope.query, text, "INVALID_FIELD", `duplicate field selected: ${text}`);
  }
  branch.members.push({ kind: "field", field });
}

/** The projection of a query without aggregates. */
export function projectionOf(
  scope: Scope,
  selected: readonly SelectedField[],
  limit: number | undefined,
  projectChildren: ProjectChildren,
): Project {
  const root = newBranch();
  for (const entry of selected) {
    switch (entry.type) {
      case "Field":
      case "FieldRelationship":
        if ("alias" in entry) throw malformed("only aggregate expressions use field aliasing");
        addPath(scope, root, pathOf(entry) ?? "");
        break;
      case "FieldSubquery":
        root.members.push({ kind: "children", ...projectChildren(entry.subquery, scope) });
        break;
      case "FieldFunctionExpression":
        if (entry.functionName.toUpperCase() !== "FIELDS") throw notEmulated(`The function ${entry.functionName}`);
        for (const { name } of fieldsOf(scope, entry.parameters, limit)) addPath(scope, root, name);
        break;
      case "FieldTypeof":
        throw notEmulated("TYPEOF");
    }
  }
  const project = branchProject(scope, scope.object, root);
  return (row, type) => project({ row, type });
}
