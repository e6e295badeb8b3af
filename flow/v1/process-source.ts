import type { JsonObject } from "../json";
import type { ProcessView } from "./schema";

/** One `process` of a v1 export with its diagram and event handlers. */
export interface ProcessSource {
  readonly key: string;
  readonly path: string;
  readonly view: ProcessView;
  readonly raw: JsonObject;
  readonly widgets: JsonObject | undefined;
  readonly onEvents: Readonly<Record<string, string | null>>;
}
