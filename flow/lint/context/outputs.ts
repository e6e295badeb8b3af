import { z } from "zod";
import type { ActivityKind } from "../../catalogue";
import knownOutputs from "./known-outputs.json";

const TYPES = ["text", "number", "boolean", "json", "unknown"] as const;
/** The type of a value, where it is known without running the flow. */
export type ValueType = (typeof TYPES)[number];

type Outputs = Readonly<Record<string, ValueType>>;

const outputs = z.record(z.string(), z.enum(TYPES));
const { events, nodes } = z
  .strictObject({
    events: z.record(z.string(), z.strictObject({ events: z.array(z.string()), outputs })),
    nodes: z.record(z.string(), outputs),
  })
  .parse(knownOutputs);

/** Outputs of the start and of events, by the prefixes that flows of several years use. */
export const EVENT_OUTPUTS: Readonly<
  Record<string, { readonly events: readonly string[]; readonly outputs: Outputs }>
> = events;

/** Outputs by type of activity. For a missing type no public source lists the outputs. */
export const NODE_OUTPUTS: Readonly<Partial<Record<ActivityKind, Outputs>>> = nodes;

/** The type of a flow variable's values in expressions. */
export function typeOfVariable(type: string): ValueType {
  switch (type.toUpperCase()) {
    case "STRING":
    case "DATETIME":
      return "text";
    case "INTEGER":
    case "DECIMAL":
      return "number";
    case "BOOLEAN":
      return "boolean";
    case "JSON":
      return "json";
    default:
      return "unknown";
  }
}
