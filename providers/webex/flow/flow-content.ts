import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import {
  bindFlow,
  canonicalFlow,
  type Flow,
  FlowFormatError,
  parseFlowText,
  readFlow,
  writeV1,
  writeV2,
} from "../../../flow";
import { isRecord, type Values, type Checked } from "../../core/resource/types";
import { isUnknown } from "../../core/resource/unknown";
import { unboundProblems } from "./flow-references";

/** Key of the document to send. Hidden from every diff, as its ids and coordinates do not help a reader. */
const DOCUMENT = "__document";
/** Key of the organisation that the export comes from. */
const ORIGIN = "__origin";

/** Format in requests: v1, as Flow Designer exports flows, or FlowV2. */
export const FORMATS = ["v1", "v2"] as const;
export type Format = (typeof FORMATS)[number];

/** State from before `format` existed holds v1. */
export const formatIn = ({ format }: Values): Format => (format === "v2" ? "v2" : "v1");

/** For what `defineFlow` and `readFlow` return, which the compiler refuses but a program without type checks gives. */
const NOT_WRITTEN =
  'is a flow in memory, as defineFlow returns it: give it as text, stringifyFlow(flow) of "datadip/flow"';

/** Values by `Activity.property` or by the id in the export. */
export const Bindings = z.record(z.string(), z.string());

/** Which inputs `prepare` derives each key from. */
export const DERIVED = {
  content: ["name", "description", "bindings"],
  [DOCUMENT]: ["name", "description", "content", "bindings"],
  [ORIGIN]: ["content"],
} as const;

/**
 * Replaces the organisation-bound values of the export in `content` and reduces it to its meaning: names instead of ids, no layout.
 * A preview then shows which prompt, link or variable changes instead of two thousand lines of JSON. The result has that meaning, for
 * people and diffs, and the document that is sent.
 */
export function prepare(given: Values): Checked {
  const { content, bindings } = given;
  if (isUnknown(content) || isUnknown(bindings)) return { inputs: given, problems: [] };
  if (isRecord(content) && Array.isArray(content.processes))
    return { inputs: given, problems: [{ property: "content", reason: NOT_WRITTEN }] };
  if (isRecord(content) && "processes" in content) return { inputs: given, problems: [] };
  const parsed = parsedFlow(typeof content === "string" ? content : JSON.stringify(content));
  if (parsed instanceof FlowFormatError)
    return { inputs: given, problems: [{ property: "content", reason: parsed.message }] };
  const { flow, problems } = bindFlow(parsed, Bindings.parse(bindings));
  const told = problems.map((problem) => ({ property: `bindings["${problem.key}"]`, reason: problem.message }));
  const document = importDocument(flow, given);
  const { orgId } = parsed.raw;
  const origin = typeof orgId === "string" ? { [ORIGIN]: orgId } : {};
  return {
    inputs: { ...given, content: meaning(JSON.parse(document)), [DOCUMENT]: document, ...origin },
    problems: [...told, ...unboundProblems(flow)],
  };
}

/** The organisation that the content was exported from; undefined where it has none, such as content written in TypeScript. */
export const originOf = ({ [ORIGIN]: origin }: Values): string | undefined =>
  typeof origin === "string" ? origin : undefined;

/** The meaning of an export, as it is kept in state and compared. @throws FlowFormatError */
export const meaning = (document: unknown): Values => canonicalFlow(readFlow(document));

/** Whether there is a document to import; false where `ignoreChanges` keeps the content of the state. */
export const hasDocument = ({ [DOCUMENT]: document }: Values): boolean => typeof document === "string";

/** The document of prepared inputs. @throws Error for inputs that came from a tenant instead of from an export. */
export function documentOf({ name, [DOCUMENT]: document }: Values): string {
  if (typeof document === "string") return document;
  throw new Error(
    `The flow ${String(name)} has no export to import: give its content as Flow Designer exports it, e.g. with readFlowFile. ` +
      `Where the option ignoreChanges names "content", take it out for this run.`,
  );
}

/** The flow of prepared inputs, bound; undefined while its content is not known. */
export const flowOf = ({ [DOCUMENT]: document }: Values): Flow | undefined =>
  typeof document === "string" ? readFlow(JSON.parse(document)) : undefined;

function parsedFlow(content: string): Flow | FlowFormatError {
  try {
    return parseFlowText(content);
  } catch (error) {
    if (error instanceof FlowFormatError) return error;
    throw error;
  }
}

/** Whether two contents mean the same. A key that only one of them has is a difference. */
export const sameContent = (before: unknown, after: unknown): boolean => isDeepStrictEqual(before, after);

/** Fields of an export that belong to the organisation or version it came from. */
const FOREIGN = [
  "orgId",
  "flowId",
  "id",
  "projectId",
  "createdBy",
  "createdDate",
  "lastModifiedBy",
  "lastModifiedDate",
  "validationResults",
];

/** The file to import: the flow under its new name, without the fields of the organisation it came from. */
function importDocument(flow: Flow, given: Values): string {
  const { name, description } = given;
  const written: object = formatIn(given) === "v2" ? writeV2(flow) : writeV1(flow);
  return documentToImport({ ...written, ...(description === undefined ? {} : { description }) }, String(name));
}

/** An export for import under a name: unchanged but for the fields of the organisation and version it came from. */
export function documentToImport(document: object, name: string): string {
  const own = Object.entries(document).filter(([key]) => !FOREIGN.includes(key));
  return JSON.stringify({ ...Object.fromEntries(own), name });
}
