import { z } from "zod";

/** The shape of an answer: members and types, never values. */
export type Shape =
  | "text"
  | "number"
  | "boolean"
  | "null"
  | { readonly list: Shape | undefined }
  | { readonly members: Readonly<Record<string, Shape>> };

export const shapeSchema: z.ZodType<Shape> = z.lazy(() =>
  z.union([
    z.enum(["text", "number", "boolean", "null"]),
    z.strictObject({ list: shapeSchema.optional() }).transform(({ list }) => ({ list })),
    z.strictObject({ members: z.record(z.string().max(60), shapeSchema) }),
  ]),
);

/** Names of API members; a key of another form may be a user's text, and becomes `*`. */
const API_NAME = /^[A-Za-z_][A-Za-z_]{0,39}$/;
/** Limit of levels: deeper members belong to documents of users. */
export const MAX_DEPTH = 6;

export function shapeOf(value: unknown, depth = MAX_DEPTH): Shape {
  if (value === null || value === undefined) return "null";
  if (typeof value === "number") return "number";
  if (typeof value === "boolean") return "boolean";
  if (typeof value !== "object") return "text";
  if (Array.isArray(value)) {
    if (depth <= 0) return { list: undefined };
    return { list: value.map((entry) => shapeOf(entry, depth - 1)).reduce<Shape | undefined>(merged, undefined) };
  }
  if (depth <= 0) return { members: {} };
  const members: Record<string, Shape> = {};
  for (const [key, member] of Object.entries(value)) {
    const name = API_NAME.test(key) ? key : "*";
    const shape = merged(members[name], shapeOf(member, depth - 1));
    members[name] = shape;
  }
  return { members };
}

/** The common shape of both: all members, and the more specific type. */
function merged(one: Shape | undefined, other: Shape): Shape {
  if (one === undefined || one === "null") return other;
  if (typeof one === "string" || typeof other === "string") return one;
  if ("list" in one && "list" in other)
    return { list: other.list === undefined ? one.list : merged(one.list, other.list) };
  if (!("members" in one) || !("members" in other)) return one;
  const all = { ...one.members };
  for (const [name, shape] of Object.entries(other.members)) all[name] = merged(all[name], shape);
  return { members: all };
}

/** A difference between an answer's shape and the expected one. */
export interface Difference {
  readonly kind: "missing" | "extra" | "type";
  /** Path of the member: `data[].name`; empty for the whole answer. */
  readonly at: string;
  readonly expected: string;
  readonly found: string;
}

export const typeOf = (shape: Shape): string =>
  typeof shape === "string" ? shape : "list" in shape ? "list" : "object";

/** Pure. `null` instead of another type is no difference, as it means unset. */
export function differences(expected: Shape, found: Shape, at = ""): readonly Difference[] {
  const [wanted, is] = [typeOf(expected), typeOf(found)];
  if (wanted === "null" || is === "null") return [];
  if (wanted !== is) return [{ kind: "type", at, expected: wanted, found: is }];
  if (typeof expected === "string" || typeof found === "string") return [];
  if ("list" in expected && "list" in found) {
    return expected.list === undefined || found.list === undefined
      ? []
      : differences(expected.list, found.list, `${at}[]`);
  }
  if (!("members" in expected) || !("members" in found)) return [];
  // The links depend on the number of pages.
  if (at === "meta.links") return [];
  const place = (name: string): string => (at === "" ? name : `${at}.${name}`);
  const known = Object.entries(expected.members).flatMap(([name, shape]): readonly Difference[] => {
    const member = found.members[name];
    return member === undefined
      ? [{ kind: "missing", at: place(name), expected: typeOf(shape), found: "nothing" }]
      : differences(shape, member, place(name));
  });
  const extra = Object.entries(found.members)
    .filter(([name]) => expected.members[name] === undefined)
    .map(([name, shape]): Difference => ({
      kind: "extra",
      at: place(name),
      expected: "nothing",
      found: typeOf(shape),
    }));
  return [...known, ...extra];
}
