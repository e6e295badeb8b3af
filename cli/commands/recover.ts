import { rmSync } from "node:fs";
import { basename } from "node:path";
import { answer } from "../../operations/pulumi-cli";
import { type FileLeftover, filesLeft, isUseless } from "../../operations/recover/files";
import { findUnended, isOver, type Unended } from "../../operations/recover";
import { mendedState, type Taken } from "../../operations/recover/mend";
import {
  deleteObject,
  findOrphans,
  noteChanges,
  noteMade,
  type Orphan,
  outputsNow,
} from "../../operations/recover/objects";
import { fileText, orphanText, recoverText, unendedText } from "../../operations/recover/text";
import { decrypted, stackOption } from "../../operations/stack-state";
import { projectName } from "../../operations/project";
import type { Sessions } from "../../providers/clouds";
import { type Holdings, parseHoldings } from "../../providers/core/engine/holdings";
import { Journal, journalFolder, type Note, type Place, recordsOf } from "../../providers/core/engine/journal";
import { backendOf, projectRoot } from "../../providers/core/settings/project";
import { descriptorOf } from "../../providers/core/resource/registry";
import type { Values } from "../../providers/core/resource/types";
import { confirmed, isThere, typed } from "../shared/confirm";
import { sessionsOf } from "../shared/stack-config";
import type { Verb } from "../shared/verb";

/** Exit code when something is left. */
const FINDINGS = 1;

interface Options {
  readonly stack?: string;
  readonly yes?: true;
}

/** `datadip recover`: shows what an interrupted run left behind. Mends what is proven, and asks about the rest. */
export const recoverVerb: Verb = (program) => {
  program
    .command("recover")
    .description(
      "show what an interrupted run left behind, and mend it: what is proven at once with --yes, the rest one by one in a terminal; exit 1 when something is left",
    )
    .option("--stack <stack>", "the stack; the selected one by default")
    .option("--yes", "take over what is proven to be this stack's without asking, and leave the rest")
    .action(async (options: Options) => {
      const backend = backendOf(process.env, projectRoot());
      const files = await mendFiles(filesLeft(backend, projectName(process.cwd()) ?? ""), options);
      const isReadable = files.every(({ is }) => is === "lock");
      if (!isReadable) say("Nothing else was looked at, as the state cannot be read before that.");
      const isSettled = isReadable && (await mendObjects(backend, options));
      if (!isSettled || files.length > 0) process.exitCode = FINDINGS;
    });
};

/** @returns the files that are left. */
async function mendFiles(files: readonly FileLeftover[], { yes }: Options): Promise<readonly FileLeftover[]> {
  const left = new Set(files);
  for (const file of files) {
    say(fileText(file));
    if (!isUseless(file) || !(yes === true || (isThere() && (await confirmed(`Delete ${basename(file.file)}?`)))))
      continue;
    rmSync(file.file, { force: true });
    say("Deleted.");
    left.delete(file);
  }
  return [...left];
}

/** @returns whether nothing is left that only a person can decide. */
async function mendObjects(backend: string, options: Options): Promise<boolean> {
  const sessions = sessionsOf(options.stack);
  const exporting = ["stack", "export", "--show-secrets", ...stackOption(options.stack)];
  const exported = answer("The stack's state cannot be read", exporting);
  const state = inClear(parseHoldings(exported));
  const [stack = ""] = state.stacks;
  const notes = await recordsOf(journalFolder(process.env), { stack, backend });
  const unended = await findUnended(state, notes, sessions);
  const orphans = await findOrphans(state, notes, sessions);
  say(recoverText(unended, orphans));
  const decided = await decide(unended, sessions, options);
  const journal = new Journal(journalFolder(process.env), say);
  if (decided.stay.length > 0) await noteTaken(decided, journal, { stack, backend }, sessions);
  else if (decided.taken.length + decided.over.length > 0) {
    await noteChanges(journal, state, { stack, backend }, sessions);
    importMended(exported, decided, options);
  }
  const lost = await decideOrphans(orphans, sessions);
  return decided.left + lost === 0;
}

function importMended(exported: string, { taken, over }: Decisions, { stack }: Options): void {
  const mended = mendedState(exported, taken, over);
  answer("The state cannot be mended", ["stack", "import", ...stackOption(stack)], mended);
  say(`The state holds ${taken.length} more, and ${taken.length + over.length} notes of creates fewer.`);
}

/** Pulumi's import removes all pending creates from the state, so nothing is imported while one of them must stay. */
async function noteTaken(
  { taken, stay }: Decisions,
  journal: Journal,
  stack: Omit<Place, "tenant">,
  sessions: Sessions,
): Promise<void> {
  for (const one of taken) await noteMade(journal, one, stack, sessions);
  if (taken.length === 0) return;
  say(`The state was left as it is, since ${stay.length} must stay noted in it.`);
  say(`pulumi up on this machine goes on with the ${taken.length} that are taken over.`);
}

