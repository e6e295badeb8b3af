import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { projectRoot } from "../core/project";
import { parseFlowText, stringifyFlow } from "../../flow";

/**
 * The flow export in a file, for `webex.Flow`'s `content`. A relative path is below the project, where Pulumi.yaml is.
 *
 * @example
 * new webex.Flow("Main_Line", { content: webex.readFlowFile("flows/main.json") });
 *
 * @throws Error that names the file, where it is absent, not JSON, or JSON of something else.
 */
export function readFlowFile(file: string): string {
  const path = resolve(projectRoot(), file);
  return stringifyFlow(parseFlowText(readFileSync(path, "utf8"), file));
}
