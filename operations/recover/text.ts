import { nameOf } from "../../providers/core/engine/holdings";
import { descriptorOf } from "../../providers/core/resource/registry";
import type { FileLeftover } from "./files";
import type { Standing, Unended } from "./index";
import type { Orphan } from "./objects";
import { shellWord } from "../printable";

/** The text about what an interrupted run left, with advice for each object. */
export function recoverText(unended: readonly Unended[], orphans: readonly Orphan[] = []): string {
  if (unended.length + orphans.length === 0) return "The state holds no create that was begun and not ended.";
  const begun = [
    `${unended.length} ${unended.length === 1 ? "create was" : "creates were"} begun and not ended:`,
    "",
    ...unended.flatMap((one) => [`  ${unendedText(one)}`, `    ${nextStep(one)}`]),
  ];
  const lost = [
    `This machine noted ${orphans.length} more that no state holds:`,
    "",
    ...orphans.flatMap((one) => [`  ${orphanText(one)}`, `    ${orphanWayOut(one)}`]),
  ];
  return [...(unended.length === 0 ? [] : begun), ...(orphans.length === 0 ? [] : lost)].join("\n");
}

export function unendedText({ kind, urn, standing, id = "", why = "" }: Unended): string {
  const { noun } = descriptorOf(kind);
  const texts: Readonly<Record<Standing, string>> = {
    made: `the ${noun} ${id} was made by that run`,
    "not made": `no ${noun} was made`,
    "not ours": `the ${noun} ${id} is there, and is not from that run`,
    perhaps: `the ${noun} ${id} is there, and may be from that run or not, since ${why}`,
    "in state": "the state holds it by now",
    unreadable: why,
  };
  return `${kind} ${nameOf(urn)}: ${texts[standing]}`;
}

function nextStep({ kind, urn, standing, id = "" }: Unended): string {
  const { notAdoptable } = descriptorOf(kind);
  switch (standing) {
    case "made":
      return "pulumi up goes on with it; npx datadip recover --yes puts it into the state";
    case "not made":
    case "not ours":
      return "pulumi up   (makes it, or says whose the other one is)";
    case "perhaps":
      return `Look at it in the tenant. If it is from that run: ${notAdoptable === undefined ? adoptLine(kind, nameOf(urn), id) : "npx datadip recover in a terminal takes it over"}`;
    case "in state":
      return "Nothing is to be done; npx datadip recover --yes takes the note out of the state.";
    case "unreadable":
      return "Ask again when the service answers.";
  }
}

export function orphanText({ note: { kind, label }, standing, id = "", why = "" }: Orphan): string {
  const { noun } = descriptorOf(kind);
  const texts: Readonly<Record<Orphan["standing"], string>> = {
    there: `the ${noun} ${id} was made by a run of this stack`,
    perhaps: `the ${noun} ${id} may have been made by a run of this stack`,
    gone: `no ${noun} is left of it`,
    unreadable: id === "" ? why : `the ${noun} ${id} was made by a run of this stack; whether it is still there is not known, since ${why}`, // prettier-ignore
  };
  return `${kind} ${label === "" ? "without a name" : label}: ${texts[standing]}`;
}

function orphanWayOut({ note: { kind, label }, standing, id = "" }: Orphan): string {
  switch (standing) {
    case "there":
    case "perhaps":
      return `Where the program has it, pulumi up goes on with it. Else: ${adoptLine(kind, label === "" ? "NAME" : label, id)}, or delete it by npx datadip recover in a terminal`;
    case "gone":
      return "Nothing is to be done.";
    case "unreadable":
      return id === ""
        ? "Look for it in the tenant, or ask again when the service answers."
        : "Where the program has it, pulumi up goes on with it. Else look for it in the tenant.";
  }
}

export function fileText(left: FileLeftover): string {
  switch (left.is) {
    case "empty attributes":
      return `${left.file} is empty, as the machine went down while Pulumi wrote it. The state beside it is whole; Pulumi says "failed to load checkpoint: EOF" until the empty file is deleted.`;
    case "half state":
      return left.backup === undefined
        ? `${left.file} is cut off, and there is no whole backup beside it: take it from a backup of your own.`
        : `${left.file} is cut off, as the machine went down while Pulumi wrote it. The state before the last write: cp ${left.backup} ${left.file}`;
    case "lock":
      return left.isDead
        ? `${left.file} is the lock of ${left.by}, which has ended.`
        : `${left.file} is the lock of ${left.by}. Where that run has ended for certain: pulumi cancel`;
  }
}

const adoptLine = (kind: string, name: string, id: string): string =>
  `npx datadip adopt ${kind} ${shellWord(name)} ${id} > import.json && pulumi import --file import.json --generate-code=false --protect=false`;
