import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { toRunError } from "../../core/resource/to-run-error";
import { projectRoot } from "../../core/settings/project";
import { type Flow, type FlowType, parseFlowText, stringifyFlow } from "../../../flow";

/**
 * The flow export in a file, for `webex.Flow`'s `content`. A relative path is below the project, where Pulumi.yaml is.
 *
 * @example
 * new webex.Flow("Main_Line", { content: webex.readFlowFile("flows/main.json") });
 *
 * @throws Error that names the file, where it is missing, not JSON, or not a flow.
 */
export const readFlowFile = (file: string): string => stringifyFlow(read(file));

/** Whether the export in a file is a `FLOW` or a `SUBFLOW`. @throws Error as `readFlowFile`. */
export const flowTypeOf = (file: string): FlowType => read(file).flowType;

function read(file: string): Flow {
  try {
    return parseFlowText(readFileSync(resolve(projectRoot(), file), "utf8"), file);
  } catch (error) {
    throw toRunError(error);
  }
}
