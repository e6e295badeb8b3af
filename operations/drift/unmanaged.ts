import { z } from "zod";
import type { Sessions } from "../../providers/clouds";
import { sources } from "../export/sources";
import { answer } from "../pulumi-cli";
import { parseState } from "../stack-state";

/** An object that a stack could own and none does. */
export interface Unmanaged {
  readonly kind: string;
  readonly name: string;
  readonly id: string;
}

const stacks = z.array(z.looseObject({ name: z.string() }));

/** Every id that the stacks of the project in this folder own. One command of the CLI for each stack. */
export function ownedIds(): ReadonlySet<string> {
  const listed = stacks.parse(JSON.parse(answer("The stacks cannot be listed", ["stack", "ls", "--json"])));
  const states = listed.map(({ name }) =>
    parseState(answer(`The state of ${name} cannot be read`, ["stack", "export", "--stack", name])),
  );
  return new Set(states.flatMap(({ resources }) => resources.map(({ id }) => id)));
}

/** Objects of the Webex tenant that are not `owned`, without those that Webex made itself. A call for each kind. */
export async function findUnmanaged(sessions: Sessions, owned: ReadonlySet<string>): Promise<readonly Unmanaged[]> {
  const { api } = await sessions.of("webex");
  // Parts of other objects exist all the same without a resource, and what cannot be adopted no stack could own.
  const ownable = sources().filter(({ isPart, isAdoptable }) => !isPart && isAdoptable);
  const listed = ownable.map(async (one) => (await one.list(api)).map((listed) => ({ ...listed, kind: one.kind })));
  const all = (await Promise.all(listed)).flat();
  return all
    .filter(({ id, isSystem }) => !isSystem && !owned.has(id))
    .map(({ kind, name, id, owner }) => ({ kind, name: owner === undefined ? name : `${owner} ${name}`, id }));
}
