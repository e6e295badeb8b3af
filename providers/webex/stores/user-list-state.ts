import { deflateRawSync, inflateRawSync } from "node:zlib";
import { z } from "zod";
import type { Values } from "../../core/resource/types";
import { markOf } from "./list-changes";
import { type Single, SINGLES } from "./user-assignment-patch";

/** A user's assignment in a program. */
export type Assigned = Readonly<Partial<Record<Single, string>>> & { readonly teamIds?: string[] | undefined };

/** The list's changes to a user: the earlier value of each input, and a mark of the value it was set to. */
export interface Mine {
  readonly was: Readonly<Partial<Record<Single, string | null>>>;
  readonly set: Readonly<Partial<Record<Single, string>>>;
  readonly teams?: readonly string[] | undefined;
}

/** Changes by the mark of the user's id. */
export type Own = ReadonlyMap<string, Mine>;

const packed = z.object({
  t: z.array(z.string()),
  u: z.record(
    z.string(),
    z.tuple([z.array(z.tuple([z.number(), z.number(), z.number()])), z.array(z.number()).nullable()]),
  ),
});

/** The text that state keeps under `__own`, packed, as a failed run must hand it to the engine in a header of 64 kB. */
export function packOwn(own: Own): string {
  const table = new Map<string, number>();
  const at = (text: string): number => table.get(text) ?? (table.set(text, table.size), table.size - 1);
  const users = [...own]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([mark, { was, set, teams }]) => {
      const inputs = SINGLES.flatMap((input, i) => {
        const asked = set[input];
        const before = was[input];
        return asked === undefined ? [] : [[i, before === null || before === undefined ? -1 : at(before), at(asked)]];
      });
      return [mark, [inputs, teams === undefined ? null : teams.map(at)]] as const;
    });
  const text = JSON.stringify({ t: [...table.keys()], u: Object.fromEntries(users) });
  return deflateRawSync(text, { level: 9 }).toString("base64");
}

export function unpackOwn(text: unknown): Own {
  if (typeof text !== "string") return new Map();
  const { t, u } = packed.parse(JSON.parse(inflateRawSync(Buffer.from(text, "base64")).toString()));
  return new Map(
    Object.entries(u).map(([mark, [inputs, teams]]): [string, Mine] => {
      const named = inputs.map(([i, before, asked]) => ({
        input: SINGLES[i] as Single,
        was: t[before] ?? null,
        set: t[asked] ?? "",
      }));
      return [
        mark,
        {
          was: Object.fromEntries(named.map(({ input, was }) => [input, was])),
          set: Object.fromEntries(named.map(({ input, set }) => [input, set])),
          teams: teams?.map((i) => t[i] ?? ""),
        },
      ];
    }),
  );
}

/** A user's values before the list, by input, as far as they are known. */
export function previousIn(own: unknown, id: string): Values {
  const was = unpackOwn(own).get(markOf(id))?.was ?? {};
  return Object.fromEntries(Object.entries(was).filter(([, before]) => before !== null));
}

/** The changes of these inputs to a user. `was` lacks unknown values. */
export function mineOf(want: Assigned, was: Readonly<Partial<Record<Single, string>>>): Mine {
  const set = SINGLES.flatMap((input) => (want[input] === undefined ? [] : [[input, want[input]] as const]));
  return {
    was: Object.fromEntries(set.map(([input]) => [input, was[input] ?? null])),
    set: Object.fromEntries(set.map(([input, value]) => [input, markOf(value)])),
    teams: want.teamIds?.map(markOf),
  };
}
