import type { JsonObject } from "../json";
import type { Flow } from "../model";

/** A v1 export document. */
export type V1Document = JsonObject;

/** `flow` as the document that Flow Designer imports. */
export function writeV1(flow: Flow): V1Document {
  return flow.raw;
}

/** The text of a v1 export: two blanks of indent, a newline at the end; the same flow always gives the same bytes. */
export const stringifyFlow = (flow: Flow): string => `${JSON.stringify(writeV1(flow), null, 2)}\n`;
