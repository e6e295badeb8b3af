import {
  bindFlow,
  type Binding,
  type Flow,
  FlowFormatError,
  isIdShaped,
  listBindings,
  parseFlowText,
  sameFlow,
  writeV1,
} from "../../flow";
import type { Problem, Values } from "../core/types";
import { isUnknown } from "../core/unknown";

/** What a flow's inputs amount to: the document to import, or why there is none. Pure. */
export interface Prepared {
  readonly flow?: Flow;
  readonly problems: readonly Problem[];
}

/** The flow in `content` with its organisation-bound values replaced. */
export function boundFlow({ content, bindings }: Values): Prepared {
  if (typeof content !== "string" || isUnknown(content) || isUnknown(bindings)) return { problems: [] };
  const parsed = parsedFlow(content);
  if (parsed instanceof FlowFormatError) return { problems: [{ property: "content", reason: parsed.message }] };
  const { flow, problems } = bindFlow(parsed, bindings as Record<string, string>);
  const told = problems.map((problem) => ({ property: `bindings["${problem.key}"]`, reason: problem.message }));
  return { flow, problems: told };
}

function parsedFlow(content: string): Flow | FlowFormatError {
  try {
    return parseFlowText(content);
  } catch (error) {
    if (error instanceof FlowFormatError) return error;
    throw error;
  }
}

/** Whether two contents mean the same flow: ids, layout and noise do not count. */
export function sameContent(before: unknown, after: unknown): boolean {
  if (before === after) return true;
  if (typeof before !== "string" || typeof after !== "string") return false;
  const [a, b] = [parsedFlow(before), parsedFlow(after)];
  return !(a instanceof FlowFormatError) && !(b instanceof FlowFormatError) && sameFlow(a, b);
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
export function importDocument(flow: Flow, { name, description }: Values): string {
  const document = Object.entries(writeV1(flow)).filter(([key]) => !FOREIGN.includes(key));
  const renamed = { ...Object.fromEntries(document), name, ...(description === undefined ? {} : { description }) };
  return JSON.stringify(renamed);
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
  return missing.map(({ key, kind, value, label }) => {
    const shown = label === undefined ? value : `${label} (${value})`;
    return {
      property: "bindings",
      reason:
        `the flow names the ${kind} ${shown} at ${key}, which this organisation does not have. ${MEND[kind] ?? ""}`
          .trim()
          .replace("KEY", key),
    };
  });
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
