import type { JsonObject } from "../json";
import type { ProcessView } from "./schema";

/** One `process` of a v1 export with the diagram and the handlers that stand beside it. */
export interface ProcessSource {
  readonly key: string;
  readonly path: string;
  readonly view: ProcessView;
  readonly raw: JsonObject;
  readonly widgets: JsonObject | undefined;
  readonly onEvents: Readonly<Record<string, string | null>>;
}
