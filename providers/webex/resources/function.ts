import { z } from "zod";
import { defineResource } from "../../core/resource/define";
import { lookUpOf } from "../client/find-by-name";
import { DEFAULT_COMMENT, TAGS } from "../limits";
import { functionStore } from "../stores/function-store";

const Input = z.strictObject({
  /** Name in the source: `request.inputs.NAME`. */
  name: z.string().min(1, "must not be empty"),
  /** Type of the value that a flow gives. */
  dataType: z.enum(["boolean", "datetime", "decimal", "integer", "json", "string"]),
  /** A sample value, as text. */
  value: z.string().optional(),
});

const inputs = z.strictObject({
  /** Unique in the organisation; flows show it. */
  name: z.string().min(1, "must not be empty"),
  /** For administrators. */
  description: z.string().optional(),
  /** `js`: JavaScript; `py`: Python. Fixed at creation. */
  language: z.enum(["js", "py"]).default("js"),
  /** Runtime: `nodejs22.x`, `python3.13`. Default: the newest of the language. */
  selectedRuntime: z.string().min(1, "must not be empty").optional(),
  /** Longest run, in whole seconds; at least 1. Default: Webex's limit. */
  timeoutInSec: z.number().int("must be whole seconds").min(1, "must be at least 1 s").optional(),
  /** The source. In JavaScript it exports an async `handle(request, response)`, which sets `response.data` and returns `response`. */
  sourceCode: z.string().min(1, "must not be empty"),
  /** Values that flows pass to it. */
  inputs: z.array(Input).default([]),
  /** Values that it returns: names with sample values. */
  outputs: z.record(z.string(), z.json()).default({}),
  /** Version labels of the published version; flows name one. */
  tags: z.array(z.enum(TAGS)).min(1, "needs at least one tag").default(["Live"]),
  /** Comment of the published version. */
  comment: z.string().default(DEFAULT_COMMENT),
});

const outputs = z.object({
  /** Version number by tag, e.g. `{ Live: "3" }`. */
  versions: z.record(z.string(), z.string()).optional(),
  /** Who changed it last, if the service returns it. */
  lastModifiedBy: z.string().optional(),
});

export type Inputs = z.output<typeof inputs>;

/**
 * A custom function: code that flows run in an activity. It is published under tags, as flows are.
 *
 * @example
 * const score = new webex.Function("Score", {
 *   sourceCode: readFileSync("functions/score.js", "utf8"),
 *   inputs: [{ name: "calls", dataType: "integer" }],
 *   outputs: { score: 1 },
 * });
 *
 * @limit A function that a flow uses cannot be deleted.
 */
export const Function = defineResource({
  kind: "webex.Function",
  noun: "function",
  docs: "https://developer.webex.com/webex-contact-center/docs/api/v1/functions",
  inputs,
  outputs,
  naturalKey: ["name"],
  replaceOnChanges: ["language"],
  sets: ["tags"],
  ignoredInDiff: ["comment"],
  setAfterCreate: ["tags"],
  store: functionStore,
  permission: { none: "no permission of a user profile is known to be for it" },
  lookUp: "getFunction",
  export: {},
  trial: { inputs: { sourceCode: "export const handle = async (request, response) => response;\n", tags: ["Test"] } },
  picture: { family: "flow", dependsOn: [] },
});
export type Function = InstanceType<typeof Function>;

/** An existing function by name. */
export const { plain: getFunction, output: getFunctionOutput } = lookUpOf("webex.Function");
