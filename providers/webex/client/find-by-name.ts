import { type Found, findUnique } from "../../core/resource/find-unique";
import type { IdOf, NounOf } from "../../core/resource/id-of";
import type { Lookup } from "../../core/resource/lookup";
import { descriptorOf } from "../../core/resource/registry";
import type { Descriptor } from "../../core/resource/descriptor";
import type { Values } from "../../core/resource/types";
import type { WebexApi } from "./api";
import { defineLookup } from "./define-lookup";

/** A name alone, or with fields that distinguish objects of the same name. */
export type Query<Field extends string = never> =
  string | ({ readonly name: string } & { readonly [F in Field]?: string | undefined });

/** The result of a look-up; its id has the type of its kind. */
type FoundOf<Kind extends string> = Found & { readonly id: IdOf<NounOf<Kind>> };

const MEND = "Check the name in Control Hub, Contact Center.";

/**
 * The look-up of a kind by the last part of its natural key, which is the name. One list serves every look-up of a run.
 * @param mend advice for the error where there is no such object
 */
export function lookUpOf<Kind extends `webex.${string}`, Field extends string = never>(
  kind: Kind,
  mend = MEND,
): Lookup<Query<Field>, FoundOf<Kind>> {
  return defineLookup(async (api, query: Query<Field>) => {
    const { name, ...fields } = typeof query === "string" ? { name: query } : query;
    // The tag exists in the type only.
    return (await found(descriptorOf(kind), api, name, fields, mend)) as FoundOf<Kind>;
  });
}

/** The look-up of an entry, by the id of the object that it lies in and the entry's name. */
export function entryLookUp<Input extends string>(
  kind: `webex.${string}`,
  input: Input,
): Lookup<{ readonly name: string } & Readonly<Record<Input, string>>, Found> {
  return defineLookup((api, { name, [input]: owner }) =>
    found(descriptorOf(kind), api, name, { [input]: owner }, MEND),
  );
}

async function found(
  { kind, noun, naturalKey, store }: Pick<Descriptor<never, never, WebexApi>, "kind" | "noun" | "naturalKey" | "store">,
  api: WebexApi,
  name: string,
  fields: Values,
  mend: string,
): Promise<Found> {
  const listed = await store.list?.(api, fields);
  if (listed === undefined) throw new Error(`${kind} has a look-up but no list: this is a defect of datadip.`);
  const by = naturalKey.at(-1) ?? "name";
  const wanted = Object.entries(fields).filter(([, value]) => value !== undefined);
  const all = listed.flatMap(({ id, values }) => {
    const said = values[by];
    return typeof said === "string" && wanted.every(([field, value]) => values[field] === value)
      ? [{ id, name: said }]
      : [];
  });
  return findUnique(noun, name, all, mend);
}
