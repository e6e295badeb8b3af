import { z } from "zod";
import type { Descriptor, Store } from "../../../providers/core/resource/descriptor";

const inputs = z.strictObject({
  name: z.string().min(1, "must not be empty").max(10, "may have at most 10 characters"),
  colour: z.enum(["red", "green"]).default("red"),
  size: z.number().int("must be whole").optional(),
  tags: z.array(z.string()).optional(),
  box: z.strictObject({ lid: z.boolean().default(true), note: z.string().optional() }).default({ lid: true }),
  groups: z
    .array(
      z.strictObject({
        ids: z.array(z.string()).min(1, "needs at least one"),
        after: z.number().min(0, "must be at least 0").default(0),
      }),
    )
    .optional(),
  rules: z.array(z.strictObject({ at: z.number(), open: z.boolean().optional() })).optional(),
  labels: z.record(z.string(), z.string()).default({}),
  file: z.string().optional(),
  text: z.union([z.string(), z.record(z.string(), z.json())], "must be text or an object").optional(),
});

const nowhere: Store<never> = {
  create: () => Promise.reject(new Error("the toy has no cloud")),
  read: () => Promise.reject(new Error("the toy has no cloud")),
  update: () => Promise.reject(new Error("the toy has no cloud")),
  remove: () => Promise.reject(new Error("the toy has no cloud")),
  find: () => Promise.reject(new Error("the toy has no cloud")),
  cost: { create: 0, update: 0, delete: 0 },
  audit: { none: "it has no cloud" },
};

/** A kind with one input of every sort that kinds are made of. */
export const toy: Descriptor = {
  kind: "webex.Toy",
  noun: "toy",
  docs: "https://example.com/toy",
  inputs,
  outputs: z.object({ made: z.string() }),
  naturalKey: ["name"],
  replaceOnChanges: ["colour"],
  sets: ["tags", "groups.ids", "rules"],
  ignoredInDiff: ["file"],
  equals: { text: (before, after) => String(before).trim() === String(after).trim() },
  store: nowhere,
  permission: { none: "it has no cloud" },
  lookUp: { none: "it has no cloud" },
  export: { none: "it has no cloud" },
  trial: { none: "it has no cloud" },
  picture: { family: "other" },
};

export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