interface Decisions {
  readonly taken: readonly Taken[];
  /** URNs of creates that are removed from the state. */
  readonly over: readonly string[];
  /** Creates that must stay in the state. */
  readonly stay: readonly Unended[];
  /** How many of them only a person can decide. */
  readonly left: number;
}

async function decide(unended: readonly Unended[], sessions: Sessions, { yes }: Options): Promise<Decisions> {
  const proven = unended.filter(({ standing }) => standing === "made" || standing === "in state");
  const isMeant =
    proven.length > 0 && (yes === true || (isThere() && (await confirmed("Put what is proven into the state?"))));
  const made = isMeant ? proven.filter(({ standing }) => standing === "made") : [];
  const taken = [...(await Promise.all(made.map((one) => takenOf(one, sessions))))];
  const over = isMeant ? proven.filter(({ standing }) => standing === "in state").map(({ urn }) => urn) : [];
  const stay = isMeant ? [] : [...proven];
  for (const one of unended) {
    if (proven.includes(one)) continue;
    const said = yes === true || !isThere() ? "leave" : await asked(one);
    if (said === "take") taken.push(await takenOf(one, sessions));
    else if (said === "forget" || isOver(one)) over.push(one.urn);
    else if (said === "delete" && (await isDeleted(one.kind, one.id ?? "", one.inputs, sessions))) over.push(one.urn);
    else stay.push(one);
  }
  // The next run makes what was not made, so nobody has to decide about it.
  return { taken, over, stay, left: stay.filter(({ standing }) => standing !== "not made").length };
}

const takenOf = async ({ kind, urn, id = "", inputs }: Unended, sessions: Sessions): Promise<Taken> => ({
  kind,
  urn,
  id,
  inputs,
  outputs: await outputsNow(kind, id, inputs, sessions),
});

type Choice = "take" | "delete" | "forget" | "leave";

/** Asks what to do with a create whose result is not certain. */
async function asked(one: Unended): Promise<Choice> {
  const choices =
    one.id === undefined
      ? "f: take its note out of the state"
      : "t: take it over into the state, d: delete it, f: forget it, so that pulumi up makes one";
  return choice(`${unendedText(one)}\n${choices}, Enter: leave it`, one.id === undefined ? ["f"] : ["t", "d", "f"]);
}

async function choice(question: string, letters: readonly string[]): Promise<Choice> {
  const choices: Readonly<Record<string, Choice>> = { t: "take", d: "delete", f: "forget" };
  const said = (await typed(`${question}:`, "there is no terminal to ask at.")).toLowerCase();
  if (said === "") say("Left as it is.");
  if (said === "" || letters.includes(said)) return choices[said] ?? "leave";
  return choice(`Type ${letters.join(", ")}, or press Enter to leave it`, letters);
}

async function isDeleted(kind: string, id: string, inputs: Values, sessions: Sessions): Promise<boolean> {
  const { noun } = descriptorOf(kind);
  if (!(await confirmed(`Delete the ${noun} ${id} from the tenant for good?`))) return false;
  await deleteObject(kind, id, inputs, sessions);
  say(`The ${noun} ${id} is deleted.`);
  return true;
}

/** @returns how many are left. */
async function decideOrphans(orphans: readonly Orphan<Note>[], sessions: Sessions): Promise<number> {
  let left = 0;
  for (const one of orphans) {
    const { kind, file } = one.note;
    if (one.standing === "gone") rmSync(file, { force: true });
    if (one.standing === "gone") continue;
    const isKnown = one.standing === "there" || one.standing === "perhaps";
    const letters = isKnown ? ["d", "f"] : ["f"];
    const choices = `${isKnown ? "d: delete it, " : ""}f: forget this machine's note of it, Enter: leave it`;
    const said = isThere() ? await choice(`${orphanText(one)}\n${choices}`, letters) : "leave";
    const isDone = said === "forget" || (said === "delete" && (await isDeleted(kind, one.id ?? "", {}, sessions)));
    if (isDone) rmSync(file, { force: true });
    else left += 1;
  }
  return left;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Unwraps secret inputs of pending operations, which are needed to look for the objects in the cloud. None is printed. */
function inClear({ creating, updating, ...rest }: Holdings): Holdings {
  const clear = (all: Holdings["creating"]): Holdings["creating"] =>
    all.map((one) => ({ ...one, inputs: decrypted(one.inputs) as Values }));
  return { ...rest, creating: clear(creating), updating: clear(updating) };
}
