import { InvalidArgumentError } from "commander";
import { CallCount, onCall } from "../../providers/core/telemetry/request-metrics";
import { examine } from "../../operations/doctor";
import type { Check } from "../../operations/doctor/check";
import { printable } from "../../operations/printable";
import { print, printJson, printStatus } from "../shared/print";
import type { Verb } from "../shared/verb";

interface Options {
  readonly stack?: string;
  readonly json?: true;
  readonly refreshTokenDays: number;
  readonly certificateDays: number;
}

/** `datadip doctor`: checks, before anything is written, whether a run can work. */
export const doctorVerb: Verb = (program) => {
  program
    .command("doctor")
    .description(
      "check credentials, tenants, quotas, engine and state before anything is written; exit 1 when something fails",
    )
    .option("--stack <stack>", "the stack; the selected one by default")
    .option("--refresh-token-days <days>", "warn when Webex's refresh token expires within so many days", days, 14)
    .option("--certificate-days <days>", "warn when a certificate of an app expires within so many days", days, 30)
    .option("--json", "print one JSON object")
    .action(async ({ stack, json, ...thresholds }: Options) => {
      const calls = new CallCount();
      onCall((call) => calls.add(call));
      const surroundings = { env: process.env, nodeVersion: process.version, now: () => Date.now() };
      const checks = await examine(stack, thresholds, surroundings);
      const isWell = !checks.some(({ status }) => status === "failed");
      if (json === true) printJson({ ok: isWell, checks });
      else print(asText(checks));
      printStatus(calls.toString());
      process.exitCode = isWell ? 0 : 1;
    });
};

function days(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 0) throw new InvalidArgumentError("It must be a whole number of days.");
  return count;
}

const SHOWN = { ok: "ok", warning: "warning", failed: "FAILED", skipped: "skipped" } as const;

function asText(checks: readonly Check[]): string {
  const width = Math.max(...checks.map(({ name }) => name.length));
  const lines = checks.map(({ name, status, says, mend }) => {
    const way = mend === undefined ? "" : ` -> ${mend}`;
    return `${SHOWN[status].padEnd(7)}  ${name.padEnd(width)}  ${printable(says + way)}\n`;
  });
  return lines.join("");
}
