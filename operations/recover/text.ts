import { nameOf } from "../../providers/core/engine/holdings";
import { descriptorOf } from "../../providers/core/resource/registry";
import type { Unended } from "./index";

/** What an interrupted run left, for people, with the way out of each and at last the line that ends it. */
export function recoverText(unended: readonly Unended[]): string {
  if (unended.length === 0) return "The state holds no create that was begun and not ended.";
  return [
    `${unended.length} ${unended.length === 1 ? "create was" : "creates were"} begun and not ended:`,
    "",
    ...unended.flatMap((one) => [`  ${one.kind} ${nameOf(one.urn)}: ${standingText(one)}`, `    ${wayOut(one)}`]),
    "",
    "When each of them is settled, take the notes of the interrupted run out of the state:",
    "  pulumi refresh --clear-pending-creates --skip-preview --yes",
  ].join("\n");
}

function standingText({ kind, standing, id = "", why = "" }: Unended): string {
  const { noun } = descriptorOf(kind);
  const texts: Readonly<Record<Unended["standing"], string>> = {
    made: `the ${noun} ${id} was made by that run`,
    "not made": `no ${noun} was made`,
    "not ours": `there is a ${noun} ${id}, which is not from that run`,
    perhaps: `there is a ${noun} ${id}, which may be from that run or not, since ${why}`,
    "in state": "the state holds it by now",
    unreadable: why,
  };
  return texts[standing];
}

function wayOut({ kind, urn, standing, id = "", isNoted }: Unended): string {
  const adopt = `npx datadip adopt ${kind} ${shellWord(nameOf(urn))} ${id} > import.json && pulumi import --file import.json --generate-code=false --protect=false`;
  const { notAdoptable } = descriptorOf(kind);
  const take = notAdoptable === undefined ? adopt : `It cannot be taken under management: ${notAdoptable}.`;
  switch (standing) {
    case "made":
      return isNoted ? "pulumi up   (goes on with it)" : take;
    case "not made":
    case "not ours":
      return "pulumi up   (makes it, or says whose the other one is)";
    case "perhaps":
      return `Look at it in the tenant. If it is from that run: ${take}`;
    case "in state":
      return "Nothing is to be done.";
    case "unreadable":
      return "Ask again when the service answers.";
  }
}

function shellWord(text: string): string {
  return /^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
