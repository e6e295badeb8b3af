import { CALLS_PER_MINUTE } from "../../providers/webex/limits";
import { allKinds } from "../../providers/core/resource/registry";
import { CallCount } from "../../providers/core/telemetry/request-metrics";
import { printable } from "../printable";
import type { Calls, Estimate, Step } from "./estimate";
import type { FlowReport } from "./flows";
import type { Blocker } from "./teardown";

/** The estimate as text. `command` is the command to type. */
export function estimateText({ reads, writes, seconds, waitingSeconds }: Estimate, command: string): string {
  const whole = added(reads, writes);
  const wait =
    waitingSeconds === 0
      ? `within Webex's ${CALLS_PER_MINUTE} calls a minute`
      : `${waitingSeconds} s of that waiting, as Webex allows ${CALLS_PER_MINUTE} calls a minute`;
  return [
    `${command} --skip-preview will make ${counted(whole)}: ${total(reads)} to read and ${total(writes)} to write.`,
    `It takes about ${seconds} s, ${wait}. With a preview of its own first: ${counted(added(whole, reads))}.`,
  ].join("\n");
}

/** A note for each create that a person must complete: the run stops there, and the next one continues. */
export function handoverText(steps: readonly Step[]): readonly string[] {
  const waits = new Map<string, string | undefined>(allKinds().map(({ kind, waitsUntil }) => [kind, waitsUntil]));
  return steps.flatMap(({ kind, name, operation }) => {
    const until = operation === "create" ? waits.get(kind) : undefined;
    if (until === undefined) return [];
    const noun = kind.slice(kind.indexOf(".") + 1);
    return [printable(`It stops at ${noun} ${name} until ${until}; the rest is for the next run.`)];
  });
}

/** At 300 objects the checkpoints take 8 of 19 s of processor time, at 1,000 they take 78 of 97. */
const MANY_STEPS = 300;

/** A note about the time for checkpoints: a self-managed backend gets the whole state for each object that is written. */
export function checkpointText({ length }: readonly Step[]): readonly string[] {
  if (length < MANY_STEPS) return [];
  return [
    `It writes ${length} objects, and a state that lies in a folder, a bucket or a database is written whole for each: that takes about as long again. ` +
      `Lists such as webex.AddressBookEntries, several stacks, or PULUMI_DIY_BACKEND_DISABLE_CHECKPOINT_BACKUPS=true make it less: docs/guides/state-and-speed.md.`,
  ];
}

/** Webex's findings for each flow, all as warnings, since it also refuses flows that work. */
export function flowsText(reports: readonly FlowReport[]): string {
  const lines = reports.flatMap(({ name, findings, notAsked }) => {
    if (notAsked !== undefined) return [`Dry run: Webex was not asked about the flow ${name}: ${notAsked}`];
    if (findings.length === 0) return [`Dry run: Webex found no problem in the flow ${name}.`];
    const head = `Dry run: Webex warns of the flow ${name}, which may still work:`;
    return [head, ...findings.map(({ activity, message }) => `  ${activity === "" ? "" : `${activity}: `}${message}`)];
  });
  return lines.map(printable).join("\n");
}

/** The blockers of a destroy, and what to do. */
export function blockersText(blockers: readonly Blocker[]): string {
  if (blockers.length === 0) return "Nothing outside of this stack refers to what would be deleted.";
  const lines = blockers.flatMap(({ kind, name, id, why, by }) => [
    printable(`  ${kind} ${name} (${id}): ${WHY[why]}`),
    ...by.map((one) => printable(`    ${one}`)),
  ]);
  return ["A destroy would stop here:", ...lines].join("\n");
}

const WHY: Readonly<Record<Blocker["why"], string>> = {
  "referred-to": "still referred to by what this stack does not own; remove or re-point it first:",
  system: "a system object, which Webex lets nobody delete; take it out of the stack with pulumi state delete",
  protected: "protected; if it is meant, remove protect from the program and run pulumi up, or pulumi state unprotect",
  unknown: "datadip cannot find out whether anything refers to it:",
};

const added = (one: Calls, other: Calls): Calls => ({
  Webex: one.Webex + other.Webex,
  Salesforce: one.Salesforce + other.Salesforce,
});

const total = ({ Webex, Salesforce }: Calls): number => Webex + Salesforce;

function counted(calls: Calls): string {
  const count = new CallCount();
  count.add({ service: "Webex" }, calls.Webex);
  count.add({ service: "Salesforce" }, calls.Salesforce);
  return count.toString();
}
