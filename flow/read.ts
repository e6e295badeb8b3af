import { foreignFlow } from "./describe-json";
import { FlowFormatError, inSource } from "./flow-errors";
import type { Flow } from "./model";
import { readV1 } from "./v1/read";
import { parseJsonText } from "./v1/text";
import { readV2 } from "./v2/read";

/**
 * The flow in `text`.
 * @param source file name or address, put in front of error messages.
 * @throws FlowFormatError when the text is not a flow.
 */
export function parseFlowText(text: string, source?: string): Flow {
  try {
    return readFlow(parseJsonText(text));
  } catch (error) {
    if (error instanceof FlowFormatError) throw inSource(error, source);
    throw error;
  }
}

/**
 * The flow in a document: a v1 export or a FlowV2.
 * @throws FlowFormatError when it is neither.
 */
export function readFlow(json: unknown): Flow {
  const whose = foreignFlow(json);
  if (whose !== undefined)
    throw new FlowFormatError(
      "not-a-flow",
      `This is ${whose}, not a flow of Webex. Give the JSON that Flow Designer exports, with "process" and "diagram" at the top.`,
    );
  return typeof json === "object" && json !== null && "nodes" in json && !("process" in json)
    ? readV2(json)
    : readV1(json);
}
