import { z } from "zod";
import { variableSchema } from "../v1/schema";
import { FlowFormatError } from "../flow-errors";
import type { Json } from "../json";

const text = z.union([z.string(), z.null().transform(() => "")]).default("");
const bag = z.record(z.string(), z.unknown());

export const nodeSchema = z.object({
  id: z.union([z.string(), z.number().transform(String), z.null()]).optional(),
  name: z.string(),
  activityType: text,
  group: text,
  properties: bag.nullish(),
});

export const edgeSchema = z.object({
  id: z.union([z.string(), z.number().transform(String), z.null()]).optional(),
  from: z.string(),
  to: z.string(),
  condition: z.string().nullish(),
});

/** The parts of a FlowV2 document that the reader needs, in the form that servers accept and send. The published OpenAPI differs. */
export const flowSchema = z.object({
  name: text,
  description: text,
  flowType: z.enum(["FLOW", "SUBFLOW"]).nullish(),
  version: z.union([z.number(), z.null()]).default(null),
  variables: z.array(variableSchema).nullish(),
  nodes: z.array(nodeSchema),
  edges: z.array(edgeSchema),
});

/**
 * `value` checked and converted by `schema`.
 * @throws FlowFormatError with `where` and the path of the wrong value.
 */
export function parse<S extends z.ZodType>(schema: S, value: Json, where: string): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const path = where + (issue?.path.join(".") ?? "");
  throw new FlowFormatError(
    "malformed",
    `This looks like a FlowV2 document, but ${path} is wrong: ${issue?.message.replace("Invalid input: ", "") ?? "malformed"}.`,
  );
}
