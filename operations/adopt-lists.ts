import { isDeepStrictEqual } from "node:util";
import { type Cloud, cloudOf, type Sessions, CLOUDS, loadKinds, openCloud } from "../providers/clouds";
import { KindEngine } from "../providers/core/engine/kind-engine";
import type { Descriptor } from "../providers/core/resource/descriptor";
import type { ListOf } from "../providers/core/resource/facets";
import { allKinds, descriptorOf } from "../providers/core/resource/registry";
import { isRecord, OWN, type Values } from "../providers/core/resource/types";
import { markOf } from "../providers/webex/stores/list-changes";
import type { Managed, StackState } from "./stack-state";
import { importOf, type Imported, type Adopted, adopted } from "../providers/core/engine/adopt";
import type { SettingsSource } from "../providers/core/settings/settings";

type ListKind = Descriptor & { readonly listOf: ListOf };

const listKinds = (): readonly ListKind[] => allKinds().filter((kind): kind is ListKind => kind.listOf !== undefined);

/**
 * Converts single resources of one kind to one list of the same objects, which keep their ids. Changes nothing.
 * @throws Error where they cannot be one list, or a list has some of them already.
 */
export async function asList(
  state: StackState,
  urns: readonly string[],
  name: string,
  sessions: Sessions,
): Promise<Imported> {
  const singles = urns.map((urn) => managedAs(state, urn));
  const [first] = singles;
  const list = listKinds().find(({ listOf }) => listOf.kind === first?.kind);
  if (first === undefined || list === undefined || singles.some(({ kind }) => kind !== first.kind)) {
    const kinds = listKinds().map(({ kind, listOf }) => `${listOf.kind} (as ${kind})`);
    throw new Error(`Only resources of one of these kinds make a list: ${kinds.join(", ")}.`);
  }
  const { listOf } = list;
  const scope = listOf.scope(first.inputs);
  const elsewhere = singles.find(({ inputs }) => !isDeepStrictEqual(listOf.scope(inputs), scope));
  if (elsewhere !== undefined)
    throw new Error(`${first.name} and ${elsewhere.name} are not in the same place, as entries of a list must be.`);
  const marks = singles.map(({ id }) => markOf(listOf.ownId(id))).sort();
  const entries = singles.map(({ inputs }) => listOf.entry(withoutNotes(inputs)));
  const holder = state.resources.find(
    ({ kind, inputs }) =>
      kind === list.kind &&
      isDeepStrictEqual(listOf.scope(inputs), scope) &&
      entries.some(([key]) => key in entriesOf(inputs, listOf)),
  );
  if (holder !== undefined) throw new Error(both(holder, list));
  const inputs = {
    ...("name" in list.inputs.shape ? { name } : {}),
    ...scope,
    [listOf.input]: Object.fromEntries(entries),
  };
  const id = String((inputs as Values)[list.naturalKey[0] as string]);
  const kept = {
    ...inputs,
    __managed: Object.keys(inputs).sort(),
    [OWN]: listOf.own?.(singles.map(plain)) ?? marks.join(""),
  };
  return importOf(list.kind, name, id, await readOf(list, id, kept, sessions));
}

/** Converts a list to single resources, which keep their ids. Changes nothing. @throws Error for a resource that is not a list. */
export async function asSingles(state: StackState, urn: string, sessions: Sessions): Promise<readonly Imported[]> {
  const managed = managedAs(state, urn);
  const list = listKinds().find(({ kind }) => kind === managed.kind);
  if (list === undefined)
    throw new Error(
      `${urn} is not a list: lists are ${listKinds()
        .map(({ kind }) => kind)
        .join(", ")}.`,
    );
  const { listOf } = list;
  const single = descriptorOf(listOf.kind);
  const entries = entriesOf(managed.inputs, listOf);
  const { api } = await sessions.of(cloudOf(single.kind));
  const listed = (await single.store.list?.(api as never, withoutNotes(managed.inputs))) ?? [];
  const mine = listed.filter(({ values }) => String(listOf.entry(values)[0]) in entries);
  const held = state.resources.find(({ kind, id }) => kind === single.kind && mine.some((one) => one.id === id));
  if (held !== undefined) throw new Error(both(managed, list));
  return Promise.all(
    mine.map(async ({ id, values }) => {
      const [key] = listOf.entry(values);
      const inputs = listOf.single(key, entries[key], withoutNotes(managed.inputs));
      const kept = { ...inputs, ...listOf.outputs?.(managed.outputs[OWN], id), __managed: Object.keys(inputs).sort() };
      return importOf(single.kind, key, id, await readOf(single, id, kept, sessions));
    }),
  );
}

function managedAs({ resources }: StackState, urn: string): Managed {
  const found = resources.find((resource) => resource.urn === urn);
  if (found === undefined)
    throw new Error(`The stack has no resource ${urn}: pulumi stack --show-urns names those it has.`);
  if (found.secrets.size > 0)
    throw new Error(
      `${found.name} has secret inputs (${[...found.secrets].join(", ")}), which an import file would hold in clear.`,
    );
  return found;
}

/** Inputs without our own notes and the provider's text. */
const withoutNotes = (inputs: Values): Values =>
  Object.fromEntries(Object.entries(inputs).filter(([key]) => !key.startsWith("__")));

const plain = ({ id, inputs, outputs }: Managed): { id: string; inputs: Values; outputs: Values } => ({
  id,
  inputs: withoutNotes(inputs),
  outputs,
});

function entriesOf(inputs: Values, { input }: ListOf): Values {
  const entries = inputs[input];
  return isRecord(entries) ? entries : {};
}

async function readOf(
  descriptor: Descriptor,
  id: string,
  state: Values,
  sessions: Sessions,
): Promise<{ readonly inputs: Values; readonly outputs: Values }> {
  const cloud: Cloud = cloudOf(descriptor.kind);
  const { inputs, props } = await new KindEngine(descriptor, () => sessions.of(cloud)).read(id, state);
  if (inputs === undefined || props === undefined)
    throw new Error(`There is no ${descriptor.noun} ${id} in this organisation: nothing was written.`);
  return { inputs, outputs: props };
}

const both = ({ name }: Managed, { noun }: Descriptor): string =>
  `The ${noun} ${name} and single resources manage the same objects in this stack, and removing either would delete them: run the \`pulumi state delete\` lines of the first change, then try again. Nothing was written.`;

// An adoption may name any kind.
CLOUDS.forEach(loadKinds);

/**
 * Inputs and outputs of a resource that manages all inputs of an existing object, in the tenant of these settings.
 * @throws Error where the service does not have it.
 */
export const readForAdoption = (descriptor: Descriptor, id: string, source: SettingsSource): Promise<Adopted> =>
  adopted(descriptor, id, new KindEngine(descriptor, () => openCloud(cloudOf(descriptor.kind), source)));
