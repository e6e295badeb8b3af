import { z } from "zod";
import type { Sessions } from "../../providers/clouds";
import { OWN } from "../../providers/core/resource/types";
import { markOf, marksIn } from "../../providers/webex/stores/list-changes";
import { sources } from "../export/sources";
import { answer } from "../pulumi-cli";
import { parseState } from "../stack-state";

/** An object that a stack could own but none owns. */
export interface Unmanaged {
  readonly kind: string;
  readonly name: string;
  readonly id: string;
}

export interface Owned {
  has(id: string): boolean;
}

const stacks = z.array(z.looseObject({ name: z.string() }));

/** Objects of the project's stacks in this folder; entries of lists by their marks. Runs one command of the CLI for each stack. */
export function ownedIds(): Owned {
  const listed = stacks.parse(JSON.parse(answer("The stacks cannot be listed", ["stack", "ls", "--json"])));
  const states = listed.map(({ name }) =>
    parseState(answer(`The state of ${name} cannot be read`, ["stack", "export", "--stack", name])),
  );
  const resources = states.flatMap((state) => state.resources);
  const ids = new Set(resources.map(({ id }) => id));
  const marks = new Set(resources.flatMap(({ outputs }) => marksIn(outputs[OWN])));
  return { has: (id) => ids.has(id) || (marks.size > 0 && marks.has(markOf(id.split("/").at(-1) ?? id))) };
}

/** Objects of the Webex tenant that are not `owned`, without those that Webex made itself. A call for each kind. */
export async function findUnmanaged(sessions: Sessions, owned: Owned): Promise<readonly Unmanaged[]> {
  const { api } = await sessions.of("webex");
  // Parts exist with their object also without a resource, and objects that cannot be adopted are left out.
  const ownable = sources().filter(({ isPart, isAdoptable }) => !isPart && isAdoptable);
  const listed = ownable.map(async (one) => (await one.list(api)).map((listed) => ({ ...listed, kind: one.kind })));
  const all = (await Promise.all(listed)).flat();
  return all
    .filter(({ id, isSystem }) => !isSystem && !owned.has(id))
    .map(({ kind, name, id, owner }) => ({ kind, name: owner === undefined ? name : `${owner} ${name}`, id }));
}
