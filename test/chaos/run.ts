import { Tenant } from "../support/tenant";
import { type Outcome, playSeed } from "./seed";

/** `npm run chaos -- --seeds 1-500`: what becomes of stacks on a network that fails. Exit code 1 where something is lost, made twice or told. */
async function main(): Promise<void> {
  const range = /^(\d+)-(\d+)$/.exec(process.argv[process.argv.indexOf("--seeds") + 1] ?? "1-25");
  if (range === null) throw new Error("Give the seeds as --seeds 1-500.");
  const [first, last] = [Number(range[1]), Number(range[2])];
  const tenant = await Tenant.start();
  const outcomes: Outcome[] = [];
  for (let seed = first; seed <= last; seed += 1) {
    const outcome = await playSeed(seed, tenant);
    outcomes.push(outcome);
    const { asked, duplicates, orphans, foreign, secrets } = outcome;
    const told = [...asked, ...duplicates, ...orphans, ...foreign, ...secrets];
    if (told.length > 0) process.stdout.write(`${JSON.stringify(outcome)}\n`);
  }
  await tenant.close();
  const wrong = (key: "asked" | "duplicates" | "orphans" | "foreign" | "secrets"): number =>
    outcomes.filter((outcome) => outcome[key].length > 0).length;
  const lines = [
    `${outcomes.length} seeds, ${outcomes.filter(({ killed }) => killed).length} of them killed`,
    `${outcomes.length - wrong("asked")} converge by one more up; ${wrong("asked")} ask a person`,
    `${wrong("duplicates")} with duplicates, ${wrong("orphans")} with orphans, ${wrong("foreign")} with a foreign change, ${wrong("secrets")} with a secret told`,
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
  if (wrong("duplicates") + wrong("orphans") + wrong("foreign") + wrong("secrets") > 0) process.exitCode = 1;
}

void main();
