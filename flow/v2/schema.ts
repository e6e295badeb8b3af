import { z } from "zod";
import { variableSchema } from "../v1/schema";

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
