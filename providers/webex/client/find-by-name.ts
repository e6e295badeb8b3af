import { createRequire } from "node:module";
import { type FoundOf, findUnique } from "../../core/resource/find-unique";
import type { IdOf, NounOf } from "../../core/resource/id-of";
import { type Lookup, lookupsOf } from "../../core/resource/lookup";
import { descriptorOf } from "../../core/resource/registry";
import type { Descriptor } from "../../core/resource/descriptor";
import type { Values } from "../../core/resource/types";
import type { WebexApi } from "./api";
import type * as connecting from "./connect";

/** A name alone, or with fields that distinguish objects of the same name. */
export type Query<Field extends string = never> =
  string | ({ readonly name: string } & { readonly [F in Field]?: string | undefined });

/** The type of the id in a field such as `addressBookId`. */
type OwnerId<Input extends string> = Input extends `${infer Owner}Id`
  ? IdOf<NounOf<`webex.${Capitalize<Owner>}`>>
  : string;

const MEND = "Check the name in Control Hub, Contact Center.";

/**
 * The look-up of a kind by the last part of its natural key, which is the name. One list serves every look-up of a run.
 * @param mend advice for the error where there is no such object
 */
export const lookUpOf = <Kind extends `webex.${string}`, Field extends string = never>(
  kind: Kind,
  mend = MEND,
): Lookup<Query<Field>, FoundOf<NounOf<Kind>>> =>
  defineLookup(async (api, query: Query<Field>) => {
    const { name, ...fields } = typeof query === "string" ? { name: query } : query;
    return found(kind, api, name, fields, mend);
  });

/** The look-up of an entry, by the id of the object that it lies in and the entry's name. */
export const entryLookUp = <Kind extends `webex.${string}`, Input extends string>(
  kind: Kind,
  input: Input,
): Lookup<{ readonly name: string } & Readonly<Record<Input, OwnerId<Input>>>, FoundOf<NounOf<Kind>>> =>
  defineLookup((api, { name, [input]: owner }) => found(kind, api, name, { [input]: owner }, MEND));

async function found<Kind extends string>(
  kind: Kind,
  api: WebexApi,
  name: string,
  fields: Values,
  mend: string,
): Promise<FoundOf<NounOf<Kind>>> {
  const {
    noun,
    naturalKey,
    store,
  }: Pick<Descriptor<never, never, WebexApi>, "noun" | "naturalKey" | "store"> = descriptorOf(kind);
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
  // The kind's noun, as the type says it.
  return findUnique(noun as NounOf<Kind>, name, all, mend);
}

/** Loads the client only where a program looks something up. */
const load = createRequire(__filename);

/** Makes both forms of a look-up in Webex. */
// `require` returns no types; this is the module's type.
export const defineLookup = lookupsOf<WebexApi>("webex", (source) =>
  (load("./connect") as typeof connecting).connect(source),
);
