import { resolve } from "node:path";
import { FlowFormatError, parseFlowText } from "../../flow";
import { lintFlow } from "../../flow/lint";
import { asError } from "../../providers/http/http-errors";
import { readText } from "../text-file";
import { type Check, failed, ok, skipped, warning } from "./check";

/** Checks that the flow in the stack's config can be published. `root` is the folder of Pulumi.yaml. */
export function flowCheck(root: string, file: string | undefined, isLinted: boolean): Check {
  const name = "Flow file";
  if (file === undefined) return skipped(name, "datadip:flowFile is not set");
  try {
    const flow = parseFlowText(readText(resolve(root, file)), file);
    const found = isLinted ? lintFlow(flow).filter(({ severity }) => severity !== "info") : [];
    const errors = found.filter(({ severity }) => severity === "error").length;
    if (found.length === 0) return ok(name, `${file}: ${flow.name}, no problem found`);
    const says = `${file}: ${errors} errors and ${found.length - errors} warnings`;
    const mend = `npx datadip lint ${file} lists each with its fix`;
    return errors > 0 ? failed(name, says, mend) : warning(name, says, mend);
  } catch (error) {
    if (error instanceof FlowFormatError) return failed(name, error.message);
    return failed(name, asError(error).message, "pulumi config set datadip:flowFile FILE, below the project's folder");
  }
}
