import { readFileSync, writeFileSync } from "node:fs";
import { Settings } from "../../providers/core/settings/settings";
import { printable } from "../../operations/printable";
import { type Finding, readReport, verifyAgainst, verifyTenant } from "../../operations/verify";
import { salesforceChecks } from "../../operations/doctor/salesforce";
import { unproven } from "../../providers/webex/client/connect";
import { stackConfig } from "../shared/stack-config";
import type { Verb } from "../shared/verb";

interface Options {
  readonly stack?: string;
  readonly json?: true;
  readonly report: string;
  readonly against?: string;
}

/** `datadip verify`: whether a tenant behaves as datadip takes it to. Reads alone. */
export const verifyVerb: Verb = (program) => {
  program
    .command("verify")
    .description(
      "ask a tenant everything that datadip would, change nothing, and tell where it behaves otherwise; exit 1 when something does",
    )
    .option("--stack <stack>", "the stack; the selected one by default")
    .option("--report <file>", "where the report goes that can be shown to strangers", "verify-report.json")
    .option("--against <file>", "the findings of such a report again, on an emulator that behaves as that tenant did")
    .option("--json", "print the findings as JSON")
    .action(async ({ stack, json, report, against }: Options) => {
      const findings =
        against === undefined
          ? await ofTenant(stack, report)
          : await verifyAgainst(readReport(readFileSync(against, "utf8")));
      process.stdout.write(json === true ? `${JSON.stringify(findings, null, 2)}\n` : asText(findings));
      process.exitCode = findings.some(({ weight }) => weight !== "note") ? 1 : 0;
    });
};

async function ofTenant(stack: string | undefined, file: string): Promise<readonly Finding[]> {
  const source = stackConfig(stack);
  const api = await unproven(source);
  const report = await verifyTenant(api, countdown);
  process.stderr.write(`\r${report.requests} requests in ${report.seconds} s; nothing was changed.\n`);
  writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
  process.stderr.write(
    `${file} holds no id, name, number, address or token of yours: it can be attached to an issue as it is.\n`,
  );
  const hasSalesforce = new Settings(source).address("salesforce:instanceUrl") !== undefined;
  return [...report.findings, ...(hasSalesforce ? await ofSalesforce(source) : [])];
}

/** Salesforce is asked as doctor asks it: signing in, the organisation, its limits. */
async function ofSalesforce(source: ReturnType<typeof stackConfig>): Promise<readonly Finding[]> {
  const checks = await salesforceChecks(source);
  return checks
    .filter(({ status }) => status === "failed")
    .map(({ name, says, mend }) => ({
      weight: "breaks",
      check: name,
      at: "",
      says,
      means: "nothing of Salesforce can be made",
      ...(mend === undefined ? {} : { mend }),
    }));
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

function lineOf({ weight, check, at, says, means, mend }: Finding): string {
  const place = at === "" ? check : `${check}, ${at}`;
  if (weight !== "breaks") return printable(`  ${place}: ${says}.`);
  return printable(`  ${place}: ${says}; so ${means}.${mend === undefined ? "" : ` See ${mend}.`}`);
}
