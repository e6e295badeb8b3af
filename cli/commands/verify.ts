import { Settings } from "../../providers/core/settings/settings";
import { printable } from "../../operations/printable";
import { type Finding, readReport, shown, verifyAgainst, verifyTenant } from "../../operations/verify";
import { type Asking, cleanRun, findingsOf, reportOf, verifyByWriting } from "../../operations/verify/write";
import { confirmed, typed } from "../shared/confirm";
import { verifySalesforce } from "../../operations/verify/salesforce";
import { unproven } from "../../providers/webex/client/connect";
import { withOutput, save } from "../shared/output";
import { printStatus } from "../shared/print";
import { stackConfig } from "../shared/stack-config";
import type { Verb } from "../shared/verb";
import { readText } from "../shared/yaml-file";

interface Options {
  readonly stack?: string;
  readonly json?: true;
  readonly output: string;
  readonly against?: string;
  readonly write?: true;
  readonly number?: string;
  readonly app?: true;
  readonly clean?: string;
}

/** `datadip verify`: checks whether a tenant behaves as datadip expects. Only reads, except with `--write` and `--clean`. */
export const verifyVerb: Verb = (program) => {
  const command = program
    .command("verify")
    .description(
      "ask a tenant everything that datadip would, change nothing, and tell where it behaves otherwise; exit 1 when something does",
    );
  withOutput(command, {
    what: "where the report goes that can be shown to strangers",
    fallback: "verify-report.json",
    old: "--report",
  })
    .option("--stack <stack>", "the stack; the selected one by default")
    .option("--against <file>", "the findings of such a report again, on an emulator that behaves as that tenant did")
    .option(
      "--write",
      "make, change and delete one object of each kind, in the organisation that datadip:verifyWrite names",
    )
    .option(
      "--number <number>",
      "with --write or --clean: a free number of the organisation, which is mapped for the time",
    )
    .option("--app", "with --write: an External Client App too, whose consumer key is used up by that")
    .option("--clean <prefix>", "delete what a --write that was interrupted left")
    .option("--json", "print the findings as JSON")
    .action(async (options: Options) => {
      const { stack, json, output, against, clean } = options;
      if (clean !== undefined) return cleaned(clean, options);
      const findings =
        against !== undefined
          ? await verifyAgainst(readReport(readText(against)))
          : await (options.write === true ? byWriting(options) : ofTenant(stack, output));
      process.stdout.write(json === true ? `${JSON.stringify(findings, null, 2)}\n` : asText(findings));
      process.exitCode = findings.some(({ weight }) => weight !== "note") ? 1 : 0;
    });
};

async function ofTenant(stack: string | undefined, file: string): Promise<readonly Finding[]> {
  const source = stackConfig(stack);
  const api = await unproven(source);
  const report = await verifyTenant(api, countdown);
  process.stderr.write(`\r${report.requests} requests in ${report.seconds} s; nothing was changed.\n`);
  const settings = new Settings(source);
  const hasSalesforce = settings.target() === "sandbox" || settings.address("salesforce:instanceUrl") !== undefined;
  let salesforce: readonly Finding[] = [];
  try {
    if (hasSalesforce) salesforce = await verifySalesforce(source);
  } finally {
    // Also when Salesforce fails, so that the answers of Webex are not lost.
    save(file, `${JSON.stringify({ ...report, salesforce: salesforce.map(shown) }, null, 2)}\n`);
  }
  printStatus(
    "The report holds no id, name, number, address or token of yours: it can be attached to an issue as it is.",
  );
  return [...report.findings, ...salesforce];
}

/** A person must type the name of the organisation; no option replaces this. */
const ASKING: Asking = {
  typed: (question) => typed(question, "there is no terminal at which somebody types the organisation's name."),
  agrees: (question) => confirmed(question),
};

async function byWriting({ stack, output, number, app }: Options): Promise<readonly Finding[]> {
  let isStopped = false;
  // The first Ctrl-C only stops making objects, so that those already made are deleted.
  process.once("SIGINT", () => (isStopped = true));
  const progress = (words: string): void => void process.stderr.write(`${words}\n`);
  const options = { number, app, isStopped: () => isStopped, progress };
  const written = await verifyByWriting(stackConfig(stack), ASKING, options);
  const { prefix, requests, seconds, left, steps, remaining } = written;
  const kinds = new Set(steps.map(({ kind }) => kind)).size;
  printStatus(
    `${kinds} kinds in ${requests} requests and ${seconds} s. The report can be attached to an issue as it is.`,
  );
  for (const { kind, why } of left) process.stderr.write(`  not made: ${kind}, since ${why}\n`);
  for (const { kind, step, detail } of steps.filter(({ problem }) => problem !== undefined))
    process.stderr.write(printable(`  ${kind}, ${step}: ${detail}\n`));
  if (remaining.length > 0)
    process.stderr.write(
      `Still there: ${remaining.map(({ kind, id }) => `${kind} ${id}`).join(", ")}. Delete them: datadip verify --clean ${prefix}\n`,
    );
  save(output, `${JSON.stringify(reportOf(written), null, 2)}\n`);
  return findingsOf(written);
}

async function cleaned(prefix: string, { stack, number }: Options): Promise<void> {
  const { deleted, kept } = await cleanRun(() => stackConfig(stack), prefix, number, ASKING);
  for (const what of deleted) process.stdout.write(printable(`deleted: ${what}\n`));
  for (const { what, why } of kept) process.stdout.write(printable(`still there: ${what}, since ${why}\n`));
  if (deleted.length + kept.length === 0) process.stdout.write(`Nothing is called ${prefix}.\n`);
  process.exitCode = kept.length === 0 ? 0 : 1;
}

function countdown(left: number): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${String(left).padStart(3)} questions left `);
}

const TITLES = {
  breaks: "What stops a run or makes it wrong:",
  differs: "What is otherwise than expected, and may matter:",
  note: "What is more than expected, and does not matter:",
} as const;

function asText(findings: readonly Finding[]): string {
  if (findings.length === 0) return "Everything is as datadip takes it to be.\n";
  return (["breaks", "differs", "note"] as const)
    .flatMap((weight) => {
      const those = findings.filter((finding) => finding.weight === weight);
      return those.length === 0 ? [] : [TITLES[weight], ...those.map(lineOf), ""];
    })
    .map((line) => `${line}\n`)
    .join("");
}

function lineOf({ weight, check, at, says, detail, means, mend }: Finding): string {
  const place = at === "" ? check : `${check}, ${at}`;
  if (weight !== "breaks") return printable(`  ${place}: ${says}.`);
  return printable(
    `  ${place}: ${says}${detail === undefined ? "" : ` (${detail})`}; so ${means}.${mend === undefined ? "" : ` To mend it: ${mend}.`}`,
  );
}
