import { listBindings } from "../../flow";
import type { Values } from "../../providers/core/resource/types";
import { flowOf } from "../../providers/webex/flow/flow-content";

/** What is done to an object of a kind. */
export type Operation = "create" | "update" | "delete";

/** Calls that an operation makes, tokens and the proof of the tenant apart. */
export interface Cost {
  /** Calls of its own. */
  readonly own: number;
  /** Questions that a run asks once, however many operations need the answer; by the end of their path. */
  readonly shared: readonly string[];
}

type Costs = Readonly<Record<Operation, (inputs: Values) => Cost>>;

const own =
  (calls: number): (() => Cost) =>
  () => ({ own: calls, shared: [] });

const costs = (create: number, update: number, remove: number): Costs => ({
  create: own(create),
  update: own(update),
  delete: own(remove),
});

/** A PUT replaces the whole, so the object is read first. */
const WEBEX = costs(1, 2, 1);
/** The list of another object is read and written back. */
const PART = costs(2, 2, 2);

const asking = (calls: number, ...shared: readonly string[]): Cost => ({ own: calls, shared });

/** An import resolves no reference, so those that a flow has are looked up. */
const REFERENCES: Readonly<Record<string, string>> = {
  queue: "v2/contact-service-queue",
  connector: "connectorId/choices",
  audio: "v2/audio-file",
  businessHours: "v2/business-hours",
};
const references = (inputs: Values): readonly string[] => {
  const flow = flowOf(inputs);
  const kinds = new Set((flow === undefined ? [] : listBindings(flow)).map(({ kind }) => kind));
  return Object.entries(REFERENCES).flatMap(([kind, path]) => ([...kinds].some((one) => one === kind) ? [path] : []));
};
/** An update locks the flow, looks at its row and twice at its draft, imports, publishes and unlocks. */
const FLOW: Costs = {
  create: (inputs) => asking(2, ...references(inputs)),
  update: (inputs) => asking(7, ...references(inputs)),
  delete: own(1),
};

/** Metadata is read before it is changed, as what is left out may be reset. */
const METADATA = costs(1, 2, 1);
const RECORD = costs(1, 1, 1);

const collections = ({ resourceCollectionIds }: Values): readonly string[] =>
  Array.isArray(resourceCollectionIds) ? resourceCollectionIds.map((id) => `resource-collection/${String(id)}`) : [];
const entryPoint = ({ entryPointId }: Values): string => `entry-point/${String(entryPointId)}`;

/** Kinds that cost otherwise than most of their cloud. Held against what each kind sends by the tests of the kinds. */
const KINDS: Readonly<Record<string, Costs>> = {
  "webex.AudioFile": costs(1, 1, 1),
  "webex.AuxiliaryCode": { ...WEBEX, create: () => asking(1, "v2/work-type") },
  "webex.DialNumber": {
    create: (inputs) =>
      asking(
        1,
        ...["telephony/config/numbers", "v2/dial-number", "global/telephony-region", "telephony/config/locations"],
        entryPoint(inputs),
      ),
    update: (inputs) => asking(2, entryPoint(inputs)),
    delete: own(1),
  },
  "webex.UserAssignment": { create: () => asking(2, "v2/user"), update: own(2), delete: own(2) },
  "webex.UserProfile": {
    create: (inputs) => asking(1, ...collections(inputs)),
    update: (inputs) => asking(2, ...collections(inputs)),
    delete: own(1),
  },
  "webex.TeamQueueRankings": PART,
  "webex.DesktopLayoutTeams": PART,
  "webex.Flow": FLOW,
  "webex.Subflow": FLOW,
  "webex.FlowPublication": costs(1, 1, 0),
  ...Object.fromEntries(
    [
      ...["CallCenter", "ConnectedApp", "CorsWhitelistOrigin", "CspTrustedSite", "CustomField", "CustomLabel"],
      ...["PermissionSet", "Queue", "RemoteSiteSetting"],
    ].map((noun) => [`salesforce.${noun}`, METADATA]),
  ),
  // Asks first what can be done with the type.
  "salesforce.MetadataComponent": costs(2, 3, 1),
  // A deploy is asked about until it is done; the sandbox's is done at the first question.
  "salesforce.ExternalClientApp": costs(4, 8, 3),
  "salesforce.SObjectRecord": {
    ...RECORD,
    create: ({ sobjectType }) => asking(1, `sobjects/${String(sobjectType)}/describe`),
  },
  // What it is assigned to is looked up by its name.
  "salesforce.PermissionSetAssignment": costs(2, 1, 1),
  "salesforce.CallCenterUser": costs(3, 1, 2),
  "salesforce.OrgSettings": costs(2, 2, 1),
  "salesforce.User": {
    create: ({ reactivate }) => asking(reactivate === true ? 3 : 1),
    update: own(1),
    delete: ({ onDelete }) => asking(onDelete === "freeze" ? 2 : 1),
  },
  // Kept in state alone.
  "salesforce.SigningKey": costs(0, 0, 0),
  "webex.ConnectorHandover": { create: () => asking(0, "connectorId/choices"), update: own(0), delete: own(0) },
};

/** Kinds whose writes make the answer to a shared question old. */
export const DROPS: Readonly<Record<string, string>> = {
  "webex.Queue": "v2/contact-service-queue",
  "webex.AudioFile": "v2/audio-file",
  "webex.DialNumber": "v2/dial-number",
  "webex.UserAssignment": "v2/user",
};

/** What an operation on an object of a kind costs. */
export function costOf(kind: string, operation: Operation, inputs: Values): Cost {
  const usual = kind.startsWith("webex.") ? WEBEX : RECORD;
  return (KINDS[kind] ?? usual)[operation](inputs);
}
