import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv, { type ValidateFunction } from "ajv";
import addFormats from "ajv-formats";
import {
  EXTRA_MEMBERS,
  EXTRA_STATUSES,
  LIST_OMISSIONS,
  PATTERN_FIXES,
  SCHEMA_FIXES,
  USELESS_SCHEMAS,
} from "./known-spec-errors";

/** Cisco's own descriptions, beside the project; tests that need them are skipped where they are absent. */
const SPEC_DIR = join(__dirname, "..", "..", "..", "shared", "specs");
const specPath = (name: string): string => join(SPEC_DIR, name);
export const hasSpecs = (): boolean => existsSync(specPath("wxcc-config.openapi.json"));

type Node = Record<string, unknown>;

const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null && !Array.isArray(value);

const at = (root: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>((value, key) => (isNode(value) ? value[key] : undefined), root);

/** Corrections that were needed since the process began; see {@link unusedCorrections}. */
const used = new Set<unknown>();

const fixPatterns = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(fixPatterns);
  if (!isNode(value)) return value;
  const entries = Object.entries(value).map(([key, member]): [string, unknown] => {
    const fix = key === "pattern" ? PATTERN_FIXES.find(({ wrong }) => wrong === member) : undefined;
    if (fix !== undefined) used.add(fix);
    return [key, fix?.right ?? fixPatterns(member)];
  });
  return Object.fromEntries(entries);
};

/** Every node that a path leads to; `*` at the end of a segment stands for any rest. */
const nodesAt = (root: unknown, path: readonly string[]): readonly Node[] => {
  if (!isNode(root)) return [];
  const [head, ...rest] = path;
  if (head === undefined) return [root];
  const keys = head.endsWith("*") ? Object.keys(root).filter((key) => key.startsWith(head.slice(0, -1))) : [head];
  return keys.flatMap((key) => nodesAt(root[key], rest));
};

const applySchemaFixes = (root: unknown): void => {
  for (const fix of SCHEMA_FIXES) {
    const last = fix.at.at(-1) ?? "";
    const owners = nodesAt(root, fix.at.slice(0, -1));
    if (owners.length === 0) throw new Error(`known-spec-errors: nothing at ${fix.at.join(" / ")}`);
    for (const owner of owners) owner[last] = fix.replaceBy;
    used.add(fix);
  }
};

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
  /** What is wrong with a JSON body sent to the operation; empty when nothing is. */
  readonly bodyFaults: (operation: Operation, body: unknown) => readonly string[];
}

const METHODS = new Set(["get", "post", "put", "patch", "delete"]);

const operationsOf = (document: Node): readonly Operation[] =>
  Object.entries(isNode(document["paths"]) ? document["paths"] : {}).flatMap(([template, item]) =>
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
const unknownMembers = (document: Node, schema: unknown, value: unknown, name: string): readonly string[] => {
  if (!isNode(schema)) return [];
  const ref = schema["$ref"];
  if (typeof ref === "string") {
    const path = ref.slice(2).split("/");
    return unknownMembers(document, at(document, ...path), value, path.at(-1) ?? name);
  }
  if (Array.isArray(value)) return value.flatMap((entry) => unknownMembers(document, schema["items"], entry, name));
  const properties = schema["properties"];
  if (!isNode(value) || !isNode(properties) || schema["additionalProperties"] !== undefined) return [];
  if (schemaKeys.some((key) => key in schema)) return [];
  return Object.entries(value).flatMap(([key, member]) => {
    if (key in properties) return unknownMembers(document, properties[key], member, `${name}.${key}`);
    const excuse = EXTRA_MEMBERS.find((extra) => [name, "*"].includes(extra.schema) && extra.member === key);
    if (excuse !== undefined) used.add(excuse);
    return excuse === undefined ? [`${name} has no member ${key}`] : [];
  });
};

const statusExcuse = (operation: Operation, status: number) =>
  EXTRA_STATUSES.find(
    (extra) =>
      extra.status === status &&
      (extra.method ?? operation.method) === operation.method &&
      operation.template.endsWith(extra.path ?? ""),
  );

/** True when the error is a member missing in a row of a list that is known to leave it out. */
const excusesOmission = (operation: Operation, error: string): boolean => {
  const excuse = LIST_OMISSIONS.find(
    (one) =>
      operation.method === "GET" &&
      operation.template.endsWith(one.path) &&
      /^(\/data)?\/\d+ /.test(error) &&
      error.endsWith(`must have required property '${one.member}'`),
  );
  if (excuse !== undefined) used.add(excuse);
  return excuse !== undefined;
};

/** Loads a description and corrects it by the list of known errors. */
export const loadDescription = (name: string, correctSchemas: boolean): Description => {
  const parsed: unknown = JSON.parse(readFileSync(specPath(name), "utf8"));
  const fixed = fixPatterns(parsed);
  if (!isNode(fixed)) throw new Error(`${name} is no description`);
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
      schemaPaths(fixed["paths"], ["paths"]).filter((path) => {
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
      return found === undefined ? [] : errors(found.path, body);
    },
  };
};

/** Entries of the list of known errors that nothing has needed so far. */
export const unusedCorrections = (): readonly string[] =>
  [...PATTERN_FIXES, ...SCHEMA_FIXES, ...EXTRA_MEMBERS, ...EXTRA_STATUSES, ...LIST_OMISSIONS, ...USELESS_SCHEMAS]
    .filter((correction) => !used.has(correction))
    .map((correction) => JSON.stringify(correction));
