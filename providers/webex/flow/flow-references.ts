import { type Binding, type Flow, isIdShaped, listBindings, openBindings } from "../../../flow";
import type { Problem, Values } from "../../core/resource/types";
import { isUnknown } from "../../core/resource/unknown";
import type { WebexApi } from "../client/api";
import { connectors, flowRows } from "./flow-wire";
import { listing } from "../client/listing";

/** An import checks no reference of a flow, and a missing object would fail the first call. So references are checked here. */

/** Ids and names of the organisation's objects, by kind; an absent kind is not checked. */
export type Tenant = { readonly [K in Binding["kind"]]?: ReadonlySet<string> };

/**
 * The objects that a flow may refer to; only kinds that it uses are listed. A preview leaves audio files out, as the same run may
 * make them.
 */
export async function tenantOf(api: WebexApi, flow: Flow, withAudio: boolean): Promise<Tenant> {
  const kinds = new Set(listBindings(flow).map(({ kind }) => kind));
  return {
    ...(kinds.has("queue") && { queue: new Set((await listing(api, "v2/contact-service-queue")).keys()) }),
    ...(kinds.has("connector") && { connector: new Set((await connectors(api)).map(({ id }) => id)) }),
    ...(kinds.has("businessHours") && { businessHours: new Set((await listing(api, "v2/business-hours")).keys()) }),
    ...(kinds.has("subflow") && { subflow: await subflowIds(api) }),
    ...(withAudio && kinds.has("audio") && { audio: await audioNames(api) }),
  };
}

/** Subflows and their versions. */
async function subflowIds(api: WebexApi): Promise<ReadonlySet<string>> {
  const rows = [...(await flowRows(api, "SUBFLOW")).values()];
  const versions = rows.flatMap(({ tags }) => (tags ?? []).flatMap(({ flowVersionId }) => flowVersionId ?? []));
  return new Set([...rows.map(({ id }) => id), ...versions]);
}

async function audioNames(api: WebexApi): Promise<ReadonlySet<string>> {
  const rows = [...(await listing(api, "v2/audio-file")).values()];
  return new Set(rows.flatMap(({ name }) => name ?? []));
}

/** Open bindings of a flow written in TypeScript that the program does not bind. */
export const unboundProblems = (flow: Flow): readonly Problem[] =>
  openBindings(flow).map(({ key, kind }) => ({
    property: "bindings",
    reason: `the flow leaves its ${KIND_WORDS[kind] ?? kind} open at ${key}, and nothing is given for it. ${adviceFor(kind, key)}`,
  }));

/** References to objects that the organisation lacks. */
export const unresolved = (flow: Flow, tenant: Tenant): readonly Problem[] =>
  inOneSentenceEach(
    listBindings(flow).filter((binding) => isMissing(binding, tenant)),
    "which this organisation does not have",
  );

/**
 * Ids in an export of another organisation that no public route can check, such as virtual agents. Ids that the program binds are
 * accepted.
 */
export function foreign(
  flow: Flow,
  { bindings }: Values,
  origin: string | undefined,
  orgId: string,
): readonly Problem[] {
  if (origin === undefined || origin === orgId) return [];
  const given = new Set(Object.values(bindings ?? {}));
  const left = listBindings(flow).filter(
    ({ kind, value }) => UNPROVABLE.includes(kind) && isIdShaped(value) && !given.has(value) && !isUnknown(value),
  );
  return inOneSentenceEach(left, `an id of the organisation that the export comes from (${origin})`);
}

const UNPROVABLE: readonly Binding["kind"][] = [
  "tts",
  "virtualAgent",
  "virtualAgentConnector",
  "globalVariable",
  "function",
  "media",
  "entryPoint",
];

function isMissing({ kind, value }: Binding, tenant: Tenant): boolean {
  const known = tenant[kind];
  if (known === undefined || isUnknown(value)) return false;
  // Audio files are referred to by name.
  return (kind === "audio" || isIdShaped(value)) && !known.has(value);
}

/** One sentence for each object, not for each activity: a binding by the old id replaces all of them. */
function inOneSentenceEach(places: readonly Binding[], which: string): readonly Problem[] {
  const values = [...new Set(places.map(({ value }) => value))];
  return values.flatMap((value) => {
    const those = places.filter((place) => place.value === value);
    const [first] = those;
    if (first === undefined) return [];
    const shown = first.label === undefined ? value : `${first.label} (${value})`;
    const at = those.map(({ key }) => key).join(", ");
    const kind = KIND_WORDS[first.kind] ?? first.kind;
    return [
      {
        property: "bindings",
        reason: `the flow names the ${kind} ${shown} at ${at}, ${which}. ${adviceFor(first.kind, those.length === 1 ? first.key : value)}`,
      },
    ];
  });
}

const KIND_WORDS: { readonly [K in Binding["kind"]]?: string } = {
  businessHours: "business hours",
  tts: "text-to-speech connector",
  virtualAgent: "virtual agent",
  virtualAgentConnector: "virtual agent's connector",
  globalVariable: "global variable",
  media: "media destination",
  entryPoint: "entry point",
};

const MEND: { readonly [K in Binding["kind"]]?: string } = {
  queue: 'Bind it: bindings: { "KEY": queue.id }',
  connector:
    'Create the connector in Control Hub, Contact Center, Integrations, Connectors, and bind it: bindings: { "KEY": connector.id }',
  audio: 'Upload it as a webex.AudioFile, or bind another: bindings: { "KEY": "defaultmusic_on_hold.wav" }',
  businessHours: 'Bind it: bindings: { "KEY": hours.id }',
  subflow: 'Import it as a webex.Subflow first, and bind it: bindings: { "KEY": subflow.id }',
};

const adviceFor = (kind: Binding["kind"], key: string): string =>
  (MEND[kind] ?? 'Bind the id of this organisation\'s own: bindings: { "KEY": "..." }').replace("KEY", () => key);
