import { isArray, isObject, type Json } from "./json";

/** Keys and indices from a document's root to a place inside. */
export type JsonPath = readonly (string | number)[];

/** The value at `path`; undefined when there is none. */
export function valueAt(root: Json, path: JsonPath): Json | undefined {
  let value: Json | undefined = root;
  for (const step of path) {
    if (typeof step === "number") value = isArray(value) ? value[step] : undefined;
    else value = isObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
    if (value === undefined) return undefined;
  }
  return value;
}

/** A copy of `root` with `value` at `path`. The order of keys stays; a path that does not exist changes nothing. */
export function withValueAt(root: Json, path: JsonPath, value: Json): Json {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (typeof step === "number") {
    if (!isArray(root) || step >= root.length) return root;
    return root.map((item, index) => (index === step ? withValueAt(item, rest, value) : item));
  }
  if (!isObject(root)) return root;
  if (!Object.hasOwn(root, step)) return rest.length === 0 ? { ...root, [step]: value } : root;
  return { ...root, [step]: withValueAt(root[step] ?? null, rest, value) };
}

/** `path` as people write it: `prompts[0].value`. */
export const printPath = (path: JsonPath): string =>
  path.reduce<string>(
    (text, step) => (typeof step === "number" ? `${text}[${step}]` : text === "" ? step : `${text}.${step}`),
    "",
  );
