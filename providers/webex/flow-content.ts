import { isDeepStrictEqual } from "node:util";
import {
  bindFlow,
  type Binding,
  canonicalFlow,
  type Flow,
  FlowFormatError,
  isIdShaped,
  listBindings,
  parseFlowText,
  readFlow,
  writeV1,
} from "../../flow";
import { isRecord, type Problem, type Values } from "../core/types";
import { isUnknown } from "../core/unknown";

/** Inputs as they are kept: what the flow means, for people and diffs, and the document that is sent. */
export interface Prepared {
  readonly inputs: Values;
  readonly problems: readonly Problem[];
}

/** Hidden from every diff, as its keys and coordinates say nothing to a reader. */
const DOCUMENT = "__document";

/**
 * Turns the export in `content` into what it means once its organisation-bound values are replaced: names instead of ids, no
 * layout, no noise. A preview then shows which prompt, edge or variable changes, and not two thousand lines of JSON.
 */
export function prepare(given: Values): Prepared {
  const { content, bindings } = given;
  if (isUnknown(content) || isUnknown(bindings)) return { inputs: given, problems: [] };
  if (isRecord(content) && "processes" in content) return { inputs: given, problems: [] };
  const parsed = parsedFlow(typeof content === "string" ? content : JSON.stringify(content));
  if (parsed instanceof FlowFormatError)
    return { inputs: given, problems: [{ property: "content", reason: parsed.message }] };
  const { flow, problems } = bindFlow(parsed, bindings as Record<string, string>);
  const told = problems.map((problem) => ({ property: `bindings["${problem.key}"]`, reason: problem.message }));
  const document = importDocument(flow, given);
  return { inputs: { ...given, content: meaning(JSON.parse(document)), [DOCUMENT]: document }, problems: told };
}

/** What an export means, as it is kept in state and compared. @throws FlowFormatError */
export function meaning(document: unknown): Values {
  return canonicalFlow(readFlow(document));
}

/** The document of prepared inputs. @throws Error for inputs that came from a tenant and not from an export. */
export function documentOf({ name, [DOCUMENT]: document }: Values): string {
  if (typeof document === "string") return document;
  throw new Error(
    `The flow ${String(name)} has no export to import: give its content as Flow Designer exports it, e.g. with readFlowFile.`,
  );
}

/** The flow of prepared inputs, bound; undefined while its content is not known. */
export function flowOf({ [DOCUMENT]: document }: Values): Flow | undefined {
  return typeof document === "string" ? readFlow(JSON.parse(document)) : undefined;
}

function parsedFlow(content: string): Flow | FlowFormatError {
  try {
    return parseFlowText(content);
  } catch (error) {
    if (error instanceof FlowFormatError) return error;
    throw error;
  }
}

/** Whether two contents mean the same. What only one of them has is a difference, whichever it is. */
export function sameContent(before: unknown, after: unknown): boolean {
  return isDeepStrictEqual(before, after);
}

/** Fields of an export that belong to the organisation or version it came from. */
const FOREIGN = [
  "orgId",
  "flowId",
  "id",
  "createdBy",
  "createdDate",
  "lastModifiedBy",
  "lastModifiedDate",
  "validationResults",
];

/** The file to import: the flow under its new name, without what ties the export to where it came from. */
function importDocument(flow: Flow, { name, description }: Values): string {
  return documentToImport({ ...writeV1(flow), ...(description === undefined ? {} : { description }) }, String(name));
}

/** An export as it can be imported under a name, word for word but for what ties it to where it came from. */
export function documentToImport(document: object, name: string): string {
  const own = Object.entries(document).filter(([key]) => !FOREIGN.includes(key));
  return JSON.stringify({ ...Object.fromEntries(own), name });
}

export interface Tenant {
  readonly queueIds: ReadonlySet<string>;
  readonly connectorIds: ReadonlySet<string>;
  /** Undefined where files may still be made by this very run. */
  readonly audioNames?: ReadonlySet<string>;
}

/** References to objects that the organisation does not have. An import resolves nothing: the first caller would find out. */
export function unresolved(flow: Flow, tenant: Tenant): readonly Problem[] {
  const missing = listBindings(flow).filter((binding) => isMissing(binding, tenant));
  const values = [...new Set(missing.map(({ value }) => value))];
  return values.map((value) => missingProblem(missing.filter((binding) => binding.value === value)));
}

/** One sentence for one missing object, however many activities name it: bound by its old id, all of them follow. */
function missingProblem(places: readonly Binding[]): Problem {
  const [first] = places;
  if (first === undefined) throw new Error("a missing object without a place");
  const { kind, value, label } = first;
  const shown = label === undefined ? value : `${label} (${value})`;
  const at = places.map(({ key }) => key).join(", ");
  const mend = (MEND[kind] ?? "").replace("KEY", places.length === 1 ? first.key : value);
  return {
    property: "bindings",
    reason: `the flow names the ${kind} ${shown} at ${at}, which this organisation does not have. ${mend}`.trim(),
  };
}

const MEND: Readonly<Record<string, string>> = {
  queue: 'Bind it: bindings: { "KEY": queue.id }',
  connector:
    'Create the connector in Control Hub, Contact Center, Integrations, Connectors, and bind it: bindings: { "KEY": connector.id }',
  audio: 'Upload it as a webex.AudioFile, or bind another: bindings: { "KEY": "defaultmusic_on_hold.wav" }',
};

function isMissing({ kind, value }: Binding, { queueIds, connectorIds, audioNames }: Tenant): boolean {
  if (isUnknown(value)) return false;
  if (kind === "queue") return isIdShaped(value) && !queueIds.has(value);
  if (kind === "connector") return isIdShaped(value) && !connectorIds.has(value);
  return kind === "audio" && audioNames !== undefined && !audioNames.has(value);
}
