import { isDeepStrictEqual } from "node:util";
import { jsonFault } from "../../../flow/json-fault";
import type { Values, Checked } from "../../core/resource/types";
import { hasUnknown } from "../../core/resource/unknown";

function parsed(content: unknown): unknown {
  if (typeof content !== "string") return content;
  try {
    return JSON.parse(content);
  } catch (error) {
    if (error instanceof SyntaxError) return error;
    throw error;
  }
}

/** Refuses a layout that no agent could use. State holds text, also where the program gives an object. */
export function prepare(given: Values): Checked {
  const { jsonFileContent: content } = given;
  if (hasUnknown(content)) return { inputs: given, problems: [] };
  const layout = parsed(content);
  const problem = (reason: string): Checked => ({
    inputs: given,
    problems: [{ property: "jsonFileContent", reason }],
  });
  if (layout instanceof SyntaxError)
    return problem(`is not JSON: ${jsonFault(String(content))}. No agent could sign in with it`);
  if (typeof layout !== "object" || layout === null || Array.isArray(layout))
    return problem("must be a JSON object, as Control Hub's Download gives it");
  return {
    inputs: { ...given, jsonFileContent: typeof content === "string" ? content : JSON.stringify(content) },
    problems: [],
  };
}

/** Whether two layouts differ in whitespace and order of keys only. */
export function sameJson(before: unknown, after: unknown): boolean {
  const [a, b] = [parsed(before), parsed(after)];
  return before === after || (!(a instanceof SyntaxError) && isDeepStrictEqual(a, b));
}
