import type { z } from "zod";
import { FlowFormatError } from "../flow-errors";
import type { Json } from "../json";

/**
 * `value` checked and converted by `schema`.
 * @throws FlowFormatError with `where` and the path of the wrong value.
 */
export function parse<S extends z.ZodType>(schema: S, value: Json, where: string): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const path = where + (issue?.path.join(".") ?? "");
  throw new FlowFormatError(
    "malformed",
    `This looks like a FlowV2 document, but ${path} is wrong: ${issue?.message.replace("Invalid input: ", "") ?? "malformed"}.`,
  );
}
