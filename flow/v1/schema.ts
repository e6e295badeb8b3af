import { z } from "zod";
import type { JsonObject } from "../json";

/** Over the years exports have left out different keys or written them as null. All of these are accepted. */
const text = z.union([z.string(), z.number().transform(String), z.null().transform(() => "")]).default("");
const flag = z
  .union([
    z.boolean(),
    z.literal("true").transform(() => true),
    z.literal("false").transform(() => false),
    z.null().transform(() => false),
  ])
  .default(false);
const bag = z.record(z.string(), z.unknown());
const scalarText = z
  .union([
    z.string(),
    z.null(),
    z.number().transform(String),
    z.boolean().transform(String),
    bag.transform((value) => JSON.stringify(value)),
    z.array(z.unknown()).transform((value) => JSON.stringify(value)),
  ])
  .default(null);

export const variableSchema = z.object({
  name: z.string(),
  description: text,
  type: text,
  value: scalarText,
  isCAD: flag,
  desktopLabel: text,
  isAgentEditable: flag,
  isReportable: flag,
  isSecure: flag,
  source: text,
  id: text,
});

export const activitySchema = z.object({
  id: z.string().optional(),
  name: z.string().optional(),
  group: text,
  properties: bag.nullish(),
});

export const linkSchema = z.object({
  id: text,
  sourceActivityId: z.string(),
  targetActivityId: z.string(),
  conditionExpr: text,
});

export const processSchema = z.object({
  activities: z.record(z.string(), activitySchema),
  links: z.array(linkSchema).nullish(),
});

export const eventMapSchema = z.object({
  process: processSchema,
  onEvents: z.record(z.string(), z.string().nullable()).nullish(),
});

/** The parts of a v1 export that the reader needs. All others stay in the raw document. */
export const flowSchema = z.object({
  name: text,
  description: text,
  flowType: z.enum(["FLOW", "SUBFLOW"]).nullish(),
  version: z.union([z.number(), z.null(), z.string().transform(Number)]).default(null),
  variables: z.array(variableSchema).nullish(),
  process: processSchema,
  diagram: z.object({ widgets: bag.nullish() }).nullish(),
  eventFlows: z.object({ eventsMap: z.record(z.string(), eventMapSchema).nullish() }).nullish(),
});

export type FlowView = z.output<typeof flowSchema>;
export type ProcessView = z.output<typeof processSchema>;

/** One `process` of a v1 export with its diagram and event handlers. */
export interface ProcessSource {
  readonly key: string;
  readonly path: string;
  readonly view: ProcessView;
  readonly raw: JsonObject;
  readonly widgets: JsonObject | undefined;
  readonly onEvents: Readonly<Record<string, string | null>>;
}
