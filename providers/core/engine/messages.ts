import { tokenOf } from "../resource/type-token";

/** Sentences that name what to do next, kept together because people meet them at their worst moment. */

export function wrongTenant(noun: string, id: string, inState: string, inConfig: string): string {
  return (
    `This ${noun} (${id}) belongs to organisation ${inState} by the state, but the stack config says ${inConfig}. ` +
    `Nothing was read or changed. Set the organisation back, or use a stack of its own for the other organisation.`
  );
}

export function gone(object: string): string {
  return `${object} was deleted outside of Pulumi: \`pulumi up --refresh\` makes it anew.`;
}

export function adoptionHint(
  descriptor: { kind: string; noun: string; naturalKey: readonly string[] },
  id: string,
  state: string,
): string {
  return (
    `The ${descriptor.noun} ${id} with the same ${descriptor.naturalKey.join(" and ")} ${state}. To manage it from here: ` +
    `npx datadip adopt ${descriptor.kind} RESOURCE_NAME ${id} > import.json && ` +
    `pulumi import --file import.json --generate-code=false --protect=false   (type ${tokenOf(descriptor.kind)})`
  );
}
