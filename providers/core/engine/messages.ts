import { tokenOf } from "../resource/type-token";
import { type Holding, isTopLevel, nameOf, stackOf } from "./holdings";
import type { Owner } from "./owner";

/** Messages that state what to do next, in one file so that they agree. */

export const wrongTenant = (noun: string, id: string, inState: string, inConfig: string): string =>
  `This ${noun} (${id}) belongs to organisation ${inState} by the state, but the stack config says ${inConfig}. ` +
  `Nothing was read or changed. Set the organisation back, or use a stack of its own for the other organisation.`;

export const gone = (object: string): string =>
  `${object} was deleted outside of Pulumi: \`pulumi up --refresh\` makes it anew.`;

export const stillWanted = (noun: string, id: string): string =>
  `The ${noun} ${id} was not deleted: another resource of the program asked for it in this run and could not be made, so this one ` +
  `seems to have been renamed. See the error of that resource.`;

/** The parts of a descriptor that messages need. */
export interface Said {
  readonly kind: string;
  readonly noun: string;
  readonly naturalKey: readonly string[];
  /** Why an existing object cannot be adopted, as the end of a sentence. Default: it can. */
  readonly notAdoptable?: string;
}

/** Advice for a create that met an existing object. It must never lead to the loss of an object that this stack manages. */
export function ownerHint(said: Said, id: string, owner: Owner, state: string): string {
  const key = said.naturalKey.join(" and ");
  const object = `The ${said.noun} ${id} with the same ${key}`;
  switch (owner.by) {
    case "resource":
      return `${object} is this stack's own: ${heldBy(owner.holder)}. ${ownerAdvice(key, owner.holder, owner.asking)}`;
    case "this stack":
      return (
        `${object} is this stack's own: another resource of this run has it. If you renamed that resource in the program, give it ` +
        `the option aliases with its old URN, which \`pulumi stack --show-urns\` shows; if the program has both, give one of them another ${key}.`
      );
    case "another stack":
      return (
        `${object} ${owner.isPending ? "may be another stack's, which is making one like it" : "is another stack's own"}: ` +
        `the resource ${JSON.stringify(nameOf(owner.urn))} of ${stackOf(owner.urn)} (${owner.urn}). Use it from here by its look-up, ` +
        `or give this one another ${key}.`
      );
    case "nobody":
      return (
        `${object} ${state}. ${owner.wholly ? "No stack of this project manages it." : "This stack does not manage it; another may."} ` +
        (said.notAdoptable === undefined
          ? `To manage it from here: ${adoptLine(said, id)} && ` +
            `pulumi import --file import.json --generate-code=false --protect=false   (type ${tokenOf(said.kind)})`
          : `An existing ${said.noun} cannot be taken under management: ${said.notAdoptable}.`)
      );
    case "unknown":
      return (
        `${object} ${state}. It may be this stack's own, since ${owner.reason}. If you renamed a resource in the program, give it the ` +
        `option aliases with its old name; else find out whose it is${said.notAdoptable === undefined ? `: ${adoptLine(said, id)}` : ""}`
      );
  }
}

/** Advice for an update whose new natural key belongs to another object. */
export function takenHint(said: Said, id: string, owner: Owner): string {
  const key = said.naturalKey.join(" and ");
  const object = `The ${said.noun} ${id} has that ${key}`;
  switch (owner.by) {
    case "resource":
      return (
        `${object}, and it is this stack's own: ${heldBy(owner.holder)}. Give it another ${key} in a run before; to swap the two, ` +
        `give one of them a third ${key} in between.`
      );
    case "this stack":
      return `${object}, and it is this stack's own: give it another ${key} in a run before, or choose another here.`;
    case "another stack":
      return `${object}: the resource ${JSON.stringify(nameOf(owner.urn))} of ${stackOf(owner.urn)} manages it (${owner.urn}). Choose another ${key}.`;
    case "nobody":
    case "unknown":
      return `${object}. Choose another ${key}, or give that one another.`;
  }
}

const adoptLine = ({ kind }: Said, id: string): string => `npx datadip adopt ${kind} RESOURCE_NAME ${id} > import.json`;

/** Warning of a preview for a new resource whose object this stack already manages. */
export function renameWarning(said: Said, id: string, owner: Owner): string {
  const key = said.naturalKey.join(" and ");
  const object = `A new ${said.noun} of the program has the ${key} of the ${said.noun} ${id}, which is this stack's own`;
  if (owner.by === "resource") return `${object}: ${heldBy(owner.holder)}. ${ownerAdvice(key, owner.holder)}`;
  return `${object}. If you renamed its resource in the program, give the new one the option aliases with the old name.`;
}

/** `the resource "a" manages it (urn:...)` */
export function heldBy({ urn, isLeftover }: Holding): string {
  const does = isLeftover ? "was replaced and still has to delete it" : "manages it";
  return `the resource ${JSON.stringify(nameOf(urn))} ${does} (${urn})`;
}

/** @param asking URN of the resource that met the object; undefined where it is not known. */
export function ownerAdvice(key: string, { urn, isLeftover }: Holding, asking?: string): string {
  const another = `give one of the two another ${key}`;
  if (isLeftover)
    return `\`pulumi up --continue-on-error\` deletes it although this one fails, and the run after that makes this one.`;
  // An alias by name works only under the same parent, so otherwise the whole URN is given.
  const byName = asking !== undefined && isTopLevel(asking) && isTopLevel(urn);
  const alias = byName ? `{ name: ${JSON.stringify(nameOf(urn))} }` : JSON.stringify(urn);
  return `If you renamed it in the program, give the new one the option aliases: [${alias}]; if the program has both, ${another}.`;
}
