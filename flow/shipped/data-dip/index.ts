import { openBindings } from "../../bindings";
import { defineFlow } from "../../build";
import type { Flow } from "../../model";
import { events } from "./events";
import { lookupNodes } from "./lookup";
import { readOptions, type DataDipOptions } from "./options";
import { phoneNodes } from "./phone";
import { prompt } from "./prompts";
import { queueNodes } from "./queue";
import { variables } from "./variables";

export type { Country } from "./dial-plans";
export type { DataDipOptions } from "./options";

/**
 * The data-dip flow: finds the caller in Salesforce, greets by name, queues by priority, shows the record to the agent and writes the call to the case.
 * Queues and connector stay open; `dataDipBindings` says where they go.
 * @throws FlowDefinitionError for an argument that is wrong.
 * @example dataDipFlow({ salesforceUrl: "https://acme.lightning.force.com", defaultCountry: "US" })
 */
export function dataDipFlow(options: DataDipOptions): Flow {
  const settings = readOptions(options);
  const isNoted = settings.postCall !== "none";
  const extra = [...settings.fields.contact, ...settings.fields.case].map(({ variable }) => variable);
  return defineFlow(settings.name, {
    description: "Finds the caller in Salesforce, greets by name, queues by priority, pops the record, notes the call",
    variables: variables(settings),
    start: "KeepCall",
    nodes: {
      ...phoneNodes(settings),
      ...prompt(settings, "Greeting", "greeting", "Greets before anything is looked up", "HasSpellings"),
      ...lookupNodes(settings),
      ...queueNodes(settings),
    },
    events: events(settings),
    desktop: {
      popOver: ["ani", "contactName", "caseNumber", "caseSubject", "casePriority"],
      interactionPanel: [
        "callerNumber",
        "contactName",
        "accountName",
        "caseNumber",
        "caseSubject",
        "casePriority",
        ...extra,
        ...(isNoted ? ["notes"] : []),
      ],
    },
  });
}

/** What `dataDipFlow` leaves open, with values of any kind: ids, or outputs of other resources. */
export interface DataDipValues<T> {
  readonly queue: T;
  /** Takes calls that the queue refuses; the queue itself by default. */
  readonly fallbackQueue?: T;
  /** Takes calls that something failed on; must be staffed. The fallback queue by default. */
  readonly errorQueue?: T;
  /** HTTP connector that brings Salesforce's credentials. */
  readonly connector: T;
}

/** The bindings of a flow from `dataDipFlow`: one for each open queue and connector, by the key that `bindFlow` takes. */
export function dataDipBindings<T>(flow: Flow, values: DataDipValues<T>): Readonly<Record<string, T>> {
  const { queue, connector, fallbackQueue = queue, errorQueue = fallbackQueue } = values;
  const queues: Readonly<Record<string, T>> = {
    QueueContact: queue,
    FallbackQueue: fallbackQueue,
    ErrorQueue: errorQueue,
  };
  return Object.fromEntries(
    openBindings(flow).map(({ key, kind, activity }) => [
      key,
      kind === "connector" ? connector : (queues[activity] ?? queue),
    ]),
  );
}
