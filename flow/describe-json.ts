import { isArray, isObject, type Json } from "./json";

/** What a JSON value seems to be, for a reader who gave the wrong file: "a package.json", "an array of 3 items". */
export function describeJson(value: Json): string {
  if (isArray(value)) return `an array of ${value.length} items`;
  if (!isObject(value)) return value === null ? "null" : `a single ${typeof value}`;
  const has = (...keys: readonly string[]): boolean => keys.every((key) => Object.hasOwn(value, key));
  if (has("nodes", "edges") || has("schemaVersion", "nodes")) return "a FlowV2 document";
  if (has("process")) return "a v1 flow export";
  if (has("data") && isObject(value["data"]) && Object.hasOwn(value["data"], "process"))
    return 'a v1 flow export wrapped in "data"';
  if (has("dependencies") || has("devDependencies") || has("name", "version", "scripts")) return "a package.json";
  if (has("compilerOptions")) return "a tsconfig.json";
  if (has("openapi") || has("swagger")) return "an OpenAPI description";
  if (has("info", "item")) return "a Postman collection";
  if (has("trackingId", "message") || has("error") || has("errors")) return "an error answer of an API";
  if (has("deployment", "version")) return "an exported Pulumi stack";
  const keys = Object.keys(value);
  if (keys.length === 0) return "an empty object";
  return `an object with ${keys.length === 1 ? "the key" : "the keys"} ${keys.slice(0, 5).join(", ")}${keys.length > 5 ? " ..." : ""}`;
}
