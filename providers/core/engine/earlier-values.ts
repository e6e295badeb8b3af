import { createHash } from "node:crypto";
import { z } from "zod";
import type { Before } from "../resource/descriptor";
import { BEFORE, type Values } from "../resource/types";

/** Earlier values as the journal and the state have them. */
export const beforeSchema = z.record(z.string(), z.object({ was: z.string(), asked: z.array(z.string()) }));

/** An object's values before the first change, as texts, beside the hashes of the requested ones. */
export function earlierValues(
  now: Readonly<Record<string, string>>,
  asked: Readonly<Record<string, string>>,
  left: Before = {},
): Before {
  const noted = Object.entries(asked).map(([input, value]) => [input, { was: now[input] ?? "", asked: [hash(value)] }]);
  return continued(Object.fromEntries(noted) as Before, left);
}

/** The earlier values that a check noted with inputs; none where they are encrypted. */
export const notedIn = (inputs: Values): Before => beforeSchema.safeParse(inputs[BEFORE]).data ?? {};

/** Whether a request changes any of these values. */
export const setsAny = (before: Before): boolean =>
  Object.values(before).some(({ was, asked }) => !asked.includes(hash(was)));

/** Values that an interrupted run has set are not the earlier ones: they are replaced by those that it noted. */
export function continued(before: Before, left: Before): Before {
  const entries = Object.entries(before).map(([input, { was, asked }]) => {
    const earlier = left[input];
    const isOurs = earlier?.asked.includes(hash(was)) === true;
    return [input, isOurs ? { was: earlier.was, asked: [...earlier.asked, ...asked] } : { was, asked }] as const;
  });
  return Object.fromEntries(entries);
}

/** SHA-256 of a text, in hex. */
export const hash = (text: string): string => createHash("sha256").update(text).digest("hex");
