import { readFileSync } from "node:fs";
import Ajv, { type ValidateFunction } from "ajv";
import addFormats from "ajv-formats";
import { sharedPath } from "../support/shared";
import {
  BODY_OMISSIONS,
  EXTRA_MEMBERS,
  EXTRA_QUERIES,
  EXTRA_STATUSES,
  type ExtraMember,
  LIST_OMISSIONS,
  PATTERN_FIXES,
  SCHEMA_FIXES,
  USELESS_SCHEMAS,
} from "./known-spec-errors";

/** Cisco's own descriptions, beside the project. */
export const SPECS = "specs";

type Node = Record<string, unknown>;

const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null && !Array.isArray(value);

const at = (root: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>((value, key) => (isNode(value) ? value[key] : undefined), root);

/** Corrections that were needed since the process began; see {@link unusedCorrections}. */
const used = new Set<unknown>();

function fixPatterns(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(fixPatterns);
  if (!isNode(value)) return value;
  const entries = Object.entries(value).map(([key, member]): [string, unknown] => {
    const fix = key === "pattern" ? PATTERN_FIXES.find(({ wrong }) => wrong === member) : undefined;
    if (fix !== undefined) used.add(fix);
    return [key, fix?.right ?? fixPatterns(member)];
  });
  return Object.fromEntries(entries);
}

/** Every node that a path leads to; `*` at the end of a segment represents any rest. */
function nodesAt(root: unknown, path: readonly string[]): readonly Node[] {
  if (!isNode(root)) return [];
  const [head, ...rest] = path;
  if (head === undefined) return [root];
  const keys = head.endsWith("*") ? Object.keys(root).filter((key) => key.startsWith(head.slice(0, -1))) : [head];
  return keys.flatMap((key) => nodesAt(root[key], rest));
}

function applySchemaFixes(root: unknown): void {
  for (const fix of SCHEMA_FIXES) {
    const last = fix.at.at(-1) ?? "";
    const owners = nodesAt(root, fix.at.slice(0, -1));
    if (owners.length === 0) throw new Error(`known-spec-errors: nothing at ${fix.at.join(" / ")}`);
    for (const owner of owners) owner[last] = fix.replaceBy;
    used.add(fix);
  }
}

export interface Operation {
  readonly method: string;
  /** As the description writes it. */
  readonly template: string;
  readonly pattern: RegExp;
}

/** An official description, corrected, with validators for its answers. */
export interface Description {
  readonly operations: readonly Operation[];
  /** The operation of a call; the one with the fewest parameters when several fit. */
  readonly find: (method: string, path: string) => Operation | undefined;
  /** What is wrong with an answer; empty when nothing is. */
  readonly faults: (operation: Operation, status: number, body: unknown) => readonly string[];
  /** Compiles every schema of every body and answer; returns those that do not compile. */
  readonly uncompilable: () => readonly string[];
  /** What is wrong with a body sent to the operation, members that it does not describe included; empty when nothing is. */
  readonly bodyFaults: (operation: Operation, body: unknown) => readonly string[];
  /** What is wrong with a query sent to the operation, undescribed parameters included; empty when nothing is. */
  readonly queryFaults: (operation: Operation, query: URLSearchParams) => readonly string[];
}

const METHODS = new Set(["get", "post", "put", "patch", "delete"]);

const operationsOf = (document: Node): readonly Operation[] =>
  Object.entries(isNode(document.paths) ? document.paths : {}).flatMap(([template, item]) =>
    Object.keys(isNode(item) ? item : {})
      .filter((method) => METHODS.has(method))
      .map((method) => ({
        method: method.toUpperCase(),
        template,
        pattern: new RegExp(
          `^${template
            .split(/\{[^}]+\}/)
            .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
            .join("[^/:]+")}$`,
        ),
      })),
  );

const pointer = (...path: readonly string[]): string =>
  path.map((part) => `/${part.replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");

const schemaKeys = ["anyOf", "oneOf", "allOf"] as const;

/** Members of a value that no schema speaks of, with the schema that should. */
function unknownMembers(
  document: Node,
  schema: unknown,
  value: unknown,
  name: string,
  excuses: readonly ExtraMember[] = EXTRA_MEMBERS,
): readonly string[] {
  if (!isNode(schema)) return [];
  const ref = schema.$ref;
  if (typeof ref === "string") {
    const path = ref.slice(2).split("/");
    return unknownMembers(document, at(document, ...path), value, path.at(-1) ?? name, excuses);
  }
  if (Array.isArray(value)) {
    return value.flatMap((entry) => unknownMembers(document, schema.items, entry, name, excuses));
  }
  const properties = schema.properties;
  if (!isNode(value) || !isNode(properties) || schema.additionalProperties !== undefined) return [];
  if (schemaKeys.some((key) => key in schema)) return [];
  return Object.entries(value).flatMap(([key, member]) => {
    if (key in properties) return unknownMembers(document, properties[key], member, `${name}.${key}`, excuses);
    const excuse = excuses.find((extra) => [name, "*"].includes(extra.schema) && extra.member === key);
    if (excuse !== undefined) used.add(excuse);
    return excuse === undefined ? [`${name} has no member ${key}`] : [];
  });
}

const statusExcuse = (operation: Operation, status: number) =>
  EXTRA_STATUSES.find(
    (extra) =>
      extra.status === status &&
      (extra.method ?? operation.method) === operation.method &&
      operation.template.endsWith(extra.path ?? ""),
  );

function excusesQuery(description: string, operation: Operation, key: string): boolean {
  const excuse = EXTRA_QUERIES.find(
    (one) => one.description === description && one.name === key && operation.template.endsWith(one.path),
  );
  if (excuse !== undefined) used.add(excuse);
  return excuse !== undefined;
}

function excusesBody(operation: Operation, error: string): boolean {
  const excuse = BODY_OMISSIONS.find(
    (one) => operation.template.includes(one.path) && error === `body must have required property '${one.member}'`,
  );
  if (excuse !== undefined) used.add(excuse);
  return excuse !== undefined;
}

/** Whether a text can represent a value of a parameter's schema. */
function isOfType(text: string, schema: unknown): boolean {
  const options = at(schema, "enum");
  if (Array.isArray(options) && !options.includes(text)) return false;
  switch (at(schema, "type")) {
    case "integer":
      return /^-?\d+$/.test(text);
    case "boolean":
      return text === "true" || text === "false";
    default:
      return true;
  }
}

/** True when the error is a member missing in a row of a list that is known to leave it out. */
function excusesOmission(operation: Operation, error: string): boolean {
  const excuse = LIST_OMISSIONS.find(
    (one) =>
      operation.method === "GET" &&
      operation.template.endsWith(one.path) &&
      /^(\/data)?\/\d+ /.test(error) &&
      error.endsWith(`must have required property '${one.member}'`),
  );
  if (excuse !== undefined) used.add(excuse);
  return excuse !== undefined;
}

/** Loads a description and corrects it by the list of known errors. */
export function loadDescription(name: string, correctSchemas: boolean): Description {
  const parsed: unknown = JSON.parse(readFileSync(sharedPath(`${SPECS}/${name}`), "utf8"));
  const fixed = fixPatterns(parsed);
  if (!isNode(fixed)) throw new Error(`${name} is not a description`);
  if (correctSchemas) applySchemaFixes(fixed);
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats(ajv, { mode: "fast" });
  ajv.addFormat("int32", true).addFormat("int64", true).addFormat("string", true).addFormat("binary", true);
  ajv.addSchema(fixed, "spec");
  const compiled = new Map<string, ValidateFunction>();
  const validatorAt = (path: string): ValidateFunction => {
    const known = compiled.get(path) ?? ajv.compile({ $ref: `spec#${encodeURI(path)}` });
    compiled.set(path, known);
    return known;
  };
  const errors = (path: string, body: unknown): readonly string[] => {
    const validate = validatorAt(path);
    if (validate(body)) return [];
    return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath || "body"} ${message ?? ""}`);
  };
  const schemaOf = (
    content: unknown,
    base: string,
  ): { readonly path: string; readonly schema: unknown } | undefined => {
    const type = isNode(content) ? Object.keys(content)[0] : undefined;
    const schema = type === undefined ? undefined : at(content, type, "schema");
    return type === undefined || schema === undefined
      ? undefined
      : { path: `${base}${pointer(type, "schema")}`, schema };
  };
  const operations = operationsOf(fixed);

  const faults: Description["faults"] = (operation, status, body) => {
    const path = ["paths", operation.template, operation.method.toLowerCase(), "responses", String(status)];
    const response = at(fixed, ...path);
    if (response === undefined) {
      const excuse = statusExcuse(operation, status);
      if (excuse === undefined) return [`status ${status} is not described`];
      used.add(excuse);
      return [];
    }
    const found = schemaOf(at(response, "content"), pointer(...path, "content"));
    if (found === undefined || body === undefined) return [];
    const useless = USELESS_SCHEMAS.find(
      (one) => one.description === name && one.method === operation.method && operation.template.endsWith(one.path),
    );
    if (useless !== undefined) {
      used.add(useless);
      return [];
    }
    const missing = errors(found.path, body).filter((error) => !excusesOmission(operation, error));
    return [...missing, ...unknownMembers(fixed, found.schema, body, "answer")];
  };

  const schemaPaths = (value: unknown, path: readonly string[]): readonly string[] => {
    if (!isNode(value)) return [];
    if (path.at(-1) === "schema") return [pointer(...path)];
    return Object.entries(value).flatMap(([key, member]) => schemaPaths(member, [...path, key]));
  };

  return {
    operations,
    faults,
    uncompilable: () =>
      schemaPaths(fixed.paths, ["paths"]).filter((path) => {
        try {
          validatorAt(path);
          return false;
        } catch {
          // The caller is told which one it was.
          return true;
        }
      }),
    find: (method, path) =>
      operations
        .filter((operation) => operation.method === method && operation.pattern.test(path))
        .toSorted((one, other) => one.template.split("{").length - other.template.split("{").length)[0],
    bodyFaults: (operation, body) => {
      const path = ["paths", operation.template, operation.method.toLowerCase(), "requestBody", "content"];
      const found = schemaOf(at(fixed, ...path), pointer(...path));
      if (found === undefined) return body === undefined ? [] : ["a body is sent where none is described"];
      const wrong = errors(found.path, body).filter((error) => !excusesBody(operation, error));
      return [...wrong, ...unknownMembers(fixed, found.schema, body, "body", [])];
    },
    queryFaults: (operation, query) => {
      const described = at(fixed, "paths", operation.template, operation.method.toLowerCase(), "parameters");
      const parameters = (Array.isArray(described) ? described : []).filter(isNode).filter((one) => one.in === "query");
      const undescribed = [...query.keys()]
        .filter((key) => !parameters.some((one) => one.name === key))
        .filter((key) => !excusesQuery(name, operation, key))
        .map((key) => `query ${key} is not described`);
      const missing = parameters
        .filter((one) => one.required === true && !query.has(String(one.name)))
        .map((one) => `query ${String(one.name)} is missing`);
      const wrong = parameters.flatMap((one) =>
        query
          .getAll(String(one.name))
          .filter((value) => !isOfType(value, at(one, "schema")))
          .map((value) => `query ${String(one.name)} is ${value}`),
      );
      return [...undescribed, ...missing, ...wrong];
    },
  };
}

/** Entries of the list of known errors that no request has needed so far. */
export const unusedExcuses = (): readonly string[] =>
  [...EXTRA_QUERIES, ...BODY_OMISSIONS].filter((one) => !used.has(one)).map((one) => JSON.stringify(one));

/** Entries of the list of known errors that no answer has needed so far. */
export const unusedCorrections = (): readonly string[] =>
  [...PATTERN_FIXES, ...SCHEMA_FIXES, ...EXTRA_MEMBERS, ...EXTRA_STATUSES, ...LIST_OMISSIONS, ...USELESS_SCHEMAS]
    .filter((correction) => !used.has(correction))
    .map((correction) => JSON.stringify(correction));
